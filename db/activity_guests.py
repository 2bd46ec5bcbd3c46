"""Who comes to an activity, asked for without loading everybody: thousands may have answered, and each answer waits for the one before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, String, case, cast, false, func, literal, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from db.activities import Activity, ActivityGuest, ActivityState, Coming
from db.chats import Chat
from db.connection import ANEW
from db.families import Guardian
from db.outbox import Outbox


def _seated() -> ColumnElement[bool]:
    return (col(ActivityGuest.coming) == Coming.YES) & col(ActivityGuest.waits_since).is_(None)


def numbered(session: Session, activity_id: int, guest_id: int) -> ActivityGuest | None:
    """This answer, if it is one to this activity."""
    rows = select(ActivityGuest).where(ActivityGuest.id == guest_id, ActivityGuest.activity_id == activity_id)
    return session.exec(rows, execution_options=ANEW).first()


def several(session: Session, guest_ids: Collection[int]) -> list[ActivityGuest]:
    """These answers, in the order in which they wait."""
    rows = select(ActivityGuest).where(col(ActivityGuest.id).in_(guest_ids))
    ordered = rows.order_by(col(ActivityGuest.waits_since), col(ActivityGuest.id))
    return list(session.exec(ordered, execution_options=ANEW))


def seated(
    session: Session, activity_id: int, family_ids: Collection[int] | None = None
) -> list[ActivityGuest]:
    """Those who have a seat (of these families), in the order of their numbers."""
    rows = select(ActivityGuest).where(ActivityGuest.activity_id == activity_id, _seated())
    if family_ids is not None:
        rows = rows.where(col(ActivityGuest.family_id).in_(family_ids))
    ordered = rows.order_by(col(ActivityGuest.number), col(ActivityGuest.id))
    return list(session.exec(ordered, execution_options=ANEW))


def waiting(session: Session, activity_id: int) -> list[tuple[int, int]]:
    """Who waits as (number of the answer, children), in their order."""
    rows = (
        select_columns(col(ActivityGuest.id), col(ActivityGuest.children))
        .where(col(ActivityGuest.activity_id) == activity_id, col(ActivityGuest.waits_since).is_not(None))
        .order_by(col(ActivityGuest.waits_since), col(ActivityGuest.id))
    )
    return [(number, children) for number, children in session.execute(rows)]


def turn_of(session: Session, guest: ActivityGuest) -> int:
    """Their place on the waiting list, the first is 1; 0 where they do not wait."""
    if guest.waits_since is None:
        return 0
    since = col(ActivityGuest.waits_since)
    before = or_(since < guest.waits_since, (since == guest.waits_since) & (col(ActivityGuest.id) < guest.id))
    rows = select_columns(func.count()).where(
        col(ActivityGuest.activity_id) == guest.activity_id, since.is_not(None), before
    )
    return int(session.execute(rows).scalar_one()) + 1


def ends(session: Session, activity_id: int) -> tuple[int, datetime | None]:
    """The highest number that was given, and since when the last one waits."""
    rows = select_columns(func.max(col(ActivityGuest.number)), func.max(col(ActivityGuest.waits_since)))
    number, since = session.execute(rows.where(col(ActivityGuest.activity_id) == activity_id)).one()
    return int(number or 0), since


def somebody_came(session: Session, activity_id: int) -> bool:
    """Whether anybody was ticked."""
    rows = select_columns(col(ActivityGuest.id)).where(
        col(ActivityGuest.activity_id) == activity_id, col(ActivityGuest.came_at).is_not(None)
    )
    return session.execute(rows.limit(1)).first() is not None


def to_be_told(session: Session, activity_id: int) -> int:
    """Families that said yes or maybe, or wait."""
    rows = select_columns(func.count()).where(
        col(ActivityGuest.activity_id) == activity_id, col(ActivityGuest.coming) != Coming.NO
    )
    return int(session.execute(rows).scalar_one())


def sums(session: Session, activity_id: int, moved_at: datetime | None) -> dict[str, int]:
    """Families and children as `actions.activity_results.Turnout` names them."""
    seat, came = _seated(), col(ActivityGuest.came_at).is_not(None)
    still = seat & (col(ActivityGuest.answered_at) > moved_at) if moved_at is not None else false()
    children = col(ActivityGuest.children)
    asked = {
        "yes": case((seat, 1), else_=0),
        "yes_children": case((seat, children), else_=0),
        "came": case((came, 1), else_=0),
        "came_children": case((came, children), else_=0),
        "waited": case((col(ActivityGuest.waits_since).is_not(None), 1), else_=0),
        "maybe": case((col(ActivityGuest.coming) == Coming.MAYBE, 1), else_=0),
        "still": case((still, 1), else_=0),
    }
    rows = select_columns(*(func.sum(one) for one in asked.values()))
    found = session.execute(rows.where(col(ActivityGuest.activity_id) == activity_id)).one()
    return {name: int(many or 0) for name, many in zip(asked, found, strict=True)}


# --- for the clock


def to_look_at(session: Session, now: datetime, reminded: datetime) -> list[int]:
    """Open activities to come for which somebody waits, or that begin before `reminded`: their numbers, the next first."""
    waits = select_columns(col(ActivityGuest.activity_id)).where(col(ActivityGuest.waits_since).is_not(None))
    rows = select_columns(col(Activity.id)).where(
        col(Activity.state) == ActivityState.OPEN,
        col(Activity.starts_at) > now,
        or_(col(Activity.starts_at) <= reminded, col(Activity.id).in_(waits)),
    )
    return [number for (number,) in session.execute(rows.order_by(col(Activity.starts_at), col(Activity.id)))]


def without_letter(session: Session, activity_id: int, key: str) -> set[int]:
    """Families that have a seat, and in which a guardian who listens was never given a letter with a key that begins so and ends in their number."""
    theirs = select_columns(col(Outbox.id)).where(
        col(Outbox.key) == literal(key, String) + cast(col(Guardian.id), String)
    )
    rows = (
        select_columns(col(ActivityGuest.family_id))
        .join(Guardian, col(Guardian.family_id) == col(ActivityGuest.family_id))
        .join(Chat, col(Chat.guardian_id) == col(Guardian.id))
        .where(
            col(ActivityGuest.activity_id) == activity_id,
            _seated(),
            col(Guardian.paused_at).is_(None),
            ~theirs.exists(),
        )
    )
    return set(session.execute(rows.distinct()).scalars())
