"""Callback addresses of questions that a person answers. The same contract as in `dialogs.addresses`: add a new one, never change an old one.

A family's ticket is looked up by its chat, a worker's within district and office, at every press.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from dialogs.addresses import Id

_Do = Annotated[str, Field(max_length=10, pattern=r"^[a-z_]+$")]
_Value = Annotated[str, Field(max_length=32, pattern=r"^[a-z0-9_-]*$")]
_Language = Annotated[str, Field(max_length=8, pattern=r"^[A-Za-z_]*$")]


class Telling(CallbackData, prefix="tell"):
    """Words for a person that are not sent yet: send, change (type them anew), drop, on (shows what is still to be told); district (with its id, "-": not known)."""

    do: _Do
    value: _Value = ""


class Mine(CallbackData, prefix="mine"):
    """Something about one's own ticket: look, add, helped, more (another question on this), close, take (asks), taken (withdraws it), follow (what
    was just typed is to go to it). yes and no of old letters do not say which office may see it: that is asked again."""

    do: _Do
    ticket: Id


class MayPass(CallbackData, prefix="maypass"):
    """Whether this office ("": the community's) may see one's own ticket."""

    ticket: Id
    office: Annotated[str, Field(max_length=16, pattern=r"^[a-z0-9_]*$")]
    yes: bool


class Desk(CallbackData, prefix="desk"):
    """Something somebody of the staff does with a ticket: look, take, back (give it back), answer, ask, note, write (what was typed is sent), pass
    (asks to which office), replies, close (asks), closed, draft (an answer for everybody)."""

    do: _Do
    ticket: Id


class PassTo(CallbackData, prefix="passto"):
    """The family is asked whether this office ("": the community's) may see the ticket."""

    ticket: Id
    office: Annotated[str, Field(max_length=16, pattern=r"^[a-z0-9_]*$")] = ""


class UseReply(CallbackData, prefix="usereply"):
    """These ready words are to be the answer; they are shown before."""

    ticket: Id
    reply: Id


class Ready(CallbackData, prefix="ready"):
    """Ready words in a manager's hands: look, new, title, text (in one language), out (asks), gone (takes them out). `reply` 0 is a new one."""

    do: _Do
    reply: Id = 0
    language: _Language = ""
