"""The clock's hourly rounds: one that fails is counted and keeps no other out; a city is counted in pieces. Real databases, a real table that is gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlmodel import Session, select

from bot.metrics import REGISTRY
from db.house import Note
from db.tickets import Ticket
from tests.bot.paper_cases import ask, read_all
from tests.databases import Kind
from tests.driver import ToldHouse, told_house

ZONE = ZoneInfo("Asia/Shanghai")
BEGINS = datetime(2026, 11, 26, 9, 0, tzinfo=ZONE)


def failed(name: str) -> float:
    return REGISTRY.get_sample_value("houniao_rounds_failed_total", {"round": name}) or 0.0


def beats(house: ToldHouse, moment: datetime) -> None:
    house._clock.moment = moment.astimezone(UTC)
    house.loop.run_until_complete(house.house.ticks.beat())


def break_table(house: ToldHouse, name: str, to: str) -> None:
    def rename(session: Session) -> None:
        session.execute(text(f"ALTER TABLE {name} RENAME TO {to}"))

    house.house.room.in_transaction(rename)


def test_a_round_that_fails_keeps_no_other_out(database_kind: Kind) -> None:
    """Whom to call cannot be told: questions are heard of and the day is swept all the same, and an hour later it goes again."""
    with told_house(database_kind, BEGINS) as house:
        mother, worker = house.person("telegram", "en"), house.person("telegram", "en")
        worker.invited("worker")
        ask(mother)
        before = {name: failed(name) for name in ("questions", "calls", "activities")}
        break_table(house, "pairing", "pairing_gone")
        beats(house, BEGINS + timedelta(hours=7))
        after = {name: failed(name) - before[name] for name in before}
        assert after == {"questions": 0, "calls": 1, "activities": 0}
        (ticket,) = read_all(house, Ticket)
        assert ticket.alarms == 1
        assert any(one.name == "swept" for one in notes(house)), "what comes behind the rounds was done"
        beats(house, BEGINS + timedelta(hours=7, minutes=1))
        assert failed("calls") == before["calls"] + 1, "not every beat, once an hour"
        break_table(house, "pairing_gone", "pairing")
        beats(house, BEGINS + timedelta(hours=8))
        assert failed("calls") == before["calls"] + 1
        assert house.house.ticks.alive


def test_notices_that_cannot_leave_keep_nobody_else_waiting(database_kind: Kind) -> None:
    with told_house(database_kind, BEGINS) as house:
        mother, worker = house.person("telegram", "en"), house.person("telegram", "en")
        worker.invited("worker")
        ask(mother)
        before = failed("notices")
        break_table(house, "notice", "notice_gone")
        beats(house, BEGINS + timedelta(hours=7))
        assert failed("notices") == before + 1
        (ticket,) = read_all(house, Ticket)
        assert ticket.alarms == 1


def notes(house: ToldHouse) -> list[Note]:
    return house.house.room.in_transaction(lambda session: list(session.exec(select(Note))))
