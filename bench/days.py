"""Days: how often a plan is looked at and how much is said and written, each child and day, in a town planned one day after the other."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, text
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from actions import plans
from bench import village
from bench.databases import migrated
from bench.planning import NOW, ZONE
from bench.report import Report, Tell
from bench.sizes import Size
from bot.ticks import AT_ONCE
from content import load_knowledge
from db.connection import open_engine
from db.outbox import Outbox
from rules.knowledge import Knowledge


def measure(size: Size, tell: Tell) -> Report:
    """Nobody ever answers: everything stays open and is reminded of to the end, more than in a real town. On SQLite."""
    report = Report(
        "Days of a town in which nobody answers",
        "every child looked at every day; a message for each reminder",
    )
    knowledge = load_knowledge("cn/wuhu")
    with migrated("sqlite") as url:
        engine = open_engine(url)
        empty = _bytes(engine)
        tell(f"a town of {size.town:,} children")
        village.settle(url, range(1, size.town + 1), NOW)
        settled = _bytes(engine)
        looks = []
        for day in range(size.days + 1):
            tell(f"day {day} of {size.days}")
            looks.append(_plan(engine, knowledge, day))
        with Session(engine) as session:
            said = session.execute(select(col(Outbox.chat_id), col(Outbox.due_at))).all()
        grown = (_bytes(engine) - settled) / len(said)
        engine.dispose()
    # The first day has everything at once and is no ordinary one.
    later = [(chat, due) for chat, due in said if due >= NOW + timedelta(days=1)]
    child_days = size.town * size.days
    rows = len(later) / child_days
    digests = len({(chat, due.astimezone(ZONE).date()) for chat, due in later}) / child_days
    report.add("1,000 children, a day: plans looked at", 1_000 * sum(looks[1:]) / child_days, "", 1_000.0)
    report.add("1,000 children, a day: digests", 1_000 * digests, "", 1_000 * rows)
    report.add("1,000 children, a day: rows written", 1_000 * rows, "")
    report.add("a family with its record", (settled - empty) / size.town, "bytes")
    report.add("a reminder", grown, "bytes")
    report.notes.append(f"{size.town:,} children, {size.days} days after the first.")
    return report


def _plan(engine: Engine, knowledge: Knowledge, day: int) -> int:
    """Everything of that day; returns how many children were looked at."""
    looks, trouble = 0, dict[int, str]()
    while True:
        with Session(engine, expire_on_commit=False) as session:
            found = plans.plan_due(session, knowledge, ZONE, NOW + timedelta(days=day), AT_ONCE, trouble)
            session.commit()
        if trouble:
            raise RuntimeError(f"{len(trouble)} plans failed: {set(trouble.values())}")
        if not found:
            return looks
        looks += found


def _bytes(engine: Engine) -> int:
    """How large the database is."""
    with engine.connect() as connection:
        pages, each = (
            connection.execute(text(f"PRAGMA {what}")).scalar_one() for what in ("page_count", "page_size")
        )
    return int(pages) * int(each)
