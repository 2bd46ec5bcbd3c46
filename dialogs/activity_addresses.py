"""Callback addresses of activities. The same contract as in `dialogs.addresses`: add a new one, never change an old one.

The first five are the families'; the others are the staff's and stand in `dialogs.staff_doors.shut`: the number of the activity is looked for within the
districts of whoever presses.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from dialogs.addresses import Id

_Do = Annotated[str, Field(max_length=8, pattern=r"^[a-z0-9]*$")]
_Value = Annotated[str, Field(max_length=24, pattern=r"^[A-Za-z0-9_-]*$")]


class ActList(CallbackData, prefix="act"):
    """What is on: in this district ("" the family's own, "-" everywhere); `want` "a": for children of every age."""

    at: Annotated[str, Field(max_length=24, pattern=r"^(?:-|[a-z0-9_]*)$")] = ""
    want: Annotated[str, Field(pattern=r"^a?$")] = ""
    page: Annotated[int, Field(ge=0, le=99)] = 0


class OneAct(CallbackData, prefix="acd"):
    """Something about one activity: look, pin, ics, many (how many children?), words (how it was, in words)."""

    do: _Do
    activity: Id


class ComeTo(CallbackData, prefix="acc"):
    """The family's answer: yes (asks how many children where it is not clear), maybe, no. `children` -1: not said yet."""

    activity: Id
    coming: Annotated[str, Field(pattern=r"^(?:yes|maybe|no)$")]
    children: Annotated[int, Field(ge=-1, le=6)] = -1


class LikedIt(CallbackData, prefix="acl"):
    """How it was: 1 good, 2 so-so, 3 not good."""

    activity: Id
    liked: Annotated[int, Field(ge=1, le=3)]


class ActWhere(CallbackData, prefix="acw"):
    """Which district? is asked."""

    want: Annotated[str, Field(pattern=r"^a?$")] = ""


# --- the staff's


class ActsOf(CallbackData, prefix="awl"):
    """A list: open, drafts, over."""

    what: _Do
    page: Annotated[int, Field(ge=0, le=9_999)] = 0


class ActWork(CallbackData, prefix="aww"):
    """Something with one activity: look, edit, preview, drop (asks), dropped, announce, guests, code, cancel (asks why), results, copy."""

    do: _Do
    activity: Id


class ActText(CallbackData, prefix="awt"):
    """Words in one language are asked for: title, text, where. `out`: they are taken out."""

    activity: Id
    field: _Do
    language: Annotated[str, Field(max_length=6, pattern=r"^[A-Za-z_]*$")]
    out: bool = False


class ActIs(CallbackData, prefix="awv"):
    """A value by one tap: topic, day, hours, seats, age, district, language, place ("" asks for it, "-" takes it out)."""

    activity: Id
    field: _Do
    value: _Value = ""


class ActSeen(CallbackData, prefix="aws"):
    """The draft as families would see it, in one language."""

    activity: Id
    language: Annotated[str, Field(max_length=6, pattern=r"^[A-Za-z_]*$")]


class ActGo(CallbackData, prefix="awg"):
    """It is published as it was previewed: `seen` is `rules.activities.fingerprint`."""

    activity: Id
    seen: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]


class ActOff(CallbackData, prefix="awx"):
    """It does not take place: `why` is one of `rules.activities.WHYS`, "typed" or "none"; asks once more unless `sure`."""

    activity: Id
    why: _Do
    sure: bool = False


class ActDoor(CallbackData, prefix="awd"):
    """A family at the door, by the number of its answer: here, or not. `page` of the list."""

    activity: Id
    guest: Id
    here: bool
    page: Annotated[int, Field(ge=0, le=999)] = 0
