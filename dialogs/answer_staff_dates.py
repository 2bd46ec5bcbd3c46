"""What else belongs to an answer: when it was checked, until when it holds, when somebody has to look again, how sure we are, theme, picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from actions.answer_drafts import answer_of
from db.answers import AnswerDraft
from dialogs.answer_browse import theme_names
from dialogs.answer_staff_addresses import Entry, Valued
from dialogs.answer_staff_draft import Keeping, change_mine, mine, question
from dialogs.answer_staff_words import field_name, headline, lines_of, small_lines, sure_name, to_edit
from dialogs.draft_asking import wait_for
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.answer import CONFIDENCE, THEMES, Answer
from rules.birthdays import Certain, read_date_to_come
from rules.places.replies import reply
from rules.roles import Role

router = Router(name="answer staff dates")
#: What is typed here stands behind the commands.
typed = Router(name="answer staff dates typed")

#: Days that are typed, by their name in addresses and in an answer.
DAYS = {"valid": "valid_until", "review": "review_by"}
#: So far ahead a day may lie.
_MOST = timedelta(days=10 * 366)
#: Days ahead that are offered by one tap.
_OFFERED = (90, 180, 365)


@router.callback_query(Entry.filter(F.do == "dates"), OnDuty(Role.ADMINISTRATOR))
async def dates(
    query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    await set_aside(state)
    draft = mine(callback_data.key, seat)
    return draft if isinstance(draft, Screen) else listed(draft, seat)


def listed(draft: AnswerDraft, seat: Seat, first: Html | None = None) -> Screen:
    """Everything small, and what can be done with it."""
    _, key, answer = seat.words, draft.key, answer_of(draft)

    def value(field: str, said: str = "") -> str:
        return Valued(key=key, field=field, value=said).pack()

    picture = Choice(_("🖼 Another picture") if answer.picture else _("🖼 Add a picture"), value("picture"))
    return Screen(
        lines_of(first, headline(answer, _), *small_lines(answer, _)),
        rows(
            Choice(_("✅ Checked today"), value("checked", "today")),
            Choice(field_name("valid_until", _), value("valid")),
            Choice(field_name("review_by", _), value("review")),
            Choice(field_name("confidence", _), value("sure")),
            Choice(field_name("theme", _), value("theme")),
            picture,
            Choice(_("✖️ Take the picture out"), value("picture", "-")) if answer.picture else None,
            to_edit(key, _),
            to_home(_),
            width=2,
        ),
    )


@router.callback_query(Valued.filter((F.value == "") & (F.field != "picture")), OnDuty(Role.ADMINISTRATOR))
async def ask(query: CallbackQuery, callback_data: Valued, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """A day to tap or to type; or what can be picked."""
    await set_aside(state)
    field = callback_data.field
    draft = mine(callback_data.key, seat)
    if isinstance(draft, Screen):
        return draft
    if field in DAYS:
        await wait_for(Keeping.day, state, key=draft.key, field=field)
        return ask_day(draft, field, seat)
    picks = {"sure": {one: sure_name(one, _) for one in CONFIDENCE}, "theme": theme_names(_)}.get(field)
    if picks is None:
        return listed(draft, seat)
    asked = field_name({"sure": "confidence"}.get(field, field), _)
    buttons = [
        Choice(label, Valued(key=draft.key, field=field, value=one).pack()) for one, label in picks.items()
    ]
    return Screen(
        lines_of(headline(answer_of(draft), _), _("{value}?", value=asked)),
        (*rows(*buttons), *rows(to_edit(draft.key, _), to_home(_))),
    )


def ask_day(draft: AnswerDraft, field: str, seat: Seat, first: Html | None = None) -> Screen:
    """Until when it holds, or when somebody has to look again."""
    _, key, today = seat.words, draft.key, seat.today
    asked = (
        _("Until which day does it hold? After it, parents hear that I do not know any more.")
        if field == "valid"
        else _("By which day shall somebody look at it again? It stands in the list of what is due then.")
    )
    days = [today + timedelta(days=step) for step in _OFFERED]
    end = date(today.year, 12, 31)
    buttons = [
        Choice(_("{day}", day=day), Valued(key=key, field=field, value=day.isoformat()).pack())
        for day in sorted({end, *days})
    ]
    out = Choice(_("No day"), Valued(key=key, field=field, value="-").pack())
    hint = field_name(DAYS[field], _)
    return question(
        [first, headline(answer_of(draft), _), asked, _("Tap, or type a day.")],
        key,
        seat,
        out,
        hint=hint,
        above=rows(*buttons, width=2),
    )


@router.callback_query(Valued.filter(F.value != ""), OnDuty(Role.ADMINISTRATOR))
async def tap(query: CallbackQuery, callback_data: Valued, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """What no such value is, changes nothing."""
    await set_aside(state)
    field, value = callback_data.field, callback_data.value
    return change_mine(callback_data.key, seat, lambda answer: _tapped(answer, field, value, seat), listed)


def _tapped(answer: Answer, field: str, value: str, seat: Seat) -> Answer:
    if field == "checked":
        return replace(answer, checked=seat.today)
    if field == "picture":
        return replace(answer, picture=None) if value == "-" else answer
    if field == "sure" and value in CONFIDENCE:
        return replace(answer, confidence=value)
    if field == "theme":
        return replace(answer, theme=value if value in THEMES else "")
    if field in DAYS:
        day = _iso(value)
        return _on(answer, field, day) if day is not None or value == "-" else answer
    return answer


def _on(answer: Answer, field: str, day: date | None) -> Answer:
    return replace(answer, valid_until=day) if field == "valid" else replace(answer, review_by=day)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


@typed.message(StateFilter(Keeping.day), F.text, ~F.text.startswith("/"), OnDuty(Role.ADMINISTRATOR))
async def typed_(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """A day from today on; "none" takes it out."""
    data, text = await state.get_data(), message.text or ""
    key, field = str(data.get("key", "")), str(data.get("field", "valid"))
    draft = mine(key, seat, text)
    if isinstance(draft, Screen):
        await set_aside(state)
        return draft
    said = reply(text)
    if said == "stop":
        await set_aside(state)
        return listed(draft, seat, _("Nothing was written."))
    reading = read_date_to_come(text, seat.today, seat.today, seat.today + _MOST)
    if said is None and not isinstance(reading, Certain):
        wrong = _("I read no day in that. For example: {day}", day=seat.today + timedelta(days=180))
        return ask_day(draft, field, seat, wrong)
    await set_aside(state)
    day = reading.day if isinstance(reading, Certain) and said is None else None
    return change_mine(key, seat, lambda answer: _on(answer, field, day), listed)
