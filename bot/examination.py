"""`houniao doctor`: the state of the house in a table, with a cure for what is wrong. No personal data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine
from sqlmodel import Session

from actions import overview
from bot.settings import Settings, data_key
from content import load_knowledge
from db import inbox, reminders, sealing
from db.connection import open_engine
from db.schema import versions


def examine(settings: Settings) -> None:
    """Prints what an operator should know. Exit 1 when something needs a hand."""
    sealing.use(sealing.KeyRing(data_key(settings)))
    engine = open_engine(settings.database_url.get_secret_value())
    try:
        troubled = _looked_at(engine, settings, Console())
        if not settings.webhook_url:
            Console().print(
                "Links of the chat page (second guardian) name this machine: nobody elsewhere can open them. "
                "Cure: HOUNIAO_WEBHOOK_URL with the public https address, and HOUNIAO_WEBHOOK_SECRET."
            )
    finally:
        engine.dispose()
    raise SystemExit(1 if troubled else 0)


def _looked_at(engine: Engine, settings: Settings, console: Console) -> bool:
    """True when something needs a hand."""
    present, wanted = versions(engine)
    if present != wanted:
        console.print(f"Database: version {present or 'none'}, wanted {wanted}. Cure: houniao migrate")
        return True
    console.print(f"Database: version {present}, up to date.")
    return _queues(engine, settings, console)


def _queues(engine: Engine, settings: Settings, console: Console) -> bool:
    with Session(engine) as session:
        aside = inbox.put_aside(session)
        lost = reminders.missed(session, datetime.now(UTC) - timedelta(days=30))
        open_now = inbox.counts(session).get(inbox.State.OPEN, 0)
    console.print(f"Updates waiting: {open_now}")
    _table(
        console,
        "Updates put aside after three tries",
        [(str(r.id), r.channel, r.trouble or "") for r in aside],
    )
    _table(
        console,
        "Reminders missed and letters given up, last 30 days",
        [(str(r.id), r.channel, f"{r.state}: {r.trouble or ''}") for r in lost],
    )
    _overview(engine, settings, console)
    return bool(aside)


def _overview(engine: Engine, settings: Settings, console: Console) -> None:
    """Where families need help, by district of the pack: counts only."""
    with Session(engine) as session:
        found = overview.collect(session, load_knowledge(settings.city), settings.zone, datetime.now(UTC))
    _table(
        console,
        "Vaccines out of stock, families, last 30 days",
        [(district or "?", dose, str(number)) for (district, dose), number in found.stock_outs.items()],
        ("district", "dose", "families"),
    )
    _table(
        console,
        "Children with something open after two overdue reminders",
        [(district or "?", str(number)) for district, number in found.overdue_twice.items()],
        ("district", "children"),
    )


def _table(
    console: Console,
    title: str,
    found: Sequence[tuple[str, ...]],
    columns: tuple[str, ...] = ("row", "channel", "what happened"),
) -> None:
    if not found:
        console.print(f"{title}: none")
        return
    table = Table(*columns, title=title)
    for entry in found[:50]:
        table.add_row(*entry)
    console.print(table)
    if len(found) > 50:
        console.print(f"… and {len(found) - 50} more")
