"""Check-ups in the chat: nobody's but one's own, old buttons, odd days, and every screen fits one message in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from db import checkups, children
from db.children import Child
from db.families import Family
from dialogs import first_days
from dialogs.addresses import Checkup, CheckupOn, EntersOn
from dialogs.checkup_words import title_of_name
from dialogs.checkups import one_visit, overview
from dialogs.surroundings import Surroundings
from dialogs.words import Catalogues
from rules.spans import Span
from tests.dialogs.talk import NOW, ZONE, House, Parent, knowledge

LOCALES = Path(__file__).resolve().parents[2] / "locales"
TODAY = date(2026, 11, 23)


def child_of(house: House, parent: Parent, born: date) -> int:
    with house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        child = Child(
            family_id=guardian.family_id,
            nickname="Doudou",
            born=born,
            known_since=TODAY,
            changed_on=TODAY,
            planned_through=TODAY,
        )
        session.add(child)
        session.commit()
        return child.id or 0


def kept(house: House, child: int) -> dict[str, date]:
    with house.session() as session:
        return checkups.done(session, [child])[child]


def first_day(house: House, child: int) -> date | None:
    with house.session() as session:
        return session.get_one(Child, child).enters_on


@pytest.fixture
def mother(house: House) -> Parent:
    return Parent(house, 1).registered()


@pytest.fixture
def child(house: House, mother: Parent) -> int:
    """Six months old."""
    return child_of(house, mother, date(2026, 5, 20))


ANSWERS = [
    "child:checkups:{child}",
    "child:checkups_all:{child}",
    "visit:look:{child}:m6",
    "visit:today:{child}:m6",
    "visit:day:{child}:m6",
    "visit:strike:{child}:m6",
    "visit:enter:{child}:entry",
    "visiton:{child}:m6:2026-11-22",
    "enters:{child}:2029-09-01",
    "enters:{child}:-",
]


@pytest.mark.parametrize("address", ANSWERS)
def test_another_familys_child_is_never_shown_or_changed(
    house: House, mother: Parent, child: int, address: str
) -> None:
    stranger = Parent(house, 2).registered()
    said = stranger.tap(address.format(child=child))
    assert "not entered here" in said.text
    stranger.say("2026-11-20")
    assert kept(house, child) == {}
    assert first_day(house, child) is None


@pytest.mark.parametrize("address", ANSWERS)
def test_buttons_of_a_removed_child_lead_home(house: House, mother: Parent, child: int, address: str) -> None:
    mother.tap(f"child:remove_now:{child}")
    assert "not entered here" in mother.tap(address.format(child=child)).text


@pytest.mark.parametrize(
    "address",
    ["visit:look:1:M6", "visit:look:1:", "visit:look:1:m6m6m6m6m6m6m6m6", "visit:x:1:m6", "enters:1"],
)
def test_forged_buttons_are_not_known(mother: Parent, child: int, address: str) -> None:
    assert "not known any more" in mother.tap(address).text


@pytest.mark.parametrize(
    "address",
    [
        "visit:look:{child}:nothing",
        "visit:today:{child}:nothing",
        "visit:today:{child}:school_year1",
        "visiton:{child}:school_year1:2026-11-20",
        "visiton:{child}:m6:2026-11-31",
        "visiton:{child}:m6:2027-01-01",
        "enters:{child}:2026-02-31",
        "enters:{child}:2050-09-01",
    ],
)
def test_odd_addresses_change_nothing_and_lead_to_the_check_ups(
    house: House, mother: Parent, child: int, address: str
) -> None:
    assert "check-ups" in mother.tap(address.format(child=child)).text
    assert kept(house, child) == {}
    assert first_day(house, child) is None


def test_the_same_tap_twice_writes_one_line(house: House, mother: Parent, child: int) -> None:
    assert "Written down" in mother.tap(f"visit:today:{child}:m6").text
    assert "written down before" in mother.tap(f"visit:today:{child}:m6").text
    assert kept(house, child) == {"m6": TODAY}


def test_last_years_button_still_counts(house: House, mother: Parent, child: int) -> None:
    house.clock.moment = NOW + timedelta(days=400)
    mother.tap(f"visit:day:{child}:m6")
    mother.say("2026-11-25")
    assert kept(house, child) == {"m6": date(2026, 11, 25)}


@pytest.mark.parametrize("typed", ["/menu", "/help", "my child is missing", "/stop"])
def test_commands_and_danger_come_first(house: House, mother: Parent, child: int, typed: str) -> None:
    mother.tap(f"visit:day:{child}:m6")
    said = mother.say(typed)
    assert "could not read a date" not in said.text
    assert kept(house, child) == {}


@pytest.mark.parametrize("address", ["visit:day:{child}:m6", "visit:enter:{child}:entry"])
@pytest.mark.parametrize(
    "typed",
    [
        "341282202005201234",
        "不知道",
        "👍",
        "2026-13-45",
        "x" * 3000,
        "<b>&amp;</b>",
        "农历八月十五",
        "\u202e5",
    ],
)
def test_what_is_no_day_is_asked_again_kindly(
    house: House, mother: Parent, child: int, address: str, typed: str
) -> None:
    mother.tap(address.format(child=child))
    said = mother.say(typed)
    assert typed not in said.text
    assert any("Check-ups" in one.label for row in said.choices for one in row)
    assert kept(house, child) == {}
    mother.say("2026-11-22")
    assert kept(house, child) == {"m6": date(2026, 11, 22)} or first_day(house, child) == date(2026, 11, 22)


def test_leaving_ends_the_waiting(house: House, mother: Parent, child: int) -> None:
    mother.tap(f"visit:day:{child}:m6")
    mother.press("Check-ups")
    mother.say("2026-11-22")
    assert kept(house, child) == {}


def test_a_child_being_entered_stays(house: House, mother: Parent, child: int) -> None:
    mother.tap("go:add_child")
    mother.say("Mimi")
    mother.tap(f"child:checkups:{child}")
    assert "When was your child born" in mother.tap("go:go_on").text


def test_a_day_of_an_earlier_visit_is_asked_about(house: House, mother: Parent, child: int) -> None:
    mother.tap(f"visit:day:{child}:m6")
    mother.say("2026-08-21")
    assert kept(house, child) == {}
    mother.press("3 个月检查")
    assert kept(house, child) == {"m3": date(2026, 8, 21)}


def test_a_clinic_may_call_early(house: House, mother: Parent) -> None:
    early = child_of(house, mother, date(2026, 6, 20))
    mother.tap(f"visit:look:{early}:m6")
    mother.press("Done today")
    assert kept(house, early) == {"m6": TODAY}


def test_far_ahead_there_is_nothing_to_tell(mother: Parent, child: int) -> None:
    said = mother.tap(f"visit:look:{child}:m12")
    assert not any("Done" in one.label for row in said.choices for one in row)


def test_nothing_is_late_before_anybody_told(mother: Parent, child: int) -> None:
    for address in (f"child:checkups_all:{child}", f"visit:look:{child}:m3"):
        said = mother.tap(address).text
        assert not [word for word in ("late", "missed", "overdue") if word in said.split()]
    assert "You can still ask" in said


def test_a_child_who_starts_school_is_not_asked_for_kindergarten(house: House, mother: Parent) -> None:
    pupil = child_of(house, mother, date(2018, 5, 10))
    said = mother.tap(f"child:checkups:{pupil}")
    assert not any("🏫" in one.label for row in said.choices for one in row)
    assert "🏫" in said.text


def test_the_first_day_is_kept_and_can_be_unknown_again(house: House, mother: Parent, child: int) -> None:
    mother.tap(f"visit:enter:{child}:entry")
    mother.say("2028年9月4日")
    assert first_day(house, child) == date(2028, 9, 4)
    assert "2028" in mother.tap(f"visit:enter:{child}:entry").text
    mother.press("I do not know yet")
    assert first_day(house, child) is None


def test_the_copy_holds_check_ups(house: House, mother: Parent, child: int) -> None:
    mother.tap(f"visit:today:{child}:m6")
    mother.tap(f"enters:{child}:2029-09-03")
    assert "1 check-up" in mother.tap("keep:see:0").text
    said = mother.tap("keep:html:0")
    assert said.file is not None
    page = said.file.data.decode()
    assert "6 个月检查" in page
    assert "3 Sep 2029" in page


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(
    "age", ["0 days", "35 days", "7 months", "25 months", "3 years", "4 years", "6 years", "17 years"]
)
def test_every_screen_fits_one_message(house: House, language: str, age: str) -> None:
    """Screens measure themselves; here each is made once, in the real words."""
    born = Span.parse(age).before(TODAY)
    around = Surroundings(knowledge(), Catalogues.load(LOCALES), ZONE, False, lambda channel, payload: None)
    _ = around.catalogues.speak(language)
    with house.session() as session:
        family = Family(created_at=NOW)
        session.add(family)
        session.flush()
        one = Child(
            family_id=family.id or 0,
            born=born,
            known_since=TODAY,
            changed_on=TODAY,
            planned_through=TODAY,
            nickname="宝" * 20,
        )
        session.add(one)
        session.flush()
        assert children.owned(session, family.id or 0, one.id or 0) is one
        assert overview(session, one, _, around, NOW, everything=True).text
        for visit in knowledge().checkups.visits:
            screen = one_visit(session, one, visit, _, around, NOW)
            assert "{" not in screen.text
        assert first_days.enter(session, one, None, _, around, NOW).text


def test_a_visits_name_in_keys_is_known_from_a_doses() -> None:
    book, _ = knowledge().checkups, Catalogues.load(LOCALES).speak("en")
    assert title_of_name(book, "v_m6", _) == "6-month check-up"
    assert title_of_name(book, "v_nothing", _) is None
    assert title_of_name(book, "MMR-1", _) is None


def addresses() -> Iterator[str]:
    most = 2**31 - 1
    for visit in knowledge().checkups.visits:
        yield Checkup(do="strike", child=most, visit=visit).pack()
        yield CheckupOn(child=most, visit=visit, day="2026-11-23").pack()
    yield EntersOn(child=most, day="2026-11-23").pack()


def test_every_address_is_short_enough() -> None:
    assert max(len(one.encode()) for one in addresses()) <= 64


def test_what_is_long_behind_is_not_asked_of_a_schoolchild(house: House, mother: Parent) -> None:
    pupil = child_of(house, mother, date(2014, 5, 10))
    assert "not written down" not in mother.tap(f"child:checkups_all:{pupil}").text
    mother.tap(f"visiton:{pupil}:y6:2020-06-01")
    assert "done on 1 Jun 2020" in mother.tap(f"child:checkups:{pupil}").text


def test_a_missed_check_up_may_still_be_made(house: House, mother: Parent) -> None:
    """A child of three years and three months: its check-up at three is over, and nobody said that it was made."""
    number = child_of(house, mother, date(2023, 8, 1))
    asked = "ask there whether it can still be done"
    shown = mother.tap(f"child:checkups:{number}").text
    assert "Nothing has to be done now" in shown
    assert asked in shown
    mother.tap(Checkup(do="today", child=number, visit="m36").pack())
    assert asked not in mother.tap(f"child:checkups:{number}").text
