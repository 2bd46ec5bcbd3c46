"""Words of danger: whatever was asked before, the number to call comes first. What we waited for is not touched."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.types import Message

from dialogs.home import to_home
from dialogs.hotlines import known, number, number_line, to_hotlines
from dialogs.screens import Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.dangers import Danger, Trouble, dangers, help_lines, troubles

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
    """The number, what it is for, and that we cannot call for them; then who helps with just this."""
    lines: list[Html] = []
    for one in found:
        call = number(one, around, around.today(now), _)
        if call is None:
            lines.append(_("<b>Please get help at once: the police, a hospital, people near you.</b>"))
            continue
        lines.append(_("☎️ Please call {number} now.", number=call))
        lines.append(_.fact(around.knowledge.hotlines[one].about))
    lines += _who_helps(message.text or message.caption or "", _, around, now)
    lines.append(_("I am a program and cannot call for you."))
    if raw_state is not None:
        lines.append(_("Afterwards you can go on here. What I asked before still counts."))
    return Screen(join(lines), rows(to_hotlines(_), to_home(_)))


def _who_helps(text: str, _: Words, around: Surroundings, now: datetime) -> list[Html]:
    """Help lines stand behind the emergency numbers, never before them."""
    found = troubles(text)
    numbers = [number_line(one, _, mark=False) for one in known(help_lines(found), around, around.today(now))]
    told = [
        *([_("Tell the class teacher and the school, too.")] if Trouble.BULLYING in found else []),
        *(
            [
                _(
                    "Have a bite or scratch seen in a hospital today, a small one, too. Ask which one treats bites."
                )
            ]
            if Trouble.BITTEN in found
            else []
        ),
    ]
    if not numbers:
        return told
    despair = Trouble.DESPAIR in found
    first = _("Please do not bear this alone. Here somebody listens:") if despair else _("These help, too:")
    return [Html(""), first, *numbers, *told, Html("")]
