"""Staff and places, through the real conversations: what parents say, closing, districts and roles, finding."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import select

from actions import places as actions
from db.outbox import Outbox
from db.places import PlaceReport, PlaceState
from dialogs.place_staff import tell_staff
from dialogs.staff_addresses import Told, Work, Worth
from rules.roles import Role
from tests.dialogs.staffed import (
    OWNER,
    Worker,
    a_place,
    changes,
    place,
    state_of,
    text_of,
)
from tests.dialogs.talk import NOW, House, Parent


def report(house: House, number: int, what: str = "phone") -> None:
    """As the parents' button does it."""
    row = place(house, number)
    with house.session() as session:
        if actions.report(session, number, what, house.clock.now()):
            tell_staff(session, row, what, house.around, house.clock.now())
        session.commit()


def open_reports(house: House) -> list[str]:
    with house.session() as session:
        return [one.what for one in session.exec(select(PlaceReport)) if one.done_at is None]


def correcting(worker: Worker, number: int, column: str, typed: str = "") -> str:
    worker.tap(Worth(place=number, column=column).pack())
    if typed:
        worker.say(typed)
    return worker.screens[-1].text


# --- what parents say


def test_a_report_reaches_the_district_and_the_owner_once(house: House, number: int, worker: Worker) -> None:
    owner, others = Worker(house, OWNER), Worker(house, 7).hired(Role.WORKER, "yijiang")
    viewer = Worker(house, 6).hired(Role.VIEWER)
    owner.say("/staff")
    report(house, number)
    report(house, number)  # somebody else says the same
    for person in (worker, owner):
        (letter,) = person.news()
        assert "镜湖幼儿园" in letter.text
        assert "the phone number is wrong" in letter.text
    assert others.news() == viewer.news() == []
    report(house, number, "closed")  # the same day: it stands in the list
    assert worker.news() == []
    house.clock.moment = NOW + timedelta(days=1, hours=1)
    report(house, number, "hours")
    assert len(worker.news()) == 1
    house.clock.moment = NOW


def test_a_flood_is_one_letter_a_day(house: House, number: int, worker: Worker) -> None:
    """From one who taps at every place there is: the list has them all, and the first letter of a day says how many."""
    others = Worker(house, 7).hired(Role.WORKER, "yijiang")
    places = [number, *(a_place(house, f"春风小学{n}") for n in range(4))]
    for one in places:
        for what in ("phone", "hours", "moved"):
            report(house, one, what)
    (letter,) = worker.news()
    assert "open" not in letter.text
    report(house, a_place(house, "弋江幼儿园", district="yijiang"), "closed")
    assert len(others.news()) == 1
    house.clock.moment = NOW + timedelta(
        hours=11
    )  # 23:00: told in the morning, as what is said after midnight
    report(house, places[0], "closed")
    house.clock.moment = NOW + timedelta(hours=13)
    report(house, places[1], "closed")
    house.clock.moment = NOW + timedelta(days=1)
    report(house, places[2], "closed")
    (letter,) = worker.news()
    assert "16 reports" in letter.text
    house.clock.moment = NOW


def test_whether_anybody_is_told_is_said(house: House, number: int) -> None:
    row = place(house, number)
    with house.session() as session:
        assert not tell_staff(session, row, "phone", house.around, NOW)
    Worker(house, 8).hired(Role.WORKER, "yijiang")
    with house.session() as session:
        assert not tell_staff(session, row, "phone", house.around, NOW)
    Worker(house, 9).hired(Role.WORKER, "jinghu")
    with house.session() as session:
        assert tell_staff(session, row, "phone", house.around, NOW)


def test_a_report_at_night_waits_for_the_morning(house: House, number: int, worker: Worker) -> None:
    house.clock.moment = NOW + timedelta(hours=11)  # 23:00
    report(house, number)
    with house.session() as session:
        (letter,) = session.exec(select(Outbox).where(Outbox.rank == 1)).all()
        assert letter.due_at.astimezone(house.around.zone).hour == 9
    house.clock.moment = NOW


def test_from_report_to_report(house: House, number: int, worker: Worker) -> None:
    second = a_place(house, "春风小学", kind="primary_school")
    hidden = a_place(house, "弋江幼儿园", district="yijiang")
    for one, what in ((number, "phone"), (second, "moved"), (hidden, "closed")):
        report(house, one, what)
    assert "2 reports" in worker.tap("go:staff_places").text
    worker.press("All reports")
    assert "弋江" not in str(worker.screens)
    worker.press("镜湖幼儿园")
    first = worker.screens[0].text
    assert "the phone number is wrong" in first
    assert "23 Nov 2026" in first
    assert "0553-1234567" in first
    worker.press("Next")
    assert "it has moved" in worker.screens[0].text
    worker.press("It is right as it stands")
    assert "Settled" in worker.screens[0].text
    assert place(house, second).checked == date(2026, 11, 23)
    assert sorted(open_reports(house)) == ["closed", "phone"]
    worker.press("Next")
    assert "the phone number is wrong" in worker.screens[0].text
    assert "1 report of" in worker.tap(Told(do="right", report=3).pack()).text  # not hers: the list


def test_closing_settles_and_can_be_taken_back(house: House, number: int, worker: Worker) -> None:
    report(house, number, "closed")
    worker.tap("go:staff_reports")
    worker.press("镜湖幼儿园")
    worker.press("It is closed")
    assert place(house, number).state == PlaceState.THERE
    worker.press("Yes, it is closed")
    assert "parents do not find it" in worker.screens[0].text
    assert place(house, number).state == PlaceState.GONE
    assert open_reports(house) == []
    worker.press("Take it back")
    assert place(house, number).state == PlaceState.THERE
    assert open_reports(house) == ["closed"]
    worker.tap(Work(do="closed", place=number).pack())
    worker.tap(Work(do="look", place=number).pack())
    worker.press("It is open again")
    assert place(house, number).state == PlaceState.THERE


# --- districts and roles


def test_a_worker_reaches_only_her_districts(house: House, worker: Worker) -> None:
    other = a_place(house, "弋江幼儿园", district="yijiang")
    report(house, other)
    for address in (
        Work(do="look", place=other).pack(),
        Work(do="correct", place=other).pack(),
        Work(do="closed", place=other).pack(),
        Work(do="history", place=other).pack(),
        Worth(place=other, column="phone").pack(),
        Worth(place=other, column="inclusive", value="yes").pack(),
        Work(do="write", place=other).pack(),
    ):
        assert "no such place in your districts" in worker.tap(address).text
    worker.tap("go:staff_find")
    assert "no such place" in worker.say("弋江幼儿园").text
    assert "No report" in worker.tap(Told(do="look", report=1).pack()).text
    assert changes(house, other) == []
    assert place(house, other).state == PlaceState.THERE


def test_a_place_does_not_leave_her_districts_by_her_hand(house: House, number: int, worker: Worker) -> None:
    correcting(worker, number, "district")
    assert "弋江区" not in str(worker.screens[0].choices)
    worker.tap(Worth(place=number, column="district", value="yijiang").pack())
    worker.say("弋江区")
    worker.tap(Work(do="write", place=number).pack())
    assert place(house, number).district == "jinghu"
    boss = Worker(house, 9).hired(Role.MANAGER)
    correcting(boss, number, "district", "弋江区")
    boss.press("Yes, write it")
    assert place(house, number).district == "yijiang"
    # and what moved away does not come back by her hand either
    assert "cannot be taken back" in worker.tap(f"undo:{changes(house, number)[0].id}").text


def test_a_viewer_only_looks(house: House, number: int) -> None:
    report(house, number)
    viewer = Worker(house, 8).hired(Role.VIEWER)
    viewer.tap("go:staff_places")
    assert "Add a place" not in str(viewer.screens)
    viewer.press("All reports")
    viewer.press("镜湖幼儿园")
    assert "Correct" not in str(viewer.screens)
    assert "Nobody has changed it" in viewer.tap(Work(do="history", place=number).pack()).text
    for address in (
        Work(do="correct", place=number).pack(),
        Work(do="closed", place=number).pack(),
        Worth(place=number, column="inclusive", value="yes").pack(),
        Told(do="right", report=1).pack(),
        "go:staff_new",
        "undo:1",
    ):
        assert viewer.taps_in_vain(address)
    assert changes(house, number) == []


def test_found_by_a_part_by_its_street_and_mistyped(house: House, number: int, worker: Worker) -> None:
    for text in ("镜湖", "园 IN ENGL", "北京路", "静湖幼儿园", "jinghu youeryuan"):
        worker.tap("go:staff_find")
        worker.say(text)
        worker.press("镜湖幼儿园")
        assert "0553-1234567" in text_of(worker.screens)
    worker.tap("go:staff_find")
    assert "no such place" in worker.say("%").text


def test_what_is_typed_is_not_taken_for_danger_or_a_command(
    house: House, number: int, worker: Worker
) -> None:
    correcting(worker, number, "name", "反家暴中心")
    worker.press("Yes, write it")
    assert place(house, number).place.names["zh_CN"] == "反家暴中心"
    correcting(worker, number, "name")
    assert "What I can do" in worker.say("/help").text
    assert state_of(worker) is None


def test_a_place_that_is_there_no_more(house: House, worker: Worker) -> None:
    number = a_place(house)
    correcting(worker, number, "phone")
    with house.session() as session:
        session.delete(session.get_one(type(place(house, number)), number))
        session.commit()
    assert "no such place" in worker.say("0553-1111111").text


def test_a_parent_sees_what_was_written(house: House, number: int, worker: Worker) -> None:
    correcting(worker, number, "phone", "0553-1111111")
    worker.press("Yes, write it")
    assert "0553-1111111" in Parent(house, 3).tap(f"pl:look:{number}:").text
