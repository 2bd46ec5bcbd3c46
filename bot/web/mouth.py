"""The web chat's mouth: a letter becomes a bubble, in the transaction that marks it said."""

from __future__ import annotations

import base64
from typing import Any

from sqlmodel import Session

from actions.spots import KEPT
from bot.clock import Clock
from bot.delivery.letters import Letter
from bot.web.hub import Hub
from db import pages
from db.chats import Chat
from dialogs.screens import Attachment, Screen
from rules.languages import bcp47

CHANNEL = "web"


class WebMouth:
    channel = CHANNEL

    def __init__(self, clock: Clock, hub: Hub) -> None:
        self._clock = clock
        self._hub = hub

    def say_now(self, session: Session, letter: Letter) -> str | None:
        """A new bubble, or other words in one that stands. Taps are shown as the person's own bubble, so answers never replace."""
        chat = session.get(Chat, letter.chat_id)
        if letter.screen is None or chat is None or chat.leaving:
            return None
        body = {**letter.screen.to_json(), "lang": bcp47(chat.language)}
        instead = letter.amends or letter.removes
        if instead is not None:
            pages.change(session, letter.chat_id, int(instead), body)
            return instead
        now = self._clock.now()
        fades = letter.screen.afterwards is not None and letter.screen.goes is None
        fades_at = now + KEPT if fades else None
        seq = pages.append(session, letter.chat_id, False, body, now, fades_at=fades_at)
        return str(seq) if seq is not None else None

    def told(self, chat_ids: list[int]) -> None:
        self._hub.tell(chat_ids)


def as_message(bubble: pages.Bubble, zone: Any) -> dict[str, Any]:
    """A bubble in the words of the page's protocol."""
    body = bubble.body
    message: dict[str, Any] = {
        "seq": bubble.seq,
        "cursor": bubble.cursor,
        "from": "me" if bubble.mine else "bot",
        "at": bubble.said_at.astimezone(zone).isoformat(timespec="seconds"),
        "nonce": bubble.nonce,
        "buttons": [],
        "picture": None,
        "file": None,
        "place": None,
        "placeholder": None,
        "ask_location": False,
        "ask_photo": False,
    }
    screen = Screen.from_json(body)
    message |= {
        "html": str(screen.text),
        "lang": body.get("lang", ""),
        "buttons": [
            [_button(choice.label, choice.tap, choice.url) for choice in row] for row in screen.choices
        ],
        "placeholder": screen.placeholder,
        "ask_location": screen.asks_location,
        "ask_photo": screen.asks_photo,
    }
    if screen.place is not None:
        message["place"] = {"lat": screen.place.lat, "lon": screen.place.lon, "title": screen.place.title}
    url = f"/chat/file/{bubble.seq}"
    if screen.picture is not None:
        # what goes again soon is not offered to be kept
        passes = {"passes": True} if screen.goes is not None else {}
        message["picture"] = {**_picture(url, screen.picture), **passes}
    if screen.file is not None:
        message["file"] = {"url": url, "name": screen.file.name, "size": len(screen.file.data)}
    return message


def _picture(url: str, picture: Attachment) -> dict[str, Any]:
    """Where it is, what it shows for who cannot see it, and how large it is, so that nothing jumps when it comes."""
    wide, high = picture.size or (None, None)
    about = {"alt": picture.about or picture.name, "name": picture.name, "size": len(picture.data)}
    return {"url": url, **about, "width": wide, "height": high}


def _button(label: str, tap: str | None, url: str | None) -> dict[str, str]:
    return {"label": label, "tap": tap} if tap is not None else {"label": label, "url": url or ""}


def attachment_of(bubble: pages.Bubble) -> tuple[str, str, bytes] | None:
    """Name, kind and bytes of a bubble's picture or file."""
    found = bubble.body.get("picture") or bubble.body.get("file")
    return (found["name"], found["mime"], base64.b64decode(found["data"])) if found else None
