"""`/calendar/<token>.ics`: what a phone's own calendar fetches. Whoever has the token may read; nothing is ever changed by it."""

from __future__ import annotations

import asyncio
import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime

from icalendar import Event
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from actions import activity_calendar, calendars
from actions.calendars import Date
from actions.reminders import hours
from bot.clock import Clock
from bot.log import log
from bot.room import Room
from db import chats, children
from dialogs.activity_ics import events
from dialogs.calendar_feed import MIME, as_ics
from dialogs.surroundings import Surroundings
from rules.hours import Hours
from rules.languages import negotiate

#: The form of every token there ever was; anything else is not looked up.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{24}")


@dataclass(frozen=True)
class Opened:
    """What a link shows: the dates of a family and the activities it comes to, and in whose language and hours they are told."""

    coming: list[Date]
    activities: list[Event]
    language: str
    hours: Hours


@dataclass(frozen=True)
class CalendarDoor:
    room: Room
    clock: Clock
    around: Surroundings
    #: One calendar at a time: many that ask at once wait here, and not before the conversations.
    one_by_one: asyncio.Lock = field(default_factory=asyncio.Lock)

    def route(self) -> Route:
        return Route("/calendar/{token}.ics", self.fetch, methods=["GET"])

    async def fetch(self, request: Request) -> Response:
        """The calendar; 304 when the asker has it already, and for a wrong or stopped link the 404 of any other wrong address."""
        token = request.path_params["token"]
        if not _TOKEN.fullmatch(token):
            raise HTTPException(404)
        now = self.clock.now()
        async with self.one_by_one:
            try:
                found = await self.room.write(lambda session: self._open(session, token, now))
            except SQLAlchemyError as error:
                log.error("a calendar could not be read", error=type(error).__name__)
                return Response(status_code=503, headers={"retry-after": "600"})
            if found is None:
                raise HTTPException(404)
            _ = self.around.catalogues.speak(found.language)
            # Nothing of it needs the database: the room is free for others meanwhile.
            ics = await asyncio.to_thread(
                as_ics, found.coming, found.hours, self.around, _, now, found.activities
            )
        tag = f'"{hashlib.sha256(ics).hexdigest()[:32]}"'
        headers = {"etag": tag, "cache-control": "private, no-cache"}
        if _knows(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        return Response(ics, media_type=MIME, headers=headers)

    def _open(self, session: Session, token: str, now: datetime) -> Opened | None:
        guardian = calendars.opened(session, token, now)
        if guardian is None:
            return None
        found = children.of_family(session, guardian.family_id)
        coming = calendars.dates(session, self.around.knowledge, found, self.around.zone, now)
        talks = chats.of_guardian(session, guardian.id or 0)
        language = talks[0].language if talks else negotiate("", self.around.catalogues.languages)
        engaged = activity_calendar.engagements(session, guardian.family_id, now)
        shown = events(engaged, session, self.around.catalogues.speak(language))
        return Opened(coming, shown, language, hours(guardian))


def _knows(asked: str, tag: str) -> bool:
    """Whether the asker named this state of the calendar among those it has."""
    return any(one.strip().removeprefix("W/") in (tag, "*") for one in asked.split(","))
