"""Pictures: how long the one room is kept busy by a tap that has one drawn, beside the same tap that is answered with a text."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from bench.report import Report, Tell, median, percentile
from bench.sizes import Size
from db.children import Child
from db.growth import Measurement
from db.vaccines import Dose
from rules.vaccines import on_time_history
from tests.dialogs.talk import NOW, Parent, knowledge, open_house

#: Looks that are drawn, and their addresses (the child's number is put in).
DRAWN = (
    ("calendar, PNG", "child:calendar_picture:{}"),
    ("calendar to print, PDF", "child:calendar_print:{}"),
    ("growth curve, PNG", "curve:{}:weight"),
)
TODAY = NOW.date()


def measure(size: Size, tell: Tell) -> Report:
    """The real conversation on SQLite: the update is handled and its answer stands in the outbox."""
    report = Report("Pictures: one tap", "the same child's calendar as a table of text")
    with open_house() as house:
        mother = Parent(house, 1).registered()
        with house.session() as session:
            guardian = mother.guardian(session)
            if guardian is None:
                raise RuntimeError("nobody registered")
            child = _child(guardian.family_id)
            session.add(child)
            session.flush()
            number = child.id or 0
            history = on_time_history(knowledge().book, child.born, "F", TODAY - timedelta(days=40))
            session.add_all(
                Dose(child_id=number, vaccine=one.vaccine, given_on=one.given, recorded_at=NOW)
                for one in history
            )
            session.add_all(
                Measurement(
                    child_id=number,
                    measured_on=child.born + timedelta(days=30 * month),
                    weight_g=3_400 + 600 * month,
                    recorded_at=NOW,
                )
                for month in range(8)
            )
            session.commit()
        tell("the first picture: the font is read")
        first = _took(lambda: mother.tap(f"child:calendar_picture:{number}"))
        plain = [
            _took(lambda: mother.tap(f"child:calendar_table:{number}")) for _again in range(size.pictures)
        ]
        for what, address in DRAWN:
            tell(what)
            tap = address.format(number)
            took = [_took(partial(mother.tap, tap)) for _again in range(size.pictures)]
            report.add(what, median(took) * 1000, "ms", median(plain) * 1000)
            report.add("… p95", percentile(took, 0.95) * 1000, "ms", percentile(plain, 0.95) * 1000)
    report.add("the very first one of a run", first * 1000, "ms")
    report.notes.append(
        f"{size.pictures} of each, a girl of eight months with {len(history)} doses and 8 weighings."
    )
    return report


def _child(family_id: int) -> Child:
    born: date = TODAY - timedelta(days=250)
    return Child(
        family_id=family_id,
        nickname="乐乐",
        born=born,
        sex="F",
        known_since=born,
        changed_on=TODAY,
        planned_through=TODAY,
        plan_on=TODAY,
        record_checked_at=NOW,
    )


def _took(doing: Callable[[], object]) -> float:
    begin = time.perf_counter()
    doing()
    return time.perf_counter() - begin
