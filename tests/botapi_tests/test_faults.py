"""What goes wrong on purpose, and how fast a bot may talk."""

from __future__ import annotations

import time
from pathlib import Path

import httpx
import pytest

from tests.botapi import BotApi, Fault
from tests.botapi_tests.conftest import Call


def test_scripted_faults_come_in_order(api: BotApi, call: Call) -> None:
    api.fail(
        Fault("500"),
        Fault("blocked", chat_id=2),
        Fault("migrated", migrate_to_chat_id=-100),
        Fault("not_modified", method="sendChatAction"),
        Fault("too_old", method="answerCallbackQuery"),
    )
    assert call("sendMessage", chat_id=1, text="x").status_code == 500
    moved = call("sendMessage", chat_id=1, text="x").json()
    assert moved["parameters"] == {"migrate_to_chat_id": -100}
    assert call("sendMessage", chat_id=1, text="x").json()["ok"]
    assert call("sendMessage", chat_id=2, text="x").json()["description"] == (
        "Forbidden: bot was blocked by the user"
    )
    assert "not modified" in call("sendChatAction", chat_id=1, action="typing").json()["description"]
    assert "query is too old" in call("answerCallbackQuery", callback_query_id="1").json()["description"]
    assert api.violations == []
    assert len(api.journal("fault")) == 5


def test_a_dropped_answer_was_delivered_all_the_same(api: BotApi, call: Call) -> None:
    api.fail(Fault("drop"), Fault("drop_before"))
    for text in ("delivered", "lost"):
        with pytest.raises(httpx.RemoteProtocolError):
            call("sendMessage", chat_id=1, text=text)
    assert [one.text for one in api.user(1).messages()] == ["delivered"]
    assert api.deliveries() == {"1": 1}
    assert api.deliveries(by="text") == {"1|delivered": 1}
    assert call("getMe").json()["ok"], "the server lives on"


def test_an_injected_429_silences_everything_but_polling(api: BotApi, call: Call) -> None:
    api.fail(Fault("429", retry_after=1))
    assert call("sendMessage", chat_id=1, text="x").json()["parameters"] == {"retry_after": 1}
    assert call("sendMessage", chat_id=2, text="x").status_code == 429
    assert call("getUpdates").status_code == 200
    assert api.pace()["provoked_429"] == 0
    _until_ok(call, chat_id=1)


def _until_ok(call: Call, chat_id: int) -> None:
    for _ in range(10):
        answer = call("sendMessage", chat_id=chat_id, text="x").json()
        if answer["ok"]:
            return
        time.sleep(answer["parameters"]["retry_after"])
    raise AssertionError("still penalised")


def test_a_share_of_calls_fails_the_same_way_for_the_same_seed(api: BotApi, call: Call) -> None:
    def run() -> list[int]:
        api.fail_often({"500": 0.3, "blocked": 0.2}, seed=7)
        return [call("sendMessage", chat_id=1, text="x").status_code for _ in range(40)]

    first = run()
    assert set(first) == {200, 403, 500}
    assert run() == first
    api.fail_often({}, seed=1)
    assert call("sendMessage", chat_id=1, text="x").status_code == 200


def test_one_message_a_second_in_a_chat(api: BotApi, call: Call) -> None:
    api.pace(on=True, retry_after=1)
    assert call("sendMessage", chat_id=1, text="x").json()["ok"]
    assert call("sendChatAction", chat_id=1, action="typing").json()["ok"], "this is no message"
    assert call("sendMessage", chat_id=2, text="x").json()["ok"]
    assert (
        call("sendMessage", chat_id=1, text="x").json()["description"] == "Too Many Requests: retry after 1"
    )
    assert call("sendMessage", chat_id=3, text="x").status_code == 429, "all chats have to wait"
    assert api.pace()["provoked_429"] == 1
    _until_ok(call, chat_id=3)


def test_a_burst_may_be_allowed(api: BotApi, call: Call) -> None:
    api.pace(on=True, chat_burst=3)
    assert [call("sendMessage", chat_id=1, text="x").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_so_many_messages_a_second_in_all(api: BotApi, call: Call) -> None:
    api.know(10, 19)
    api.pace(on=True, per_second=5)
    statuses = [call("sendMessage", chat_id=chat_id, text="x").status_code for chat_id in range(10, 16)]
    assert statuses == [200] * 5 + [429]
    assert api.pace()["peak"] == 6


def test_a_server_of_its_own_writes_a_journal(tmp_path: Path) -> None:
    journal = tmp_path / "calls.jsonl"
    with BotApi(journal=journal) as api:
        api.know(1, 1)
        api.fail(Fault("drop"))
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.post(f"{api.url}/bot{api.token}/sendMessage", json={"chat_id": 1, "text": "候鸟"})
        line = journal.read_text(encoding="utf-8")
        assert '"outcome": "ok"' in line
        assert '"候鸟"' in line
        assert '"fault": "drop"' in line
    assert api.report["outcomes"] == {"ok": 1}
    assert api.violations == []
