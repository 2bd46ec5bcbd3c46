"""Callback addresses of follow-up: a family and its community, referrals, volunteers; and the same in the hands of staff.

The same contract as in `dialogs.addresses`: add a new one, never change an old one. A family's are checked against its guardian, a worker's
within district and office, at every press.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from dialogs.addresses import Id

_Do = Annotated[str, Field(max_length=10, pattern=r"^[a-z_]+$")]
_Value = Annotated[str, Field(max_length=24, pattern=r"^[a-z0-9_-]*$")]


class Known(CallbackData, prefix="comm"):
    """Registering with the community: text (what it means), yes, no, district, office, register, drop, change (called, phone,
    office), out (asks), gone (takes it back)."""

    do: _Do
    value: _Value = ""


class Moving(CallbackData, prefix="moved"):
    """We moved: ask, to (with the district), city (asks), left (this city), with (what is open goes along), stay (it does not)."""

    do: _Do
    value: _Value = ""


class Share(CallbackData, prefix="share"):
    """A referral in the hands of the family: look, out (asks), gone (takes it back); yes and no, with the office and a hash of what was shown."""

    do: _Do
    referral: Id
    office: Annotated[str, Field(max_length=16, pattern=r"^[a-z0-9_]*$")] = ""
    shown: Annotated[str, Field(max_length=8, pattern=r"^[0-9a-f]*$")] = ""


class Helper(CallbackData, prefix="helper"):
    """A volunteer for a family: list, topics, ask (with the topic); yes and no, with a hash of what was shown; look, well, badly, end (asks), ended."""

    do: _Do
    pairing: Id = 0
    value: _Value = ""


class CallOn(CallbackData, prefix="callon"):
    """A family a worker calls: look, contact, again (behind the contact); reached, tomorrow, week, no_need."""

    do: _Do
    family: Id


class Refer(CallbackData, prefix="refer"):
    """A referral in the hands of staff. By family: areas, area, svc, office, write (words anew), send. By referral: look, contact, again (behind the
    contact), got, settle, back, say (what was typed is sent)."""

    do: _Do
    number: Id
    value: _Value = ""


class Pair(CallbackData, prefix="pair"):
    """A volunteer in the hands of staff: look, find, send, well, badly, end (asks), ended."""

    do: _Do
    pairing: Id
