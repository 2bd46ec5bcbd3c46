"""What is kept of a child has grown: who agreed to an older text reads the new one before anything it names for the first time is written down."""

from __future__ import annotations

import re

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import families
from db.families import Guardian
from dialogs.consent import VERSIONS, ask_again
from dialogs.screens import Screen
from dialogs.words import Words

router = Router(name="consent again")

#: How the addresses begin that write down what the text of 24 November 2026 did not name. Looking at it, and taking it out, is free.
_NEW = (
    "child:measure:", "grown:fix", "grew:", "doc:", "docon:told", "said:day", "said:again", "saidon:",
    "child:ask_clinic:", "child:lost:", "topic:write", "line:elsewhere", "child:away:", "visit:today", "visit:day", "visit:enter", "visiton:",
    "enters:", "rem:done", "rem:all",
)  # fmt: skip


#: Buttons of the papers guide that write something down about a child.
_PAPERS = re.compile(r"pap:[1-9][0-9]*:(?::[a-z0-9]+:|:(?::)?(?:has|ticked|applied|result|enrolled):)")


async def _has_not_read(query: CallbackQuery, session: Session, guardian: Guardian | None) -> bool:
    """Whether this tap would write down what this guardian never read about."""
    data = query.data or ""
    if guardian is None or not (data.startswith(_NEW) or _PAPERS.match(data)):
        return False
    return families.has_agreed(session, guardian, "child") and not families.has_agreed(
        session, guardian, "child", VERSIONS["child"]
    )


@router.callback_query(_has_not_read)
async def read_first(query: CallbackQuery, _: Words) -> Screen:
    """The new text; after a yes the same button works."""
    return ask_again(_)
