"""Counting back: from the day a paper is handed in to the latest day each of its steps can begin, in office days. Pure and total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from rules.enrolment.situation import Housing

#: have; open (there is time); now (its latest start is within a week, or today); late (it cannot be there in time any more).
State = Literal["have", "open", "now", "late"]


@dataclass(frozen=True, slots=True)
class Planned:
    """One step of a family's plan.

    `earliest` is the first day on which it can begin (or the day it began), `ready` the day it is finished then. `latest` is the last day
    it can begin for everything that waits for it and can still be in time; None: nothing that waits for it can, or it runs already.
    `late`: `ready` is after the day on which this plan's paper needs it.
    """

    step: str
    paper: str
    earliest: date
    ready: date
    latest: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """One paper of a family's plan: its steps still to do in their order, with those of other papers it waits for, and the days of the whole.

    `needed_by` is the last day it can be handed in, `ready` the day it is there when everything begins as early as it can (None: it is
    there), `latest` the last day on which the most pressing of its steps can begin; None: nothing is left to begin, or it is late.
    `instead`: the first substitute (key) that can still be there in time, for a paper that is late.
    """

    paper: str
    state: State
    steps: tuple[Planned, ...]
    needed_by: date
    ready: date | None
    latest: date | None
    instead: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be planned: papers (keys) with the last day each can be handed in, what is there already, and steps that were begun.

    `have` holds keys of papers; `done` the days on which steps were finished: their `wait` runs from there; `begun` the days on which
    steps were begun that are not finished ("applied on 10 March"): their office days and `wait` run from there. `housing` decides which
    housing paper is asked for; None: none is. `optional` holds ids of optional steps this family has to take.
    """

    needed_by: Mapping[str, date]
    have: frozenset[str]
    done: Mapping[str, date]
    begun: Mapping[str, date] = field(default_factory=dict)
    housing: Housing | None = None
    optional: frozenset[str] = frozenset()
