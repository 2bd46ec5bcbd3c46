"""A process of its own that queues one notice, so that its memory is its own: `python -m bench.queueing <number>`, the database's URL on stdin."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Engine, text
from sqlmodel import Session, SQLModel

from content import load_knowledge
from db.connection import open_engine
from tests.faults import seeds


class Queued(NamedTuple):
    """Seconds for all rows as the bot queues them, and written from Python; MB of resident memory, before and the most of the process's life."""

    seconds: float
    plainly: float
    before: float
    most: float


def main(url: str, number: int) -> Queued:
    """Everybody in the database gets it: `number` people, from `seeds.crowd`."""
    engine, knowledge, now = open_engine(url), load_knowledge("cn/wuhu"), datetime.now(UTC)
    before = _most()
    begin = time.perf_counter()
    with Session(engine) as session:
        notice = seeds.notice(session, knowledge, now, "How long does it take?")
        session.commit()
    seconds, most = time.perf_counter() - begin, _most()
    with engine.begin() as connection:
        rows = connection.execute(
            text("SELECT count(*) FROM outbox WHERE about = :about"), {"about": f"notice:{notice}"}
        )
        queued = rows.scalar()
        connection.execute(text("DELETE FROM outbox"))
    if queued != number:
        raise RuntimeError(f"of {number} people {queued} would get it")
    return Queued(seconds, _plainly(engine, now), before, most)


def _plainly(engine: Engine, now: datetime) -> float:
    """The people are read, and a row for each is written, all in one transaction."""
    begin = time.perf_counter()
    with engine.begin() as connection:
        chats = connection.execute(text("SELECT id, guardian_id FROM chat")).all()
        rows: list[dict[str, Any]] = [
            {
                "chat_id": chat,
                "channel": "telegram",
                "rank": 2,
                "kind": "notice",
                "state": "waiting",
                "tries": 0,
                "unsure": 0,
                "key": f"notice:0:{guardian}",
                "about": "notice:0",
                "due_at": now,
                "created_at": now,
            }
            for chat, guardian in chats
        ]
        connection.execute(SQLModel.metadata.tables["outbox"].insert(), rows)
    return time.perf_counter() - begin


def _most() -> float:
    """MB of resident memory, the most so far. Linux counts it for a program from its very start (`VmHWM`), not from its parent on."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(main(sys.stdin.readline().strip(), int(sys.argv[1]))))
