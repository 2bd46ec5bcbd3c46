"""What a test wants to go wrong: scripted next outcomes, or a share of all calls."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.botapi.answers import BLOCKED, FAULT, MIGRATED, NOT_MODIFIED, QUERY_TOO_OLD, Json, NotDone
from tests.botapi.pacing import is_paced

KINDS = ("429", "500", "drop", "drop_before", "blocked", "migrated", "not_modified", "too_old")


@dataclass
class Fault:
    """What goes wrong, `times` times, with calls of `method` and `chat_id` (None: any that is paced)."""

    kind: str
    method: str | None = None
    chat_id: int | None = None
    times: int = 1
    retry_after: int = 1  # seconds, for "429"
    migrate_to_chat_id: int = -1_001_000_000_000  # for "migrated"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault {self.kind!r}; there are {', '.join(KINDS)}")

    def fits(self, method: str, chat_id: int | None) -> bool:
        right_method = is_paced(method) if self.method is None else self.method == method
        return right_method and self.chat_id in (None, chat_id)


@dataclass
class Faults:
    """The script first, then the shares (kind -> probability)."""

    script: list[Fault] = field(default_factory=list)
    shares: dict[str, float] = field(default_factory=dict)
    retry_after: int = 1
    dice: random.Random = field(default_factory=random.Random)

    def change(self, given: Json) -> None:
        """`{"script": [fault…], "shares": {"500": 0.01}, "retry_after": 1, "seed": 7}`; scripts add up.

        `{"clear": true}` forgets all. Raises ValueError for an unknown kind.
        """
        if given.get("clear"):
            self.script, self.shares = [], {}
        self.script += [Fault(**one) for one in given.get("script", [])]
        for kind in given.get("shares", {}):
            Fault(kind)
        self.shares = given.get("shares", self.shares)
        self.retry_after = given.get("retry_after", self.retry_after)
        if "seed" in given:
            self.dice = random.Random(given["seed"])

    def next(self, method: str, chat_id: int | None) -> Fault | None:
        """What goes wrong with this call."""
        for fault in self.script:
            if fault.fits(method, chat_id):
                fault.times -= 1
                if fault.times < 1:
                    self.script.remove(fault)
                return fault
        if self.shares and is_paced(method):
            dice = self.dice.random()
            for kind, share in self.shares.items():
                if dice < share:
                    return Fault(kind, retry_after=self.retry_after)
                dice -= share
        return None


def outcome(fault: Fault) -> NotDone | None:
    """The answer a fault stands for; None for those that are no answer (429, drop, drop_before)."""
    if fault.kind == "500":
        return NotDone(FAULT, 500, "Internal Server Error")
    if fault.kind == "blocked":
        return NotDone(FAULT, 403, BLOCKED)
    if fault.kind == "migrated":
        return NotDone(FAULT, 400, MIGRATED, migrate_to_chat_id=fault.migrate_to_chat_id)
    if fault.kind == "not_modified":
        return NotDone(FAULT, 400, NOT_MODIFIED)
    if fault.kind == "too_old":
        return NotDone(FAULT, 400, QUERY_TOO_OLD)
    return None
