"""What the enrolment file may hold (pydantic), and how each entry becomes its `rules` dataclass."""

from __future__ import annotations

from pydantic import Field

from content.checkup_models import DayOfYear
from content.loading import PackModel, Text
from content.vaccine_models import Time
from rules.enrolment import decision as rules
from rules.enrolment.situation import Profile
from rules.spans import Span

#: A level of the school system, or one class of it.
_LEVELS = ("nursery", "kindergarten", "primary", "junior", "senior")
#: Every class a row can be about; past the last one nothing is asked for.
ALL_STAGES = ("nursery", *rules.STAGES)


class HeldEntry(PackModel):
    permit_held_6m: Time
    permit_held_12m: Time

    def as_rule(self) -> dict[rules.PermitRule, Span]:
        return {"permit_held_6m": self.permit_held_6m, "permit_held_12m": self.permit_held_12m}


class NumbersEntry(PackModel):
    turns: DayOfYear
    settled: Time
    held: HeldEntry
    away_months: int = Field(ge=1)

    def as_rule(self) -> rules.EnrolmentNumbers:
        return rules.EnrolmentNumbers(
            turns=self.turns,
            settled=self.settled,
            held=self.held.as_rule(),
            away_months=self.away_months,
        )


class RowEntry(PackModel):
    stages: tuple[Text, ...] = Field(min_length=1)
    routes: tuple[rules.Route, ...] = Field(default=rules.ROUTES, min_length=1)
    documents: dict[Text, Text] = Field(min_length=1)
    work: bool = False
    rule: Text

    def as_rule(self) -> rules.Row:
        """A level stands for all its classes; `unknown_stages` says whether every name is one."""
        named = [stage for stage in ALL_STAGES if {stage, stage.partition("_")[0]} & set(self.stages)]
        return rules.Row(tuple(named), self.routes, self.documents, self.work, self.rule)

    def unknown_stages(self) -> list[str]:
        return [stage for stage in self.stages if stage not in {*ALL_STAGES, *_LEVELS}]


class EnrolmentFile(PackModel):
    numbers: NumbersEntry
    papers: tuple[Text, ...] = Field(min_length=1)
    profiles: dict[Profile, tuple[RowEntry, ...]]
