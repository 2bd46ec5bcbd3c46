"""The letter at the opening of the office counts every district its reader serves, once. Nothing is written of a morning that was interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlmodel import select

from db.house import Note
from db.outbox import Outbox
from dialogs.call_round import jobs
from rules.roles import Role
from tests.dialogs.followed import parent_of, registers
from tests.dialogs.staffed import Worker, staffed_house
from tests.dialogs.talk import ZONE, House

MORNING = datetime(2026, 11, 24, 9, tzinfo=ZONE)


@pytest.fixture
def house() -> Iterator[House]:
    with staffed_house() as opened:
        yield opened


def told(worker: Worker) -> list[str]:
    return [one.text for one in worker.news() if "to call today" in one.text]


def goes(house: House, most: int | None = None) -> int:
    """Every piece in a transaction of its own, as the clock does it; after `most` pieces the plug is pulled."""
    done = 0
    house.clock.moment = MORNING
    for job in jobs(house.around, MORNING):
        if done == most:
            break
        with house.session() as session:
            job(session)
            session.commit()
        done += 1
    return done


def test_the_letter_counts_every_district_once(house: House) -> None:
    near, far = Worker(house, 8).hired(Role.WORKER, "jinghu"), Worker(house, 9).hired(Role.WORKER, "yijiang")
    both = Worker(house, 10).hired(Role.WORKER, "jinghu", "yijiang")
    everywhere = Worker(house, 11).hired(Role.WORKER)
    for number, district in ((1, "镜湖区"), (2, "镜湖区"), (3, "弋江区")):
        registers(parent_of(house, number), district=district)
    pieces = goes(house)
    assert told(near) == ["📞 2 families to call today."]
    assert told(far) == ["📞 1 family to call today."]
    assert told(both) == ["📞 3 families to call today."]
    assert told(everywhere) == ["📞 3 families to call today."]
    # the rest of the round, the look at the note, two districts with an end each, the letters
    assert pieces == 7
    goes(house)
    assert [told(one) for one in (near, far, both, everywhere)] == [[], [], [], []]


def test_a_morning_that_was_interrupted_begins_anew(house: House) -> None:
    worker = Worker(house, 8).hired(Role.WORKER, "jinghu")
    for number in (1, 2):
        registers(parent_of(house, number))
    whole = 5
    for pieces in range(whole):
        assert goes(house, pieces) == pieces
        assert told(worker) == []
        with house.session() as session:
            assert "calls" not in [one.name for one in session.exec(select(Note))]
            assert not session.exec(select(Outbox).where(Outbox.about == "calls")).all()
    assert goes(house) == whole
    assert told(worker) == ["📞 2 families to call today."]
