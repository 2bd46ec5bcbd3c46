"""Callback addresses of answers to what parents ask. The same contract as in `dialogs.addresses`: add a new one, never change an old one.

`asked` is the row of what was asked (0: nothing was, the answer was looked up); that it is the caller's is checked at every press.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from dialogs.addresses import Id

#: As `rules.answers.answer.KEY_PATTERN` has it.
AnswerKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,23}$")]


class ShowAnswer(CallbackData, prefix="ans"):
    """This answer: picked from several, looked up, or led to by another one."""

    key: AnswerKey
    asked: Id = 0


class Helped(CallbackData, prefix="helped"):
    """Whether this answer helped."""

    asked: Id
    key: AnswerKey
    yes: bool


class NotHelped(CallbackData, prefix="nohelp"):
    """Why it did not: wrong, off (not the question), hard (to understand)."""

    asked: Id
    key: AnswerKey
    why: Annotated[str, Field(pattern=r"^(wrong|off|hard)$")]


class NoneOfThese(CallbackData, prefix="noneof"):
    """None of the answers that were offered is meant."""

    asked: Id


class AskPerson(CallbackData, prefix="person"):
    """A person is to answer; what was asked comes along."""

    asked: Id = 0


class Theme(CallbackData, prefix="theme"):
    """The titles of one theme; `page` counts from 0. "" asks which theme."""

    theme: Annotated[str, Field(pattern=r"^[a-z]{0,16}$")] = ""
    page: Annotated[int, Field(ge=0, le=999)] = 0


class Flow(CallbackData, prefix="flow"):
    """A conversation of the bot that has no address of its own: a name of `rules.answers.answer.FLOWS`."""

    to: Annotated[str, Field(max_length=24, pattern=r"^[a-z_]+$")]


class Call(CallbackData, prefix="call"):
    """One number of the city (an id of the hotlines), ready to be called."""

    line: Annotated[str, Field(max_length=24, pattern=r"^[a-z0-9_]+$")]
