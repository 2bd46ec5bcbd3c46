"""Who of the staff may do what, and where. The role is read at every press; nothing here remembers anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """From the one who only looks to the one who appoints others. The words are kept in the database: never change one."""

    VIEWER = "viewer"
    WORKER = "worker"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


#: The weakest first.
ROLES = tuple(Role)
#: How long a name may be that an inviter gives somebody, in characters.
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Duty:
    """What somebody is here for. `who` is how lists of deeds name them: "staff:3", "owner" or "desk". No district means every district; `office`
    is the one they sit in, "" the community's. `chat` is where they work: what they have taken is theirs by its number (0: nothing is)."""

    who: str
    role: Role
    districts: frozenset[str] = frozenset()
    office: str = ""
    chat: int = field(default=0, compare=False)

    @property
    def every_office(self) -> bool:
        """Whether the questions to all offices are theirs: those of managers and above who sit in none of their own."""
        return not self.office and self.at_least(Role.MANAGER)

    def at_least(self, role: Role) -> bool:
        """Whether this role may do what that one may."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def covers(self, district: str | None) -> bool:
        """Whether it reaches there. What lies in no district concerns everybody."""
        return not self.districts or district is None or district in self.districts

    def may_put(self, district: str | None) -> bool:
        """Whether a place may come to lie there by this hand: never in no district, for who works in some of them."""
        return not self.districts or district in self.districts

    def may_appoint(self, districts: frozenset[str]) -> bool:
        """Whether it may give or take a post in these districts (none: in all of them). Nobody hands out more than they have."""
        within = not self.districts or bool(districts and districts <= self.districts)
        return self.at_least(Role.ADMINISTRATOR) and within
