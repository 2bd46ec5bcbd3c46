"""What may hang under a message."""

from __future__ import annotations

from typing import Any

import pytest

from tests.botapi import BotApi
from tests.botapi_tests.conftest import Call


def _button(**kind: Any) -> dict[str, Any]:
    return {"text": "x", **kind}


OK = _button(callback_data="d")


@pytest.mark.parametrize(
    "rows",
    [
        [[_button(callback_data="d" * 64)]],
        [[_button(callback_data="鸟" * 21)]],
        [[_button(url="https://example.org/")], [OK] * 8],
        [[OK] * 8] * 12 + [[OK] * 4],
        [[_button(copy_text={"text": "12345"})]],
    ],
)
def test_right_inline_keyboards(call: Call, rows: list[list[dict[str, Any]]]) -> None:
    markup = {"inline_keyboard": rows}
    assert (
        call("sendMessage", chat_id=1, text="x", reply_markup=markup).json()["result"]["reply_markup"]
        == markup
    )


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[_button(callback_data="d" * 65)]], "BUTTON_DATA_INVALID"),
        ([[_button(callback_data="鸟" * 22)]], "BUTTON_DATA_INVALID"),
        ([[_button(callback_data="")]], "BUTTON_DATA_INVALID"),
        ([[_button(callback_data=5)]], "BUTTON_DATA_INVALID"),
        ([[_button()]], "Text buttons are unallowed in the inline keyboard"),
        ([[_button(callback_data="d", url="https://example.org/")]], "exactly one kind"),
        ([[{"text": " ", "callback_data": "d"}]], "text must be non-empty"),
        ([[{"callback_data": "d"}]], 'Can\'t find field "text"'),
        ([["x"]], "must be an Object"),
        ([OK], "must be an Array of Arrays"),
        ([[OK], []], "empty row"),
        ([[OK] * 9], "more than 8 buttons in a row"),
        ([[OK]] * 101, "reply markup is too long"),
        ([[_button(calback_data="d")]], "unknown parameter 'calback_data'"),
        ([[_button(url="tel:12345")]], "URL 'tel:12345' is invalid: Unsupported URL protocol"),
        ([[_button(url="http://localhost/")]], "is invalid: Wrong HTTP URL"),
    ],
)
def test_wrong_inline_keyboards(api: BotApi, call: Call, rows: Any, reason: str) -> None:
    answer = call("sendMessage", chat_id=1, text="x", reply_markup={"inline_keyboard": rows})
    assert answer.status_code == 400
    assert reason in answer.json()["description"]
    assert len(api.violations) == 1
    assert api.user(1).messages() == []


def test_a_reply_keyboard_asks_for_a_location(api: BotApi, call: Call) -> None:
    markup = {"keyboard": [[{"text": "📍", "request_location": True}, "不用"]], "resize_keyboard": True}
    assert call("sendMessage", chat_id=1, text="哪里？", reply_markup=markup).json()["ok"]
    mother = api.user(1)
    assert mother.keyboard == [["📍", "不用"]]
    with pytest.raises(LookupError, match="share one"):
        mother.tap("📍")
    assert mother.tap("不用") is None
    assert mother.messages()[-1].text == "不用"
    assert call("sendMessage", chat_id=1, text="好", reply_markup={"remove_keyboard": True}).json()["ok"]
    assert mother.keyboard == []


@pytest.mark.parametrize(
    ("chat_id", "markup", "reason"),
    [
        (1, {"keyboard": [[{"text": ""}]]}, "text must be non-empty"),
        (1, {"keyboard": []}, "keyboard has no buttons"),
        (1, {"keyboard": [["x"]], "input_field_placeholder": "x" * 65}, "1-64"),
        (1, {"keyboard": [["x"]], "size": 1}, "unknown parameter 'size'"),
        (1, {"keyboard": [["x"]], "inline_keyboard": [[OK]]}, "object expected as reply markup"),
        (1, {"remove_keyboard": False}, "must be true"),
        (1, {}, "object expected as reply markup"),
        (-5, {"keyboard": [[{"text": "x", "request_location": True}]]}, "private chats only"),
    ],
)
def test_wrong_reply_keyboards(call: Call, chat_id: int, markup: dict[str, Any], reason: str) -> None:
    answer = call("sendMessage", chat_id=chat_id, text="x", reply_markup=markup)
    assert reason in answer.json()["description"]
