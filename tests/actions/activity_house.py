"""Activities and families for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from actions import activities
from actions.desk import Desk
from content import load_knowledge
from db.activities import Activity
from db.families import Guardian
from db.outbox import Outbox
from rules.activities import Outline, fingerprint
from rules.audiences import Audience
from rules.roles import Duty, Role
from tests.actions.households import NOW, chat_of, guardian_of

ZONE = ZoneInfo("Asia/Shanghai")
KNOWLEDGE = load_knowledge("cn/wuhu")
DUTY = Duty("staff:1", Role.WORKER, frozenset({"jinghu"}), chat=1)
#: A Saturday, two in the afternoon.
STARTS = datetime(2026, 12, 5, 6, tzinfo=UTC)
OUTLINE = Outline(
    titles={"zh_CN": "家长课堂"},
    topic="parenting",
    wheres={"zh_CN": "社区二楼"},
    audience=Audience(districts=frozenset({"jinghu"})),
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=2),
    seats=2,
)


def desk(session: Session, now: datetime = NOW) -> Desk:
    return Desk(session, KNOWLEDGE, ZONE, now)


def published(
    session: Session, seats: int | None = 2, now: datetime = NOW, outline: Outline = OUTLINE
) -> Activity:
    """One that families see."""
    row = activities.begin(desk(session, now), DUTY, replace(outline, seats=seats))
    assert row is not None
    seen = fingerprint(activities.draft_of(row))
    assert activities.publish(desk(session, now), DUTY, row, seen) == activities.Done.DONE
    return row


def family(session: Session, number: int) -> Guardian:
    return guardian_of(session, chat_of(session, f"f{number}"))


def letters(session: Session, what: str | None = None) -> list[Outbox]:
    """Intentions that wait, of this kind."""
    rows = select(Outbox).where(Outbox.kind == "activity", Outbox.state == "waiting").order_by(col(Outbox.id))
    return [row for row in session.exec(rows) if what in (None, (row.body or {})["what"])]
