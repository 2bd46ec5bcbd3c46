"""What the person at the terminal sees of an import: how the file was read, what would be written, what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from actions.place_imports import Changed, Comparison
from bot.importing.reading import Reading, RowFault
from bot.importing.tables import clean
from rules.places.place import spoken

#: Lines of one list; the others are counted.
SHOWN = 50
#: Changed places of which the preview says what changes, and numbers of rows in one sentence.
EXAMPLES, NUMBERS = 10, 12


def show_file(console: Console, reading: Reading) -> None:
    """How the file was read: the first rows under our columns, and what was passed over."""
    _say(console, f"{reading.rows} {reading.table.unit}s ({reading.table.about}).")
    table = Table("column", "in the file", *(f"{reading.table.unit} {number}" for number, _ in reading.first))
    columns = dict.fromkeys([*reading.layout.headers, *(name for _, row in reading.first for name in row)])
    for column in columns:
        header = reading.layout.headers.get(column, "(given)")
        cells = (clean(row.get(column, ""), 40) for _, row in reading.first)
        table.add_row(column, *(Text(cell, overflow="fold") for cell in (clean(header), *cells)))
    if reading.first:
        console.print(table)
    if reading.layout.ignored:
        _say(console, f"Ignored columns: {', '.join(reading.layout.ignored)}. To use one: --map name=HEADER")
    for reason, count in reading.table.skipped.items():
        _say(console, f"Passed over, {reason}: {count}")


def show_warnings(console: Console, reading: Reading, city: str) -> None:
    """What may be right and should be looked at."""
    unit = reading.table.unit
    if reading.hours:
        _say(console, f"Hours written in words, and how they were read ({len(reading.hours)}):")
        show_list(console, [f"{clean(words)} → {read}" for words, read in reading.hours.items()])
    for column, numbers in reading.mended.items():
        _say(console, f"Left out because it cannot be read, {column}: {_rows(unit, numbers)}.")
    turned = set(reading.turned)
    far = [number for number in reading.far if number not in turned]
    if turned:
        _say(
            console,
            f"Warning: with latitude and longitude exchanged, {_rows(unit, reading.turned)} would lie in {city}.",
        )
    if far:
        _say(
            console,
            f"Warning: more than 100 km from every landmark of {city}: {_rows(unit, far)}. Is it this city, and are the degrees right?",
        )


def show_faults(console: Console, reading: Reading) -> None:
    """Every fault with its row, its column and the cure; of very many the first."""
    if not reading.faulty_rows:
        return
    _say(console, f"Faulty {reading.table.unit}s: {reading.faulty_rows}")
    for one in reading.faults:
        _say(console, f"  {_fault(reading, one)}")
    if reading.more_faults:
        _say(console, f"  … and {reading.more_faults} faults more")


def _fault(reading: Reading, one: RowFault) -> str:
    column, header = one.fault.column, reading.layout.headers.get(one.fault.column)
    where = f"{clean(header)} ({column})" if header and header != column else column
    return f"{reading.table.unit} {one.number}, {where}: {one.fault.problem}. {one.fault.cure}"


def show_plan(console: Console, reading: Reading, found: Comparison) -> None:
    """What would be written, in numbers and with examples."""
    table = Table("places", "number")
    for name, number in (
        ("new", len(found.new)),
        ("taken out once, and back again", len(found.back)),
        ("changed", len(found.changed)),
        ("unchanged, not written", found.unchanged),
        ("duplicates", len(reading.twins) + len(found.twins) + len(found.others)),
        ("faulty", reading.faulty_rows),
    ):
        table.add_row(name, str(number))
    console.print(table)
    for one in found.changed[:EXAMPLES]:
        _say(console, f"  {_changed(reading, one)}")
    if len(found.changed) > EXAMPLES:
        _say(console, f"  … and {len(found.changed) - EXAMPLES} changed places more")
    if found.corrected:
        _say(
            console,
            "Warning: somebody of the staff corrected or closed these, and the file writes over it: "
            f"{_rows(reading.table.unit, [reading.numbers[number] for number in found.corrected])}.",
        )


def _changed(reading: Reading, one: Changed) -> str:
    return f"{_named(reading, one.number)} changes {', '.join(one.columns)}"


def _named(reading: Reading, number: int) -> str:
    name, _language = spoken(reading.places[number].names, "zh_CN")
    return f"{reading.table.unit} {reading.numbers[number]}, {clean(name)}"


def show_duplicates(console: Console, reading: Reading, found: Comparison) -> None:
    """What seems to be the same place twice, or another place under the same id."""
    unit = reading.table.unit
    lines = [
        *(
            f"{unit}s {one} and {other}: same kind, same name, less than 50 m apart"
            for other, one in reading.twins
        ),
        *(
            f"{_named(reading, one.number)}, is there already under the id {one.key}. {_same(one.key)}"
            for one in found.twins
        ),
        *(
            f"{_named(reading, one)}: its id is that of another place elsewhere. Use ids no other list has, or leave the column out"
            for one in found.others
        ),
    ]
    if lines:
        _say(console, f"Duplicates: {len(lines)}. If all are really meant: --allow-duplicates")
        show_list(console, lines)


def _same(key: str) -> str:
    """How to mean the place that is there: some ids a file may not name."""
    if key.startswith(("staff:", "h:", "osm:")):
        return "Leave it out, and correct in the chat what has changed"
    return "Give it that id to mean the same place"


def show_list(console: Console, lines: Sequence[str]) -> None:
    """The first lines, and how many more there are."""
    for line in lines[:SHOWN]:
        _say(console, f"  {line}")
    if len(lines) > SHOWN:
        _say(console, f"  … and {len(lines) - SHOWN} more")


def _rows(unit: str, numbers: Iterable[int]) -> str:
    """Rows by their numbers: "lines 4, 5 and 7 more"."""
    told = list(numbers)
    more = f" and {len(told) - NUMBERS} more" if len(told) > NUMBERS else ""
    return f"{unit}{'s' if len(told) > 1 else ''} {', '.join(map(str, told[:NUMBERS]))}{more}"


def _say(console: Console, text: str) -> None:
    """Plain: what a file says is no markup, and a line is broken by the terminal only."""
    console.print(text, markup=False, highlight=False, emoji=False, soft_wrap=True)
