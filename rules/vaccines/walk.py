"""Walking through the record of one series, dose by dose: what counts, what does not, what has to wait.

W1: the first day on which a dose counts is the latest of its hurdles (minimum age, minimum interval, G5, G9).
G16: a dose before that day is not counted, and the next try keeps the same interval from it too.
By W1 ("would count") a live dose inside the 28 days of G5 or the 3 months of G9 does not count either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from rules.spans import Span
from rules.vaccines.book import DoseRule
from rules.vaccines.case import Case, Given
from rules.vaccines.record import NotCounted


class Hurdle(NamedTuple):
    """A day before which the dose does not count. `date.max`: it never does."""

    on: date
    why: str  # age, wait, retry, live, immunoglobulin, start, emergency, other_vaccine
    rule: str


class Judgement(NamedTuple):
    """What a dose on record had to clear, and how long to wait after it when it failed (G16)."""

    hurdles: list[Hurdle]
    retry: Span | None


class Step(NamedTuple):
    """The next dose of an unfinished series."""

    vaccine: str
    number: int
    hurdles: list[Hurdle]
    before: date | None  # complete-before day (G8)
    rule: str | None = None  # cited instead of the decisive hurdle's rule
    about: str | None = None  # says what the dose is for, where the rule of its age does not
    ask_clinic: bool = False


@dataclass(slots=True)
class Progress:
    """How far a series has come. Filled by `walk`, read-only afterwards."""

    counted: list[Given] = field(default_factory=list)
    refused: list[NotCounted] = field(default_factory=list)
    retry: date | None = None  # first day of the next try after an uncounted dose

    @property
    def number(self) -> int:
        """The number of the next dose."""
        return len(self.counted) + 1

    @property
    def last(self) -> Given | None:
        return self.counted[-1] if self.counted else None


class Series(Protocol):
    """One series of the schedule. One class per family, in `rules/vaccines/families/`."""

    family: str

    @property
    def programme(self) -> tuple[str, ...]:
        """The vaccines the programme uses; each can be forbidden."""

    def concerns(self, case: Case) -> bool:
        """Whether the child takes part at all."""

    def reads(self, case: Case, dose: Given) -> bool:
        """Whether a dose on record belongs to this series."""

    def finished(self, case: Case, past: Progress) -> str | None:
        """The rule by which the series is complete, or None."""

    def judge(self, case: Case, past: Progress, dose: Given) -> Judgement:
        """What a dose on record must clear to count."""

    def following(self, case: Case, past: Progress) -> Step:
        """The next dose; only asked when not finished. Live gap and retry are added by the engine."""


def walk(series: Series, case: Case) -> Progress:
    """Judge every dose of the series in order. Doses after the end of a series are not judged."""
    past = Progress()
    for dose in case.given:
        if not series.reads(case, dose):
            continue
        if series.finished(case, past):
            break
        judgement = series.judge(case, past, dose)
        worst = latest(judgement.hurdles + _retry(past) + _live_before(case, dose))
        if dose.on >= worst.on:
            past.counted.append(dose)
            past.retry = None
        else:
            past.refused.append(_refusal(series, dose, worst))
            _wait_again(past, dose, judgement.retry)
    return past


def latest(hurdles: list[Hurdle]) -> Hurdle:
    """The hurdle that decides; of equal ones the first named."""
    decisive = hurdles[0]
    for hurdle in hurdles:
        if hurdle.on > decisive.on:
            decisive = hurdle
    return decisive


def ordinary(case: Case, rule: DoseRule, last: Given | None) -> list[Hurdle]:
    """Minimum age, and the minimum interval after the dose before."""
    hurdles = [Hurdle(rule.min_age.after(case.born), "age", rule.age_rule)]
    if rule.wait is not None and last is not None:
        hurdles.append(Hurdle(rule.wait.after(last.on), "wait", rule.wait_rule))
    return hurdles


def hurdles_ahead(case: Case, past: Progress, vaccine: str) -> list[Hurdle]:
    """What the next dose must clear besides its own ages and intervals: G16, and for live vaccines G5 and G9.

    G5 against every live dose on record: the next visit is a later day, so the same-day exception is over.
    """
    hurdles = _retry(past)
    if case.book.vaccines[vaccine].live_injected:
        if case.live_days:
            hurdles.append(Hurdle(case.book.live_gap.after(case.live_days[-1]), "live", "G5"))
        hurdles.extend(_immunoglobulin(case, case.today))
    return hurdles


def _retry(past: Progress) -> list[Hurdle]:
    return [] if past.retry is None else [Hurdle(past.retry, "retry", "G16")]


def _live_before(case: Case, dose: Given) -> list[Hurdle]:
    """G5 and G9 for a dose on record; another live dose on the very same day is allowed."""
    book = case.book
    if not book.vaccines[dose.vaccine].live_injected:
        return []
    earlier = [day for day in case.live_days if day < dose.on]
    hurdles = [Hurdle(book.live_gap.after(earlier[-1]), "live", "G5")] if earlier else []
    return hurdles + _immunoglobulin(case, dose.on)


def _immunoglobulin(case: Case, until: date) -> list[Hurdle]:
    """G9: injected live vaccines wait after immunoglobulin given up to `until`."""
    days = [day for day in case.immunoglobulin_days if day <= until]
    wait = case.book.immunoglobulin_wait
    return [Hurdle(wait.after(days[-1]), "immunoglobulin", "G9")] if days else []


def _refusal(series: Series, dose: Given, worst: Hurdle) -> NotCounted:
    rule = "G16" if worst.why in ("age", "wait", "retry") else worst.rule
    counts_from = None if worst.on == date.max else worst.on
    return NotCounted(dose.vaccine, dose.on, rule, worst.why, counts_from, series.family)


def _wait_again(past: Progress, dose: Given, retry: Span | None) -> None:
    """G16: the next try keeps the interval from the uncounted dose, too."""
    if retry is not None:
        again = retry.after(dose.on)
        past.retry = again if past.retry is None else max(past.retry, again)
