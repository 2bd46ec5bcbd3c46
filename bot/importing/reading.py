"""Rows of a table become places; everything that is wrong with them is gathered, so that it can be mended at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.importing.columns import Layout, headed, laid_out
from bot.importing.tables import SURPLUS, UNUSABLE, Numbered, Table
from rules.knowledge import Landmark
from rules.places.alike import Alike
from rules.places.circle import metres
from rules.places.coordinates import System
from rules.places.opening import LONGEST, HoursError, read_hours
from rules.places.place import Place
from rules.places.rows import Fault, Known, RowError, read_row
from rules.places.typed_hours import typed_hours

#: Faults that are kept to be shown; the others are counted. Rows of the preview. Rows between two words on the progress.
SHOWN, FIRST, STEP = 50, 3, 500
#: Metres from every landmark of the city beyond which a place is hardly meant.
FAR = 100_000
#: Hears how many rows more were read, and of how many; None: nobody knows.
Tell = Callable[[int, int | None], object]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the command line says of a file: the map its degrees are of, the sheet, headers by our column, and the kind of all its rows."""

    system: System = "wgs84"
    sheet: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class RowFault:
    """A fault and the number of its row."""

    number: int
    fault: Fault


@dataclass(slots=True)
class Reading:
    """All that was read. `numbers[i]` is the row of `places[i]`; `first` are rows as they stood, for the preview.

    `twins`: rows that mean the same place under two keys (the later row, the earlier one). `mended`: rows of which a value was left out, by
    column. `hours`: those written in words, and how they were read. `far` and `turned`: rows far from the city, and those of them that would
    lie in it with latitude and longitude exchanged.
    """

    table: Table
    layout: Layout
    places: list[Place] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    first: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    faulty_rows: int = 0
    more_faults: int = 0
    twins: list[tuple[int, int]] = field(default_factory=list)
    mended: dict[str, list[int]] = field(default_factory=dict)
    hours: dict[str, str] = field(default_factory=dict)
    far: list[int] = field(default_factory=list)
    turned: list[int] = field(default_factory=list)
    alike: Alike = field(default_factory=Alike)
    rows: int = 0


def read(
    table: Table,
    known: Known,
    landmarks: Sequence[Landmark],
    choices: Choices,
    tell: Tell = lambda rows, total: None,
) -> Reading:
    """Every row of the table. `tell` hears how many more were read, and of about how many. Raises FileError where the table as a whole cannot be used."""
    headers, rows = headed(table, choices.told)
    given = {"kind": choices.kind} if choices.kind else {}
    reader = _Reader(
        Reading(table, laid_out(headers, choices.told, list(given))), known, landmarks, choices.system
    )
    for number, row in _in_columns(rows, reader.found.layout, len(headers), table.unit == "line"):
        reader.take(number, {**row, **given})
        if reader.found.rows % STEP == 0:
            tell(STEP, table.total)
    return reader.found


def _in_columns(
    rows: Iterator[Numbered], layout: Layout, width: int, strict: bool
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by our columns. Where more values than columns mean that all of them may have slipped, `strict` says so in the first column."""
    columns = list(layout.columns.items())
    for number, cells in rows:
        count = len(cells)
        row = {column: cells[at] for at, column in columns if at < count}
        if strict and count > width and any(cells[width:]):
            row = {columns[0][1]: SURPLUS}
        if any(row.values()):
            yield number, row


@lru_cache(maxsize=4096)
def _in_notation(hours: str) -> str | None:
    """Hours that were written in words ("周一至周五 8:00-17:00") in the notation of OpenStreetMap. None where they are in it, or cannot be read."""
    try:
        read_hours(hours)
    except HoursError:
        return typed_hours(hours) if len(hours) <= LONGEST else None
    return None


class _Reader:
    """Takes row after row."""

    def __init__(self, found: Reading, known: Known, landmarks: Sequence[Landmark], system: System) -> None:
        self.found, self._known, self._system = found, known, system
        self._landmarks = [(one.lat, one.lon) for one in landmarks]
        self._keys: dict[str, int] = {}

    def take(self, number: int, row: dict[str, str]) -> None:
        found = self.found
        found.rows += 1
        if len(found.first) < FIRST:
            found.first.append((number, row))
        if (hours := row.get("hours", "").strip()) and (read := _in_notation(hours)):
            found.hours[hours] = read
            row = {**row, "hours": read}
        try:
            place = self._place(number, row)
        except RowError as error:
            self._wrong(number, error.faults)
            return
        before = self._keys.setdefault(place.key, number)
        if before != number:
            self._wrong(number, [self._twice(before, row)])
            return
        twin = found.alike.add(len(found.places), place)
        if twin is not None:
            found.twins.append((number, found.numbers[twin]))
        found.places.append(place)
        found.numbers.append(number)
        self._look_around(number, place)

    def _place(self, number: int, row: dict[str, str]) -> Place:
        """The place of a row. Raises RowError."""
        unusable = [(column, UNUSABLE[value]) for column, value in row.items() if value in UNUSABLE]
        if unusable:
            raise RowError([Fault(column, *why) for column, why in unusable])
        try:
            return self._checked(read_row(row, self._known, self._system))
        except RowError as error:
            wrong = {one.column for one in error.faults}
            if not wrong <= self.found.table.mended:
                raise
        for column in wrong:
            self.found.mended.setdefault(column, []).append(number)
        return read_row(
            {column: value for column, value in row.items() if column not in wrong}, self._known, self._system
        )

    def _checked(self, place: Place) -> Place:
        """A place that does not take the id of another map's. Raises RowError."""
        if place.key.startswith("osm:") and not self.found.table.certain:
            cure = "Write an id of your own, or leave it out."
            raise RowError([Fault("id", "begins with osm:, which only a file of OpenStreetMap may", cure)])
        return place

    def _twice(self, before: int, row: dict[str, str]) -> Fault:
        where = f"{self.found.table.unit} {before}"
        if row.get("id", "").strip():
            return Fault(
                "id", f"is the same as in {where}", "Give each place an id of its own, or leave one out."
            )
        return Fault(
            "name",
            f"is the same as in {where}, and so are kind and address",
            "Leave one out, or tell them apart by address or id.",
        )

    def _wrong(self, number: int, faults: Sequence[Fault]) -> None:
        found = self.found
        found.faulty_rows += 1
        room = SHOWN - len(found.faults)
        found.faults.extend(RowFault(number, one) for one in faults[:room])
        found.more_faults += max(0, len(faults) - room)

    def _look_around(self, number: int, place: Place) -> None:
        if not self._landmarks or self._is_near(place.lat, place.lon):
            return
        self.found.far.append(number)
        if abs(place.lon) <= 90 and self._is_near(place.lon, place.lat):
            self.found.turned.append(number)

    def _is_near(self, lat: float, lon: float) -> bool:
        return any(metres(lat, lon, north, east) <= FAR for north, east in self._landmarks)
