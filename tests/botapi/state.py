"""Everything one server knows, and the journal of what was asked of it."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import IO, Any

from tests.botapi.answers import Json
from tests.botapi.chats import Chats
from tests.botapi.faults import Faults
from tests.botapi.pacing import Pacing
from tests.botapi.parameters import Upload
from tests.botapi.updates import Updates

DEFAULT_TOKEN = "4242:LOOPBACK-token-for-tests"  # no secret: nobody else takes it


@dataclass
class Journal:
    """One entry per call, in memory and, if asked for, as a flushed JSON line in a file."""

    file: IO[str] | None = None
    entries: list[Json] = field(default_factory=list)

    def note(self, **entry: Any) -> None:
        entry = {"n": len(self.entries) + 1, "at": time.time(), **entry}
        self.entries.append(entry)
        if self.file is not None:
            self.file.write(json.dumps(entry, ensure_ascii=False, default=_describe) + "\n")
            self.file.flush()

    def of(self, outcome: str) -> list[Json]:
        """Entries with this outcome, as plain JSON."""
        found: list[Json] = json.loads(
            json.dumps([one for one in self.entries if one["outcome"] == outcome], default=_describe)
        )
        return found


def _describe(value: object) -> object:
    if isinstance(value, Upload):
        return {"file": value.name, "bytes": len(value.data)}
    return repr(value)


class State:
    """One bot and its chats."""

    def __init__(self, token: str = DEFAULT_TOKEN, journal: IO[str] | None = None) -> None:
        self.token = token
        self.me: Json = {
            "id": int(token.split(":")[0]),
            "is_bot": True,
            "first_name": "Houniao",
            "username": "houniao_test_bot",
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
        self.updates = Updates()
        self.journal = Journal(journal)
        self.start_over()

    def start_over(self) -> None:
        """Forget everything but the file of the journal."""
        self.chats = Chats({name: self.me[name] for name in ("id", "is_bot", "first_name", "username")})
        self.pacing = Pacing()
        self.faults = Faults()
        self.settings: Json = {}  # what setMyCommands and the like were given, by name, scope and language
        self.journal.entries.clear()
        self.updates.forget()
