"""Counting back, for any papers, any holidays and any answers: it agrees with a planner that tries the days one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.papers.book import PaperBook
from rules.papers.plan import Asked, PaperPlan
from rules.papers.planning import back_plan
from rules.papers.workdays import Workdays
from rules.spans import Span
from tests.rules.paper_books import KEYS, TODAY, answers, book_of, books, calendars, step
from tests.rules.plain_planner import DAY, Found, PlainPlanner

PLAIN_WEEKS = Workdays(frozenset(), frozenset(), date(2026, 12, 31))
Case = tuple[PaperBook, Asked, Workdays]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    book = draw(books())
    return book, draw(answers(book)), draw(calendars())


def planned(case: Case) -> dict[str, PaperPlan]:
    book, asked, workdays = case
    return {plan.paper: plan for plan in back_plan(book, asked, TODAY, workdays)}


def told(plan: PaperPlan) -> Found:
    return plan.state, {one.step: one for one in plan.steps}, plan.ready, plan.latest, plan.instead


@settings(max_examples=300, deadline=None)
@given(case=cases())
def test_it_agrees_with_trying_the_days_one_by_one(case: Case) -> None:
    book, asked, workdays = case
    found = {key: told(plan) for key, plan in planned(case).items()}
    assert found == PlainPlanner(book, asked, TODAY, workdays).plans()


@settings(max_examples=100, deadline=None)
@given(case=cases())
def test_on_the_latest_day_it_is_in_time_and_a_day_later_it_is_not(case: Case) -> None:
    """Each step on its own; everything else still begins as early as it can."""
    book, asked, workdays = case
    plain = PlainPlanner(book, asked, TODAY, workdays)
    plans = planned(case)
    late = {key for key, plan in plans.items() if plan.state == "late"}
    for plan in plans.values():
        for one in plan.steps:
            if one.latest is not None:
                assert one.latest >= one.earliest
                on_the_day, later = (
                    plain.days({one.step: one.latest}),
                    plain.days({one.step: one.latest + DAY}),
                )
                assert {key for key in plain.papers if not plain.in_time(key, on_the_day)} == late
                assert {key for key in plain.papers if not plain.in_time(key, later)} > late


@settings(max_examples=100, deadline=None)
@given(case=cases())
def test_every_step_stands_behind_what_it_waits_for_and_begins_when_that_is_ready(case: Case) -> None:
    book, asked, _workdays = case
    for plan in planned(case).values():
        here = {one.step for one in plan.steps}
        ready: dict[str, date] = {}
        for one in plan.steps:
            assert one.ready >= one.earliest
            if one.step not in asked.begun:
                before = here.intersection(book.steps[one.step].after)
                assert before <= ready.keys()
                assert all(one.earliest >= ready[key] for key in before)
            ready[one.step] = one.ready
        assert plan.ready is None or all(
            plan.ready >= day for key, day in ready.items() if book.steps[key].paper == plan.paper
        )


def lasting(case: Case) -> Case:
    """The same, but no paper gets stale: what must be fresh waits for the day it is handed in, so more time is no help to it."""
    book, asked, workdays = case
    return (
        PaperBook(book.papers, {key: replace(one, fresh=None) for key, one in book.steps.items()}, {}),
        asked,
        workdays,
    )


@settings(max_examples=100, deadline=None)
@given(case=cases().map(lasting), more=st.sampled_from(KEYS))
def test_having_more_makes_nothing_late(case: Case, more: str) -> None:
    book, asked, workdays = case
    richer = planned((book, replace(asked, have=asked.have | {more}), workdays))
    for key, plan in planned(case).items():
        if plan.state != "late":
            assert richer[key].state != "late"


@settings(max_examples=100, deadline=None)
@given(case=cases().map(lasting), days=st.integers(1, 30))
def test_a_later_last_day_makes_nothing_late(case: Case, days: int) -> None:
    book, asked, workdays = case
    later = {key: day + timedelta(days=days) for key, day in asked.needed_by.items()}
    longer = planned((book, replace(asked, needed_by=later), workdays))
    for key, plan in planned(case).items():
        assert plan.ready == longer[key].ready
        if plan.state != "late":
            assert longer[key].state != "late"


@settings(max_examples=60, deadline=None)
@given(
    case=cases(),
    today=st.dates(),
    first=st.dates(),
    length=st.integers(0, 3_000_000),
    edge=st.sampled_from([date.min, date.max, date.min + DAY, date.max - DAY]),
)
def test_any_day_of_the_calendar_is_answered(
    case: Case, today: date, first: date, length: int, edge: date
) -> None:
    book, asked, _workdays = case
    workdays = Workdays(frozenset({first, edge}), frozenset({edge}), date.max)
    for day in (today, edge):
        wanted = dict.fromkeys(asked.needed_by, first)
        for one in (
            asked,
            replace(asked, needed_by=wanted),
            replace(asked, needed_by=dict.fromkeys(wanted, edge)),
        ):
            plans = back_plan(book, one, day, workdays)
            assert [plan.paper for plan in plans] == [key for key in book.papers if key in one.needed_by]


def test_what_the_book_does_not_know_is_left_out() -> None:
    asked = Asked({"p0": TODAY, "passport": TODAY}, frozenset({"visa"}), {"nothing": TODAY}, {"no": TODAY})
    (plan,) = back_plan(book_of([step("s0", "p0", after=["unknown"])]), asked, TODAY, PLAIN_WEEKS)
    assert (plan.paper, plan.state, plan.ready) == ("p0", "now", TODAY)


def test_a_circle_ends() -> None:
    """No pack may hold one; the rules answer all the same."""
    circle = book_of([step("s0", "p0", after=["s1"]), step("s1", "p0", after=["s0"])])
    assert back_plan(circle, Asked({"p0": TODAY}, frozenset(), {}), TODAY, PLAIN_WEEKS)


@pytest.mark.parametrize(("days", "state"), [(8, "open"), (7, "now"), (0, "now"), (-1, "late")])
def test_now_begins_a_week_before_the_latest_start(days: int, state: str) -> None:
    book = book_of([step("s0", "p0", office=False)])
    (plan,) = back_plan(book, Asked({"p0": TODAY + days * DAY}, frozenset(), {}), TODAY, PLAIN_WEEKS)
    assert plan.state == state


HALF_YEAR = [
    step("lease", "p1", office=False, only_for=("rent",)),
    step("dorm", "p3", 5, only_for=("dorm",)),
    step("register", "p0"),
    step("passes", "p2", office=False, by_itself=True, wait=Span(months=6), after=["register"]),
    step("permit", "p2", wait=Span(days=15), after=["passes", "lease", "dorm"]),
]
SUMMER = date(2026, 7, 20)


@pytest.mark.parametrize(
    ("asked", "steps", "ready"),
    [
        (
            Asked({"p2": SUMMER}, frozenset(), {}, housing="rent"),
            "register passes lease permit",
            date(2026, 8, 13),
        ),
        (
            Asked({"p2": SUMMER}, frozenset(), {}, housing="dorm"),
            "register passes dorm permit",
            date(2026, 8, 13),
        ),
        (Asked({"p2": SUMMER}, frozenset(), {}), "register passes permit", date(2026, 8, 13)),
        # Registered on 10 October: half a year is over on 10 April, whatever day it is today; the lease is still asked for.
        (
            Asked({"p2": SUMMER}, frozenset({"p0"}), {"register": date(2025, 10, 10)}, housing="rent"),
            "passes lease permit",
            date(2026, 4, 25),
        ),
        # The receipt is there, but since when nobody said: the half year is taken for over, as enrolment does.
        (Asked({"p2": SUMMER}, frozenset({"p0", "p1"}), {}, housing="rent"), "permit", date(2026, 2, 13)),
        # Registered more than half a year ago: nothing is left of it.
        (
            Asked({"p2": SUMMER}, frozenset({"p1"}), {"register": date(2025, 6, 1)}, housing="rent"),
            "permit",
            date(2026, 2, 13),
        ),
        # Applied last week: nobody asks for the half year any more.
        (
            Asked({"p2": SUMMER}, frozenset(), {}, {"permit": date(2026, 1, 22)}, housing="rent"),
            "permit",
            date(2026, 2, 6),
        ),
    ],
)
def test_the_half_year_runs_from_the_registration(asked: Asked, steps: str, ready: date) -> None:
    (plan,) = back_plan(book_of(HALF_YEAR), asked, TODAY, PLAIN_WEEKS)
    assert [one.step for one in plan.steps] == steps.split()
    assert plan.ready == ready


def test_what_runs_by_itself_presses_nobody() -> None:
    asked = Asked({"p2": SUMMER}, frozenset({"p1"}), {"register": date(2025, 12, 20)}, housing="rent")
    (plan,) = back_plan(book_of(HALF_YEAR), asked, TODAY, PLAIN_WEEKS)
    passes, permit = plan.steps
    assert (passes.earliest, passes.ready, passes.latest) == (date(2025, 12, 20), date(2026, 6, 20), None)
    assert (plan.state, plan.latest) == ("open", permit.latest) == ("open", date(2026, 7, 3))


def test_what_is_late_presses_nobody_else() -> None:
    """The permit can't be there by March; the registration, asked for too, has all its time and stands in for it."""
    book = book_of(HALF_YEAR, {"p2": ("p3", "p0")})
    march = date(2026, 3, 2)
    register, permit = back_plan(book, Asked({"p0": march, "p2": march}, frozenset(), {}), TODAY, PLAIN_WEEKS)
    assert (register.state, register.latest) == ("open", march)
    assert (permit.state, permit.latest, permit.instead) == ("late", None, "p3")
    assert [one.late for one in permit.steps] == [True, True, True]
    assert [one.latest for one in permit.steps] == [march, None, None]


def test_done_and_waited_is_there() -> None:
    book = book_of([step("s0", "p0", wait=Span(days=15))])
    there, waiting = (
        back_plan(
            book, Asked({"p0": TODAY + 10 * DAY}, frozenset(), {"s0": TODAY - ago * DAY}), TODAY, PLAIN_WEEKS
        )[0]
        for ago in (15, 14)
    )
    assert (there.state, there.ready) == ("have", None)
    assert (waiting.state, waiting.ready, waiting.latest) == ("open", TODAY + DAY, None)


def test_a_substitute_that_must_be_fresh_is_looked_at_for_the_day_it_is_handed_in() -> None:
    """Asked for itself in summer, it would be begun later; as a stand-in it can be there now."""
    book = book_of([step("s0", "p0", 30), step("s1", "p1", fresh=Span(days=10))], {"p0": ("p1",)})
    soon = TODAY + 20 * DAY
    late, stand_in = back_plan(
        book, Asked({"p0": soon, "p1": soon + 60 * DAY}, frozenset(), {}), TODAY, PLAIN_WEEKS
    )
    assert (late.state, late.instead) == ("late", "p1")
    assert stand_in.ready is not None
    assert stand_in.ready > soon
