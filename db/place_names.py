"""The names of places, kept in memory to be compared with what somebody typed."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from db.places import PlaceRow, PlaceState, has_real
from rules.places.finding import Spot
from rules.places.place import Texts

#: Names that are compared, community offices first: a city has some hundreds to some thousands, and everybody waits while they are.
MOST = 5_000
Named = tuple[Spot, Texts]
#: What was read last, by database, with the edition it is of: to read thousands anew takes a second.
_read: WeakKeyDictionary[Engine, tuple[object, list[Named]]] = WeakKeyDictionary()


def spots(session: Session) -> list[Named]:
    """The places that are shown, as what somebody may mean, with their names. Read anew as soon as one of them was written."""
    engine, edition = session.get_bind().engine, _edition(session)
    kept = _read.get(engine)
    if kept is None or kept[0] != edition:
        found = [
            (Spot(f"p.{number}", (*names.values(), *addresses.values())), names)
            for number, names, addresses in _by_name(session, MOST)
        ]
        kept = (edition, found)
        _read[engine] = kept
    return kept[1]


def _edition(session: Session) -> tuple[object, ...]:
    """Is another one as soon as a place is added, taken out or written."""
    rows = select_columns(
        func.count(),
        func.max(col(PlaceRow.id)),
        func.sum(col(PlaceRow.state)),
        func.max(col(PlaceRow.updated_at)),
    )
    return tuple(session.execute(rows).one())


def _by_name(session: Session, most: int) -> list[tuple[int, Texts, Texts]]:
    """Id, names and addresses of the places that are shown, community offices first, at most `most`: for reading what somebody typed."""
    state = PlaceState.THERE if has_real(session) else PlaceState.DEMO
    rows = select_columns(col(PlaceRow.id), col(PlaceRow.details)).where(col(PlaceRow.state) == state)
    ordered = rows.order_by(col(PlaceRow.kind) != "community_office", col(PlaceRow.id)).limit(most)
    return [
        (number, details.get("names", {}), details.get("addresses", {}))
        for number, details in session.execute(ordered)
    ]
