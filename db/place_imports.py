"""Imports of places: what is there already, many rows at once, and what an import wrote, so that it can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, bindparam, func, insert, literal, null, or_, text, update
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col, select

from db.places import PlaceBatch, PlaceChange, PlaceRow, PlaceState

#: Keys or ids asked for at once, and rows written at once.
ASKED, WRITTEN = 500, 5_000
#: Is told how many rows more are written.
Tell = Callable[[int], object]

_places: Table = SQLModel.metadata.tables["place"]
_changes: Table = SQLModel.metadata.tables["place_change"]
#: What an import writes of a place, but the import itself and the moment.
COLUMNS = tuple(one.name for one in _places.columns if one.name not in {"id", "batch_id", "updated_at"})


def hold(session: Session) -> None:
    """From here to the end of the transaction nobody else writes places. SQLite has one writer anyway."""
    if session.connection().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE place IN SHARE ROW EXCLUSIVE MODE"))


def standing(session: Session, keys: Sequence[str]) -> dict[str, Row[Any]]:
    """Places with these keys, whatever their state, by key: id, `COLUMNS` and batch_id. At most `ASKED` keys."""
    wanted = [_places.c.id, *(_places.c[name] for name in COLUMNS), _places.c.batch_id]
    rows = session.execute(select_columns(*wanted).where(_places.c.key.in_(keys)))
    return {row.key: row for row in rows}


def spots(
    session: Session, kinds: Iterable[str], south: float, north: float
) -> Iterator[tuple[int, str, str, float, float]]:
    """Id, key, kind, latitude and longitude of the real places of these kinds between two parallels."""
    wanted = select_columns(
        *(col(one) for one in (PlaceRow.id, PlaceRow.key, PlaceRow.kind, PlaceRow.lat, PlaceRow.lon))
    )
    rows = wanted.where(
        col(PlaceRow.state) == PlaceState.THERE,
        col(PlaceRow.kind).in_(list(kinds)),
        col(PlaceRow.lat).between(south, north),
    )
    for row in session.execute(rows.execution_options(yield_per=WRITTEN)):
        yield tuple(row)


def names(session: Session, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """What these places are called, by id. At most `ASKED` ids."""
    rows = select_columns(col(PlaceRow.id), col(PlaceRow.details)).where(col(PlaceRow.id).in_(ids))
    return {number: details.get("names", {}) for number, details in session.execute(rows)}


def corrected(session: Session, ids: Sequence[int]) -> set[int]:
    """Those whose last change that stands is by somebody of the staff. At most `ASKED` ids."""
    last = (
        select_columns(func.max(col(PlaceChange.id)))
        .outerjoin(PlaceBatch, col(PlaceBatch.id) == col(PlaceChange.batch_id))
        .where(col(PlaceChange.place_id).in_(ids), _stands(PlaceChange, PlaceBatch))
        .group_by(col(PlaceChange.place_id))
    )
    rows = select_columns(col(PlaceChange.place_id)).where(
        col(PlaceChange.id).in_(last), col(PlaceChange.batch_id).is_(None)
    )
    return set(session.scalars(rows))


def add_batch(session: Session, file: str, added: int, changed: int, now: datetime) -> PlaceBatch:
    """The import itself, with its number."""
    batch = PlaceBatch(file=file, added=added, changed=changed, at=now)
    session.add(batch)
    session.flush()
    return batch


def add(session: Session, rows: Iterable[dict[str, Any]], batch: PlaceBatch, tell: Tell) -> None:
    """Writes new places of this import, and that they are new. Before `change`: they are known by the import's number."""
    for some in chunks(rows, WRITTEN):
        session.execute(insert(_places), [{**row, "batch_id": batch.id} for row in some])
        tell(len(some))
    moment = bindparam("now", batch.at, _changes.c.at.type)
    new = select_columns(col(PlaceRow.id), literal(batch.id), null(), null(), moment)
    columns = ["place_id", "batch_id", "staff", "before", "at"]
    session.execute(
        insert(_changes).from_select(columns, new.where(col(PlaceRow.batch_id) == batch.id)),
    )


def change(
    session: Session,
    rows: Iterable[tuple[int, dict[str, Any], dict[str, Any]]],
    batch: PlaceBatch,
    tell: Tell,
) -> None:
    """Writes places anew: id, columns, and how they were before."""
    for some in chunks(rows, WRITTEN):
        was = [(number, before) for number, _row, before in some]
        session.execute(
            insert(_changes),
            [
                {"place_id": number, "batch_id": batch.id, "before": before, "at": batch.at}
                for number, before in was
            ],
        )
        _rewrite(session, [{**row, "batch_id": batch.id, "number": number} for number, row, _before in some])
        tell(len(some))


def _rewrite(session: Session, rows: list[dict[str, Any]]) -> None:
    """Sets the columns each row names, of the place whose id is its `number`. All rows name the same columns."""
    named: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "number"}
    statement = update(_places).where(_places.c.id == bindparam("number")).values(named)
    session.connection().execute(statement, rows)


def kept(row: Row[Any]) -> dict[str, Any]:
    """How a place was, as it is kept in the history."""
    found = {name: getattr(row, name) for name in (*COLUMNS, "batch_id")}
    return {**found, "checked": row.checked.isoformat() if row.checked else None}


def batches(session: Session) -> list[PlaceBatch]:
    """All imports, the newest first."""
    return list(session.exec(select(PlaceBatch).order_by(col(PlaceBatch.id).desc())))


def batch(session: Session, number: int | None) -> PlaceBatch | None:
    """The import with this number; without one the last that was not undone."""
    if number is not None:
        return session.get(PlaceBatch, number)
    rows = select(PlaceBatch).where(col(PlaceBatch.undone_at).is_(None))
    return session.exec(rows.order_by(col(PlaceBatch.id).desc()).limit(1)).first()


def written(session: Session, number: int) -> list[tuple[int, dict[str, Any] | None]]:
    """What an import wrote and nobody wrote since: id of the place and how it was before, None where it was new.

    Where that was the work of an import undone meanwhile, which left the place alone because of this one, it is how it was before that.
    """
    rows = select_columns(col(PlaceChange.place_id), col(PlaceChange.id), col(PlaceChange.before)).where(
        col(PlaceChange.batch_id) == number,
        ~_since(),
    )
    found = session.execute(rows.order_by(col(PlaceChange.id))).all()
    undone = _earlier_of_undone(session, number)
    return [
        (place_id, _before_undone([one for one in undone.get(place_id, ()) if one.id < change], before))
        for place_id, change, before in found
    ]


def _earlier_of_undone(session: Session, number: int) -> dict[int, list[Row[Any]]]:
    """The history (newest first) of those places of this import that an import undone meanwhile wrote, too."""
    here, theirs = aliased(PlaceChange), aliased(PlaceChange)
    undone = (
        select_columns(col(theirs.place_id))
        .join(PlaceBatch, col(PlaceBatch.id) == col(theirs.batch_id))
        .where(col(PlaceBatch.undone_at).is_not(None))
    )
    rows = (
        select_columns(
            *(col(one) for one in (PlaceChange.place_id, PlaceChange.id, PlaceChange.batch_id)),
            col(PlaceChange.before),
            col(PlaceBatch.undone_at),
        )
        .outerjoin(PlaceBatch, col(PlaceBatch.id) == col(PlaceChange.batch_id))
        .where(
            col(PlaceChange.place_id).in_(
                select_columns(col(here.place_id)).where(col(here.batch_id) == number)
            ),
            col(PlaceChange.place_id).in_(undone),
        )
    )
    found: dict[int, list[Row[Any]]] = {}
    for row in session.execute(rows.order_by(col(PlaceChange.id).desc())):
        found.setdefault(row.place_id, []).append(row)
    return found


def _before_undone(history: Iterable[Row[Any]], before: dict[str, Any] | None) -> dict[str, Any] | None:
    """Goes back through the history (newest first) as long as `before` is what an import undone meanwhile wrote.

    What was undone before this import came is put back already, and names another import or is gone.
    """
    for one in history:
        its_work = before is not None and before["batch_id"] == one.batch_id
        if one.undone_at is None or before is None or not its_work or before["state"] == PlaceState.GONE:
            break
        before = one.before
    return before


def written_since(session: Session, number: int) -> list[PlaceRow]:
    """What an import wrote and an import or somebody of the staff wrote again since."""
    rows = select(PlaceRow).join(PlaceChange, col(PlaceChange.place_id) == col(PlaceRow.id))
    return list(
        session.exec(rows.where(col(PlaceChange.batch_id) == number, _since()).order_by(col(PlaceRow.id)))
    )


def _since() -> ColumnElement[bool]:
    """A later change of the same place, but by an import that was undone."""
    later, of = aliased(PlaceChange), aliased(PlaceBatch)
    return (
        select_columns(col(later.id))
        .outerjoin(of, col(of.id) == col(later.batch_id))
        .where(
            col(later.place_id) == col(PlaceChange.place_id),
            col(later.id) > col(PlaceChange.id),
            _stands(later, of),
        )
        .exists()
    )


def _stands(change: type[PlaceChange], of: type[PlaceBatch]) -> ColumnElement[bool]:
    """The change is by the staff, or by an import (`of`, joined from outside) that was not undone."""
    return or_(col(change.batch_id).is_(None), col(of.undone_at).is_(None))


def put_back(session: Session, rows: Iterable[tuple[int, dict[str, Any]]], now: datetime) -> None:
    """Makes places what `kept` kept of them."""
    for some in chunks(rows, WRITTEN):
        _rewrite(
            session, [{**_again(before), "updated_at": now, "number": number} for number, before in some]
        )


def _again(before: dict[str, Any]) -> dict[str, Any]:
    day = before["checked"]
    return {**before, "checked": date.fromisoformat(day) if day else None}


def take_out(session: Session, ids: Iterable[int], now: datetime) -> None:
    """These places are gone: never found, but still there for old buttons."""
    for some in chunks(ids, WRITTEN):
        gone = {"state": int(PlaceState.GONE), "updated_at": now}
        _rewrite(session, [{**gone, "number": number} for number in some])


def analyse(session: Session) -> None:
    """The database looks at the places anew, so that the search takes the index also after many came at once."""
    session.execute(text("ANALYZE place"))


def chunks(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """So many at a time."""
    rest = iter(rows)
    while some := list(islice(rest, size)):
        yield some
