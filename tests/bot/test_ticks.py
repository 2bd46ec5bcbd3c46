"""The clock of the running house: a new hour finds the questions that wait for a person, every beat the notices whose minute has come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from actions import notice_sending, notices
from actions.desk import Desk
from db.notices import NoticeRow
from db.outbox import Outbox
from db.tickets import Ticket
from rules.notices import Notice, Repeats
from rules.roles import Duty, Role
from tests import many
from tests.bot.paper_cases import ask, read_all
from tests.databases import Kind
from tests.driver import ToldHouse, told_house

ZONE = ZoneInfo("Asia/Shanghai")
BEGINS = datetime(2026, 11, 26, 9, 0, tzinfo=ZONE)


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


PLANNED = BEGINS + timedelta(minutes=40)
ANNA = Duty("owner", Role.ADMINISTRATOR, chat=999)


def plan_a_notice(house: ToldHouse, repeats: Repeats) -> int:
    """Six families, and a notice that leaves to them within this very hour; how many it reaches."""
    now = house.now

    def plan(session: Session) -> int:
        desk = Desk(session, house.house.around.knowledge, ZONE, now)
        number = len(many.come(session, 6, now))
        row = notices.begin(desk, ANNA, Notice(texts={"zh_CN": "明天停电。"}, at=PLANNED, repeats=repeats))
        assert row is not None
        done = notice_sending.confirm(desk, ANNA, row, notice_sending.print_of(row))
        assert done == notices.Done.PLANNED
        return number

    return house.house.room.in_transaction(plan)


def beats(house: ToldHouse, moment: datetime, times: int = 2) -> tuple[list[str], int]:
    """The clock beats at this moment, again and again; the states of all notices, and the rows they became."""
    house._clock.moment = moment.astimezone(UTC)
    for _beat in range(times):
        house.loop.run_until_complete(house.house.ticks.beat())
    rows = [one for one in read_all(house, Outbox) if one.kind == "notice"]
    return sorted(one.state for one in read_all(house, NoticeRow)), len(rows)


def test_a_beat_lets_a_planned_notice_leave_at_its_minute(database_kind: Kind) -> None:
    """Not at the next full hour: the beats between look, too. Once nothing of it waits, a beat ends it."""
    with told_house(database_kind, BEGINS) as house:
        reached = plan_a_notice(house, Repeats.ONCE)
        assert beats(house, BEGINS) == (["planned"], 0)
        assert beats(house, PLANNED - timedelta(seconds=1)) == (["planned"], 0)
        house.house.courier.wake.clear()
        assert beats(house, PLANNED) == (["sending"], reached)
        assert house.house.courier.wake.is_set(), "the courier is woken, it does not wait for its next look"
        moment = house.now
        house.house.room.in_transaction(lambda session: many.deliver(session, 1, moment))
        assert beats(house, PLANNED + timedelta(seconds=30)) == (["done"], reached)


def test_after_a_standstill_a_repeating_notice_leaves_once(database_kind: Kind) -> None:
    """Three weeks in a drawer: what was due is listed as missed, the next one leaves on its day and its minute, and none is made up for."""
    with told_house(database_kind, BEGINS) as house:
        reached = plan_a_notice(house, Repeats.WEEKLY)
        assert beats(house, PLANNED) == (["planned", "sending"], reached)
        assert beats(house, PLANNED + timedelta(days=16)) == (["missed", "planned", "sending"], reached)
        states, number = beats(house, PLANNED + timedelta(days=21) - timedelta(seconds=1))
        assert (states.count("planned"), number) == (1, reached)
        states, number = beats(house, PLANNED + timedelta(days=21))
        assert (states.count("sending"), number) == (2, 2 * reached)
