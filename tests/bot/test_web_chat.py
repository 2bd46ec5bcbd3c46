"""The web chat's requests over HTTP, with the real bot behind them: who is let in, what is stored, what is answered."""

from __future__ import annotations

import base64
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bot.house_words import catalogues
from bot.web.reading import MOST_LETTERS, excuse
from bot.web.visitors import COOKIE
from tests.bot.browsers import Arrive, Browser
from tests.processes import BotProcess

CHINESE = catalogues().speak("zh_CN")
CLOSED = ("/chat/messages", "/chat/stream", "/chat/file/1")


@pytest.fixture
def browser(arrive: Arrive, demo_bot: BotProcess) -> Browser:
    """A visitor in a demo family."""
    return arrive(demo_bot).begin("two")


def signed(browser: Browser) -> str:
    return str(browser.http.cookies[COOKIE])


def forged(browser: Browser) -> list[str]:
    """Cookies nobody signed: none, noise, another address under an old signature, a cut one."""
    mine = signed(browser)
    body, _dot, signature = mine.rpartition(".")
    other = base64.urlsafe_b64encode(b'"1"').decode().rstrip("=")
    return ["", "x", "....", f"{other}.{signature}", body, mine[:-1], f"{mine}x"]


@pytest.mark.parametrize("path", CLOSED)
def test_a_browser_we_did_not_sign_in_is_sent_to_the_start(browser: Browser, path: str) -> None:
    for cookie in forged(browser):
        answer = httpx.get(
            browser.http.base_url.join(path),
            headers={"accept-language": "zh-CN", "cookie": f"{COOKIE}={cookie}"},
        )
        assert (answer.status_code, answer.json()["error"]) == (401, "unknown"), cookie
        assert answer.json()["say"] == excuse(CHINESE, "unknown")


def test_nobody_speaks_or_travels_without_a_cookie(arrive: Arrive, demo_bot: BotProcess) -> None:
    stranger = arrive(demo_bot)
    assert stranger.say(text="hello").status_code == 401
    assert stranger.http.post("/chat/clock", json={"days": 1}).status_code == 401
    assert stranger.http.get("/chat/me").json()["known"] is False


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(arrive: Arrive, demo_bot: BotProcess) -> None:
    given = arrive(demo_bot).start().headers["set-cookie"].lower()
    assert "httponly" in given
    assert "samesite=lax" in given
    assert "path=/" in given
    assert "secure" not in given, "plain http on loopback: a secure cookie would never come back"


def test_one_browser_cannot_read_or_press_what_another_one_has(
    arrive: Arrive, demo_bot: BotProcess, browser: Browser
) -> None:
    browser.say(text="/privacy")
    browser.hears("What is kept")
    browser.tap("JSON")
    file = browser.hears("everything I keep")["file"]
    assert browser.http.get(file["url"]).status_code == 200
    other = arrive(demo_bot).begin()
    assert other.http.get(file["url"]).status_code == 404
    seq = int(file["url"].rpartition("/")[2])
    assert (
        other.say(tap="keep:json:0", seq=seq, label="x").status_code == 202
    )  # leads home, whatever it named
    assert not any(one["file"] for one in other.messages())
    assert "Tuantuan" not in str(other.messages())
    assert all(one["seq"] <= other.page()["cursor"] for one in other.messages())


def test_a_file_comes_whole_and_as_a_download(browser: Browser) -> None:
    browser.say(text="/privacy")
    browser.hears("What is kept")
    browser.tap("A copy to read")
    file = browser.hears("everything I keep")["file"]
    answer = browser.http.get(file["url"])
    assert len(answer.content) == file["size"]
    assert answer.headers["content-disposition"] == f'attachment; filename="{file["name"]}"'
    assert answer.headers["cache-control"] == "no-store"
    for path in ("/chat/file/1", "/chat/file/0", "/chat/file/x", f"/chat/file/{10**30}"):
        assert browser.http.get(path).json()["error"] == "no_such_file"


def test_the_same_nonce_counts_once(browser: Browser) -> None:
    nonce = str(uuid4())
    first, second = browser.say(nonce=nonce, text="once"), browser.say(nonce=nonce, text="once")
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json() == second.json()
    browser.hears("do not know that")
    shown = [one for one in browser.messages() if one["html"] == "once"]
    assert [one["nonce"] for one in shown] == [nonce]
    answers = [one for one in browser.messages() if "do not know that" in one["html"]]
    assert len(answers) == 1


def test_history_comes_in_pages(browser: Browser) -> None:
    for number in range(4):
        browser.say(text=f"word {number}")
    browser.until(lambda shown: sum("do not know that" in one["html"] for one in shown) == 4)
    every = [one["seq"] for one in browser.messages()]
    read: list[int] = []
    page: dict[str, Any] = {"more": True}
    while page["more"]:
        page = browser.page(limit=3, **({"before": read[0]} if read else {}))
        read = [one["seq"] for one in page["messages"]] + read
    assert read == every
    for query in ({"before": "abc"}, {"before": -1}, {"limit": -5}, {"limit": 10**12}, {"before": 10**12}):
        assert [one["seq"] for one in browser.messages(**query)] == every


def test_an_answer_is_in_the_language_of_the_chat_not_of_the_phone(browser: Browser) -> None:
    browser.say(text="/language")
    browser.hears("Which language")
    browser.tap("中文")
    browser.until(lambda shown: shown[-1]["lang"] == "zh-CN" and shown[-1]["from"] == "bot")
    said = browser.say(text="x" * (MOST_LETTERS + 1)).json()["say"]
    assert said == excuse(CHINESE, "too_long")
    assert browser.http.get("/chat/me", params={"language": "en"}).json()["language"] == "zh_CN"


def test_words_come_in_the_language_of_the_phone(demo_bot: BotProcess) -> None:
    asked = {
        "zh-CN": "zh_CN",
        "zh-TW": "zh_CN",
        "zh-hans": "zh_CN",
        "ug": "zh_CN",
        "en-GB": "en",
        "fr": "en",
        "": "en",
    }
    for code, language in asked.items():
        me = httpx.get(
            f"{demo_bot.url}/chat/me", params={"language": code}, headers={"accept-language": "en"}
        )
        assert me.json()["language"] == language, code
    for strange in ("\x00", "%ff", "x" * 5000, "../..", "<b>"):
        me = httpx.get(f"{demo_bot.url}/chat/me", params={"language": strange})
        assert me.json()["language"] in ("zh_CN", "en")


def test_start_takes_a_payload_and_a_demo_family_only_where_there_is_one(
    arrive: Arrive, demo_bot: BotProcess, plain_bot: BotProcess
) -> None:
    assert "Nothing here is real" in str(arrive(demo_bot).begin("late").messages())
    for strange in ("nobody", 5, ["two"], {"two": 1}, "two two"):
        answer = arrive(demo_bot).start(demo=strange)
        assert (answer.status_code, answer.json()["error"]) == (400, "no_such_demo")
        assert "set-cookie" not in answer.headers
    assert arrive(plain_bot).start(demo="two").json()["error"] == "no_such_demo"
    assert arrive(plain_bot).http.get("/chat/me").json()["demo_families"] == []
    invited = arrive(plain_bot)
    assert invited.start(payload="join_" + "x" * 22).status_code == 200
    invited.until(lambda shown: bool(shown) and "language" not in shown[-1]["html"])
    for payload in ("x" * 65, "two words", 5, None, "<b>"):
        assert arrive(plain_bot).start(payload=payload).status_code == 200


def test_the_clock_moves_in_demo_runs_only(arrive: Arrive, browser: Browser, plain_bot: BotProcess) -> None:
    real = arrive(plain_bot).begin()
    assert real.http.get("/chat/clock").status_code == 404
    assert real.http.post("/chat/clock", json={"days": 1}).status_code == 404
    before = browser.http.get("/chat/clock").json()
    for days in (0, -1, True, 1.5, "7", None, [1], 3661, 10**40):
        answer = browser.http.post("/chat/clock", json={"days": days})
        assert (answer.status_code, answer.json()["error"]) == (400, "bad_days"), days
        assert answer.json()["say"]
    assert browser.http.get("/chat/clock").json()["today"] == before["today"]
    after = browser.http.post("/chat/clock", json={"days": 2}).json()
    assert after["days"] > before["days"]
    assert after["today"] > before["today"]
