"""Someone with a phone: says, taps, shares, and sees what the bot has said."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.botapi.answers import Json

if TYPE_CHECKING:
    from tests.botapi.client import BotApi


@dataclass(frozen=True)
class Seen:
    """One message as a chat shows it now."""

    json: Json  # as Telegram writes it
    mine: bool  # said by the bot
    html: str | None  # text or caption as the bot sent it
    edits: int
    revision: int

    @property
    def id(self) -> int:
        number: int = self.json["message_id"]
        return number

    @property
    def text(self) -> str:
        """Text or caption without markup; empty for a bare location."""
        words: str = self.json.get("text") or self.json.get("caption") or ""
        return words

    @property
    def buttons(self) -> list[list[Json]]:
        """The inline buttons, row by row."""
        rows: list[list[Json]] = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def labels(self) -> list[str]:
        """What stands on the inline buttons."""
        return [button["text"] for row in self.buttons for button in row]


class Person:
    """One chat. What the methods return is the id of the update or message they made."""

    def __init__(self, api: BotApi, chat_id: int, about: Json) -> None:
        self.api, self.id, self._about = api, chat_id, about
        self._seen_up_to = -1  # revision of the last own act: `wait` looks at what came after it

    def _act(self, verb: str, **given: Any) -> Json:
        self._seen_up_to = self._look()["revision"]
        return self.api.ask(verb, chat_id=self.id, user=self._about, **given)

    def say(self, text: str) -> int:
        """Type a text or a command; gives the message's id."""
        number: int = self._act("say", text=text)["message_id"]
        return number

    def tap(self, label_or_data: str, message: Seen | int | None = None, **how: bool) -> str | None:
        """Tap a button, the newest that fits, by its label or its data; gives the callback query's id.

        `force=True` sends data although no button has it; `inaccessible=True`: the message is too old.
        A reply keyboard's button is typed by its label instead, and None is returned.
        Raises LookupError when there is no such button.
        """
        place = {} if message is None else {"message_id": message if isinstance(message, int) else message.id}
        told = self._act("tap", label=label_or_data, data=label_or_data, **place, **how)
        query: str | None = told.get("query_id")
        return query

    def share(self, lat: float, lon: float) -> int:
        """Share a location (degrees, WGS-84)."""
        number: int = self._act("share", lat=lat, lon=lon)["message_id"]
        return number

    def attach(self, kind: str, data: bytes = b"", caption: str = "", name: str = "file.bin") -> int:
        """Send a photo, document, sticker or voice; one pixel when `data` is empty."""
        encoded = base64.b64encode(data).decode()
        number: int = self._act("attach", kind=kind, data=encoded, caption=caption, name=name)["message_id"]
        return number

    def edit(self, message_id: int, text: str) -> None:
        """Change a text said before."""
        self._act("edit", message_id=message_id, text=text)

    def block(self) -> None:
        self._act("member", status="kicked")

    def unblock(self) -> None:
        self._act("member", status="member")

    def delete_account(self) -> None:
        """Every message to this chat fails from now on; no update tells the bot."""
        self._act("member", status="deactivated")

    def _look(self, **how: Any) -> Json:
        return self.api.ask("messages", chat_id=self.id, **how)

    def messages(self) -> list[Seen]:
        """The whole chat, oldest first, as it looks now: edits applied, deleted messages gone."""
        return [Seen(**one) for one in self._look()["messages"]]

    def heard(self) -> list[Seen]:
        """Only what the bot said."""
        return [one for one in self.messages() if one.mine]

    @property
    def keyboard(self) -> list[list[str]]:
        """Labels of the reply keyboard shown now."""
        return [[button["text"] for button in row] for row in self._look()["keyboard"]]

    def wait(self, wanted: str | Callable[[Seen], bool], seconds: float = 10, anytime: bool = False) -> Seen:
        """The newest message of the bot that fits, new or edited since this person's last act (or `anytime`).

        `wanted` is a part of its text or a function. AssertionError after `seconds`, with what was seen.
        """
        fits = wanted if callable(wanted) else lambda one: wanted in one.text
        since, end, revision = -1 if anytime else self._seen_up_to, time.monotonic() + seconds, -1
        while True:
            left = end - time.monotonic()
            look = self._look(after=revision, wait=max(0.0, left))
            revision = look["revision"]
            fresh = [
                one
                for one in (Seen(**said) for said in look["messages"])
                if one.mine and one.revision > since
            ]
            for one in sorted(fresh, key=lambda seen: seen.revision, reverse=True):
                if fits(one):
                    return one
            if left <= 0:
                raise AssertionError(
                    f"not seen within {seconds} s: {wanted!r}; new is {[one.text for one in fresh]}"
                )
