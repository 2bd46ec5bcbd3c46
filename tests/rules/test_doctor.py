"""The doctor's word above the calendar: DW1, DW2, immunoglobulin (G9)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.matters import matters
from rules.reminders import Stage, stages
from rules.vaccines import Dose, Forecast, Next, Sex, Word, decided, forecast, on_time_history
from rules.vaccines.doctor import KINDS, events, held
from tests.rules.test_vaccine_properties import BOOK, CODES, records

BORN, TODAY = date(2026, 3, 10), date(2026, 12, 1)
SAME = BOOK.same_ingredients
HISTORY = on_time_history(BOOK, BORN, "M", TODAY - timedelta(days=30))

words = st.builds(Word, st.sampled_from(KINDS), st.sampled_from(["", "?", *CODES]), st.none() | st.dates())


def row(found: Forecast, vaccine: str) -> Next:
    return next(one for one in found.doses if one.vaccine == vaccine)


def told(*said: Word, today: date = TODAY) -> Forecast:
    found = forecast(BOOK, BORN, "M", today, HISTORY, events(said))
    return decided(found, said, today, SAME)


def test_a_dose_put_off_waits_for_its_day() -> None:
    until = date(2027, 2, 1)
    before = row(told(), "MMR")
    assert before.status == "due"
    off = row(told(Word("put_off", "MMR", until)), "MMR")
    assert (off.status, off.earliest, off.rule, off.why) == ("not_yet", until, "DW1", "doctor")
    assert held(off)
    assert off.overdue_from == max(before.overdue_from or until, until)
    on_the_day = row(told(Word("put_off", "MMR", until), today=until), "MMR")
    assert on_the_day.status == "due"
    assert not held(on_the_day)


def test_put_off_past_the_complete_before_age_is_late_from_its_day_on() -> None:
    """W5: MMR-1 should be complete before 12 months."""
    until = date(2027, 5, 1)
    assert row(told(Word("put_off", "MMR", until)), "MMR").status == "not_yet"
    assert row(told(Word("put_off", "MMR", until), today=until), "MMR").status == "overdue"


def reminded(one: Next, known: date = BORN) -> tuple[Stage, ...]:
    """When the family hears of this dose."""
    return tuple(stage for _thing, matter in matters([one]) for stage in stages(matter, known, known))


def test_a_day_that_changes_nothing_changes_nothing() -> None:
    assert told(Word("put_off", "MMR", date(2026, 11, 1))) == told()
    assert told(Word("put_off", "HPV", date(2030, 1, 1))) == told()
    assert told(Word("put_off", "MMR", None)) == told()


def test_put_off_beyond_the_last_age_is_for_the_clinic_and_never_reminded_of() -> None:
    """W7: MPSV-A closes at 24 months."""
    off = row(told(Word("put_off", "MPSV-A", date(2028, 6, 1))), "MPSV-A")
    assert off.status == "not_yet"
    assert off.ask_clinic
    assert reminded(off) == ()


def test_all_vaccines_are_put_off_together() -> None:
    until = date(2027, 3, 1)
    for one in told(Word("put_off", "", until)).doses:
        assert one.earliest is None or one.earliest >= until


def test_nothing_is_said_before_the_day() -> None:
    until = date(2027, 2, 1)
    found = reminded(row(told(Word("put_off", "MMR", until)), "MMR"))
    assert found[0].name == "day"
    assert min(stage.on for stage in found) == until


def test_what_must_not_be_given_has_no_date_and_no_reminder() -> None:
    barred = row(told(Word("must_not", "MMR")), "MMR")
    assert (barred.status, barred.rule, barred.earliest, barred.dose) == (
        "contraindicated",
        "DW2",
        None,
        None,
    )
    assert reminded(barred) == ()
    assert row(told(Word("must_not", "MMR"), Word("put_off", "MMR", date(2030, 1, 1))), "MMR") == barred


def test_the_same_ingredients_are_barred_together() -> None:
    """No DTaP means no DT in its place at seven years."""
    seven = date(2033, 3, 10)
    found = decided(forecast(BOOK, BORN, "M", seven, HISTORY), (Word("must_not", "DTaP"),), seven, SAME)
    assert row(found, "DT").status == "contraindicated"


def test_after_immunoglobulin_live_vaccines_wait() -> None:
    """G9: three months; inactivated ones do not wait."""
    off = told(Word("immunoglobulin", "", date(2026, 11, 20)))
    assert (row(off, "MMR").earliest, row(off, "MMR").rule) == (date(2027, 2, 20), "G9")
    assert row(off, "MPSV-A").earliest == row(told(), "MPSV-A").earliest


@given(record=records(), said=st.lists(words, max_size=4))
def test_any_words_leave_a_sound_forecast(
    record: tuple[date, Sex | None, date, list[Dose]], said: list[Word]
) -> None:
    """Only open rows change, never to an earlier day; their status fits their dates; each keeps its vaccine and cites a rule."""
    born, sex, today, doses = record
    plain = forecast(BOOK, born, sex, today, doses)
    found = decided(plain, said, today, SAME)
    assert found.invalid == plain.invalid
    for before, after in zip(plain.doses, found.doses, strict=True):
        assert (before.family, before.vaccine) == (after.family, after.vaccine)
        assert after.rule in BOOK.rules
        assert before.open or after == before
        if after.earliest is not None and before.earliest is not None:
            assert after.earliest >= before.earliest
            assert (today >= after.earliest) == (after.status != "not_yet")
            assert after.overdue_from is None or after.overdue_from >= after.earliest
            assert after.closes == before.closes


@given(record=records(), said=st.lists(words, max_size=4), data=st.data())
def test_the_order_of_the_words_does_not_matter(
    record: tuple[date, Sex | None, date, list[Dose]], said: list[Word], data: st.DataObject
) -> None:
    born, sex, today, doses = record
    plain = forecast(BOOK, born, sex, today, doses, events(said))
    shuffled = data.draw(st.permutations(said))
    assert events(shuffled) == events(said)
    assert decided(plain, shuffled, today, SAME) == decided(plain, said, today, SAME)


@given(
    record=records(),
    until=st.dates(date(2008, 1, 1), date(2060, 1, 1)),
    vaccine=st.sampled_from(["", *CODES]),
)
def test_nothing_put_off_is_due_before_its_day(
    record: tuple[date, Sex | None, date, list[Dose]], until: date, vaccine: str
) -> None:
    born, sex, today, doses = record
    plain = forecast(BOOK, born, sex, today, doses)
    for one in decided(plain, (Word("put_off", vaccine, until),), today, SAME).doses:
        if vaccine in ("", one.vaccine) and one.open and today < until:
            assert one.status == "not_yet"
        for stage in reminded(one, born):
            assert one.why != "doctor" or stage.on >= until


@given(record=records(), said=st.lists(words, min_size=1, max_size=3))
def test_a_word_about_another_vaccine_says_nothing_here(
    record: tuple[date, Sex | None, date, list[Dose]], said: list[Word]
) -> None:
    born, sex, today, doses = record
    plain = forecast(BOOK, born, sex, today, doses)
    found = decided(plain, said, today, SAME)
    for before, after in zip(plain.doses, found.doses, strict=True):
        named = {"", before.vaccine, *(code for code, twins in SAME.items() if before.vaccine in twins)}
        if not any(word.vaccine in named and word.kind != "immunoglobulin" for word in said):
            assert after == before
