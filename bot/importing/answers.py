"""Answers from a file into the database: read, compared, and written all or nothing. Says nothing: `answers_commands` talks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.importing.tables import LARGEST, UNUSABLE, FileError, clean
from bot.importing.xlsx_files import read_xlsx
from content.loading import PackError
from content.loading import read as read_yaml
from rules.answers.answer import Answer
from rules.answers.checks import Fault
from rules.answers.reading import is_column, plain_of, read_plain

#: What a file may be called.
YAML, WORKBOOK = (".yaml", ".yml"), (".xlsx", ".xlsm")
#: Answers between two words on the progress.
STEP = 50
#: Hears how many answers more were read, and of how many; None: nobody knows.
Tell = Callable[[int, int | None], object]


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of the file as plain values. `lines`: where each part stands, by the field of a `Fault`; a row has one number for all."""

    number: int
    plain: Any
    lines: Mapping[str, int] = field(default_factory=dict)
    unusable: tuple[Fault, ...] = ()

    def line(self, part: str) -> int:
        """The line of this part, or of the nearest one around it."""
        while part and part not in self.lines:
            part = part.rpartition(".")[0]
        return self.lines.get(part, self.number)


@dataclass(frozen=True, slots=True)
class EntryFault:
    """A fault, the number of its line or row, and whose it is ("" where there is no key)."""

    number: int
    key: str
    fault: Fault


@dataclass(slots=True)
class Reading:
    """All that was read. `unit` is what is counted: line or row; `entries` by key, in the order of the file."""

    unit: str
    about: str
    answers: dict[str, Answer] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    faults: list[EntryFault] = field(default_factory=list)
    number: int = 0

    def also(self, key: str, fault: Fault) -> None:
        """Something that is wrong beside what is published."""
        self.faults.append(EntryFault(self.entries[key].line(fault.field), key, fault))


def read_file(path: Path, tell: Tell = lambda rows, total: None) -> Reading:
    """All answers of the file, and all that is wrong with it. Raises FileError where the file as a whole cannot be read."""
    ending = path.suffix.lower()
    if ending not in (*YAML, *WORKBOOK):
        raise FileError(f"Files that can be read end in {', '.join((*YAML, *WORKBOOK))}.")
    try:
        if path.stat().st_size > LARGEST:
            raise FileError(f"The file is larger than {LARGEST // 1024 // 1024} MB. Split it.")
        if ending in YAML:
            found, entries = Reading("line", "YAML"), _of_yaml(path)
        else:
            table = read_xlsx(path, None)
            found, entries = Reading("row", table.about), _of_rows(table.rows)
        for entry in entries:
            _take(found, entry)
            if found.number % STEP == 0:
                tell(STEP, None)
    except OSError as error:
        raise FileError(f"The file cannot be opened ({error.strerror or type(error).__name__}).") from error
    return found


def _take(found: Reading, entry: Entry) -> None:
    found.number += 1
    answer, wrong = read_plain(entry.plain) if not entry.unusable else (None, list(entry.unusable))
    key = str(entry.plain.get("key", "")) if isinstance(entry.plain, Mapping) else ""
    if answer is not None and answer.key in found.entries:
        before = found.entries[answer.key].number
        cure = "Give each answer a key of its own, or leave one out."
        wrong = [Fault("key", "twice", f"is the same as in {found.unit} {before}", cure)]
    elif answer is not None:
        found.answers[answer.key], found.entries[answer.key] = answer, entry
    found.faults.extend(EntryFault(entry.line(one.field), key, one) for one in wrong)


def _of_yaml(path: Path) -> Iterator[Entry]:
    """The list under `answers:`. Raises FileError."""
    try:
        data, lines = read_yaml(path)
    except PackError as error:
        raise FileError(f"Line {error.line}: {clean(error.problem, 300)}. {error.cure}") from error
    except RecursionError as error:
        raise FileError("The file is nested too deeply.") from error
    entries = data.get("answers") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise FileError("The file has no list “answers:”. Export one to see how it looks: houniao export faq")
    parts: dict[int, dict[str, int]] = {}
    for place, line in lines.items():
        if len(place) >= 3 and place[0] == "answers":
            # Ways are counted from 1 where a person reads of them.
            names = (str(one + 1) if isinstance(one, int) else str(one) for one in place[2:])
            parts.setdefault(int(place[1]), {})[".".join(names)] = line
    # As in a pack: what stands at the head holds for every answer that names no other.
    head = {"theme": data["theme"]} if data.get("theme") is not None else {}
    above = {"theme": lines.get(("theme",), 1)} if head else {}
    for at, plain in enumerate(entries):
        whole = {**head, **plain} if isinstance(plain, dict) else plain
        yield Entry(lines.get(("answers", at), 1), whole, {**above, **parts.get(at, {})})


def _of_rows(rows: Iterator[tuple[int, Any]]) -> Iterator[Entry]:
    """A row for each answer, under our own columns. Raises FileError for a column that is not ours: what stands in it would be lost."""
    _line, headers = next(rows, (0, ()))
    names = [header.strip() for header in headers]
    strange = [name for name in names if name and not is_column(name)]
    if strange or "key" not in names:
        told = f"These columns are not known: {', '.join(clean(one) for one in strange)}." if strange else ""
        cure = "The first row names the columns as an export has them: key, title.zh_CN, text.en, asked.zh_CN, way1 …"
        raise FileError(f"{told or 'There is no column “key”.'} {cure}")
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise FileError(f"The column {clean(twice[0])} stands there twice. Leave one out.")
    for number, row in rows:
        cells = {name: row[at] for at, name in enumerate(names) if name and at < len(row) and row[at]}
        wrong = tuple(
            Fault(name, "cell", *UNUSABLE[cell]) for name, cell in cells.items() if cell in UNUSABLE
        )
        if cells:
            yield Entry(number, plain_of(cells), unusable=wrong)
