"""What holds for every child and every record of the vaccination forecast."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from content.vaccines import load_book
from rules.vaccines import Dose, Event, Forecast, Next, Sex, forecast, on_time_history

BOOK = load_book()
CODES = [*BOOK.vaccines, *BOOK.combinations]
FLAGS = [
    *BOOK.flags,
    "anaphylaxis_after:DTaP",
    "anaphylaxis_after:?",
    "preterm_30_weeks_stable",
    "jaundice",
    "",
]

births = st.one_of(
    st.dates(date(2008, 1, 1), date(2026, 11, 23)),
    st.sampled_from([date(2024, 2, 29), date(2020, 2, 29), date(2025, 8, 31), date(2019, 10, 1)]),
)
sexes: st.SearchStrategy[Sex | None] = st.sampled_from(["M", "F", None])


@st.composite
def records(draw: st.DrawFn) -> tuple[date, Sex | None, date, list[Dose]]:
    """A child, a day in the first nineteen years, and doses from before birth to after today."""
    born = draw(births)
    today = born + timedelta(days=draw(st.integers(0, 19 * 366)))
    life = (today - born).days
    lines = draw(st.lists(st.tuples(st.sampled_from(CODES), st.integers(-3, life + 3)), max_size=14))
    return born, draw(sexes), today, [Dose(code, born + timedelta(days=day)) for code, day in lines]


def waiting(found: Forecast) -> list[Next]:
    return [row for row in found.doses if row.status in ("due", "overdue")]


@given(
    born=st.dates(),
    sex=sexes,
    today=st.dates(),
    doses=st.lists(
        st.builds(Dose, st.sampled_from([*CODES, "?", ""]), st.dates(), st.none() | st.text(max_size=8))
    ),
    events=st.lists(st.builds(Event, st.sampled_from(["immunoglobulin", "x"]), st.dates()), max_size=3),
    flags=st.sets(st.sampled_from(FLAGS) | st.text(max_size=6), max_size=3),
)
def test_answers_any_record(
    born: date, sex: Sex | None, today: date, doses: list[Dose], events: list[Event], flags: set[str]
) -> None:
    found = forecast(BOOK, born, sex, today, doses, events, flags)
    assert len({row.family for row in found.doses}) >= 9
    assert all(row.rule in BOOK.rules for row in found.doses)
    assert all(dose.rule in BOOK.rules for dose in found.invalid)
    assert all(note.rule in BOOK.rules for note in found.notes)


@given(record=records())
def test_every_row_is_consistent(record: tuple[date, Sex | None, date, list[Dose]]) -> None:
    """Nothing is due before its earliest day; only open rows have dates; one row per family, and one per vaccine."""
    born, sex, today, doses = record
    found = forecast(BOOK, born, sex, today, doses)
    for row in found.doses:
        assert row.open == (row.status in ("not_yet", "due", "overdue"))
        assert row.open == (row.dose is not None)
        if row.earliest is not None:
            assert (today >= row.earliest) == (row.status != "not_yet")
            assert row.closes is not None
            assert today < row.closes
            assert row.earliest < row.closes or row.ask_clinic
            if row.overdue_from is not None:
                assert row.overdue_from >= row.earliest
                assert (today >= row.overdue_from) == (row.status == "overdue")
    assert len({row.vaccine for row in found.doses}) == len(found.doses)
    standing = [row.family for row in found.doses if (row.vaccine, row.status) != ("DTaP", "aged_out")]
    assert len(set(standing)) == len(standing)  # W7: only the closed DTaP stands beside its successor


@given(record=records(), data=st.data())
def test_order_of_the_record_does_not_matter(
    record: tuple[date, Sex | None, date, list[Dose]], data: st.DataObject
) -> None:
    born, sex, today, doses = record
    shuffled = data.draw(st.permutations(doses))
    assert forecast(BOOK, born, sex, today, shuffled).doses == forecast(BOOK, born, sex, today, doses).doses


@given(record=records(), data=st.data())
def test_a_dose_given_when_due_counts_and_makes_nothing_else_due(
    record: tuple[date, Sex | None, date, list[Dose]], data: st.DataObject
) -> None:
    """An extra valid dose, given today, is counted and never makes more doses due."""
    born, sex, today, doses = record
    before = forecast(BOOK, born, sex, today, doses)
    if not waiting(before):
        return
    chosen = data.draw(st.sampled_from(waiting(before)))
    after = forecast(BOOK, born, sex, today, [*doses, Dose(chosen.vaccine, today)])
    assert len(waiting(after)) < len(waiting(before))
    assert not any((dose.vaccine, dose.given) == (chosen.vaccine, today) for dose in after.invalid)


@given(record=records(), days=st.integers(1, 3000))
def test_a_later_day_never_brings_a_dose_forward(
    record: tuple[date, Sex | None, date, list[Dose]], days: int
) -> None:
    """With the same record, the earliest day of the same dose and vaccine never moves forward.

    One exception is meant: MPSV-AC-1 moves from 3 years to 24 months when MPSV-A closes after one dose (MN3).
    """
    born, sex, today, doses = record
    doses = [dose for dose in doses if dose.given <= today]
    later = forecast(BOOK, born, sex, today + timedelta(days=days), doses)
    now = {
        (row.vaccine, row.dose): row.earliest
        for row in forecast(BOOK, born, sex, today, doses).doses
        if row.open
    }
    for row in later.doses:
        first = now.get((row.vaccine, row.dose))
        if row.earliest is not None and first is not None and (row.vaccine, row.dose) != ("MPSV-AC", 1):
            assert row.earliest >= first


@settings(max_examples=40)
@given(born=births, sex=sexes, days=st.integers(0, 17 * 365))
def test_a_child_on_time_has_nothing_waiting(born: date, sex: Sex | None, days: int) -> None:
    until = born + timedelta(days=days)
    history = on_time_history(BOOK, born, sex, until)
    found = forecast(BOOK, born, sex, until, history)
    assert waiting(found) == []
    assert found.invalid == ()
    assert all(dose.given <= until for dose in history)
