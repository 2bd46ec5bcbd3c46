"""What families asked for is not found out through a notice: no fine audience, five families or more, and rounded numbers to the last letter."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from actions import needs, notice_audiences, notice_reports, notice_sending, notices
from actions.notices import Done
from db.families import Guardian
from rules.audiences import STAGES, Ages, Audience
from rules.needs import HIDDEN_BELOW, Answer, about
from rules.notices import Notice
from tests.actions.households import NOW, TODAY
from tests.actions.noticed import ANNA, TEXT, desk, draft, reader, rows, said

SPORT = Audience(tags=frozenset({"sport"}))


@given(st.integers(0, 100_000))
def test_numbers_in_one_step_look_the_same(number: int) -> None:
    told = about(number)
    assert told == about(number - number % HIDDEN_BELOW)
    assert (
        told is None if number < HIDDEN_BELOW else told is not None and number - HIDDEN_BELOW < told <= number
    )
    assert (about(number + 1) == told) or (number + 1) % HIDDEN_BELOW == 0


@pytest.mark.parametrize(
    "fine",
    [
        {"communities": frozenset({7})},
        {"languages": frozenset({"ug"})},
        {"activity": 1},
        {"got": 1},
        {"ages": (Ages(37, 37),)},
        {"ages": (STAGES[0], Ages(36, 70))},
    ],
)
def test_nothing_finer_than_districts_and_stages_goes_with_it(fine: dict[str, Any]) -> None:
    assert Audience(tags=SPORT.tags, **fine).tells_of_one
    assert not Audience(**fine).tells_of_one
    assert not replace(SPORT, districts=frozenset({"jinghu"}), ages=STAGES).tells_of_one


def wants(session: Session, number: int, topic: str = "sport", first: int = 0) -> list[Guardian]:
    """So many families who asked for it."""
    people = [reader(session, str(first + at))[1] for at in range(number)]
    for guardian in people:
        needs.answer(session, guardian, Answer([topic], [], "en"), NOW, TODAY)
    return people


def codes(session: Session, audience: Audience) -> set[str]:
    found = notice_sending.faults_of(desk(session), Notice(texts=TEXT, audience=audience))
    return {fault.code for fault in found}


def test_fewer_than_five_families_are_not_written_to_by_their_wishes(session: Session) -> None:
    """Nought and four are told alike; two guardians of a family are one family; who is left out does not count as reached."""
    assert codes(session, SPORT) == {"few"}
    people = wants(session, 4)
    _chat, other = reader(session, "other", child=False)
    other.family_id = people[0].family_id
    session.flush()
    assert codes(session, SPORT) == {"few"}
    row = draft(session, ANNA, Notice(texts=TEXT, audience=SPORT))
    assert notice_sending.confirm(desk(session), ANNA, row, notice_sending.print_of(row)) == Done.FAULTY
    (fifth,) = wants(session, 1, first=4)
    assert codes(session, SPORT) == set()
    fifth.paused_at = NOW
    session.flush()
    assert codes(session, SPORT) == {"few"}
    assert "fine" in codes(session, replace(SPORT, languages=frozenset({"en"})))


def test_a_correction_tells_no_more_than_what_it_corrects(session: Session) -> None:
    wants(session, 6)
    row = draft(session, ANNA, Notice(texts=TEXT, audience=SPORT))
    assert notice_sending.confirm(desk(session), ANNA, row, notice_sending.print_of(row)) == Done.DONE
    for one in rows(session, row):
        said(session, one)
    for turn in range(2):
        assert notice_audiences.hides(session, notices.notice_of(row))
        made = notice_reports.correct(desk(session), ANNA, row)
        assert made is not None
        assert notice_audiences.hides(session, notices.notice_of(made))
        right = replace(notices.notice_of(made), texts={"zh_CN": f"是周日，{turn}点。"})
        assert notices.change(desk(session), ANNA, made, made.revision, right) == Done.DONE
        assert notice_sending.confirm(desk(session), ANNA, made, notice_sending.print_of(made)) == Done.DONE
        row = made
    assert not notice_audiences.hides(session, Notice(texts=TEXT))


def test_two_audiences_of_one_step_show_the_same(session: Session) -> None:
    """From one family to the next, within a step, no screen, file or letter of it changes: they are all made of `about`."""
    seen = []
    for number in range(5, 10):
        wants(session, 5 if number == 5 else 1, first=100 * number)
        found = notice_audiences.counts(desk(session), Notice(texts=TEXT, audience=SPORT))
        assert found.reached == number
        seen.append(about(found.reached))
    assert all(one == other for one, other in pairwise(seen))
