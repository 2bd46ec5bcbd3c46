"""The papers guide as a whole: its answers fit into a button, its questions are few, and what it says agrees with itself on any day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import load_knowledge
from rules.enrolment import decide
from rules.enrolment.answers import UNKNOWN_DAY, Answers, Permit, decode, encode, situation
from rules.enrolment.deadlines import CODES, KEYS, Way, deadline_name, done_deadlines
from rules.enrolment.guide import JUST_BEGUN, Guide, guide
from rules.enrolment.questions import Question, next_question, wishes
from rules.knowledge import Knowledge

WUHU, HEFEI = load_knowledge("cn/wuhu"), load_knowledge("cn/hefei")
CITIES = {"wuhu": WUHU, "hefei": HEFEI}
cities = st.sampled_from(sorted(CITIES))
#: Children from birth to 18 on days of some years.
todays = st.dates(date(2026, 1, 1), date(2028, 12, 31))
ages = st.integers(0, 18 * 365)
said_days = st.one_of(st.none(), st.just(UNKNOWN_DAY), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
answers = st.builds(
    Answers,
    wish=st.sampled_from([None, "new_entry", "transfer", "join_now", "defer", "never"]),
    long_away=st.sampled_from([None, True, False]),
    home=st.sampled_from([None, "both", "divorced", "single", "widowed", "grandparents", "relative"]),
    permit=st.sampled_from([None, "here", "elsewhere", "registered", "none", "unknown"]),
    registered_on=said_days,
    permit_since=said_days,
    housing=st.sampled_from([None, "own", "rent", "dorm", "relatives"]),
    work=st.sampled_from([None, "employed", "self_employed", "flexible"]),
    same_book=st.sampled_from([None, True, False]),
    sibling=st.sampled_from([None, True, False]),
    disability=st.sampled_from([None, True, False]),
    district=st.one_of(st.none(), st.sampled_from("abyz")),
    lost=st.one_of(
        st.none(), st.frozensets(st.sampled_from(["hukou_book", "birth_certificate", "lease_contract"]))
    ),
)
papers = st.frozensets(st.sampled_from(sorted(CODES)))


@given(answers)
def test_answers_come_back_from_a_button_as_they_were(said: Answers) -> None:
    registered, since = (
        said.registered_on if said.permit in (None, "registered") else None,
        said.permit_since if said.permit in (None, "here") else None,
    )
    assert decode(encode(said)) == replace(said, registered_on=registered, permit_since=since)
    assert len(encode(said)) <= 40


@given(st.text(max_size=60))
def test_anything_in_a_button_is_read_without_complaint(written: str) -> None:
    assert decode(encode(decode(written))) == decode(written)


@given(answers, answers)
def test_the_newer_answer_counts(old: Answers, new: Answers) -> None:
    both = old.with_(new)
    for name in ("wish", "home", "permit", "housing", "work", "same_book"):
        assert (
            getattr(both, name) == (getattr(new, name) or getattr(old, name)) or getattr(new, name) is False
        )
    if new.permit is not None:
        assert (both.registered_on, both.permit_since) == (new.registered_on, new.permit_since)


def test_every_paper_has_a_short_name_of_its_own() -> None:
    assert set(CODES) == set(WUHU.papers.papers)
    assert len(KEYS) == len(CODES)


def _every_way(knowledge: Knowledge, born: date, today: date) -> Iterator[list[Question]]:
    """Every list of questions a family can be asked, by following every answer."""
    book = knowledge.enrolment
    options: dict[Question, list[Answers]] = {
        "wish": [Answers(wish=wish) for wish in wishes(book, born, today)],
        "away": [Answers(long_away=True), Answers(long_away=False)],
        "home": [Answers(home="both"), Answers(home="divorced"), Answers(home="grandparents")],
        "permit": [Answers(permit="here"), Answers(permit="registered"), Answers(permit="none")],
        "registered": [Answers(registered_on=UNKNOWN_DAY), Answers(registered_on=today)],
        "since": [Answers(permit_since=UNKNOWN_DAY)],
        "work": [Answers(work="employed"), Answers(work="flexible")],
        "housing": [Answers(housing="rent")],
        "book": [Answers(same_book=True), Answers(same_book=False)],
    }
    waiting: list[tuple[Answers, list[Question]]] = [(Answers(), [])]
    while waiting:
        said, asked = waiting.pop()
        question = next_question(book, born, today, said)
        if question is None:
            yield asked
            continue
        assert question not in asked, "nothing is asked twice"
        waiting += [(said.with_(one), [*asked, question]) for one in options[question]]


@pytest.mark.parametrize("knowledge", [WUHU, HEFEI], ids=["wuhu", "hefei"])
@pytest.mark.parametrize("month", [2, 7, 10])
def test_at_most_five_questions_and_one_day(knowledge: Knowledge, month: int) -> None:
    """The day of the registration, or of the permit, belongs to the question before it."""
    today = date(2027, month, 15)
    for months in range(0, 18 * 12, 5):
        born = today - timedelta(days=30 * months)
        for asked in _every_way(knowledge, born, today):
            assert len([one for one in asked if one not in ("registered", "since")]) <= 5
            stage = decide(knowledge.enrolment, born, today, situation(Answers(), (), today, None)).stage
            assert asked or stage in ("beyond", "nursery")


@pytest.mark.parametrize(
    ("born", "today", "wanted"),
    [
        (date(2025, 1, 1), date(2026, 11, 26), ("new_entry",)),  # too young for kindergarten
        (date(2024, 3, 1), date(2026, 11, 26), ("new_entry",)),  # small class next autumn
        (date(2023, 3, 1), date(2026, 11, 26), ("join_now", "transfer", "new_entry")),  # of kindergarten age
        (date(2023, 3, 1), date(2026, 7, 26), ("new_entry",)),  # the small class is next in summer
        (date(2021, 3, 1), date(2026, 11, 26), ("new_entry", "transfer", "join_now", "defer")),
        (date(2021, 3, 1), date(2027, 7, 26), ("new_entry", "defer")),
        (date(2019, 5, 3), date(2026, 10, 14), ("transfer", "join_now", "never")),
        (date(2015, 3, 1), date(2026, 11, 26), ("new_entry", "transfer", "join_now", "never")),
        (date(2010, 3, 1), date(2026, 11, 26), ("transfer", "join_now")),
        (date(2009, 3, 1), date(2026, 11, 26), ("transfer", "join_now")),
        (date(2007, 3, 1), date(2026, 11, 26), ()),
    ],
)  # fmt: skip
def test_what_can_be_wanted_at_an_age(born: date, today: date, wanted: tuple[str, ...]) -> None:
    assert wishes(WUHU.enrolment, born, today) == wanted


def _guide(knowledge: Knowledge, today: date, age: int, said: Answers, have: frozenset[str]) -> Guide:
    return guide(knowledge, today - timedelta(days=age), "jiujiang", today, said, have)


@settings(max_examples=150, deadline=None)
@given(cities, todays, ages, answers, papers)
def test_a_guide_agrees_with_itself(
    city: str, today: date, age: int, said: Answers, have: frozenset[str]
) -> None:
    found = _guide(CITIES[city], today, age, said, have)
    decision = found.decision
    assert {plan.paper for plan in found.plans} == {*decision.documents, *(decision.permit_documents or ())}
    for plan in found.plans:
        assert (plan.state == "have") or plan.paper not in have
        assert plan.latest is None or plan.state in ("open", "now")
    for day in found.deadlines:
        assert today < day.closes
        assert (day.status == "due") == (day.opens <= today)
        assert len(deadline_name(day)) <= 20
    assert len({day.id for day in found.deadlines}) == len(found.deadlines)


@settings(max_examples=100, deadline=None)
@given(cities, todays, ages, answers, papers)
def test_days_that_are_over_are_not_waited_for(
    city: str, today: date, age: int, said: Answers, have: frozenset[str]
) -> None:
    """Who has applied hears of no registration and owes no paper by a day, who is enrolled of nothing; what is done is no deadline any more."""
    born, knowledge = today - timedelta(days=age), CITIES[city]
    every = guide(knowledge, born, None, today, said, have)
    applied = guide(knowledge, born, None, today, said, have, Way(applied=True))
    enrolled = guide(knowledge, born, None, today, said, have, Way(True, True, True))
    assert not {day.what for day in applied.deadlines} & {"opens", "closes", "after", "start"}
    assert {"results", "reporting"} & {day.what for day in every.deadlines} == {"results", "reporting"} & {
        day.what for day in applied.deadlines
    }
    assert enrolled.deadlines == ()
    done = done_deadlines(every.decision.entry_year, said, have, Way())
    assert not done & {deadline_name(day) for day in every.deadlines}


def _days(today: date, said: Answers, way: Way = JUST_BEGUN) -> dict[str, date]:
    """Small class in autumn 2027 in Jiujiang, whose dates are those of 2025: what is waited for, by its name."""
    found = guide(WUHU, date(2024, 6, 12), "jiujiang", today, said, way=way)
    return {day.id: day.opens for day in found.deadlines}


UNREGISTERED = Answers(home="both", permit="none", housing="rent")


def test_the_registration_is_asked_for_from_the_day_the_list_was_begun() -> None:
    begun = Way(begun_on=date(2026, 11, 20))
    assert _days(date(2026, 11, 26), UNREGISTERED, begun)["27register"] == date(2026, 11, 20)
    told = UNREGISTERED.with_(Answers(permit="registered", registered_on=date(2026, 12, 1)))
    days = _days(date(2026, 12, 2), told, begun)
    assert "27register" not in days
    assert days["27permit"] == date(2027, 6, 1)
    here = _days(date(2026, 12, 2), told.with_(Answers(permit="here")), begun)
    assert not {"27register", "27permit"} & set(here)


def test_the_days_of_a_year_for_a_family_without_a_claim() -> None:
    """The rounds of 10 to 13 June; counted back from the first day, because the dates are an earlier year's."""
    days = _days(date(2027, 3, 1), Answers(home="both", permit="here", lost=frozenset({"birth_certificate"})))
    assert days == {
        "27s_bc": date(2027, 5, 19),
        "27s_hk": date(2027, 6, 3),
        "27opens": date(2027, 6, 10),
        "27closes": date(2027, 6, 13),
        "27after": date(2027, 6, 14),
    }


def test_who_may_have_a_claim_plans_for_the_first_round() -> None:
    days = _days(date(2027, 3, 1), Answers(home="both", permit="here", sibling=True))
    assert days["27opens"] == date(2027, 6, 4)
    assert _days(date(2027, 3, 1), Answers(home="both", permit="here", housing="own"))["27opens"] == date(
        2027, 6, 4
    )


def test_papers_of_custody_and_illness_have_a_neutral_name() -> None:
    said = Answers(home="divorced", permit="here", disability=True)
    names = set(_days(date(2027, 3, 1), said))
    assert "27s_ot" in names
    assert not {"27s_cp", "27s_dp"} & names


def test_earlier_dates_close_nothing_for_sure() -> None:
    """On the day after the round of an earlier year it may be over; only this year's dates make it late."""
    said = Answers(home="both", permit="here")
    last = guide(WUHU, date(2024, 6, 12), "jiujiang", date(2027, 6, 13), said)
    after = guide(WUHU, date(2024, 6, 12), "jiujiang", date(2027, 6, 14), said)
    assert (last.over, last.decision.route) == (False, "new_entry")
    assert (after.over, after.decision.route) == (True, "new_entry")
    assert {plan.needed_by for plan in after.plans} == {date(2027, 8, 31)}
    assert not any(day.what == "start" for day in after.deadlines)


def test_dates_of_this_very_year_close_it() -> None:
    said = Answers(home="both", permit="here")
    found = guide(WUHU, date(2022, 6, 12), "jiujiang", date(2025, 6, 14), said)
    assert found.season is not None
    assert (found.season.known, found.over, found.decision.route) == ("this_year", False, "late_registration")
    applied = guide(WUHU, date(2022, 6, 12), "jiujiang", date(2025, 6, 14), said, way=Way(applied=True))
    assert applied.decision.route == "new_entry"
    before = guide(WUHU, date(2022, 6, 12), "jiujiang", date(2025, 6, 1), said)
    assert {plan.paper: plan.needed_by for plan in before.plans}["hukou_book"] == date(2025, 6, 13)


def test_a_child_that_is_too_young_hears_once_the_papers_begin() -> None:
    found = guide(WUHU, date(2024, 9, 1), None, date(2026, 11, 26), Answers())
    assert [(day.what, day.opens) for day in found.deadlines] == [("begin", date(2027, 9, 1))]
    assert next_question(WUHU.enrolment, date(2024, 9, 1), date(2026, 11, 26), Answers()) is None


def test_the_same_day_a_year_later_has_another_name() -> None:
    born = date(2024, 3, 1)
    names = [
        {deadline_name(day) for day in guide(WUHU, born, None, today, Answers(wish="new_entry")).deadlines}
        for today in (date(2027, 3, 1), date(2030, 3, 1))
    ]
    assert all(names)
    assert not names[0] & names[1]


def test_a_check_up_that_was_made_brings_its_paper() -> None:
    """The entry check before kindergarten; before school it is another visit."""
    born, today = date(2024, 3, 1), date(2027, 7, 20)
    state = {
        plan.paper: plan.state for plan in guide(WUHU, born, None, today, Answers(), visits={"entry"}).plans
    }
    assert state["kg_health_check"] == "have"
    assert state["vaccination_certificate"] != "have"


def test_the_request_for_a_year_later_is_due_this_year_and_the_papers_next_year() -> None:
    """RT6: a child that is six now; the request goes in when the others register, the papers a year later."""
    today = date(2026, 3, 1)
    shown = guide(WUHU, date(2020, 3, 1), "弋江区", today, Answers(wish="defer", home="both", permit="here"))
    assert shown.decision.route == "deferral"
    assert shown.request_by is not None
    assert shown.request_by.year == 2026
    needed = {plan.paper: plan.needed_by for plan in shown.plans}
    assert needed["deferral_medical"] == shown.request_by
    assert {day.year for paper, day in needed.items() if paper != "deferral_medical"} == {2027}


def test_after_the_others_registered_the_request_is_due_before_school() -> None:
    shown = guide(WUHU, date(2020, 3, 1), "弋江区", date(2026, 8, 25), Answers(wish="defer", home="both"))
    assert shown.request_by == date(2026, 8, 31)


@pytest.mark.parametrize(
    ("permit", "asked"), [("none", True), ("unknown", True), (None, False), ("here", False)]
)
def test_only_who_may_not_be_registered_is_told_to_register(permit: Permit | None, asked: bool) -> None:
    said = Answers(home="both", permit=permit)
    shown = guide(WUHU, date(2023, 3, 12), "鸠江区", date(2026, 11, 2), said)
    assert ("register" in {day.what for day in shown.deadlines}) is asked
