"""`houniao doctor`: the state of the house in a table, with a cure for what is wrong. No personal data."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine
from sqlmodel import Session

from bot.settings import Settings, data_key
from db import inbox, reminders, sealing
from db.connection import open_engine
from db.schema import versions


def examine(settings: Settings) -> None:
    """Prints what an operator should know. Exit 1 when something needs a hand."""
    sealing.use(sealing.KeyRing(data_key(settings)))
    engine = open_engine(settings.database_url.get_secret_value())
    try:
        troubled = _looked_at(engine, Console())
        if not settings.webhook_url:
            Console().print(
                "Links of the chat page (second guardian) name this machine: nobody elsewhere can open them. "
                "Cure: HOUNIAO_WEBHOOK_URL with the public https address, and HOUNIAO_WEBHOOK_SECRET."
            )
    finally:
        engine.dispose()
    raise SystemExit(1 if troubled else 0)


def _looked_at(engine: Engine, console: Console) -> bool:
    """True when something needs a hand."""
    present, wanted = versions(engine)
    if present != wanted:
        console.print(f"Database: version {present or 'none'}, wanted {wanted}. Cure: houniao migrate")
        return True
    console.print(f"Database: version {present}, up to date.")
    return _queues(engine, console)


def _queues(engine: Engine, console: Console) -> bool:
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
    return bool(aside)


def _table(console: Console, title: str, found: list[tuple[str, str, str]]) -> None:
    if not found:
        console.print(f"{title}: none")
        return
    table = Table("row", "channel", "what happened", title=title)
    for entry in found[:50]:
        table.add_row(*entry)
    console.print(table)
    if len(found) > 50:
        console.print(f"… and {len(found) - 50} more")
