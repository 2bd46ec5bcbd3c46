"""Families and activities: found by district and age, answered by any guardian, told in time, checked in, asked how it was; never another's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from actions import activity_calendar
from db.activities import Activity, guests
from dialogs.activity_ics import events
from dialogs.calendar_feed import as_ics
from dialogs.screens import Screen
from rules.activities import BANDS
from rules.audiences import Audience
from rules.hours import Hours
from rules.roles import Role
from tests.actions.activity_house import STARTS
from tests.actions.households import joined
from tests.calendars import Read
from tests.calendars import read as read_calendar
from tests.dialogs.activity_talk import DAY, TITLE, an_activity, at, family, post, row_of, seated
from tests.dialogs.staffed import Worker
from tests.dialogs.talk import House, Parent, kept

EVENING = STARTS - timedelta(days=1, hours=-3)


def labels(screen: Screen) -> list[str]:
    return [one.label for row in screen.choices for one in row]


def test_a_stranger_looks_by_district_and_nothing_is_kept(house: House) -> None:
    an_activity(house)
    an_activity(house, audience=Audience(districts=frozenset({"jinghu"}), ages=(BANDS["primary"],)))
    stranger = Parent(house, 3)
    stranger.say("hello")
    before = kept(house)
    assert "Which district" in stranger.say("/activities").text
    assert "Class" in stranger.press("镜湖").text
    assert "All seats" not in stranger.press("1 ·").text
    assert "To keep a seat I must know your family" in stranger.tap("acc:1:yes:1").text
    assert "Class" not in stranger.tap("act:yijiang::0").text
    assert kept(house) == before
    assert seated(house, 1) == 0


def test_what_is_for_the_childs_age_on_that_day_and_its_district(house: House) -> None:
    an_activity(house, audience=Audience(districts=frozenset({"jinghu"}), ages=(BANDS["kinder"],)))
    # three years old on the day itself
    born = date(2023, 12, 5)
    assert "Class" in family(house, 3, born).say("/activities").text
    other = family(house, 4, date(2023, 12, 6))
    assert "other ages" in other.say("/activities").text
    assert "Class" in other.press("For every age").text
    elsewhere = family(house, 5, born, district="yijiang")
    assert "Class" not in elsewhere.say("/activities").text
    assert "Class" in elsewhere.press("Everywhere").text


def test_the_last_seat_the_list_and_the_letter(house: House) -> None:
    an_activity(house)
    one, two = family(house, 3), family(house, 4, date(2024, 3, 5), date(2025, 3, 5))
    assert "You have a seat" in one.tap("acc:1:yes:-1").text
    assert "How many children" in two.tap("acc:1:yes:-1").text
    assert "waiting list" in two.press("1").text
    assert not post(house)
    assert "another family can have the seat" in one.tap("acc:1:no:-1").text
    (to, letter), *others = post(house)
    assert (to, others) == (4, [])
    assert "A seat is free: you have it" in letter.text
    assert "You come, with 1 child" in two.tap("acd:look:1").text
    assert "waiting list" in one.tap("acc:1:yes:1").text


def test_a_letter_that_is_no_longer_true_is_not_said(house: House) -> None:
    an_activity(house)
    one, two = family(house, 3), family(house, 4)
    one.tap("acc:1:yes:1")
    two.tap("acc:1:yes:1")
    one.tap("acc:1:no:-1")
    two.tap("acc:1:no:-1")
    assert not post(house)


def test_a_second_guardian_sees_and_changes_the_answer(house: House) -> None:
    an_activity(house)
    one, other = family(house, 3), family(house, 4)
    one.tap("acc:1:yes:1")
    with house.session() as session:
        first, second = one.guardian(session), other.chat(session)
        assert first is not None
        assert second is not None
        joined(session, second, first)
        session.commit()
    assert "You come, with 1 child" in other.tap("acd:look:1").text
    assert "you cannot come" in other.tap("acc:1:no:-1").text
    assert "You said that you cannot come" in one.tap("acd:look:1").text


def test_the_day_before_in_polite_hours_and_with_a_way_out(house: House) -> None:
    an_activity(house, seats=None)
    one, two = family(house, 3), family(house, 4)
    for parent in (one, two):
        parent.tap("acc:1:yes:1")
    two.say("/stop")
    assert not post(house, STARTS - timedelta(days=1, hours=8))
    (to, letter), *others = post(house, EVENING)
    assert (to, others) == (3, [])
    assert "you come with 1 child" in letter.text
    assert "✋ Can't come" in labels(letter)
    assert not post(house, EVENING), "once"


def test_moved_and_called_off_are_told_and_stand_in_the_calendar(house: House) -> None:
    an_activity(house, seats=None)
    one = family(house, 3)
    one.tap("acc:1:maybe:-1")
    worker = Worker(house, 8).hired(Role.WORKER, "jinghu")
    worker.tap("awv:1:hours:0900-1100")
    worker.press("As families see it")
    assert "1 family is told" in worker.screens[0].text
    worker.press("Publish it so")
    (_to, letter), *_others = post(house)
    assert "Do you still come?" in letter.text
    assert "09:00–11:00" in letter.text
    one.tap("acc:1:yes:1")
    dates = _feed(one)
    assert [(date_.summary, date_.status) for date_ in dates] == [("Class", "CONFIRMED")]
    worker.tap("aww:cancel:1")
    worker.say("老师 < 病了 & {0}")
    worker.press("Yes, call it off")
    (_to, letter), *_others = post(house)
    assert "It does not take place" in letter.text
    assert "老师 &lt; 病了 &amp; {0}" in letter.text
    assert [date_.status for date_ in _feed(one)] == ["CANCELLED"]
    assert "It does not take place" in one.tap("acd:look:1").text
    assert row_of(house, 1).state == "cancelled"


def _feed(parent: Parent) -> list[Read]:
    """What the phone's own calendar gets."""
    house = parent.house
    with house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        now = house.clock.now()
        found = activity_calendar.engagements(session, guardian.family_id, now)
        _ = house.around.catalogues.speak("en")
        return list(read_calendar(as_ics([], Hours(), house.around, _, now, events(found, session, _))))


def test_at_the_door_by_the_number_or_the_square(house: House) -> None:
    an_activity(house)
    code = row_of(house, 1).code
    comes, walks_in, stranger = family(house, 3), family(house, 4), Parent(house, 5)
    comes.tap("acc:1:yes:1")
    assert "on the list" not in comes.say(code).text
    at(house, STARTS - timedelta(minutes=30))
    assert "family 1" in comes.say(f"签到 {code}").text
    assert "family 2" in walks_in.say(f"/start here_{code}").text
    assert "Nothing is kept of you" in stranger.say(code).text
    at(house, STARTS + DAY)
    assert "not for today" in walks_in.say(f"/start here_{code}").text
    with house.session() as session:
        assert [one.came_at is not None for one in guests(session, 1)] == [True, True]


def test_how_it_was_only_from_who_was_there(house: House) -> None:
    an_activity(house, seats=None)
    code = row_of(house, 1).code
    there, away = family(house, 3), family(house, 4)
    for parent in (there, away):
        parent.tap("acc:1:yes:1")
    at(house, STARTS)
    there.say(code)
    post(house)
    at(house, STARTS + DAY)
    (to, letter), *others = post(house)
    assert (to, others) == (3, [])
    assert "how was it" in letter.text
    assert "only who was there" in away.tap("acl:1:1").text
    there.tap("acl:1:2")
    there.press("Write a few words")
    assert "ID number" in there.say("110105199003071234").text
    assert "passed it on" in there.say("<b>good</b> \x00 {0} %s \ud800 " + "x" * 10_000).text
    with house.session() as session:
        one = guests(session, 1)[0]
    assert one.liked == 2
    assert (one.words or "").startswith("<b>good</b>")
    assert len(one.words or "") <= 500


def test_what_is_kept_is_shown_exported_and_goes(house: House) -> None:
    an_activity(house)
    one = family(house, 3)
    one.tap("acc:1:yes:1")
    assert "Your answer to 1 activity" in one.say("/privacy").text
    one.tap("keep:json:0")
    file = one.screens[0].file
    assert file is not None
    assert b'"answer": "yes"' in file.data
    one.tap("keep:html:0")
    file = one.screens[0].file
    assert file is not None
    assert "Class" in file.data.decode()
    one.tap("keep:delete:0")
    one.press("Yes")
    with house.session() as session:
        assert not guests(session, 1)
    assert not post(house, EVENING)


@pytest.mark.parametrize(
    "address",
    [
        "acd:look:0", "acd:look:99", "acd:pin:1", "acd:ics:99", "acd:many:99", "acd:words:99", "acc:99:yes:1", "acl:99:1",
        "act:nowhere::0", "act::a:99", "act:-:a:99", "acw:a", "acd:x:1", "acc:1:yes:6",
    ],
)  # fmt: skip
def test_forged_and_old_buttons_have_an_answer(house: House, address: str) -> None:
    an_activity(house)
    assert family(house, 3).tap(address).text
    assert Parent(house, 4).tap(address).text


def test_a_draft_is_nobodys_business(house: House) -> None:
    an_activity(house)
    with house.session() as session:
        row = session.get_one(Activity, 1)
        row.state = "draft"
        session.add(row)
        session.commit()
    one = family(house, 3)
    assert "not there any more" in one.tap("acd:look:1").text
    assert "not there any more" in one.tap("acc:1:yes:1").text
    assert "Class" not in one.tap("act:-:a:0").text


def test_hostile_names_are_words(house: House) -> None:
    an_activity(house, titles={"zh_CN": TITLE})
    told = family(house, 3).tap("acd:look:1").text
    assert "&lt;b&gt;x&lt;/b&gt; {0} %s" in told


def test_in_words(house: House) -> None:
    an_activity(house)
    one = family(house, 3)
    for words in ("有什么活动", "周末带娃去哪玩", "activities", "what activities are there"):
        assert "What is on" in one.say(words).text, words


def test_who_has_the_last_seat_does_not_read_that_they_can_wait_for_one(house: House) -> None:
    an_activity(house)
    one, two = family(house, 3), family(house, 4)
    for address in ("acc:1:yes:1", "acd:look:1"):
        card = one.tap(address).text
        assert "You come, with 1 child" in card
        assert "All seats are taken" not in card
    assert "All seats are taken: you can wait" in two.tap("acd:look:1").text


def test_a_no_promises_nobody_a_seat_that_was_not_theirs(house: House) -> None:
    an_activity(house, seats=9)
    one = family(house, 3)
    for said in ("no", "yes", "no"):
        told = one.tap(f"acc:1:{said}:-1").text
        assert "another family" not in told
    assert "Thank you for saying so." in told


def test_who_comes_after_all_comes_with_as_many_as_before(house: House) -> None:
    an_activity(house, seats=9)
    one = family(house, 3)
    one.tap("acc:1:yes:2")
    one.tap("acc:1:no:-1")
    assert "You come, with 2 children" in one.say("我们还来").text
    two = family(house, 4, date(2024, 3, 5), date(2025, 3, 5))
    two.tap("acc:1:no:-1")
    assert "How many children" in two.tap("acc:1:yes:-1").text, "they never said"
