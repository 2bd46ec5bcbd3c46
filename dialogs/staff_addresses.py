"""Callback addresses of staff: who works here, and what they do with places.

The same contract as in `dialogs.addresses`: add a new one, never change an old one. Whoever presses is looked up anew; for who is not, or no
longer, of the staff these buttons do nothing and say nothing.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from dialogs.addresses import Id

#: A column of a row of places ("name", "name_en", "hours"); "position" is latitude and longitude together.
Column = Annotated[str, Field(max_length=12, pattern=r"^[a-z_A-Z]+$")]


class Crew(CallbackData, prefix="crew"):
    """Something about somebody of the staff: look, remove (asks), removed (does it); or about an invitation, by its number: call (asks), called (cancels it)."""

    do: str
    staff: Id


class Hire(CallbackData, prefix="hire"):
    """An invitation is made: role, district (once for each), done, office, skip (no name). `value` is the role, the district or the office."""

    do: str
    value: Annotated[str, Field(max_length=32, pattern=r"^[a-z0-9_]*$")] = ""


class Work(CallbackData, prefix="work"):
    """Something a member of the staff does with a place: look, correct, close, closed, reopen, checked, history, write, settle."""

    do: str
    place: Id


class Worth(CallbackData, prefix="worth"):
    """One value of a place: asks for it, or, with `value`, says it by one tap (yes, no, an id; "-" takes it out)."""

    place: Id
    column: Column
    value: Annotated[str, Field(max_length=32, pattern=r"^[a-z0-9_-]*$")] = ""


class Told(CallbackData, prefix="told"):
    """Something a parent said about a place: look, right (it is right as it stands)."""

    do: str
    report: Id


class Founded(CallbackData, prefix="new"):
    """A place is added: kind, district, system (whose map the numbers are from), skip, publish, again, drop."""

    do: str
    value: Annotated[str, Field(max_length=32, pattern=r"^[a-z0-9_]*$")] = ""


class Undo(CallbackData, prefix="undo"):
    """Take back what one deed wrote of a place, by the number of the change."""

    change: Id
