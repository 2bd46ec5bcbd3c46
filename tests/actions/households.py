"""Families for tests: who lives in them, and what is kept of them in every table."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import event
from sqlmodel import Session

from actions import families
from actions.families import Agreed
from db import inbox, pages
from db.chats import Chat
from db.checkups import VisitDone
from db.children import Child
from db.doctor import DoctorWord
from db.families import Guardian
from db.growth import Measurement
from db.outbox import Outbox, Rank
from db.questions import ClinicQuestion
from db.vaccines import Dose, Hindrance

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""A Monday, noon in the city."""
TODAY = date(2026, 11, 23)


def chat_of(
    session: Session, address: str, channel: str = "telegram", guardian: Guardian | None = None
) -> Chat:
    chat = Chat(
        channel=channel,
        address=address,
        language="en",
        seen_at=NOW,
        guardian_id=guardian.id if guardian else None,
    )
    session.add(chat)
    session.flush()
    return chat


def guardian_of(session: Session, chat: Chat) -> Guardian:
    """Somebody who agreed to both, in a family of their own."""
    families.consent(session, chat, Agreed("guardian", "1", "…", "en"), NOW)
    return families.consent(session, chat, Agreed("child", "1", "…", "en"), NOW)


def joined(session: Session, chat: Chat, host: Guardian) -> Guardian:
    """Somebody who agreed, too, and came by a link."""
    guardian_of(session, chat)
    found = families.invitation(session, families.invite(session, host, NOW))
    assert found is not None
    guardian = families.join(session, chat, found, NOW, TODAY)
    assert guardian is not None
    return guardian


def child_of(session: Session, guardian: Guardian, nickname: str = "豆豆") -> Child:
    """A child with a dose, a struck one, a check-up, a weighing, a struck one, a hindrance, a doctor's word and a question for the clinic."""
    child = Child(
        family_id=guardian.family_id,
        nickname=nickname,
        born=date(2025, 3, 5),
        sex="F",
        district="jinghu",
        enters_on=date(2028, 9, 1),
        known_since=TODAY,
        changed_on=TODAY,
        planned_through=TODAY,
        plan_on=TODAY + timedelta(days=9),
    )
    session.add(child)
    session.flush()
    number = child.id or 0
    session.add(Dose(child_id=number, vaccine="HepB", given_on=date(2025, 3, 5), recorded_at=NOW))
    session.add(
        Dose(
            child_id=number,
            vaccine="BCG",
            given_on=date(2025, 3, 6),
            product="<b>x</b>",
            exact=False,
            recorded_at=NOW,
            struck_at=NOW,
        )
    )
    session.add(VisitDone(child_id=number, visit="m18", done_on=date(2026, 9, 7), recorded_at=NOW))
    day = date(2026, 3, 5)
    session.add(Measurement(child_id=number, measured_on=day, weight_g=9_000, recorded_at=NOW))
    session.add(
        Measurement(child_id=number, measured_on=day, weight_g=90_000, recorded_at=NOW, struck_at=NOW)
    )
    session.add(Hindrance(child_id=number, dose="MMR-1", reason="no_leave", told_at=NOW))
    session.add(DoctorWord(child_id=number, vaccine="MMR", kind="put_off", day=date(2027, 1, 1), told_at=NOW))
    session.add(ClinicQuestion(child_id=number, topic="words", words="<i>豆豆</i>?", asked_at=NOW))
    session.flush()
    return child


def reminder(
    session: Session,
    chat: Chat,
    child: Child,
    dose: str = "MMR-1",
    stage: str = "day",
    due_at: datetime = NOW,
    days: int = 30,
) -> Outbox:
    row = Outbox(
        chat_id=chat.id or 0,
        channel=chat.channel,
        rank=Rank.REMINDER,
        kind="reminder",
        key=f"vaccine:{child.id}:{dose}:{stage}@{due_at.isoformat()}:{chat.guardian_id}.{chat.id}",
        about=f"vaccine:{child.id}:{dose}",
        body={"child": child.id, "dose": dose, "stage": stage},
        due_at=due_at,
        use_by=due_at + timedelta(days=days),
        created_at=NOW,
    )
    session.add(row)
    session.flush()
    return row


def traces(session: Session, chat: Chat, child: Child) -> None:
    """What everyday use leaves behind: updates, replies, a correction, bubbles, half-typed words."""
    for number, state in enumerate((inbox.State.OPEN, inbox.State.DONE, inbox.State.ASIDE)):
        session.add(
            inbox.Inbox(
                channel=chat.channel,
                update_key=f"{chat.address}-{number}",
                chat_key=f"{chat.channel}:{chat.address}",
                payload={"text": "豆豆"},
                state=state,
                not_before=NOW,
                received_at=NOW,
            )
        )
    reminder(session, chat, child)
    for kind, body in (("screen", {"screen": {"text": "豆豆"}}), ("reworded", {"ref": "7"})):
        session.add(
            Outbox(
                chat_id=chat.id or 0, channel=chat.channel, kind=kind, body=body, due_at=NOW, created_at=NOW
            )
        )
    pages.append(session, chat.id or 0, True, {"text": "豆豆"}, NOW)
    chat.state, chat.waiting = "correcting:nickname", {"child": child.id}
    session.add(chat)
    session.flush()


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in the city."""
    return datetime.combine(date(2026, 11, day), time(hour, minute), ZONE)


def tables_asked(session: Session, do: Callable[[], object]) -> list[str]:
    """The tables that are read from while this is done, in order."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.extend(re.findall(r"\bFROM (\w+)", statement))

    session.expire_all()
    engine = session.connection().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        do()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return asked
