"""What a family hears of an activity, and when: after /stop, of the other guardian, while it waits; and in which words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dialogs.screens import Screen
from rules.roles import Role
from tests.actions.activity_house import STARTS
from tests.actions.households import joined
from tests.dialogs.activity_talk import an_activity, at, family, post, row_of, seated
from tests.dialogs.staffed import Worker
from tests.dialogs.talk import House, Parent

EVENING = STARTS - timedelta(days=1, hours=-3)


def labels(screen: Screen) -> list[str]:
    return [one.label for row in screen.choices for one in row]


def texts(said: list[tuple[int, Screen]]) -> dict[int, str]:
    return {to: screen.text for to, screen in said}


def other_guardian(house: House, one: Parent, number: int) -> Parent:
    other = Parent(house, number).registered()
    with house.session() as session:
        first, chat = one.guardian(session), other.chat(session)
        assert first is not None
        assert chat is not None
        joined(session, chat, first)
        session.commit()
    return other


def moved(house: House) -> None:
    worker = Worker(house, 8).hired(Role.WORKER, "jinghu")
    worker.tap("awv:1:hours:1700-1900")
    worker.press("As families see it")
    worker.press("Publish it so")


def test_who_said_stop_hears_of_its_seat_but_is_not_reminded(house: House) -> None:
    an_activity(house)
    one, two = family(house, 3), family(house, 4)
    one.tap("acc:1:yes:1")
    two.say("/stop")
    two.tap("acc:1:yes:1")
    one.tap("acc:1:no:-1")
    letter = texts(post(house))[4]
    assert "A seat is free" in letter
    assert "I will not remind you" in letter
    moved(house)
    assert "Time or place has changed" in texts(post(house))[4]
    assert not post(house, EVENING), "a reminder is no answer"
    worker = Worker(house, 8)
    worker.tap("aww:cancel:1")
    worker.say("ill")
    worker.press("Yes, call it off")
    assert "It does not take place" in texts(post(house))[4]


def test_a_yes_after_stop_promises_no_reminder(house: House) -> None:
    an_activity(house)
    one = family(house, 3)
    assert "I remind you the day before" in one.tap("acc:1:yes:1").text
    one.say("/stop")
    card = one.tap("acc:1:yes:1")
    assert "I remind you the day before" not in card.text
    assert "You stopped reminders" in card.text
    assert "🔔 Write to me again" in labels(card)
    one.press("Write to me again")
    card = one.tap("acd:look:1")
    assert "You stopped reminders" not in card.text
    assert "🔔 Write to me again" not in labels(card)


@pytest.mark.parametrize(("answer", "told"), [("no", "not coming"), ("maybe", "said maybe")])
def test_the_other_guardian_hears_that_the_seat_went_back(house: House, answer: str, told: str) -> None:
    an_activity(house)
    one = family(house, 3)
    other = other_guardian(house, one, 4)
    one.tap("acc:1:yes:1")
    other.tap(f"acc:1:{answer}:-1")
    said = texts(post(house))
    assert list(said) == [3]
    assert told in said[3]
    assert not post(house), "once"
    other.tap("acc:1:no:-1")
    assert not post(house), "there was no seat to give back any more"
    one.tap("acc:1:yes:1")
    assert seated(house, 1) == 1


def test_a_seat_taken_again_is_not_said_to_be_gone(house: House) -> None:
    an_activity(house)
    one = family(house, 3)
    other = other_guardian(house, one, 4)
    one.tap("acc:1:yes:1")
    other.tap("acc:1:no:-1")
    other.tap("acc:1:yes:1")
    assert not post(house)


def test_a_no_stands_in_the_list_until_the_day(house: House) -> None:
    an_activity(house)
    one = family(house, 3)
    other = other_guardian(house, one, 4)
    other.tap("acc:1:yes:1")
    assert "✅ Class" in labels(one.say("/activities"))
    other.tap("acc:1:no:-1")
    assert "✋ Class" in labels(one.say("/activities"))
    at(house, STARTS + timedelta(hours=3))
    assert "✋ Class" not in labels(one.say("/activities"))


def test_who_waits_hears_the_day_before_that_there_is_no_seat(house: House) -> None:
    an_activity(house)
    one, two = family(house, 3), family(house, 4)
    one.tap("acc:1:yes:1")
    assert "number 1 on the waiting list" in two.tap("acc:1:yes:1").text
    said = dict(post(house, EVENING))
    assert "There is still no seat for you" in said[4].text
    assert "Please do not come yet" in said[4].text
    assert "✋ We do not wait any more" in labels(said[4])
    assert not post(house, EVENING)


def test_who_asks_for_more_seats_than_there_are_is_not_told_to_wait(house: House) -> None:
    an_activity(house)
    family(house, 3).tap("acc:1:yes:3")
    letter = texts(post(house, EVENING))[3]
    assert "for 3 children there will never be enough" in letter
    assert "When one is free" not in letter


def test_who_got_a_seat_or_waits_no_more_does_not(house: House) -> None:
    an_activity(house)
    one, two, three = family(house, 3), family(house, 4), family(house, 5)
    for parent in (one, two, three):
        parent.tap("acc:1:yes:1")
    three.tap("acc:1:no:-1")
    one.tap("acc:1:no:-1")
    assert "A seat is free" in texts(post(house))[4]
    assert list(texts(post(house, EVENING))) == [4]


def test_moved_who_waits_still_waits_and_a_maybe_keeps_no_seat(house: House) -> None:
    an_activity(house)
    one, two = family(house, 3), family(house, 4)
    card = one.tap("acc:1:yes:1")
    assert "🤔 Maybe (no seat kept)" in labels(card)
    card = two.tap("acc:1:yes:1")
    assert "🤔 Maybe" in labels(card)
    moved(house)
    said = dict(post(house))
    assert "Your seat stays yours" in said[3].text
    assert "🤔 Maybe (no seat kept)" in labels(said[3])
    assert "You are still waiting for a seat" in said[4].text
    assert "🤔 Maybe" in labels(said[4])
    assert "There is still no seat" in texts(post(house, EVENING))[4]


def test_at_the_door_without_a_seat(house: House) -> None:
    an_activity(house)
    one, two = family(house, 3), family(house, 4)
    one.tap("acc:1:yes:1")
    two.tap("acc:1:yes:1")
    worker = Worker(house, 8).hired(Role.WORKER, "jinghu")
    at(house, STARTS - timedelta(minutes=30))
    assert "There is no seat for you yet" in two.say(row_of(house, 1).code).text
    worker.tap("aww:guests:1")
    assert "⏳ Family 2 · 1 child" in labels(worker.screens[0])
    worker.press("⏳ Family 2")
    assert "✅ Family 2 · 1 child" in labels(worker.screens[0])
    assert "You were there" in two.tap("acd:look:1").text


def test_first_what_counts_then_how_long_it_is_kept(house: House) -> None:
    an_activity(house, seats=3)
    one = family(house, 3)
    assert "3 seats in all." in one.tap("acd:look:1").text
    card = one.tap("acc:1:yes:1").text
    assert "Only a few seats are left" in card
    assert card.rstrip().endswith("then it goes.")
    two = family(house, 4, date(2024, 3, 5), date(2025, 3, 5))
    assert "So many seats are not free: you are number 1" in two.tap("acc:1:yes:3").text


def test_here_and_there(house: House) -> None:
    an_activity(house)
    one = family(house, 3)
    one.tap("acc:1:yes:1")
    assert "Nothing else is on here" in one.say("/activities").text
    assert "on there" in one.tap("act:yijiang::0").text


def test_a_yes_when_the_reminders_are_out_promises_none(house: House) -> None:
    an_activity(house)
    one = family(house, 3)
    at(house, EVENING)
    said = one.tap("acc:1:yes:1").text
    assert "You have a seat" in said
    assert "It is soon" in said
    assert "I remind you" not in said
    assert not post(house, EVENING + timedelta(hours=3))
