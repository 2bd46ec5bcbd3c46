"""Two at the same instant, with threads, on both databases: a notice leaves once, a clock ticks once, a person has one voice, a call is made once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, select

from actions import (
    activities,
    calls,
    needs,
    notice_families,
    notice_reports,
    notice_round,
    notice_sending,
    notices,
)
from actions import activity_seats as seats
from actions import referrals as referral_actions
from actions.activity_seats import Outcome as SeatOutcome
from actions.notice_round import Tell
from actions.notices import Done
from db import activities as tables
from db import referrals as referral_tables
from db import registrations as registration_tables
from db.activities import Coming
from db.chats import Chat
from db.families import Guardian
from db.follow_up import CallDone
from db.needs import NeedAsked, NeedWant
from db.notices import NoticeMute, NoticePress, NoticeRow, NoticeState
from db.outbox import Outbox
from db.staff import StaffAudit
from rules.follow_up import Outcome
from rules.needs import Answer
from rules.notices import FOUR_EYES_FROM, Notice, Repeats, Subject
from rules.roles import Duty
from tests import many
from tests.actions import activity_house, known
from tests.actions.households import NOW, TODAY, chat_of, guardian_of, joined, local
from tests.actions.noticed import (
    ANNA,
    MANAGER,
    OTHER_OWNER,
    OWNER,
    TEXT,
    desk,
    draft,
    reader,
    rows,
    said,
    sent,
)

T = TypeVar("T")
POLL = Notice(texts=TEXT, options=({"zh_CN": "周六"}, {"zh_CN": "周日"}))


def at_once(engine: Engine, *deeds: Callable[[Session], T]) -> list[T]:
    """Each in a thread and a transaction of its own, all let go at one moment; what each of them gave."""
    together = threading.Barrier(len(deeds))
    for one in [engine.raw_connection() for _deed in deeds]:
        one.close()  # open by now: whoever has to open one first would come too late

    def act(deed: Callable[[Session], T]) -> T:
        together.wait()
        with Session(engine, expire_on_commit=False) as session:
            made = deed(session)
            session.commit()
        return made

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(act, deeds))


def test_two_taps_on_send_are_one_notice(engine: Engine) -> None:
    with Session(engine) as session:
        for number in range(3):
            reader(session, str(number))
        row = draft(session)
        number, seen = row.id or 0, notice_sending.print_of(row)
        session.commit()

    def tap(session: Session) -> Done:
        found = notices.one(session, ANNA, number)
        assert found is not None
        return notice_sending.confirm(desk(session), ANNA, found, seen)

    assert sorted(at_once(engine, *[tap] * 4)) == sorted([Done.DONE, *[Done.TOO_LATE] * 3])
    with Session(engine) as session:
        row = session.get_one(NoticeRow, number)
        assert (row.queued, len(rows(session, row))) == (3, 3)
        deeds = [one.what for one in session.exec(select(StaffAudit))]
        assert deeds == ["notice.begun", "notice.confirmed"]


def test_two_second_persons_are_one(engine: Engine) -> None:
    with Session(engine) as session:
        many.come(session, FOUR_EYES_FROM, NOW)
        row = draft(session)
        number, seen = row.id or 0, notice_sending.print_of(row)
        assert notice_sending.confirm(desk(session), ANNA, row, seen) == Done.ASKED
        session.commit()

    def seconds(duty: Duty) -> Callable[[Session], Done]:
        def deed(session: Session) -> Done:
            found = notices.one(session, duty, number)
            assert found is not None
            return notice_sending.second(desk(session), duty, found, seen)

        return deed

    assert sorted(at_once(engine, seconds(OWNER), seconds(OTHER_OWNER))) == sorted([Done.DONE, Done.TOO_LATE])
    with Session(engine) as session:
        assert len(session.exec(select(Outbox)).all()) == FOUR_EYES_FROM
        assert notices.one(session, MANAGER, number) is None


def test_two_clocks_let_it_leave_once(engine: Engine) -> None:
    at = local(25, 10)
    with Session(engine) as session:
        reader(session, "1")
        for repeats in (Repeats.ONCE, Repeats.WEEKLY):
            row = draft(session, OWNER, Notice(texts=TEXT, at=at, repeats=repeats))
            planned = notice_sending.confirm(desk(session), OWNER, row, notice_sending.print_of(row))
            assert planned == Done.PLANNED
        session.commit()

    def tick(session: Session) -> list[Tell]:
        return [one.tell for one in notice_round.go_round(desk(session, at))]

    assert sorted(tell for told in at_once(engine, tick, tick, tick) for tell in told) == [
        Tell.LEFT,
        Tell.LEFT,
    ]
    with Session(engine) as session:
        assert len(session.exec(select(Outbox)).all()) == 2
        states = sorted(one.state for one in session.exec(select(NoticeRow)))
        assert states == sorted([NoticeState.SENDING, NoticeState.SENDING, NoticeState.PLANNED])


def test_one_person_with_two_phones_has_one_voice(engine: Engine) -> None:
    with Session(engine) as session:
        chat, guardian = reader(session, "1")
        talks = [chat.id or 0, *(chat_of(session, f"{at}", "web", guardian).id or 0 for at in range(2, 5))]
        row = sent(session, POLL)
        said(session, rows(session, row)[0])
        number, who = row.id or 0, guardian.id or 0
        session.commit()

    def mutes(session: Session) -> None:
        notice_families.mute(session, session.get_one(Guardian, who), Subject.HEALTH, NOW)

    def votes(talk: int, option: int) -> Callable[[Session], bool]:
        def deed(session: Session) -> bool:
            theirs = session.get_one(Chat, talk)
            return notice_families.vote(session, theirs, number, option, NOW) is not None

        return deed

    for _round in range(8):
        assert all(at_once(engine, *(votes(talk, 1 + at % 2) for at, talk in enumerate(talks))))
        with Session(engine) as session:
            assert len(session.exec(select(NoticePress)).all()) == 1
            assert sum(notice_reports.report(session, session.get_one(NoticeRow, number)).votes.values()) == 1
    at_once(engine, *[mutes] * 4)
    with Session(engine) as session:
        assert len(session.exec(select(NoticeMute)).all()) == 1


def test_two_guardians_answer_the_survey_as_one_family(engine: Engine) -> None:
    with Session(engine) as session:
        one = guardian_of(session, chat_of(session, "1"))
        people = [one.id or 0, joined(session, chat_of(session, "2"), one).id or 0]
        session.commit()

    def says(who: int, topic: str) -> Callable[[Session], None]:
        def deed(session: Session) -> None:
            said_so = Answer([topic], ["weekday_day"], "zh_CN")
            needs.answer(session, session.get_one(Guardian, who), said_so, NOW, TODAY)

        return deed

    at_once(engine, *(says(who, topic) for who, topic in zip(people, ("homework", "art"), strict=True)))
    with Session(engine) as session:
        (row,) = session.exec(select(NeedAsked)).all()
        assert [one.topic for one in session.exec(select(NeedWant))] == row.wants.split()


def test_two_colleagues_call_once_and_give_one_receipt(engine: Engine) -> None:
    with Session(engine) as session:
        chat, _guardian, row = known.family(session)
        referral, family = known.agreed(session, chat, row).id or 0, row.family_id
        session.commit()

    def called(session: Session) -> bool:
        found = registration_tables.one(session, family, known.WORKER)
        assert found is not None
        return calls.done(known.desk(session, hours=1), known.WORKER, found, Outcome.REACHED)

    def received(session: Session) -> bool:
        found = referral_tables.one(session, referral, known.CIVIL)
        assert found is not None
        return referral_actions.receive(known.desk(session), known.CIVIL, found)

    assert sorted(at_once(engine, called, called, called)) == [False, False, True]
    assert sorted(at_once(engine, received, received, received)) == [False, False, True]
    with Session(engine) as session:
        assert len(session.exec(select(CallDone)).all()) == 1
        whats = [one.what for one in session.exec(select(StaffAudit))]
        assert whats == ["referral.offered", "family.reached", "referral.received"]


def test_a_stop_and_a_clock_at_once_leave_nothing_waiting(engine: Engine) -> None:
    at = local(25, 10)
    with Session(engine) as session:
        reader(session, "1")
        row = draft(session, OWNER, Notice(texts=TEXT, at=at))
        assert notice_sending.confirm(desk(session), OWNER, row, notice_sending.print_of(row)) == Done.PLANNED
        number = row.id or 0
        session.commit()

    def stops(session: Session) -> object:
        found = notices.one(session, ANNA, number)
        assert found is not None
        return notice_sending.stop(desk(session, at), ANNA, found)

    def ticks(session: Session) -> object:
        return notice_round.go_round(desk(session, at + timedelta(seconds=1)))

    assert Done.DONE in at_once(engine, stops, ticks)
    with Session(engine) as session:
        row = session.get_one(NoticeRow, number)
        assert row.state == NoticeState.STOPPED
        assert {one.state for one in rows(session, row)} <= {"withdrawn"}


def test_two_guardians_say_yes_for_one_family(engine: Engine) -> None:
    """Whoever is second changes the answer: one line on the list, one seat for each child that was said last."""
    with Session(engine) as session:
        number = activity_house.published(session, seats=4).id or 0
        family = activity_house.family(session, 1).family_id
        session.commit()

    def says(children: int) -> Callable[[Session], seats.Said]:
        return lambda session: seats.answer(desk(session), number, family, Coming.YES, children)

    told = at_once(engine, says(1), says(2), says(3), says(4))
    assert {one.outcome for one in told} == {SeatOutcome.SEAT}
    with Session(engine) as session:
        (guest,) = tables.guests(session, number)
        assert tables.taken(session, [number]) == {number: guest.children}


def test_called_off_while_somebody_says_yes(engine: Engine) -> None:
    """Either the yes came first, and they are told that it is off; or it comes too late, and says so. Nobody stands before a closed door."""
    with Session(engine) as session:
        number = activity_house.published(session, seats=None).id or 0
        families = [activity_house.family(session, at).family_id for at in range(6)]
        session.commit()

    def says(family: int) -> Callable[[Session], object]:
        return lambda session: seats.answer(desk(session), number, family, Coming.YES).outcome

    def off(session: Session) -> object:
        row = tables.one(session, number, activity_house.DUTY)
        assert row is not None
        return activities.cancel(desk(session), activity_house.DUTY, row, {"is": "weather"})

    told = at_once(engine, *map(says, families[:3]), off, *map(says, families[3:]))
    assert set(told) <= {SeatOutcome.SEAT, SeatOutcome.OVER, True}
    with Session(engine) as session:
        assert len(tables.guests(session, number)) == told.count(SeatOutcome.SEAT)
        whats = [(one.body or {})["what"] for one in activity_house.letters(session)]
        assert whats == ["cancelled"] * told.count(SeatOutcome.SEAT)
