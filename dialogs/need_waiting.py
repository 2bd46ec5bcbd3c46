"""The few questions about needs that were begun: what was ticked waits with the chat, for a typed answer, a change of language, or another day."""

from __future__ import annotations

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from pydantic import ValidationError

from dialogs.need_addresses import Need
from dialogs.screens import Choice
from dialogs.words import Words

#: Key of the conversation's data. Stored with the chat: keep it.
NEEDS = "needs"


class Surveying(StatesGroup):
    """One of the questions is open; its button's address is in the state's data. The name is stored with the chat: keep it."""

    asked = State(state="asked", group_name="needs")


async def wait(told: Need, state: FSMContext) -> None:
    """This question is open from now on."""
    await state.set_state(Surveying.asked)
    await state.update_data({NEEDS: told.pack()})


async def begun(state: FSMContext) -> Need | None:
    """The question that was open last, with what was ticked; None where nothing was begun, or all is said."""
    kept = (await state.get_data()).get(NEEDS)
    try:
        return Need.unpack(str(kept)) if kept else None
    except (TypeError, ValueError, ValidationError):
        return None


def to_go_on(told: Need, _: Words) -> Choice:
    """Back to the open question, with what was ticked."""
    return Choice(_("▶️ Go on: what we need"), told.pack())


async def over(state: FSMContext) -> None:
    """All is said, or nothing is wanted: nothing waits."""
    data = await state.get_data()
    if NEEDS in data:
        await state.set_data({name: value for name, value in data.items() if name != NEEDS})
