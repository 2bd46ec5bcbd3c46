"""The webhook: who has the secret is always answered 200, whatever was brought; nobody else is heard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlmodel import Session

from bot import arrivals
from bot.telegram.client import WANTED
from bot.telegram.webhook import MOST_BYTES, PATH
from db import inbox
from tests.bot.telegram.houses import SECRET, Living, living, plain, speak, until
from tests.botapi import BotApi

pytestmark = pytest.mark.usefixtures("quick")
HEADER = b"X-Telegram-Bot-Api-Secret-Token"
HELP = plain(speak("en")("<b>What I can do</b>"))


@pytest.fixture
def hooked(api: BotApi, database_url: str) -> Iterator[tuple[Living, httpx.Client]]:
    """A house with a webhook, and somebody who knows its address and may lie."""
    with living(database_url, api, webhook=True) as house:
        until(lambda: api.report["webhook"])
        url = api.report["webhook"]["url"].removesuffix(PATH)
        with httpx.Client(base_url=url, timeout=20, trust_env=False) as client:
            yield house, client


def bring(client: httpx.Client, body: bytes, secret: bytes | str | None = SECRET) -> int:
    # A connection each: after an error the server closes the one it came over.
    headers = [(b"connection", b"close")]
    if secret is not None:
        headers.append((HEADER, secret if isinstance(secret, bytes) else secret.encode()))
    return client.post(PATH, content=body, headers=httpx.Headers(headers)).status_code


def update(number: object, text: str = "/help", chat_id: object = 7, **more: Any) -> bytes:
    """An update as Telegram would bring it. Lone surrogates and NUL travel escaped, as JSON has them."""
    person = {"id": chat_id, "is_bot": False, "first_name": "Wang Fang", "language_code": "en"}
    message = {
        "message_id": 5,
        "date": 1,
        "chat": {"id": chat_id, "type": "private"},
        "from": person,
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return json.dumps({"update_id": number, "message": message, **more}).encode()


def stored(session: Session) -> int:
    return sum(inbox.counts(session).values())


def nested(depth: int) -> bytes:
    return update(50)[:-1] + b', "deep": ' + b"[" * depth + b"]" * depth + b"}"


def test_the_webhook_is_registered_with_its_secret(api: BotApi, hooked: tuple[Living, httpx.Client]) -> None:
    registered = [one["params"] for one in api.journal() if one["method"] == "setWebhook"]
    assert [one["secret_token"] for one in registered] == [SECRET]
    assert registered[0]["allowed_updates"] == WANTED


def test_without_the_secret_nobody_is_heard(hooked: tuple[Living, httpx.Client]) -> None:
    house, client = hooked
    for secret in (None, "", "wrong", SECRET + "x", SECRET[:-1], "候鸟".encode(), b"\xff\xfe", b"x" * 5_000):
        assert bring(client, update(1), secret) == 401
    assert [client.request(verb, PATH).status_code for verb in ("GET", "PUT", "DELETE")] == [405] * 3
    assert client.head(PATH).status_code == 405
    assert house.write(stored) == 0


UNREADABLE = {
    "empty": b"",
    "broken": b'{"update_id": 1, ',
    "no json": b"\x00\x01\x02",
    "not utf-8": b'{"update_id": 1, "message": "\xff\xfe"}',
    "another encoding": '{"update_id": 1, "message": "é"}'.encode("latin-1"),
    "list": b"[1, 2]",
    "text": b'"update_id"',
    "null": b"null",
    "no number": b"{}",
    "number as text": update("1"),
    "number is true": update(True),
    "number is a fraction": update(1.5),
    "number beyond all": update(10**300),
    "number too long to read": b'{"update_id": ' + b"9" * 5_000 + b"}",
    "not a number": b'{"update_id": NaN}',
    "100,000 deep": nested(100_000),
    "huge": update(1, "x" * (MOST_BYTES + 1)),
}


def test_what_is_no_update_is_dropped_with_a_200(
    api: BotApi, hooked: tuple[Living, httpx.Client], subtests: pytest.Subtests
) -> None:
    """A refusal would only make Telegram bring it again, for a day."""
    house, client = hooked
    for name, body in UNREADABLE.items():
        with subtests.test(name):
            assert bring(client, body) == 200
    # Between "can be read" and "can be written" lie a few levels; where exactly, depends on the stack.
    for depth in range(700, 1_020, 20):
        assert bring(client, nested(depth)) == 200
    assert house.write(stored) == 0
    mother = api.user(7, language_code="en")
    mother.say("/help")
    mother.wait(HELP)


def test_the_same_update_twice_is_answered_once(api: BotApi, hooked: tuple[Living, httpx.Client]) -> None:
    house, client = hooked
    api.know(7, 8)
    assert [bring(client, update(1)) for _ in range(3)] == [200] * 3
    assert bring(client, update(2, chat_id=8)) == 200
    until(lambda: sum(api.deliveries().values()) == 2)
    assert bring(client, update(1)) == 200
    assert house.write(stored) == 2
    assert api.deliveries() == {"7": 1, "8": 1}


def test_hostile_words_and_numbers_are_stored_and_answered(
    api: BotApi, hooked: tuple[Living, httpx.Client]
) -> None:
    """NUL and halves of characters in what was typed; chat numbers that no database column could index."""
    house, client = hooked
    api.know(7, 7)
    assert bring(client, update(1, "\x00糖\ud83d糖\udc00\u202e<b>&{name}%s")) == 200
    until(lambda: api.deliveries() == {"7": 1})
    for number, chat_id in enumerate(["\x00", 10**30, "7" * 4_000, None, [7], {"id": 7}, -1], start=2):
        assert bring(client, update(number, chat_id=chat_id)) == 200
    assert bring(client, update(20, "/help")) == 200
    until(lambda: api.deliveries() == {"7": 2})
    until(lambda: house.write(inbox.counts).get(inbox.State.OPEN, 0) == 0)


def test_200_means_safe_on_disk(hooked: tuple[Living, httpx.Client], monkeypatch: pytest.MonkeyPatch) -> None:
    """While the database is away Telegram must bring it again."""
    house, client = hooked
    real = arrivals.store

    def away(*_args: object, **_kwargs: object) -> list[int]:
        raise OSError("no disk")

    monkeypatch.setattr(arrivals, "store", away)
    assert bring(client, update(1)) == 500
    monkeypatch.setattr(arrivals, "store", real)
    assert bring(client, update(1)) == 200
    assert house.write(stored) == 1
