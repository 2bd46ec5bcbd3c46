"""Somebody in a told house: what they can do with their phone, and what they see on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from actions import staff
from rules.roles import Role
from tests.calendars import read as read_calendar
from tests.labels import Labels, plain
from tests.phones import Button, Phone, Shown

if TYPE_CHECKING:
    from tests.driver import ToldHouse


class Person:
    """Somebody with a phone."""

    def __init__(self, house: ToldHouse, phone: Phone, labels: Labels) -> None:
        self._house, self._phone, self._labels = house, phone, labels
        self._kept: dict[str, tuple[int, Button]] = {}

    @property
    def channel(self) -> str:
        return self._phone.channel

    @property
    def language(self) -> str:
        return self._labels.language

    @property
    def sees(self) -> list[Shown]:
        """Every message of the bot in this chat, oldest first, as it stands now."""
        return self._phone.shows()

    def news(self) -> list[Shown]:
        """What is new or different since the last look."""
        return self._phone.news()

    def say(self, text: str) -> None:
        command, _space, payload = text.partition(" ")
        act = (lambda: self._phone.start(payload)) if command == "/start" else lambda: self._phone.say(text)
        self._house.act(act)

    def tap(self, label: str) -> Button:
        """The newest button called so: by its English msgid, or as it reads; emoji in front may be left out."""
        ref, button = self.find(label)
        return self._tap(ref, button)

    def tap_dose(self, dose: str) -> Button:
        """The newest button about this dose, by its name in addresses ("MMR-1")."""
        found = self._find(
            lambda button: bool(re.search(rf":{re.escape(dose)}(:|$)", button.tap or "")), dose
        )
        return self._tap(*found)

    def tap_address(self, data: str) -> None:
        """A tap that no button in sight would make: old, or forged."""
        self._house.act(lambda: self._phone.tap_address(data))

    def keep(self, label: str) -> None:
        """Remembers where a button stands, to tap it when it is long gone from sight."""
        self._kept[plain(label)] = self.find(label)

    def tap_kept(self, label: str) -> None:
        _ref, button = self._kept[plain(label)]
        self.tap_address(button.tap or "")

    def share(self, lat: float, lon: float) -> None:
        self._house.act(lambda: self._phone.share(lat, lon))

    def send(self, kind: str) -> None:
        """A photo, a document, a sticker or a voice."""
        self._house.act(lambda: self._phone.send(kind))

    def show(self, data: bytes, caption: str = "", kind: str = "photo") -> None:
        self._house.act(lambda: self._phone.send_file(kind, data, caption))

    def edit(self, text: str) -> None:
        """Changes the last message they sent."""
        self._house.act(lambda: self._phone.edit(text))

    def invited(self, post: str) -> None:
        """Opens a one-time link for the staff, made at the desk: a role, then districts, if not all; "@education" is the office."""
        role, *where = post.split()
        office = next((one[1:] for one in where if one.startswith("@")), "")
        made = staff.Post(Role(role), frozenset(one for one in where if not one.startswith("@")), "W", office)
        invite = partial(staff.invite, who=staff.DESK, post=made, now=self._house.now)
        self.say(f"/start staff_{self._house.house.room.in_transaction(invite)}")

    def open_link_of(self, other: Person) -> None:
        """Follows the newest one-time link in the other's chat."""
        found = [match for shown in other.sees for match in re.findall(r"(?:join|staff)_[\w-]+", shown.html)]
        assert found, "there is no link in that chat"
        self.say(f"/start {found[-1]}")

    def fetch_link_of(self, other: Person) -> list[str]:
        """What a phone's own calendar shows that has the newest calendar link of the other's chat: a line a date; nothing when it is refused."""
        found = [match for shown in other.sees for match in re.findall(r"/calendar/[\w-]+\.ics", shown.html)]
        assert found, "there is no calendar link in that chat"
        if (answer := self._house.get(found[-1])).status_code == 404:
            return []
        return [f"{one.day:%d %b %Y}: {one.summary}" for one in read_calendar(answer.content)]

    def find(self, label: str) -> tuple[int, Button]:
        return self._find(self._labels.matcher(label), label)

    def _find(self, fits: Callable[[Button], bool], asked: str) -> tuple[int, Button]:
        shown = self.sees
        for message in reversed(shown):
            for button in message.all_buttons:
                if fits(button):
                    return message.ref, button
        labels = [button.label for button in shown[-1].all_buttons] if shown else []
        newest = shown[-1].html if shown else None
        raise AssertionError(f"no button {asked!r}; the newest message has {labels}: {newest}")

    def _tap(self, ref: int, button: Button) -> Button:
        self._house.act(lambda: self._phone.tap(ref, button))
        return button
