"""What no page would send: wrong forms, wrong values, hostile text. A kind answer, nothing stored half, and the chat goes on."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.bot.browsers import Arrive, Browser
from tests.processes import BotProcess

JSON = {"content-type": "application/json"}


@pytest.fixture
def browser(arrive: Arrive, demo_bot: BotProcess) -> Browser:
    return arrive(demo_bot).begin()


def refuses(browser: Browser, answer: Any, status: int, error: str) -> None:
    """A refusal says which, kindly, and leaves the chat as it was."""
    assert (answer.status_code, answer.json()["error"]) == (status, error), answer.text
    assert len(answer.json()["say"]) > 10
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_requests_that_are_no_json(browser: Browser) -> None:
    before = browser.page()
    for body in (b"", b"{", b"[]", b'"x"', b"null", b"\xff\xfe", b'{"nonce":', b"[" * 60_000, b"9" * 5000):
        refuses(browser, browser.http.post("/chat/say", content=body, headers=JSON), 400, "not_json")
    refuses(browser, browser.http.post("/chat/say", content=b"x" * 64_001, headers=JSON), 413, "too_long")
    body = b'{"nonce":"12345678","text":"a"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        answer = browser.http.post("/chat/say", content=body, headers={"content-type": kind})
        refuses(browser, answer, 415, "not_json")
    refuses(browser, browser.http.post("/chat/start", content=b"[]", headers=JSON), 400, "not_json")
    refuses(browser, browser.http.post("/chat/clock", content=b"[]", headers=JSON), 400, "not_json")
    assert browser.page() == before


@pytest.mark.parametrize(
    "nonce", ["", "short", "x" * 65, 5, None, "a b c d e f", "\x00" * 8, "１２３４５６７８"]
)
def test_words_without_a_name_to_know_them_by(browser: Browser, nonce: object) -> None:
    refuses(browser, browser.say(nonce=nonce, text="hello"), 400, "no_nonce")


def test_texts_that_are_none(browser: Browser) -> None:
    before = browser.page()
    for text in ("", "   ", "\n\t", "\x00", 5, None, ["hello"], {"a": 1}):
        refuses(browser, browser.say(text=text), 400, "empty")
    refuses(browser, browser.say(), 400, "empty")
    refuses(browser, browser.say(text="长" * 4097), 413, "too_long")
    assert browser.page() == before


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("half \ud83d of a sign", "half \ufffd of a sign"),
        ("a\x00b", "ab"),
        ("<script>alert(1)</script> & <b>", "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;"),
        ("{name} %s {0.__class__} $x", "{name} %s {0.__class__} $x"),
        ("\u202e right to left \u2066\u2067", "\u202e right to left \u2066\u2067"),
        ("Z\u0351\u036b\u0343 " * 50, ("Z\u0351\u036b\u0343 " * 50)),
        ("'; DROP TABLE chat; --", "'; DROP TABLE chat; --"),
        ("👨‍👩‍👧‍👦" * 300, "👨‍👩‍👧‍👦" * 300),
        ("长" * 4096, "长" * 4096),
    ],
    ids=["half", "nul", "markup", "templates", "bidi", "zalgo", "sql", "emoji", "longest"],
)
def test_text_comes_back_as_text(browser: Browser, sent: str, shown: str) -> None:
    before = len(browser.messages())
    assert browser.say(text=sent).status_code == 202
    messages = browser.until(lambda there: len(there) == before + 2)
    assert messages[-2]["html"] == shown


@pytest.mark.parametrize(
    "place",
    [
        None, [], "31.3,118.4", 5, {}, {"lat": 31.3}, {"lat": "31.3", "lon": "118.4"}, {"lat": True, "lon": True},
        {"lat": math.nan, "lon": 118.4}, {"lat": 31.3, "lon": math.inf}, {"lat": 91, "lon": 0},
        {"lat": 0, "lon": -180.5}, {"lat": 10**400, "lon": 1}, {"lat": None, "lon": None},
    ],
    ids=lambda place: str(place)[:30],
)  # fmt: skip
def test_places_that_are_nowhere(browser: Browser, place: object) -> None:
    before = browser.page()
    refuses(browser, browser.say(location=place), 400, "bad_place")
    assert browser.page() == before


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ((0, 0), "did not know where it is"),
        ((-33.87, 151.21), "far from"),
        ((90, 180), "far from"),
        ((-90, -180), "far from"),
        ((39.9, 116.4), "far from"),
    ],
)
def test_far_away_places_get_a_kind_answer_and_are_not_kept(
    browser: Browser, place: tuple[float, float], answer: str
) -> None:
    lat, lon = place
    assert browser.say(location={"lat": lat, "lon": lon}).status_code == 202
    browser.hears(answer)
    assert str(lon) not in browser.messages()[-2]["html"]
    assert browser.messages()[-2]["place"] is None


def test_buttons_that_stand_nowhere(browser: Browser) -> None:
    before = browser.page()
    seq = before["messages"][-1]["seq"]
    for wrong in (None, True, "1", 1.0, 0, -1, 10**30):
        refuses(browser, browser.say(tap="go:home", seq=wrong, label="x"), 400, "no_such_button")
    for tap in ("", "x" * 65, "长" * 22, 5, None, ["go:home"]):
        refuses(browser, browser.say(tap=tap, seq=seq, label="x"), 400, "no_such_button")
    assert browser.page() == before


def test_a_button_of_a_bubble_that_is_gone_leads_home(browser: Browser) -> None:
    """A page that was open when everything was deleted, or when the chat began anew."""
    seq = browser.messages()[-1]["seq"]
    assert browser.say(tap="child:card:1", seq=seq + 5, label="Doudou").status_code == 202
    browser.hears("vaccination calendar")


@pytest.mark.parametrize(
    "tap", ["zzz", "go:", "go:nowhere", "child:card:1", "child:card:x", "agree:child:x:1", "near:\ud800", ":::", "is:1:sex:X"]
)  # fmt: skip
def test_a_forged_button_leads_home(browser: Browser, tap: str) -> None:
    """The page only sends what it shows; who forges a tap gets an answer and learns nothing."""
    seq = browser.messages()[-1]["seq"]
    assert browser.say(tap=tap, seq=seq, label="<b>\ud800forged").status_code == 202
    shown = browser.until(lambda shown: shown[-1]["seq"] > seq + 1 and bool(shown[-1]["buttons"]))
    assert "went wrong" not in str(shown)
    mine = next(one for one in shown if one["from"] == "me")
    assert mine["html"] == "&lt;b&gt;\ufffdforged"


def test_a_button_is_shown_under_its_own_label(browser: Browser) -> None:
    last = browser.messages()[-1]
    button = last["buttons"][0][0]
    browser.say(tap=button["tap"], seq=last["seq"], label="I agree to everything")
    shown = browser.until(lambda shown: any(one["from"] == "me" for one in shown))
    assert next(one["html"] for one in shown if one["from"] == "me") == button["label"]


def test_an_id_number_does_not_even_stay_in_the_own_bubble(browser: Browser) -> None:
    number = "34020220230305123X"
    browser.say(text=f"it is {number}")
    browser.hears("ID number")
    assert number not in str(browser.messages())
