"""What families need: asked once in a round, kept as they said it, counted for staff by the rule of the small numbers (`rules.needs`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from actions import plans
from actions.families import has_agreed
from db import children, families
from db import needs as tables
from db.families import Family, Guardian
from db.needs import NeedAsked
from rules import needs as rules
from rules.needs import Answer, Board, Doubts, round_before, round_of, shown

#: Activities that count as offered: those of so long ago, and of so soon.
OFFERED_WITHIN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Offered:
    """What was and will be offered of one topic: how many activities, and how many families of the district came to them (None: under five)."""

    activities: int
    came: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """One district as staff see it: now, as it stood at the end of the last round, and what is offered by topic."""

    district: str | None
    now: Board
    before: Board
    offered: Mapping[str, Offered]

    @property
    def nobody_offers(self) -> list[str]:
        """What is wanted and not offered, the most wanted first."""
        return [topic for topic, _number in rules.by_number(self.now.wanted) if topic not in self.offered]


def may_be_asked(session: Session, guardian: Guardian, now: datetime, today: date) -> bool:
    """Whether the bot may bring it up: settled here, not paused, not in this round yet, by this guardian or another."""
    family = session.get_one(Family, guardian.family_id)
    return (
        guardian.paused_at is None
        and not family.demo
        and now - family.created_at >= rules.SETTLED
        and tables.of_round(session, guardian.family_id, round_of(today)) is None
        and has_agreed(session, guardian, "child")
        and _is_at_home(session, guardian, today)
    )


def ask(session: Session, guardian: Guardian, now: datetime, today: date) -> bool:
    """Notes that the family is asked in this round. False when it was in the meantime, by way of another guardian."""
    row = _row(session, guardian, now, today)
    asked = row.id is None
    session.add(row)
    session.flush()
    return asked


def decline(session: Session, guardian: Guardian, now: datetime, today: date) -> None:
    """Not now: never again in this round."""
    row = _row(session, guardian, now, today)
    row.declined = row.answered_at is None
    session.add(row)
    session.flush()


def answer(session: Session, guardian: Guardian, said: Answer, now: datetime, today: date) -> None:
    """What this family says from now on; what it said before in this round is replaced."""
    wants, hours = (
        [key for key in known if key in told]
        for known, told in ((rules.TOPICS, said.wants), (rules.HOURS, said.hours))
    )
    row = _row(session, guardian, now, today)
    row.wants, row.hours = " ".join(wants[: rules.WANTS_MOST]), " ".join(hours)
    row.language = said.language if said.language in rules.LANGUAGES else rules.LANGUAGES[0]
    row.answered_at, row.declined = now, False
    session.add(row)
    tables.want(session, guardian.family_id, wants[: rules.WANTS_MOST], now)
    tables.locate(session, guardian.family_id)


def said(session: Session, guardian: Guardian, today: date) -> Answer | None:
    """What this family says, in this round or still in the one before."""
    row = latest(session, guardian, today)
    return Answer(row.wants.split(), row.hours.split(), row.language) if row is not None else None


def latest(session: Session, guardian: Guardian, today: date) -> NeedAsked | None:
    """The row of it, with its days."""
    return tables.latest(session, guardian.family_id, _rounds(today))


def delete(session: Session, guardian: Guardian) -> None:
    """What it said goes; it is not asked again in a round it was asked in."""
    families.lock(session, [guardian.family_id])
    tables.drop(session, guardian.family_id)


def told(session: Session, family_id: int, at: Callable[[datetime | None], str | None]) -> dict[str, Any]:
    """What the family said it needs, and when it was asked: for the copy of all that is kept. `at` writes a moment."""
    return {
        "wanted_now": tables.wants(session, family_id),
        "rounds": [
            {
                "round": one.round,
                "asked_at": at(one.asked_at),
                "answered_at": at(one.answered_at),
                "declined": one.declined,
                "wants": one.wants.split(),
                "free": one.hours.split(),
                "language": one.language or None,
            }
            for one in tables.all_of(session, family_id)
        ],
    }


def sweep(session: Session, today: date) -> None:
    """What no board counts any more goes: answers older than the two rounds before this one."""
    _now, before = _rounds(today)
    tables.sweep(session, round_before(before), before)


def boards(
    session: Session, districts: Collection[str], today: date, now: datetime
) -> dict[str | None, Seen]:
    """What staff see of these districts (none: of all, and of families that named none), each for itself."""
    _now, before = _rounds(today)
    this, last = _counted(session, districts, today), _of_rounds(session, districts, before)
    offered = _offered(session, districts, now)
    empty = rules.board([])
    places = [*districts] or {*this, *last, *offered}
    everywhere = offered.get(_EVERYWHERE, {})
    return {
        place: Seen(place, this.get(place, empty), last.get(place, empty), offered.get(place, everywhere))
        for place in places
        if place != _EVERYWHERE
    }


def nothing_of(district: str | None) -> Seen:
    """A district in which nobody has answered and nothing is offered."""
    return Seen(district, rules.board([]), rules.board([]), {})


def doubts(
    session: Session, topic: str, districts: Collection[str], starts_at: datetime | None, today: date
) -> Doubts:
    """What speaks against an activity before it is published: few asked for it, or few are free then. True when something does.

    `districts` are those it is for (none: all). `starts_at` is wall-clock time in the city's zone, None while there is none. Its words:
    `dialogs.need_words.doubt_lines`.
    """
    return rules.doubts(_counted(session, districts, today).values(), topic, starts_at)


#: Key for activities that are for every district.
_EVERYWHERE = ""


def _row(session: Session, guardian: Guardian, now: datetime, today: date) -> NeedAsked:
    """The family's row of this round, a new one if it has none; the family stays locked, so that there are never two."""
    families.lock(session, [guardian.family_id])
    found = tables.of_round(session, guardian.family_id, round_of(today))
    return found or NeedAsked(family_id=guardian.family_id, round=round_of(today), asked_at=now)


def _is_at_home(session: Session, guardian: Guardian, today: date) -> bool:
    """Whether there are children, and none is on a journey: nothing is asked of their family then."""
    found = children.of_family(session, guardian.family_id)
    return bool(found) and not any(plans.is_away(child, today) for child in found)


def _rounds(today: date) -> tuple[str, str]:
    now = round_of(today)
    return now, round_before(now)


def _counted(session: Session, districts: Collection[str], today: date) -> dict[str | None, Board]:
    return _of_rounds(session, districts, round_of(today))


def _of_rounds(session: Session, districts: Collection[str], now: str) -> dict[str | None, Board]:
    """By district, as it stood in this round."""
    found: dict[str | None, list[Answer]] = defaultdict(list)
    for one in tables.standing(session, now, round_before(now), districts):
        found[one.district].append(Answer(one.wants.split(), one.hours.split(), one.language, one.families))
    return {district: rules.board(answers) for district, answers in found.items()}


def _offered(
    session: Session, districts: Collection[str], now: datetime
) -> dict[str | None, dict[str, Offered]]:
    """By district and topic. What is for everybody stands under `_EVERYWHERE` and in every district that is named."""
    found = tables.activities(session, now - OFFERED_WITHIN, now + OFFERED_WITHIN)
    topics = {number: str(content.get("topic") or "") for number, content in found}
    families_came: dict[tuple[str | None, str], set[int]] = defaultdict(set)
    for number, district, family in tables.came(session, list(topics), districts):
        families_came[district, topics[number]].add(family)
    where = {number: _for_whom(content) for number, content in found}
    places = {*districts, *(place for those in where.values() for place in those), _EVERYWHERE}
    places |= {district for district, _topic in families_came if district is not None}
    counted: dict[str | None, dict[str, Offered]] = {}
    for place in places:
        here = [topics[number] for number in topics if topics[number] and _reaches(where[number], place)]
        counted[place] = {
            topic: Offered(here.count(topic), shown(len(families_came[place, topic])))
            for topic in dict.fromkeys(here)
        }
    return counted


def _reaches(districts: Collection[str], place: str) -> bool:
    return not districts or place in districts


def _for_whom(content: Mapping[str, object]) -> frozenset[str]:
    """Districts an activity is for; none: all."""
    audience = content.get("audience")
    named: Iterable[object] = audience.get("districts", ()) if isinstance(audience, Mapping) else ()
    return frozenset(str(one) for one in named)
