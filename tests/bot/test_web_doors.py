"""What operators and strangers see of the house from outside: health, numbers, headers, logs. Nothing of any person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest

from db.schema import migrate
from tests.bot.browsers import Arrive, Browser
from tests.databases import Kind, make_database
from tests.processes import BotProcess, bot_process

#: Typed, tapped or shared by the family of these tests; nothing of it may be found outside the chat.
NICKNAME, TYPED, HOSTILE, BORN, LATITUDE = (
    "Xylophon",
    "quixotic zephyr",
    "half\ud800gnocchi",
    "2021-08-17",
    31.36427,
)


def test_every_answer_carries_the_security_headers(arrive: Arrive, demo_bot: BotProcess) -> None:
    browser = arrive(demo_bot).begin()
    cursor = browser.page()["cursor"]
    answers = [
        browser.http.get(path)
        for path in ("/", "/chat.css", "/js/app.js", "/healthz", "/metrics", "/nope", "/chat/me", "/chat/messages", "/chat/file/1")
    ]  # fmt: skip
    answers += [
        browser.http.put("/chat/me"),
        browser.http.get("/chat/say"),
        browser.say(text="blub"),
        browser.say(),
    ]
    answers.append(browser.http.get("/..%2f..%2fpyproject.toml"))
    with browser.http.stream("GET", "/chat/stream", params={"after": cursor}) as stream:
        answers.append(stream)
    for answer in answers:
        assert "default-src 'none'" in answer.headers["content-security-policy"], answer.url
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "geolocation=(self)" in answer.headers["permissions-policy"]
        assert "uvicorn" not in answer.headers.get("server", "")
        if answer.url.path.startswith("/chat/") and "text/plain" not in answer.headers["content-type"]:
            assert answer.headers["cache-control"] == "no-store", answer.url
    assert answers[-2].status_code == 404


def live(browser: Browser) -> str:
    """A family lives its first minutes, with a few mishaps; returns the number of its chat."""
    browser.begin()
    browser.hears("vaccination calendar")
    browser.tap("Keep my children")
    browser.hears("1 of 2")
    browser.tap("Yes, I agree")
    browser.hears("2 of 2")
    browser.tap("Yes, I agree")
    browser.hears("What do you call your child")
    browser.say(text=NICKNAME)
    browser.hears("When was your child born")
    browser.say(text=BORN)
    browser.hears("Boy or girl")
    for text in (TYPED, HOSTILE, TYPED * 400):
        browser.say(text=text)
    browser.say(location={"lat": LATITUDE, "lon": 118.4})
    browser.say(tap=TYPED, seq=1, label=TYPED)
    browser.http.post("/chat/say", content=TYPED.encode(), headers={"content-type": "text/plain"})
    browser.http.get("/chat/file/1", params={"q": TYPED})
    browser.say(text="/privacy")
    browser.hears("What is kept")
    browser.tap("JSON")
    file = browser.hears("everything I keep")["file"]
    return str(browser.http.get(file["url"]).json()["chats"][0]["address"])


def test_logs_and_numbers_know_nothing_of_people(arrive: Arrive, demo_bot: BotProcess) -> None:
    browser = arrive(demo_bot)
    address = live(browser)
    numbers = browser.http.get("/metrics").text
    assert 'houniao_updates_total{channel="web"}' in numbers
    assert 'houniao_letters_total{channel="web",outcome="said"}' in numbers
    assert 'houniao_rows{queue="inbox",state="done"}' in numbers
    cookie = str(browser.http.cookies["houniao"])
    for outside in (numbers, demo_bot.log.read_text()):
        for private in (NICKNAME, TYPED, "gnocchi", BORN, str(LATITUDE), address, cookie):
            assert private not in outside
    assert "library" not in demo_bot.log.read_text(), "no request broke the server"


@contextmanager
def taken_away(kind: Kind, url: str) -> Iterator[None]:
    """The database is out of reach: locked by somebody who does not let go, or refusing everyone."""
    if kind == "sqlite":
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
            other.execute("ROLLBACK")
        return
    head, _slash, rest = url.replace("+psycopg", "").partition("/@/" if "/@/" in url else "@/")
    name, _query, more = rest.partition("?")
    with psycopg.connect(f"{head}@/template1?{more}", autocommit=True) as other:
        other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        yield
        other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())


def test_health_says_when_the_database_is_away_and_when_it_is_back(
    arrive: Arrive, database_kind: Kind, tmp_path: Path
) -> None:
    with make_database(database_kind, migrate) as url, bot_process(url, tmp_path) as bot:
        browser = arrive(bot).begin()
        with taken_away(database_kind, url):
            health = httpx.get(f"{bot.url}/healthz", timeout=60)
            assert (health.status_code, health.json()["database"]) == (503, False)
            if (
                database_kind == "postgresql"
            ):  # SQLite waits five seconds for each thing the house wants to do meanwhile
                answer = browser.say(text="blub")
                assert (answer.status_code, answer.json()["error"]) == (503, "later")
                assert "try again" in answer.json()["say"]
        bot.wait_until_healthy()
        assert browser.say(text="blub").status_code == 202
        browser.hears("do not know that")
        assert [one["html"] for one in browser.messages()].count("blub") == 1


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
def test_numbers_for_operators_name_no_version_and_no_setting(plain_bot: BotProcess, path: str) -> None:
    answer = httpx.get(f"{plain_bot.url}{path}")
    assert answer.status_code == 200
    for secret in ("sqlite", "python", str(plain_bot.port)):
        assert secret not in answer.text.lower()
