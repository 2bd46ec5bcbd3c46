"""*Done*: which doses were given, on which day, for one child or all; and all of it taken back by one tap."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import plans
from actions import vaccines as actions
from db import children
from db.chats import Chat
from db.families import Guardian
from dialogs.addresses import ChildDo, Chosen, Go, Remind, Shot, TakeBack
from dialogs.dose_writing import record
from dialogs.home import home, name, to_home
from dialogs.reminders import Item, due_items
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.vaccine_words import dose_title
from dialogs.words import Words, join

router = Router(name="done answers")


@router.callback_query(Remind.filter(F.do == "done"))
async def done(
    query: CallbackQuery,
    callback_data: Remind,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One dose is written down at once, with today's date; of several the family says which."""
    items = items_of(session, around, guardian, callback_data, now)
    if not items:
        return nothing_open(session, guardian, _, around, now)
    if len(items) > 1 or items[0][0].record_checked_at is None:
        return _which(items, callback_data, _, around)
    child, row = items[0]
    if row.status == "not_yet" and row.earliest is not None:
        return _too_early(items[0], row.earliest, _, around)
    today, tapped = around.today(now), _tapped(query, chat)
    return await record(session, child, plans.dose_name(row), [today], state, _, around, now, tapped=tapped)


@router.callback_query(Remind.filter(F.do.in_({"all", "all_yesterday"})))
async def all_done(
    query: CallbackQuery,
    callback_data: Remind,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Everything due was given today, or yesterday; only of children whose booklet we know."""
    items = [
        one for one in items_of(session, around, guardian, callback_data, now) if one[0].record_checked_at
    ]
    if not items:
        return nothing_open(session, guardian, _, around, now)
    desk = desk_of(session, around, now)
    said = []
    for child, row in items:
        yesterday = max(desk.today - timedelta(days=1), child.born)
        day = desk.today if callback_data.do == "all" else yesterday
        actions.give(desk, child, row.vaccine, day, tapped=_tapped(query, chat))
        title = dose_title(around.knowledge, row.vaccine, row.dose, _)
        said.append(_("✅ Written down: {name}, {dose}, {day}.", name=name(child, _), dose=title, day=day))
    back = TakeBack(child=callback_data.child, at=int(now.timestamp())).pack()
    written = Screen(join(said), rows(Choice(_("↩️ Take this back"), back), to_home(_), width=2))
    return [written, home(session, around, guardian, _, now)]


@router.callback_query(TakeBack.filter())
async def taken_back(
    query: CallbackQuery,
    callback_data: TakeBack,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> list[Screen]:
    """What one tap wrote down is struck again; a second tap finds nothing and does no harm."""
    family = children.of_family(session, guardian.family_id) if guardian is not None else []
    desk = desk_of(session, around, now)
    struck = sum(
        actions.take_back(desk, child, callback_data.at)
        for child in family
        if callback_data.child in (0, child.id)
    )
    text = _.ngettext("Taken back: {n} dose.", "Taken back: {n} doses.", struck, n=struck)
    if not struck:
        text = _("There is nothing to take back any more.")
    return [Screen(text), home(session, around, guardian, _, now)]


def _tapped(query: CallbackQuery, chat: Chat) -> actions.Tapped:
    """On Telegram the tapped message is replaced by our answer; on the web page it stays, and is ticked off like the others."""
    ref = str(query.message.message_id) if query.message and chat.channel != "web" else None
    return actions.Tapped(chat.id or 0, ref)


def items_of(
    session: Session, around: Surroundings, guardian: Guardian | None, address: Remind | Chosen, now: datetime
) -> list[Item]:
    if guardian is None:
        return []
    return due_items(session, around, guardian, address.child, address.dose, now)


def nothing_open(
    session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> list[Screen]:
    return [
        Screen(_("✅ That is done already. Nothing is open there.")),
        home(session, around, guardian, _, now),
    ]


def _which(items: list[Item], address: Remind, _: Words, around: Surroundings) -> Screen:
    doses = [
        Choice(
            f"{name(child, _)}: {dose_title(around.knowledge, row.vaccine, row.dose, _)}",
            Shot(do="ask", child=child.id or 0, dose=plans.dose_name(row)).pack(),
        )
        for child, row in items
        if child.record_checked_at is not None
    ]
    unread = {child.id or 0: child for child, _row in items if child.record_checked_at is None}
    tell = [
        Choice(
            _("📒 {name}: what the booklet says", name=name(child, _)),
            ChildDo(do="some", child=number).pack(),
        )
        for number, child in unread.items()
    ]
    every = (
        Choice(_("✅ All of these, today"), Remind(do="all", child=address.child).pack()),
        Choice(_("✅ All of these, yesterday"), Remind(do="all_yesterday", child=address.child).pack()),
    )
    return Screen(
        _("Which were given?"), (*rows(*(every if len(doses) > 1 else ())), *rows(*doses, *tell, to_home(_)))
    )


def _too_early(item: Item, first: date, _: Words, around: Surroundings) -> Screen:
    """Done before the first day: it may not count, so the day is asked for."""
    child, row = item
    text = join(
        [
            _("This dose counts only from {day}.", day=first),
            _("Was it given already?"),
        ]
    )
    given = Choice(
        _("Yes, I choose the day"), Shot(do="ask", child=child.id or 0, dose=plans.dose_name(row)).pack()
    )
    return Screen(text, rows(given, Choice(_("Not yet"), Go(to="home").pack())))
