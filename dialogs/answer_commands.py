"""`/ask`: with a question behind it, the answer; alone, the themes. Works in every state; a question that is open waits."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlmodel import Session

from db.chats import Chat
from db.families import Guardian
from dialogs.answer_browse import themes
from dialogs.answers import Asking
from dialogs.anything import free_text
from dialogs.dangers import danger
from dialogs.screens import Screen
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Words
from rules.dangers import dangers

router = Router(name="answer commands")


@router.message(Command("ask", "faq", ignore_case=True))
async def ask_(
    message: Message,
    command: CommandObject,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    raw_state: str | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Words of danger are answered first here, too."""
    text = (command.args or "").strip()
    found = dangers(text)
    if found:
        return await danger(message, found, raw_state, _, around, now)
    await set_aside(state)
    if not text:
        return themes(session, _, around)
    return await free_text(Asking(text, session, chat, _, around, now), guardian, state)
