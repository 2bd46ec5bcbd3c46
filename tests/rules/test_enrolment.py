"""What holds for every child and every family that asks for a place; and the source's own function, written down a second time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.enrolment import STAGES, WORK_UNTOLD, Decision, Situation, Window, decide
from rules.enrolment.situation import Carer, Household, Housing, Profile, Request, Work
from rules.migrant_child import Move
from tests.rules.enrolling import BOOK, BOOKS

DAY = timedelta(days=1)
ORDER = ("nursery", *STAGES, "beyond")
PROOFS = {"labour_contract", "business_licence", "flex_work_proof"}

near_days = st.dates(date(2001, 1, 1), date(2035, 12, 31))
edges = st.builds(
    date, st.integers(2003, 2034), st.sampled_from([2, 7, 8, 9]), st.sampled_from([1, 28])
) | st.builds(lambda year: date(year, 8, 31), st.integers(2003, 2034))
days = near_days | edges | st.dates()


def one_of(words: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(words))


windows = st.builds(lambda one, other: Window(min(one, other), max(one, other)), days, days)
#: Every answer a family can give.
ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "request": one_of(Request),
    "profile": st.none() | one_of(Profile),
    "work": st.none() | one_of(Work),
    "calendar": st.none() | windows,
    "never_schooled": st.booleans(),
    "out_months": st.integers(0, 24),
    "registered_on": st.none() | days,
    "permit_since": st.none() | days,
    "housing": st.none() | one_of(Housing),
    "family": st.none() | one_of(Household),
    "same_hukou_book": st.booleans(),
    "guardian": one_of(Carer),
    "sibling_policy": st.booleans(),
    "disability": st.booleans(),
    "have": st.frozensets(st.sampled_from(BOOK.papers)),
    "move": st.none() | one_of(Move),
    "arrived_on": st.none() | days,
}
situations = st.builds(Situation, **ANSWERS)
books = st.sampled_from(list(BOOKS.values()))


def test_every_field_of_a_situation_is_tried() -> None:
    assert {field.name for field in fields(Situation)} == ANSWERS.keys()


def contradictions(found: Decision, situation: Situation) -> list[str]:
    papers = set(found.documents)
    wrong = {
        "permit and receipt": {"residence_permit", "residence_registration"} <= papers,
        "two proofs of work": len(papers & PROOFS) > 1,
        "two health papers": {"kg_health_check", "kg_transfer_health"} <= papers,
        "leaving proof and school record": {"graduation_proof", "student_record"} <= papers,
        "a housing paper for the school": bool(
            papers & {"property_cert", "lease_contract", "dorm_proof", "relatives_housing"}
        ),
        "transfer of a child who never went": situation.never_schooled and "student_record" in papers,
        "transfer papers without a transfer": found.route != "transfer" and "kg_transfer_health" in papers,
        "a nursery with a permit": found.stage == "nursery"
        and bool(papers & {"residence_permit", "residence_registration"}),
        "a deferral without its request": (found.route == "deferral") != ("deferral_medical" in papers),
        "nothing asked for": (found.stage == "beyond") != (not papers),
        "no household register": "hukou_book" not in papers and found.stage != "beyond",
    }
    return [what for what, is_so in wrong.items() if is_so]


@given(book=books, born=days, as_of=days, situation=situations)
def test_an_answer_for_everybody(book: Any, born: date, as_of: date, situation: Situation) -> None:
    """Any dates: never an exception, an empty or a contradictory list, a paper or anything else without its reason."""
    found = decide(book, born, as_of, situation)
    assert not contradictions(found, situation)
    assert found.stage in ORDER
    assert list(found.documents) == [paper for paper in book.papers if paper in found.documents]
    assert list(found.missing) == [paper for paper in found.documents if paper not in situation.have]
    assert all(reason.rule in book.rules for reason in found.reasons)
    assert len(found.reasons) == len(set(found.reasons))
    explained = {reason.paper for reason in found.reasons}
    assert explained >= {*found.documents, *(found.permit_documents or ())}
    assert explained - {None} <= {*found.documents, *(found.permit_documents or ())}
    kinds = {reason.rule[:2] for reason in found.reasons}
    assert kinds >= {"AG", "RT"}
    assert ("LE" in kinds) == (found.list_eligible is not None)


@given(
    book=books,
    born=days,
    as_of=days,
    situation=situations,
    paper=st.sampled_from(BOOK.papers),
)
def test_another_paper_in_hand_is_never_one_more_to_get(
    book: Any, born: date, as_of: date, situation: Situation, paper: str
) -> None:
    before = decide(book, born, as_of, situation)
    after = decide(book, born, as_of, replace(situation, have=situation.have | {paper}))
    assert set(after.missing) == set(before.missing) - {paper}
    assert after.documents == before.documents
    assert set(after.permit_documents or ()) <= set(before.permit_documents or ())


@given(born=near_days, as_of=near_days, situation=situations)
def test_a_day_older_is_never_a_class_lower(born: date, as_of: date, situation: Situation) -> None:
    younger = decide(BOOK, born, as_of, situation)
    older = decide(BOOK, born - DAY, as_of, situation)
    assert ORDER.index(older.stage) >= ORDER.index(younger.stage)
    if older.stage == younger.stage == "nursery":
        assert older.entry_year <= younger.entry_year


@given(
    book=books,
    born=near_days,
    as_of=near_days,
    situation=situations,
    registered=near_days,
    sooner=st.integers(1, 400),
)
def test_who_registered_earlier_is_never_further_from_the_permit(
    book: Any, born: date, as_of: date, situation: Situation, registered: date, sooner: int
) -> None:
    later = replace(situation, registered_on=registered)
    earlier = replace(situation, registered_on=registered - timedelta(days=sooner))
    if "residence_permit" in decide(book, born, as_of, later).documents:
        assert "residence_permit" in decide(book, born, as_of, earlier).documents


@given(born=near_days, as_of=near_days, situation=situations)
def test_late_only_after_a_window_of_that_year(born: date, as_of: date, situation: Situation) -> None:
    found = decide(BOOK, born, as_of, situation)
    plain = decide(BOOK, born, as_of, replace(situation, calendar=None))
    if found.route != "late_registration":
        assert found == plain
        return
    assert situation.calendar is not None
    assert situation.calendar.closes < as_of <= date(found.entry_year, 8, 31)
    assert situation.calendar.closes.year == found.entry_year
    assert plain.route == "new_entry"
    assert found.documents == plain.documents
    assert found.stage != "nursery"


@given(born=near_days, as_of=near_days, situation=situations)
def test_the_office_is_asked_for_two_reasons_only(born: date, as_of: date, situation: Situation) -> None:
    found = decide(BOOK, born, as_of, situation)
    wanted = {"residence_registration", "guardian_entrust"} & set(found.documents)
    assert found.coordinate == bool(wanted)


@given(born=near_days, as_of=near_days, situation=situations)
def test_work_that_nobody_told_is_asked_for(born: date, as_of: date, situation: Situation) -> None:
    asking = replace(situation, profile="work_and_residence", work=None)
    found = decide(BOOK, born, as_of, asking)
    told = decide(BOOK, born, as_of, replace(asking, work="employed"))
    wanted = {reason.rule for reason in found.reasons} & {WORK_UNTOLD}
    assert bool(wanted) == (found.stage not in ("nursery", "beyond"))
    assert set(told.documents) - set(found.documents) == ({"labour_contract"} if wanted else set())


@given(born=near_days, as_of=near_days, situation=situations)
def test_housing_never_changes_what_the_school_asks(born: date, as_of: date, situation: Situation) -> None:
    found = {
        decide(BOOK, born, as_of, replace(situation, housing=housing)).documents
        for housing in (None, *get_args(Housing))
    }
    assert len(found) == 1


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027, 2028])
def test_the_youngest_and_the_oldest_of_every_class(year: int) -> None:
    """Class after class: born on 31 August is the youngest, on 1 September the year before the oldest; the next day changes it."""
    as_of = date(year, 5, 10)
    for years, stage in enumerate(STAGES, start=3):
        youngest, oldest = date(year - years, 8, 31), date(year - years - 1, 9, 1)
        assert decide(BOOK, youngest, as_of, Situation()).stage == stage
        assert decide(BOOK, oldest, as_of, Situation()).stage == stage
        assert decide(BOOK, youngest + DAY, as_of, Situation()).stage == ORDER[ORDER.index(stage) - 1]
        assert decide(BOOK, oldest - DAY, as_of, Situation()).stage == ORDER[ORDER.index(stage) + 1]


# --- The source's function once more, step by step in its own words, with nothing of the rules in it. ---


def cohort(dob: date) -> int:
    return dob.year + 3 if (dob.month, dob.day) <= (8, 31) else dob.year + 4


def autumn(request: str, as_of: date) -> int:
    if request == "new_entry":
        return as_of.year if as_of.month <= 8 else as_of.year + 1
    if request == "defer":
        return autumn("new_entry", as_of) + 1
    return as_of.year if as_of.month >= 7 else as_of.year - 1


def stage_by_number(n: int) -> str:
    if n < 0:
        return "nursery"
    if n <= 2:
        return "kindergarten_" + ("small", "middle", "large")[n]
    if n <= 8:
        return f"primary_{n - 2}"
    if n <= 11:
        return f"junior_{n - 8}"
    return f"senior_{n - 11}" if n <= 14 else "beyond"


def by_the_letter(dob: date, as_of: date, request: str, never: bool) -> tuple[str, int, str]:
    """Stage, entry year and route without a window."""
    school_time = as_of.month >= 9 or as_of.month <= 6
    if never and request != "defer" and school_time and autumn("join_now", as_of) - cohort(dob) >= 3:
        request = "join_now"
    if request == "join_now" and not school_time:
        request = "new_entry"
    if never and request == "transfer" and autumn("transfer", as_of) - cohort(dob) >= 3:
        request = "new_entry"
    year = autumn(request, as_of)
    n = year - cohort(dob)
    stage = stage_by_number(n)
    if (never and n >= 3) or request == "defer":
        stage = "primary_1"
    elif request in ("new_entry", "join_now") and re.fullmatch("(primary|junior|senior)_[2-6]", stage):
        request = "transfer"
    route = "deferral" if request == "defer" else request
    return stage, cohort(dob) if stage == "nursery" else year, route


#: A day of every kind to ask on: the edges of the school year and of the plan, and days between.
ASKED: Mapping[str, tuple[int, int]] = {
    "new year": (1, 1),
    "spring": (3, 15),
    "end of June": (6, 30),
    "first of July": (7, 1),
    "end of August": (8, 31),
    "first of September": (9, 1),
    "end of the year": (12, 31),
}


@pytest.mark.parametrize("never", [False, True])
@pytest.mark.parametrize("request_", get_args(Request))
def test_every_birthday_of_twenty_two_years_beside_the_letter(request_: Request, never: bool) -> None:
    situation = Situation(request=request_, never_schooled=never)
    for day in (date(2027, *when) for when in ASKED.values()):
        for back in range(22 * 366):
            born = day - timedelta(days=back)
            found = decide(BOOK, born, day, situation)
            assert (found.stage, found.entry_year, found.route) == by_the_letter(born, day, request_, never)


@pytest.mark.parametrize("never", [False, True])
@pytest.mark.parametrize("request_", get_args(Request))
def test_every_day_of_four_years_beside_the_letter(request_: Request, never: bool) -> None:
    """Asked on every day of a leap year and three others, for a child of every class, born on either side of the cut-off."""
    situation = Situation(request=request_, never_schooled=never)
    births = [date(year, month, day) for year in range(2006, 2027) for month, day in ((8, 31), (9, 1))]
    for day in (date(2027, 1, 1) + timedelta(days=ahead) for ahead in range(4 * 365 + 1)):
        for born in births:
            found = decide(BOOK, born, day, situation)
            assert (found.stage, found.entry_year, found.route) == by_the_letter(born, day, request_, never)
