"""One answer: everything of it, its draft, taken out for good, and a correction told to those who were given the wrong one."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.answer_corrections import announce, given_count
from actions.answer_drafts import answer_of
from actions.answer_keeping import Published, Refused, history, retire
from db import answer_keeping as kept
from db import answers as tables
from dialogs.answer_staff_addresses import Entry, Version
from dialogs.answer_staff_words import entry, headline, lines_of, title_of, to_answers, to_entry, whole
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.answer import Answer
from rules.roles import Role

router = Router(name="answer staff entry")

#: Answers that are named where one cannot be taken out.
_NAMED = 8


@router.callback_query(Entry.filter(F.do == "look"), OnDuty(Role.ADMINISTRATOR))
async def look(query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words) -> Screen:
    await set_aside(state)
    return shown(callback_data.key, seat)


def shown(key: str, seat: Seat, first: Html | None = None) -> Screen:
    """As it is published, and what is being written of it."""
    _, answer = seat.words, seat.answers.get(key)
    draft, past = tables.draft(seat.session, key), history(seat.session, key)
    if answer is None and draft is None and not past:
        return Screen(_("I find no such answer."), rows(to_answers(_), to_home(_)))
    if answer is not None:
        head, body = _("<b>Published</b>: parents get this."), whole(answer, seat)
    elif draft is not None:
        head, body = _("<b>New</b>: only a draft so far."), whole(answer_of(draft), seat)
    else:
        head, body = _("<b>Taken out</b>: parents do not get it. The history puts it back."), []
    wrote = _writing(key, seat) if draft is not None else None
    is_there = answer is not None
    own = draft is not None and draft.holder == seat.duty.who
    edit = Choice(_("✏️ Go on writing") if own else _("✏️ Edit"), entry("edit", key))
    return Screen(
        lines_of(first, Html("") if first is not None else None, head, wrote, Html(""), *body),
        rows(
            edit if is_there or draft is not None else None,
            Choice(_("👀 Look at the draft"), entry("draft", key))
            if draft is not None and is_there
            else None,
            Choice(_("👀 As parents see it"), entry("now", key)) if is_there else None,
            Choice(_("🗺 Map"), entry("map", key)) if is_there or draft is not None else None,
            Choice(_("🕓 History"), entry("history", key)) if past else None,
            Choice(_("🚪 Take out"), entry("retire", key)) if is_there else None,
            to_answers(_),
            to_home(_),
            width=2,
        ),
    )


def _writing(key: str, seat: Seat) -> Html | None:
    _, draft = seat.words, tables.draft(seat.session, key)
    if draft is None:
        return None
    if draft.holder == seat.duty.who:
        return _("✏️ You have a draft of it, last written: {moment}.", moment=seat.local(draft.at))
    return _(
        "✋ {name} is writing this answer. Last written: {moment}.",
        name=seat.name(draft.holder),
        moment=seat.local(draft.at),
    )


@router.callback_query(Entry.filter(F.do == "draft"), OnDuty(Role.ADMINISTRATOR))
async def look_at_draft(
    query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """Whoever writes it: to look takes nothing from anybody."""
    await set_aside(state)
    key = callback_data.key
    draft = tables.draft(seat.session, key)
    if draft is None:
        return shown(key, seat)
    ways = (
        Choice(_("👀 As parents see it"), entry("preview", key)),
        Choice(_("✏️ Go on writing"), entry("edit", key))
        if draft.holder == seat.duty.who
        else Choice(_("✍️ Take it over"), entry("take", key)),
    )
    return Screen(
        lines_of(
            _("<b>✏️ Draft</b>: parents do not see it yet."),
            _writing(key, seat),
            Html(""),
            *whole(answer_of(draft), seat),
        ),
        rows(*ways, to_entry(key, _), to_answers(_), to_home(_), width=2),
    )


@router.callback_query(Entry.filter(F.do.in_({"retire", "retired"})), OnDuty(Role.ADMINISTRATOR))
async def take_out(
    query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """Asked about once; refused while others lead to it, and they are named."""
    await set_aside(state)
    key = callback_data.key
    answer = seat.answers.get(key)
    if answer is None:
        return shown(key, seat)
    if callback_data.do == "retire":
        asked = _("Take this answer out? Parents do not get it any more. You can take that back.")
        yes = Choice(_("Yes, take it out"), entry("retired", key))
        return Screen(lines_of(headline(answer, _), asked), rows(to_entry(key, _), yes))
    done = retire(seat.desk, seat.duty, key)
    if isinstance(done, Published):
        back = Choice(_("↩️ Take it back"), Version(do="undone", version=done.version).pack())
        told = _("🚪 Taken out: parents do not get it any more.")
        return Screen(lines_of(headline(answer, _), told), rows(back, to_answers(_), to_home(_)))
    return leads_here(done, answer, seat) if done.why == "leads" else shown(key, seat)


def leads_here(refused: Refused, answer: Answer, seat: Seat) -> Screen:
    """It cannot go: these would lead nowhere."""
    _ = seat.words
    found = [(key, seat.answers[key]) for key in refused.keys if key in seat.answers]
    buttons = [Choice(title_of(one, _), entry("look", key)) for key, one in found[:_NAMED]]
    return Screen(
        lines_of(
            headline(answer, _),
            _("It cannot go yet: other answers lead to it. Take the way out of them first."),
            *(Html("• ") + title_of(one, _) for _key, one in found[:_NAMED]),
            _("and {n} more", n=len(found) - _NAMED) if len(found) > _NAMED else None,
        ),
        rows(*buttons, to_answers(_), to_home(_)),
    )


def correction(key: str, before: Answer | None, version: int, seat: Seat) -> list[Html]:
    """How many families were given the old words, where they read otherwise now; empty where nobody is to be told."""
    _, answer = seat.words, seat.answers.get(key)
    if answer is None or before is None or _read(before) == _read(answer):
        return []
    number = given_count(seat.session, key, version)
    if not number:
        return []
    return [
        _.ngettext(
            "{n} family was given the old one. Tell them?",
            "{n} families were given the old one. Tell them?",
            number,
            n=number,
        )
    ]


def _read(answer: Answer) -> object:
    """What a parent reads of it."""
    return answer.titles, answer.texts, answer.ways, answer.valid_until


@router.callback_query(Entry.filter(F.do == "told"), OnDuty(Role.ADMINISTRATOR))
async def tell_unbound(
    query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """A button of older messages, which does not say what was seen: nobody is told by it."""
    await set_aside(state)
    return shown(callback_data.key, seat, _("This button is old. Nobody was told."))


@router.callback_query(Version.filter(F.do == "told"), OnDuty(Role.ADMINISTRATOR))
async def tell(
    query: CallbackQuery, callback_data: Version, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """What was published when the button was shown, and only that. Once for each version: a second tap tells nobody twice."""
    await set_aside(state)
    change = kept.versions(seat.session, [callback_data.version]).get(callback_data.version)
    if change is None:
        return Screen(_("I find no such change."), rows(to_answers(_), to_home(_)))
    key = change.key
    if history(seat.session, key)[0].id != change.id:
        return shown(
            key, seat, _("The answer was changed meanwhile. Nobody was told. This is how it stands:")
        )
    number = announce(seat.desk, seat.duty, key)
    told = (
        _.ngettext(
            "✅ {n} family will be told, at an hour that suits them.",
            "✅ {n} families will be told, at an hour that suits them.",
            number,
            n=number,
        )
        if number
        else _("Nobody is left to be told.")
    )
    return Screen(told, rows(to_entry(key, _), to_answers(_), to_home(_)))
