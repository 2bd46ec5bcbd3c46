"""Whoever is forgotten leaves nothing in the four rooms: notices, activities, needs, the community's list. Not in a table, the file, its log, a copy,
and nothing is said or counted of them afterwards."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, LargeBinary, Table, func, select, type_coerce
from sqlmodel import Session

from actions import (
    activity_results,
    activity_seats,
    calls,
    export,
    housekeeping,
    leaving,
    needs,
    notice_audiences,
    notice_families,
    notice_reports,
    notice_round,
    pairings,
    referrals,
    registrations,
)
from db import activities as tables
from db.activities import Activity, Coming
from db.chats import Chat
from db.connection import scrub
from db.families import Guardian
from db.notices import NoticeRow
from db.outbox import Outbox
from db.schema import metadata
from db.sealing import Sealed
from rules.follow_up import Outcome
from rules.needs import Answer
from rules.notices import Notice, Subject
from tests import many
from tests.actions import known
from tests.actions.activity_house import STARTS, published
from tests.actions.households import NOW, TODAY, ZONE, chat_of
from tests.actions.noticed import TEXT, desk, reader, rows, said, sent

ADDRESS, BROWSER = "8123456789", "8123456790"
CALLED, PHONE, WORDS, RESULT = "王姐姐", "13812345678", "He cannot walk yet", "Office found a doctor"
VOLUNTEER, MEETS, THOUGHT = "小李老师", "Saturdays at the library", "Too loud for my boy"
#: Everything sealed that the four rooms hold of them.
SECRETS = (CALLED, PHONE, WORDS, RESULT, VOLUNTEER, MEETS, THOUGHT)
POLL = Notice(texts=TEXT, options=({"zh_CN": "周六"}, {"zh_CN": "周日"}))
#: What stays: the staff's own, and their chat.
STAYS = {"activity", "notice", "chat", "staff_audit"}


def lives(session: Session) -> tuple[Chat, Guardian, Chat]:
    """Somebody with two phones who used every room; and the worker who was just writing about them."""
    chat, guardian = reader(session, ADDRESS)
    browser = chat_of(session, BROWSER, "web", guardian)
    worker = chat_of(session, "worker")
    hears(session, chat, browser, guardian)
    takes_part(session, guardian)
    needs.answer(session, guardian, Answer(["homework", "counsel"], ["sunday_morning"], "ug"), NOW, TODAY)
    told = registrations.Told("jinghu", None, CALLED, PHONE)
    row = registrations.register(known.desk(session), chat, guardian, known.YES, told)
    found = referrals.offer(known.desk(session), known.WORKER, row, "civil_affairs", None, WORDS)
    assert found is not None
    referrals.agree(known.desk(session), chat, found, row, "the text", "en")
    referrals.settle(known.desk(session), known.CIVIL, found, RESULT, returned=False)
    pairing = pairings.ask(known.desk(session), row, "homework")
    assert pairing is not None
    pairings.find(known.desk(session), known.WORKER, pairing, VOLUNTEER, MEETS)
    calls.done(known.desk(session, hours=1), known.WORKER, row, Outcome.WEEK)
    worker.state, worker.waiting = "staff_follow:referral", {"family": row.family_id, "words": WORDS}
    session.add(worker)
    session.flush()
    return chat, guardian, worker


def hears(session: Session, chat: Chat, browser: Chat, guardian: Guardian) -> None:
    """A poll they answered, a button they pressed, a notice that waits, a subject they mute."""
    polled = sent(session, POLL)
    (copy,) = rows(session, polled)
    said(session, copy, ref="77")
    there = session.get_one(Chat, copy.chat_id)
    assert notice_families.vote(session, browser, polled.id or 0, 1, NOW)
    assert notice_families.pressed(session, there, "77", "go:papers", NOW)
    sent(session)
    notice_families.mute(session, guardian, Subject.SCHOOL, NOW)


def takes_part(session: Session, guardian: Guardian) -> None:
    """A seat in one that is over, with what they thought of it; and one that is to come."""
    over, ahead = published(session, seats=None), published(session, seats=1)
    for row in (over, ahead):
        activity_seats.answer(desk(session), row.id or 0, guardian.family_id, Coming.YES, 2)
    after = desk(session, STARTS + timedelta(hours=3))
    assert activity_results.say(after, over.id or 0, guardian.family_id, 3, THOUGHT)


def sealed(session: Session) -> set[bytes]:
    """Every sealed value, as its bytes lie on the disk."""
    found: set[bytes] = set()
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed):
                raw = select(type_coerce(column, LargeBinary)).where(column.is_not(None))
                found |= {bytes(value) for (value,) in session.execute(raw)}
    return found


def everything(session: Session) -> str:
    """All tables, opened, as one text."""
    return "\n".join(str(list(session.execute(select(table)))) for table in metadata.sorted_tables)


def filled(session: Session) -> set[str]:
    counted = {
        table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }
    return {name for name, number in counted.items() if number} - {"lease", "note"}


def test_nothing_is_left_in_any_table_nor_said_nor_counted_afterwards(session: Session) -> None:
    chat, _guardian, worker = lives(session)
    before = everything(session)
    assert all(one in before for one in (*SECRETS, ADDRESS, BROWSER))
    rooms = {"notice_press", "notice_mute", "activity_guest", "need_asked", "need_want"}
    assert rooms | {"registration", "referral", "pairing", "call_done"} <= filled(session)
    leaving.forget(session, chat)
    assert leaving.finish_leaving(session) == 1
    session.expire_all()
    assert filled(session) == STAYS
    after = everything(session)
    assert not any(one in after for one in (*SECRETS, ADDRESS, BROWSER))
    assert session.get_one(Chat, worker.id).waiting is None
    for days in (0, 1, 4, 12, 13, 40, 100):
        later = desk(session, NOW + timedelta(days=days, hours=2))
        notice_round.go_round(later)
        activity_results.go_round(later)
        housekeeping.sweep(session, later.now)
        assert calls.morning(later, known.OWNER) == calls.Morning((), 0)
    assert session.execute(select(func.count()).select_from(Outbox)).scalar_one() == 0
    assert notice_audiences.counts(desk(session), Notice(texts=TEXT)) == notice_audiences.Counts()


def test_reports_lists_and_the_board_count_them_no_more(session: Session) -> None:
    """Four more families want homework help: with this one they were five."""
    chat, _guardian, _worker = lives(session)
    wanted = Answer(["homework"], [], "zh_CN")
    for talk in many.come(session, 4, NOW):
        who = session.get_one(Guardian, session.get_one(Chat, talk).guardian_id)
        needs.answer(session, who, wanted, NOW, TODAY)
    assert needs.boards(session, ["jinghu"], TODAY, NOW)["jinghu"].now.wanted["homework"] == 5
    leaving.forget(session, chat)
    session.expire_all()
    assert needs.boards(session, ["jinghu"], TODAY, NOW)["jinghu"].now.is_empty
    for row in session.execute(select(NoticeRow)).scalars():
        found = notice_reports.report(session, row)
        assert (found.votes, found.pressed, found.delivered, found.waiting) == ({}, {}, 0, 0)
    for activity in session.execute(select(Activity)).scalars():
        guests = tables.guests(session, activity.id or 0)
        assert activity_results.turnout(activity, guests) == activity_results.Turnout()


def as_it_lies(session: Session, table: Table) -> str:
    """All rows, nothing opened."""
    raw = [
        type_coerce(one, LargeBinary) if isinstance(one.type, Sealed) else one.label(None)
        for one in table.columns
    ]
    return str([tuple(row) for row in session.execute(select(*raw))])


def test_names_and_words_lie_sealed(session: Session) -> None:
    """As the tables hold them, in text or in bytes."""
    lives(session)
    lying = "\n".join(as_it_lies(session, table) for table in metadata.sorted_tables)
    assert ADDRESS in lying, "an address does lie open: this reads what is there"
    assert [one for one in SECRETS if one in lying or repr(one.encode())[2:-1] in lying] == []


def test_a_copy_has_it_all_before_and_nothing_after(session: Session) -> None:
    chat, guardian, _worker = lives(session)
    kept = json.dumps(export.collect(session, chat, guardian, ZONE, NOW), ensure_ascii=False, default=str)
    told = (*SECRETS, '"homework"', '"counsel"', '"option:1"', '"go:papers"', '"answer": "yes"', '"week"')
    assert [one for one in told if one not in kept] == []
    leaving.forget(session, chat)
    left = json.dumps(export.collect(session, chat, None, ZONE, NOW), ensure_ascii=False, default=str)
    assert [one for one in told if one in left] == []


def test_no_byte_is_left_in_the_file_and_its_log(engine: Engine) -> None:
    """What is sealed is looked for as it lies there, sealed; PostgreSQL's own files are its autovacuum's."""
    with Session(engine, expire_on_commit=False) as session:
        chat, _guardian, _worker = lives(session)
        session.commit()
        values = sealed(session)
        names = {ADDRESS.encode(), BROWSER.encode()}
        assert len(values) > len(SECRETS)
        assert engine.dialect.name != "sqlite" or in_files(engine, values | names) == values | names
        leaving.forget(session, chat)
        leaving.finish_leaving(session)
        session.commit()
        stays = sealed(session)
        assert not values & stays
    scrub(engine)
    if engine.dialect.name == "sqlite":
        assert in_files(engine, values | names) == set()


def in_files(engine: Engine, values: set[bytes]) -> set[bytes]:
    """Which of them are in the database's files: itself, its log, what it shares."""
    files = [path for path in Path(engine.url.database or "").parent.iterdir() if path.is_file()]
    whole = b"\n".join(path.read_bytes() for path in files)
    return {value for value in values if value in whole}
