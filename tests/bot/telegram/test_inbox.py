"""What comes in from Telegram: once, in order, over restarts and quiet weeks; poison is put aside and whatever else is shared is answered kindly."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import Session

from bot.examination import examine
from db import house, inbox
from dialogs import anything, commands
from tests.bot.telegram.houses import Living, living, plain, settings_for, speak, until
from tests.botapi import BotApi, Fault

pytestmark = pytest.mark.usefixtures("quick")
_ = speak("en")
HELP, SORRY = plain(_("<b>What I can do</b>")), "Something went wrong on our side."
PRIVATE = {
    "chat": {"id": 7, "type": "private"},
    "from": {"id": 7, "is_bot": False, "first_name": "Wang Fang"},
}


def offsets(api: BotApi) -> list[int | None]:
    """With which offset the house asked for updates, each time."""
    return [one["params"].get("offset") for one in api.journal() if one["method"] == "getUpdates"]


def nothing_waits(session: Session) -> bool:
    return inbox.counts(session).get(inbox.State.OPEN, 0) == 0


def broken(*_args: object, **_kwargs: object) -> Any:
    raise RuntimeError("糖糖 was born in secret")


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_an_update_that_comes_twice_is_answered_once(api: BotApi, database_url: str, webhook: bool) -> None:
    mother = api.user(7, language_code="en")
    with living(database_url, api, webhook=webhook):
        mother.say("/help")
        mother.wait(HELP)
        assert len(api.redeliver(1)) == 1
        mother.say("/language")
        mother.wait("Which language")
    assert api.deliveries() == {"7": 2}


def test_the_offset_survives_a_restart(api: BotApi, database_url: str) -> None:
    mother = api.user(7, language_code="en")
    with living(database_url, api):
        mother.say("/help")
        mother.wait(HELP)
    asked = len(offsets(api))
    mother.say("/language")
    with living(database_url, api):
        mother.wait("Which language")
    assert offsets(api)[asked:][0] == api.report["next_update_id"] - 1
    assert api.deliveries() == {"7": 2}


@pytest.mark.parametrize("restart", [True, False], ids=["stopped", "running"])
def test_ids_that_start_lower_after_a_quiet_week_lose_nothing(
    api: BotApi, database_url: str, restart: bool
) -> None:
    """Telegram's numbers begin anew: an old offset would confirm, and so lose, whatever came below it."""
    mother = api.user(7, language_code="en")

    def a_week_passes(session: Session) -> None:
        kept = house.note(session, "telegram_offset")
        assert kept is not None
        house.write_note(session, kept.name, kept.value, datetime.now(UTC) - timedelta(days=7))

    with living(database_url, api) as first:
        mother.say("/help")
        mother.wait(HELP)
        if not restart:
            first.write(a_week_passes)
            api.quiet_week()
            mother.say("/language")
            mother.wait("Which language")
            return
        first.write(a_week_passes)
    asked, lower = len(offsets(api)), api.quiet_week()
    mother.say("/language")
    with living(database_url, api):
        mother.wait("Which language")
        mother.say("/help")
        mother.wait(HELP)
        until(lambda: len(offsets(api)) > asked + 1)
    assert offsets(api)[asked] is None
    assert offsets(api)[asked + 1] == lower + 1
    assert api.deliveries() == {"7": 3}


UNREADABLE = {"message_id": 5, "date": "糖糖", "text": "糖糖", **PRIVATE}


def put_aside(living_house: Living) -> list[tuple[int, str | None]]:
    """Tries and trouble of every update put aside."""
    return living_house.write(lambda session: [(row.tries, row.trouble) for row in inbox.put_aside(session)])


@pytest.mark.parametrize("newcomer", [True, False], ids=["newcomer", "known"])
def test_an_update_nobody_can_read_is_put_aside_and_the_chat_goes_on(
    api: BotApi, database_url: str, newcomer: bool, log: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    mother = api.user(7, language_code="en")
    api.know(7, 7)
    with living(database_url, api) as living_house:
        if not newcomer:
            mother.say("/help")
            mother.wait(HELP)
        api.update("message", {**UNREADABLE, "from": {**PRIVATE["from"], "language_code": "en"}})
        mother.wait(SORRY)
        mother.say("/help")
        mother.wait(HELP)
        assert put_aside(living_house) == [(inbox.TRIES, "ValidationError")]
    with pytest.raises(SystemExit, match="1"):
        examine(settings_for(database_url, api))
    told = capsys.readouterr().out
    assert "ValidationError" in told
    assert "telegram" in told
    for private in ("糖糖", "Wang"):
        assert private not in told + log.getvalue()


def test_a_conversation_that_breaks_says_sorry(
    api: BotApi, database_url: str, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    """Typed or tapped, from a newcomer or a known person: three tries, one sorry, and every tap is answered."""
    mother, father = api.user(7, language_code="en"), api.user(8, language_code="en")
    monkeypatch.setattr(anything, "read_birth_date", broken)
    monkeypatch.setattr(commands, "home_again", broken)
    with living(database_url, api) as living_house:
        mother.say("糖糖")
        sorry = mother.wait(SORRY)
        assert sorry.labels == [plain(_("🏠 Home"))]
        mother.tap(sorry.labels[0])
        mother.wait(SORRY)
        father.say("/help")
        father.wait(HELP)
        mother.say("/language")
        mother.wait("Which language")
        assert put_aside(living_house) == [(inbox.TRIES, "RuntimeError")] * 2
    assert api.unanswered_taps == []
    assert "糖糖" not in log.getvalue()


def test_the_ear_outlives_what_the_server_does_to_it(
    api: BotApi, database_url: str, log: io.StringIO
) -> None:
    """Broken lines, errors, a flood wait; and a webhook somebody set meanwhile, which is taken away again."""
    mother = api.user(7, language_code="en")
    api.fail(*(Fault(kind, "getUpdates") for kind in ("drop", "drop_before", "500", "429")))
    api.fail(Fault("500", "deleteWebhook"), Fault("drop_before", "getMe"), Fault("500", "setMyCommands"))
    with living(database_url, api):
        mother.say("/help")
        mother.wait(HELP)
        foreign = {"url": "https://example.org/elsewhere", "secret_token": "x"}
        httpx.post(f"{api.url}/bot{api.token}/setWebhook", json=foreign, trust_env=False).raise_for_status()
        mother.say("/language")
        mother.wait("Which language")
        until(lambda: "short_description/default/en" in api.report["settings"])
    assert api.deliveries() == {"7": 2}
    assert "Telegram refuses to hand out updates" in log.getvalue()


#: What no server ever sent, and what breaks the search for somebody to say sorry to as well.
HOSTILE: list[tuple[str, Any]] = [
    ("message", {**UNREADABLE, "from": {"id": 7, "language_code": {"en": 1}}}),
    ("message", "not even an object"),
    ("message", {"chat": "x", "from": 3}),
    ("callback_query", {"id": "1", "from": PRIVATE["from"], "message": None}),
    ("callback_query", {"id": {}, "message": UNREADABLE}),
]


def test_even_an_update_that_breaks_the_apology_is_counted(api: BotApi, database_url: str) -> None:
    mother = api.user(7, language_code="en")
    with living(database_url, api) as living_house:
        for kind, payload in HOSTILE:
            api.update(kind, payload)
        mother.say("/help")
        mother.wait(HELP)
        until(lambda: living_house.write(nothing_waits))
        assert [tries for tries, _trouble in put_aside(living_house)] == [inbox.TRIES] * len(HOSTILE)


CONTENTS: dict[str, dict[str, Any]] = {
    "contact": {"contact": {"phone_number": "+8613800000000", "first_name": "Wang"}},
    "poll": {
        "poll": {
            "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
            "type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
        }
    },
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "video": {"video": {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "duration": 1}},
}  # fmt: skip


def test_whatever_is_shared_gets_a_kind_answer(api: BotApi, database_url: str) -> None:
    kindly = plain(_("I can only read text and locations. I have not kept what you sent."))
    unheard = plain(_("I cannot listen to voice messages. I have not kept it."))
    mother = api.user(7, language_code="en")
    with living(database_url, api) as living_house:
        for kind in ("sticker", "photo", "voice", "document"):
            mother.attach(kind, caption="糖糖" if kind == "photo" else "")
            mother.wait(unheard if kind == "voice" else kindly)
        for content in CONTENTS.values():
            api.update("message", {"message_id": 90, "date": 1, **PRIVATE, **content})
        until(lambda: sum(api.deliveries().values()) == 4 + len(CONTENTS))
        mother.edit(mother.say("/help"), "/helpp")
        mother.wait("I cannot read changes to old messages")
        assert put_aside(living_house) == []
    counted = api.deliveries("text")
    kind_ones = [number for text, number in counted.items() if kindly in text or unheard in text]
    assert sum(kind_ones) == 4 + len(CONTENTS)


def test_a_place_is_read_once_however_long_it_lives(api: BotApi, database_url: str) -> None:
    """A live location is a message and then edits without end; a venue is a place with a name."""
    mother = api.user(7, language_code="en")
    here = {"latitude": 31.33, "longitude": 118.38}
    with living(database_url, api) as living_house:
        mother.share(31.33, 118.38)
        until(lambda: sum(api.deliveries().values()) == 1)
        shared = {"message_id": 50, "date": 1, **PRIVATE, "location": {**here, "live_period": 900}}
        api.update("message", shared)
        until(lambda: sum(api.deliveries().values()) == 2)
        for second in range(5):
            api.update("edited_message", {**shared, "edit_date": 2 + second})
        api.update(
            "message", {**shared, "location": here, "venue": {"location": here, "title": "a", "address": "b"}}
        )
        until(lambda: sum(api.deliveries().values()) == 3)
        mother.say("/help")
        mother.wait(HELP)
        assert put_aside(living_house) == []
    assert sum(api.deliveries().values()) == 4


def test_groups_channels_and_inline_questions_are_left_alone(api: BotApi, database_url: str) -> None:
    group, mother = api.user(-100, language_code="en"), api.user(7, language_code="en")
    message = {
        "message_id": 5,
        "date": 1,
        "chat": {"id": -200, "type": "channel", "title": "c"},
        "text": "/help",
    }
    strange: list[tuple[str, dict[str, Any]]] = [
        ("channel_post", message),
        ("inline_query", {"id": "1", "from": PRIVATE["from"], "query": "", "offset": ""}),
    ]
    # They were waiting already when this bot first said which kinds it wants.
    for kind, payload in strange:
        assert api.update(kind, payload) is not None
    with living(database_url, api) as living_house:
        group.say("/start")
        group.say("糖糖")
        api.update("my_chat_member", {"chat": {"id": -100, "type": "group", "title": "g"}})
        mother.say("/help")
        mother.wait(HELP)
        until(lambda: living_house.write(nothing_waits))
        assert put_aside(living_house) == []
    assert api.deliveries() == {"7": 1}
