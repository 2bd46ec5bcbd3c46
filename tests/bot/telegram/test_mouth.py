"""What each answer of Telegram means, and what a Screen becomes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    RestartingTelegram,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetMe, SendDocument, SendPhoto, SendVenue
from aiohttp import ClientConnectorError, ServerDisconnectedError
from aiohttp.client_reqrep import ConnectionKey

from bot.delivery.letters import Again, Away, Blocked, Moved, Outcome, Refused, Said, Slower
from bot.telegram.client import Say, chat_key, open_bot
from bot.telegram.mouth import TelegramMouth, keyboard, outcome_of
from bot.telegram.polling import DEEPEST, arrival_of
from dialogs.screens import Attachment, Choice, Place, Screen, rows
from dialogs.words import Html

WHERE = GetMe()
KEY = ConnectionKey("api.telegram.org", 443, True, True, None, None, None)


def network(cause: Exception) -> TelegramNetworkError:
    """As aiogram raises it; its text can hold the token."""
    error = TelegramNetworkError(
        WHERE, f"{type(cause).__name__}: https://api.telegram.org/bot123:SECRET/getMe"
    )
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (TelegramRetryAfter(WHERE, "Too Many Requests: retry after 7", 7), Slower(7)),
        (TelegramMigrateToChat(WHERE, "group chat was upgraded", -100123), Moved("-100123")),
        (TelegramForbiddenError(WHERE, "Forbidden: bot was blocked by the user"), Blocked()),
        (TelegramForbiddenError(WHERE, "Forbidden: user is deactivated"), Blocked()),
        (TelegramBadRequest(WHERE, "Bad Request: chat not found"), Blocked()),
        (TelegramBadRequest(WHERE, "Bad Request: PEER_ID_INVALID"), Blocked()),
        (TelegramBadRequest(WHERE, "Bad Request: can't parse entities"), Refused("TelegramBadRequest")),
        (TelegramEntityTooLarge(WHERE, "Request Entity Too Large"), Refused("TelegramEntityTooLarge")),
        (TelegramUnauthorizedError(WHERE, "Unauthorized"), Away("TelegramUnauthorizedError")),
        (TelegramNotFound(WHERE, "Not Found"), Away("TelegramNotFound")),
        (TelegramServerError(WHERE, "Bad Gateway"), Again("TelegramServerError", unsure=False)),
        (RestartingTelegram(WHERE, "restart"), Again("RestartingTelegram", unsure=False)),
        (TelegramConflictError(WHERE, "Conflict"), Again("TelegramConflictError", unsure=True)),
        (network(ClientConnectorError(KEY, OSError(111, "refused"))), Away("ClientConnectorError")),
        (network(ServerDisconnectedError()), Again("TelegramNetworkError", unsure=True)),
        (network(TimeoutError()), Again("TelegramNetworkError", unsure=True)),
        (ClientDecodeError("?", ValueError(), {"ok": True, "result": {"message_id": 5}}), Said("5")),
        (ClientDecodeError("?", ValueError(), {"ok": True, "result": {}}), Again("ClientDecodeError", unsure=True)),
        (ClientDecodeError("?", ValueError(), "<html>502</html>"), Again("ClientDecodeError", unsure=True)),
        (ValueError("123:SECRET"), Again("ValueError", unsure=True)),
        (AiogramError("123:SECRET"), Again("AiogramError", unsure=True)),
    ],
    ids=repr,
)  # fmt: skip
def test_what_an_error_means(error: Exception, outcome: Outcome) -> None:
    assert outcome_of(error) == outcome
    assert "SECRET" not in repr(outcome_of(error))


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (200, "<html>Welcome to Hotel</html>", TelegramNotFound),
        (404, "Not Found", TelegramNotFound),
        (200, '{"detail": "?"}', TelegramNotFound),
        (404, '{"ok": false, "error_code": 404, "description": "Not Found"}', TelegramNotFound),
        (502, "<html>Bad Gateway</html>", ClientDecodeError),
        (200, '{"ok": true, "result": {"id": "?"}}', ClientDecodeError),
    ],
)
async def test_a_page_that_is_no_answer(status: int, body: str, error: type[Exception]) -> None:
    bot = open_bot("123:abc", "http://127.0.0.1:1/")
    with pytest.raises(error):
        bot.session.check_response(bot, WHERE, status, body)
    assert bot.session.api.api_url("123:abc", "getMe") == "http://127.0.0.1:1/bot123:abc/getMe"
    await bot.session.close()


def test_each_screen_is_one_call() -> None:
    mouth = TelegramMouth(open_bot("123:abc", "http://127.0.0.1:1"))
    text, attached = Html("<b>a</b>"), Attachment("a.png", "image/png", b"x")
    calls: dict[type[Any], Screen] = {
        Say: Screen(text),
        SendVenue: Screen(text, place=Place(31.3, 118.4, "Clinic", "Street 1")),
        SendPhoto: Screen(text, picture=attached),
        SendDocument: Screen(text, file=attached),
    }
    for kind, screen in calls.items():
        assert type(mouth._call(7, screen)) is kind


def test_choices_become_buttons() -> None:
    choices = rows(Choice("Home", "go:home"), Choice("Map", url="https://example.org"), width=2)
    screen = Screen(Html("a"), choices)
    made, ready = keyboard(screen), TelegramMouth(open_bot("123:abc", "http://127.0.0.1:1"))._call(7, screen)
    assert made is not None
    assert isinstance(ready, Say)
    assert ready.reply_markup is not None
    assert json.loads(ready.reply_markup) == made.model_dump(exclude_none=True)
    assert [[(b.text, b.callback_data, b.url) for b in row] for row in made.inline_keyboard] == [
        [("Home", "go:home", None), ("Map", None, "https://example.org")]
    ]
    assert keyboard(Screen(Html("a"))) is None


@pytest.mark.parametrize(
    ("update", "key"),
    [
        ({"message": {"chat": {"id": 7}}}, "telegram:7"),
        (
            {"callback_query": {"data": "x", "from": {"id": 8}, "message": {"chat": {"id": -7}}}},
            "telegram:-7",
        ),
        ({"callback_query": {"data": "x", "from": {"id": 8}, "inline_message_id": "1"}}, "telegram:8"),
        ({"message": {"chat": {"id": "7\x00"}}}, "telegram:?5"),
        ({"message": {"chat": {"id": 2**70}, "from": {"id": True}}}, "telegram:?5"),
        ({"message": "hello"}, "telegram:?5"),
    ],
)
def test_in_which_queue_an_update_stands(update: dict[str, Any], key: str) -> None:
    assert chat_key({"update_id": 5, **update}) == key


def test_what_is_nested_beyond_reason_is_no_update() -> None:
    def nested(depth: int) -> dict[str, Any]:
        found: Any = 1
        for step in range(depth):
            found = [found] if step % 2 else {"a": found}
        return {"update_id": 5, "message": found}

    assert arrival_of(nested(DEEPEST - 2)) is not None
    assert arrival_of(nested(DEEPEST)) is None
