"""The papers guide in memory: answers and ticks stand once, one tap takes them back, a move changes the permit, and the plan follows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from actions import calendars, housekeeping, plans, records
from actions import children as child_actions
from actions import papers as actions
from actions.desk import Desk
from content import load_knowledge
from db import pages, papers
from db import reminders as db_reminders
from db.children import Child
from rules.enrolment.answers import Answers
from rules.enrolment.guide import Guide
from tests.actions.households import NOW, TODAY, ZONE, chat_of, child_of, guardian_of

KNOWLEDGE = load_knowledge("cn/wuhu")


@pytest.fixture
def child(session: Session) -> Child:
    """Small class in autumn 2027."""
    child = child_of(session, guardian_of(session, chat_of(session, "4711")))
    child_actions.correct_birth(session, KNOWLEDGE, child, date(2024, 6, 12), ZONE, NOW)
    return child


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session, KNOWLEDGE, ZONE, NOW)


def later(session: Session, days: int) -> Desk:
    return Desk(session, KNOWLEDGE, ZONE, NOW + timedelta(days=days))


def guide(session: Session, child: Child, today: date = TODAY) -> Guide:
    found = plans.guide_of(KNOWLEDGE, child, records.of_child(session, child), today)
    assert found is not None
    return found


def have(session: Session, child: Child) -> set[str]:
    number = child.id or 0
    return {one.paper for one in papers.standing(session, [number])[number]}


def test_who_asked_for_no_guide_has_none(session: Session, child: Child) -> None:
    assert records.of_child(session, child).papers is None
    assert plans.guide_of(KNOWLEDGE, child, records.of_child(session, child), TODAY) is None


def test_answers_add_up_in_one_row_and_are_sealed(desk: Desk, session: Session, child: Child) -> None:
    actions.answer(desk, child, Answers(home="divorced"))
    actions.answer(desk, child, Answers(permit="none"))
    row = papers.guides(session, [child.id or 0])[child.id or 0]
    kept = records.of_child(session, child).papers
    assert kept is not None
    assert (kept.answers.home, kept.answers.permit) == ("divorced", "none")
    raw = session.connection().exec_driver_sql("SELECT answers FROM papers_guide").scalar()
    assert raw is not None
    assert row.answers.encode() not in bytes(raw)


def test_a_tick_stands_once_and_stays_in_the_history(desk: Desk, session: Session, child: Child) -> None:
    for _turn in range(2):
        actions.tick(desk, child, "hukou_book", True)
    assert have(session, child) == {"hukou_book"}
    for _turn in range(2):
        actions.tick(desk, child, "hukou_book", False)
    assert have(session, child) == set()
    assert [one.struck_at is not None for one in papers.all_of(session, child.id or 0)] == [True]


def test_one_tap_takes_back_what_one_tap_wrote(session: Session, child: Child) -> None:
    first, second = later(session, 0), later(session, 1)
    actions.answer(first, child, Answers(home="both"))
    actions.tick(first, child, "hukou_book", True)
    actions.tick(second, child, "birth_certificate", True)
    actions.mark(second, child, "applied")
    assert actions.take_back(second, child, int(second.now.timestamp())) == 2
    assert have(session, child) == {"hukou_book"}
    row = papers.guides(session, [child.id or 0])[child.id or 0]
    assert row.applied_at is None
    assert actions.take_back(second, child, int(second.now.timestamp())) == 0


def test_who_is_enrolled_has_done_what_comes_before(desk: Desk, session: Session, child: Child) -> None:
    actions.answer(desk, child, Answers(home="both", permit="here"))
    actions.mark(desk, child, "enrolled")
    row = papers.guides(session, [child.id or 0])[child.id or 0]
    assert None not in (row.applied_at, row.result_at, row.enrolled_at)
    assert guide(session, child).deadlines == ()


def test_ticking_the_permit_answers_the_question_about_it(desk: Desk, session: Session, child: Child) -> None:
    actions.answer(desk, child, Answers(permit="none", housing="rent"))
    assert guide(session, child).decision.permit_documents == ("lease_contract",)
    actions.tick(desk, child, "residence_permit", True)
    kept = records.of_child(session, child).papers
    assert kept is not None
    assert kept.answers.permit == "here"
    assert guide(session, child).decision.permit_documents is None
    actions.tick(desk, child, "residence_permit", False)
    kept = records.of_child(session, child).papers
    assert kept is not None
    assert kept.answers.permit == "none"


def test_a_permit_that_was_said_to_be_there_and_is_not_is_asked_about(
    desk: Desk, session: Session, child: Child
) -> None:
    actions.answer(desk, child, Answers(permit="here"))
    actions.tick(desk, child, "residence_permit", False)
    kept = records.of_child(session, child).papers
    assert kept is not None
    assert kept.answers.permit is None


def test_a_move_makes_the_permit_one_of_another_district(desk: Desk, session: Session, child: Child) -> None:
    assert actions.moved(desk, child, True) is False
    actions.answer(desk, child, Answers(home="both", permit="here"))
    actions.tick(desk, child, "residence_permit", True)
    assert actions.moved(desk, child, True) is True
    kept = records.of_child(session, child).papers
    assert kept is not None
    assert (kept.answers.permit, kept.have) == ("elsewhere", frozenset())
    assert "residence_permit" in guide(session, child).decision.missing


def test_reminders_of_papers_are_queued_and_withdrawn(session: Session, child: Child) -> None:
    """From the first answer on; what is ticked is not asked for any more."""
    desk = later(session, 0)
    actions.answer(desk, child, Answers(home="both", permit="none", housing="rent"))
    waiting = {day.id for day in guide(session, child).deadlines}
    assert "27register" in waiting
    soon = later(session, 7)
    plans.plan(session, KNOWLEDGE, child, ZONE, soon.now)
    chats = [one.chat_id for one in db_reminders.waiting_reminders(session, [1, 2, 3])]
    about = [one.about for one in db_reminders.waiting_reminders(session, [1, 2, 3])]
    assert chats
    assert f"paper:{child.id}:p_27register" in about
    actions.answer(soon, child, Answers(permit="registered", registered_on=soon.today))
    about = [one.about for one in db_reminders.waiting_reminders(session, [1, 2, 3])]
    assert f"paper:{child.id}:p_27register" not in about


def test_a_new_list_keeps_only_the_history(desk: Desk, session: Session, child: Child) -> None:
    actions.answer(desk, child, Answers(home="both"))
    actions.tick(desk, child, "hukou_book", True)
    actions.start_over(desk, child)
    assert records.of_child(session, child).papers is None
    assert have(session, child) == set()
    assert len(papers.all_of(session, child.id or 0)) == 1


def test_the_days_stand_in_the_phones_calendar(desk: Desk, session: Session, child: Child) -> None:
    """Each with a name of its own; what is only asked for again and again stands on the next day it is asked for."""
    actions.answer(desk, child, Answers(home="both", permit="none", housing="rent"))
    coming = calendars.dates(session, KNOWLEDGE, [child], ZONE, desk.now)
    days = {one.id: one.on for one in coming if one.id.startswith("paper-")}
    assert days[f"paper-{child.id}-p_27opens"] == date(2027, 6, 4)
    assert days[f"paper-{child.id}-p_27register"] == TODAY + timedelta(days=1)
    actions.mark(desk, child, "enrolled")
    coming = calendars.dates(session, KNOWLEDGE, [child], ZONE, desk.now)
    assert not [one for one in coming if one.id.startswith("paper-")]


def test_what_a_stranger_said_is_shown_for_two_days_only(session: Session) -> None:
    """A birth date that was typed without entering a child stands in the page's messages, and goes with them."""
    stranger, known = chat_of(session, "s", "web"), chat_of(session, "k", "web")
    guardian = guardian_of(session, known)
    known.guardian_id = guardian.id
    for chat in (stranger, known):
        pages.append(session, chat.id or 0, True, {"text": "2024-06-12"}, NOW)
    housekeeping.sweep(session, NOW + pages.KEEP_OF_STRANGERS)
    assert pages.history(session, stranger.id or 0, None, 10)
    housekeeping.sweep(session, NOW + pages.KEEP_OF_STRANGERS + timedelta(seconds=1))
    assert pages.history(session, stranger.id or 0, None, 10) == []
    assert len(pages.history(session, known.id or 0, None, 10)) == 1
