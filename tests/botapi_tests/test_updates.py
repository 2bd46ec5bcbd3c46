"""Updates by getUpdates: numbers, confirmation, waiting, conflicts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.botapi import BotApi
from tests.botapi_tests.conftest import Call, until


def _get(call: Call, **given: Any) -> list[dict[str, Any]]:
    answer: dict[str, Any] = call("getUpdates", **given).json()
    assert answer["ok"], answer
    found: list[dict[str, Any]] = answer["result"]
    return found


def _texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


def test_an_offset_confirms_and_forgets_lower_ids(api: BotApi, call: Call) -> None:
    for text in "abc":
        api.user(1).say(text)
    first = _get(call, limit=2)
    assert _texts(first) == ["a", "b"]
    assert _get(call, limit=2) == first, "nothing was confirmed"
    ids = [update["update_id"] for update in first]
    assert ids[1] == ids[0] + 1
    assert _texts(_get(call, offset=ids[0] + 1)) == ["b", "c"]
    assert _texts(_get(call)) == ["b", "c"], "confirmed ones are forgotten for ever"
    assert _texts(_get(call, offset=-1)) == ["c"]
    assert _texts(_get(call)) == ["c"], "a negative offset forgets what lies before"


def test_a_poll_waits_for_the_first_update(api: BotApi, call: Call) -> None:
    with ThreadPoolExecutor(1) as pool:
        poll = pool.submit(_get, call, timeout=20)
        api.user(1).say("here")
        assert _texts(poll.result()) == ["here"]


def test_a_second_poller_ends_the_first(api: BotApi) -> None:
    url = f"{api.url}/bot{api.token}/getUpdates"
    with ThreadPoolExecutor(2) as pool:
        polls = [pool.submit(httpx.post, url, json={"timeout": 20}, timeout=30) for _ in range(2)]
        until(lambda: api.report["conflicts"])
        api.user(1).say("x")
        statuses = sorted(poll.result().status_code for poll in polls)
    assert statuses == [200, 409]


def test_a_poller_that_was_killed_is_no_conflict(api: BotApi, call: Call) -> None:
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{api.url}/bot{api.token}/getUpdates", json={"timeout": 30}, timeout=0.3)
    api.user(1).say("x")
    assert _texts(_get(call, timeout=5)) == ["x"]
    assert api.report["conflicts"] == 0


def test_after_a_quiet_week_numbers_start_lower_and_old_offsets_do_no_harm(api: BotApi, call: Call) -> None:
    api.user(1).say("before")
    old = _get(call)[0]["update_id"]
    assert _get(call, offset=old + 1) == []
    first = api.quiet_week()
    assert first < old
    api.user(1).say("after")
    found = _get(call, offset=old + 1)
    assert [(one["update_id"], one["message"]["text"]) for one in found] == [(first, "after")]
    assert _get(call, offset=first + 1) == []


def test_duplicates_come_with_the_same_number(api: BotApi, call: Call) -> None:
    api.user(1).say("once")
    update = _get(call)[0]
    assert _get(call, offset=update["update_id"] + 1) == []
    assert api.redeliver(1) == [update["update_id"]]
    assert _get(call, offset=update["update_id"] + 1) == [update]
    assert _get(call, offset=update["update_id"] + 1) == []


def test_only_the_wanted_kinds_arrive(api: BotApi, call: Call) -> None:
    assert _get(call, allowed_updates=["callback_query"]) == []
    api.user(1).say("unheard")
    assert _get(call) == []
    assert _get(call, allowed_updates=[]) == []
    api.user(1).say("heard")
    assert _texts(_get(call)) == ["heard"]


def test_no_polling_with_a_webhook(api: BotApi, call: Call) -> None:
    assert call("setWebhook", url="http://127.0.0.1:9/x", secret_token="s").json()["ok"]
    answer = call("getUpdates")
    assert answer.status_code == 409
    assert "can't use getUpdates method while webhook is active" in answer.json()["description"]
    assert call("deleteWebhook", drop_pending_updates=True).json()["ok"]
    assert _get(call) == []


def test_what_people_do_becomes_the_right_update(api: BotApi, call: Call) -> None:
    father = api.user(2, language_code="ug", first_name="Ali")
    said = father.say("/start demo_late")
    father.edit(said, "/start")
    father.share(31.33, 118.43)
    for kind in ("photo", "document", "sticker", "voice"):
        father.attach(kind, caption="这个")
    father.block()
    father.unblock()
    updates = _get(call)
    kinds = [next(key for key in update if key != "update_id") for update in updates]
    assert kinds == ["message", "edited_message", *["message"] * 5, "my_chat_member", "my_chat_member"]
    message = updates[0]["message"]
    assert message["from"]["language_code"] == "ug"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert updates[2]["message"]["location"] == {"latitude": 31.33, "longitude": 118.43}
    assert updates[7]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert api.update("message", {"message_id": 5, "date": 0}) == updates[-1]["update_id"] + 1
