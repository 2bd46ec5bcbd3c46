"""The question command `near`: JSON cases in, the nearest places out.

A case that cannot be read gives {"id", "error"}; the others are answered all the same. Unknown extra fields are ignored; a field
that is null counts as left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlmodel import Session, SQLModel

from bot.cases import CaseError
from db import places
from db.connection import open_engine, open_to_look
from db.nearest import Wanted, nearest
from rules.knowledge import Knowledge
from rules.languages import DEFAULT, chain
from rules.papers.workdays import Workdays
from rules.places.kinds import kind_named
from rules.places.opening import opening
from rules.places.place import Kind, Place, spoken

#: How many places an answer has when the case names no number, and the most it can ask for.
USUAL, MOST = 10, 100
#: Before this year the calendar of opening hours knows nothing.
_FIRST_YEAR = 1900
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_TIME_LIKE = "at must be a local time like 2026-11-26T10:30"


@dataclass(frozen=True, slots=True)
class City:
    """What an answer depends on but the places. `now` is local and naive, `languages` those of the names, the best first."""

    kinds: Mapping[str, Kind]
    workdays: Workdays
    zone: ZoneInfo
    now: datetime
    languages: tuple[str, ...] = (DEFAULT,)


def city_of(knowledge: Knowledge, zone: ZoneInfo, language: str) -> City:
    """The city at this moment."""
    now = datetime.now(zone).replace(tzinfo=None)
    return City(knowledge.place_kinds, knowledge.workdays, zone, now, chain(language))


def answer_from(
    cases: Sequence[Any],
    city: City,
    url: str,
    demo: Callable[[], Sequence[Place]],
    tell: Callable[[str], None],
) -> list[dict[str, Any]]:
    """Answers from the database at `url` where it holds a real place, else from the demo's. A database that cannot be read is told of."""
    try:
        answers = _from_database(cases, city, url)
    except (SQLAlchemyError, OSError) as error:
        tell(
            f"The database cannot be read ({type(error).__name__}): these are the demo's places. Is HOUNIAO_DATABASE_URL right?"
        )
        answers = None
    if answers is not None:
        return answers
    engine = in_memory(demo())
    try:
        with Session(engine) as session:
            return answer(cases, city, session)
    finally:
        engine.dispose()


def _from_database(cases: Sequence[Any], city: City, url: str) -> list[dict[str, Any]] | None:
    """None where there is no database yet, or no office has brought a place."""
    try:
        engine = open_to_look(url)
    except FileNotFoundError:
        return None
    # A port that is no number, a kind of database that we have no driver for.
    except (ValueError, ImportError) as error:
        raise ArgumentError("no address of a database") from error
    try:
        with Session(engine) as session:
            there = inspect(session.connection()).has_table(places.PlaceRow.__tablename__)
            return answer(cases, city, session) if there and places.has_real(session) else None
    finally:
        engine.dispose()


def in_memory(demo: Sequence[Place]) -> Engine:
    """The demo's places in a database of their own that nobody sees: the search is the same one."""
    engine = open_engine("sqlite://")
    tables = [SQLModel.metadata.tables[name] for name in ("place_batch", "place")]
    SQLModel.metadata.create_all(engine, tables=tables)
    with Session(engine) as session:
        places.add_all(session, demo, datetime.now(UTC))
        session.commit()
    return engine


def answer(cases: Sequence[Any], city: City, session: Session) -> list[dict[str, Any]]:
    """One answer per case, in the same order, with the `id` passed through."""
    seen: dict[int | None, Place] = {}
    return [_answer(case, city, session, seen) for case in cases]


def _answer(case: Any, city: City, session: Session, seen: dict[int | None, Place]) -> dict[str, Any]:
    name = case.get("id") if isinstance(case, dict) else None
    try:
        if not isinstance(case, dict):
            raise CaseError("a case must be a JSON object")
        at = _time(case, city.zone) or city.now
        found = nearest(session, _wanted(case, city.kinds), _limit(case))
    except CaseError as error:
        return {"id": name, "error": str(error)}
    for one in found:
        if one.row.id not in seen:
            seen[one.row.id] = one.row.place
    return {"id": name, "places": [_told(seen[one.row.id], one.metres, city, at) for one in found]}


def _wanted(case: Mapping[str, Any], kinds: Mapping[str, Kind]) -> Wanted:
    return Wanted(_degrees(case, "lat", 90), _degrees(case, "lon", 180), _kinds(case, kinds))


def _degrees(case: Mapping[str, Any], key: str, most: int) -> float:
    found = case.get(key)
    # What is not a number is between nothing, too.
    if isinstance(found, bool) or not isinstance(found, int | float) or not -most <= found <= most:
        raise CaseError(f"{key} must be a number of degrees from -{most} to {most}")
    return float(found)


def _kinds(case: Mapping[str, Any], kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    told = case.get("kind")
    if told is None:
        return tuple(kinds)
    words = told if isinstance(told, list) else [told]
    found = [_kind(word, kinds) for word in words]
    known = [one for one in found if one is not None]
    if not known or len(known) < len(found):
        raise CaseError(f"kind must be one of {', '.join(kinds)}, or a list of them")
    return tuple(dict.fromkeys(known))


def _kind(word: Any, kinds: Mapping[str, Kind]) -> str | None:
    if not isinstance(word, str):
        return None
    by_code = next((kind.id for kind in kinds.values() if kind.code == word), None)
    return by_code or kind_named(word, kinds)


def _limit(case: Mapping[str, Any]) -> int:
    found = case.get("limit")
    if found is None:
        return USUAL
    if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found <= MOST:
        raise CaseError(f"limit must be a whole number from 1 to {MOST}")
    return found


def _time(case: Mapping[str, Any], zone: ZoneInfo) -> datetime | None:
    """Local and naive; one with an offset is brought to the city's zone."""
    told = case.get("at")
    if told is None:
        return None
    if not isinstance(told, str) or _TIME.fullmatch(told) is None:
        raise CaseError(_TIME_LIKE)
    try:
        moment = datetime.fromisoformat(told)
        local = moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        raise CaseError(f"at: there is no time {told}") from None
    if local.year < _FIRST_YEAR:
        raise CaseError(f"at must not lie before the year {_FIRST_YEAR}")
    return local


_OPEN = {"open": True, "closed": False, "unknown": None}


def _told(place: Place, metres: float, city: City, at: datetime) -> dict[str, Any]:
    language = next((one for one in city.languages if one in place.names), DEFAULT)
    return {
        "id": place.key,
        "name": spoken(place.names, language)[0],
        "kind": place.kind,
        "metres": round(metres),
        "open": _OPEN[opening(place.hours, at, city.workdays).state],
        "demo": place.demo,
    }
