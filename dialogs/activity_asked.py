"""Which activity's buttons stand last in a chat, so that words typed instead of a tap are understood. Nothing is waited for; it is old after minutes,
and under what the house wrote by itself after a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from aiogram.fsm.context import FSMContext
from sqlmodel import Session

from actions.notices import notice_of
from db import activities, audiences, outbox
from db.chats import Chat
from db.notices import NoticeRow

#: Key of the conversation's data. Stored with the chat: keep it.
_ASKED = "activity_asked"
#: Afterwards "we come" may mean anything.
_OLD = timedelta(minutes=15)
#: A letter or an invitation is read when there is time; words are about it as long as nothing else came after it.
_LETTER_OLD = timedelta(days=1)


async def remember(state: FSMContext, activity: int, now: datetime, many: bool = False) -> None:
    """Its card was shown; `many`: how many children come was asked."""
    await state.update_data({_ASKED: [activity, now.isoformat(), many]})


async def remembered(state: FSMContext, now: datetime) -> tuple[int, bool]:
    """Its number, 0 where none was shown just now; and whether it was asked how many come."""
    kept = (await state.get_data()).get(_ASKED)
    if not isinstance(kept, list) or len(kept) != 3 or now - datetime.fromisoformat(str(kept[1])) >= _OLD:
        return 0, False
    return int(kept[0]), bool(kept[2])


def last_letter(session: Session, chat: Chat, now: datetime) -> tuple[int, bool]:
    """The activity of the letter or invitation that stands last in this chat, 0 where something else does; whether it asks "do you still come?"."""
    said = outbox.last_said(session, chat.id or 0)
    if said is None or now - said[2] >= _LETTER_OLD:
        return 0, False
    about, key = said[0], said[1] or ""
    number = activities.number_of(about)
    if number is not None:
        return number, key.startswith(f"{about}:moved@")
    notice = session.get(NoticeRow, audiences.number_of(about) or 0)
    return (notice_of(notice).activity or 0 if notice is not None else 0), False
