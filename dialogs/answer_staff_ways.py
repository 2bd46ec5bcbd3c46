"""The ways on under an answer: in their order, moved, taken out, added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from actions.answer_drafts import answer_of
from db.answers import AnswerDraft
from dialogs.answer_staff_addresses import AddWay, Entry, Onward
from dialogs.answer_staff_draft import Keeping, change_mine, gone_on, keep, mine, question
from dialogs.answer_staff_seek import ask_which
from dialogs.answer_staff_words import (
    cut,
    entry,
    field_name,
    headline,
    leads_name,
    lines_of,
    to_edit,
    way_lines,
    way_mark,
    way_name,
)
from dialogs.draft_asking import too_long, wait_for
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.answer import FLOWS, TITLE_MOST, WAYS_MOST, Answer, Leads, Way
from rules.answers.checks import Known, faults
from rules.answers.targets import known
from rules.answers.tidy import line
from rules.languages import DEFAULT, FOREIGN
from rules.places.replies import reply
from rules.roles import Role
from rules.units import units

router = Router(name="answer staff ways")
#: What is typed here stands behind the commands.
typed = Router(name="answer staff ways typed")

#: Signs of an address.
_LINK_MOST = 500


@router.callback_query(Entry.filter(F.do == "ways"), OnDuty(Role.ADMINISTRATOR))
async def ways(query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words) -> Screen:
    await set_aside(state)
    draft = mine(callback_data.key, seat)
    return draft if isinstance(draft, Screen) else listed(draft, seat)


def listed(draft: AnswerDraft, seat: Seat, first: Html | None = None) -> Screen:
    """Each with buttons to move it and to take it out."""
    _, answer, key = seat.words, answer_of(draft), draft.key
    buttons = [
        Choice(f"{sign} {at}", Onward(do=do, key=key, mark=way_mark(way)).pack())
        for at, way in enumerate(answer.ways, 1)
        for do, sign in (("up", "⬆️"), ("down", "⬇️"), ("out", "✖️"))
    ]
    full = len(answer.ways) >= WAYS_MOST
    add = Choice(_("➕ Add a way"), AddWay(key=key).pack())
    told = _("{most} ways fit.", most=WAYS_MOST) if full else _("⬆️ ⬇️ moves a way, ✖️ takes it out.")
    return Screen(
        lines_of(first, headline(answer, _), field_name("ways", _), *way_lines(answer, seat), told),
        (*rows(*buttons, width=3), *rows(None if full else add, to_edit(key, _), to_home(_))),
    )


@router.callback_query(Onward.filter(), OnDuty(Role.ADMINISTRATOR))
async def move(
    query: CallbackQuery, callback_data: Onward, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """An old button of a way that is not there changes nothing."""
    await set_aside(state)
    return change_mine(
        callback_data.key, seat, lambda answer: _moved(answer, callback_data.do, callback_data.mark), listed
    )


def _moved(answer: Answer, do: str, mark: str) -> Answer:
    found = list(answer.ways)
    at = next((at for at, way in enumerate(found) if way_mark(way) == mark), None)
    if at is None or do not in ("up", "down", "out"):
        return answer
    way = found.pop(at)
    if do != "out":
        found.insert(max(0, at - 1) if do == "up" else at + 1, way)
    return replace(answer, ways=tuple(found))


@router.callback_query(AddWay.filter(), OnDuty(Role.ADMINISTRATOR))
async def add(query: CallbackQuery, callback_data: AddWay, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Which kind; then which one: picked, searched for, or an address that is typed."""
    key, to = callback_data.key, callback_data.to
    await set_aside(state)
    draft = mine(key, seat)
    if isinstance(draft, Screen):
        return draft
    leads = next((one for one in Leads if one == callback_data.leads), None)
    if leads is None:
        return _which_kind(draft, seat)
    if to:
        return change_mine(key, seat, lambda answer: _with(answer, Way(leads, to), seat), listed)
    if leads == Leads.LINK:
        await wait_for(Keeping.link, state, key=key)
        return ask_link(draft, seat)
    if leads == Leads.ANSWER:
        await wait_for(Keeping.seek, state, why="way", key=key)
        return ask_which("way", key, seat)
    return _which(draft, leads, seat)


def _which_kind(draft: AnswerDraft, seat: Seat) -> Screen:
    _, key = seat.words, draft.key
    kinds = [Choice(leads_name(one, _), AddWay(key=key, leads=one).pack()) for one in Leads]
    return Screen(
        lines_of(headline(answer_of(draft), _), _("Where shall the new button lead?")),
        (*rows(*kinds, width=2), *rows(Choice(_("↩️ The ways"), entry("ways", key)), to_home(_))),
    )


def _which(draft: AnswerDraft, leads: Leads, seat: Seat) -> Screen:
    """Everything of this kind, a button each, but what is there already."""
    _, key, answer = seat.words, draft.key, answer_of(draft)
    there = {(way.leads, way.to) for way in answer.ways}
    ids = FLOWS if leads == Leads.FLOW else _in_order(leads, seat)
    picks = [
        Choice(cut(str(way_name(Way(leads, one), seat)), 56), AddWay(key=key, leads=leads, to=one).pack())
        for one in ids
        if (leads, one) not in there and len(one) <= 24
    ]
    return Screen(
        lines_of(headline(answer, _), _("Which one?")),
        (*rows(*picks[:80], width=2), *rows(Choice(_("↩️ The ways"), entry("ways", key)), to_home(_))),
    )


def _in_order(leads: Leads, seat: Seat) -> list[str]:
    """As the packs have them."""
    packs = seat.around.knowledge
    every = {
        Leads.PAPER: list(packs.papers.papers),
        Leads.GUIDE: list(packs.guides),
        Leads.SERVICE: list(packs.services.services),
        Leads.NEAR: list(packs.place_kinds),
        Leads.HOTLINE: list(packs.hotlines),
    }
    return every.get(leads, [])


def _with(answer: Answer, way: Way, seat: Seat) -> Answer:
    """With this way at the end; not a second time, not to what is not there, and not more than fit."""
    there = {(one.leads, one.to) for one in answer.ways}
    if (way.leads, way.to) in there or len(answer.ways) >= WAYS_MOST:
        return answer
    targets = known(seat.around.knowledge, seat.answers)
    ids = targets.answers if way.leads == Leads.ANSWER else targets.ids.get(way.leads, frozenset())
    good = way.leads == Leads.LINK or (way.to in ids and way.to != answer.key)
    return replace(answer, ways=(*answer.ways, way)) if good else answer


def ask_link(draft: AnswerDraft, seat: Seat, first: Html | None = None) -> Screen:
    _ = seat.words
    asked = _("Paste the address of the page. It begins with https://")
    return question(
        [first, headline(answer_of(draft), _), asked], draft.key, seat, hint=_("Address of the page")
    )


def ask_label(
    draft: AnswerDraft, link: str, labels: dict[str, str], seat: Seat, first: Html | None = None
) -> Screen:
    """In Chinese first; English may be skipped."""
    _ = seat.words
    chinese = DEFAULT not in labels
    asked = (
        _("What stands on the button, in Chinese? {most} characters at most.", most=TITLE_MOST)
        if chinese
        else _("And in English? {most} characters at most. Or type: skip", most=TITLE_MOST)
    )
    page = Html("🔗 ") + cut(link, 200)
    return question(
        [first, headline(answer_of(draft), _), page, asked], draft.key, seat, hint=_("Words on the button")
    )


@typed.message(
    StateFilter(Keeping.link, Keeping.label), F.text, ~F.text.startswith("/"), OnDuty(Role.ADMINISTRATOR)
)
async def typed_(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """First the address, then what stands on its button in Chinese, then in English."""
    data, text = await state.get_data(), line(message.text or "")
    draft = mine(str(data.get("key", "")), seat, text)
    if isinstance(draft, Screen):
        await set_aside(state)
        return draft
    if reply(text) == "stop":
        await set_aside(state)
        return listed(draft, seat, _("Nothing was written."))
    if "link" not in data:
        wrong = wrong_link(text, answer_of(draft).ways, _)
        if wrong is not None:
            return ask_link(draft, seat, wrong)
        await wait_for(Keeping.label, state, key=draft.key, link=text, labels={})
        return ask_label(draft, text, {}, seat)
    link, labels = str(data["link"]), dict(data.get("labels", {}))
    skipped = reply(text) == "none" and DEFAULT in labels
    if not skipped and (not text or units(text) > TITLE_MOST):
        first = too_long(text, TITLE_MOST, _) if text else None
        return ask_label(draft, link, labels, seat, first)
    if not skipped:
        labels[FOREIGN if DEFAULT in labels else DEFAULT] = text
    if not skipped and FOREIGN not in labels:
        await state.update_data(labels=labels)
        return ask_label(draft, link, labels, seat)
    return await _add_link(draft, Way(Leads.LINK, link, labels), seat, state)


async def _add_link(draft: AnswerDraft, way: Way, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    if not keep(draft, _with(answer_of(draft), way, seat), seat):
        return gone_on(draft.key, seat)
    return listed(draft, seat, seat.words("✅ Written in the draft."))


def wrong_link(text: str, ways: Sequence[Way], _: Words) -> Html | None:
    """The same rule as at publishing."""
    if len(text) > _LINK_MOST:
        return _("That address is too long: {n} characters, {most} fit.", n=len(text), most=_LINK_MOST)
    if any(way.to == text for way in ways):
        return _("This page is there already.")
    return None if _is_link(text) else _("That is no whole https address. Copy all of it, from https:// on.")


def _is_link(text: str) -> bool:
    """Whether publishing would take it."""
    probe = Answer("a", {}, {}, ways=(Way(Leads.LINK, text, {DEFAULT: "x"}),))
    return not any(fault.code == "link" for fault in faults(probe, Known({})))
