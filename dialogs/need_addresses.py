"""Callback addresses of what families need. Add, never change: old buttons must keep working.

Ticks stand in the button itself, as a number (`rules.needs.mask_of`): nothing is kept before a family is through, and nothing is waited for.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

#: Ticks in the order of `TOPICS` or `HOURS`.
Mask = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Need(CallbackData, prefix="need"):
    """A step of the few questions: do = wants, full (three are ticked already), more, full_more (the same with all there is), hours, spoken (asks for
    the language), save, change, delete, gone (the second tap), not_now."""

    do: str
    wants: Mask = 0
    hours: Mask = 0
    language: Annotated[str, Field(pattern=r"^[A-Za-z_]{0,8}$")] = ""


class Lacks(CallbackData, prefix="lacks"):
    """For staff: what is needed in this district ("-": families that named none); do = look, xlsx or csv. "" is all of theirs."""

    do: str
    district: Annotated[str, Field(pattern=r"^(?:[a-z0-9_]{0,22}|-)$")] = ""
