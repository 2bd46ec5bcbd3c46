"""Many families at once, as rows: where a conversation with each would only take time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from db.chats import Chat
from db.children import Child
from db.families import Consent, Family, Guardian
from db.outbox import Outbox, State
from rules.notices import CHILD_CONSENT_FROM


def come(
    session: Session,
    number: int,
    now: datetime,
    *,
    district: str = "jinghu",
    born: date = date(2022, 5, 1),
    language: str = "zh_CN",
    hours: tuple[int, int] = (540, 1200),
    channel: str = "web",
) -> list[int]:
    """So many families of one guardian and one child, who agreed to everything; the numbers of their chats."""
    families = [Family(created_at=now) for _at in range(number)]
    session.add_all(families)
    session.flush()
    people = [
        Guardian(family_id=family.id or 0, created_at=now, write_from=hours[0], write_to=hours[1])
        for family in families
    ]
    days: dict[str, Any] = {name: now.date() for name in ("known_since", "changed_on", "planned_through")}
    children = [Child(family_id=family.id or 0, born=born, district=district, **days) for family in families]
    session.add_all([*people, *children])
    session.flush()
    agreed: dict[str, Any] = {"text_hash": "", "language": language, "given_at": now}
    session.add_all(
        Consent(guardian_id=person.id or 0, kind=kind, version=CHILD_CONSENT_FROM, **agreed)
        for person in people
        for kind in ("guardian", "child")
    )
    chats = [
        Chat(
            channel=channel,
            address=f"many-{person.id}",
            guardian_id=person.id,
            language=language,
            seen_at=now,
        )
        for person in people
    ]
    session.add_all(chats)
    session.flush()
    return [chat.id or 0 for chat in chats]


def deliver(session: Session, notice: int, now: datetime, most: int = 1_000_000) -> int:
    """The courier carried so many copies of a notice; how many there were."""
    rows = select(Outbox).where(
        Outbox.kind == "notice", Outbox.about == f"notice:{notice}", Outbox.state == State.WAITING
    )
    found = list(session.exec(rows.order_by(col(Outbox.id)).limit(most)))
    for row in found:
        row.state, row.settled_at, row.message_ref = State.SENT, now, f"m{row.id}"
    session.add_all(found)
    session.flush()
    return len(found)
