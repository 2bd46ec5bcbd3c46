"""One place in the hands of the staff: looked at, closed, opened again, checked, its history; and any of that taken back."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import places as actions
from db import place_staff as tables
from db import staff as staff_tables
from db.places import PlaceChange, PlaceRow, PlaceState, changes
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.near_place import card
from dialogs.near_words import demo_label, text_of
from dialogs.place_staff import reported
from dialogs.place_staff_menu import listed
from dialogs.place_staff_words import to_place, to_places, to_values, value_name, value_now
from dialogs.screens import Choice, Screen, rows
from dialogs.staff_addresses import Undo, Work
from dialogs.staff_doors import OnDuty
from dialogs.staff_words import who_name
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join, plain
from rules.places.correcting import differences
from rules.places.place import Place
from rules.roles import Duty, Role

router = Router(name="place staff work")

#: Changes that are shown of a place.
SHOWN = 12
#: Characters of a value in the history.
SHORT = 40


@router.callback_query(Work.filter(F.do == "look"), OnDuty())
async def look(
    query: CallbackQuery,
    callback_data: Work,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    row = tables.one(session, callback_data.place, duty.districts)
    return not_yours(_) if row is None else shown(row, session, duty, _, around, now)


def shown(
    row: PlaceRow, session: Session, duty: Duty, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """The card as parents see it, what they said about it, and what this role may do."""
    number, gone, works = row.id or 0, row.state == PlaceState.GONE, duty.at_least(Role.WORKER)
    told = tables.reports_of(session, number)
    lines = [
        *closed_lines(row, session, _),
        card(row, _, around, now),
        *(Html("📣 ") + reported(one.what, _) for one in told),
    ]
    close = Choice(_("🚫 It is closed"), Work(do="close", place=number).pack())
    reopen = Choice(_("🔓 It is open again"), Work(do="reopen", place=number).pack())
    checked = Choice(_("✅ Checked today: all is right"), Work(do="checked", place=number).pack())
    settle = Choice(_("✅ The reports are settled"), Work(do="settle", place=number).pack())
    history = Choice(_("🕓 History"), Work(do="history", place=number).pack())
    buttons = [to_values(number, _), reopen if gone else close, checked, settle if told else None]
    return Screen(join(lines), rows(*(buttons if works else ()), history, to_places(_), to_home(_)))


def closed_lines(row: PlaceRow, session: Session, _: Words) -> list[Html]:
    """Above the card of a place that is closed; of one that was made up, too."""
    if row.state != PlaceState.GONE:
        return []
    said = _("🚫 <b>Closed: parents do not find it.</b>")
    return [said + " " + demo_label(_) if tables.was_demo(session, row) else said]


def not_yours(_: Words) -> Screen:
    """For a place of another district, and for one that was never there."""
    return Screen(_("I find no such place in your districts."), rows(to_places(_), to_home(_)))


@router.callback_query(
    Work.filter(F.do.in_({"close", "closed", "reopen", "checked", "settle"})), OnDuty(Role.WORKER)
)
async def work(
    query: CallbackQuery,
    callback_data: Work,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """One tap each; only closing is asked about first."""
    await set_aside(state)
    row = tables.one(session, callback_data.place, duty.districts)
    if row is None:
        return not_yours(_)
    if callback_data.do == "close" and row.state != PlaceState.GONE:
        return _ask_close(row, _)
    desk = desk_of(session, around, now)
    if callback_data.do == "settle":
        actions.settle_all(desk, duty, row)
        return listed(session, duty, _)
    deeds = {"closed": actions.close, "reopen": actions.reopen, "checked": actions.look_again}
    deed = deeds.get(callback_data.do)
    change = deed(desk, duty, row) if deed is not None else None
    return done(change, row, session, duty, _, around, now)


def _ask_close(row: PlaceRow, _: Words) -> Screen:
    text = join(
        [
            Html("<b>") + text_of(row.place.names, _) + Html("</b>"),
            _("Is it closed for good? Then parents do not find it any more."),
            _("You can take that back."),
        ]
    )
    yes = Choice(_("Yes, it is closed"), Work(do="closed", place=row.id or 0).pack())
    return Screen(text, rows(to_place(row.id or 0, _), yes))


def done(
    change: PlaceChange | None,
    row: PlaceRow,
    session: Session,
    duty: Duty,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """After a deed: what parents see now, and the way back. Nothing was written where it was so already."""
    number = row.id or 0
    if change is None:
        return shown(row, session, duty, _, around, now)
    told = tables.reports_of(session, number)
    gone = closed_lines(row, session, _)
    head = _("✅ Written.") if gone else _("✅ Written. So parents see it now:")
    settle = Choice(_("✅ The reports are settled"), Work(do="settle", place=number).pack())
    return Screen(
        join([head, Html(""), *gone, card(row, _, around, now)]),
        rows(
            Choice(_("↩️ Take it back"), Undo(change=change.id or 0).pack()),
            to_values(number, _),
            settle if told else None,
            Choice(_("📣 All reports"), Go(to="staff_reports").pack()) if told else None,
            to_place(number, _),
            to_places(_),
            to_home(_),
        ),
    )


@router.callback_query(Undo.filter(), OnDuty(Role.WORKER))
async def undo(
    query: CallbackQuery,
    callback_data: Undo,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """As it was before; not where somebody has written the place again since."""
    await set_aside(state)
    row = actions.take_back(desk_of(session, around, now), duty, callback_data.change)
    if row is None:
        told = _("This cannot be taken back any more: somebody has written the place again since.")
        return Screen(told, rows(to_places(_), to_home(_)))
    return [Screen(_("↩️ Taken back.")), shown(row, session, duty, _, around, now)]


@router.callback_query(Work.filter(F.do == "history"), OnDuty())
async def history(
    query: CallbackQuery,
    callback_data: Work,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """Who wrote what, and when, the newest first."""
    await set_aside(state)
    row = tables.one(session, callback_data.place, duty.districts)
    if row is None:
        return not_yours(_)
    found, labels = changes(session, row.id or 0), staff_tables.labels(session)
    after = [row, *(tables.again(one.before) if one.before is not None else row for one in found)]
    back = tables.taken_back(session, row.id or 0)
    lines = [
        _(
            "{moment} · {who}: {what}",
            moment=one.at.astimezone(around.zone),
            who=_("an import") if one.batch_id is not None else who_name(one.staff, labels, _),
            what=_what(one, then, one.at in back, _, around),
        )
        for one, then in list(zip(found, after, strict=False))[:SHOWN]
    ]
    head = _("<b>{name}: history</b>", name=text_of(row.place.names, _))
    return Screen(
        join([head, *(lines or [_("Nobody has changed it.")])]),
        rows(to_place(row.id or 0, _), to_places(_), to_home(_)),
    )


def _what(change: PlaceChange, after: PlaceRow, back: bool, _: Words, around: Surroundings) -> Html:
    """What a change did: how the place was before beside how it was after; `back`: it took back what was written before."""
    if back:
        return _("taken back: {what}", what=_what(change, after, False, _, around))
    if change.before is None:
        return _("added")
    before = tables.again(change.before)
    if before.state != after.state:
        return _("closed for good") if after.state == PlaceState.GONE else _("open again")
    named = [
        _(
            "{value}: {old} → {new}",
            value=value_name(one, _),
            old=_cut(before.place, one, _, around),
            new=_cut(after.place, one, _, around),
        )
        for one in differences(before.place, after.place)
    ]
    return join(named, _("; ")) if named else _("written again")


def _cut(place: Place, column: str, _: Words, around: Surroundings) -> Html:
    """A value on a part of a line."""
    text = " ".join(plain(value_now(place, column, _, around)).split())
    return Html("") + (text if len(text) <= SHORT else text[:SHORT] + "…")
