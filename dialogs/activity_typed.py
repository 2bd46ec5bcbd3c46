"""Words typed where an activity's buttons wait: an answer, how many children, "we are not coming", "check in"; and the number at the door at any time."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlmodel import Session

from actions import activity_seats as seats
from actions.activities import content_of
from actions.activity_seats import is_to_come
from db import activities as tables
from db import children
from db.activities import Activity, ActivityState, Coming
from db.chats import Chat
from db.families import Guardian
from dialogs.activities import activities
from dialogs.activity_addresses import ComeTo
from dialogs.activity_answers import answered, how_many
from dialogs.activity_asked import last_letter, remember, remembered
from dialogs.activity_card import to_card
from dialogs.activity_door import arrived, code_in, open_doors
from dialogs.activity_words import short_title
from dialogs.addresses import Remind
from dialogs.home import to_home
from dialogs.near_spots import Finding
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.words import Words, join
from rules.activities import CHILDREN_MOST, DOOR_BEFORE
from rules.topics import Topic, topic
from rules.typed_answers import Typed, agrees, asks_to_check_in, read, says_there

#: Stands before everything that waits for words: who stands at a door may have been asked something else before.
codes = Router(name="activity codes")
#: Stands behind the words of danger.
router = Router(name="activity typed")

#: Nothing is waited for.
_IDLE = StateFilter(None, Finding.list)
#: Activities with a button of their own.
_MOST = 5


def _only_code(text: str) -> str | None:
    return None if any(sign.isalpha() for sign in text) else code_in(text)


@codes.message(~StateFilter(None), F.text, F.text.func(_only_code).as_("code"))
async def code_meanwhile(
    message: Message,
    code: str,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Only where a door with this number is open. What was waited for still is."""
    if seats.door(desk_of(session, around, now), code) is None:
        raise SkipHandler
    shown = arrived(code, session, guardian, _, around, now)
    if shown is None:
        raise SkipHandler
    return shown


async def _reads(message: Message) -> bool | dict[str, Typed]:
    found = read(message.text or "")
    return {"said": found} if found is not None else False


@router.message(_IDLE, F.text, _reads)
async def in_words(
    message: Message,
    said: Typed,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """To the activity that was just shown, or that the last letter is about; else which one is meant. What may be about something else goes on."""
    number, many = await remembered(state, now)
    number = number or last_letter(session, chat, now)[0]
    row = tables.look(session, number) if said.coming is not None or said.clear or many else None
    if row is None or not is_to_come(row, now):
        shown = _which(said, message.text or "", session, guardian, _, around, now)
        if shown is None:
            raise SkipHandler
        return shown
    theirs = -1 if said.children is None else said.children
    if theirs > CHILDREN_MOST:
        await remember(state, number, now, many=True)
        most = _("I can note {n} children of one family at most. More come? Please tell the staff at the door.", n=CHILDREN_MOST)  # fmt: skip
        return how_many(row, _, most)
    coming = said.coming or Coming.YES
    return await answered(row, coming, theirs, session, guardian, state, _, around, now)


@router.message(_IDLE, F.text, F.text.func(agrees))
async def still(
    message: Message,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """ "好的", "yes" under "do you still come?"; everywhere else it is only kind."""
    number, is_asked = last_letter(session, chat, now)
    row = tables.look(session, number) if is_asked else None
    if row is None or not is_to_come(row, now):
        raise SkipHandler
    return await answered(row, Coming.YES, -1, session, guardian, state, _, around, now)


def _which(
    said: Typed,
    text: str,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """ "Not coming" to what, as long as the family comes to anything: what has a date first, then the vaccination. "We come" to what: the list."""
    if guardian is None or not said.clear:
        return None
    if said.coming == Coming.YES:
        return activities(session, guardian, _, around, now)
    theirs = _theirs(session, guardian, now)[:_MOST]
    if said.coming != Coming.NO or not theirs:
        return None
    buttons = [
        Choice(
            _("✋ {day}: {name}", day=_day(row, around, now, _), name=short_title(content_of(row), _)),
            ComeTo(activity=row.id or 0, coming="no").pack(),
        )
        for row in theirs
    ]
    is_of_shots = topic(text) == Topic.CANT and bool(children.of_family(session, guardian.family_id))
    shots = Choice(_("💉 The vaccination"), Remind(do="cant", child=0, dose="").pack())
    asked = _("Which one do you mean? After one tap the seat is free for somebody else.")
    return Screen(asked, rows(*buttons, shots if is_of_shots else None, to_home(_)))


def _day(row: Activity, around: Surroundings, now: datetime, _: Words) -> str:
    return _.day((row.starts_at or now).astimezone(around.zone).date())


def _theirs(session: Session, guardian: Guardian, now: datetime) -> list[Activity]:
    """What the family said yes or maybe to and can still answer, the next first."""
    found = tables.of_family(session, guardian.family_id)
    return [row for guest, row in found if guest.coming != Coming.NO and is_to_come(row, now)]


@router.message(_IDLE, F.text, F.text.func(asks_to_check_in))
async def check_in(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The number is what is missing; who comes to nothing today sees what is on."""
    shown = _type_it(session, guardian, _, around, now)
    return shown if shown is not None else activities(session, guardian, _, around, now)


@router.message(_IDLE, F.text, F.text.func(code_in))
@router.message(_IDLE, F.text, F.text.func(says_there))
async def there(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The same, where it can be meant. Four digits that no open door has come here, too: the number is not asked for before the door opens."""
    shown = _type_it(session, guardian, _, around, now)
    if shown is None:
        raise SkipHandler
    return shown


def _type_it(
    session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen | None:
    """None where they come to nothing today, and no door they may stand at is open."""
    doors = open_doors(session, guardian, around, now)
    later = [] if guardian is None else _today(session, guardian, around, now)
    known = {row.id for row in doors}
    rows_ = [*doors, *(row for row in later if row.id not in known)][:_MOST]
    if not rows_:
        return None
    opens = None if doors else (later[0].starts_at or now) - DOOR_BEFORE
    wait = (
        _("It works from {moment} on.", moment=opens.astimezone(around.zone)) if opens is not None else None
    )
    lines = [_("Please type the number that hangs at the door, four digits."), *([wait] if wait else [])]
    return Screen(join(lines), rows(*(to_card(row, _) for row in rows_), to_home(_)))


def _today(session: Session, guardian: Guardian, around: Surroundings, now: datetime) -> list[Activity]:
    """What the family comes to today and has not begun."""
    return [
        row
        for row in _theirs(session, guardian, now)
        if row.state == ActivityState.OPEN
        and row.starts_at is not None
        and row.starts_at.astimezone(around.zone).date() == around.today(now)
    ]
