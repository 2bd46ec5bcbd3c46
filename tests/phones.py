"""Two kinds of phone in a person's hand: Telegram, drawn by the strict Bot API server (called here without HTTP), and the web page.

Both know what the person does (say, tap, share, send) and what the chat shows now.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from sqlmodel import Session

from actions import photos
from bot.arrivals import store
from bot.telegram.polling import arrival_of
from bot.web.mouth import as_message, attachment_of
from bot.web.photos import made_for
from db import chats, pages
from dialogs.words import Html
from rules.photos import PAGE_MOST, Picture
from rules.photos import read as read_photo
from tests.botapi import people
from tests.botapi.chats import Said
from tests.botapi.state import State


@dataclass(frozen=True)
class Button:
    label: str
    tap: str | None
    url: str | None


@dataclass(frozen=True)
class Shown:
    """One message of the bot as the chat shows it. `changed`: other words in a message that stood there, not an answer to a tap on it.

    `picture` is the PNG or JPEG that stands above the words, `place` the title of a pin.
    """

    ref: int
    html: str
    buttons: tuple[tuple[Button, ...], ...]
    file: str | None = None
    changed: bool = False
    picture: bytes | None = None
    place: str | None = None

    @property
    def all_buttons(self) -> list[Button]:
        return [button for row in self.buttons for button in row]


class Carried(Protocol):
    """What a phone needs of the house: its parts as they are now, for they are built anew at every restart."""

    @property
    def house(self) -> Any: ...

    @property
    def loop(self) -> asyncio.AbstractEventLoop: ...


class Phone(Protocol):
    """What the driver asks of a phone."""

    channel: str

    def say(self, text: str) -> None: ...

    def start(self, payload: str = "") -> None: ...

    def tap(self, ref: int, button: Button) -> None: ...

    def tap_address(self, data: str) -> None: ...

    def share(self, lat: float, lon: float) -> None: ...

    def send(self, kind: str) -> None: ...

    def send_file(self, kind: str, data: bytes, caption: str = "") -> None: ...

    def edit(self, text: str) -> None: ...

    def shows(self) -> list[Shown]: ...

    def news(self) -> list[Shown]: ...


class TelegramPhone:
    """A private chat with the bot."""

    channel = "telegram"
    numbers = itertools.count(5_000_001)

    def __init__(self, around: Carried, state: State, language: str) -> None:
        self._around, self._state = around, state
        self._number = next(self.numbers)
        code = "zh-hans" if language == "zh_CN" else language
        self._chat = state.chats.meet(self._number, language_code=code, first_name="A parent")
        self._seen = 0
        self._tapped: int | None = None

    def start(self, payload: str = "") -> None:
        self.say(f"/start {payload}".strip())

    def say(self, text: str) -> None:
        self._do(people.say, text=text)

    def tap(self, ref: int, button: Button) -> None:
        self._tapped = ref
        self._do(people.tap, data=button.tap, message_id=ref)

    def tap_address(self, data: str) -> None:
        newest = next(reversed(self._mine()), None)
        self._tapped = newest.json["message_id"] if newest else 1
        self._do(people.tap, data=data, message_id=self._tapped, force=True)

    def share(self, lat: float, lon: float) -> None:
        self._do(people.share, lat=lat, lon=lon)

    def send(self, kind: str) -> None:
        self._do(people.attach, kind=kind)

    def send_file(self, kind: str, data: bytes, caption: str = "") -> None:
        """A photo, or a picture sent as a file ("document"), with these bytes."""
        given = {"data": base64.b64encode(data).decode(), "caption": caption, "name": "paper.jpg"}
        self._do(people.attach, kind=kind, mime="image/jpeg", **given)

    def edit(self, text: str) -> None:
        mine = [number for number, said in self._chat.said.items() if not said.mine]
        self._do(people.edit, message_id=mine[-1], text=text)

    def shows(self) -> list[Shown]:
        return [self._shown(said) for said in self._mine()]

    def news(self) -> list[Shown]:
        fresh = sorted(
            (one for one in self._mine() if one.revision > self._seen), key=lambda one: one.revision
        )
        self._seen = self._state.chats.revision
        shown = [self._shown(said) for said in fresh]
        self._tapped = None
        return shown

    def _mine(self) -> list[Said]:
        return [said for said in self._chat.said.values() if said.mine]

    def _shown(self, said: Said) -> Shown:
        rows = said.json.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = tuple(
            tuple(Button(one["text"], one.get("callback_data"), one.get("url")) for one in row)
            for row in rows
        )
        ref = int(said.json["message_id"])
        file = said.json.get("document", {}).get("file_name")
        sizes = said.json.get("photo")
        picture = self._state.chats.shelf.files[sizes[-1]["file_id"]].data if sizes else None
        changed = said.edits > 0 and ref != self._tapped
        place = said.json.get("venue", {}).get("title")
        return Shown(ref, said.html or "", buttons, file, changed, picture, place)

    def _do(self, act: Any, **given: Any) -> None:
        self._state.updates.waiting.clear()
        act(self._state, {"chat_id": self._number, **given})
        arrivals = [arrival_of(update) for update in self._state.updates.waiting]
        house = self._around.house
        house.room.in_transaction(
            lambda session: store(session, [one for one in arrivals if one], house.clock.now())
        )


class WebPhone:
    """A browser with its signed cookie."""

    channel = "web"
    _nonces = itertools.count(1)

    def __init__(self, around: Carried, language: str) -> None:
        self._around = around
        self._language = language.replace("_", "-")
        self._address: str | None = None
        self._cursor = 0

    def start(self, payload: str = "") -> None:
        """The page's own start: makes the chat, and says /start without a bubble."""
        if self._find() is None:
            house = self._around.house
            chat = house.room.in_transaction(
                lambda session: house.chat.visitors.welcome(session, self._language)
            )
            self._address, self._cursor = chat.address, 0
        self._put({"text": f"/start {payload}".strip()}, None)

    def say(self, text: str) -> None:
        if self._find() is None:
            return self.start()
        return self._put({"text": text}, text)

    def tap(self, ref: int, button: Button) -> None:
        self._put({"tap": button.tap, "seq": ref}, button.label)

    def tap_address(self, data: str) -> None:
        newest = next(reversed(self.shows()), None)
        self._put({"tap": data, "seq": newest.ref if newest else 1}, "?")

    def share(self, lat: float, lon: float) -> None:
        self._put({"location": {"latitude": lat, "longitude": lon}}, "📍")

    def send(self, kind: str) -> None:
        """The page has no such button; the inbox takes it all the same, as it would from a newer page."""
        file = {"file_id": "f", "file_unique_id": "u"}
        size = {"width": 1, "height": 1}
        looks: dict[str, Any] = {
            "photo": [file | size],
            "document": file,
            "voice": file | {"duration": 1},
            "sticker": file | size | {"type": "regular", "is_animated": False, "is_video": False},
        }
        self._put({kind: looks[kind]}, f"({kind})")

    def send_file(self, kind: str, data: bytes, caption: str = "") -> None:
        """The page's photo button; it knows no captions. What the page itself would not take is not sent."""
        chat = self._find()
        found = read_photo(data, PAGE_MOST)
        if chat is not None and isinstance(found, Picture):
            size = {"file_id": "web:0", "file_unique_id": "web", "width": found.wide, "height": found.high}
            kept = made_for(chat.state, found) if photos.awaits(chat.state) else None
            self._put({"photo": [size]}, "📷 Photo", kept)

    def edit(self, text: str) -> None:
        """A page cannot edit what was sent: it says it again."""
        self.say(text)

    def shows(self) -> list[Shown]:
        return [self._shown(bubble) for bubble in self._bubbles() if not bubble.mine]

    def news(self) -> list[Shown]:
        def read(session: Session) -> list[pages.Bubble]:
            chat = self._chat(session)
            return pages.changed_after(session, chat.id or 0, self._cursor, 2_000) if chat else []

        fresh: list[pages.Bubble] = self._around.house.room.in_transaction(read)
        self._cursor = max([self._cursor, *(one.cursor for one in fresh)])
        return [self._shown(bubble) for bubble in fresh if not bubble.mine]

    def _shown(self, bubble: pages.Bubble) -> Shown:
        message = as_message(bubble, self._around.house.clock.zone)
        buttons = tuple(
            tuple(Button(one["label"], one.get("tap"), one.get("url")) for one in row)
            for row in message["buttons"]
        )
        file = message["file"]["name"] if message["file"] else None
        attached = attachment_of(bubble) if message["picture"] else None
        place = message["place"]["title"] if message["place"] else None
        changed, picture = bubble.cursor != bubble.seq, attached[2] if attached else None
        return Shown(bubble.seq, message["html"], buttons, file, changed, picture, place)

    def _bubbles(self) -> Sequence[pages.Bubble]:
        def read(session: Session) -> list[pages.Bubble]:
            chat = self._chat(session)
            return pages.history(session, chat.id or 0, None, 2_000) if chat else []

        return cast(Sequence[pages.Bubble], self._around.house.room.in_transaction(read))

    def _chat(self, session: Session) -> chats.Chat | None:
        return chats.find(session, self.channel, self._address) if self._address else None

    def _find(self) -> chats.Chat | None:
        return cast(chats.Chat | None, self._around.house.room.in_transaction(self._chat))

    def _put(self, content: dict[str, Any], shown: str | None, picture: Picture | None = None) -> None:
        chat = self._find()
        if chat is None:
            raise AssertionError("this page was deleted: start first")
        nonce = f"nonce-{next(self._nonces):08}"
        put = self._around.house.chat.put  # the page's own way in, without the HTTP around it
        self._around.loop.run_until_complete(
            put(chat, nonce, content, None if shown is None else Html(shown), picture)
        )
