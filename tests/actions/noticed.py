"""A house in which notices are sent: families of a district, staff, and a notice on its way."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from actions import families, notice_sending, notices
from actions.desk import Desk
from actions.families import Agreed
from actions.notices import Done
from db import audiences
from db.chats import Chat
from db.families import Guardian
from db.notices import NoticeRow
from db.outbox import Outbox, State
from db.staff import Staff, bars
from rules.audiences import Audience
from rules.notices import CHILD_CONSENT_FROM, Notice
from rules.roles import Duty, Role
from tests.actions.answers_kept import KNOWLEDGE
from tests.actions.households import NOW, ZONE, chat_of, child_of

ANNA = Duty("staff:1", Role.ADMINISTRATOR, chat=901)
#: Two owners share their name: their chats tell them apart.
OWNER, OTHER_OWNER = Duty("owner", Role.ADMINISTRATOR, chat=902), Duty("owner", Role.ADMINISTRATOR, chat=903)
MANAGER = Duty("staff:2", Role.MANAGER, frozenset({"jinghu"}), chat=904)
WORKER = Duty("staff:3", Role.WORKER, frozenset({"jinghu"}), chat=905)
ELSEWHERE = Duty("staff:4", Role.WORKER, frozenset({"yijiang"}), chat=906)
VIEWER = Duty("staff:5", Role.VIEWER, chat=907)
TEXT = {"zh_CN": "周六 *上午* 打疫苗。", "en": "Vaccination on Saturday *morning*."}


def desk(session: Session, now: datetime = NOW) -> Desk:
    return Desk(session, KNOWLEDGE, ZONE, now)


def reader(
    session: Session, address: str, channel: str = "telegram", child: bool = True
) -> tuple[Chat, Guardian]:
    """A guardian with a child in Jinghu who agreed to today's text."""
    chat = chat_of(session, address, channel)
    families.consent(session, chat, Agreed("guardian", "1", "…", "en"), NOW)
    guardian = families.consent(session, chat, Agreed("child", CHILD_CONSENT_FROM, "…", "en"), NOW)
    if child:
        child_of(session, guardian)
    return chat, guardian


def works_here(session: Session, duty: Duty) -> Staff:
    """This person as a row of the staff: the clock asks whether who sent it still works here."""
    number = int(duty.who.removeprefix("staff:"))
    member = session.get(Staff, number)
    if member is None:
        chat = chat_of(session, f"staff-{number}")
        role, districts = duty.role.value, bars(duty.districts)
        member = Staff(id=number, chat_id=chat.id or 0, role=role, districts=districts, label="…", since=NOW)
        session.add(member)
        session.flush()
    return member


def draft(session: Session, duty: Duty = ANNA, notice: Notice | None = None) -> NoticeRow:
    made = notices.begin(desk(session), duty, notice or Notice(texts=TEXT, audience=Audience()))
    assert made is not None
    return made


def sent(session: Session, notice: Notice | None = None, duty: Duty = ANNA, now: datetime = NOW) -> NoticeRow:
    """One that is on its way."""
    row = draft(session, duty, notice)
    assert notice_sending.confirm(desk(session, now), duty, row, notice_sending.print_of(row)) == Done.DONE
    return row


def rows(session: Session, row: NoticeRow) -> list[Outbox]:
    found = select(Outbox).where(col(Outbox.about) == audiences.about(row.id or 0)).order_by(col(Outbox.id))
    return list(session.exec(found, execution_options={"populate_existing": True}))


def said(session: Session, row: Outbox, now: datetime = NOW, ref: str = "7") -> None:
    """The courier brought it."""
    row.state, row.settled_at, row.message_ref = State.SENT, now, ref
    session.add(row)
    session.flush()
