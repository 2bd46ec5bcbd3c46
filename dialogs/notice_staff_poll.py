"""The choices of a poll that goes with a notice: written, taken out."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.notices import notice_of
from db.notices import NoticeRow
from dialogs.answer_staff_words import lines_of, mark
from dialogs.draft_asking import wait_for
from dialogs.home import to_home
from dialogs.notice_addresses import NoticeIs, NoticeWords, OneNotice
from dialogs.notice_staff_draft import Writing, change_mine, head, mine
from dialogs.notice_staff_words import beside, field_name, languages, one, to_draft, value, words_choices
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.languages import DEFAULT
from rules.notices import OPTIONS_MOST, Notice
from rules.places.place import Texts
from rules.roles import Role

router = Router(name="notice staff poll")


@router.callback_query(OneNotice.filter(F.do == "poll"), OnDuty(Role.WORKER))
async def poll(query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    row = mine(callback_data.notice, seat)
    if isinstance(row, Screen):
        return row
    await wait_for_choice(callback_data.notice, seat, state)
    return poll_screen(row, seat)


async def wait_for_choice(number: int, seat: Seat, state: FSMContext) -> None:
    """The second choice is typed right below the first."""
    row = mine(number, seat)
    if isinstance(row, NoticeRow) and len(notice_of(row).options) == 1:
        await wait_for(Writing.words, state, notice=number, field="opt2", language=DEFAULT)


def poll_screen(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    """Each choice in every language, with buttons to write it and to take it out."""
    _, notice, number = seat.words, notice_of(row), row.id or 0
    codes = languages(notice, seat)
    told = _("Families tap one choice, and may change it. You see how many chose each, never who.")
    lines = [first, head(row, "poll", _), told]
    for at, option in enumerate(notice.options, 1):
        lines += [Html("<b>") + field_name(f"opt{at}", _) + Html("</b>"), *beside(option, codes, _)]
    if len(notice.options) == 1:
        lines.append(_("A poll needs two choices or more. Type the second one."))
    return Screen(
        lines_of(*lines),
        (
            *_buttons(number, notice, codes, _),
            *rows(_next(number, notice, _), to_draft(number, _), to_home(_)),
        ),
    )


def _buttons(number: int, notice: Notice, codes: list[str], _: Words) -> Rows:
    found: list[Choice] = []
    for at, option in enumerate(notice.options, 1):
        found += words_choices(number, f"opt{at}", codes[:2], _)
        found.append(Choice(_("✖️ {n}", n=at), value("opt", number, option_mark(option))))
    new = NoticeWords(notice=number, field=f"opt{len(notice.options) + 1}", language=DEFAULT).pack()
    add = Choice(_("➕ Add a choice"), new) if len(notice.options) < OPTIONS_MOST else None
    return (*rows(*found, width=3), *rows(add))


def option_mark(option: Texts) -> str:
    """What stands in its button, so that an old one never takes out another choice."""
    return mark(repr(sorted(option.items())))


def _next(number: int, notice: Notice, _: Words) -> Choice | None:
    ready = len(notice.options) != 1
    return Choice(_("▶️ Next: {step}", step=field_name("urgent", _)), one("urgent", number)) if ready else None


@router.callback_query(NoticeIs.filter(F.field == "opt"), OnDuty(Role.WORKER))
async def out(query: CallbackQuery, callback_data: NoticeIs, seat: Seat, state: FSMContext) -> Screen:
    """An old button of a choice that is not there changes nothing."""
    await set_aside(state)

    def without(notice: Notice) -> Notice:
        kept = tuple(option for option in notice.options if option_mark(option) != callback_data.value)
        return replace(notice, options=kept)

    screen = change_mine(callback_data.notice, seat, without, poll_screen)
    await wait_for_choice(callback_data.notice, seat, state)
    return screen
