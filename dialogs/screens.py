"""A Screen is one message: text, choices, optionally a place, a picture or a file. Channels turn it into their own calls."""

from __future__ import annotations

import base64
import html
import re
from dataclasses import dataclass
from typing import Any

from dialogs.words import Html
from rules import photos


@dataclass(frozen=True)
class Choice:
    """A button. `tap` is a packed address (64 bytes at most), `url` opens a page; exactly one of them is given.

    A label is plain text: a ready sentence loses its escaping here, so that a nickname like "A&B" reads as it was typed.
    """

    label: str
    tap: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if isinstance(self.label, Html):
            object.__setattr__(self, "label", html.unescape(self.label))
        if (self.tap is None) == (self.url is None):
            raise ValueError("a choice needs either an address or a link")
        if self.tap is not None and not 1 <= len(self.tap.encode()) <= 64:
            raise ValueError(f"an address must be 1 to 64 bytes: {self.tap!r}")


@dataclass(frozen=True)
class Place:
    """Where something is, in WGS-84 degrees."""

    lat: float
    lon: float
    title: str
    address: str


@dataclass(frozen=True)
class Attachment:
    """A picture or a file, whole: they are small and leave with the message they belong to. `about` describes a picture to who cannot see it."""

    name: str
    mime: str
    data: bytes
    about: str = ""

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height of a picture in pixels, where it says so: a page that knows them does not jump when it comes."""
        return photos.size(self.data)


Rows = tuple[tuple[Choice, ...], ...]

#: What one message can hold on the narrowest channel: UTF-16 units of a text, of the words under a picture or file; buttons in a row, in all.
TEXT_MOST, CAPTION_MOST, ROW_MOST, BUTTONS_MOST = 4_096, 1_024, 8, 100
_TAG = re.compile(r"<[^<>]*>")


class TooLong(ValueError):
    """A Screen holds more than one message can. The text itself is not in the error: it may be somebody's."""


def length(text: str) -> int:
    """UTF-16 units of a text as it is read: without markup."""
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True)
class Screen:
    """One message. `asks_location` invites the person to share where they are, `asks_photo` to send a photo; `placeholder` is the hint in
    the input line."""

    text: Html
    choices: Rows = ()
    place: Place | None = None
    picture: Attachment | None = None
    file: Attachment | None = None
    placeholder: str | None = None
    asks_location: bool = False
    asks_photo: bool = False
    #: True to say it as a new message even when it answers a tap (default: the tapped message is replaced where the channel can).
    fresh: bool = False
    #: What stands in the page's history after half an hour instead of `text`, where that tells where somebody was.
    afterwards: Html | None = None
    #: Name of what is shown for ten minutes only ("photo:7", see `db.passing`): then the message goes from the chat. On the page, which keeps its
    #: bubbles, `afterwards` stands in its place.
    goes: str | None = None
    #: Name of what it shows ("ticket:7"): should that go while the message waits to be said, it is not said (`db.passing.take_out`).
    about: str | None = None

    def __post_init__(self) -> None:
        """Raises TooLong: better here, where the operator hears of it and the person a "sorry", than refused by a channel."""
        most = CAPTION_MOST if self.picture or self.file else TEXT_MOST
        # A text of half the characters cannot be too long: only the rest is measured.
        if len(self.text) * 2 > most and length(self.text) > most:
            raise TooLong(f"{length(self.text)} units of text, {most} fit")
        if len(self.choices) > BUTTONS_MOST or sum(map(len, self.choices)) > BUTTONS_MOST:
            raise TooLong(f"{sum(map(len, self.choices))} buttons, {BUTTONS_MOST} fit")
        if any(len(row) > ROW_MOST for row in self.choices):
            raise TooLong(f"a row of more than {ROW_MOST} buttons")

    def to_json(self) -> dict[str, Any]:
        """What the outbox keeps; `from_json` gives the same Screen back."""
        found: dict[str, Any] = {"text": str(self.text)}
        if self.choices:
            found["choices"] = [
                [{"label": c.label, "tap": c.tap, "url": c.url} for c in row] for row in self.choices
            ]
        if self.place:
            found["place"] = vars(self.place).copy()
        for part in ("picture", "file"):
            attachment: Attachment | None = getattr(self, part)
            if attachment:
                data = base64.b64encode(attachment.data).decode()
                found[part] = {"name": attachment.name, "mime": attachment.mime, "data": data}
                if attachment.about:
                    found[part]["about"] = attachment.about
        for part in ("placeholder", "asks_location", "asks_photo", "fresh", "afterwards", "goes", "about"):
            if getattr(self, part):
                found[part] = getattr(self, part)
        return found

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Screen:
        def attachment(part: str) -> Attachment | None:
            got = kept.get(part)
            if not got:
                return None
            return Attachment(got["name"], got["mime"], base64.b64decode(got["data"]), got.get("about", ""))

        return cls(
            text=Html(kept["text"]),
            choices=tuple(tuple(Choice(**choice) for choice in row) for row in kept.get("choices", ())),
            place=Place(**kept["place"]) if kept.get("place") else None,
            picture=attachment("picture"),
            file=attachment("file"),
            placeholder=kept.get("placeholder"),
            asks_location=kept.get("asks_location", False),
            asks_photo=kept.get("asks_photo", False),
            fresh=kept.get("fresh", False),
            afterwards=Html(kept["afterwards"]) if kept.get("afterwards") else None,
            goes=kept.get("goes"),
            about=kept.get("about"),
        )


def rows(*choices: Choice | None, width: int = 1) -> Rows:
    """Choices laid out `width` to a row; nothing where a choice is left out."""
    kept = [choice for choice in choices if choice is not None]
    return tuple(tuple(kept[at : at + width]) for at in range(0, len(kept), width))
