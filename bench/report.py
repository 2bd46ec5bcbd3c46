"""Measurements become tables: what, how much, beside which baseline, and how many times that is."""

from __future__ import annotations

import os
import platform
import sqlite3
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

#: Called with one short sentence before each step that takes a while.
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Line:
    """One number. `baseline` is in the same unit and from the same run; `aim` is what DESIGN promises, in words."""

    what: str
    value: float
    unit: str
    baseline: float | None = None
    aim: str = ""


@dataclass
class Report:
    """The numbers of one part, and what stands under its table."""

    title: str
    baseline: str
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, what: str, value: float, unit: str, baseline: float | None = None, aim: str = "") -> None:
        self.lines.append(Line(what, value, unit, baseline, aim))

    def show(self, console: Console) -> None:
        table = Table(title=self.title, title_justify="left", title_style="bold")
        for name in ("what", "measured", "baseline", "ratio", "aim"):
            table.add_column(
                name, justify="left" if name in {"what", "aim"} else "right", no_wrap=name != "what"
            )
        for line in self.lines:
            table.add_row(line.what, _number(line.value, line.unit), *_beside(line), line.aim)
        console.print(table)
        console.print(f"baseline: {self.baseline}", highlight=False)
        for note in self.notes:
            console.print(note, highlight=False)
        console.print()


def _beside(line: Line) -> tuple[str, str]:
    if not line.baseline:
        return "–", "–"
    return _number(line.baseline, line.unit), f"{line.value / line.baseline:.2f} ×"


def _number(value: float, unit: str) -> str:
    if isinstance(value, int):
        return f"{value:,} {unit}".rstrip()
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def machine() -> str:
    """What these numbers were measured on: without it they mean nothing."""
    load = f", load {os.getloadavg()[0]:.1f} before the start" if hasattr(os, "getloadavg") else ""
    versions = ", ".join(f"{name} {version(name)}" for name in ("aiogram", "SQLAlchemy", "starlette"))
    return (
        f"{datetime.now(UTC).date()}: {os.cpu_count()} cores{load}; {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}"
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share (0 to 1) of all values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def memory(pid: int) -> float:
    """Resident memory of a running process in MB; 0 where the system does not say (Linux does)."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def processor(pid: int) -> float:
    """Seconds of processor time a running process has used; 0 where the system does not say (Linux does)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
