"""The calendar link and the files in the chat: made, shown again, replaced, stopped; nobody gets another family's dates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import select

from actions import calendars
from db import children
from db.children import Child
from db.doctor import DoctorWord
from db.families import Guardian
from dialogs.screens import Screen
from tests.actions import households
from tests.calendars import Read, read
from tests.dialogs.talk import NOW, House, Parent, open_house


def with_child(parent: Parent, nickname: str = "Lele", told: bool = True) -> Parent:
    """A child of two months; of its first doses nothing is written down."""
    with parent.house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        child = households.child_of(session, guardian, nickname)
        child.born, child.record_checked_at = date(2026, 9, 20), NOW if told else None
        session.add(child)
        session.commit()
    return parent


def child_number(parent: Parent) -> int:
    with parent.house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        return children.of_family(session, guardian.family_id)[0].id or 0


def token(screen: Screen) -> str:
    found = re.search(r"<code>https://example\.org/calendar/([\w-]{24})\.ics</code>", screen.text)
    assert found, screen.text
    return found[1]


def opens(house: House, shown: str) -> Guardian | None:
    with house.session() as session:
        return calendars.opened(session, shown, NOW)


def events(screen: Screen) -> list[Read]:
    assert screen.file is not None
    assert screen.file.mime == "text/calendar"
    assert screen.file.name == "houniao-2026-11-23.ics"
    return read(screen.file.data)


@pytest.fixture
def mother(house: House) -> Parent:
    return with_child(Parent(house, 1).registered())


def test_what_a_link_is_is_said_before_there_is_one(mother: Parent) -> None:
    mother.tap("go:settings")
    screen = mother.press("Into my phone")
    assert "Whoever has the link can read your children's nicknames and dates" in screen.text
    assert "example.org" not in screen.text
    assert "works only on the computer" not in screen.text


def test_made_once_shown_again_replaced_and_stopped(house: House, mother: Parent) -> None:
    mother.tap("go:feed")
    first = token(mother.press("Make the link"))
    assert token(mother.tap("go:feed")) == first
    assert token(mother.tap("go:feed_make")) == first  # an old button makes no second one
    assert opens(house, first)
    second = token(mother.press("New link"))
    assert opens(house, first) is None
    assert opens(house, second)
    assert "stopped" in mother.press("Stop the link").text
    assert opens(house, second) is None
    assert "no link" in mother.tap("go:feed_stop").text
    assert token(mother.press("Make the link")) not in (first, second)


def test_it_says_whether_a_calendar_came(house: House, mother: Parent) -> None:
    shown = mother.tap("go:feed_make")
    assert "No calendar has fetched it so far" in shown.text
    with house.session() as session:
        calendars.opened(session, token(shown), NOW)
        session.commit()
    assert "A calendar fetched it on 23 Nov 2026." in mother.tap("go:feed").text


def test_each_guardian_has_their_own(house: House, mother: Parent) -> None:
    mother.tap("go:invite")
    secret = re.search(r"join_[\w-]+", mother.screens[0].text)
    assert secret
    father = Parent(house, 2).registered()
    father.say(f"/start {secret[0]}")
    hers, his = token(mother.tap("go:feed_make")), token(father.tap("go:feed_make"))
    assert hers != his
    father.tap("keep:leave:1")
    assert opens(house, his) is None
    assert opens(house, hers)


def test_where_only_this_computer_is_reached_that_is_said() -> None:
    with open_house(origin="http://127.0.0.1:8080") as house:
        mother = with_child(Parent(house, 1).registered())
        for address in ("go:feed", "go:feed_make"):
            assert "works only on the computer I run on" in mother.tap(address).text
        assert "http://127.0.0.1:8080/calendar/" in mother.screens[0].text


@pytest.mark.parametrize(
    ("origin", "only_here"),
    [
        ("https://example.org", False),
        ("http://192.168.1.20:8080", False),
        ("http://localhost:8080", True),
        ("http://[::1]:8080", True),
    ],
)
def test_which_addresses_are_only_this_computer(house: House, origin: str, only_here: bool) -> None:
    assert replace(house.around, origin=origin).only_here is only_here


def test_what_is_kept_names_the_link(mother: Parent) -> None:
    assert "link for your phone" not in mother.say("/privacy").text
    shown = token(mother.tap("go:feed_make"))
    assert "A link for your phone's calendar, made on 23 Nov 2026." in mother.say("/privacy").text
    page = mother.tap("keep:html:0").file
    assert page is not None
    assert "A link for your phone's calendar" in page.data.decode()
    assert shown not in page.data.decode()


def test_a_file_for_everybody(mother: Parent) -> None:
    with_child(mother, "毛毛")
    mother.tap("go:feed")
    found = events(mother.press("As a file"))
    assert {one.summary.partition(":")[0] for one in found} == {"Lele", "毛毛"}
    assert all(one.day >= date(2026, 11, 23) for one in found)


def test_a_file_of_one_day_from_the_card(mother: Parent) -> None:
    mother.tap(f"child:card:{child_number(mother)}")
    mother.press("📅 Calendar")
    screen = mother.press("Into my phone")
    assert re.search("20 May 2027: 乙脑.*; 麻腮风.*; 8 个月检查", screen.text)
    found = events(mother.press("20 May 2027"))
    assert {one.day for one in found} == {date(2027, 5, 20)}
    assert len(found) == 3
    assert [len(one.rings) for one in found] == [2, 0, 0]


def test_a_day_on_which_nothing_stands_any_more(mother: Parent) -> None:
    for day in ("2027-05-21", "2026-13-45"):
        screen = mother.tap(f"ics:{child_number(mother)}:{day}")
        assert "Nothing stands on that day any more." in screen.text
        assert "20 May 2027" in screen.text
    assert mother.tap("ics:0:2027-05-21").file is None


def test_before_the_booklet_was_told_nothing_is_called_late(house: House) -> None:
    mother = with_child(Parent(house, 1).registered(), told=False)
    found = events(mother.tap("ics:0:"))
    assert found
    assert all(one.day > date(2026, 11, 23) for one in found)
    with house.session() as session:
        (child,) = session.exec(select(Child)).all()
        child.born = date(2010, 1, 1)
        session.add(child)
        for word in session.exec(select(DoctorWord)):
            session.delete(word)  # what a doctor put off may be named: it was not given
        session.commit()
    screen = mother.tap("ics:0:")
    assert "Tell me what the booklet says" in screen.text
    mother.press("what the booklet says")


def test_a_late_dose_stands_on_the_day_of_its_next_reminder(house: House, mother: Parent) -> None:
    late = next(one for one in events(mother.tap("ics:0:")) if "HepB-1" in one.uid)
    assert late.day == date(2026, 11, 24)
    assert late.description.startswith("It is late. Please catch up.")
    house.clock.moment = NOW + timedelta(days=2)
    try:
        file = mother.tap("ics:0:").file
        assert file is not None
        later = next(one for one in read(file.data) if one.uid == late.uid)
    finally:
        house.clock.moment = NOW
    assert later.day == date(2026, 11, 30)
    assert later.sequence > late.sequence


def test_it_rings_within_the_hours_of_who_asks(mother: Parent) -> None:
    mother.tap("pref:hours:after_night_shift")
    rings = {one.rings for one in events(mother.tap("ics:0:"))}
    assert rings == {(), (timedelta(hours=-10),)}


@pytest.mark.parametrize("address", ["go:feed", "go:feed_make", "go:feed_new", "go:feed_stop", "ics:0:"])
def test_strangers_are_told(house: House, address: str) -> None:
    assert "First let me keep" in Parent(house, 9).tap(address).text


def test_nobody_gets_another_familys_dates(house: House, mother: Parent) -> None:
    number = child_number(mother)
    other = Parent(house, 2).registered()
    for address in (f"child:ics:{number}", f"ics:{number}:", f"ics:{number}:2027-05-20"):
        screen = other.tap(address)
        assert screen.file is None
        assert "not entered here any more" in screen.text
    assert "nothing to put into a calendar" in other.tap("ics:0:").text


@pytest.mark.parametrize("address", ["ics:1:tomorrow", "ics:-1:", "ics::", "ics:0:2027-05-20x", "go:feed_"])
def test_odd_buttons_lead_somewhere(mother: Parent, address: str) -> None:
    mother.tap(address)
    assert any(screen.choices for screen in mother.screens)
    assert all(screen.file is None for screen in mother.screens)
