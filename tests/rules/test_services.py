"""Every case in `cases/services.csv`, so that a community worker can read them and add one; and what holds for every child.

`expect`: any number of "kindergarten ask SE19" (service, answer, and where named exactly these rules in any order).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import load_knowledge
from rules.asked import meant
from rules.migrant_child import Move, on_list
from rules.services import (
    Answers,
    Edge,
    Entitlement,
    Special,
    Verdict,
    edge_day,
    entitled,
    list_facts,
)
from rules.spans import Span

BOOK = load_knowledge("cn/wuhu").services
TABLE = Path(__file__).parent / "cases" / "services.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), strict=True))
SAID = {"yes": True, "no": False, "": None}
MOVES: tuple[Move, ...] = get_args(Move)
SPECIALS: tuple[Special, ...] = get_args(Special)


def answers_of(row: dict[str, str]) -> Answers:
    special = frozenset(one for one in SPECIALS if one in row["special"].split())
    return Answers(
        move=next((one for one in MOVES if one == row["move"]), None),
        half_year=SAID[row["half_year"]],
        permit=SAID[row["permit"]],
        special=special if row["special"] else None,
    )


def found_for(born: date | None, today: date, answers: Answers) -> dict[str, Entitlement]:
    return {one.service: one for one in entitled(BOOK, born, today, answers)}


@pytest.mark.parametrize("row", ROWS, ids=[row["case"] for row in ROWS])
def test_case(row: dict[str, str]) -> None:
    found = found_for(date.fromisoformat(row["born"]), date.fromisoformat(row["today"]), answers_of(row))
    for part in row["expect"].split(";"):
        service, verdict, *rules = part.split()
        one = found[service]
        assert one.verdict == verdict, (service, one.reasons, row["because"])
        assert not rules or set(one.reasons) == set(rules), (service, one.reasons, row["because"])


def test_every_service_is_for_somebody_and_not_for_somebody_in_the_table() -> None:
    told: dict[str, set[bool]] = {one: set() for one in BOOK.services}
    for row in ROWS:
        for part in row["expect"].split(";"):
            service, verdict = part.split()[:2]
            told[service].add(verdict != "no")
    assert {one for one, found in told.items() if found != {True, False}} == set()


def test_the_city_has_what_the_list_names() -> None:
    """A parent sees areas and services; that they come from 23 lines of a list is nobody's number to see."""
    listed = {area.id for area in BOOK.areas if area.listed}
    assert len(listed) == 6
    services = [one for one in BOOK.services.values() if one.area in listed]
    assert len(services) == 23 + 3  # health and childcare of the first line are four services here
    assert {"legal_aid", "paired_help", "law_safety", "friendly_city"} <= BOOK.services.keys()


days = st.one_of(st.dates(), st.dates(date(2005, 1, 1), date(2035, 1, 1)))
answers = st.builds(
    Answers,
    move=st.none() | st.sampled_from(MOVES),
    half_year=st.none() | st.booleans(),
    permit=st.none() | st.booleans(),
    special=st.none() | st.frozensets(st.sampled_from(SPECIALS)),
)


@given(born=st.none() | days, today=days, given_answers=answers)
def test_every_child_gets_an_answer_with_a_reason(
    born: date | None, today: date, given_answers: Answers
) -> None:
    found = entitled(BOOK, born, today, given_answers)
    assert [one.service for one in found] == list(BOOK.services)
    for one in found:
        assert one.verdict in get_args(Verdict)
        assert one.reasons
        assert len(set(one.reasons)) == len(one.reasons)
        assert all(rule in BOOK.rules for rule in one.reasons)


def with_less(whole: Answers) -> Iterator[Answers]:
    """The same with one answer left out."""
    yield replace(whole, move=None)
    yield replace(whole, half_year=None)
    yield replace(whole, permit=None)
    yield replace(whole, special=None)


@given(born=days, today=days, whole=answers)
def test_one_more_answer_never_takes_back_what_was_said(born: date, today: date, whole: Answers) -> None:
    """What was "yes" or "no" without an answer stays so with it: only what was "ask" becomes clearer."""
    known = found_for(born, today, whole)
    for less in with_less(whole):
        for service, before in found_for(born, today, less).items():
            assert before.verdict in ("ask", known[service].verdict), service


@given(born=days, today=days)
def test_nobody_is_told_no_for_what_was_not_said(born: date, today: date) -> None:
    """Who said nothing hears "no" only where the best answers would not help: because of the age."""
    best = found_for(born, today, Answers("cross_county", True, True, frozenset(SPECIALS)))
    for service, one in found_for(born, today, Answers()).items():
        assert one.verdict != "no" or best[service].verdict == "no", service


@given(born=days, today=days, whole=answers, other=answers)
def test_schooling_and_vaccination_do_not_depend_on_the_list(
    born: date, today: date, whole: Answers, other: Answers
) -> None:
    elsewhere = replace(whole, move=other.move, half_year=other.half_year)
    before, after = found_for(born, today, whole), found_for(born, today, elsewhere)
    for service in ("vaccines", "kindergarten", "school", "senior", "special_school", "mental_health"):
        assert before[service] == after[service]


@given(born=st.dates(date(2000, 1, 1), date(2035, 1, 1)), days_old=st.integers(0, 18 * 366), whole=answers)
def test_a_permit_never_decides_against_a_child(born: date, days_old: int, whole: Answers) -> None:
    today = born + timedelta(days=days_old)
    without = found_for(born, today, replace(whole, permit=False))
    for service, one in found_for(born, today, replace(whole, permit=True)).items():
        assert (one.verdict == "no") == (without[service].verdict == "no")


@given(born=days, today=days, arrived=days, move=st.none() | st.sampled_from(MOVES))
def test_the_list_is_the_same_one_everywhere(
    born: date, today: date, arrived: date, move: Move | None
) -> None:
    """The definition told by buttons and the one computed from the day of arrival agree."""
    here = Span(months=6).after(arrived) <= today
    facts = [holds for holds, _rule in list_facts(born, today, Answers(move=move, half_year=here))]
    named = on_list(born, today, move, arrived)
    assert named == (False if False in facts else None if None in facts else True)


@given(
    born=st.dates(date(2000, 1, 1), date(2035, 1, 1)),
    days_old=st.integers(0, 19 * 366),
    whole=answers,
    service=st.sampled_from(sorted(BOOK.services)),
)
def test_a_service_is_for_one_stretch_of_childhood(
    born: date, days_old: int, whole: Answers, service: str
) -> None:
    """Brute force beside the rules: outside its ages always no; inside, never no because of the age."""
    today, age = born + timedelta(days=days_old), BOOK.services[service].terms.ages
    opens, closes = (edge_day(BOOK.entry, one, born) for one in (age.opens, age.closes))
    one = found_for(born, today, whole)[service]
    open_end = age.maybe_rule is not None and (age.born_from is None or born >= age.born_from)
    if today < opens or (today >= closes and not open_end):
        assert one.verdict == "no"
        assert age.rule in one.reasons
    elif opens <= today < closes and one.verdict == "no":
        assert (
            age.rule not in one.reasons or age.rule in (BOOK.services[service].terms.special or ("", ""))[1]
        )


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        (Edge("birth", Span(months=36)), "2023-02-28"),
        (Edge("kindergarten", Span()), "2023-09-01"),
        (Edge("primary", Span()), "2026-09-01"),
        (Edge("primary", Span(months=108)), "2035-09-01"),
        (Edge("kindergarten", Span(months=8), ahead=True), "2023-01-01"),
    ],
)
def test_days_of_a_life(edge: Edge, expected: str) -> None:
    assert edge_day(BOOK.entry, edge, date(2020, 2, 29)).isoformat() == expected


@given(born=st.dates())
def test_the_ends_of_the_calendar_are_no_error(born: date) -> None:
    for service in BOOK.services.values():
        age = service.terms.ages
        assert edge_day(BOOK.entry, age.opens, born) <= edge_day(BOOK.entry, age.closes, born)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("育儿补贴在哪儿领", {"childcare_cash"}),
        ("医保怎么交", {"insurance"}),
        ("能不能请律师", {"legal_aid"}),
        ("is there a CHILD ALLOWANCE", {"childcare_cash"}),
        ("想找个托班", {"childcare"}),
        ("你好", set()),
        ("", set()),
    ],
)
def test_a_service_is_found_by_its_everyday_words(text: str, expected: set[str]) -> None:
    assert set(meant(((one.id, one.aliases) for one in BOOK.services.values()), text)) == expected
