"""Every case in `cases/checkups*.csv`, so that a nurse can read them and add one; and what holds for every child.

`expect`: any number of "m6 2026-11-23 2026-12-22 due" (first day, last day), "m6 due", or "no entry" (no such visit).
"""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.checkups import load_checkups
from rules.checkups import (
    Status,
    Visit,
    kindergarten_day,
    primary_day,
    visit_name,
    visit_of,
    visits,
)

BOOK = load_checkups()
CASES = Path(__file__).parent / "cases"
DAY = timedelta(days=1)


def table(name: str) -> list[dict[str, str]]:
    text = (CASES / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


ROWS, WINDOWS = table("checkups.csv"), table("checkups_windows.csv")


def day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def answered(row: dict[str, str]) -> dict[str, Visit]:
    found = visits(
        BOOK,
        date.fromisoformat(row["born"]),
        date.fromisoformat(row["today"]),
        row.get("done", "").split(),
        day(row.get("enters", "")),
        row.get("doses") != "none",
    )
    return {visit.id: visit for visit in found}


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_case(row: dict[str, str]) -> None:
    found = answered(row)
    for part in row["expect"].split(";"):
        words = part.split()
        if words[0] == "no":
            assert words[1] not in found, row["because"]
            continue
        visit = found[words[0]]
        said = [visit.id, str(visit.opens), str(visit.closes - DAY), visit.status]
        assert words in (said, [said[0], said[-1]]), (said, row["because"])


@pytest.mark.parametrize("row", WINDOWS, ids=[f"{row['visit']} {row['today']}" for row in WINDOWS])
def test_a_day_either_side_of_each_window(row: dict[str, str]) -> None:
    assert answered(row)[row["visit"]].status == row["status"], row["because"]


def test_every_visit_has_its_edges_in_the_table() -> None:
    told = {row["visit"] for row in WINDOWS}
    assert {visit for visit in BOOK.visits if not re.fullmatch("school_year([2-9]|1[01])", visit)} == told


def test_every_computing_rule_has_a_case() -> None:
    cited = {rule for row in ROWS for rule in row["rule"].split()}
    assert {rule.id for rule in BOOK.rules.values() if rule.computing} - cited == set()
    assert cited <= BOOK.rules.keys()


births = st.one_of(
    st.dates(date(2005, 1, 1), date(2030, 1, 1)),
    st.sampled_from([date(2024, 2, 29), date(2025, 8, 31), date(2025, 9, 1), date(2025, 12, 31)]),
)
doings = st.sets(st.sampled_from([*BOOK.visits, "?"]))


@given(
    born=st.dates(), today=st.dates(), done=doings, enters=st.none() | st.dates(), doses_open=st.booleans()
)
def test_answers_any_child(
    born: date, today: date, done: set[str], enters: date | None, doses_open: bool
) -> None:
    for visit in visits(BOOK, born, today, done, enters, doses_open):
        assert visit.opens < visit.closes
        assert visit.rule in BOOK.rules
        assert visit_of(visit_name(visit)) == visit.id
        assert (visit.status == "done") == (visit.id in done)


@given(born=births, days=st.integers(-30, 19 * 366), enters=st.none() | st.integers(0, 7 * 366))
def test_status_follows_the_window(born: date, days: int, enters: int | None) -> None:
    today = born + timedelta(days=days)
    enters_on = None if enters is None else born + timedelta(days=enters)
    found = visits(BOOK, born, today, (), enters_on)
    wanted: dict[bool, Status]
    for visit in found:
        wanted = {True: "not_yet", False: "due" if today < visit.closes else "over"}
        assert visit.status == wanted[today < visit.opens]
    assert [visit.opens for visit in found] == sorted(visit.opens for visit in found)
    assert len({visit.id for visit in found}) == len(found)
    assert all(visit.opens < BOOK.adult.after(born) for visit in found)


@given(born=births, days=st.integers(0, 18 * 366))
def test_ordinary_visits_never_overlap(born: date, days: int) -> None:
    """Nobody is asked to two of the thirteen visits at once."""
    today = born + timedelta(days=days)
    due = [v for v in visits(BOOK, born, today) if v.status == "due" and v.kind in ("home", "checkup")]
    assert len(due) <= 1


@given(born=births)
def test_who_comes_of_age_by_the_cut_off_begins(born: date) -> None:
    small, school = kindergarten_day(BOOK, born), primary_day(BOOK, born)
    assert (small.month, small.day, school.year) == (9, 1, small.year + 3)
    cut_off = date(small.year, 8, 31)
    assert born <= date(cut_off.year - 3, 8, 31) < date(born.year + 1, 12, 31)
    assert born > date(cut_off.year - 4, 8, 31)


@given(born=births, today=st.dates())
def test_without_open_doses_only_the_last_calls_go(born: date, today: date) -> None:
    everything = {visit.id for visit in visits(BOOK, born, today, doses_open=True)}
    assert everything - {visit.id for visit in visits(BOOK, born, today, doses_open=False)} == {
        "cert_k_last",
        "cert_p_last",
    }


@pytest.mark.parametrize("name", ["", "v_", "m6", "MMR-1", "v_M6", "v_m6 ", "v_" + "m" * 16, "V_m6"])
def test_other_names_are_no_visits(name: str) -> None:
    assert visit_of(name) is None


@given(born=st.dates(date(2000, 1, 1), date(2035, 1, 1)), age=st.integers(0, 7000), ahead=st.integers(0, 90))
def test_the_planner_misses_nothing_by_asking_only_for_the_days_ahead(
    born: date, age: int, ahead: int
) -> None:
    today = born + timedelta(days=age)
    until = today + timedelta(days=ahead)
    every = visits(BOOK, born, today)
    assert visits(BOOK, born, today, until=until) == tuple(
        one for one in every if one.opens <= until and today < one.closes
    )
