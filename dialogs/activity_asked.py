"""Which activity's buttons stand last in a chat, so that words typed instead of a tap are understood. Nothing is waited for; it is old after minutes."""

from __future__ import annotations

from datetime import datetime, timedelta

from aiogram.fsm.context import FSMContext

#: Key of the conversation's data. Stored with the chat: keep it.
_ASKED = "activity_asked"
#: Afterwards "we come" may mean anything.
_OLD = timedelta(minutes=15)


async def remember(state: FSMContext, activity: int, now: datetime, many: bool = False) -> None:
    """Its card was shown; `many`: how many children come was asked."""
    await state.update_data({_ASKED: [activity, now.isoformat(), many]})


async def remembered(state: FSMContext, now: datetime) -> tuple[int, bool]:
    """Its number, 0 where none was shown just now; and whether it was asked how many come."""
    kept = (await state.get_data()).get(_ASKED)
    if not isinstance(kept, list) or len(kept) != 3 or now - datetime.fromisoformat(str(kept[1])) >= _OLD:
        return 0, False
    return int(kept[0]), bool(kept[2])
