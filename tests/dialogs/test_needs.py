"""A family says what it needs by a few taps; it is asked once, in a moment that suits, and never in the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from actions import families
from db.children import Child
from db.families import Family
from db.needs import NeedAsked, NeedWant
from dialogs.need_addresses import Need
from dialogs.screens import Screen
from rules.needs import HOURS, LANGUAGES, TOPICS, mask_of
from tests.dialogs.talk import NOW, House, Parent, kept

QUESTION = "What would help your children here?"


def with_child(house: House, number: int, days: int = 30) -> Parent:
    """A family with a child, here for so many days."""
    parent = Parent(house, number).registered()
    for words in ("乐乐", "2023-03-05"):
        parent.say(words)
    parent.press("Skip")
    parent.tap("is:0:district:jinghu")
    with house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        session.get_one(Family, guardian.family_id).created_at = NOW - timedelta(days=days)
        session.commit()
    parent.tap("go:away")
    return parent


def texts(screens: list[Screen]) -> str:
    return "\n".join(one.text for one in screens)


def labels(screens: list[Screen]) -> list[str]:
    return [one.label for screen in screens for row in screen.choices for one in row]


def wants(house: House) -> list[str]:
    with house.session() as session:
        return [one.topic for one in session.exec(select(NeedWant).order_by("id"))]


def test_the_three_questions_by_buttons(house: House) -> None:
    parent = with_child(house, 1)
    parent.say("/needs")
    for label in ("More to", "Homework help", "Sport", "Next", "Sunday morning", "Weekday evenings", "Next"):
        parent.press(label)
    before = kept(house)
    assert before["need_want"] == []
    parent.press("Mandarin")
    assert "Needed: Homework help, Sport" in texts(parent.screens)
    assert "Free: Weekday evenings, Sunday morning" in texts(parent.screens)
    assert wants(house) == ["homework", "sport"]
    parent.press("Change")
    assert {label for label in labels(parent.screens) if "✅" in label} == {"✅ Homework help", "✅ Sport"}


def test_a_fourth_tick_is_not_taken_and_a_tick_can_be_taken_out(house: House) -> None:
    parent = with_child(house, 1)
    parent.say("/needs")
    for label in ("More to", "Homework help", "Sport", "English", "Legal advice"):
        parent.press(label)
    assert "Three are ticked" in texts(parent.screens)
    parent.press("Sport")
    parent.press("Legal advice")
    ticked = [label for label in labels(parent.screens) if "✅" in label]
    assert set(ticked) == {"✅ Homework help", "✅ English", "✅ Legal advice"}


def test_nothing_may_be_said_as_well(house: House) -> None:
    parent = with_child(house, 1)
    parent.say("/needs")
    for label in ("None of these", "It varies", "Another language"):
        parent.press(label)
    assert "Needed: nothing of the list" in texts(parent.screens)
    assert wants(house) == []


def test_it_is_deleted_after_a_second_tap(house: House) -> None:
    parent = with_child(house, 1)
    parent.tap(Need(do="save", wants=1, hours=1, language="zh_CN").pack())
    parent.press("Delete it")
    parent.press("No, keep it")
    assert wants(house) == ["homework"]
    parent.press("Delete it")
    parent.press("Yes, delete it")
    assert "Deleted" in texts(parent.screens)
    assert wants(house) == []
    parent.say("/needs")
    assert "What would help your children most" in texts(parent.screens)


def test_who_is_not_registered_hears_kindly_what_it_takes(house: House) -> None:
    stranger = Parent(house, 1)
    for address in ("go:needs", Need(do="save", wants=1).pack(), Need(do="gone").pack()):
        assert "whose child is entered here" in stranger.tap(address).text
    stranger.registered()
    stranger.say("/menu")
    assert "whose child is entered here" in stranger.say("/needs").text
    assert stranger.button("Add my child").tap == "go:add_child"
    assert kept(house)["need_asked"] == []


@pytest.mark.parametrize("do", ["", "save", "full", "wants", "nothing", "{0}", "<b>"])
def test_any_forged_button_has_a_kind_answer(house: House, do: str) -> None:
    parent = with_child(house, 1)
    most = 2**31 - 1
    parent.tap(Need(do=do, wants=most, hours=most, language="__").pack())
    assert parent.screens
    with house.session() as session:
        for row in session.exec(select(NeedAsked)):
            assert set(row.wants.split()) <= {*TOPICS}
            assert len(row.wants.split()) <= 3
            assert (row.hours, row.language) == (" ".join(HOURS), "zh_CN")


def test_addresses_fit(house: House) -> None:
    for language in LANGUAGES:
        address = Need(
            do="spoken", wants=mask_of(TOPICS, TOPICS), hours=mask_of(HOURS, HOURS), language=language
        )
        assert len(address.pack().encode()) <= 64


def test_home_asks_once_in_half_a_year(house: House) -> None:
    parent = with_child(house, 1)
    assert QUESTION in texts([parent.say("/menu")])
    assert QUESTION not in texts([parent.say("/menu")])
    house.clock.moment = NOW + timedelta(days=60)
    assert QUESTION in texts([parent.say("/menu")])
    parent.press("Not now")
    assert "I do not ask" in parent.screens[0].text
    assert QUESTION not in texts([parent.say("/menu")])


def test_nobody_is_asked_who_is_new_or_wants_quiet(house: House) -> None:
    new, quiet = with_child(house, 1, days=13), with_child(house, 2)
    quiet.say("/stop")
    assert QUESTION not in texts([new.say("/menu"), quiet.say("/menu")])
    quiet.say("/resume")
    assert QUESTION not in texts(quiet.screens)
    assert QUESTION in texts([quiet.say("/menu")])


def test_a_second_guardian_is_not_asked_again(house: House) -> None:
    mother = with_child(house, 1)
    with house.session() as session:
        guardian = mother.guardian(session)
        assert guardian is not None
        secret = families.invite(session, guardian, NOW)
        session.commit()
    assert QUESTION in texts([mother.say("/menu")])
    father = Parent(house, 2)
    father.say(f"/start {secret}")
    while any("Yes" in label for label in labels(father.screens)):
        father.press("Yes")
    assert QUESTION not in texts([father.say("/menu")])


def test_nothing_is_asked_while_a_child_is_being_entered(house: House) -> None:
    parent = with_child(house, 1)
    parent.tap("go:add_child")
    parent.say("豆豆")
    assert QUESTION not in texts([parent.say("/menu")])
    with house.session() as session:
        assert session.exec(select(NeedAsked)).all() == []


def test_done_is_a_moment_that_suits(house: House) -> None:
    parent = with_child(house, 1)
    with house.session() as session:
        for child in session.exec(select(Child)):
            child.record_checked_at = NOW
        session.commit()
    parent.tap("rem:all:0:")
    assert "Written down" in parent.screens[0].text
    assert [QUESTION in one.text for one in parent.screens] == [False, True]
    parent.tap("rem:done:0:")
    assert QUESTION not in texts(parent.screens)


def test_words_lead_there(house: House) -> None:
    parent = with_child(house, 1)
    for words in ("想要作业辅导", "we need homework help"):
        parent.say(words)
        assert "go:needs" in [one.tap for screen in parent.screens for row in screen.choices for one in row]


def test_it_stands_in_what_is_kept_and_in_the_copies(house: House) -> None:
    parent = with_child(house, 1)
    parent.tap(Need(do="save", wants=1, hours=1, language="ug").pack())
    assert "What you said your family needs" in parent.say("/privacy").text
    for kind, words in (("html", "Homework help"), ("json", '"homework"')):
        parent.tap(f"keep:{kind}:0")
        file = parent.screens[0].file
        assert file is not None
        assert words in file.data.decode()
