"""Places that an office brings: compared with what is there, written in one transaction, and undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from db import place_imports as table
from db.place_imports import Tell
from db.places import PlaceBatch, PlaceState, values
from rules.places.alike import SAME, Alike, plain_names
from rules.places.circle import EARTH, metres
from rules.places.place import Place

#: Degrees of latitude that are surely more than `SAME` metres.
_ASIDE = SAME / EARTH * 60
#: Metres beyond which a place with another name is another place, whatever its key says.
MOVED = 500.0


class MovedOn(Exception):
    """The places are no longer as they were when the import was looked at: somebody wrote them meanwhile."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A place of the file that is there with other values. `number`: its index in the file's places; `columns`: what differs."""

    number: int
    id: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """A place of the file that seems to stand there under another key."""

    number: int
    key: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an import would do, by index in the file's places. `back`: was taken out once and comes again. `corrected`: those of `changed` and
    `back` that somebody of the staff wrote last. `others`: those of `changed` that mean another place by the same key."""

    new: tuple[int, ...] = ()
    back: tuple[Changed, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: int = 0
    twins: tuple[Twin, ...] = ()
    corrected: tuple[int, ...] = ()
    others: tuple[int, ...] = ()

    @property
    def added(self) -> int:
        return len(self.new) + len(self.back)


@dataclass(slots=True)
class _Sorting:
    new: list[int] = field(default_factory=list)
    back: list[Changed] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    corrected: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)


def compare(session: Session, places: Sequence[Place], alike: Alike, now: datetime) -> Comparison:
    """Each place of the file beside what is there. No key stands twice in `places`; `alike` holds all of them by index."""
    found = _Sorting()
    for numbers in table.chunks(range(len(places)), table.ASKED):
        _sort(session, places, numbers, found, now)
    return Comparison(
        tuple(found.new),
        tuple(found.back),
        tuple(found.changed),
        len(places) - len(found.new) - len(found.back) - len(found.changed),
        tuple(_twins(session, places, alike)) if places else (),
        tuple(sorted(found.corrected)),
        tuple(found.others),
    )


def _sort(
    session: Session, places: Sequence[Place], numbers: Sequence[int], found: _Sorting, now: datetime
) -> None:
    there = table.standing(session, [places[number].key for number in numbers])
    seen: dict[int, int] = {}
    for number in numbers:
        place = places[number]
        row = there.get(place.key)
        if row is None:
            found.new.append(number)
        elif columns := _different(row, values(place, now)):
            seen[row.id] = number
            one = Changed(number, row.id, columns)
            if row.state != PlaceState.THERE:
                found.back.append(one)
                continue
            found.changed.append(one)
            if _is_another(row, place):
                found.others.append(number)
    if seen:
        found.corrected.extend(seen[one] for one in table.corrected(session, list(seen)))


def _is_another(row: Row[Any], place: Place) -> bool:
    """Of another kind, or with another name and too far away to have moved: two lists that count 1, 2, 3 mean each other's places."""
    renamed = not plain_names(row.details.get("names", {})) & plain_names(place.names)
    return row.kind != place.kind or (renamed and metres(row.lat, row.lon, place.lat, place.lon) > MOVED)


def _different(row: Row[Any], columns: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns in which a place differs; of what stands in `details`, each by its own name."""
    names: list[str] = []
    for name in table.COLUMNS:
        old, new = getattr(row, name), columns[name]
        if old != new:
            inner = (
                sorted(one for one in {*old, *new} if old.get(one) != new.get(one))
                if name == "details"
                else [name]
            )
            names.extend(inner)
    # The marks follow from the others; alone they differ when it is we who count otherwise than then.
    return tuple(name for name in names if name != "marks") or tuple(names)


def _twins(session: Session, places: Sequence[Place], alike: Alike) -> Iterator[Twin]:
    """Places that are there under a key the file does not know, beside one of the file with the same kind and name."""
    keys = {place.key for place in places}
    south, north = min(place.lat for place in places), max(place.lat for place in places)
    near = {
        number: (key, kind, lat, lon)
        for number, key, kind, lat, lon in table.spots(
            session, {place.kind for place in places}, south - _ASIDE, north + _ASIDE
        )
        if key not in keys and alike.perhaps(kind, lat, lon)
    }
    for some in table.chunks(near, table.ASKED):
        for number, names in table.names(session, some).items():
            key, kind, lat, lon = near[number]
            same = alike.same(kind, names, lat, lon)
            if same is not None:
                yield Twin(same, key)


def write(
    session: Session,
    places: Sequence[Place],
    alike: Alike,
    expected: Comparison,
    file: str,
    now: datetime,
    tell: Tell = lambda number: None,
) -> PlaceBatch:
    """Writes what is new or different, as `expected` was shown to somebody. `tell` hears how many rows more are written.

    Raises MovedOn, and has written nothing, when the places are no longer as they were then.
    """
    table.hold(session)
    if compare(session, places, alike, now) != expected:
        raise MovedOn
    batch = table.add_batch(session, file, expected.added, len(expected.changed), now)
    table.add(session, (values(places[number], now) for number in expected.new), batch, tell)
    table.change(session, _rewritten(session, places, (*expected.back, *expected.changed), now), batch, tell)
    return batch


def _rewritten(
    session: Session, places: Sequence[Place], changed: Sequence[Changed], now: datetime
) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    """Id, new columns, and how it was before."""
    for some in table.chunks(changed, table.ASKED):
        there = table.standing(session, [places[one.number].key for one in some])
        for one in some:
            place = places[one.number]
            yield one.id, values(place, now), table.kept(there[place.key])


@dataclass(frozen=True, slots=True)
class Left:
    """A place an undoing leaves alone: somebody wrote it since."""

    key: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing an import does: `restored` places are as before, `taken_out` were new and are gone, `left` were written again since."""

    restored: int
    taken_out: int
    left: tuple[Left, ...]


def undoing(session: Session, batch: PlaceBatch) -> Undoing:
    """What `undo` would do now."""
    number = batch.id or 0
    written = table.written(session, number)
    new = sum(before is None for _id, before in written)
    left = [Left(row.key, row.details.get("names", {})) for row in table.written_since(session, number)]
    return Undoing(len(written) - new, new, tuple(left))


def undo(session: Session, batch: PlaceBatch, now: datetime) -> Undoing:
    """Takes back what an import wrote, once. Raises MovedOn when it was taken back meanwhile.

    What was new is marked as gone and not deleted: a family may have saved it, a button may lead there, and a next import of the same
    key shall mean the same place.
    """
    table.hold(session)
    session.refresh(batch)
    if batch.undone_at is not None:
        raise MovedOn
    done = undoing(session, batch)
    written = table.written(session, batch.id or 0)
    table.put_back(session, ((number, before) for number, before in written if before is not None), now)
    table.take_out(session, (number for number, before in written if before is None), now)
    batch.undone_at = now
    session.add(batch)
    session.flush()
    return done
