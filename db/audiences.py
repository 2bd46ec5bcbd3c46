"""Whom a notice reaches: one question to the database, from an audience to guardians, each with one chat and the reason that keeps it from them.

Nothing is decided here but what stands in the question: limits and versions come in as values.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    column,
    distinct,
    false,
    func,
    literal,
    null,
    or_,
    select,
    table,
)
from sqlmodel import Session, SQLModel, col

from db.chats import Chat
from db.children import Child
from db.connection import Moment
from db.families import Consent, Family, Guardian
from db.notices import NoticeMute
from db.outbox import Outbox, Rank, State
from rules.audiences import Audience
from rules.languages import DEFAULT

#: The outbox's name of a row of a notice.
KIND = "notice"
#: What became of a copy whose notice was corrected before it left: its reader gets the correction.
CORRECTED = "corrected"
#: A copy that was said, or is on its way.
_GIVEN = [str(one) for one in (State.SENT, State.ANSWERED, State.SENDING, State.WAITING, State.HELD)]
#: One that was said, or is being said.
_TOLD = [str(one) for one in (State.SENT, State.ANSWERED, State.SENDING)]
#: Tables of neighbours, by the columns that are asked for: an audience that does not name them does not need them.
_wants = table("need_want", column("family_id"), column("topic"))
_registered = table("registration", column("family_id"), column("community"))
_outbox = SQLModel.metadata.tables["outbox"]
_guests = table("activity_guest", column("family_id"), column("activity_id"), column("coming"))


class Left(StrEnum):
    """Why somebody of the audience does not get it, the first that is true. Kept in the database: never change one."""

    #: The standing consent for the children is older than the text that says their age and district choose notices.
    CONSENT = "older_consent"
    NO_CHAT = "no_chat"
    BLOCKED = "blocked"
    #: They said /stop.
    STOPPED = "stopped"
    MUTED = "muted"
    WEEKLY = "weekly"
    #: It is a copy, and they had the very same words this week.
    HAD = "had_it"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the question is about. `today`: in the city; `consent_from`: the child consent's version that allows districts and ages; `full`: notices
    of the last week that count, a family that was given `most` of them gets no more (empty: the limit does not hold); `had`: notices that said
    the very same, lately; `corrects`: who was told this one gets it though they said stop since, or no more of its subject."""

    audience: Audience
    subject: str
    today: date
    consent_from: str
    since: datetime
    most: int
    full: Collection[int] = ()
    had: Collection[int] = ()
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """So many guardians with the same fate: `left` is why they do not get it ("": they do), their language, and their hours (minutes)."""

    left: str
    language: str
    write_from: int
    write_to: int
    number: int


def about(notice_id: int) -> str:
    """How the outbox finds all rows of a notice."""
    return f"{KIND}:{notice_id}"


def number_of(name: str | None) -> int | None:
    """The notice again; None for what is none."""
    kind, _sep, number = (name or "").partition(":")
    return int(number) if kind == KIND and number.isdecimal() else None


def key(notice_id: int, guardian_id: int) -> str:
    """Unique: one guardian gets a notice once."""
    return f"{KIND}:{notice_id}:{guardian_id}"


def shares(session: Session, asked: Asked) -> list[Share]:
    """Everybody the audience means, counted by what becomes of them."""
    people = _people(asked)
    parts = (people.c.left_out, people.c.language, people.c.write_from, people.c.write_to)
    rows = select(*parts, func.count()).group_by(*parts).order_by(*parts)
    return [Share(*row) for row in session.execute(rows)]


def families(session: Session, asked: Asked) -> tuple[int, int]:
    """How many families the audience means, and how many of those it reaches."""
    people = _people(asked)
    reached = case((people.c.left_out == "", people.c.family_id))
    rows = select(func.count(distinct(people.c.family_id)), func.count(distinct(reached)))
    meant, there = session.execute(rows).one()
    return int(meant), int(there)


def queue(
    session: Session,
    asked: Asked,
    notice_id: int,
    now: datetime,
    use_by: datetime,
    due: Mapping[tuple[int, int], datetime],
) -> int:
    """Makes a row of the outbox for everybody who gets it, in one statement, and says how many. `due`: when it leaves, by hours, where that is later
    than `now`."""
    people = _people(asked)
    at = literal(now, Moment())
    values: dict[str, Any] = {
        "chat_id": people.c.chat_id,
        "channel": people.c.channel,
        "rank": literal(int(Rank.NOTICE)),
        "kind": literal(KIND),
        "key": literal(f"{about(notice_id)}:") + cast(people.c.guardian_id, String),
        "about": literal(about(notice_id)),
        "body": null(),
        "due_at": _due_at(people, at, due),
        "use_by": literal(use_by, Moment()),
        "state": literal(str(State.WAITING)),
        "tries": literal(0),
        "unsure": literal(0),
        "created_at": at,
    }
    # "Shorter than 1" and not "equal to nothing": then PostgreSQL expects many, and joins tables as a whole, not row by row.
    rows = select(*values.values()).where(func.length(people.c.left_out) < 1).order_by(people.c.guardian_id)
    made = session.execute(
        _outbox.insert().from_select(list(values), rows, include_defaults=False),
        execution_options={"preserve_rowcount": True},
    )
    return int(getattr(made, "rowcount", 0))


def _due_at(
    people: Subquery, now: ColumnElement[Any], due: Mapping[tuple[int, int], datetime]
) -> ColumnElement[Any]:
    """When it leaves: by the person's hours, or now."""
    later = (
        (and_(people.c.write_from == start, people.c.write_to == end), literal(when, Moment()))
        for (start, end), when in due.items()
    )
    return case(*later, else_=now) if due else now


def _people(asked: Asked) -> Subquery:
    """Every guardian of the audience once, with the chat used last that is not blocked, and why it is kept from them ("": it is not)."""
    talks = _talks()
    language = case((talks.c.language == "", literal(DEFAULT)), else_=talks.c.language)
    rows = (
        select(
            col(Guardian.id).label("guardian_id"),
            col(Guardian.family_id).label("family_id"),
            talks.c.chat_id,
            talks.c.channel,
            func.coalesce(language, "").label("language"),
            col(Guardian.write_from).label("write_from"),
            col(Guardian.write_to).label("write_to"),
            _left_out(asked, talks).label("left_out"),
        )
        .select_from(Guardian)
        .join(Family, col(Family.id) == col(Guardian.family_id))
        .outerjoin(talks, and_(talks.c.guardian_id == col(Guardian.id), talks.c.turn < 2))
        .where(col(Family.demo) == false(), _agreed("guardian"))
    )
    return _narrowed(rows, asked, language).subquery("people")


def _talks() -> Subquery:
    """Chats of guardians, each person's in order: what listens first, the one used last first."""
    order = (
        case((col(Chat.blocked_at).is_(None), 0), else_=1),
        col(Chat.seen_at).desc(),
        col(Chat.id).desc(),
    )
    return (
        select(
            col(Chat.id).label("chat_id"),
            col(Chat.channel).label("channel"),
            col(Chat.language).label("language"),
            col(Chat.blocked_at).label("blocked_at"),
            col(Chat.guardian_id).label("guardian_id"),
            func.row_number().over(partition_by=col(Chat.guardian_id), order_by=order).label("turn"),
        )
        .where(col(Chat.guardian_id).is_not(None), col(Chat.leaving) == false())
        .subquery("talks")
    )


def _narrowed(rows: Select[Any], asked: Asked, language: ColumnElement[Any]) -> Select[Any]:
    """Each named part narrows it; within one part any value is enough."""
    audience, family = asked.audience, col(Guardian.family_id)
    if audience.asks_for_children:
        rows = rows.where(family.in_(_with_child(asked)))
    if audience.languages:
        rows = rows.where(language.in_(sorted(audience.languages)))
    if audience.communities:
        there = _registered.c.community.in_(sorted(audience.communities))
        rows = rows.where(family.in_(select(_registered.c.family_id).where(there)))
    if audience.tags:
        wanted = _wants.c.topic.in_(sorted(audience.tags))
        rows = rows.where(family.in_(select(_wants.c.family_id).where(wanted)))
    if audience.activity is not None:
        come = and_(_guests.c.activity_id == audience.activity, _guests.c.coming.in_(["yes", "maybe"]))
        rows = rows.where(family.in_(select(_guests.c.family_id).where(come)))
    if audience.got is not None:
        was_given = or_(col(Outbox.state).in_(_GIVEN), col(Outbox.trouble) == CORRECTED)
        rows = rows.where(_among(audience.got, was_given))
    return rows


def _among(notice_id: int, these: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether this guardian has one of these copies of a notice."""
    name = literal(f"{about(notice_id)}:") + cast(col(Guardian.id), String)
    return name.in_(select(col(Outbox.key)).where(col(Outbox.about) == about(notice_id), these))


def _with_child(asked: Asked) -> Select[Any]:
    """Families with a child that is of one of the ages and lives in one of the districts."""
    wanted: list[ColumnElement[bool]] = []
    if asked.audience.districts:
        wanted.append(col(Child.district).in_(sorted(asked.audience.districts)))
    if asked.audience.ages:
        days = [ages.born(asked.today) for ages in asked.audience.ages]
        wanted.append(or_(*(col(Child.born).between(first, last) for first, last in days)))
    return select(col(Child.family_id)).where(*wanted)


def _left_out(asked: Asked, talks: Subquery) -> ColumnElement[str]:
    mutes = select(col(NoticeMute.guardian_id)).where(col(NoticeMute.subject) == asked.subject)
    reasons: list[tuple[ColumnElement[bool], str]] = []
    if asked.audience.asks_for_children:
        reasons.append((~_agreed("child", asked.consent_from), Left.CONSENT))
    reasons += [
        (talks.c.chat_id.is_(None), Left.NO_CHAT),
        (talks.c.blocked_at.is_not(None), Left.BLOCKED),
        (_quiet(asked, col(Guardian.paused_at).is_not(None)), Left.STOPPED),
        (_quiet(asked, col(Guardian.id).in_(mutes)), Left.MUTED),
    ]
    for number in asked.had:
        reasons.append((_among(number, col(Outbox.state).in_(_GIVEN)), Left.HAD))
    if len(asked.full) >= asked.most:
        reasons.append((col(Guardian.family_id).in_(_full(asked)), Left.WEEKLY))
    return case(*((when, literal(str(why))) for when, why in reasons), else_=literal(""))


def _quiet(asked: Asked, wish: ColumnElement[bool]) -> ColumnElement[bool]:
    """Their wish holds, but for the correction of what they were told: a wrong date stays wrong for who said stop after it."""
    if asked.corrects is None:
        return wish
    return and_(wish, ~_among(asked.corrects, col(Outbox.state).in_(_TOLD)))


def _agreed(kind: str, version: str | None = None) -> ColumnElement[bool]:
    """Whether this guardian's consent stands, in this version or a newer one."""
    standing = select(col(Consent.guardian_id)).where(
        col(Consent.kind) == kind, col(Consent.withdrawn_at).is_(None)
    )
    if version is not None:
        standing = standing.where(col(Consent.version) >= version)
    return col(Guardian.id).in_(standing)


def _full(asked: Asked) -> Select[Any]:
    """Families who were given as many notices as they may in the last week: each notice once, whoever in the family got it."""
    return (
        select(col(Guardian.family_id))
        .join(Chat, col(Chat.guardian_id) == col(Guardian.id))
        .join(Outbox, col(Outbox.chat_id) == col(Chat.id))
        .where(
            col(Outbox.about).in_([about(number) for number in asked.full]),
            col(Outbox.state) == str(State.SENT),
            col(Outbox.settled_at) > asked.since,
        )
        .group_by(col(Guardian.family_id))
        .having(func.count(distinct(col(Outbox.about))) >= asked.most)
    )
