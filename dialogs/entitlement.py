"""What of the list is for one child: four questions by buttons, then yes, ask and no with their reasons.

The answers live in the buttons' own addresses. Nothing of them is kept, and no child has to be entered: a typed birth date is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from db import children
from db.families import Guardian
from dialogs import topics
from dialogs.addresses import Go
from dialogs.birth_dates import ask_again
from dialogs.children import not_here, owned
from dialogs.entitlement_words import question, result
from dialogs.home import age, name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.service_addresses import May
from dialogs.services import services, to_services
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, read_birth_date

router = Router(name="entitlement")


class Entitling(StatesGroup):
    """What we wait for. The name is stored with the chat: keep it."""

    born = State(state="born", group_name="entitling")


@router.callback_query(Go.filter(F.to == "entitled"))
async def entitled_(
    query: CallbackQuery, session: Session, guardian: Guardian | None, state: FSMContext, _: Words
) -> Screen:
    """For which child: the only one at once, one of several, or a birth date."""
    await set_aside(state)
    found = children.of_family(session, guardian.family_id) if guardian is not None else []
    if not found:
        return await ask_born(state, _)
    if len(found) == 1:
        return question(May(child=found[0].id or 0), _)
    which = [Choice(f"👶 {name(child, _)}", May(child=child.id or 0).pack()) for child in found]
    other = Choice(_("Another birth date"), Go(to="entitled_born").pack())
    return Screen(_("For which child?"), (*rows(*which, width=2), *rows(other, to_home(_))))


@router.callback_query(Go.filter(F.to == "entitled_born"))
async def ask_born_(query: CallbackQuery, state: FSMContext, _: Words) -> Screen:
    await set_aside(state)
    return await ask_born(state, _)


async def ask_born(state: FSMContext, _: Words) -> Screen:
    """A birth date is enough; it goes into no record."""
    await state.set_state(Entitling.born)
    text = join(
        [
            _("When was your child born? I put the date into no record."),
            _("For example 2023-03-05."),
        ]
    )
    return Screen(text, rows(to_services(_), to_home(_), width=2), placeholder="2023-03-05")


@router.message(StateFilter(Entitling.born), F.text)
async def born(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The date, and the first question; a question about something else gets its answer."""
    reading = read_birth_date(message.text or "", around.today(now))
    if isinstance(reading, Certain):
        await set_aside(state)
        return question(May(child=0, born=reading.day.isoformat()), _, reading.day)
    answer = topics.instead(message.text or "", reading.reason, session, guardian, _, around, now)
    if answer is not None:
        return answer
    return ask_again(
        reading, _, lambda day: May(child=0, born=day.isoformat()).pack(), to_services(_), to_home(_)
    )


@dataclass(frozen=True)
class About:
    """The child the answers are about."""

    born: date
    head: Html


@router.callback_query(May.filter())
async def may(
    query: CallbackQuery,
    callback_data: May,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The next open question, or the answer."""
    await set_aside(state)
    child = _about(callback_data, session, guardian, _, around, now)
    if child is None:
        return not_here(_) if callback_data.child else services(_, around)
    if _is_open(callback_data):
        return question(callback_data, _, None if callback_data.child else child.born)
    return result(callback_data, child.born, child.head, _, around, now)


def _is_open(told: May) -> bool:
    """Whether anything is still to be asked."""
    return not (told.stay and told.move and told.permit and told.needs[-1:] in (".", "x"))


def _about(
    told: May, session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> About | None:
    """A child of this family, or the date in the address when it is one."""
    today = around.today(now)
    if told.child:
        child = owned(session, guardian, told.child)
        if child is None:
            return None
        head = _("<b>{name}</b>, {age}", name=name(child, _), age=age(child.born, today, _))
        district = around.knowledge.district(child.district)
        return About(child.born, head + (Html(" · ") + _.fact(district.name) if district else Html("")))
    reading = read_birth_date(told.born, today)
    if not isinstance(reading, Certain):
        return None
    head = _("Born {day}, {age}. I put this into no record.", day=reading.day, age=age(reading.day, today, _))
    return About(reading.day, head)
