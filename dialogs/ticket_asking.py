"""Asking a person, as it is shown: what is still to be told, then everything as the worker will see it."""

from __future__ import annotations

from datetime import datetime

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from sqlmodel import Session

from dialogs.answer_ways import to_person, to_themes
from dialogs.home import to_home
from dialogs.hotlines import number, to_hotlines
from dialogs.near_words import language_name
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.ticket_addresses import Telling
from dialogs.ticket_letters import readers
from dialogs.ticket_words import open_lines, or_call, quoted, to_mine
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.roles import Role
from rules.tickets import KEEP, OPEN_MOST

#: A family that does not know its district is everybody's.
NOT_KNOWN = "-"


class Person(StatesGroup):
    """Words for a person are waited for, or for a yes to them: "words" and "district" are in the state's data, or "ticket" where they go
    to one that is there. The name is stored with the chat: keep it (`actions.tickets.WAITS_FOR_WORDS`)."""

    words = State(state="words", group_name="person")


def offer(_: Words, around: Surroundings, now: datetime) -> Screen:
    """For who wants a person: one answers, or can be called."""
    today = around.today(now)
    health = number("health", around, today, _)
    lines = [
        _("I am a program. But I can pass your question to a person at the office."),
        *open_lines("", _, around, now),
        *([_("Vaccinations: call {number}.", number=health)] if health else []),
        *or_call(_, around, now),
    ]
    return Screen(join(lines), rows(to_person(_), to_mine(_), to_themes(_), to_hotlines(_), to_home(_)))


def too_many(_: Words) -> Screen:
    told = _.ngettext(
        "You have {n} open question. That is as many as one can have. Close or withdraw one first.",
        "You have {n} open questions. That is as many as one can have. Close or withdraw one first.",
        OPEN_MOST,
        n=OPEN_MOST,
    )
    return Screen(told, rows(to_mine(_), to_hotlines(_), to_home(_)))


async def next_step(
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
    wrong: Html | None = None,
) -> Screen:
    """What is still to be told; then everything as the worker will see it."""
    data = await state.get_data()
    if not data.get("ticket") and not readers(session, None, "", Role.WORKER, around):
        # nobody anywhere: said before a tired person types it all
        await set_aside(state)
        return _nobody(_, around, now)
    if wrong is not None or "words" not in data:
        return _ask_words(bool(data.get("ticket")), _, around, now, wrong)
    if data.get("ticket"):
        return _preview(str(data["words"]), [], _)
    if "district" not in data:
        return _ask_district(_, around)
    district = district_of(data)
    if not readers(session, district, "", Role.WORKER, around):
        await set_aside(state)
        return _nobody(_, around, now)
    found = around.knowledge.district(district)
    place = _.fact(found.name) if found is not None else _("district not known")
    also = [
        Html("📍 ") + place + Html(" · ") + language_name(_.language),
        Html(""),
        *open_lines("", _, around, now),
        kept_line(_),
    ]
    return _preview(str(data["words"]), also, _)


def district_of(data: dict[str, object]) -> str | None:
    found = str(data.get("district", NOT_KNOWN))
    return None if found == NOT_KNOWN else found


def _ask_words(more: bool, _: Words, around: Surroundings, now: datetime, wrong: Html | None) -> Screen:
    asked = (
        _("What do you want to tell the worker? Type it.")
        if more
        else _("What do you want to ask? Type it in your own words.")
    )
    lines = [*([wrong] if wrong else []), asked, *([] if wrong or more else open_lines("", _, around, now))]
    ways = rows(to_drop(_), None if more else to_mine(_), to_home(_))
    return Screen(join(lines), ways, placeholder=str(_("Your question")))


def _ask_district(_: Words, around: Surroundings) -> Screen:
    known = [
        Choice(_.fact(one.name), Telling(do="district", value=one.id).pack())
        for one in around.knowledge.districts
    ]
    not_known = Choice(_("I don't know"), Telling(do="district", value=NOT_KNOWN).pack())
    return Screen(
        _("Where do you live? Then the right office gets it."),
        (*rows(*known, width=3), *rows(not_known, to_drop(_), width=2)),
    )


def _nobody(_: Words, around: Surroundings, now: datetime) -> Screen:
    """Better than a question nobody reads."""
    told = [_("Sorry: nobody at the office can answer here yet."), *or_call(_, around, now)]
    return Screen(join(told), rows(to_hotlines(_), to_home(_)))


def _preview(words: str, also: list[Html], _: Words) -> Screen:
    """The very words. Of a new question what else the worker sees, when, and how long it is kept."""
    lines = [
        _("<b>This is what the worker will see:</b>"),
        quoted(words),
        *also,
        _("Shall I send it?"),
    ]
    send = Choice(_("✅ Send"), Telling(do="send").pack())
    change = Choice(_("✏️ Change the words"), Telling(do="change").pack())
    return Screen(join(lines), rows(send, change, to_drop(_)), placeholder=str(_("Your question")))


def kept_line(_: Words) -> Html:
    """How long, in one line: also for who agreed to nothing."""
    days = KEEP.days
    return _.ngettext(
        "🔒 Stored encrypted; deleted {n} day after the question is closed.",
        "🔒 Stored encrypted; deleted {n} days after the question is closed.",
        days,
        n=days,
    )


def to_drop(_: Words) -> Choice:
    return Choice(_("✖️ Cancel"), Telling(do="drop").pack())


def closed(_: Words) -> Screen:
    """For a ticket that is closed, gone, or was never theirs."""
    told = _("This question is closed. You can ask a new one.")
    return Screen(told, rows(to_person(_), to_mine(_), to_home(_)))


def ask_more(_: Words, around: Surroundings, now: datetime) -> Screen:
    """More words for a ticket that is there."""
    return _ask_words(True, _, around, now, None)
