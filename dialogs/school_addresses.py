"""Callback addresses of the papers guide, and of what is good to know around school.

The same contract as in `dialogs.addresses`: add a new one, never change an old one.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from dialogs.addresses import Id


class Papers(CallbackData, prefix="pap"):
    """The papers guide: do = ask, list, paper, has, hasnot, dates, line, card … `paper` is a paper's short name.

    Of a child that is entered, `said` is one answer that is added to those that are kept. For somebody of whom nothing is kept the child
    is 0, `born` (yyyymmdd) and all answers stand in the button.
    """

    child: Id
    born: Annotated[str, Field(pattern=r"^([0-9]{8})?$")]
    said: Annotated[str, Field(max_length=40, pattern=r"^[a-z0-9]*$")]
    do: Annotated[str, Field(max_length=8, pattern=r"^[a-z]+$")]
    paper: Annotated[str, Field(max_length=3, pattern=r"^[a-z]*$")] = ""


class Guided(CallbackData, prefix="gui"):
    """Something good to know around school: a group of texts, or one text of it; `child` 0 where none is meant."""

    child: Id
    group: Annotated[str, Field(max_length=20, pattern=r"^[a-z0-9_]*$")] = ""
    text: Annotated[str, Field(max_length=24, pattern=r"^[a-z0-9_]*$")] = ""
