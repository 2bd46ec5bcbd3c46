"""Which values ask to be shown to the clinic, and how soon (rules GR1 …). It never says what a child has.

Where it was not said whether the child is a boy or a girl, a rule speaks only if it speaks for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rules.growth.standard import (
    Drop,
    Growth,
    Kind,
    Level,
    Limit,
    Loss,
    Measured,
    age_at,
    lines_crossed,
    z_score,
)
from rules.vaccines import Sex


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that speaks, about which value."""

    rule: Limit | Drop | Loss
    kind: Kind

    @property
    def level(self) -> Level:
        return self.rule.level


def newest(measured: Sequence[Measured], kind: Kind) -> Measured | None:
    """The last day on which this was measured."""
    return max((one for one in measured if one.value(kind) is not None), key=lambda one: one.on, default=None)


def judge(
    growth: Growth, sex: Sex | None, born: date, measured: Sequence[Measured], today: date
) -> tuple[Finding, ...]:
    """What the newest values ask for, the soonest first; one finding for each thing measured. Values that are not fresh ask for nothing."""
    if sex is not None:
        found = _of_one(growth, sex, born, measured, today)
    else:
        girl = set(_of_one(growth, "F", born, measured, today))
        found = [one for one in _of_one(growth, "M", born, measured, today) if one in girl]
    best: dict[Kind, Finding] = {}
    for one in found:
        if one.kind not in best or one.level > best[one.kind].level:
            best[one.kind] = one
    return tuple(sorted(best.values(), key=lambda one: -one.level))


def _of_one(growth: Growth, sex: Sex, born: date, measured: Sequence[Measured], today: date) -> list[Finding]:
    found: list[Finding] = []
    last = newest(measured, Kind.WEIGHT)
    if last is not None and _speaks(growth, born, last.on, today):
        # first, because less than last time is said more plainly than a curve that falls
        found += [Finding(rule, Kind.WEIGHT) for rule in growth.losses if _lost(rule, born, last, measured)]
    for kind in Kind:
        last = newest(measured, kind)
        if last is not None and _speaks(growth, born, last.on, today):
            found += _limits(growth, sex, born, kind, last)
            found += _drops(growth, sex, born, kind, last, measured)
    return found


def _speaks(growth: Growth, born: date, on: date, today: date) -> bool:
    """Whether a value of this day is fresh, and from before the curves end."""
    return on <= today < growth.fresh.after(on) and on < growth.ends.after(born)


def _limits(growth: Growth, sex: Sex, born: date, kind: Kind, last: Measured) -> list[Finding]:
    z = z_score(growth, kind, sex, age_at(born, last.on), last)
    if z is None:
        return []
    told = last.value(Kind.PROPORTION) is not None
    return [
        Finding(rule, kind)
        for rule in growth.limits
        if rule.kind == kind
        and (z < rule.z if rule.z < 0 else z > rule.z)
        and not (rule.unless_proportion and told)
    ]


def _drops(
    growth: Growth, sex: Sex, born: date, kind: Kind, last: Measured, measured: Sequence[Measured]
) -> list[Finding]:
    now = z_score(growth, kind, sex, age_at(born, last.on), last)
    if now is None:
        return []
    return [
        Finding(rule, kind)
        for rule in growth.drops
        if kind in rule.kinds
        and any(
            _crossed(rule, z_score(growth, kind, sex, age_at(born, one.on), one), now)
            for one in measured
            if rule.from_age.after(born) <= one.on < last.on <= rule.within.after(one.on)
        )
    ]


def _crossed(rule: Drop, before: float | None, now: float) -> bool:
    if before is None:
        return False
    crossed = lines_crossed(before, now)
    return crossed >= rule.lines if rule.upwards else -crossed >= rule.lines


def _lost(rule: Loss, born: date, last: Measured, measured: Sequence[Measured]) -> bool:
    """By grams: less than the weighing before. By percent: less than the heaviest one before, in the first weeks the one at birth."""
    if not rule.from_age.after(born) <= last.on < rule.until_age.after(born):
        return False
    earlier = [(one.on, one.weight) for one in measured if one.on < last.on and one.weight is not None]
    if not earlier or last.weight is None:
        return False
    if rule.grams is not None:
        return max(earlier)[1] - last.weight >= rule.grams
    most = max(weight for _, weight in earlier)
    return (most - last.weight) * 100 > most * (rule.percent or 0)
