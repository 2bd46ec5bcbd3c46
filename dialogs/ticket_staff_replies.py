"""Ready replies: managers write them, language by language, side by side. Parents see them only when somebody sends one."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import ready_replies as actions
from db import tickets as tables
from db.tickets import CannedReply
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.near_words import language_name
from dialogs.screens import Choice, Screen, rows
from dialogs.staff import to_work
from dialogs.staff_doors import OnDuty
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_addresses import Ready
from dialogs.ticket_letters import to_queue
from dialogs.ticket_words import quoted, why_not
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.places.replies import reply
from rules.roles import Duty, Role
from rules.tickets import TITLE_MOST, WORDS_MOST, Wrong, ready_words, wrong_with

router = Router(name="ticket staff replies")
#: What is typed here stands behind the commands, and before the words of danger.
typed = Router(name="ticket staff replies typed")


class Keeping(StatesGroup):
    """ "reply" (0: a new one), "part" (title or text), "language", and the "title" of a new one are in the state's data. The name is stored with the
    chat: keep it, and that it begins with "staff"."""

    words = State(state="words", group_name="staff_reply")


@router.callback_query(Go.filter(F.to == "staff_replies"), OnDuty(Role.MANAGER))
async def replies_(query: CallbackQuery, duty: Duty, session: Session, state: FSMContext, _: Words) -> Screen:
    await set_aside(state)
    return listed(session, _)


def listed(session: Session, _: Words, first: Html | None = None) -> Screen:
    found = tables.replies(session)
    told = _("Tap one to change it.") if found else _("There are none yet.")
    buttons = [
        Choice(_title(one, _), Ready(do="look", reply=one.id or 0).pack()) for one in found[: actions.MOST]
    ]
    new = Choice(_("➕ A new one"), Ready(do="new").pack()) if len(found) < actions.MOST else None
    lines = [*([first] if first else []), _("<b>Ready replies</b>"), told]
    return Screen(join(lines), rows(*buttons, new, to_queue(_), to_work(_), to_home(_)))


def _title(one: CannedReply, _: Words) -> str:
    found = ready_words(one.titles, _.language)
    return found[0] if found is not None else f"{one.id}"


def _card(one: CannedReply, _: Words) -> Screen:
    """Every language side by side."""
    number = one.id or 0
    lines = [Html("<b>") + _title(one, _) + Html("</b>")]
    for code in _.catalogues.languages:
        text = one.texts.get(code)
        lines += [
            Html("") + language_name(code) + ":",
            quoted(text) if text else _("not written: families see another language, with a mark"),
        ]
    texts = [
        Choice(
            _("✏️ Words in {language}", language=language_name(code)),
            Ready(do="text", reply=number, language=code).pack(),
        )
        for code in _.catalogues.languages
    ]
    title = Choice(_("✏️ Title"), Ready(do="title", reply=number, language=_.language).pack())
    out = Choice(_("🗑 Take it out"), Ready(do="out", reply=number).pack())
    return Screen(join(lines), rows(*texts, title, out, _to_replies(_), to_home(_)))


def _to_replies(_: Words) -> Choice:
    return Choice(_("📋 Ready replies"), Go(to="staff_replies").pack())


@router.callback_query(Ready.filter(F.do.in_({"look", "out", "gone"})), OnDuty(Role.MANAGER))
async def look(
    query: CallbackQuery,
    callback_data: Ready,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    one = tables.reply(session, callback_data.reply)
    if one is None:
        return listed(session, _)
    if callback_data.do == "out":
        yes = Choice(_("Yes, take it out"), Ready(do="gone", reply=one.id or 0).pack())
        keep = Choice(_("No, keep it"), Ready(do="look", reply=one.id or 0).pack())
        return Screen(_("Take out the reply {title}?", title=_title(one, _)), rows(keep, yes))
    if callback_data.do == "gone":
        actions.remove(desk_of(session, around, now), duty, one)
        return listed(session, _, _("✅ Taken out."))
    return _card(one, _)


@router.callback_query(Ready.filter(F.do.in_({"new", "title", "text"})), OnDuty(Role.MANAGER))
async def begin(
    query: CallbackQuery,
    callback_data: Ready,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
) -> Screen:
    """Title or words are waited for; a new one begins with its title, in the language of whoever writes it."""
    await set_aside(state)
    new = callback_data.do == "new"
    language = _.language if new else callback_data.language
    one = None if new else tables.reply(session, callback_data.reply)
    if language not in _.catalogues.languages or (one is None and not new):
        return listed(session, _)
    part = "title" if new else callback_data.do
    await state.set_state(Keeping.words)
    await state.update_data(reply=one.id if one is not None else 0, part=part, language=language)
    return ask_words(part, language, _)


def ask_words(part: str, language: str, _: Words, first: Html | None = None) -> Screen:
    name = language_name(language)
    asked = (
        _("Type the title, as colleagues see it on the button.")
        if part == "title"
        else _("Type the words of the reply in {language}.", language=name)
    )
    lines = [*([first] if first else []), asked]
    hint = _("Title") if part == "title" else _("Words of the reply")
    return Screen(join(lines), rows(_to_replies(_), to_home(_), width=2), placeholder=str(hint))


@typed.message(StateFilter(Keeping.words), F.text, ~F.text.startswith("/"), OnDuty(Role.MANAGER))
async def typed_(
    message: Message,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    data, text = await state.get_data(), (message.text or "").strip()
    part, language = str(data.get("part", "title")), str(data.get("language", _.language))
    if reply(text) == "stop":
        await set_aside(state)
        return listed(session, _)
    most = TITLE_MOST if part == "title" else WORDS_MOST
    text = " ".join(text.split()) if part == "title" else text
    wrong = wrong_with(text) or (Wrong.TOO_LONG if len(text) > most else None)
    if wrong is not None:
        return ask_words(part, language, _, why_not(wrong, most, _))
    number = int(data.get("reply") or 0)
    if not number and part == "title":
        await state.update_data(title=text, part="text")
        return ask_words("text", language, _)
    await set_aside(state)
    desk = desk_of(session, around, now)
    one = tables.reply(session, number) if number else None
    if number and one is None:
        return listed(session, _)
    if one is None:
        one = actions.add(desk, duty, str(data.get("title", "")), text, language)
    elif part == "title":
        one = actions.rename(desk, duty, one, text, language)
    else:
        one = actions.reword(desk, duty, one, text, language)
    return _card(one, _) if one is not None else listed(session, _)
