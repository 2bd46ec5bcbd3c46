"""Answers of the Bot API server are read with types that are built once."""

import gc
import weakref
from typing import Any

from aiogram.methods import GetMe, SendMessage
from aiogram.methods.base import TelegramMethod

from bot.telegram.client import open_bot


def test_the_type_of_an_answer_is_built_once() -> None:
    """pydantic keeps such a type only as long as somebody holds it."""
    bot = open_bot("1:a", "http://127.0.0.1")
    types = []
    for _ in range(2):
        for method in (SendMessage(chat_id=1, text="a"), GetMe()):
            types.append(_type_after(bot, method))
            gc.collect()
    assert all(types), "a type was forgotten"
    assert types[0] is types[2]


def _type_after(bot: Any, method: TelegramMethod[Any]) -> Any:
    """The type as it was while this answer was read, if it is still there afterwards."""
    answer = '{"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "a", "date": 1, "chat": {"id": 1, "type": "private"}, "message_id": 1}}'
    found = weakref.ref(type(bot.session.check_response(bot, method, 200, answer)))
    gc.collect()
    return found()
