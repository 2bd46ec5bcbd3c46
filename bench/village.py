"""A village: many families with one guardian, one Telegram chat and one child, whose plans are all to be looked at now. Written fast."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import SQLModel

from content import load_knowledge
from db import sealing
from db.connection import open_engine
from rules.vaccines import Book, on_time_history
from tests.processes import DATA_KEY

ZONE = ZoneInfo("Asia/Shanghai")
_ROUND = (
    20,
    45,
    70,
    100,
    130,
    170,
    200,
    260,
    300,
    400,
    460,
    560,
    600,
    760,
    900,
    1130,
    1500,
    1900,
    2300,
    3200,
)
#: Ages in days: 1,200 different children, more than any answer is remembered for.
AGES = tuple(age + more for more in range(60) for age in _ROUND)
#: Families written at once: short enough that a bot on the same SQLite file never waits long.
WRITTEN = 500


def settle(url: str, families: range, now: datetime, hours: tuple[int, int] = (540, 1200)) -> None:
    """Families of these numbers, who may be written to within these `hours` (minutes of the day), into the migrated database at `url`."""
    today = now.astimezone(ZONE).date()
    sealing.use(sealing.KeyRing(DATA_KEY))
    engine = open_engine(url)
    book = load_knowledge("cn/wuhu").book
    histories = {age: _history(book, age, today, now) for age in AGES}
    for at in range(0, len(families), WRITTEN):
        numbers = families[at : at + WRITTEN]
        with engine.begin() as connection:
            for table, rows in _rows(numbers, histories, today, now, hours).items():
                connection.execute(SQLModel.metadata.tables[table].insert(), rows)
    engine.dispose()


def _history(book: Book, age: int, today: date, now: datetime) -> list[dict[str, Any]]:
    born = today - timedelta(days=age)
    told = on_time_history(book, born, "F", today - timedelta(days=60))
    return [
        {"vaccine": one.vaccine, "given_on": one.given, "exact": True, "recorded_at": now} for one in told
    ]


def _rows(
    numbers: range,
    histories: dict[int, list[dict[str, Any]]],
    today: date,
    now: datetime,
    hours: tuple[int, int],
) -> dict[str, list[dict[str, Any]]]:
    """The rows of these families, by table, parents before children. Each number is the id of all its rows."""
    ages = {number: AGES[number % len(AGES)] for number in numbers}
    return {
        "family": [{"id": n, "demo": False, "created_at": now} for n in numbers],
        "guardian": [
            {"id": n, "family_id": n, "write_from": hours[0], "write_to": hours[1], "created_at": now}
            for n in numbers
        ],
        "chat": [_chat(n, now) for n in numbers],
        "child": [_child(n, ages[n], today, now) for n in numbers],
        "dose": [{"child_id": n, **one} for n in numbers for one in histories[ages[n]]],
    }


def _chat(n: int, now: datetime) -> dict[str, Any]:
    return {
        "id": n,
        "channel": "telegram",
        "address": str(n),
        "language": "zh_CN",
        "guardian_id": n,
        "leaving": False,
        "cursor": 0,
        "seen_at": now,
    }


def _child(n: int, age: int, today: date, now: datetime) -> dict[str, Any]:
    before = today - timedelta(days=30)
    return {
        "id": n,
        "family_id": n,
        "nickname": "豆豆",
        "born": today - timedelta(days=age),
        "sex": "F",
        "known_since": before,
        "changed_on": before,
        "planned_through": today - timedelta(days=3),
        "plan_on": today,
        "record_checked_at": now,
    }
