"""What the vaccination files may hold (pydantic), and how each entry becomes its `rules` dataclass."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from content.loading import PackModel, Sourced, Text
from rules.spans import Span
from rules.vaccines import book as rules


def _span(written: Any) -> Span:
    """A span as written in a pack: "28 days"."""
    if not isinstance(written, str):
        raise ValueError("write a span of time such as '28 days'")
    return Span.parse(written)


Time = Annotated[Span, BeforeValidator(_span)]


class RuleEntry(Sourced):
    text: Text
    computes: bool = True

    def as_rule(self) -> rules.RuleText:
        return rules.RuleText(self.id, self.text, self.source, self.checked, self.confidence, self.computes)


class RulesFile(PackModel):
    rules: tuple[RuleEntry, ...]


class SourcesFile(PackModel):
    sources: dict[str, Text]


class SelfPaidEntry(Sourced):
    """`records`: the code that is written down; left out where it is the id. The ages only sort the list (see `rules`)."""

    name: Text
    everyday: Text
    ages: Text
    window: Text
    records: Text | None = None
    from_age: Time | None = None
    start_by: Time | None = None
    until: Time | None = None

    def as_rule(self) -> rules.SelfPaid:
        return rules.SelfPaid(
            self.id,
            self.name,
            self.everyday,
            self.ages,
            self.window,
            self.source,
            self.checked,
            self.confidence,
            self.records or self.id,
            self.from_age,
            self.start_by,
            self.until,
        )


class SelfPaidFile(PackModel):
    self_paid: tuple[SelfPaidEntry, ...]


class DoseEntry(PackModel):
    number: int
    min_age: Time
    wait: Time | None = None
    before: Time | None = None
    age_rule: Text
    wait_rule: str = ""

    def as_rule(self, before: Span | None) -> rules.DoseRule:
        return rules.DoseRule(self.number, self.min_age, self.wait, before, self.age_rule, self.wait_rule)


class CourseEntry(PackModel):
    id: Text
    done_rule: Text
    doses: tuple[DoseEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> CourseEntry:
        if [dose.number for dose in self.doses] != list(range(1, len(self.doses) + 1)):
            raise ValueError("number the doses 1, 2, 3 … in their order")
        for dose in self.doses:
            if (dose.wait is None) != (dose.number == 1) or bool(dose.wait_rule) == (dose.number == 1):
                raise ValueError(f"dose {dose.number}: every dose but the first has a wait and a wait_rule")
        return self

    def cited(self) -> list[str]:
        """All rule ids of the course."""
        named = [rule for dose in self.doses for rule in (dose.age_rule, dose.wait_rule) if rule]
        return [self.done_rule, *named]

    def as_rule(self) -> rules.Course:
        """W4: a dose without its own complete-before age takes the next one of the course."""
        built: list[rules.DoseRule] = []
        before: Span | None = None
        for dose in reversed(self.doses):
            before = dose.before or before
            built.append(dose.as_rule(before))
        return rules.Course(self.id, tuple(reversed(built)), self.done_rule)


class CoursesFile(PackModel):
    courses: tuple[CourseEntry, ...]


class ProductEntry(PackModel):
    code: Text
    everyday: Text
    aliases: tuple[Text, ...] = ()


class VaccineEntry(PackModel):
    code: Text
    name: Text
    everyday: Text
    protects: Text
    live_injected: bool = False
    other_product: Text | None = None
    numbered: bool = True
    aliases: tuple[Text, ...] = ()
    short: Text = ""
    products: tuple[ProductEntry, ...] = ()

    def as_rule(self) -> rules.Vaccine:
        return rules.Vaccine(
            self.code,
            self.name,
            self.everyday,
            self.protects,
            self.live_injected,
            self.aliases,
            self.other_product,
            self.short,
            tuple(one.code for one in self.products),
            self.numbered,
        )

    def as_products(self) -> dict[str, rules.Product]:
        return {
            one.code: rules.Product(one.code, self.code, one.everyday, one.aliases) for one in self.products
        }


class CombinationEntry(PackModel):
    code: Text
    name: Text
    everyday: Text
    parts: tuple[Text, ...] = Field(min_length=2)
    leaflet_ages: dict[str, tuple[Time, ...]] = Field(default_factory=dict)
    aliases: tuple[Text, ...] = ()

    def as_rule(self) -> rules.Combination:
        return rules.Combination(
            self.code, self.name, self.everyday, self.parts, self.leaflet_ages, self.aliases
        )


class ClosingEntry(PackModel):
    age: Time
    rule: Text


class FlagEntry(PackModel):
    id: Text
    rule: Text
    forbids: frozenset[str] = frozenset()
    ask_for: frozenset[str] = frozenset()
    all_ipv: bool = False

    def as_rule(self) -> rules.Flag:
        return rules.Flag(self.id, self.rule, self.forbids, self.ask_for, self.all_ipv)


class BcgEntry(PackModel):
    skin_test_from: Time

    def as_rule(self) -> rules.BcgNumbers:
        return rules.BcgNumbers(self.skin_test_from)


class HepatitisBEntry(PackModel):
    first_to_last: Time

    def as_rule(self) -> rules.HepatitisBNumbers:
        return rules.HepatitisBNumbers(self.first_to_last)


class PolioEntry(PackModel):
    type2_doses: int
    older_before: date
    older_type2_doses: int
    ipv_last_age: Time
    campaign_words: tuple[Text, ...]
    type2_vaccines: frozenset[str]
    bivalent_from: date

    def as_rule(self) -> rules.PolioNumbers:
        words = tuple(word.casefold() for word in self.campaign_words)
        return rules.PolioNumbers(
            self.type2_doses,
            self.older_before,
            self.older_type2_doses,
            self.ipv_last_age,
            words,
            self.type2_vaccines,
            self.bivalent_from,
        )


class DtpEntry(PackModel):
    old_ages_until: date
    old_ages: tuple[Time, ...]
    dt_record_age: Time
    dt_waits: tuple[Time, ...] = Field(min_length=1)

    def as_rule(self) -> rules.DtpNumbers:
        return rules.DtpNumbers(self.old_ages_until, self.old_ages, self.dt_record_age, self.dt_waits)


class MeaslesEntry(PackModel):
    all_three_from: date
    emergency_from: Time
    parts: dict[str, frozenset[str]]

    def as_rule(self) -> rules.MeaslesNumbers:
        return rules.MeaslesNumbers(self.all_three_from, self.emergency_from, self.parts)


class MeningitisEntry(PackModel):
    late_age: Time
    wait_after_one: Time
    wait_after_two: Time
    conjugates: frozenset[str]

    def as_rule(self) -> rules.MeningitisNumbers:
        return rules.MeningitisNumbers(
            self.late_age, self.wait_after_one, self.wait_after_two, self.conjugates
        )


class HepatitisAEntry(PackModel):
    live_after_inactivated: Time

    def as_rule(self) -> rules.HepatitisANumbers:
        return rules.HepatitisANumbers(self.live_after_inactivated)


class HpvEntry(PackModel):
    start: date
    born_from: date
    self_paid_age: Time
    second_within: Time

    def as_rule(self) -> rules.HpvNumbers:
        return rules.HpvNumbers(self.start, self.born_from, self.self_paid_age, self.second_within)


class VaccinesFile(PackModel):
    edition: Text
    valid_from: date
    vaccines: tuple[VaccineEntry, ...]
    families: dict[str, Text]
    combinations: tuple[CombinationEntry, ...]


class NumbersFile(PackModel):
    closes: dict[str, ClosingEntry]
    adult: Time
    live_gap: Time
    immunoglobulin_wait: Time
    immunoglobulin_events: frozenset[str]
    same_ingredients: dict[str, frozenset[str]]
    bcg: BcgEntry
    hepatitis_b: HepatitisBEntry
    polio: PolioEntry
    dtp: DtpEntry
    measles: MeaslesEntry
    meningitis: MeningitisEntry
    hepatitis_a: HepatitisAEntry
    hpv: HpvEntry
    flags: tuple[FlagEntry, ...]
    harmless_words: dict[str, Text]
    sentences: dict[str, Text]
