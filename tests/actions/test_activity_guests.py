"""What the database counts of an activity is what was answered; and an answer, the card and the clock load nobody who has nothing to do with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlmodel import Session

from actions import activity_results as results
from actions import activity_seats as seats
from db import activities as tables
from db import activity_guests as who
from db.activities import ActivityGuest, Coming
from db.outbox import Outbox
from tests.actions.activity_house import OUTLINE, STARTS, desk, family, letters, published

_LATER = replace(OUTLINE, starts_at=STARTS + timedelta(days=30), ends_at=STARTS + timedelta(days=30, hours=2))
_ACTS = st.tuples(st.integers(0, 4), st.sampled_from([*Coming, None]), st.integers(0, 3))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(_ACTS, max_size=12), limit=st.one_of(st.none(), st.integers(1, 4)))
def test_sums_and_turns_are_those_of_the_answers(
    engine: Engine, acts: list[tuple[int, Coming | None, int]], limit: int | None
) -> None:
    with Session(engine, expire_on_commit=False) as session:
        row = published(session, seats=limit)
        number = row.id or 0
        people = [family(session, one).family_id for one in range(5)]
        for one, coming, children in acts:
            if coming is None:
                seats.arrive(desk(session, STARTS), row, people[one])
            else:
                seats.answer(desk(session), number, people[one], coming, children)
        for moved_at in (None, row.published_at):
            row.moved_at = moved_at
            assert results.turnout_of(session, row) == results.turnout(row, tables.guests(session, number))
        every = tables.guests(session, number)
        line = sorted(
            (one for one in every if one.waits_since), key=lambda one: (one.waits_since, one.id or 0)
        )
        assert [who.turn_of(session, one) for one in line] == [*range(1, len(line) + 1)]
        assert [one for one, _children in who.waiting(session, number)] == [one.id for one in line]
        assert who.seated(session, number) == [one for one in every if seats.has_seat(one)]
        assert who.to_be_told(session, number) == sum(one.coming != Coming.NO for one in every)
        assert who.somebody_came(session, number) == any(one.came_at for one in every)


@contextmanager
def loaded(session: Session) -> Iterator[list[int]]:
    """Answers that are read from the database meanwhile, by their family."""
    session.flush()
    session.expunge_all()
    found: list[int] = []

    def note(guest: ActivityGuest, _context: object, _attributes: object = None) -> None:
        found.append(guest.family_id)

    for name in ("load", "refresh"):
        event.listen(ActivityGuest, name, note)
    try:
        yield found
    finally:
        for name in ("load", "refresh"):
            event.remove(ActivityGuest, name, note)


@pytest.mark.parametrize("limit", [None, 3])
def test_an_answer_loads_nobody_elses(session: Session, limit: int | None) -> None:
    number = published(session, seats=limit).id or 0
    people = [family(session, one).family_id for one in range(12)]
    for one in people[:-1]:
        seats.answer(desk(session), number, one, Coming.YES)
    with loaded(session) as found:
        said = seats.answer(desk(session), number, people[-1], Coming.YES)
    assert set(found) <= {people[-1]}
    assert said.turn == (0 if limit is None else 9)
    with loaded(session) as found:
        seats.answer(desk(session), number, people[0], Coming.NO)
    up = {people[3]} if limit is not None else set()
    assert set(found) <= {people[0]} | up, "and who gets the seat"
    with loaded(session) as found:
        results.say(desk(session, STARTS + timedelta(days=1)), number, people[1], 1)
    assert set(found) == {people[1]}


def test_a_round_with_nothing_new_loads_nobody_and_writes_nothing(session: Session) -> None:
    number = published(session, seats=None).id or 0
    far = published(session, seats=None, outline=_LATER).id or 0
    people = [family(session, one).family_id for one in range(6)]
    for one in people:
        seats.answer(desk(session), number, one, Coming.YES)
    soon = desk(session, STARTS - timedelta(days=2))
    assert results.to_look_at(soon) == [number], "the other one is far away, and nobody waits for it"
    before = [one.id for one in letters(session)]
    with loaded(session) as found:
        results.look_at(soon, number)
    assert found == []
    assert [one.id for one in letters(session)] == before
    session.delete(session.get_one(Outbox, before[0]))
    session.delete(session.get_one(Outbox, before[1]))
    with loaded(session) as found:
        results.look_at(soon, number)
    assert set(found) == {people[0]}
    assert len(letters(session)) == len(before)
    assert far not in results.to_look_at(desk(session, STARTS + timedelta(days=1)))
