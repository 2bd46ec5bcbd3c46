"""The WHO child growth standards: z-scores by L, M and S, and the curves (WHO 2006/2007, methods chapter 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from math import exp, inf, log
from typing import TYPE_CHECKING, NamedTuple

from rules.spans import Span
from rules.vaccines import Sex

if TYPE_CHECKING:
    from rules.knowledge import Source


class Kind(StrEnum):
    """What is measured; PROPORTION is the weight for this length or height."""

    WEIGHT = "weight"
    LENGTH = "length"
    HEAD = "head"
    PROPORTION = "proportion"


class Level(IntEnum):
    """How soon the curve should be shown; the higher, the sooner."""

    VISIT = 1
    WEEK = 2
    TODAY = 3


class Lms(NamedTuple):
    """One row of a table: Box-Cox power, median (kg or cm), coefficient of variation."""

    power: float
    median: float
    spread: float


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for whole days of age, or whole millimetres of length, from `first` on. `numbers` holds power, median, spread, row after row."""

    first: int
    numbers: Sequence[float]

    def at(self, key: int) -> Lms | None:
        """The row of this day or millimetre; nothing outside the table."""
        place = 3 * (key - self.first)
        return Lms(*self.numbers[place : place + 3]) if 0 <= place < len(self.numbers) else None


@dataclass(frozen=True, slots=True)
class Limit:
    """A rule about one value: beyond `z` (below it when negative, above it when positive) the curve is to be shown.

    `unless_proportion`: silent where the length was measured on the same day, because weight for length tells it better.
    """

    id: str
    kind: Kind
    z: float
    level: Level
    text: str
    fact: Source
    unless_proportion: bool = False


@dataclass(frozen=True, slots=True)
class Drop:
    """A rule about two values: so many of the main lines crossed (`LINES`), from this age on, within this time."""

    id: str
    kinds: tuple[Kind, ...]
    lines: int
    upwards: bool
    from_age: Span
    within: Span
    level: Level
    text: str
    fact: Source


@dataclass(frozen=True, slots=True)
class Loss:
    """A rule about a baby that weighs less than before: by more than `grams`, or by more than `percent`, at this age."""

    id: str
    from_age: Span
    until_age: Span
    grams: int | None
    percent: float | None
    level: Level
    text: str
    fact: Source


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of the pack, in the source language (zh_CN)."""

    id: str
    text: str
    fact: Source


@dataclass(frozen=True, slots=True)
class Growth:
    """The pack `growth.yaml` and the tables. A table is read when it is first asked for: most families never ask."""

    tables: Mapping[tuple[str, Sex], Table]
    fact: Source
    #: From this birthday on there are no curves.
    ends: Span
    #: From this day of age a child is measured standing; lying it is so many millimetres longer.
    standing_from: int
    standing_less: int
    #: A value older than this says nothing about what to do this week.
    fresh: Span
    #: Where there are no curves: what a value can be at most, in grams or millimetres.
    bounds: Mapping[Kind, tuple[int, int]]
    limits: tuple[Limit, ...]
    drops: tuple[Drop, ...]
    losses: tuple[Loss, ...]
    says: Mapping[str, Saying]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on one day, in grams and millimetres. `lying`: how the length was taken, where it was said."""

    on: date
    weight: int | None = None
    length: int | None = None
    head: int | None = None
    lying: bool | None = None

    @classmethod
    def only(cls, on: date, kind: Kind, value: int) -> Measured:
        """One thing measured, and nothing else."""
        weight, length, head = (
            value if kind == one else None for one in (Kind.WEIGHT, Kind.LENGTH, Kind.HEAD)
        )
        return cls(on, weight, length, head)

    def value(self, kind: Kind) -> int | None:
        """Grams or millimetres; for PROPORTION the weight, where the length is there as well."""
        if kind == Kind.PROPORTION:
            return self.weight if self.length is not None else None
        return {Kind.WEIGHT: self.weight, Kind.LENGTH: self.length, Kind.HEAD: self.head}[kind]


_TABLES = {Kind.WEIGHT: "wfa", Kind.LENGTH: "lfa", Kind.HEAD: "hcfa"}
#: Indicators whose tails are stretched beyond 3 SD, because weight is not symmetric (chapter 7).
_WEIGHTS = frozenset({Kind.WEIGHT, Kind.PROPORTION})
#: The last day of age the tables have, a month past the fifth birthday.
LAST_DAY = 1856
#: The five main lines as z-scores: the 3rd, 15th, 50th, 85th and 97th of 100 children.
LINES: Mapping[int, float] = {3: -1.880794, 15: -1.036433, 50: 0.0, 85: 1.036433, 97: 1.880794}


def age_at(born: date, on: date) -> int:
    """Days since birth."""
    return (on - born).days


def z_score(growth: Growth, kind: Kind, sex: Sex, age: int, measured: Measured) -> float | None:
    """How many standard deviations a value stands from the median of its age; nothing where the standard has no row."""
    value = measured.value(kind)
    row = _row(growth, kind, sex, age, measured)
    if value is None or value <= 0 or row is None:
        return None
    if kind == Kind.LENGTH:
        value = _as_usual(growth, age, measured.length or 0, measured.lying)
    return _z(row, value / _scale(kind), stretched=kind in _WEIGHTS)


def value_at(growth: Growth, kind: Kind, sex: Sex, age: int, z: float) -> float | None:
    """The value (grams or millimetres) that stands at `z` (between -3 and 3) at this age; not for PROPORTION."""
    row = growth.tables[_TABLES[kind], sex].at(age)
    return None if row is None else _point(row, z) * _scale(kind)


def usual(growth: Growth, kind: Kind, sex: Sex | None, age: int) -> tuple[float, float] | None:
    """From -2 to +2 SD, where about 95 of 100 children are; of boys and girls together where it is not said which."""
    found = [
        (value_at(growth, kind, one, age, -2), value_at(growth, kind, one, age, 2)) for one in _sexes(sex)
    ]
    lows, highs = (
        [low for low, _ in found if low is not None],
        [high for _, high in found if high is not None],
    )
    return (min(lows), max(highs)) if lows and highs else None


def curve(
    growth: Growth, kind: Kind, sex: Sex | None, line: int, ages: Sequence[int]
) -> list[tuple[int, float]]:
    """One of the `LINES` as (age in days, grams or millimetres). Of boys and girls together: the outer one of the two, the middle of the medians."""
    z = LINES[line]
    found: list[tuple[int, float]] = []
    for age in ages:
        values = [value_at(growth, kind, one, age, z) for one in _sexes(sex)]
        known = [value for value in values if value is not None]
        if known:
            found.append((age, min(known) if z < 0 else max(known) if z > 0 else sum(known) / len(known)))
    return found


def oddness(growth: Growth, kind: Kind, value: int, *, sex: Sex | None, age: int) -> float:
    """How far a value is from what children of this age have, in SD; infinite for what cannot be. Past the tables everything in `bounds` is as good."""
    measured = Measured.only(date.min, kind, value)
    found = [z_score(growth, kind, each, age, measured) for each in _sexes(sex)]
    known = [abs(z) for z in found if z is not None]
    if known:
        return min(known)
    low, high = growth.bounds[kind]
    return 0.0 if age >= 0 and low <= value <= high else inf


def lines_crossed(before: float, after: float) -> int:
    """How many of the main lines lie between two z-scores: positive upwards, negative downwards. On a line counts as not yet below it."""
    down = sum(after < line <= before for line in LINES.values())
    up = sum(before < line <= after for line in LINES.values())
    return up - down


def _sexes(sex: Sex | None) -> tuple[Sex, ...]:
    return (sex,) if sex is not None else ("M", "F")


def _scale(kind: Kind) -> int:
    """The tables are in kilograms and centimetres."""
    return 1000 if kind in _WEIGHTS else 10


def _row(growth: Growth, kind: Kind, sex: Sex, age: int, measured: Measured) -> Lms | None:
    if kind != Kind.PROPORTION:
        return growth.tables[_TABLES[kind], sex].at(age)
    if measured.length is None or not 0 <= age <= LAST_DAY:
        return None
    name = "wfh" if age >= growth.standing_from else "wfl"
    return growth.tables[name, sex].at(_as_usual(growth, age, measured.length, measured.lying))


def _as_usual(growth: Growth, age: int, length: int, lying: bool | None) -> int:
    """The length as the table of this age means it: lying down under 24 months, standing from then on (0.7 cm less)."""
    if lying is None or lying == (age < growth.standing_from):
        return length
    return length - growth.standing_less if lying else length + growth.standing_less


def _z(row: Lms, value: float, *, stretched: bool) -> float:
    ratio = value / row.median
    z = ((ratio**row.power - 1) / row.power if row.power else log(ratio)) / row.spread
    if not stretched or abs(z) <= 3:
        return z
    if z > 3:
        third, second = _point(row, 3), _point(row, 2)
        return 3 + (value - third) / (third - second)
    third, second = _point(row, -3), _point(row, -2)
    return -3 + (value - third) / (second - third)


def _point(row: Lms, z: float) -> float:
    """The value at this z-score, without the stretched tails."""
    if not row.power:
        return row.median * exp(row.spread * z)
    base = 1 + row.power * row.spread * z
    return float(row.median * base ** (1 / row.power))
