"""Duties only one process may have, on both databases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.leases import Holder
from bot.room import Room
from db import house
from tests.tables import engine

__all__ = ["engine"]
DUTY = "courier"


@pytest.fixture
def room(engine: Engine) -> Iterator[Room]:  # pytest hands it in by its name
    room = Room(engine)
    yield room
    room.close()


def holder(room: Room, pid: int, machine: str | None = None) -> Holder:
    """A holder as it would be in the process `pid`, on this machine unless another is named."""
    made = Holder(room)
    here, _own, word = made.name.rsplit(":", 2)
    made.name = f"{machine or here}:{pid}:{word}"
    return made


#: Two processes that live, and a number no process has.
LIVES, ALSO_LIVES, NOBODY = os.getpid(), os.getppid(), 2**22 + 7


async def test_one_has_it_and_the_other_waits(room: Room) -> None:
    one, other = holder(room, ALSO_LIVES), Holder(room)
    assert await one.take(DUTY)
    assert not await other.take(DUTY)
    assert (one.holds(DUTY), other.holds(DUTY)) == (True, False)
    assert await one.take(DUTY)
    assert await other.take("another duty")


async def test_what_is_given_back_is_free_at_once(room: Room) -> None:
    one, other = holder(room, ALSO_LIVES), Holder(room)
    assert await one.take(DUTY)
    await one.give_back()
    assert not one.holds(DUTY)
    assert await other.take(DUTY)
    await one.give_back()  # what somebody else has is not ours to give back
    assert await room.write(lambda session: house.lease(session, DUTY)) is not None


async def test_a_lease_that_ran_out_is_taken_over(room: Room) -> None:
    one, other = holder(room, ALSO_LIVES), Holder(room)
    assert await one.take(DUTY)
    await ends(room, datetime.now(UTC) - timedelta(seconds=1))
    assert await other.take(DUTY)


@pytest.mark.parametrize(
    ("pid", "machine", "free"),
    [
        (NOBODY, None, True),
        (NOBODY, "elsewhere", False),
        # A container starts with the same number each time: it was us before the restart.
        (LIVES, None, True),
        (ALSO_LIVES, None, False),
    ],
    ids=["dead", "on another machine", "our own number", "alive"],
)
async def test_the_dead_are_not_waited_for(room: Room, pid: int, machine: str | None, free: bool) -> None:
    assert await holder(room, pid, machine).take(DUTY)
    assert await Holder(room).take(DUTY) is free


async def ends(room: Room, moment: datetime) -> None:
    def change(session: Session) -> None:
        lease = house.lease(session, DUTY)
        assert lease is not None
        lease.until = moment
        session.add(lease)

    await room.write(change)
