"""A city with its demo's places and a case to ask about them, for the tests of `near`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.near import City, answer, in_memory
from content import load_knowledge

KNOWLEDGE = load_knowledge("cn/wuhu")
ZONE = ZoneInfo("Asia/Shanghai")
DEMO = {place.key: place for place in KNOWLEDGE.demo_places()}
#: The demo's places, as the command searches them where there is no database.
SESSION = Session(in_memory(list(DEMO.values())))
#: A Thursday morning.
CITY = City(KNOWLEDGE.place_kinds, KNOWLEDGE.workdays, ZONE, datetime.fromisoformat("2026-11-26T10:00"))
CASE: dict[str, Any] = {"id": "n1", "lat": 31.36, "lon": 118.39}


def one(city: City = CITY, **changes: Any) -> dict[str, Any]:
    """The answer to the case with these changes."""
    return answer([CASE | changes], city, SESSION)[0]


def found(**changes: Any) -> list[dict[str, Any]]:
    """The places of that answer."""
    told: list[dict[str, Any]] = one(**changes)["places"]
    return told


def keys(**changes: Any) -> list[str]:
    return [place["id"] for place in found(**changes)]
