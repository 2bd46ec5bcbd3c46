"""The page's requests: who am I, start, say, history, files, and the demo's clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import uuid4

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.arrivals import Arrival, Echo, Letterbox
from bot.clock import Clock
from bot.log import log
from bot.metrics import INCOMING
from bot.room import Room
from bot.web import mouth
from bot.web.mouth import CHANNEL
from bot.web.reading import (
    MOST_HISTORY,
    MOST_LETTERS,
    MOST_SEQ,
    NONCE,
    Unfit,
    degrees,
    excuse,
    number,
    read_json,
)
from bot.web.visitors import Visitors
from db import pages
from db.chats import Chat
from db.families import Guardian
from dialogs.addresses import Go
from dialogs.page import page_words
from dialogs.screens import Screen
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.birthdays import looks_like_id_number
from rules.languages import bcp47, is_rtl, negotiate
from rules.photos import Picture

#: Shown in place of a message that held an ID number.
_HIDDEN = "••••••"


@dataclass(frozen=True)
class WebChat:
    room: Room
    clock: Clock
    letterbox: Letterbox
    visitors: Visitors
    around: Surroundings
    #: Called after the demo's clock was moved: reminders may be due now.
    moved_on: Any

    def routes(self) -> list[Route]:
        return [
            Route("/chat/me", self.kind(self.me), methods=["GET"]),
            Route("/chat/start", self.kind(self.start), methods=["POST"]),
            Route("/chat/messages", self.kind(self.messages), methods=["GET"]),
            Route("/chat/say", self.kind(self.say), methods=["POST"]),
            Route("/chat/file/{seq}", self.kind(self.file), methods=["GET"]),
            Route("/chat/clock", self.kind(self.read_clock), methods=["GET"]),
            Route("/chat/clock", self.kind(self.travel), methods=["POST"]),
        ]

    def kind(self, endpoint: Any) -> Any:
        """Whatever is wrong with a request, the page gets a sentence in the person's language."""

        async def answer(request: Request) -> Response:
            try:
                found: Response = await endpoint(request)
            except Unfit as error:
                found = self._excuse(request, error.code, error.status)
            except SQLAlchemyError as error:
                log.error("a page could not be answered", error=type(error).__name__)
                found = self._excuse(request, "later", 503)
            found.headers["cache-control"] = "no-store"
            return found

        return answer

    def _excuse(self, request: Request, code: str, status: int) -> Response:
        _ = self.words(request, getattr(request.state, "chat", None))
        return JSONResponse({"error": code, "say": excuse(_, code)}, status_code=status)

    def words(self, request: Request, chat: Chat | None) -> Words:
        asked = (
            request.query_params.get("language") or request.headers.get("accept-language", "").split(",")[0]
        )
        languages = self.around.catalogues.languages
        return self.around.catalogues.speak(chat.language if chat else negotiate(asked, languages))

    async def visitor(self, request: Request) -> Chat:
        chat = await self.maybe_visitor(request)
        if chat is None:
            raise Unfit("unknown", 401)
        return chat

    async def maybe_visitor(self, request: Request) -> Chat | None:
        address = self.visitors.address(request)
        chat = await self.room.write(lambda session: self.visitors.find(session, address))
        request.state.chat = chat
        return chat

    async def me(self, request: Request) -> Response:
        chat = await self.maybe_visitor(request)
        _ = self.words(request, chat)
        families = self.around.knowledge.demo_families if self.around.demo else ()
        catalogues = self.around.catalogues
        return JSONResponse(
            {
                "known": chat is not None,
                "language": _.language,
                "lang": bcp47(_.language),
                "dir": "rtl" if is_rtl(_.language) else "ltr",
                "demo": self.around.demo,
                "demo_families": [
                    {"id": one.id, "title": _.fact(one.title), "about": _.fact(one.about)} for one in families
                ],
                "words": page_words(_),
                "languages": [
                    {"code": code, "name": str(catalogues.speak(code).own_name)}
                    for code in catalogues.languages
                ],
            }
        )

    async def start(self, request: Request) -> Response:
        said = await read_json(request)
        language, demo = str(said.get("language") or ""), said.get("demo")
        payload = " page"  # no link: the language was chosen on the page, and is not asked again
        if isinstance(said.get("payload"), str) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", said["payload"]):
            payload = " " + said["payload"]
        if demo is not None:
            if not self.around.demo or demo not in [one.id for one in self.around.knowledge.demo_families]:
                raise Unfit("no_such_demo")
            payload = f" demo_{demo}"
        chat = await self.maybe_visitor(request)
        response = JSONResponse({"ok": True})
        if chat is None:
            chat = await self.room.write(lambda session: self.visitors.welcome(session, language))
            self.visitors.remember(response, chat.address, request.url.scheme == "https")
        await self.put(chat, uuid4().hex, {"text": f"/start{payload}"}, None)
        return response

    async def messages(self, request: Request) -> Response:
        chat = await self.visitor(request)
        before = number(request.query_params.get("before"))
        limit = min(number(request.query_params.get("limit")) or 30, MOST_HISTORY)

        def read(session: Session) -> tuple[list[pages.Bubble], int]:
            return pages.history(session, chat.id or 0, before, limit + 1), chat.cursor

        found, cursor = await self.room.write(read)
        shown = found[-limit:]
        return JSONResponse(
            {
                "messages": [mouth.as_message(bubble, self.clock.zone) for bubble in shown],
                "cursor": cursor,
                "more": len(found) > limit,
            }
        )

    async def say(self, request: Request) -> Response:
        chat = await self.visitor(request)
        said = await read_json(request)
        nonce = said.get("nonce")
        if not isinstance(nonce, str) or not NONCE.fullmatch(nonce):
            raise Unfit("no_nonce")
        if "tap" in said:
            content, shown = await self._tap(chat, said)
        elif "location" in said:
            lat, lon = degrees(said["location"])
            content = {"location": {"latitude": lat, "longitude": lon}}
            _ = self.words(request, chat)
            shown = _("📍 My place")
        else:
            text = said.get("text")
            if not isinstance(text, str) or not text.strip():
                raise Unfit("empty")
            if len(text) > MOST_LETTERS:
                raise Unfit("too_long", 413)
            # An ID number must not even stay as the person's own bubble; the conversation says why.
            seen = _HIDDEN if looks_like_id_number(text) else text
            content, shown = {"text": text}, Html("") + seen
        return JSONResponse(await self.put(chat, nonce, content, shown), status_code=202)

    async def _tap(self, chat: Chat, said: dict[str, Any]) -> tuple[dict[str, Any], Html]:
        """A button of this chat, named by its address; its own label is shown where it still stands there.

        One that stood in a bubble which is gone (the consent was taken back, the family left) leads home.
        """
        seq, tap = said.get("seq"), said.get("tap")
        if type(seq) is not int or not 0 < seq <= MOST_SEQ or not isinstance(tap, str):
            raise Unfit("no_such_button")
        bubble = await self.room.write(lambda session: pages.one(session, chat.id or 0, seq))
        choices = [one for row in Screen.from_json(bubble.body).choices for one in row] if bubble else []
        label = next((one.label for one in choices if one.tap == tap), said.get("label"))
        if not isinstance(label, str) or not 1 <= len(tap.encode()) <= 64:
            raise Unfit("no_such_button")
        tap = tap if bubble else Go(to="home").pack()
        return {"tap": tap, "seq": seq}, Html("") + label[:100]

    async def put(
        self,
        chat: Chat,
        nonce: str,
        content: dict[str, Any],
        shown: Html | None,
        picture: Picture | None = None,
    ) -> dict[str, int]:
        """Stores what was said as the update Telegram would have brought, with the person's own bubble when there is one, and a photo's bytes."""
        update = update_of(chat, nonce, content, int(self.clock.now().timestamp()))
        echo = None
        if shown is not None:
            echo = Echo(chat.id or 0, {"text": str(shown), "lang": bcp47(chat.language)})
        arrival = Arrival(CHANNEL, nonce, f"{CHANNEL}:{chat.address}", update, echo, picture)
        cursor = await self.letterbox.put(arrival)
        INCOMING.labels(CHANNEL).inc()
        return {"seq": cursor, "cursor": cursor}

    async def file(self, request: Request) -> Response:
        chat = await self.visitor(request)
        seq = number(request.path_params["seq"])
        bubble = await self.room.write(lambda session: pages.one(session, chat.id or 0, seq or 0))
        found = mouth.attachment_of(bubble) if bubble is not None else None
        if found is None:
            raise Unfit("no_such_file", 404)
        name, mime, data = found
        kind = "inline" if mime.startswith("image/") else "attachment"
        return Response(data, media_type=mime, headers={"content-disposition": f'{kind}; filename="{name}"'})

    async def read_clock(self, _request: Request) -> Response:
        if not self.around.demo:
            raise Unfit("no_demo", 404)
        local = self.clock.local()
        return JSONResponse(
            {
                "today": local.date().isoformat(),
                "now": local.isoformat(timespec="seconds"),
                "days": self.clock.ahead.days,
            }
        )

    async def travel(self, request: Request) -> Response:
        if not self.around.demo:
            raise Unfit("no_demo", 404)
        visitor = await self.visitor(request)
        days = (await read_json(request)).get("days")
        if not isinstance(days, int) or isinstance(days, bool):
            raise Unfit("bad_days")
        try:
            await self.room.write(
                lambda session: self.clock.travel(session, days, polite_start(session, visitor))
            )
        except ValueError:
            raise Unfit("bad_days") from None
        await self.moved_on()
        return await self.read_clock(request)


def polite_start(session: Session, visitor: Chat) -> time:
    """The first minute at which this visitor's family wants to hear from us: a demo that arrives at night shows no reminder."""
    guardian = session.get(Guardian, visitor.guardian_id) if visitor.guardian_id else None
    minutes = (guardian.write_from if guardian else 9 * 60) + 1
    return time(minutes // 60 % 24, minutes % 60)


def update_of(chat: Chat, nonce: str, content: dict[str, Any], unix: int) -> dict[str, Any]:
    """The same update Telegram would bring: one dispatcher serves both channels."""
    number = int(chat.address)
    person = {"id": number, "is_bot": False, "first_name": "-", "language_code": bcp47(chat.language)}
    place = {"id": number, "type": "private", "first_name": "-"}
    if "tap" in content:
        tapped = {"message_id": content["seq"], "date": unix, "chat": place, "text": "-"}
        return {
            "update_id": 0,
            "callback_query": {
                "id": nonce,
                "from": person,
                "chat_instance": CHANNEL,
                "message": tapped,
                "data": content["tap"],
            },
        }
    message = {"message_id": 1, "date": unix, "chat": place, "from": person, **content}
    return {"update_id": 0, "message": message}
