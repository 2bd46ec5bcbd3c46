"""Counting back: from the day a paper is handed in to the latest day each of its steps can begin, in office days. Pure and total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

#: have; open (there is time); now (its latest start is within a week, or today); late (it cannot be there in time any more).
State = Literal["have", "open", "now", "late"]


@dataclass(frozen=True, slots=True)
class Planned:
    """One step of a family's plan.

    `earliest` is the first day on which it can begin, `ready` the day it is finished then; `latest` the last day it can begin for
    everything that waits for it (None: no day is early enough, or nothing has a date). `late`: `ready` is after what it is needed for.
    """

    step: str
    paper: str
    earliest: date
    ready: date
    latest: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """One paper of a family's plan: its steps still to do in their order, and the days of the whole.

    `needed_by` is the last day it can be handed in, `ready` the day it is there when everything begins as early as it can, `latest` the
    last day its first open step can begin. `instead`: the first substitute (key) that can still be there in time, for a paper that is late.
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

    `have` holds keys of papers; `done` the days on which steps were finished; `begun` the days on which steps were begun that are not
    finished ("residence registration on 10 March": its step is done, and the six months run from there).
    """

    needed_by: Mapping[str, date]
    have: frozenset[str]
    done: Mapping[str, date]
