"""What is kept of a child has grown: who agreed to an older text reads the new one before anything it names for the first time is written down."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import families
from db.families import Guardian
from dialogs.consent import VERSIONS, ask_again
from dialogs.school_addresses import Papers
from dialogs.screens import Screen
from dialogs.words import Words

router = Router(name="consent again")

#: How the addresses begin that write down what the text of 24 November 2026 did not name. Looking at it, and taking it out, is free.
_NEW = (
    "child:measure:", "grown:fix", "grew:", "doc:", "docon:told", "said:day", "said:again", "saidon:",
    "child:ask_clinic:", "child:lost:", "topic:write", "line:elsewhere", "child:away:", "visit:today", "visit:day", "visit:enter", "visiton:",
    "enters:", "rem:done", "rem:all", "pl:ours:",
)  # fmt: skip


#: Buttons of the papers guide that write something down about a child; with an answer in them, all do.
_PAPERS = frozenset(("got", "yes", "remind", "early", "applied", "result", "enrolled"))


def is_to_read(session: Session, guardian: Guardian | None) -> bool:
    """Whether this guardian agreed to an older text than today's, and has to read the new one before anything it names is written down."""
    if guardian is None or not families.has_agreed(session, guardian, "child"):
        return False
    return not families.has_agreed(session, guardian, "child", VERSIONS["child"])


def writes_papers(data: str) -> bool:
    """Whether this button of the papers guide writes something down; for somebody of whom nothing is kept (child 0) none does."""
    try:
        address = Papers.unpack(data)
    except (TypeError, ValueError):
        return False
    return address.child > 0 and (bool(address.said) or address.do in _PAPERS)


async def _has_not_read(query: CallbackQuery, session: Session, guardian: Guardian | None) -> bool:
    """Whether this tap would write down what this guardian never read about."""
    data = query.data or ""
    return (data.startswith(_NEW) or writes_papers(data)) and is_to_read(session, guardian)


@router.callback_query(_has_not_read)
async def read_first(query: CallbackQuery, _: Words) -> Screen:
    """The new text; after a yes the same button works."""
    return ask_again(_)
