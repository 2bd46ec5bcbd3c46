"""A family answers: yes, maybe, no; with how many children. The same buttons stand under an invitation, on the card and under letters."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import activity_letters as letters
from actions import activity_seats as seats
from actions import families
from actions.activities import content_of
from actions.activity_seats import Outcome, Said, is_to_come
from actions.desk import Desk
from db import activities as tables
from db import children
from db.activities import Activity, Coming
from db.children import Child
from db.families import Guardian
from dialogs import activity_card as card
from dialogs.activity_addresses import ComeTo, OneAct
from dialogs.activity_asked import remember
from dialogs.activity_choices import answer_choices
from dialogs.activity_words import title
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.activities import CHILDREN_MOST, KEEP, Outline, free, is_for

__all__ = ["answer_choices"]

router = Router(name="activity answers")


@router.callback_query(ComeTo.filter())
async def come(
    query: CallbackQuery,
    callback_data: ComeTo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """At once where it is clear how many come; else it is asked."""
    await set_aside(state)
    row = tables.look(session, callback_data.activity)
    if row is None:
        return card.not_there(_)
    coming = Coming(callback_data.coming)
    return await answered(row, coming, callback_data.children, session, guardian, state, _, around, now)


async def answered(
    row: Activity,
    coming: Coming,
    children: int,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """What the family said, tapped or typed. `children` -1: not said."""
    if not is_to_come(row, now):
        return card.shown(row, session, guardian, _, around, now)
    if guardian is None or not families.has_agreed(session, guardian, "child"):
        return register_first(row, _)
    if seats.is_demo(session, guardian.family_id):
        demo = _("This is a demo family: it takes nobody's seat. A real family would be on the list now.")
        return card.shown(row, session, guardian, _, around, now, demo)
    await remember(state, row.id or 0, now)
    if coming == Coming.YES and children < 0:
        theirs = _how_many_come(row, session, guardian, around)
        if isinstance(theirs, list):
            await remember(state, row.id or 0, now, many=True)
            return how_many(row, _)
        children = theirs
    desk = desk_of(session, around, now)
    said = _say(row, coming, max(children, 0), guardian, desk)
    first = told(said, row, children, guardian, desk, _)
    return card.shown(row, session, guardian, _, around, now, first, _kept(said, _))


def _say(row: Activity, coming: Coming, children: int, guardian: Guardian, desk: Desk) -> Said:
    """Written down; where a seat went back, the family's other guardians hear it."""
    number, family = row.id or 0, guardian.family_id
    mine = tables.guest(desk.session, number, family)
    seated = mine is not None and seats.has_seat(mine)
    said = seats.answer(desk, number, family, coming, children)
    if seated and said.guest is not None and said.outcome in (Outcome.NO, Outcome.MAYBE):
        letters.tell_others(desk, row, said.guest, but=guardian.id or 0)
    return said


def _how_many_come(
    row: Activity, session: Session, guardian: Guardian, around: Surroundings
) -> int | list[Child]:
    """As many as they said before, also before a no; one, where it is for one of their children; else the children it may be for, to be asked about."""
    mine = tables.guest(session, row.id or 0, guardian.family_id)
    # one is also written where nobody said how many yet
    if mine is not None and (mine.coming == Coming.YES or mine.children != 1):
        return mine.children
    theirs = _fitting(row, session, guardian, around)
    return 1 if len(theirs) == 1 else theirs


def _fitting(row: Activity, session: Session, guardian: Guardian, around: Surroundings) -> list[Child]:
    """The family's children it is for, by their age on that day; all of them where it is for none of them."""
    outline = content_of(row)
    found = children.of_family(session, guardian.family_id)
    return [one for one in found if _is_for(outline, one, around)] or found


def _is_for(outline: Outline, child: Child, around: Surroundings) -> bool:
    if outline.starts_at is None:
        return True
    return is_for(outline, [child.born], outline.starts_at.astimezone(around.zone).date())


@router.callback_query(OneAct.filter(F.do == "many"))
async def many(
    query: CallbackQuery,
    callback_data: OneAct,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    now: datetime,
) -> Screen:
    """How many children come is asked (again)."""
    row = tables.look(session, callback_data.activity)
    if row is None or not is_to_come(row, now):
        return card.not_there(_)
    if guardian is None:
        return register_first(row, _)
    await remember(state, row.id or 0, now, many=True)
    return how_many(row, _)


def how_many(row: Activity, _: Words, first: Html | None = None) -> Screen:
    """One tap; a parent may come alone."""
    number = row.id or 0
    picks = [
        Choice(str(many), ComeTo(activity=number, coming="yes", children=many).pack())
        for many in range(1, CHILDREN_MOST + 1)
    ]
    alone = Choice(_("Only me, no child"), ComeTo(activity=number, coming="yes", children=0).pack())
    back = Choice(_("↩️ Back"), OneAct(do="look", activity=number).pack())
    lines = [
        Html("🎈 <b>") + title(content_of(row), _) + Html("</b>"),
        first,
        _("How many children come with you?"),
    ]
    text = join([one for one in lines if one is not None])
    return Screen(text, (*rows(*picks, width=3), *rows(alone), *rows(back, to_home(_), width=2)))


def register_first(row: Activity, _: Words) -> Screen:
    """What registering brings, for who only looks."""
    text = join(
        [
            Html("🎈 <b>") + title(content_of(row), _) + Html("</b>"),
            _(
                "To keep a seat I must know your family: a minute, no ID number, and you can delete it at any time."
            ),
            _("Then I also remind you the day before, and tell you when anything changes."),
            _("You can also go and ask at the door."),
        ]
    )
    begin = Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack())
    back = Choice(_("↩️ Back"), OneAct(do="look", activity=row.id or 0).pack())
    return Screen(text, rows(begin, back, to_home(_)))


def told(said: Said, row: Activity, asked: int, guardian: Guardian, desk: Desk, _: Words) -> Html:
    """What became of it, and what happens now."""
    lines = {
        Outcome.SEAT: [_seat(row, guardian, desk, _)],
        Outcome.WAITS: [_waits(said, row, desk, _)],
        Outcome.KEPT: [
            _("✋ So many seats are not free. You keep the ones you have."),
            card.too_many(row, asked, _) or _("You asked for {n}.", n=max(asked, 1)),
        ],
        Outcome.MAYBE: [_("🤔 Noted: maybe. Say yes as soon as you know.")],
        Outcome.NO: [
            # a seat is somebody else's only where it was theirs, and none was free
            _("Noted: you cannot come. Thank you for saying so: another family can have the seat.")
            if said.gave
            else _("Noted: you cannot come. Thank you for saying so.")
        ],
        Outcome.OVER: [_("It is too late to answer.")],
    }
    return join(lines[said.outcome])


def _seat(row: Activity, guardian: Guardian, desk: Desk, _: Words) -> Html:
    """Promises a reminder only where one comes."""
    if guardian.paused_at is not None:
        return _("✅ <b>You have a seat.</b>")
    if row.starts_at is not None and desk.now >= letters.morning_before(row.starts_at, desk.zone):
        return _("✅ <b>You have a seat.</b> It is soon: please note the time.")
    return _("✅ <b>You have a seat.</b> I remind you the day before.")


def _waits(said: Said, row: Activity, desk: Desk, _: Words) -> Html:
    """First that there is no seat, then their turn. A family of three may wait beside one free seat."""
    number = row.id or 0
    if free(row.seats, tables.taken(desk.session, [number])[number]):
        return _(
            "⏳ <b>So many seats are not free: you are number {turn} on the waiting list.</b>", turn=said.turn
        )
    return _("⏳ <b>All seats are taken: you are number {turn} on the waiting list.</b>", turn=said.turn)


def _kept(said: Said, _: Words) -> Html | None:
    """How long the answer is kept, where it is."""
    if said.outcome not in (Outcome.SEAT, Outcome.WAITS, Outcome.MAYBE):
        return None
    days = KEEP.days
    return _.ngettext(
        "I keep your answer until {n} day after it, then it goes.",
        "I keep your answer until {n} days after it, then it goes.",
        days,
        n=days,
    )
