"""What the files about enrolment in a city may hold (pydantic): the country's defaults, and the city's own file that overrides them by key."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from content.facts import fact
from content.loading import PackModel, Sourced, Text
from rules.enrolment.city import CityText, Office, Platform
from rules.enrolment.decision import PermitRule
from rules.enrolment.seasons import USUAL_YEAR, Level
from rules.enrolment.situation import Profile

Key = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,24}$")]
#: Texts are read on a small screen.
Short = Annotated[str, Field(min_length=1, max_length=200)]
Title = Annotated[str, Field(min_length=1, max_length=24)]


class TextEntry(Sourced):
    id: Key
    title: Title
    text: Short

    def as_rule(self) -> CityText:
        return CityText(self.id, self.title, self.text, fact(self))


class ProfileEntry(TextEntry):
    value: Profile


class PermitRuleEntry(TextEntry):
    value: PermitRule


class OfficeEntry(Sourced):
    id: Key
    name: Title
    text: Short
    hotline: Text

    def as_rule(self) -> Office:
        return Office(self.name, self.text, self.hotline, fact(self))


class PlatformEntry(Sourced):
    id: Key
    name: Title
    about: Short

    def as_rule(self) -> Platform:
        return Platform(self.id, self.name, self.about, fact(self))


class DaysEntry(PackModel):
    opens: date
    closes: date


class PhaseEntry(DaysEntry):
    about: str = Field(default="", max_length=80)
    general: bool = True


class SeasonEntry(Sourced):
    """One year's dates of a district or of the city. They run out, so `valid_until` is not left out."""

    id: Key
    level: Level
    year: int = Field(ge=2000, le=2100)
    district: Text | None = None
    phases: tuple[PhaseEntry, ...] = Field(min_length=1)
    results: date | None = None
    reporting: DaysEntry | None = None
    text: Short
    valid_until: date


def _usual(written: object) -> object:
    """A day of every year ("06-04") in the year that usual dates are kept in."""
    return f"{USUAL_YEAR}-{written}" if isinstance(written, str) else written


UsualDay = Annotated[date, BeforeValidator(_usual)]


class UsualDaysEntry(DaysEntry):
    opens: UsualDay
    closes: UsualDay


class UsualPhaseEntry(PhaseEntry):
    opens: UsualDay
    closes: UsualDay


class UsualEntry(Sourced):
    """What is usual where nothing is known of the year, as days of every year."""

    id: Key
    level: Level
    phases: tuple[UsualPhaseEntry, ...] = Field(min_length=1)
    results: UsualDay | None = None
    reporting: UsualDaysEntry | None = None
    text: Short


class CityFile(PackModel):
    """`enrolment.yaml` of a city. Everything may be left out: then the country's defaults hold. `sources` are the city's own."""

    sources: dict[str, Text] = Field(default_factory=dict)
    profile: ProfileEntry | None = None
    permit_rule: PermitRuleEntry | None = None
    school_system: TextEntry | None = None
    office: OfficeEntry | None = None
    platforms: tuple[PlatformEntry, ...] = ()
    siblings: tuple[TextEntry, ...] = ()
    texts: tuple[TextEntry, ...] = ()
    unknown: tuple[TextEntry, ...] = ()
    usual: tuple[UsualEntry, ...] = ()
    seasons: tuple[SeasonEntry, ...] = ()


class CountryFile(PackModel):
    """`enrolment_defaults.yaml` of a country: what holds in a city that says nothing else."""

    profile: ProfileEntry
    permit_rule: PermitRuleEntry
    school_system: TextEntry
    office: OfficeEntry
    siblings: tuple[TextEntry, ...]
    texts: tuple[TextEntry, ...]
    unknown: tuple[TextEntry, ...]


class UsualFile(PackModel):
    """`enrolment_seasons.yaml` of a country."""

    usual: tuple[UsualEntry, ...]
