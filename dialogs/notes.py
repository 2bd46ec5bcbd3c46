"""Feeding and safety notes by age: read on request by everybody, sent only to guardians who asked for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import notes as actions
from db import children
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, Go, Prefer
from dialogs.children import not_here, owned, to_card
from dialogs.home import age, name, nothing_by_myself, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.notes import Note, notes_for

router = Router(name="notes")

#: Notes on one screen, those that opened last; the rest is a tap away.
SHOWN = 5
_SIGNS = {"feeding": "🍼 ", "safety": "🛡 ", "care": "🌱 "}


def note_lines(notes: Sequence[Note], _: Words) -> list[Html]:
    """The notes in the guardian's language, one a line; what two sources have not confirmed says so."""
    return [Html(_SIGNS.get(note.topic, "")) + _.fact(note.text) + _doubt(note, _) for note in notes]


def _doubt(note: Note, _: Words) -> Html:
    return Html("") if note.fact.sure else Html(" ") + _("(Not fully confirmed: please ask your clinic.)")


def to_notes(child: Child, _: Words) -> Choice:
    return Choice(_("🍼 Notes for this age"), ChildDo(do="notes", child=child.id or 0).pack())


def wish(guardian: Guardian, _: Words) -> Choice:
    """One tap: send them from now on, or no more."""
    if guardian.notes_wanted:
        return Choice(_("🔕 No more notes by age"), Prefer(what="notes", value="off").pack())
    return Choice(_("🔔 Send me notes by age"), Prefer(what="notes", value="on").pack())


@router.callback_query(ChildDo.filter(F.do.in_({"notes", "notes_all"})))
async def notes_(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """What concerns this child now; reading needs no wish to be sent anything."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None or guardian is None:
        return not_here(_)
    return notes(session, child, guardian, _, around, now, every=callback_data.do == "notes_all")


def notes(
    session: Session,
    child: Child,
    guardian: Guardian,
    _: Words,
    around: Surroundings,
    now: datetime,
    *,
    every: bool = False,
) -> Screen:
    """The notes that are open at this age, the newest first."""
    today = around.today(now)
    found = notes_for(around.knowledge.notes, child.born, today)
    every = every or len(found) <= SHOWN + 1
    lines = note_lines(found if every else found[:SHOWN], _)
    head = _("🍼 <b>{name}</b>, {age}: what helps now", name=name(child, _), age=age(child.born, today, _))
    more = Choice(_("More for this age"), ChildDo(do="notes_all", child=child.id or 0).pack())
    growth = Choice(_("📏 Growth"), ChildDo(do="growth", child=child.id or 0).pack())
    return Screen(
        join([head, *(lines or [_("There are no notes for this age any more.")])], "\n\n"),
        (
            *rows(None if every else more, wish(guardian, _)),
            *rows(growth, to_card(child, _), to_home(_), width=2),
        ),
    )


@router.callback_query(Go.filter(F.to == "notes"))
async def show(
    query: CallbackQuery, session: Session, guardian: Guardian | None, state: FSMContext, _: Words
) -> Screen:
    """From the settings: what the notes are, and whether they are sent."""
    await set_aside(state)
    return _wishes(session, guardian, _)


@router.callback_query(Prefer.filter(F.what == "notes"))
async def choose(
    query: CallbackQuery,
    callback_data: Prefer,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    if guardian is not None and callback_data.value in ("on", "off"):
        actions.choose(session, guardian, callback_data.value == "on", around.today(now))
    return _wishes(session, guardian, _)


def _wishes(session: Session, guardian: Guardian | None, _: Words) -> Screen:
    if guardian is None:
        return nothing_by_myself(_)
    lines = [
        _("🍼 <b>Feeding and safety notes</b>"),
        _("✅ I send you a short note when your child reaches its age.")
        if guardian.notes_wanted
        else _("I send you no notes."),
        _("They are about feeding, safety and care, for each age up to school. No advertising."),
    ]
    if guardian.notes_wanted and guardian.paused_at is not None:
        lines.append(_("🔕 Reminders are switched off."))
    found = children.of_family(session, guardian.family_id)
    readable = [
        Choice(f"🍼 {name(child, _)}", ChildDo(do="notes", child=child.id or 0).pack()) for child in found
    ]
    settings = Choice(_("⚙️ Settings"), Go(to="settings").pack())
    return Screen(
        join(lines),
        (*rows(wish(guardian, _)), *rows(*readable, width=2), *rows(settings, to_home(_), width=2)),
    )
