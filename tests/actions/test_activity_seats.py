"""Seats and the waiting list, on both databases: any sequence of answers, two parents at the same instant, who hears of what."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from actions import activities, leaving
from actions import activity_results as results
from actions import activity_seats as seats
from actions.activity_seats import Outcome
from db import activities as tables
from db import sealing
from db.activities import ActivityState, Coming
from db.chats import of_guardian
from db.connection import open_engine
from db.families import Guardian
from db.schema import migrate
from rules.activities import fingerprint, fits, seats_of
from tests.actions.activity_house import DUTY, STARTS, desk, family, letters, published
from tests.actions.households import NOW, joined
from tests.actions.households import chat_of as chat_for
from tests.databases import KINDS, Kind, make_database
from tests.processes import DATA_KEY


def yes(session: Session, row: int, guardian: Guardian, children: int = 1) -> seats.Said:
    return seats.answer(desk(session), row, guardian.family_id, Coming.YES, children)


def test_the_last_seat_the_list_and_who_moves_up(session: Session) -> None:
    row = published(session, seats=2)
    number = row.id or 0
    one, two, three, four = (family(session, at) for at in range(4))
    assert yes(session, number, one).outcome == Outcome.SEAT
    assert yes(session, number, two).outcome == Outcome.SEAT
    waits = yes(session, number, three, 2)
    assert (waits.outcome, waits.turn) == (Outcome.WAITS, 1)
    waits = yes(session, number, four)
    assert (waits.outcome, waits.turn) == (Outcome.WAITS, 2)
    # one seat is free: the family of two cannot use it, the one behind it can
    seats.answer(desk(session), number, one.family_id, Coming.NO)
    assert tables.taken(session, [number]) == {number: 2}
    assert [(row.body or {})["what"] for row in letters(session)].count("seat") == 1
    told = letters(session, "seat")[0]
    assert told.chat_id == of_guardian(session, four.id or 0)[0].id
    waits = yes(session, number, three, 2)
    assert waits.turn == 1, "saying it again keeps their turn"
    assert yes(session, number, two, 2).outcome == Outcome.KEPT
    assert yes(session, number, three, 1).turn == 1
    seats.answer(desk(session), number, two.family_id, Coming.MAYBE)
    assert yes(session, number, three, 1).outcome == Outcome.SEAT


def test_saying_it_again_keeps_the_turn_of_who_waits(session: Session) -> None:
    """Whoever says yes again, to as many or to others, does not go to the end; whoever took it back does."""
    row = published(session, seats=1)
    number = row.id or 0
    people = [family(session, at) for at in range(4)]
    assert [yes(session, number, one).turn for one in people] == [0, 1, 2, 3]
    assert yes(session, number, people[1]).turn == 1
    assert yes(session, number, people[1], 2).turn == 1
    seats.answer(desk(session), number, people[1].family_id, Coming.MAYBE)
    assert yes(session, number, people[1]).turn == 3
    assert yes(session, number, people[2]).turn == 1


def test_who_joins_the_family_later_is_reminded_too(session: Session) -> None:
    """By the clock, in the last three days; once, however often it looks."""
    row = published(session)
    one = family(session, 1)
    yes(session, row.id or 0, one)
    other = joined(session, chat_for(session, "other"), one)
    theirs = of_guardian(session, other.id or 0)[0].id
    results.go_round(desk(session, STARTS - timedelta(days=4)))
    assert theirs not in {letter.chat_id for letter in letters(session)}
    for _time in range(2):
        results.go_round(desk(session, STARTS - timedelta(days=3)))
    assert sorted((one.body or {})["what"] for one in letters(session) if one.chat_id == theirs) == [
        "liked",
        "tomorrow",
    ]


def test_more_seats_and_no_limit_move_people_up(session: Session) -> None:
    row = published(session, seats=1)
    number = row.id or 0
    people = [family(session, at) for at in range(5)]
    for one in people:
        yes(session, number, one)
    outline = replace(activities.draft_of(row), seats=3)
    assert activities.change(desk(session), DUTY, row, outline)
    assert activities.publish(desk(session), DUTY, row, fingerprint(outline)) == activities.Done.DONE
    assert len(letters(session, "seat")) == 2
    outline = replace(outline, seats=None)
    activities.change(desk(session), DUTY, row, outline)
    activities.publish(desk(session), DUTY, row, fingerprint(outline))
    assert tables.taken(session, [number]) == {number: 5}
    outline = replace(outline, seats=2)
    activities.change(desk(session), DUTY, row, outline)
    activities.publish(desk(session), DUTY, row, fingerprint(outline))
    assert tables.taken(session, [number]) == {number: 5}, "nobody loses a seat"
    assert yes(session, number, family(session, 9)).outcome == Outcome.WAITS


def test_a_second_guardian_changes_the_familys_answer(session: Session) -> None:
    row = published(session)
    one = family(session, 1)
    other = joined(session, chat_for(session, "other"), one)
    yes(session, row.id or 0, one)
    seats.answer(desk(session), row.id or 0, other.family_id, Coming.NO)
    assert [guest.coming for guest in tables.guests(session, row.id or 0)] == ["no"]


def test_what_is_moved_or_called_off_is_told_to_yes_maybe_and_waiting(session: Session) -> None:
    row = published(session, seats=1)
    number = row.id or 0
    comes, waits, maybe, cannot = (family(session, at) for at in range(4))
    yes(session, number, comes)
    yes(session, number, waits)
    seats.answer(desk(session), number, maybe.family_id, Coming.MAYBE)
    seats.answer(desk(session), number, cannot.family_id, Coming.NO)
    assert {(one.body or {})["what"] for one in letters(session)} == {"tomorrow", "liked", "none"}
    outline = replace(
        activities.draft_of(row), starts_at=STARTS + timedelta(hours=1), ends_at=STARTS + timedelta(hours=3)
    )
    activities.change(desk(session), DUTY, row, outline)
    assert activities.publish(desk(session), DUTY, row, "00000000") == activities.Done.CHANGED
    assert activities.publish(desk(session), DUTY, row, fingerprint(outline)) == activities.Done.MOVED
    assert len(letters(session, "moved")) == 3
    assert [one.use_by for one in letters(session, "tomorrow")] == [STARTS + timedelta(hours=1)]
    assert activities.cancel(desk(session), DUTY, row, {"is": "weather"})
    assert not activities.cancel(desk(session), DUTY, row, {"is": "weather"})
    assert {(one.body or {})["what"] for one in letters(session)} == {"cancelled"}
    assert len(letters(session)) == 3
    assert yes(session, number, cannot).outcome == Outcome.OVER


def test_who_stopped_hears_only_of_their_seat_and_nothing_is_left_of_who_goes(session: Session) -> None:
    row = published(session, seats=1)
    number = row.id or 0
    comes, waits = family(session, 1), family(session, 2)
    waits.paused_at = NOW
    session.add(waits)
    session.flush()
    yes(session, number, comes)
    yes(session, number, waits)
    chat = of_guardian(session, comes.id or 0)[0]
    leaving.forget(session, chat)
    session.flush()
    assert [guest.family_id for guest in tables.guests(session, number)] == [waits.family_id]
    results.go_round(desk(session))
    guest = tables.guests(session, number)[0]
    assert seats.has_seat(guest), "the clock gives the seat that became free"
    assert {(one.body or {})["what"] for one in letters(session)} == {"none", "seat"}, "no reminder"


def test_taking_the_consent_back_takes_the_answers_too(session: Session) -> None:
    row = published(session)
    one = family(session, 1)
    yes(session, row.id or 0, one)
    leaving.withdraw(session, of_guardian(session, one.id or 0)[0], one, NOW)
    assert not tables.guests(session, row.id or 0)
    assert not letters(session)


def test_the_door(session: Session) -> None:
    row = published(session, seats=1)
    number = row.id or 0
    comes, waits, stranger = (family(session, at) for at in range(3))
    yes(session, number, comes, 1)
    yes(session, number, waits, 1)
    assert seats.door(desk(session), row.code) is None
    at_the_door = desk(session, STARTS - timedelta(minutes=10))
    assert seats.door(at_the_door, "0000") is None
    assert seats.door(at_the_door, row.code) is row
    for one in (comes, waits, stranger):
        seats.arrive(at_the_door, row, one.family_id)
        seats.arrive(at_the_door, row, one.family_id)
    every = tables.guests(session, number)
    assert [guest.number for guest in every] == [1, 2, 3]
    assert all(guest.came_at is not None and guest.waits_since is None for guest in every)
    assert seats.tick(at_the_door, row, every[0].id or 0, here=False) is every[0]
    assert every[0].came_at is None
    assert seats.tick(at_the_door, row, 999, here=True) is None
    found = results.turnout(row, tables.guests(session, number))
    assert (found.yes, found.came, found.came_children) == (3, 2, 2)


def test_feedback_hides_what_under_five_say_and_ends_in_sums(session: Session) -> None:
    row = published(session, seats=None)
    number = row.id or 0
    people = [family(session, at) for at in range(6)]
    for one in people:
        yes(session, number, one)
    after = desk(session, STARTS + timedelta(days=1))
    assert not results.say(desk(session), number, people[0].family_id, 1), "it is not over yet"
    for at, one in enumerate(people[:4]):
        assert results.say(after, number, one.family_id, 1, f"words {at}")
    assert results.feedback(row, tables.guests(session, number)) == results.Feedback(
        None, {1: None, 2: None, 3: None}
    )
    assert results.say(after, number, people[4].family_id, 2)
    assert not results.say(after, number, 999, 1)
    found = results.feedback(row, tables.guests(session, number))
    assert (found.answered, found.liked) == (5, {1: None, 2: None, 3: None})
    assert found.words == (), "four of five wrote: each could be known by it"
    assert results.say(after, number, people[4].family_id, 2, "words 4")
    assert results.feedback(row, tables.guests(session, number)).words == tuple(
        f"words {at}" for at in range(5)
    )
    results.sweep(session, STARTS + timedelta(days=80))
    assert tables.guests(session, number)
    results.sweep(session, STARTS + timedelta(days=95))
    assert not tables.guests(session, number)
    assert results.turnout(row, []).yes == 6
    assert results.feedback(row, []) == results.Feedback(5, {1: None, 2: None, 3: None})


def test_a_copy_is_next_quarter_on_the_same_day_of_the_week(session: Session) -> None:
    row = published(session)
    made = activities.copy(desk(session), DUTY, row)
    assert made is not None
    assert made.state == ActivityState.DRAFT
    assert activities.draft_of(made).starts_at == STARTS + timedelta(weeks=13)
    late = activities.copy(desk(session, STARTS + timedelta(days=200)), DUTY, row)
    assert late is not None
    assert activities.draft_of(late).starts_at is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_seat_at_the_same_instant(kind: Kind) -> None:
    """Eight parents, one seat: one has it, seven stand on the list, each in a place of their own."""
    sealing.use(sealing.KeyRing(DATA_KEY))
    with make_database(kind, prepare=migrate) as url:
        engine = open_engine(url)
        with Session(engine, expire_on_commit=False) as session:
            number = published(session, seats=1).id or 0
            people = [family(session, at).family_id for at in range(8)]
            session.commit()
        said = _at_once(engine, number, people)
        with Session(engine) as session:
            every = tables.guests(session, number)
        engine.dispose()
    assert sorted(one.outcome for one in said) == ["seat", *["waits"] * 7]
    assert sorted(one.turn for one in said) == list(range(8))
    assert sum(seats.has_seat(one) for one in every) == 1
    assert sorted(one.number for one in every) == list(range(1, 9))


def _at_once(engine: Engine, number: int, people: list[int]) -> list[seats.Said]:
    together, said = threading.Barrier(len(people)), list[seats.Said]()

    def say(family_id: int) -> None:
        together.wait()
        with Session(engine, expire_on_commit=False) as session:
            made = seats.answer(desk(session), number, family_id, Coming.YES)
            session.commit()
        said.append(made)

    threads = [threading.Thread(target=say, args=(one,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


_ANSWERS = st.tuples(
    st.integers(0, 5), st.sampled_from(Coming), st.integers(0, 4), st.one_of(st.none(), st.integers(1, 9))
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(_ANSWERS, min_size=1, max_size=14), first=st.integers(1, 6))
def test_whatever_is_said_the_list_holds(
    engine: Engine, acts: list[tuple[int, Coming, int, int | None]], first: int
) -> None:
    """Any sequence of answers and of other numbers of seats: no more given than there are, in order, and nobody waits who fits."""
    with Session(engine, expire_on_commit=False) as session:
        row = published(session, seats=first)
        people = [family(session, at).family_id for at in range(6)]
        for who, coming, children, many in acts:
            before = {guest.family_id: guest.waits_since for guest in tables.guests(session, row.id or 0)}
            had = tables.taken(session, [row.id or 0])[row.id or 0]
            if many is not None:
                outline = replace(activities.draft_of(row), seats=many)
                activities.change(desk(session), DUTY, row, outline)
                activities.publish(desk(session), DUTY, row, fingerprint(outline))
            seats.answer(desk(session), row.id or 0, people[who], coming, children)
            _holds(session, row.id or 0, row.seats or 0, had, before)


def _holds(session: Session, number: int, there_are: int, had: int, before: Mapping[int, object]) -> None:
    every = tables.guests(session, number)
    taken = sum(seats_of(one.children) for one in every if seats.has_seat(one))
    assert taken <= max(there_are, had), (
        "no more than there are, but for those who had theirs before seats were taken out"
    )
    waiting = [one for one in every if one.waits_since is not None]
    assert not any(fits(there_are, taken, one.children) for one in waiting)
    turns = [one.waits_since for one in waiting]
    assert len(set(turns)) == len(turns)
    assert all(one.waits_since == before[one.family_id] for one in waiting if before.get(one.family_id))
