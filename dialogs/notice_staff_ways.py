"""The buttons under a notice: a place found by its name, a web page, a part of the bot, a paper, a guide, a phone number."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.notices import notice_of
from db.notices import NoticeRow
from db.place_staff import one as one_place
from db.places import several
from dialogs.answer_staff_words import cut, leads_name, lines_of, way_mark, way_name
from dialogs.draft_asking import wait_for
from dialogs.home import to_home
from dialogs.near_words import text_of
from dialogs.notice_addresses import NoticeIs, NoticeWay, OneNotice
from dialogs.notice_staff_draft import Writing, change_mine, head, mine, question
from dialogs.notice_staff_words import field_name, one, to_draft, value, way_lines
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.answer import FLOWS, Leads, Way
from rules.answers.targets import known
from rules.languages import DEFAULT
from rules.notices import LABEL_MOST, WAYS_MOST, Notice
from rules.roles import Role

router = Router(name="notice staff ways")

#: What a notice leads to; an answer is told in the notice itself.
KINDS = (Leads.LINK, Leads.FLOW, Leads.PAPER, Leads.GUIDE, Leads.SERVICE, Leads.HOTLINE, Leads.NEAR)
#: Ways of one kind with a button each.
_PICKS = 80


@router.callback_query(OneNotice.filter(F.do == "ways"), OnDuty(Role.WORKER))
async def ways(query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    row = mine(callback_data.notice, seat)
    if isinstance(row, Screen):
        return row
    await _wait_for_link(callback_data.notice, seat, state)
    return ways_screen(row, seat)


async def _wait_for_link(number: int, seat: Seat, state: FSMContext) -> None:
    """What is typed while the buttons are seen is the address of a page, as long as one fits."""
    row = mine(number, seat)
    if isinstance(row, NoticeRow) and len(notice_of(row).ways) < WAYS_MOST:
        await wait_for(Writing.link, state, notice=number)


def ways_screen(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    """What there is, what can be added, what can be taken out."""
    _, notice, number = seat.words, notice_of(row), row.id or 0
    shown = several(seat.session, [notice.place or 0]).get(notice.place or 0)
    place = _("📍 {place}", place=text_of(shown.place.names, _)) if shown is not None else None
    outs = [
        Choice(_("✖️ {n}", n=at), value("way", number, way_mark(way))) for at, way in enumerate(notice.ways, 1)
    ]
    full = len(notice.ways) >= WAYS_MOST
    add = [
        Choice(leads_name(leads, _), NoticeWay(notice=number, leads=leads).pack())
        for leads in KINDS
        if not full
    ]
    where = Choice(_("📍 A place, by its name"), value("place", number))
    no_place = Choice(_("✖️ Without the place"), value("place", number, "-"))
    told = _("{most} buttons fit.", most=WAYS_MOST) if full else _("Tap what to add.")
    onward = Choice(_("▶️ Next: {step}", step=field_name("poll", _)), one("poll", number))
    listed = way_lines(notice, seat) or [_("No button yet.")]
    return Screen(
        lines_of(first, head(row, "ways", _), *listed, place, told),
        (
            *rows(*outs, width=4),
            *rows(*add, where, no_place if notice.place is not None else None, width=2),
            *rows(onward, to_draft(number, _), to_home(_)),
        ),
    )


@router.callback_query(NoticeWay.filter(), OnDuty(Role.WORKER))
async def add(query: CallbackQuery, callback_data: NoticeWay, seat: Seat, state: FSMContext) -> Screen:
    """Which one of this kind; a web page is typed."""
    await set_aside(state)
    number, to = callback_data.notice, callback_data.to
    row = mine(number, seat)
    if isinstance(row, Screen):
        return row
    leads = next((kind for kind in KINDS if kind == callback_data.leads), None)
    if leads is None:
        return ways_screen(row, seat)
    if leads == Leads.LINK:
        await wait_for(Writing.link, state, notice=number)
        return ask_link(row, seat)
    if to:
        screen = change_mine(number, seat, lambda notice: with_way(notice, Way(leads, to), seat), ways_screen)
        await _wait_for_link(number, seat, state)
        return screen
    return _which(row, leads, seat)


def _which(row: NoticeRow, leads: Leads, seat: Seat) -> Screen:
    """Everything of this kind, a button each, but what is there already."""
    _, number = seat.words, row.id or 0
    there = {(way.leads, way.to) for way in notice_of(row).ways}
    picks = [
        Choice(
            cut(str(way_name(Way(leads, to), seat)), 56), NoticeWay(notice=number, leads=leads, to=to).pack()
        )
        for to in _targets(leads, seat)
        if (leads, to) not in there and len(to) <= 24
    ]
    back = Choice(_("↩️ The buttons"), one("ways", number))
    return Screen(
        lines_of(head(row, "ways", _), _("Which one?")),
        (*rows(*picks[:_PICKS], width=2), *rows(back, to_home(_))),
    )


def _targets(leads: Leads, seat: Seat) -> list[str]:
    """As the packs have them."""
    packs = seat.around.knowledge
    every = {
        Leads.FLOW: list(FLOWS),
        Leads.PAPER: list(packs.papers.papers),
        Leads.GUIDE: list(packs.guides),
        Leads.SERVICE: list(packs.services.services),
        Leads.NEAR: list(packs.place_kinds),
        Leads.HOTLINE: list(packs.hotlines),
    }
    return every.get(leads, [])


def with_way(notice: Notice, way: Way, seat: Seat) -> Notice:
    """With this button at the end; not a second time, not to what is not there, and not more than fit."""
    there = {(kept.leads, kept.to) for kept in notice.ways}
    if (way.leads, way.to) in there or len(notice.ways) >= WAYS_MOST:
        return notice
    ids = known(seat.around.knowledge, {}).ids.get(way.leads, frozenset())
    return replace(notice, ways=(*notice.ways, way)) if way.leads == Leads.LINK or way.to in ids else notice


@router.callback_query(NoticeIs.filter(F.field.in_({"way", "place"})), OnDuty(Role.WORKER))
async def tap(
    query: CallbackQuery, callback_data: NoticeIs, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """A button is taken out; the place is asked for, taken, taken out."""
    await set_aside(state)
    number, said = callback_data.notice, callback_data.value
    row = mine(number, seat)
    if isinstance(row, Screen):
        return row
    if callback_data.field == "way":
        return change_mine(number, seat, lambda notice: _without(notice, said), ways_screen)
    if not said:
        await wait_for(Writing.place, state, notice=number)
        return ask_place(row, seat)
    if said == "-":
        return change_mine(number, seat, lambda notice: replace(notice, place=None), ways_screen)
    place = (
        one_place(seat.session, int(said), seat.duty.districts)
        if said.isdecimal() and len(said) < 10
        else None
    )
    if place is None:
        await wait_for(Writing.place, state, notice=number)
        return ask_place(row, seat, _("This place is not there any more, or not in your districts."))
    return change_mine(number, seat, lambda notice: replace(notice, place=place.id), ways_screen)


def _without(notice: Notice, said: str) -> Notice:
    return replace(notice, ways=tuple(way for way in notice.ways if way_mark(way) != said))


def ask_link(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    _ = seat.words
    asked = _("Paste the address of the page. It begins with https://")
    return question([first, head(row, "ways", _), asked], row, seat, hint=_("Address of the page"))


def ask_label(
    row: NoticeRow, link: str, labels: dict[str, str], seat: Seat, first: Html | None = None
) -> Screen:
    """In Chinese first; English may be skipped."""
    _ = seat.words
    asked = (
        _("What stands on the button, in Chinese? {most} characters at most.", most=LABEL_MOST)
        if DEFAULT not in labels
        else _("And in English? {most} characters at most. Or type: skip", most=LABEL_MOST)
    )
    page = Html("🔗 ") + cut(link, 200)
    return question([first, head(row, "ways", _), page, asked], row, seat, hint=_("Words on the button"))


def ask_place(
    row: NoticeRow, seat: Seat, first: Html | None = None, found: tuple[Choice, ...] = ()
) -> Screen:
    """Names that were found stand above."""
    _ = seat.words
    asked = _("Type the name of the place, or a part of it, or its street.")
    return question(
        [first, head(row, "place", _), None if found else asked],
        row,
        seat,
        hint=_("Name of the place"),
        above=rows(*found),
    )
