"""Who did what with an answer, and when; what changed, old beside new; and the last of it taken back."""

from __future__ import annotations

from collections.abc import Iterator

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.answer_keeping import Published, Refused, history, undo
from db import answer_keeping as tables
from db.answers import AnswerVersion
from dialogs.answer_staff_addresses import Entry, Version
from dialogs.answer_staff_entry import correction, leads_here, shown
from dialogs.answer_staff_faults import fault_lines
from dialogs.answer_staff_words import (
    cut,
    entry,
    field_name,
    headline,
    lines_of,
    sure_name,
    theme_name,
    to_answers,
    to_entry,
    way_name,
)
from dialogs.home import to_home
from dialogs.near_words import language_in
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join, plain
from rules.answers.answer import Answer, of_plain
from rules.roles import Role

router = Router(name="answer staff history")

#: Changes that are shown, those with a button each; characters of a value, in the list and by itself; parts named of one change.
SHOWN, _BUTTONS, _IN_LIST, _ALONE, _PARTS = 12, 8, 40, 600, 12


@router.callback_query(Entry.filter(F.do == "history"), OnDuty(Role.ADMINISTRATOR))
async def history_(
    query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """The newest first; the last one can be taken back."""
    await set_aside(state)
    key = callback_data.key
    past = history(seat.session, key)
    if not past:
        return shown(key, seat, _("Nobody has changed it: it is the first edition."))
    newest = past[0].content or past[0].before
    name = headline(of_plain(newest), _) if newest else Html("<b>") + key + Html("</b>")
    lines = [
        _(
            "{moment} · {who}: {what}",
            moment=seat.local(one.at),
            who=seat.name(one.who),
            what=_what(one, seat),
        )
        for one in past[:SHOWN]
    ]
    buttons = [
        Choice(_.moment(seat.local(one.at)), Version(do="look", version=one.id or 0).pack())
        for one in past[:_BUTTONS]
    ]
    back = Choice(_("↩️ Take the last one back"), Version(do="undo", version=past[0].id or 0).pack())
    return Screen(
        lines_of(name, *lines),
        (*rows(*buttons, width=2), *rows(back, to_entry(key, _), to_answers(_), to_home(_), width=2)),
    )


def _what(change: AnswerVersion, seat: Seat) -> Html:
    """The deed, and the names of what it changed."""
    _, before, after = seat.words, _answer(change.before), _answer(change.content)
    deeds = {
        "published": _("published"),
        "retired": _("taken out"),
        "undone": _("taken back"),
        "imported": _("imported"),
    }
    deed = deeds.get(change.deed, _("{text}", text=change.deed))
    if before is None or after is None:
        return deed if change.content is None else _("{deed}: new", deed=deed)
    fields = list(dict.fromkeys(field for field, _language, _old, _new in differences(before, after, seat)))
    names = join([field_name(one, _) for one in fields], _(", "))
    return _("{deed}: {what}", deed=deed, what=names) if fields else deed


def _answer(kept: dict[str, object] | None) -> Answer | None:
    return of_plain(kept) if kept else None


def differences(before: Answer, after: Answer, seat: Seat) -> Iterator[tuple[str, str, str, str]]:
    """Field, language ("" for none), old and new as plain text, for everything that is not the same."""
    old, new = dict(_values(before, seat)), dict(_values(after, seat))
    for field, language in dict.fromkeys([*old, *new]):
        was, then = old.get((field, language), ""), new.get((field, language), "")
        if was != then:
            yield field, language, was, then


def _values(answer: Answer, seat: Seat) -> Iterator[tuple[tuple[str, str], str]]:
    _ = seat.words
    for field, texts in (("title", answer.titles), ("text", answer.texts), ("source", answer.source)):
        for code, text in texts.items():
            yield (field, code), text
    for code, phrases in answer.asked.items():
        yield ("asked", code), " · ".join(phrases)
    yield ("ways", ""), " · ".join(plain(way_name(way, seat, whole_link=True)) for way in answer.ways)
    for field, day in (
        ("checked", answer.checked),
        ("valid_until", answer.valid_until),
        ("review_by", answer.review_by),
    ):
        yield (field, ""), _.day(day) if day is not None else ""
    yield ("confidence", ""), plain(sure_name(answer.confidence, _))
    yield ("theme", ""), plain(theme_name(answer.theme, _))
    yield ("picture", ""), (answer.picture or "")[:8]


def change_lines(before: Answer | None, after: Answer | None, seat: Seat, most: int = 120) -> list[Html]:
    """Old → new, a line for each part; for one that is new or gone only that."""
    _ = seat.words
    if after is None:
        return [_("Parents do not get it any more.")]
    if before is None:
        return [_("It is new: parents have not had it before.")]
    found = list(differences(before, after, seat))
    lines = [
        _(
            "• {part}: {old} → {new}",
            part=field_name(field, _)
            if not language
            else _("{value}: {language}", value=field_name(field, _), language=language_in(language, _)),
            old=_short(old, most, new) or _("nothing"),
            new=_short(new, most, old) or _("nothing"),
        )
        for field, language, old, new in found[:_PARTS]
    ]
    return lines or [_("Nothing changes.")]


def _short(text: str, most: int, other: str) -> str:
    """Cut around where the two begin to differ, so that the change itself is read."""
    text, other = " ".join(text.split()), " ".join(other.split())
    same = next((at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), None)
    begins = min(len(text), len(other)) if same is None else same
    start = max(0, begins - most // 3) if len(text) > most else 0
    return ("…" if start else "") + cut(text[start:], most)


@router.callback_query(Version.filter(F.do == "look"), OnDuty(Role.ADMINISTRATOR))
async def look(
    query: CallbackQuery, callback_data: Version, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """One change whole: old beside new."""
    await set_aside(state)
    change = tables.versions(seat.session, [callback_data.version]).get(callback_data.version)
    if change is None:
        return Screen(_("I find no such change."), rows(to_answers(_), to_home(_)))
    head = _(
        "{moment} · {who}: {what}",
        moment=seat.local(change.at),
        who=seat.name(change.who),
        what=_what(change, seat),
    )
    before, after = _answer(change.before), _answer(change.content)
    back = Choice(_("🕓 History"), entry("history", change.key))
    lines = change_lines(before, after, seat, _ALONE // max(1, _parts(before, after, seat) // 3))
    return Screen(lines_of(head, *lines), rows(back, to_entry(change.key, _), to_home(_)))


def _parts(before: Answer | None, after: Answer | None, seat: Seat) -> int:
    return len(list(differences(before, after, seat))) if before and after else 0


@router.callback_query(Version.filter(F.do.in_({"undo", "undone"})), OnDuty(Role.ADMINISTRATOR))
async def take_back(
    query: CallbackQuery, callback_data: Version, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """As it was before; only the last change, and not where others would lead nowhere then."""
    await set_aside(state)
    change = tables.versions(seat.session, [callback_data.version]).get(callback_data.version)
    if change is None:
        return Screen(_("I find no such change."), rows(to_answers(_), to_home(_)))
    key, before = change.key, seat.answers.get(change.key)
    if callback_data.do == "undo":
        lines = change_lines(before, _answer(change.before), seat)
        yes = Choice(_("Yes, take it back"), Version(do="undone", version=change.id or 0).pack())
        asked = _("Take the last change back?")
        return Screen(lines_of(asked, *lines), rows(to_entry(key, _), yes))
    done = undo(seat.desk, seat.duty, change.id or 0)
    if isinstance(done, Refused):
        return _not_back(done, change, seat)
    return _back(done, before, seat)


def _back(done: Published, before: Answer | None, seat: Seat) -> Screen:
    """What was wrong and told may have to be told, too; and taking back can be taken back."""
    _, key = seat.words, done.key
    told = correction(key, before, done.version, seat)
    tell = Choice(_("📣 Tell them"), Version(do="told", version=done.version).pack()) if told else None
    screen = shown(key, seat, lines_of(_("↩️ Taken back."), *told))
    return Screen(screen.text, (*rows(tell), *screen.choices))


def _not_back(refused: Refused, change: AnswerVersion, seat: Seat) -> Screen:
    _, key, before = seat.words, change.key, _answer(change.before)
    now = seat.answers.get(key)
    if refused.why == "leads" and now is not None:
        return leads_here(refused, now, seat)
    if refused.why == "faults" and before is not None:
        first = _("It cannot be put back as it was:")
        return shown(key, seat, lines_of(first, *fault_lines(refused.faults, before, seat)))
    if refused.why == "same":
        return shown(key, seat, _("It stands so already."))
    return shown(key, seat, _("This cannot be taken back any more: somebody has changed the answer since."))
