"""One child's record made ready for the series: combinations apart, impossible lines aside.

Rules: G5 and G9 (days that hold live vaccines back), PO5 and DP8 (combinations), MN4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rules.vaccines.book import Book
from rules.vaccines.record import Dose, Event, NotCounted, Sex


@dataclass(frozen=True, slots=True)
class Given:
    """A dose of one single vaccine that was really given."""

    vaccine: str
    on: date
    combination: str | None = None  # code of the combination it came in
    product: str = ""  # what the booklet says, casefolded; only mass campaigns are looked for (PO3)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the series ask about one child on one day."""

    book: Book
    born: date
    sex: Sex | None
    today: date
    given: tuple[Given, ...]  # by day
    live_days: tuple[date, ...]  # days of injected live vaccines, counted or not (G5)
    immunoglobulin_days: tuple[date, ...]  # G9
    flags: frozenset[str]
    forbidden: dict[str, str]  # vaccine -> rule (G11, G13)
    implied: frozenset[str]  # forbidden only because they share ingredients with a forbidden one
    ask_for: dict[str, str]  # vaccine the clinic must decide on -> rule (G13, G14)
    all_ipv: bool  # PO6


def read_record(
    book: Book, born: date, today: date, doses: Sequence[Dose]
) -> tuple[tuple[Given, ...], list[NotCounted]]:
    """The doses in the order of their days, single vaccines only, and the lines that cannot be true.

    The same vaccine on the same day is one dose, however often it is listed: records are merged from
    booklets and systems, and a combination may stand there under its own name, once per component, or both.
    """
    kept: dict[tuple[date, str], Given] = {}
    refused: list[NotCounted] = []
    for dose in doses:
        code = _code(book, dose)
        if dose.given < born:
            refused.append(NotCounted(dose.vaccine, dose.given, "G16", "before_birth", born))
        elif dose.given > today:
            refused.append(NotCounted(dose.vaccine, dose.given, "G16", "in_future"))
        elif code is None:
            refused.append(NotCounted(dose.vaccine, dose.given, "G16", "unknown_vaccine"))
        else:
            for part in _parts(book, code, dose):
                _keep(kept, part)
    return tuple(kept[key] for key in sorted(kept)), refused


def _code(book: Book, dose: Dose) -> str | None:
    """The code of what the booklet says. Drops that do not say which were trivalent before the switch (PO4)."""
    word = dose.vaccine.strip().casefold()
    code = book.codes.get(word)
    if code == "bOPV" and word != "bopv" and dose.given < book.polio.bivalent_from:
        return "tOPV"
    return code


def _keep(kept: dict[tuple[date, str], Given], part: Given) -> None:
    """Of two lines for one vaccine and day the one that says more stays, whatever their order."""
    key = (part.on, part.vaccine)
    other = kept.get(key)
    if other is None or (other.combination or "", other.product) < (part.combination or "", part.product):
        kept[key] = part


def _parts(book: Book, code: str, dose: Dose) -> list[Given]:
    """A combination becomes its components, whether it is the vaccine or the product of the line."""
    product = (dose.product or "").strip().casefold()
    combination = book.combinations.get(code)
    if combination is None and product:
        named = book.combinations.get(book.codes.get(product, ""))
        if named is not None and code in named.parts:
            combination = named
    if combination is None:
        return [Given(code, dose.given, None, product)]
    return [Given(part, dose.given, combination.code) for part in combination.parts]


def live_days(book: Book, given: Sequence[Given]) -> tuple[date, ...]:
    """Days with an injected live vaccine on record (G5): also self-paid ones and doses that did not count."""
    return tuple(sorted({dose.on for dose in given if book.vaccines[dose.vaccine].live_injected}))


def immunoglobulin_days(book: Book, born: date, today: date, events: Sequence[Event]) -> tuple[date, ...]:
    """Days of immunoglobulin or blood products (G9); impossible days are left out."""
    kinds = book.immunoglobulin_events
    return tuple(sorted({e.on for e in events if e.kind.casefold() in kinds and born <= e.on <= today}))
