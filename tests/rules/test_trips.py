"""Every case in `cases/trips.csv`, so that a nurse can read them and add one; and what holds for every child.

`given`: "HepB 2026-01-10; …", or "on time until 2026-01-01". `expect`: "day: dose + dose + check-up; day: …", every trip up to `until`.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.checkups import load_checkups
from content.vaccines import load_book
from rules.checkups import visits
from rules.trips import WAIT, Look, Trip, trips
from rules.vaccines import Dose, Forecast, Next, Sex, forecast, on_time_history, sex_of

BOOK, CHECKUPS = load_book(), load_checkups()
TEXT = (Path(__file__).parent / "cases" / "trips.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TEXT.splitlines(), strict=True))
DAY = timedelta(days=1)


def looker(born: date, sex: Sex | None) -> Look:
    def look(doses: Sequence[Dose], day: date) -> Forecast:
        return forecast(BOOK, born, sex, day, doses)

    return look


def record(cell: str, born: date, sex: Sex | None) -> list[Dose]:
    found: list[Dose] = []
    for part in cell.split(";"):
        words = part.split()
        if words[:3] == ["on", "time", "until"]:
            found += on_time_history(BOOK, born, sex, date.fromisoformat(words[3]))
        elif words:
            found.append(Dose(words[0], date.fromisoformat(words[1])))
    return found


def spoken(trip: Trip) -> str:
    names = [f"{row.vaccine} {row.dose}" for row in trip.doses] + [visit.id for visit in trip.visits]
    return f"{trip.on}: {' + '.join(names)}"


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_case(row: dict[str, str]) -> None:
    born, today = date.fromisoformat(row["born"]), date.fromisoformat(row["today"])
    sex = sex_of(row["sex"])
    enters = date.fromisoformat(row["enters"]) if row["enters"] else None
    planned = visits(CHECKUPS, born, today, row["done"].split(), enters)
    until = date.fromisoformat(row["until"])
    found = trips(looker(born, sex), record(row["given"], born, sex), today, planned, until)
    said = [spoken(trip) for trip in found]
    assert said == [part.strip() for part in row["expect"].split(";") if part.strip()], row["because"]


births = st.dates(date(2009, 1, 1), date(2026, 11, 23))
sexes: st.SearchStrategy[Sex | None] = st.sampled_from(["M", "F", None])
PROGRAMME = ["HepB", "BCG", "IPV", "bOPV", "DTaP", "DT", "MMR", "JE-L", "JE-I", "MPSV-A", "MPSV-AC", "HepA-L"]
CODES = [*PROGRAMME, "HepA-I", "HPV", "VAR", "MR", "DTaP-IPV/Hib", "MCV"]


@st.composite
def children(draw: st.DrawFn) -> tuple[date, Sex | None, date, list[Dose]]:
    """A child, a day in its life, and a record as families bring it: gaps, early doses, other products."""
    born = draw(births)
    today = born + timedelta(days=draw(st.integers(0, 18 * 365)))
    life = (today - born).days
    lines = draw(st.lists(st.tuples(st.sampled_from(CODES), st.integers(0, life)), max_size=10))
    return born, draw(sexes), today, [Dose(code, born + timedelta(days=day)) for code, day in lines]


@settings(max_examples=60, deadline=None)
@given(child=children(), years=st.integers(0, 4))
def test_what_is_planned_counts_when_it_is_done(
    child: tuple[date, Sex | None, date, list[Dose]], years: int
) -> None:
    """Played as a history every planned dose counts (also 28 days between live ones), none is given when closed."""
    born, sex, today, given_doses = child
    until = today + timedelta(days=365 * years)
    look = looker(born, sex)
    found = trips(look, given_doses, today, visits(CHECKUPS, born, today), until)
    planned = [Dose(row.vaccine, trip.on) for trip in found for row in trip.doses]
    assert len(set(planned)) == len(planned)
    end = max([today, *(dose.given for dose in planned)])
    refused = {(one.vaccine, one.given) for one in look([*given_doses, *planned], end).invalid}
    assert refused.isdisjoint((dose.vaccine, dose.given) for dose in planned)
    for trip in found:
        assert today <= trip.on <= until
        assert all(row.closes and trip.on < row.closes for row in trip.doses)
        assert all(row.earliest and row.earliest <= trip.on for row in trip.doses)
    live = sorted({dose.given for dose in planned if BOOK.vaccines[dose.vaccine].live_injected})
    assert all((later - day).days >= 28 for day, later in pairwise(live))


@settings(max_examples=60, deadline=None)
@given(child=children(), enters=st.none() | st.integers(200, 2000))
def test_check_ups_go_along_once_inside_their_window(
    child: tuple[date, Sex | None, date, list[Dose]], enters: int | None
) -> None:
    born, sex, today, given_doses = child
    enters_on = None if enters is None else born + timedelta(days=enters)
    planned = visits(CHECKUPS, born, today, (), enters_on)
    until = today + timedelta(days=900)
    found = trips(looker(born, sex), given_doses, today, planned, until, most=99)
    gone = [visit for trip in found for visit in trip.visits]
    assert len({visit.id for visit in gone}) == len(gone)
    for trip in found:
        assert trip.doses or trip.visits
        assert all(max(v.opens, today) <= trip.on < v.closes for v in trip.visits)
    wanted = {
        v.id
        for v in planned
        if v.place in ("clinic", "named") and v.goes and today < v.closes and v.opens <= until
    }
    assert {visit.id for visit in gone} == wanted


@settings(max_examples=60, deadline=None)
@given(child=children())
def test_trips_are_no_closer_than_needed(child: tuple[date, Sex | None, date, list[Dose]]) -> None:
    """Of two vaccination trips within the wait, the first could not wait or the second follows from it."""
    born, sex, today, given_doses = child
    look = looker(born, sex)
    found = trips(look, given_doses, today, (), today + timedelta(days=900), most=99)
    assert len({trip.on for trip in found}) == len(found)
    history = list(given_doses)
    for trip, following in pairwise(found):
        could = {(row.vaccine, row.dose) for row in look(history, following.on).doses if row.open}
        history += [Dose(row.vaccine, trip.on) for row in trip.doses]
        if following.on <= WAIT.after(trip.on) and any(
            (row.vaccine, row.dose) in could for row in following.doses
        ):
            assert any(_in_a_hurry(row, following.on) for row in trip.doses), (trip, following)


def _in_a_hurry(row: Next, later: date) -> bool:
    """Whether this dose could not wait for the later day."""
    if row.status == "overdue":
        return WAIT.after(row.earliest or later) < later or (row.closes or date.max) <= later
    return min(row.overdue_from or date.max, row.closes or date.max) <= later


@given(child=children())
@settings(max_examples=30, deadline=None)
def test_the_plan_is_the_same_on_the_day_of_the_trip(
    child: tuple[date, Sex | None, date, list[Dose]],
) -> None:
    """Who comes back on the day of the first trip is not sent away to another day."""
    born, sex, today, given_doses = child
    look = looker(born, sex)

    def first(day: date) -> list[Trip]:
        return [
            trip
            for trip in trips(look, given_doses, day, visits(CHECKUPS, born, day), date.max, 4)
            if trip.doses
        ][:1]

    for trip in first(today):
        (same,) = first(trip.on)
        assert (same.on, same.doses) == (trip.on, trip.doses)


@given(child=children(), most=st.integers(-1, 5))
@settings(max_examples=30, deadline=None)
def test_never_more_than_asked_for(child: tuple[date, Sex | None, date, list[Dose]], most: int) -> None:
    born, sex, today, given_doses = child
    planned = visits(CHECKUPS, born, today)
    some = trips(looker(born, sex), given_doses, today, planned, date.max, most)
    assert len(some) <= max(most, 0)
    assert [trip.on for trip in some] == sorted(trip.on for trip in some)
    every = trips(looker(born, sex), given_doses, today, planned, date.max, 60)
    assert every[: len(some)] == some


def test_on_the_last_days_of_the_calendar() -> None:
    born = date(9999, 6, 1)
    today = date(9999, 12, 20)
    found = trips(looker(born, None), (), today, visits(CHECKUPS, born, today), date.max, 20)
    assert all(today <= trip.on for trip in found)
