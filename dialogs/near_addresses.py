"""Callback addresses of places near somebody. Add, never change: old buttons must keep working.

Where somebody is never stands in a button: `at` names a landmark (l.), a district (d.) or a place (p.) everybody knows, or is empty for the
location that was shared just now, which is forgotten within the half hour.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from dialogs.addresses import DoseName, Id

#: What a search is around.
Around = Annotated[str, Field(pattern=r"^(?:[ldp]\.[a-z0-9_]{1,22})?$")]


class Find(CallbackData, prefix="find"):
    """The places of this kind (`code`; "" asks which), the nearest first.

    `want`: filters, a letter each: i inclusive, m takes migrant children, l open after six, s on Saturday, h serves the family's district.
    `vac`: has this vaccine. `page` counts from 0.
    """

    kind: Annotated[str, Field(pattern=r"^(?:[a-z]{2})?$")] = ""
    at: Around = ""
    want: Annotated[str, Field(pattern=r"^[a-z]{0,6}$")] = ""
    vac: DoseName = ""
    page: Annotated[int, Field(ge=0, le=40)] = 0


class FindDo(CallbackData, prefix="findo"):
    """Beside a list: do = where (asks where somebody is), vac (asks which vaccine), kinds (asks what for)."""

    do: str
    kind: Annotated[str, Field(pattern=r"^(?:[a-z]{2})?$")] = ""
    at: Around = ""
    want: Annotated[str, Field(pattern=r"^[a-z]{0,6}$")] = ""


class PlaceDo(CallbackData, prefix="pl"):
    """Something about one place: look, pin, ours, notours, wrong."""

    do: str
    place: Id
    at: Around = ""


class PlaceWrong(CallbackData, prefix="plw"):
    """This is wrong about a place: closed, moved, phone, hours, refused, other."""

    place: Id
    what: Annotated[str, Field(pattern=r"^[a-z]{1,12}$")]
    at: Around = ""
