"""What one city makes of enrolment: which papers, how the half year counts, when, on which platform, whom to ask, and what nobody knows. Pure.

Every text is zh_CN. What the country says stands here too, unless the city says it otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rules.enrolment.decision import PermitRule
from rules.enrolment.seasons import SeasonFact
from rules.enrolment.situation import Profile

if TYPE_CHECKING:
    from rules.knowledge import Source


@dataclass(frozen=True, slots=True)
class CityText:
    """One thing said to parents about this city; `title` in a few words. `id` fits into addresses: [a-z0-9_]{1,24}."""

    id: str
    title: str
    text: str
    fact: Source


@dataclass(frozen=True, slots=True)
class Platform:
    """Where one registers online, by its name; no address is known for sure. `about`: what one registers for there."""

    id: str
    name: str
    about: str
    fact: Source


@dataclass(frozen=True, slots=True)
class Office:
    """Who has the last word. `hotline` is the id of the city's number to call while the office's own is not known."""

    name: str
    text: str
    hotline: str
    fact: Source


@dataclass(frozen=True, slots=True, eq=False)
class CityEnrolment:
    """One city, with the country's defaults where it says nothing itself.

    `siblings` is what is known of brothers and sisters at one school; `texts` what law and city say, by id; `unknown` what to ask instead.
    """

    profile: Profile
    profile_text: CityText
    permit_rule: PermitRule
    permit_text: CityText
    school_text: CityText
    office: Office
    platforms: tuple[Platform, ...]
    siblings: tuple[CityText, ...]
    texts: Mapping[str, CityText]
    unknown: tuple[CityText, ...]
    seasons: tuple[SeasonFact, ...]

    def told(self, today: date) -> tuple[CityText, ...]:
        """What law and city say, without what has expired (law 9)."""
        return tuple(one for one in self.texts.values() if one.fact.holds(today))
