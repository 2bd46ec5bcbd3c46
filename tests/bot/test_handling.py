"""One update, one transaction: the small parts. The whole is tested over HTTP in tests/bot/telegram."""

from __future__ import annotations

from typing import Any

import pytest

from bot.handling import _from_person, clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("糖糖 🍬", "糖糖 🍬"),
        ("a\x00b", "ab"),
        ("\ud83d", "\ufffd"),
        ("\udc00a", "\ufffda"),
        ("\ud83d\ude00", "😀"),
        ("\u202e\u200b\ufeff", "\u202e\u200b\ufeff"),
        ("", ""),
        (5, 5),
        (None, None),
        (True, True),
        (1.5, 1.5),
        ({"a": ["x\x00", {"b": "\ud83d"}]}, {"a": ["x", {"b": "\ufffd"}]}),
    ],
    ids=ascii,
)
def test_what_no_database_can_carry_is_taken_out(typed: Any, kept: Any) -> None:
    assert clean(typed) == kept


PRIVATE = {"chat": {"id": 7, "type": "private"}}


@pytest.mark.parametrize(
    ("payload", "somebody"),
    [
        ({"message": PRIVATE}, True),
        ({"edited_message": PRIVATE}, True),
        ({"callback_query": {"message": PRIVATE}}, True),
        ({"my_chat_member": PRIVATE}, False),
        ({"message": {"chat": {"id": -7, "type": "group"}}}, False),
        ({"message": {"chat": 7}}, False),
        ({"message": "private"}, False),
        ({"callback_query": {"message": None}}, False),
        ({"callback_query": None}, False),
        ({}, False),
    ],
    ids=repr,
)
def test_whom_to_say_sorry_to(payload: dict[str, Any], somebody: bool) -> None:
    assert (_from_person(payload) is not None) is somebody
