"""A child's whole calendar: everything given is in it once, what is open is what the forecast says, nothing is late before the booklet was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.calendar import Entry, age_in_months, calendar
from rules.trips import Look
from rules.vaccines import Dose, Forecast, Sex, Word, decided, forecast, on_time_history
from rules.vaccines.doctor import events
from tests.rules.test_vaccine_properties import BOOK, records

TODAY = date(2026, 11, 23)
Record = tuple[date, Sex | None, date, list[Dose]]


def bare(born: date, sex: Sex | None, *words: Word) -> Look:
    """The forecast with what a doctor said put in, as the bot asks for it."""

    def look(doses: Sequence[Dose], day: date) -> Forecast:
        found = forecast(BOOK, born, sex, day, doses, events(words))
        return decided(found, words, day, BOOK.same_ingredients)

    return look


def of_state(entries: tuple[Entry, ...], *states: str) -> list[Entry]:
    return [one for one in entries if one.state in states]


@given(records(), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_record_has_a_calendar(record: Record, checked: bool) -> None:
    born, sex, today, doses = record
    found = calendar(BOOK, born, sex, bare(born, sex), today, doses, checked=checked)
    assert [one.months for one in found] == sorted(one.months for one in found)
    for one in found:
        assert (one.on is None) == (one.state == "unknown")
        if one.on is not None and one.state != "doubtful":
            assert (one.on > today) == (one.state == "later")
    numbered = Counter((one.family, one.vaccine, one.number) for one in found if one.number is not None)
    assert set(numbered.values()) <= {1}
    # nothing else than that: no end of doses to come
    assert len(of_state(found, "late", "now", "later", "unknown")) < 40


@given(records())
@settings(max_examples=100, deadline=None)
def test_what_is_open_is_what_the_forecast_says(record: Record) -> None:
    born, sex, today, doses = record
    found = calendar(BOOK, born, sex, bare(born, sex), today, doses, checked=True)
    states = {"overdue": "late", "due": "now"}
    said = {
        (row.vaccine, row.dose, states[row.status], row.earliest)
        for row in forecast(BOOK, born, sex, today, doses).doses
        if row.status in states
    }
    assert {(one.vaccine, one.number, one.state, one.on) for one in of_state(found, "late", "now")} == said


@given(records())
@settings(max_examples=100, deadline=None)
def test_nothing_is_late_before_the_booklet_was_told(record: Record) -> None:
    born, sex, today, doses = record
    found = calendar(BOOK, born, sex, bare(born, sex), today, doses, checked=False)
    assert of_state(found, "late", "now") == []


@given(st.dates(date(2019, 1, 1), TODAY), st.sampled_from(["M", "F", None]), st.integers(0, 6000))
@settings(max_examples=60, deadline=None)
def test_a_child_always_on_time_has_one_calendar_all_its_life(born: date, sex: Sex | None, days: int) -> None:
    """What was "later" comes on its day, and the number of doses never changes."""
    today = born + timedelta(days=days)
    whole = calendar(
        BOOK,
        born,
        sex,
        bare(born, sex),
        born + timedelta(days=6500),
        on_time_history(BOOK, born, sex, date.max),
        checked=True,
    )
    found = calendar(
        BOOK, born, sex, bare(born, sex), today, on_time_history(BOOK, born, sex, today), checked=True
    )
    assert [(one.vaccine, one.number, one.months, one.on) for one in found] == [
        (one.vaccine, one.number, one.months, one.on) for one in whole
    ]
    assert all(one.state == ("later" if one.on and one.on > today else "done") for one in found)


def test_ages_and_states_of_a_late_child() -> None:
    """14 months: hepatitis B twice, BCG, one polio; then nothing."""
    doses = [
        Dose("HepB", date(2025, 9, 20)),
        Dose("BCG", date(2025, 9, 20)),
        Dose("HepB", date(2025, 10, 21)),
        Dose("IPV", date(2025, 11, 22)),
    ]
    found = calendar(BOOK, date(2025, 9, 20), "M", bare(date(2025, 9, 20), "M"), TODAY, doses, checked=True)
    seen = {(one.vaccine, one.number): (one.months, one.state, one.on) for one in found}
    assert seen["HepB", 2] == (1, "done", date(2025, 10, 21))
    assert seen["DTaP", 1] == (2, "late", date(2025, 11, 20))
    # 28 days after the dose before, if that is given today (DP2)
    assert seen["DTaP", 2] == (4, "later", date(2026, 12, 21))
    assert seen["MMR", 1][:2] == (8, "late")
    assert seen["bOPV", 4] == (48, "later", date(2029, 9, 20))


def test_a_dose_too_early_and_a_self_paid_one_stand_where_they_were_given() -> None:
    doses = [
        Dose("MMR", date(2026, 4, 20)),
        Dose("RV", date(2025, 12, 20)),
        Dose("DTaP-IPV/Hib", date(2025, 11, 20)),
    ]
    found = calendar(BOOK, date(2025, 9, 20), None, bare(date(2025, 9, 20), None), TODAY, doses, checked=True)
    doubtful = of_state(found, "doubtful")
    assert [(one.vaccine, one.number, one.months) for one in doubtful] == [("MMR", None, 6)]
    done = {(one.vaccine, one.number, one.months) for one in of_state(found, "done")}
    # the parts of a combination count each; the Hib in it is no line of its own
    assert done == {("RV", None, 3), ("DTaP", 1, 2), ("IPV", 1, 2)}


def test_dt_stands_at_the_age_of_those_who_get_it() -> None:
    """A child of eight with nothing: no DT at two months (DP4)."""
    found = calendar(BOOK, date(2018, 9, 20), "M", bare(date(2018, 9, 20), "M"), TODAY, [], checked=True)
    assert {one.months for one in found if one.vaccine == "DT"} == {72}
    assert not [one for one in found if one.vaccine in ("BCG", "DTaP", "MPSV-A")]


def test_before_the_booklet_is_told_told_doses_count_and_the_rest_is_a_question() -> None:
    found = calendar(
        BOOK,
        date(2025, 9, 20),
        "F",
        bare(date(2025, 9, 20), "F"),
        TODAY,
        [Dose("HepB", date(2025, 9, 20))],
        checked=False,
    )
    states = {(one.vaccine, one.number): one.state for one in found}
    assert states["HepB", 1] == "done"
    assert states["HepB", 2] == states["MMR", 1] == "unknown"
    assert states["MMR", 2] == states["HPV", 1] == "later"


@pytest.mark.parametrize(
    ("born", "on", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 31), date(2026, 3, 1), 1),
        (date(2026, 1, 15), date(2027, 1, 14), 11),
        (date(2026, 1, 15), date(2027, 1, 15), 12),
        (date(2026, 1, 15), date(2025, 1, 15), 0),
    ],
)
def test_completed_months(born: date, on: date, months: int) -> None:
    assert age_in_months(born, on) == months


LATE = [Dose("HepB", date(2025, 9, 20)), Dose("BCG", date(2025, 9, 20)), Dose("HepB", date(2025, 10, 21))]
BORN = date(2025, 9, 20)


@pytest.mark.parametrize("checked", [True, False])
def test_what_a_doctor_forbade_stands_once_and_is_never_late_or_to_come(checked: bool) -> None:
    look = bare(BORN, "M", Word("must_not", "MMR"), Word("must_not", "DTaP"))
    found = calendar(BOOK, BORN, "M", look, TODAY, LATE, checked=checked)
    barred = [(one.vaccine, one.number, one.months, one.on) for one in of_state(found, "barred")]
    assert barred == [("DTaP", None, 2, None), ("MMR", None, 8, None)]
    assert not [one for one in found if one.vaccine in ("MMR", "DTaP", "DT") and one.state != "barred"]


def test_a_vaccine_forbidden_for_later_is_named_where_it_would_be() -> None:
    """MPSV-AC comes at three years; today MPSV-A is open."""
    look = bare(BORN, "M", Word("must_not", "MPSV-AC"))
    for checked in (True, False):
        found = calendar(BOOK, BORN, "M", look, TODAY, LATE, checked=checked)
        states = {(one.vaccine, one.state) for one in found if one.vaccine.startswith("MPSV")}
        assert ("MPSV-AC", "barred") in states
        assert ("MPSV-AC", "later") not in states
        assert {state for code, state in states if code == "MPSV-A"} <= {"late", "now", "later", "unknown"}


def test_what_a_doctor_put_off_is_later_from_the_doctors_day_on() -> None:
    day = date(2027, 3, 1)
    found = calendar(BOOK, BORN, "M", bare(BORN, "M", Word("put_off", "MMR", day)), TODAY, LATE, checked=True)
    first = next(one for one in found if one.vaccine == "MMR" and one.number == 1)
    assert (first.state, first.on) == ("later", day)
    found = calendar(BOOK, BORN, "M", bare(BORN, "M", Word("put_off", "", day)), TODAY, LATE, checked=True)
    assert of_state(found, "late", "now") == []
    # before the booklet was told: what is to come waits, too
    look = bare(BORN, "M", Word("put_off", "MMR", date(2028, 1, 1)))
    found = calendar(BOOK, BORN, "M", look, TODAY, LATE, checked=False)
    assert [(one.state, one.on) for one in found if one.vaccine == "MMR"] == [
        ("unknown", None),
        ("later", date(2028, 1, 1)),
    ]


def test_immunoglobulin_holds_live_vaccines_back_and_a_dose_inside_its_time_stands_once() -> None:
    word = Word("immunoglobulin", "", date(2026, 11, 1))
    look, told = bare(BORN, "M", word), events([word])
    found = calendar(BOOK, BORN, "M", look, TODAY, LATE, checked=True, events=told)
    first = next(one for one in found if one.vaccine == "MMR" and one.number == 1)
    assert (first.state, first.on) == ("later", date(2027, 2, 1))
    given_in_it = [*LATE, Dose("MMR", date(2026, 11, 10))]
    found = calendar(BOOK, BORN, "M", look, TODAY, given_in_it, checked=True, events=told)
    that_day = [one.state for one in found if one.on == date(2026, 11, 10)]
    assert that_day == ["doubtful"]
