"""Words of danger: whatever was asked before, the number to call comes first. What we waited for is not touched."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.types import Message

from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.hotlines import number
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.topics import Danger, dangers

#: Stands behind the commands and before everything that waits for words: "the child is gone" is nobody's nickname.
router = Router(name="dangers")


async def _speaks_of_danger(message: Message) -> bool | dict[str, Any]:
    found = dangers(message.text or message.caption or "")
    return {"found": found} if found else False


@router.message(_speaks_of_danger)
@router.edited_message(_speaks_of_danger)
async def danger(
    message: Message,
    found: tuple[Danger, ...],
    raw_state: str | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The number, what it is for, and that we cannot call for them."""
    lines: list[Html] = []
    for one in found:
        call = number(one, around, now, _)
        if call is None:
            lines.append(_("<b>Please get help at once: the police, a hospital, people near you.</b>"))
            continue
        lines.append(_("☎️ Please call {number} now.", number=call))
        lines.append(_.fact(around.knowledge.hotlines[one].about))
    lines.append(_("I am a program and cannot call for you."))
    if raw_state is not None:
        lines.append(_("Afterwards you can go on here. What I asked before still counts."))
    return Screen(join(lines), rows(Choice(_("📍 Where to go"), Go(to="where").pack()), to_home(_)))
