"""A draft exactly as parents will see it, what search would do with it; and it is published, or told why not yet."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.answer_drafts import answer_of, keep_mine
from actions.answer_keeping import Published, Refused, faults_of, history, publish
from db import answers as tables
from db.answers import AnswerDraft
from dialogs.answer_screen import answer_screen, picture_of
from dialogs.answer_staff_addresses import Entry, Publish, Seen, Version
from dialogs.answer_staff_draft import address_of, desk_screen, gone_on, held, mine
from dialogs.answer_staff_entry import correction, shown
from dialogs.answer_staff_faults import SHOWN, fault_label, fault_lines
from dialogs.answer_staff_history import change_lines
from dialogs.answer_staff_words import entry, headline, languages, lines_of, to_answers, to_edit, to_entry
from dialogs.home import to_home
from dialogs.near_words import language_in
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.answers.answer import Answer
from rules.languages import DEFAULT
from rules.roles import Role

router = Router(name="answer staff preview")


@router.callback_query(Entry.filter(F.do.in_({"preview", "now"})), OnDuty(Role.ADMINISTRATOR))
async def preview(
    query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words
) -> Screen | list[Screen]:
    """The draft, or ("now") what is published, in Chinese first."""
    await set_aside(state)
    key = callback_data.key
    return as_parents(key, DEFAULT, seat, published=callback_data.do == "now")


@router.callback_query(Seen.filter(), OnDuty(Role.ADMINISTRATOR))
async def in_language(
    query: CallbackQuery, callback_data: Seen, seat: Seat, state: FSMContext, _: Words
) -> Screen | list[Screen]:
    await set_aside(state)
    return as_parents(callback_data.key, callback_data.language, seat)


def as_parents(
    key: str, language: str, seat: Seat, *, published: bool = False, first: Html | None = None
) -> Screen | list[Screen]:
    """The very Screen, and below it what can be done. Who does not write the draft may look."""
    draft = None if published else tables.draft(seat.session, key)
    answer = answer_of(draft) if draft is not None else seat.answers.get(key)
    if answer is None:
        return shown(key, seat)
    codes = languages(answer, seat.around)
    code = language if language in codes else DEFAULT
    screen = very_screen(answer, code, seat)
    return [screen, _below(answer, draft, code, codes, seat, first)]


def very_screen(answer: Answer, language: str, seat: Seat) -> Screen:
    """What a parent who speaks this language gets. A web page with a broken address has no button: no channel would take it."""
    words = seat.around.catalogues.speak(language)
    found = faults_of(seat.session, seat.around.knowledge, answer)
    broken = {fault.field for fault in found if fault.code == "link"}
    ways = tuple(way for at, way in enumerate(answer.ways, 1) if f"ways.{at}" not in broken)
    told = replace(answer, ways=ways)
    picture = picture_of(seat.session, told, words)
    knowing = {**seat.answers, answer.key: told}
    return answer_screen(told, words, seat.around, seat.now, knowing, picture=picture)


def _below(
    answer: Answer, draft: AnswerDraft | None, code: str, codes: list[str], seat: Seat, first: Html | None
) -> Screen:
    """Other languages, what search would do, the map; publishing, where nothing is wrong and it is this person's."""
    _, key = seat.words, answer.key
    own = draft is not None and draft.holder == seat.duty.who
    found = faults_of(seat.session, seat.around.knowledge, answer) if own else []
    lines = [
        first,
        _("⬆️ So parents see it in {language}. The buttons work.", language=language_in(code, _)),
        *([_("<b>Still to do</b>"), *fault_lines(found, answer, seat)] if found else []),
    ]
    others = [
        Choice(_("👀 In {language}", language=language_in(one, _)), Seen(key=key, language=one).pack())
        for one in codes
        if one != code and draft is not None
    ]
    ready = draft is not None and own and not found
    if ready:
        lines += change_lines(seat.answers.get(key), answer, seat)
        lines.append(_("Shall I publish it?"))
    return Screen(
        lines_of(*lines),
        (
            *rows(*others, width=2),
            *rows(
                *(Choice(fault_label(one, _), address_of(one.field, key)) for one in found[:SHOWN]), width=2
            ),
            *rows(
                Choice(_("✅ Publish"), Publish(key=key, revision=draft.revision).pack())
                if draft is not None and ready
                else None,
                Choice(_("🔎 What search does with it"), entry("effects", key)),
                Choice(_("🗺 Map"), entry("map", key)),
                to_edit(key, _) if own else None,
                to_entry(key, _),
                to_home(_),
                width=2,
            ),
        ),
    )


@router.callback_query(Publish.filter(), OnDuty(Role.ADMINISTRATOR))
async def publish_(
    query: CallbackQuery, callback_data: Publish, seat: Seat, state: FSMContext, _: Words
) -> Screen | list[Screen]:
    """What was seen, and nothing else: a draft that was written since is shown again."""
    await set_aside(state)
    key = callback_data.key
    draft = mine(key, seat)
    if isinstance(draft, Screen):
        return draft
    before = seat.answers.get(key)
    done = publish(seat.desk, seat.duty, draft, callback_data.revision)
    if isinstance(done, Published):
        return _done(done, before, seat)
    return _refused(done, draft, seat)


def _done(done: Published, before: Answer | None, seat: Seat) -> Screen:
    """The way back, and whom to tell."""
    _, key = seat.words, done.key
    told = correction(key, before, done.version, seat)
    tell = Choice(_("📣 Tell them"), Version(do="told", version=done.version).pack()) if told else None
    back = Choice(_("↩️ Take it back"), Version(do="undone", version=done.version).pack())
    return Screen(
        lines_of(
            headline(seat.answers[key], _),
            _("✅ Published: parents get it now."),
            *told,
        ),
        rows(tell, back, to_entry(key, _), to_answers(_), to_home(_)),
    )


def _refused(refused: Refused, draft: AnswerDraft, seat: Seat) -> Screen | list[Screen]:
    _, key, answer = seat.words, draft.key, answer_of(draft)
    if refused.why == "changed":
        first = _("The draft was written since you saw this. So it is now:")
        return as_parents(key, DEFAULT, seat, first=first)
    if refused.why == "faults":
        return not_yet(refused, answer, seat)
    if refused.why == "published":
        return _meanwhile(draft, seat)
    if refused.why == "same":
        return desk_screen(draft, seat, _("Parents get exactly this already. There is nothing to publish."))
    return held(draft, seat) if refused.why == "held" else gone_on(key, seat)


def not_yet(refused: Refused, answer: Answer, seat: Seat) -> Screen:
    """Each fault with its cure, and a button to where it is mended."""
    _, key = seat.words, answer.key
    buttons = [Choice(fault_label(one, _), address_of(one.field, key)) for one in refused.faults[:SHOWN]]
    return Screen(
        lines_of(
            headline(answer, _),
            _("It is not published yet. Please mend this first:"),
            *fault_lines(refused.faults, answer, seat),
        ),
        (*rows(*buttons, width=2), *rows(to_edit(key, _), to_home(_))),
    )


def _meanwhile(draft: AnswerDraft, seat: Seat) -> Screen:
    """Somebody published another version since the draft was begun: nothing of either is lost."""
    _, key, past = seat.words, draft.key, history(seat.session, draft.key)
    said = (
        _(
            "Meanwhile {name} published another version ({moment}). What changes with yours:",
            name=seat.name(past[0].who),
            moment=seat.local(past[0].at),
        )
        if past
        else _("Meanwhile another version was published. What changes with yours:")
    )
    answer = answer_of(draft)
    return Screen(
        lines_of(headline(answer, _), said, *change_lines(seat.answers.get(key), answer, seat)),
        rows(
            Choice(_("✅ Mine all the same"), entry("mine", key)),
            Choice(_("👀 Look at theirs"), entry("look", key)),
            Choice(_("🗑 Put the draft away"), entry("drop", key)),
            to_edit(key, _),
            to_home(_),
        ),
    )


@router.callback_query(Entry.filter(F.do == "mine"), OnDuty(Role.ADMINISTRATOR))
async def all_the_same(
    query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words
) -> Screen | list[Screen]:
    """It is seen once more before it is published."""
    await set_aside(state)
    key = callback_data.key
    draft = mine(key, seat)
    if isinstance(draft, Screen):
        return draft
    keep_mine(seat.desk, seat.duty, draft)
    return as_parents(key, DEFAULT, seat)
