"""A photo from the page: taken only while one is waited for, cleaned of what the camera knew, sealed together with its update."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from actions.photos import awaits
from bot.web.chat import WebChat
from bot.web.reading import NONCE, Unfit, read_bytes
from dialogs.answer_pictures import Picturing, fitting
from rules.photos import PAGE_MOST, Picture, Trouble, read

#: What is wrong with a photo, in the words of `bot.web.reading.excuse`.
_CODES = {Trouble.TOO_MUCH: "large_photo", Trouble.SHAPE: "long_photo"}


@dataclass(frozen=True)
class PhotoDoor:
    chat: WebChat

    def route(self) -> Route:
        return Route("/chat/photo", self.chat.kind(self.send), methods=["POST"])

    async def send(self, request: Request) -> Response:
        """The bytes of one photo, 2 MB at most, with the page's name for it in `nonce`. Where none is waited for, nothing of it is kept and the
        conversation says so."""
        visitor = await self.chat.visitor(request)
        nonce = request.query_params.get("nonce", "")
        if not NONCE.fullmatch(nonce):
            raise Unfit("no_nonce")
        # Another site's form cannot name such a type without our leave.
        if not request.headers.get("content-type", "").startswith("image/"):
            raise Unfit("no_photo", 415)
        data = await read_bytes(request, PAGE_MOST)
        picture = _checked(data) if awaits(visitor.state) else None
        if picture is not None:
            # before anything is stored: it may take seconds
            picture = await asyncio.to_thread(made_for, visitor.state, picture)
        shown = self.chat.words(request, visitor)("📷 Photo")
        said = await self.chat.put(visitor, nonce, {"photo": [_named(picture)]}, shown, picture)
        return JSONResponse(said, status_code=202)


def made_for(state: str | None, picture: Picture) -> Picture:
    """The photo as it is kept in this state: one for an answer is made small."""
    if state != Picturing.photo.state:
        return picture
    small = fitting(picture.mime, picture.data)
    if small is None:
        raise Unfit("no_photo")
    return small


def _checked(data: bytes | None) -> Picture:
    found = read(data, PAGE_MOST) if data is not None else Trouble.TOO_MUCH
    if isinstance(found, Trouble):
        raise Unfit(_CODES.get(found, "no_photo"), 413 if found == Trouble.TOO_MUCH else 400)
    return found


def _named(picture: Picture | None) -> dict[str, Any]:
    """The photo as Telegram would describe it; its name is written in when it is sealed (`bot.arrivals`)."""
    wide, high = (picture.wide, picture.high) if picture is not None else (1, 1)
    return {"file_id": "web:0", "file_unique_id": "web", "width": wide, "height": high}
