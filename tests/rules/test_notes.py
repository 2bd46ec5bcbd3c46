"""Which feeding and safety notes concern a child on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import load_knowledge
from rules.knowledge import Source
from rules.notes import NoteText, next_note_day, notes_for
from rules.spans import Span

BOOK = load_knowledge("cn/wuhu").notes
BORN = date(2026, 5, 20)
FACT = Source(("test",), date(2026, 11, 26), "confirmed")
days = st.dates(date(2015, 1, 1), date(2045, 1, 1))


def ids(today: date, born: date = BORN) -> list[str]:
    return [note.id for note in notes_for(BOOK, born, today)]


@pytest.mark.parametrize("note", BOOK, ids=lambda note: note.id)
def test_each_window_one_day_either_side(note: NoteText) -> None:
    opens, closes = note.opens.after(BORN), note.closes.after(BORN)
    assert note.id in ids(opens)
    assert note.id in ids(closes - timedelta(days=1))
    assert note.id not in ids(opens - timedelta(days=1))
    assert note.id not in ids(closes)


def test_the_one_that_opened_last_comes_first() -> None:
    found = notes_for(BOOK, BORN, BORN + timedelta(days=200))
    assert [note.opens for note in found] == sorted((note.opens for note in found), reverse=True)
    assert found[0].id == "no_salt"


def test_an_expired_fact_is_not_told() -> None:
    fact = Source(("test",), date(2026, 11, 26), "confirmed", valid_until=date(2026, 12, 31))
    book = [NoteText("old", "care", "…", fact, Span(), Span(months=72))]
    assert [note.id for note in notes_for(book, BORN, date(2026, 12, 31))] == ["old"]
    assert notes_for(book, BORN, date(2027, 1, 1)) == ()


def test_the_next_day_on_which_something_opens() -> None:
    book = [
        NoteText("a", "care", "…", FACT, Span(days=10), Span(months=2)),
        NoteText("b", "care", "…", FACT, Span(days=20), Span(months=2)),
    ]
    assert next_note_day(book, BORN, BORN) == BORN + timedelta(days=10)
    assert next_note_day(book, BORN, BORN + timedelta(days=9)) == BORN + timedelta(days=10)
    assert next_note_day(book, BORN, BORN + timedelta(days=10)) == BORN + timedelta(days=20)
    assert next_note_day(book, BORN, BORN + timedelta(days=20)) is None


@given(born=days, today=days)
def test_there_is_always_an_answer(born: date, today: date) -> None:
    for note in notes_for(BOOK, born, today):
        assert note.opens <= today < note.closes
    coming = next_note_day(BOOK, born, today)
    assert coming is None or coming > today


def test_no_two_notes_open_on_one_day() -> None:
    """Whoever asked for them hears one at a time."""
    opens = [note.opens.after(BORN) for note in BOOK]
    assert len(set(opens)) == len(opens)


def test_there_is_something_for_every_age_until_school() -> None:
    for months in range(72):
        assert ids(Span(months=months).after(BORN)), months
    assert ids(Span(months=84).after(BORN)) == []
