"""Values of an activity: by a tap, or typed where that is quicker; one question after the other until nothing is missing."""

from __future__ import annotations

from collections.abc import Callable

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.activities import begin, draft_of
from db.activities import Activity, ActivityState
from dialogs.activity_addresses import ActIs, ActText
from dialogs.activity_staff_draft import (
    TEXTS,
    Arranging,
    by_another,
    draft_screen,
    field_names,
    not_yours,
    to_draft,
    to_write,
    write,
)
from dialogs.activity_staff_picks import PICKS, saturday_after
from dialogs.activity_staff_sets import with_text, with_value
from dialogs.activity_words import when, where
from dialogs.addresses import Go
from dialogs.answer_staff_words import lines_of
from dialogs.home import to_home
from dialogs.near_words import language_in as written_in
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.staff_words import reachable, toggles
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, plain
from rules.activities import missing
from rules.languages import DEFAULT
from rules.roles import Role

router = Router(name="activity staff values")


@router.callback_query(Go.filter(F.to == "staff_activity_new"), OnDuty(Role.WORKER))
async def new(query: CallbackQuery, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """A draft, and at once the first question."""
    await set_aside(state)
    row = begin(seat.desk, seat.duty)
    return await step(row, seat, state) if row is not None else not_yours(_)


async def step(row: Activity, seat: Seat, state: FSMContext, first: Html | None = None) -> Screen:
    """The next question of a new one, as long as something is missing; then the whole draft."""
    lacks = missing(draft_of(row), seat.now)
    if row.state != ActivityState.DRAFT or not lacks:
        await set_aside(state)
        return draft_screen(row, seat, first)
    field = {"past": "day", "where": "place"}.get(lacks[0], lacks[0])
    return await ask(row, field, seat, state, first, language=DEFAULT)


async def ask(
    row: Activity,
    field: str,
    seat: Seat,
    state: FSMContext,
    first: Html | None = None,
    language: str = DEFAULT,
) -> Screen:
    """The question for one part; typed words are read as this from here on."""
    _, number = seat.words, row.id or 0
    await set_aside(state)
    await state.set_state(Arranging.value)
    await state.update_data(activity=number, field=field, language=language)
    name = field_names(_)[field]
    head = (
        _("<b>{value}: {language}</b>", value=name, language=written_in(language, _))
        if field in TEXTS
        else Html("<b>") + name + Html("</b>")
    )
    return Screen(
        lines_of(
            first, head, by_another(row, seat), *_now(row, field, language, seat), _asked(field, _, seat)
        ),
        (*_picks(row, field, language, seat), *rows(to_draft(row, _), to_home(_), width=2)),
        placeholder=plain(name),
    )


def _now(row: Activity, field: str, language: str, seat: Seat) -> list[Html]:
    """What stands there."""
    _, outline = seat.words, draft_of(row)
    texts = {"title": outline.titles, "text": outline.texts, "where": outline.wheres}.get(field)
    if texts is not None:
        return [_("Now: {text}", text=texts[language])] if texts.get(language) else []
    if field in ("day", "hours") and outline.starts_at is not None:
        return [_("Now: {text}", text=when(outline, _, seat.around))]
    if field == "place" and (outline.place is not None or outline.wheres):
        return [_("Now: {text}", text=where(outline, seat.session, _))]
    return []


def _asked(field: str, _: Words, seat: Seat) -> Html:
    saturday = saturday_after(seat.today)
    said: dict[str, Callable[[], Html]] = {
        "title": lambda: _("What is it called? Type it, short."),
        "text": lambda: _("What happens there, what to bring? Type it as one message."),
        "where": lambda: _("Where is it? For example the floor and the room. Type it."),
        "topic": lambda: _("What is it about? Tap one."),
        "day": lambda: _("On which day? Tap, or type it, for example {date}.", date=saturday.isoformat()),
        "hours": lambda: _("From when to when? Tap, or type it, for example 14:00-16:00."),
        "place": lambda: _("Type the name of the place, or where it is in your own words."),
        "seats": lambda: _("How many children can come? Tap, or type a number."),
        "age": lambda: _(
            "For which ages? Tap one or more, or type it, for example 3-6. Nothing chosen: every age."
        ),
        "district": lambda: _("For families of which districts? Tap one or more."),
        "language": lambda: _("Which languages are spoken there? Tap one or more."),
    }
    return said[field]()


def _picks(row: Activity, field: str, language: str, seat: Seat) -> Rows:
    """What can be tapped."""
    _, number, outline = seat.words, row.id or 0, draft_of(row)

    def value(one: str) -> str:
        return ActIs(activity=number, field=field, value=one).pack()

    if field in TEXTS:
        texts = {"title": outline.titles, "text": outline.texts, "where": outline.wheres}[field]
        out = ActText(activity=number, field=field, language=language, out=True).pack()
        return rows(Choice(_("✖️ Take it out"), out)) if texts.get(language) else ()
    if field == "district":
        offered, chosen = reachable(seat.duty, seat.around), outline.audience.districts
        whole = Choice(_("The whole city"), value("-")) if not seat.duty.districts else None
        return (*toggles(offered, chosen, value, _, seat.around), *rows(whole))
    picks = PICKS[field](outline, value, seat)
    return rows(*picks, width=3 if field in ("hours", "seats") else 2)


#: What is tapped more than once: the question stays.
_TOGGLES = ("age", "district", "language")


@router.callback_query(ActText.filter(), OnDuty(Role.WORKER))
async def text_(
    query: CallbackQuery, callback_data: ActText, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """Words are asked for, or taken out."""
    field, code = callback_data.field, callback_data.language
    if field not in TEXTS or not code:
        return not_yours(_)
    row = to_write(callback_data.activity, seat)
    if isinstance(row, Screen):
        return row
    if not callback_data.out:
        return await ask(row, field, seat, state, language=code)
    told = write(row, with_text(draft_of(row), field, code, ""), seat, _("✅ Taken out."))
    return await step(row, seat, state, told)


@router.callback_query(ActIs.filter(), OnDuty(Role.WORKER))
async def value_(
    query: CallbackQuery, callback_data: ActIs, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """A value by one tap; without one the question."""
    field, value = callback_data.field, callback_data.value
    if field not in (*PICKS, "district"):
        return not_yours(_)
    row = to_write(callback_data.activity, seat)
    if isinstance(row, Screen):
        return row
    made = with_value(draft_of(row), field, value, seat) if value else None
    if made is None:
        return await ask(row, field, seat, state)
    told = write(row, made, seat)
    if field in _TOGGLES and told is not None:
        return await ask(row, field, seat, state)
    return await step(row, seat, state, told or _("That lies outside of your districts."))
