"""Every case in `cases/migrant_child.csv`, and what holds for every child."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.migrant_child import Move, on_list

TABLE = Path(__file__).parent / "cases" / "migrant_child.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), strict=True))
SAID = {"yes": True, "no": False, "unknown": None}
MOVES: tuple[Move, ...] = get_args(Move)


def move_of(cell: str) -> Move | None:
    return next((one for one in MOVES if one == cell), None)


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_case(row: dict[str, str]) -> None:
    arrived = date.fromisoformat(row["arrived_on"]) if row["arrived_on"] else None
    found = on_list(
        date.fromisoformat(row["born"]), date.fromisoformat(row["today"]), move_of(row["move"]), arrived
    )
    assert found is SAID[row["on_list"]], row["because"]


moves = st.none() | st.sampled_from(MOVES)


@given(born=st.dates(), today=st.dates(), move=moves, arrived=st.none() | st.dates())
def test_any_child_is_answered(born: date, today: date, move: Move | None, arrived: date | None) -> None:
    assert on_list(born, today, move, arrived) in (True, False, None)


@given(born=st.dates(), today=st.dates(), move=moves, arrived=st.dates())
def test_one_more_answer_never_turns_a_decision(born: date, today: date, move: Move, arrived: date) -> None:
    """What is decided without an answer stays so with it."""
    whole = on_list(born, today, move, arrived)
    for less in (
        on_list(born, today, None, arrived),
        on_list(born, today, move, None),
        on_list(born, today, None, None),
    ):
        assert less in (None, whole)


@given(born=st.dates(date(1990, 1, 1), date(2040, 1, 1)), days=st.integers(0, 7000), here=st.integers(0, 400))
def test_a_child_grows_into_the_list_and_out_of_it_once(born: date, days: int, here: int) -> None:
    """Longer here never takes a child off the list; older never brings it back."""
    arrived, today = born + timedelta(days=days), born + timedelta(days=days + here)
    now = on_list(born, today, "cross_county", arrived)
    tomorrow = on_list(born, today + timedelta(days=1), "cross_county", arrived)
    sixteen = born.replace(year=born.year + 16)
    if today + timedelta(days=1) < sixteen:
        assert (now, tomorrow) != (True, False)
    if today >= sixteen:
        assert now is False
