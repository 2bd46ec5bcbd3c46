"""What the amounts of a text mean for a child: weight, length and head, certain or with a question. A unit that was not said is found by
what children of this age weigh and measure; where that leaves two readings, both are offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import product

from rules.growth import Kind
from rules.measures.amounts import Amount, Read, read_amounts

#: What a child can weigh (grams) and measure (millimetres) at all; beyond lies no slip, but nonsense.
BOUNDS: dict[Kind, tuple[int, int]] = {
    Kind.WEIGHT: (300, 200_000),
    Kind.LENGTH: (200, 2_200),
    Kind.HEAD: (150, 700),
}
#: In standard deviations: a value with its unit that is odder is asked back; a unit is only guessed within the second.
ODD, GUESSED = 4.0, 3.5
#: A slip that is offered as a question must make the value this ordinary.
SLIP = 3.5
#: More amounts than these are no measurement; more readings than these are not offered.
AMOUNTS_MOST, OFFERED = 4, 3
_SLIPS = tuple(Decimal(one) for one in ("0.1", "10", "0.5", "2", "0.01", "100"))

#: How far a value is from what children of this age have, in standard deviations.
Oddness = Callable[[Kind, int], float]
_Meaning = tuple[Kind, int]


class Doubt(StrEnum):
    """Why it is asked again."""

    NOTHING = "nothing"
    """No amount in it."""
    UNIT = "unit"
    """Several readings are possible."""
    ODD = "odd"
    """No child of this age has that: a slip, another unit, another day."""


@dataclass(frozen=True, slots=True)
class Values:
    """Grams and millimetres, and how the length was taken where that was said."""

    weight: int | None = None
    length: int | None = None
    head: int | None = None
    lying: bool | None = None

    @property
    def empty(self) -> bool:
        return self.weight is None and self.length is None and self.head is None

    def put(self, kind: Kind, value: int) -> Values:
        if kind == Kind.WEIGHT:
            return replace(self, weight=value)
        return replace(self, length=value) if kind == Kind.LENGTH else replace(self, head=value)

    def get(self, kind: Kind) -> int | None:
        return {Kind.WEIGHT: self.weight, Kind.LENGTH: self.length, Kind.HEAD: self.head}.get(kind)


@dataclass(frozen=True, slots=True)
class ValuesRead:
    """`values`: what was told before and what is certain now. With a doubt nothing new is certain, and `offers` are whole readings to ask about.

    `as_typed`: the offer that takes an odd value as it stands. `rest`: the text without the amounts; a day may stand there.
    """

    values: Values
    doubt: Doubt | None = None
    offers: tuple[Values, ...] = ()
    as_typed: Values | None = None
    rest: str = ""


def read_values(text: str, oddness: Oddness, told: Values | None = None) -> ValuesRead:
    """Never raises. `told` are values of the same day told before; what is told again replaces them."""
    before = told or Values()
    read = read_amounts(text)
    if read.lying is not None:
        before = replace(before, lying=read.lying)
    if not read.amounts or len(read.amounts) > AMOUNTS_MOST:
        return ValuesRead(before, Doubt.NOTHING, rest=read.rest)
    ordinary = [_ordinary(amount, oddness) for amount in read.amounts]
    readings = _readings(before, ordinary, oddness)
    if len(readings) == 1:
        return ValuesRead(readings[0], rest=read.rest)
    if readings:
        return ValuesRead(before, Doubt.UNIT, tuple(readings[:OFFERED]), rest=read.rest)
    return _odd(read, before, ordinary, oddness)


def _odd(read: Read, before: Values, ordinary: list[list[_Meaning]], oddness: Oddness) -> ValuesRead:
    """What may have been meant instead, and what was typed, where that is clear and possible at all."""
    likely = [found or list(_slips(one, oddness)) for one, found in zip(read.amounts, ordinary, strict=True)]
    offers = tuple(_readings(before, likely, oddness)[:OFFERED])
    literal = [found or _literal(one) for one, found in zip(read.amounts, ordinary, strict=True)]
    typed = _readings(before, literal, oddness)
    as_typed = typed[0] if len(typed) == 1 else None
    return ValuesRead(before, Doubt.ODD, offers, as_typed, read.rest)


def _readings(before: Values, meanings: list[list[_Meaning]], oddness: Oddness) -> list[Values]:
    """Every way in which each amount means another thing, the most ordinary first; those that leave alone what was told before, if there are any."""
    fitting = [choice for choice in product(*meanings) if len({kind for kind, _ in choice}) == len(choice)]
    fresh = [choice for choice in fitting if all(before.get(kind) is None for kind, _ in choice)]
    found: dict[Values, float] = {}
    for choice in fresh or fitting:
        values = before
        for kind, value in choice:
            values = values.put(kind, value)
        found.setdefault(values, sum(oddness(kind, value) for kind, value in choice))
    return sorted(found, key=lambda values: found[values])


def _ordinary(amount: Amount, oddness: Oddness) -> list[_Meaning]:
    limit = ODD if amount.size is not None else GUESSED
    return [(kind, value) for kind, value in _meanings(amount) if oddness(kind, value) <= limit]


def _literal(amount: Amount) -> list[_Meaning]:
    """What was typed, where name and unit leave no other reading."""
    clear = amount.size is not None and (amount.weighs or amount.kind is not None)
    return list(_meanings(amount)) if clear else []


def _slips(amount: Amount, oddness: Oddness) -> Iterator[_Meaning]:
    """A point in the wrong place, 斤 for 公斤 or the other way round, m for cm."""
    for times in _SLIPS:
        for kind, value in _meanings(replace(amount, number=amount.number * times)):
            if oddness(kind, value) <= SLIP:
                yield kind, value


def _meanings(amount: Amount) -> Iterator[_Meaning]:
    for kind in (Kind.WEIGHT, Kind.LENGTH, Kind.HEAD):
        if amount.kind not in (None, kind) or amount.weighs not in (None, kind == Kind.WEIGHT):
            continue
        low, high = BOUNDS[kind]
        for size in (amount.size,) if amount.size is not None else _sizes(kind):
            value = round(amount.number * size)
            if low <= value <= high:
                yield kind, value


def _sizes(kind: Kind) -> tuple[int, ...]:
    """Units people leave away: 公斤, 斤, g; cm, m, mm."""
    return (1000, 500, 1) if kind == Kind.WEIGHT else (10, 1000, 1) if kind == Kind.LENGTH else (10, 1)
