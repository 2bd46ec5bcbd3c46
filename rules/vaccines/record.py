"""What goes into a forecast and what comes out. Frozen values without behaviour.

Status words and dates follow W1-W7 of the immunization rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Sex = Literal["M", "F"]
Status = Literal["not_yet", "due", "overdue", "complete", "aged_out", "contraindicated"]


def sex_of(written: object) -> Sex | None:
    """M, F or nothing: whatever else stands there was not said."""
    return "M" if written == "M" else "F" if written == "F" else None


@dataclass(frozen=True, slots=True)
class Dose:
    """One line of the vaccination booklet. `vaccine` may be a combination's own code."""

    vaccine: str
    given: date
    product: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something else that shifts doses, e.g. kind "immunoglobulin" or "blood_product" (G9)."""

    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class Next:
    """One row of the answer: the next open dose of a series, or why there is none.

    `dose` and the dates are None for complete, aged_out and contraindicated. `overdue_from` is the day the
    complete-before age is reached (W5: never before `earliest`); `closes` the first day on which this
    dose is no longer given (W7).
    `why` names what decided the earliest day; `rule` is the rule to cite for it, `about` the one that says what the dose is for.
    """

    family: str
    vaccine: str
    status: Status
    rule: str
    why: str
    dose: int | None = None
    earliest: date | None = None
    overdue_from: date | None = None
    closes: date | None = None
    about: str = ""
    ask_clinic: bool = False  # an uncounted dose or an unsettled rule stands behind this row (G16, JE5)

    @property
    def recommended(self) -> date | None:
        """W2: as soon as possible, so the earliest day itself. It may lie in the past."""
        return self.earliest

    @property
    def open(self) -> bool:
        """Whether a dose is still to come."""
        return self.earliest is not None


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A dose on record that does not count, and why (keys of the book's sentences)."""

    vaccine: str
    given: date
    rule: str
    why: str
    counts_from: date | None = None  # first day on which it would have counted
    family: str = ""  # the series it was for; empty when it was judged by no series


@dataclass(frozen=True, slots=True)
class Counted:
    """A dose on record that counts, and as which one of its series."""

    family: str
    vaccine: str
    number: int
    given: date


@dataclass(frozen=True, slots=True)
class Note:
    """Something to say about a flag, e.g. that it is no reason to wait (G12)."""

    flag: str
    rule: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """The answer for one child on one day."""

    doses: tuple[Next, ...]
    invalid: tuple[NotCounted, ...]
    notes: tuple[Note, ...] = ()
