"""The vaccination rule book as data: what `content/` loads and the engine reads.

Nothing here decides anything. All spans are parsed and all tables are built once, when the book is made,
so that a forecast does no parsing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from rules.spans import Span

Confidence = Literal["confirmed", "second-hand", "convention"]


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule of the book in plain words (zh_CN, the source language)."""

    id: str
    text: str
    source: tuple[str, ...]
    checked: date
    confidence: Confidence
    computing: bool  # False: only told, it changes no date and no status


@dataclass(frozen=True, slots=True)
class DoseRule:
    """One dose of a course. `before` already answers W4 (next complete-before age of the series)."""

    number: int
    min_age: Span
    wait: Span | None  # minimum interval after the dose before; None for a first dose
    before: Span | None  # complete-before age (G8); None where another rule decides
    age_rule: str
    wait_rule: str


@dataclass(frozen=True, slots=True)
class Course:
    """The doses of one vaccine (or, for polio, of one series) in their order."""

    id: str
    doses: tuple[DoseRule, ...]
    done_rule: str  # cited when the course is finished

    def dose(self, number: int) -> DoseRule:
        """The rule of dose `number`; beyond the table the last dose's rule."""
        return self.doses[min(number, len(self.doses)) - 1]

    def retry(self, number: int) -> Span | None:
        """G16: how long to wait after an uncounted dose `number` (a first dose waits as 1 -> 2 does)."""
        wait = self.dose(number).wait
        if wait is None and len(self.doses) > 1:
            return self.doses[1].wait
        return wait


@dataclass(frozen=True, slots=True)
class Vaccine:
    """One code that may stand in a vaccination record."""

    code: str
    name: str  # official Chinese name
    everyday: str  # what people say at the clinic
    protects: str
    live_injected: bool = False  # G5 and G9 apply
    aliases: tuple[str, ...] = ()
    other_product: str | None = None  # what the clinic may have given instead
    # the everyday name where there is little room; empty: the same without what stands in brackets
    short: str = ""
    products: tuple[
        str, ...
    ] = ()  # codes of products that the rules need not tell apart, but the clinic does
    numbered: bool = True  # False: nobody counts its doses (every autumn, after a wound)


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a vaccine: the rules read both the same, a booklet names the product."""

    code: str
    vaccine: str
    everyday: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Combination:
    """A product with several parts. `leaflet_ages` replace the minimum ages of the table (DP8, PO5)."""

    code: str
    name: str
    everyday: str
    parts: tuple[str, ...]
    leaflet_ages: Mapping[str, tuple[Span, ...]]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SelfPaid:
    """A self-paid vaccine, for information only: the bot never says it is due.

    `from_age`, `start_by` and `until` only sort the list by age: possible from, begun at the latest, and no longer given from that
    age on; nothing where the sources name none. `records` is what is written down when it was given: a code of `Book.named`.
    """

    id: str
    name: str
    everyday: str
    ages: str
    window: str
    source: tuple[str, ...]
    checked: date
    confidence: Confidence
    records: str
    from_age: Span | None = None
    start_by: Span | None = None
    until: Span | None = None


@dataclass(frozen=True, slots=True)
class PolioNumbers:
    type2_doses: int  # PO4
    older_before: date  # PO4: children born before this day need `older_type2_doses` instead
    older_type2_doses: int
    ipv_last_age: Span  # PO5: youngest age at which a fourth IPV-containing dose counts
    campaign_words: tuple[str, ...]  # PO3: product texts that mark a mass-campaign dose
    type2_vaccines: frozenset[str]
    bivalent_from: date  # PO4: "OPV" in a booklet means tOPV before this day, bOPV from it on


@dataclass(frozen=True, slots=True)
class DtpNumbers:
    old_ages_until: date  # DP9: before this day the old minimum ages were right
    old_ages: tuple[Span, ...]
    dt_record_age: Span  # youngest age at which a DT on record counts (old schedule: 6 years)
    dt_waits: tuple[Span, ...]  # DP5: interval before a DT that follows 1, 2, 3, 4 counted doses


@dataclass(frozen=True, slots=True)
class MeaslesNumbers:
    all_three_from: date  # MM3: born on or after needs two MMR; before: MM4
    emergency_from: Span  # MM5: a dose between this age and the first dose's age is an emergency dose
    parts: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class MeningitisNumbers:
    late_age: Span  # MN2, MN3: MPSV-AC starts at this age when MPSV-A was missed
    wait_after_one: Span  # MN3
    wait_after_two: Span  # MN1
    conjugates: frozenset[str]  # MN4


@dataclass(frozen=True, slots=True)
class HepatitisBNumbers:
    first_to_last: Span  # HB2


@dataclass(frozen=True, slots=True)
class HepatitisANumbers:
    live_after_inactivated: Span  # HA4


@dataclass(frozen=True, slots=True)
class HpvNumbers:
    start: date  # W6
    born_from: date  # HP1
    self_paid_age: Span  # HP4: a self-paid dose on record counts from this age
    second_within: Span  # HP2


@dataclass(frozen=True, slots=True)
class BcgNumbers:
    skin_test_from: Span  # BC2


@dataclass(frozen=True, slots=True)
class Flag:
    """What a flag of the case does: which vaccines it forbids, and the rule that says why."""

    id: str
    rule: str
    forbids: frozenset[str] = frozenset()
    ask_for: frozenset[str] = frozenset()  # vaccines the clinic doctor must decide on (G13, G14)
    all_ipv: bool = False  # PO6


@dataclass(frozen=True, slots=True)
class Closing:
    """W7: from this age the vaccine is no longer given; `rule` says so."""

    age: Span
    rule: str


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """The whole rule book of one country and edition. Two are the same only when they are one."""

    edition: str
    valid_from: date
    vaccines: Mapping[str, Vaccine]
    families: Mapping[str, str]  # family name (HepB, DTP, ...) -> Chinese name
    combinations: Mapping[str, Combination]
    codes: Mapping[str, str]  # casefolded code or alias -> code
    courses: Mapping[str, Course]
    closes: Mapping[str, Closing]  # W7
    adult: Span  # W7: everything
    live_gap: Span  # G5
    immunoglobulin_wait: Span  # G9
    immunoglobulin_events: frozenset[str]
    same_ingredients: Mapping[str, frozenset[str]]  # G11: forbidden together
    flags: Mapping[str, Flag]
    harmless_words: Mapping[str, str]  # part of a flag's name -> rule that calls it harmless (G11, G12)
    bcg: BcgNumbers
    hepatitis_b: HepatitisBNumbers
    polio: PolioNumbers
    dtp: DtpNumbers
    measles: MeaslesNumbers
    meningitis: MeningitisNumbers
    hepatitis_a: HepatitisANumbers
    hpv: HpvNumbers
    rules: Mapping[str, RuleText]
    sentences: Mapping[str, str]  # further short sentences of the answer, by key
    self_paid: tuple[SelfPaid, ...] = ()
    products: Mapping[str, Product] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)  # as `codes`, but a product's word -> the product

    def given_once(self, code: str) -> bool:
        """Whether one dose is all there is (BCG, HepA-L): then nobody numbers it."""
        course = self.courses.get(code)
        return course is not None and len(course.doses) == 1

    def is_numbered(self, code: str) -> bool:
        """Whether people count its doses. A DT goes on where DTaP ended (DP5) but has a line of its own: "DT, dose 5" stands nowhere."""
        vaccine = self.vaccines.get(self.vaccine_of(code))
        return code != "DT" and not self.given_once(code) and (vaccine is None or vaccine.numbered)

    def vaccine_of(self, code: str) -> str:
        """The vaccine of a product's code; any other code as it is."""
        product = self.products.get(code)
        return code if product is None else product.vaccine

    def knows(self, code: str) -> bool:
        """Whether this can stand in a booklet: a vaccine, a combination or a product."""
        return code in self.vaccines or code in self.combinations or code in self.products

    def containing(self, code: str) -> tuple[str, ...]:
        """The combinations that hold this vaccine (DP8, PO5)."""
        return tuple(key for key, one in self.combinations.items() if code in one.parts)

    def counterpart(self, code: str) -> str | None:
        """Live for inactivated and the other way round (JE3, HA6), injection for drops (PO3); nothing for most."""
        one = self.vaccines.get(code)
        if one is not None and one.other_product is not None:
            return one.other_product
        return next((key for key, two in self.vaccines.items() if two.other_product == code), None)

    def instead_of(self, code: str) -> tuple[str, ...]:
        """What a line of the booklet may have been instead: the vaccine's products, its counterpart (JE3, HA6, PO3), or a combination
        that holds it; of a combination the others that share a part, and its parts."""
        combination = self.combinations.get(code)
        if combination is not None:
            others = [key for part in combination.parts for key in self.containing(part)]
            return tuple(key for key in dict.fromkeys([*others, *combination.parts]) if key != code)
        vaccine = self.vaccine_of(code)
        found = self.vaccines.get(vaccine)
        if found is None:
            return ()
        other = self.counterpart(vaccine)
        every = [*found.products, *([other] if other else []), *self.containing(vaccine)]
        return tuple(key for key in dict.fromkeys(every) if key != code)

    def from_birth(self, code: str) -> bool:
        """Whether the first dose is given on the day of birth (HB1, BC1)."""
        course = self.courses.get(code)
        return course is not None and course.doses[0].min_age == Span()
