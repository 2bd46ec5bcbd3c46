"""What is done with places, on both databases: each deed with how it was before, within the districts, and taken back whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from actions import places
from actions.desk import Desk
from content import load_knowledge
from db import place_staff
from db import places as tables
from db.nearest import Wanted, nearest
from db.places import PlaceChange, PlaceReport, PlaceRow, PlaceState
from db.staff import StaffAudit
from rules.knowledge import Knowledge
from rules.places.place import Place
from rules.roles import Duty, Role
from tests.actions.households import NOW, ZONE

EVERYWHERE = Duty("owner", Role.ADMINISTRATOR)
WORKER = Duty("staff:1", Role.WORKER, frozenset({"jinghu"}))


@cache
def knowledge() -> Knowledge:
    return load_knowledge("cn/wuhu")


def desk(session: Session) -> Desk:
    return Desk(session, knowledge(), ZONE, NOW)


def a_place(
    session: Session, key: str = "x", demo: bool = False, district: str | None = "jinghu"
) -> PlaceRow:
    found = Place(
        key=key,
        kind="library",
        names={"zh_CN": f"书屋{key}", "en": f"Books 100% {key}"},
        lat=31.3,
        lon=118.3,
        district=district,
        addresses={"zh_CN": "北京路1号"},
        hours="Mo-Fr 08:00-17:00",
        vaccines=("BCG",),
        checked=date(2026, 1, 1),
        demo=demo,
    )
    row = PlaceRow(**tables.values(found, NOW))
    session.add(row)
    session.flush()
    return row


def whole(row: PlaceRow) -> dict[str, object]:
    return place_staff.kept(row)


def mine(session: Session, row: PlaceRow, duty: Duty = WORKER) -> PlaceRow:
    found = place_staff.one(session, row.id or 0, duty.districts)
    assert found is not None
    return found


def test_a_report_once_while_it_is_open(session: Session) -> None:
    row = a_place(session)
    assert places.report(session, row.id or 0, "phone", NOW)
    assert places.report(session, row.id or 0, "phone", NOW) is None
    assert places.report(session, row.id or 0, "hours", NOW)
    assert places.report(session, row.id or 0, "nonsense", NOW) is None
    assert places.report(session, 99, "phone", NOW) is None
    assert places.settle_report(desk(session), WORKER, 1)
    assert places.settle_report(desk(session), WORKER, 1) is None
    assert places.report(session, row.id or 0, "phone", NOW)


def test_two_parents_at_the_same_instant_say_it_once(engine: Engine) -> None:
    with Session(engine) as session:
        number = a_place(session).id or 0
        session.commit()
    together = threading.Barrier(4)

    def say() -> None:
        together.wait()
        with Session(engine) as session:
            places.report(session, number, "phone", NOW)
            session.commit()

    threads = [threading.Thread(target=say) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session:
        assert len(session.exec(select(PlaceReport)).all()) == 1


def test_every_deed_is_taken_back_whole(session: Session) -> None:
    row = a_place(session)
    places.report(session, row.id or 0, "closed", NOW)
    before = whole(row)
    bench = desk(session)
    deeds: list[Callable[[], PlaceChange | None]] = [
        lambda: places.correct(bench, WORKER, row, replace(row.place, phone="0553-1234567", hours=None)),
        lambda: places.look_again(bench, WORKER, row),
        lambda: places.close(bench, WORKER, row),
        lambda: places.settle_report(bench, WORKER, 1),
    ]
    for deed in deeds:
        change = deed()
        assert change is not None
        assert change.staff == "staff:1"
        assert whole(row) != before
        assert places.take_back(desk(session), WORKER, change.id or 0) is row
        session.expire_all()
        assert whole(row) == before
        assert [one.what for one in place_staff.reports_of(session, row.id or 0)] == ["closed"]


def test_marks_follow_what_is_written(session: Session) -> None:
    row = a_place(session)
    places.correct(desk(session), WORKER, row, replace(row.place, hours="Sa 09:00-19:00", inclusive=True))
    assert nearest(session, Wanted(31.3, 118.3, ("library",), marks=1 | 8), 5)
    assert not nearest(session, Wanted(31.3, 118.3, ("library",), marks=2), 5)


def test_only_the_last_change_is_taken_back(session: Session) -> None:
    row = a_place(session)
    first = places.look_again(desk(session), WORKER, row)
    second = places.correct(desk(session), EVERYWHERE, row, replace(row.place, phone="0553-1234567"))
    assert first is not None
    assert second is not None
    assert places.take_back(desk(session), WORKER, first.id or 0) is None
    assert places.take_back(desk(session), WORKER, 99) is None
    assert places.take_back(desk(session), WORKER, second.id or 0)
    assert row.place.phone is None
    # and the taking back is taken back
    last = place_staff.last_change(session, row.id or 0)
    assert last is not None
    assert places.take_back(desk(session), WORKER, last.id or 0)
    assert row.place.phone == "0553-1234567"


def test_an_import_is_not_taken_back_by_a_button(session: Session) -> None:
    row = a_place(session)
    session.add(tables.PlaceBatch(file="x.csv", added=1, changed=0, at=NOW))
    session.flush()
    session.add(PlaceChange(place_id=row.id or 0, batch_id=1, at=NOW))
    session.flush()
    assert places.take_back(desk(session), EVERYWHERE, 1) is None


def test_a_new_place_names_its_own_number(session: Session) -> None:
    new = replace(a_place(session).place, key="whatever")
    first = places.add(desk(session), WORKER, new)
    second = places.add(desk(session), WORKER, new)
    assert first is not None
    assert second is not None
    assert (first.key, second.key) == (f"staff:{first.id}", f"staff:{second.id}")
    assert places.add(desk(session), WORKER, replace(new, district="yijiang")) is None
    assert places.add(desk(session), WORKER, replace(new, district=None)) is None
    change = place_staff.last_change(session, first.id or 0)
    assert change is not None
    assert change.before is None
    places.take_back(desk(session), WORKER, change.id or 0)
    assert first.state == PlaceState.GONE


def test_the_scope_is_in_the_question(session: Session) -> None:
    near, far, nowhere = (a_place(session, str(one), district=one) for one in ("jinghu", "yijiang", None))
    for row in (near, far, nowhere):
        places.report(session, row.id or 0, "phone", NOW)
    assert [place_staff.one(session, row.id or 0, WORKER.districts) for row in (near, far, nowhere)] == [
        near, None, nowhere,
    ]  # fmt: skip
    assert place_staff.report(session, 2, WORKER.districts) is None
    assert places.settle_report(desk(session), WORKER, 2) is None
    assert place_staff.found(session, "书屋", WORKER.districts, 9) == [near, nowhere]
    assert [number for number, _names in place_staff.named(session, WORKER.districts, 9)] == [
        near.id,
        nowhere.id,
    ]
    assert len(place_staff.found(session, "书屋", (), 9)) == 3


def test_a_place_does_not_leave_her_districts(session: Session) -> None:
    row = a_place(session)
    assert places.correct(desk(session), WORKER, row, replace(row.place, district="yijiang")) is None
    assert places.correct(desk(session), WORKER, row, replace(row.place, district=None)) is None
    assert row.district == "jinghu"
    moved = places.correct(desk(session), EVERYWHERE, row, replace(row.place, district="yijiang"))
    assert moved is not None
    assert places.take_back(desk(session), WORKER, moved.id or 0) is None
    stranger = Duty("staff:2", Role.WORKER, frozenset({"yijiang"}))
    assert places.take_back(desk(session), stranger, moved.id or 0) is None


@pytest.mark.parametrize(
    ("text", "number"), [("100%", 1), ("%", 1), ("books", 1), ("北京路", 1), ("_", 0), ("上海", 0)]
)
def test_found_by_what_is_written(session: Session, text: str, number: int) -> None:
    a_place(session)
    assert len(place_staff.found(session, text, (), 9)) == number


def test_what_is_made_up_never_comes_back_as_real(session: Session) -> None:
    row = a_place(session, demo=True)
    places.correct(desk(session), EVERYWHERE, row, replace(row.place, phone="0553-1234567"))
    assert row.state == PlaceState.DEMO
    places.close(desk(session), EVERYWHERE, row)
    assert places.close(desk(session), EVERYWHERE, row) is None
    places.correct(desk(session), EVERYWHERE, row, replace(row.place, phone="0553-7654321"))
    assert row.state == PlaceState.GONE
    places.reopen(desk(session), EVERYWHERE, row)
    assert row.state == PlaceState.DEMO
    assert places.reopen(desk(session), EVERYWHERE, row) is None


def test_a_twin_is_a_real_place_of_this_kind_and_name(session: Session) -> None:
    row = a_place(session)
    new = PlaceRow(**tables.values(replace(row.place, key="y", names={"zh_CN": "书屋x"}), NOW))
    assert place_staff.twins(session, new) == [row]
    other = PlaceRow(**tables.values(replace(new.place, kind="kindergarten"), NOW))
    assert place_staff.twins(session, other) == []


def test_what_was_done_is_written_down(session: Session) -> None:
    row = mine(session, a_place(session))
    places.report(session, row.id or 0, "closed", NOW)
    places.close(desk(session), WORKER, row)
    places.reopen(desk(session), WORKER, row)
    found = {(one.who, one.what, one.about) for one in session.exec(select(StaffAudit))}
    assert found == {
        ("staff:1", "report.settled", "report:1"),
        ("staff:1", "place.closed", "place:1"),
        ("staff:1", "place.reopened", "place:1"),
    }


def test_two_of_the_staff_settle_one_report_once(engine: Engine) -> None:
    with Session(engine) as session:
        row = a_place(session)
        told = places.report(session, row.id or 0, "phone", NOW)
        number, place_id = (told.id or 0) if told else 0, row.id or 0
        session.commit()
    together, settled = threading.Barrier(4), []

    def settle() -> None:
        together.wait()
        with Session(engine) as session:
            if places.settle_report(desk(session), WORKER, number) is not None:
                settled.append(number)
            session.commit()

    threads = [threading.Thread(target=settle) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session:
        assert settled == [number]
        assert len(tables.changes(session, place_id)) == 1


def test_what_another_process_wrote_is_seen(engine: Engine) -> None:
    """This session had read the report and the change before the other one wrote."""
    with Session(engine, expire_on_commit=False) as one:
        row = a_place(one)
        told = places.report(one, row.id or 0, "phone", NOW)
        one.commit()
        assert told is not None
        with Session(engine) as other:
            change = places.settle_report(desk(other), WORKER, told.id or 0)
            assert change is not None
            settled = change.id or 0
            other.commit()
        assert told.done_at is None  # as this session read it
        assert places.settle_report(desk(one), WORKER, told.id or 0) is None
        one.rollback()
        assert places.take_back(desk(one), WORKER, settled) is not None
        one.commit()
    with Session(engine) as session:
        assert [report.what for report, _row in place_staff.open_reports(session, ())] == ["phone"]
        assert places.take_back(desk(session), WORKER, settled) is None
