"""Callback addresses: what a button means, packed into it, so that last year's button still works after a restart or an upgrade.

Prefixes and field orders are a contract with every message ever sent: add a new one, never change an old one. Ids prove nothing; every
handler checks that they belong to the caller.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

#: A row's id as both databases take it; anything else was forged and leads home.
Id = Annotated[int, Field(ge=0, le=2**31 - 1)]
#: A dose's name or a combination's code; short enough that it fits again into every address made from it.
DoseName = Annotated[str, Field(max_length=20, pattern=r"^[A-Za-z0-9/_-]*$")]


class Go(CallbackData, prefix="go"):
    """Show a screen that needs nothing more: home, help, settings …"""

    to: str


class Speak(CallbackData, prefix="lang"):
    """Speak this language from now on."""

    code: str


class Agree(CallbackData, prefix="agree"):
    """Yes or no to the consent of this kind, in the version that was read."""

    kind: str
    version: str
    yes: bool


class ChildDo(CallbackData, prefix="child"):
    """Something about one child: card, edit, rename, born, sex, district, remove …"""

    do: str
    child: Id


class ChildIs(CallbackData, prefix="is"):
    """A fact about a child by one tap: what = sex or district. Child 0 is the one being entered."""

    child: Id
    what: str
    value: str


class Shot(CallbackData, prefix="shot"):
    """Something about a dose of a child: ask, today, day, product … `dose` is like "MMR-1"."""

    do: str
    child: Id
    dose: DoseName


class Line(CallbackData, prefix="line"):
    """Something about a recorded line of the booklet: look, day, strike."""

    do: str
    child: Id
    row: Id


class Remind(CallbackData, prefix="rem"):
    """An answer to a reminder: done, later, another_day, cant, where. Child 0 and dose "" mean everything that is due now."""

    do: str
    child: Id = 0
    dose: DoseName = ""


class Chosen(CallbackData, prefix="when"):
    """*Later* or *Can't* made precise: `what` is later or cant, `value` the day or the reason."""

    what: str
    child: Id
    dose: DoseName
    value: str


class Prefer(CallbackData, prefix="pref"):
    """A guardian's wish about hours: what = hours or rest."""

    what: str
    value: str


class Keep(CallbackData, prefix="keep"):
    """What is kept of a family: see, html, json, withdraw, delete, leave, and the second tap that confirms.

    `withdraw_mine` and `delete_mine` confirm the same where another guardian keeps the children: what a person said yes to is what
    they were told.
    """

    do: str
    sure: bool = False


class Near(CallbackData, prefix="near"):
    """A landmark picked instead of sharing a location."""

    landmark: str


class Lives(CallbackData, prefix="lives"):
    """The district a person named who keeps no child here."""

    district: str


class ShotOn(CallbackData, prefix="shoton"):
    """This dose was given on this day (ISO), confirmed by a tap after an unclear date."""

    child: Id
    dose: DoseName
    day: str


class LineOn(CallbackData, prefix="lineon"):
    """This line of the booklet belongs to this day (ISO)."""

    child: Id
    row: Id
    day: str


class Join(CallbackData, prefix="join"):
    """Yes to leaving one's own family for the one behind this link; `alone`: the person was told that its calendar goes."""

    secret: str
    alone: bool


class TakeBack(CallbackData, prefix="back"):
    """Take back what one tap wrote down: child 0 is the whole family, `at` the moment in Unix seconds."""

    child: Id
    at: Annotated[int, Field(ge=0, le=2**40)]
