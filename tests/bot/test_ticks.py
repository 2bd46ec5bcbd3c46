"""The clock of the running house: a new hour finds the questions that wait for a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from db.outbox import Outbox
from db.tickets import Ticket
from tests.bot.paper_cases import ask, read_all
from tests.databases import Kind
from tests.driver import told_house

BEGINS = datetime(2026, 11, 26, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_beat_in_a_new_hour_tells_of_a_silent_question(database_kind: Kind) -> None:
    """The office is open from 8:30 to 12:00 and from 14:00 to 17:30."""
    with told_house(database_kind, BEGINS) as house:
        mother, worker = house.person("telegram", "en"), house.person("telegram", "en")
        worker.invited("worker")
        ask(mother)
        before = len(read_all(house, Outbox))
        house._clock.moment = (BEGINS + timedelta(hours=7)).astimezone(UTC)
        for _beat in range(2):  # within the same hour it is told once
            house.loop.run_until_complete(house.house.ticks.beat())
            (ticket,) = read_all(house, Ticket)
            letters = [one for one in read_all(house, Outbox)[before:] if one.about == f"held:{ticket.id}"]
            assert (ticket.alarms, len(letters)) == (1, 1)
        assert house.house.ticks.alive
