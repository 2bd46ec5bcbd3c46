"""What goes out to Telegram when the world says no: blocked, moved, too old, too fast, broken, gone. Nothing is lost, nothing is said too often."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import Session, select

from bot.delivery import pace
from db.chats import Chat
from db.outbox import TRY_LIMIT, UNSURE_LIMIT, Outbox, Rank, State
from tests.bot.telegram.houses import Living, chat_of, living, plain, queue, settled, speak, until
from tests.botapi import BotApi, Fault

_ = speak("en")
HELP, HOME = plain(_("<b>What I can do</b>")), plain(_("🏠 Home"))
STRANGER = plain(_("You can also just look: then I put nothing into a record."))
REMINDER = Rank.REMINDER


def remind(house: Living, number: int, text: str) -> Outbox:
    """Queues a reminder and waits for what becomes of it."""
    row_id = house.write(lambda session: queue(session, number, text, REMINDER))
    house.loop.call_soon_threadsafe(house.house.courier.wake.set)
    return settled(house, row_id)


def blocked(house: Living, number: int) -> bool:
    return house.chat(number).blocked_at is not None


@pytest.mark.usefixtures("quick")
def test_who_blocks_us_is_left_alone_until_they_write_again(
    api: BotApi, database_url: str, log: io.StringIO
) -> None:
    mother = api.user(7, language_code="en")
    with living(database_url, api) as house:
        mother.say("/help")
        mother.wait(HELP)
        api.fail(Fault("blocked", "sendMessage", 7))
        assert remind(house, 7, "糖糖 one").trouble == "blocked"
        assert blocked(house, 7)
        assert remind(house, 7, "糖糖 two").trouble == "blocked"
        assert api.report["calls"]["sendMessage"] == 2  # the help, and the one refusal
        mother.say("/help")
        mother.wait(HELP)
        assert not blocked(house, 7)
        assert remind(house, 7, "糖糖 three").state == State.SENT
        mother.block()
        until(lambda: blocked(house, 7))
        assert remind(house, 7, "糖糖 four").state == State.FAILED
        mother.unblock()
        until(lambda: not blocked(house, 7))
        assert remind(house, 7, "糖糖 five").state == State.SENT
        mother.delete_account()
        assert remind(house, 7, "糖糖 six").trouble == "blocked"
        assert blocked(house, 7)
    assert [seen.text for seen in mother.heard()] == [
        mother.heard()[0].text,
        mother.heard()[0].text,
        "糖糖 three",
        "糖糖 five",
    ]
    assert "糖糖" not in log.getvalue()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("known", [False, True], ids=["new", "known"])
def test_a_chat_that_moved_is_followed(api: BotApi, database_url: str, known: bool) -> None:
    api.know(7, 9)
    with living(database_url, api) as house:
        if known:
            house.write(lambda session: chat_of(session, 9))
        api.fail(Fault("migrated", "sendMessage", 7, migrate_to_chat_id=9))
        assert remind(house, 7, "hello").state == State.SENT
        assert api.deliveries() == {"9": 1}
        addresses = house.write(lambda session: list(session.exec(select(Chat.address))))
        assert sorted(addresses) == (["7", "9"] if known else ["9"])


@pytest.mark.usefixtures("quick")
def test_words_that_stand_there_already_count_as_said(api: BotApi, database_url: str) -> None:
    mother = api.user(7, language_code="en")
    with living(database_url, api) as house:
        mother.say("/menu")
        menu = mother.wait(STRANGER)
        assert mother.tap("go:home", menu, force=True)
        until(lambda: not api.unanswered_taps)
        mother.say("/help")
        mother.wait(HELP)
        assert [row.tries for row in house.wait_until_sent()] == [1, 1, 1]
    assert api.report["outcomes"]["refused"] == 1
    assert api.deliveries() == {"7": 2}


@pytest.mark.usefixtures("quick")
def test_a_tap_that_is_too_old_is_answered_all_the_same(api: BotApi, database_url: str) -> None:
    mother = api.user(7, language_code="en")
    with living(database_url, api):
        mother.say("/menu")
        menu = mother.wait(STRANGER)
    mother.tap("go:help", menu, force=True)
    api.forget_taps()
    with living(database_url, api):
        assert mother.wait(HELP).id == menu.id


def test_a_message_that_was_deleted_is_said_anew_and_not_too_fast(api: BotApi, database_url: str) -> None:
    """With Telegram's real limits: the edit that fails counts, too. Deleted since the tap, or before it."""
    mother = api.user(7, language_code="en")
    with living(database_url, api):
        mother.say("/menu")
        menu = mother.wait(STRANGER)
    mother.tap("go:help", menu, force=True)
    httpx.post(
        f"{api.url}/bot{api.token}/deleteMessage", json={"chat_id": 7, "message_id": menu.id}, trust_env=False
    ).raise_for_status()
    with living(database_url, api) as house:
        assert mother.wait(HELP).id > menu.id
        mother.tap("go:home", 0, force=True)
        until(lambda: not api.unanswered_taps)
        house.wait_until_sent()
    assert api.pace()["provoked_429"] == 0
    assert api.deliveries() == {"7": 3}


@pytest.mark.usefixtures("quick")
def test_a_flood_wait_silences_everything_and_loses_nothing(api: BotApi, database_url: str) -> None:
    people = [api.user(number, language_code="en") for number in range(20, 30)]
    api.fail(Fault("429", "sendMessage", retry_after=1))
    with living(database_url, api) as house:
        for person in people:
            person.say("/help")
        for person in people:
            person.wait(HELP)
        assert {row.tries for row in house.wait_until_sent()} == {1}
    assert api.pace()["calls_while_penalised"] == 0
    assert set(api.deliveries().values()) == {1}


@pytest.mark.usefixtures("quick")
def test_a_reply_that_is_tried_again_keeps_its_place(
    api: BotApi, database_url: str, log: io.StringIO
) -> None:
    """A server's trouble, a line that breaks before the message arrived, and one that breaks after it."""
    mother = api.user(7, language_code="en")
    faults = [Fault(kind, "sendMessage", 7) for kind in ("500", "drop_before", "drop")]
    with living(database_url, api):
        api.fail(*faults)
        mother.say("/help")
        mother.say("/language")
        mother.say("/menu")
        mother.wait(STRANGER)
    said = [seen.text.splitlines()[0] for seen in mother.heard()]
    assert said[:2] == [HELP, HELP]  # the third copy came twice: nobody can know that the line broke after it
    assert len(said) == 4


@pytest.mark.usefixtures("quick")
def test_nobody_gets_more_than_three_copies(api: BotApi, database_url: str, log: io.StringIO) -> None:
    mother = api.user(7, language_code="en")
    api.know(7, 7)
    with living(database_url, api) as house:
        api.fail(Fault("drop", "sendMessage", 7, times=UNSURE_LIMIT))
        assert remind(house, 7, "糖糖").state == State.FAILED
        mother.say("/help")
        mother.wait(HELP)
    assert api.deliveries("text")["7|糖糖"] == UNSURE_LIMIT
    assert "糖糖" not in log.getvalue()


@pytest.mark.usefixtures("quick")
def test_a_tap_is_answered_once_however_often_its_words_are_tried(api: BotApi, database_url: str) -> None:
    mother = api.user(7, language_code="en")
    with living(database_url, api):
        mother.say("/menu")
        menu = mother.wait(STRANGER)
        for method in ("editMessageText", "answerCallbackQuery"):
            for kind in ("500", "drop", "drop_before", "429"):
                api.fail(Fault(kind, method))
                mother.tap("go:help", menu, force=True)
                assert mother.wait(HELP).id == menu.id
                mother.tap("go:home", menu, force=True)
                assert mother.wait(STRANGER).id == menu.id
    # The one answer that never arrived is not tried again: the clock on the button stops by itself.
    assert len(api.unanswered_taps) == 1


@pytest.mark.usefixtures("quick")
def test_replies_overtake_reminders(api: BotApi, database_url: str) -> None:
    """While everything is silent reminders and one reply queue up; the reply is the first to leave."""
    mother = api.user(7, language_code="en")
    api.know(6, 60)
    with living(database_url, api) as house:
        mother.say("/help")
        mother.wait(HELP)
        api.fail(Fault("429", "sendMessage", 6, retry_after=1))

        def many(session: Session) -> int:
            return [queue(session, number, f"reminder {number}", REMINDER) for number in range(10, 40)][-1]

        house.write(lambda session: queue(session, 6, "first"))
        until(lambda: api.report["outcomes"].get("fault"))
        last = house.write(many)
        mother.say("/language")
        settled(house, last)
    told = [one["chat_id"] for one in api.journal() if one["method"] == "sendMessage"]
    assert 7 in told[1:3]
    assert sorted(told[1:]) == [6, 7, *range(10, 40)]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("trouble", ["token", "address", "nobody there"])
def test_a_wrong_token_or_address_waits_and_says_so(
    api: BotApi, database_url: str, trouble: str, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    """Everything waits, uncounted; with the right setting it goes out."""
    monkeypatch.setattr(pace, "FIRST_SILENCE", 0.02)
    monkeypatch.setattr(pace, "LONGEST_SILENCE", 0.02)
    wrong: dict[str, Any] = {
        "token": {"telegram_token": "4242:WRONG-but-well-formed"},
        "address": {"telegram_api": f"{api.url}/nowhere"},
        "nobody there": {"telegram_api": "http://127.0.0.1:1"},
    }
    api.know(7, 7)
    with living(database_url, api, **wrong[trouble]) as house:
        row_id = house.write(lambda session: queue(session, 7, "糖糖", REMINDER))
        until(lambda: log.getvalue().count("cannot be reached or refuses us") > TRY_LIMIT)
        until(lambda: house.row(row_id).state == State.WAITING)
    assert "WRONG" not in log.getvalue()
    assert "糖糖" not in log.getvalue()
    api.start_over()
    api.know(7, 7)
    with living(database_url, api) as house:
        sent = settled(house, row_id)
        assert (sent.state, sent.tries, sent.unsure) == (State.SENT, 1, 0)
    assert api.deliveries() == {"7": 1}


@pytest.mark.usefixtures("quick")
def test_a_letter_that_breaks_a_rule_is_given_up_and_the_next_goes_on(
    api: BotApi, database_url: str, log: io.StringIO
) -> None:
    """Our own mistake (broken markup) is for the operator; a row nobody can word must not silence the house."""
    api.know(7, 8)

    def unreadable(session: Session) -> int:
        now = datetime.now(UTC) - timedelta(days=1)
        row = Outbox(
            chat_id=chat_of(session, 8).id or 0,
            channel="telegram",
            body={"screen": {"from": "another time"}},
            due_at=now,
            created_at=now,
        )
        session.add(row)
        session.flush()
        return row.id or 0

    with living(database_url, api) as house:
        row_id = house.write(unreadable)
        assert remind(house, 7, "<b>糖糖").trouble == "TelegramBadRequest"
        assert remind(house, 7, "fine").state == State.SENT
        given_up = settled(house, row_id)
        assert (given_up.state, given_up.trouble) == (State.FAILED, "KeyError")
    assert "糖糖" not in log.getvalue()
    assert len(api.violations) == 1
    api.start_over()
