"""What a page sent, read strictly: JSON, numbers and places that can be used, and the sentence for those that cannot."""

from __future__ import annotations

import json
import re
from typing import Any

from starlette.requests import Request

from bot.handling import clean
from dialogs.words import Words

MOST_BYTES, MOST_LETTERS, MOST_HISTORY = 64_000, 4_096, 100
#: What a column of whole numbers holds on PostgreSQL.
MOST_SEQ = 2**31 - 1
NONCE = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Unfit(Exception):
    """What the page sent cannot be used; `code` names why."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code, self.status = code, status


async def read_json(request: Request) -> dict[str, Any]:
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise Unfit("not_json", 415)
    body = await read_bytes(request, MOST_BYTES)
    if body is None:
        raise Unfit("too_long", 413)
    try:
        found = clean(json.loads(body))
    except (ValueError, RecursionError):
        raise Unfit("not_json") from None
    if not isinstance(found, dict):
        raise Unfit("not_json")
    return found


async def read_bytes(request: Request, most: int) -> bytes | None:
    """The whole body; nothing when it is longer than `most` bytes."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            return None
    return bytes(body)


def degrees(found: Any) -> tuple[float, float]:
    """Latitude and longitude in WGS-84 degrees."""
    spot = found if isinstance(found, dict) else {}
    lat: Any = spot.get("lat")
    lon: Any = spot.get("lon")
    if type(lat) not in (int, float) or type(lon) not in (int, float):
        raise Unfit("bad_place")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # NaN is nowhere between
        raise Unfit("bad_place")
    return float(lat), float(lon)


def number(text: str | None) -> int | None:
    """A plain whole number above zero from an address, or nothing."""
    found = int(text) if text and text.isascii() and text.isdecimal() and len(text) < 16 else 0
    return found if 0 < found <= MOST_SEQ else None


def excuse(_: Words, code: str) -> str:
    """Why a request could not be used, in everyday words."""
    said = {
        "too_long": _("That is too long for one message. Please send it in two parts."),
        "empty": _("There is nothing in this message yet."),
        "bad_place": _("We could not read this place. You can pick your district instead."),
        "no_such_button": _("This button is not known any more. Type /menu to go on."),
        "no_such_file": _("This file is no longer here."),
        "no_photo": _("I cannot open this as a photo. Please take it again with the camera."),
        "large_photo": _("This photo is too large. Please take it again."),
        "long_photo": _("This photo is much too long or too wide. Please take it again with the camera."),
        "bad_days": _("Please choose between 1 day and ten years."),
        "later": _("That did not work just now. Please try again."),
        "unknown": _("We do not know this browser yet. Please start first."),
    }
    return str(said.get(code, _("That did not work. Please try again.")))
