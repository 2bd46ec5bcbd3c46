"""Calls as raw HTTP: bodies, names, types, tokens; what Telegram would swallow is refused and noted here."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.botapi import BotApi
from tests.botapi_tests.conftest import Call


def _wrong(answer: httpx.Response, reason: str, status: int = 400) -> None:
    assert answer.status_code == status
    assert answer.json()["ok"] is False
    assert answer.json()["error_code"] == status
    assert reason in answer.json()["description"]


def test_json_urlencoded_multipart_and_query_say_the_same(api: BotApi) -> None:
    url = f"{api.url}/bot{api.token}/sendMessage"
    given = {"chat_id": "1", "text": "你好", "disable_notification": "true"}
    answers = [
        httpx.post(url, json={"chat_id": 1, "text": "你好", "disable_notification": True}),
        httpx.post(url, data=given),
        httpx.post(url, files={name: (None, value) for name, value in given.items()}),
        httpx.get(url, params=given),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["你好"] * 4
    assert api.violations == []


@pytest.mark.parametrize(
    ("method", "given", "reason"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": "", "text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": "one", "text": "x"}, "chat identifier must be a valid Integer"),
        ("sendMessage", {"chat_id": 1}, "message text is empty"),
        ("sendMessage", {"chat_id": 1, "text": ""}, "message text is empty"),
        ("sendMessage", {"chat_id": 1, "text": " \n "}, "message text is empty"),
        ("sendMessage", {"chat_id": 1, "text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ("sendMessage", {"chat_id": 1, "text": 5}, "text must be a string"),
        ("sendMessage", {"chat_id": 1, "text": "x", "txet": "y"}, "unknown parameter 'txet' of sendMessage"),
        ("sendMessage", {"chat_id": 1, "text": "x", "protect_content": "maybe"}, "must be true or false"),
        ("sendMessage", {"chat_id": 1, "text": "x", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": "{"},
            "can't parse reply_markup JSON object",
        ),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": []}, "object expected as reply_markup"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "link_preview_options": {"off": True}},
            "unknown parameter",
        ),
        (
            "sendVenue",
            {"chat_id": 1, "latitude": 31, "longitude": 118, "title": "a"},
            "'address' is required",
        ),
        (
            "sendVenue",
            {"chat_id": 1, "latitude": "north", "longitude": 118, "title": "a", "address": "b"},
            "latitude must be",
        ),
        ("sendLocation", {"chat_id": 1, "latitude": 91.0, "longitude": 0.0}, "out of range"),
        ("editMessageText", {"chat_id": 1, "text": "x"}, "message identifier is not specified"),
        ("sendChatAction", {"chat_id": 1, "action": "dancing"}, "wrong parameter action"),
        ("getUpdates", {"limit": 0}, "limit must be 1-100"),
        ("getUpdates", {"allowed_updates": ["mesage"]}, "unknown kind 'mesage'"),
        ("setMyCommands", {"commands": [{"command": "Help", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [], "language_code": "zh-hans"}, "invalid language code specified"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "0-120"),
        ("getFile", {"file_id": "nonsense"}, "wrong file_id"),
    ],
)
def test_a_broken_rule_is_refused_and_noted(
    api: BotApi, call: Call, method: str, given: dict[str, Any], reason: str
) -> None:
    _wrong(call(method, **given), reason)
    assert [entry["method"] for entry in api.violations] == [method]


def test_lone_surrogates_are_refused(api: BotApi) -> None:
    url = f"{api.url}/bot{api.token}/sendMessage"
    answer = httpx.post(
        url, content=rb'{"chat_id":1,"text":"\ud83d"}', headers={"content-type": "application/json"}
    )
    _wrong(answer, "strings must be encoded in UTF-8")


def test_unknown_methods_and_tokens(api: BotApi, call: Call) -> None:
    _wrong(call("forwardMessage", chat_id=1), "Not Found", 404)
    _wrong(httpx.post(f"{api.url}/bot1:wrong/getMe"), "Unauthorized", 401)
    assert len(api.violations) == 2


def test_names_of_methods_may_be_written_in_any_case(call: Call) -> None:
    assert call("GETME").json()["result"]["is_bot"] is True


def test_lengths_are_utf16_units_after_entities(call: Call) -> None:
    assert call("sendMessage", chat_id=1, parse_mode="HTML", text="<b>" + "🐦" * 2048 + "</b>").json()["ok"]
    _wrong(call("sendMessage", chat_id=1, text="🐦" * 2048 + "x"), "message is too long")


def test_settings_are_kept_by_language(api: BotApi, call: Call) -> None:
    chinese = [{"command": "start", "description": "开始"}]
    assert call("setMyCommands", commands=chinese, language_code="zh").json()["result"] is True
    assert call("getMyCommands", language_code="zh").json()["result"] == chinese
    assert call("getMyCommands").json()["result"] == []
    assert call("deleteMyCommands", language_code="zh").json()["ok"]
    assert call("getMyCommands", language_code="zh").json()["result"] == []
    about: dict[str, dict[str, Any]] = {
        "setMyName": {"name": "小候鸟"},
        "setMyDescription": {"description": "…"},
        "setMyShortDescription": {"short_description": "…"},
        "setChatMenuButton": {"menu_button": {"type": "commands"}},
    }
    for method, given in about.items():
        assert call(method, **given).json()["ok"]
    assert api.report["settings"]["name/default/"] == "小候鸟"
    assert api.violations == []
