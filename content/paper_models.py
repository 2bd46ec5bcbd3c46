"""What the paper files may hold (pydantic), and how each entry becomes its `rules` dataclass."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, model_validator

from content.asked import Phrase
from content.loading import PackModel, Text
from content.vaccine_models import Time
from rules.enrolment.situation import Housing
from rules.papers import book as rules
from rules.spans import Span
from rules.vaccines.book import RuleText


class StepEntry(PackModel):
    id: str = Field(pattern=r"^[a-z0-9_]{1,10}$")
    text: Text = Field(max_length=60)
    days: int = Field(default=0, ge=0, le=120)
    wait: Time = Span()
    after: tuple[Text, ...] = ()
    fresh: Time | None = None
    rule: Text
    office: bool = True
    by_itself: bool = False
    optional: bool = False
    only_for: tuple[Housing, ...] = ()

    @model_validator(mode="after")
    def _agrees(self) -> StepEntry:
        if self.days and not self.office:
            raise ValueError(f"{self.id}: office days are counted at an office; write wait instead of days")
        if self.by_itself and (self.office or not self.after):
            raise ValueError(f"{self.id}: what passes by itself has 'office: false' and comes after a step")
        return self

    def as_rule(self, paper: str, texts: Mapping[str, RuleText]) -> rules.Step:
        """A time whose sentence is a convention is our own estimate."""
        return rules.Step(
            id=self.id,
            paper=paper,
            text=self.text,
            days=self.days,
            wait=self.wait,
            after=self.after,
            fresh=self.fresh,
            rule=self.rule,
            sure=texts[self.rule].confidence != "convention",
            office=self.office,
            by_itself=self.by_itself,
            optional=self.optional,
            only_for=self.only_for,
        )


class PaperEntry(PackModel):
    """`issuer` to `instead` are ids of rules: their sentences are what a parent reads."""

    id: str = Field(pattern=r"^[a-z0-9_]{1,23}$")
    name: Text
    everyday: Text
    asked: tuple[Phrase, ...] = ()
    wanted: rules.For
    issuer: Text
    bring: Text | None = None
    cost: Text | None = None
    time: Text | None = None
    validity: Text | None = None
    instead: Text
    more: tuple[Text, ...] = ()
    substitutes: tuple[Text, ...] = ()
    visit: Text | None = None
    school_visit: Text | None = None
    steps: tuple[StepEntry, ...] = Field(min_length=1)

    def cites(self) -> dict[str, str]:
        """Which rule each text is."""
        named = {key: getattr(self, key) for key in rules.TOLD}
        return {key: rule for key, rule in named.items() if rule}

    def cited(self) -> tuple[str, ...]:
        """All rule ids of the paper, each once: its texts, what is worth knowing with it, and how long its steps take."""
        return tuple(dict.fromkeys([*self.cites().values(), *self.more, *(step.rule for step in self.steps)]))

    def as_rule(self, texts: Mapping[str, RuleText]) -> rules.Paper:
        cites = self.cites()
        told = {key: texts[cites[key]].text if key in cites else "" for key in rules.TOLD}
        return rules.Paper(
            key=self.id,
            name=self.name,
            everyday=self.everyday,
            wanted=self.wanted,
            **told,
            substitutes=self.substitutes,
            visit=self.visit,
            steps=tuple(step.id for step in self.steps),
            rules=self.cited(),
            school_visit=self.school_visit,
            cites=cites,
            asked=self.asked,
        )


class PapersFile(PackModel):
    """The whole file."""

    papers: tuple[PaperEntry, ...] = Field(min_length=1)
