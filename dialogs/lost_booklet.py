"""The booklet is lost: the clinic looks the record up before anything is called missing. One next step at each stage."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import plans, questions
from actions import vaccines as actions
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, Go
from dialogs.child_entry import ask_booklet
from dialogs.children import card, not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join

router = Router(name="lost booklet")


def lost_booklet(_: Words) -> list[Html]:
    """What to do about it, for one child or for who only asks."""
    return [
        _("That is no reason to worry, and not to start again."),
        _(
            "Go to the vaccination clinic where you live now. Ask them to look your child up in their system and to give you a new booklet."
        ),
        _(
            "Bring your ID card and the child's birth certificate or household register. I never need their numbers."
        ),
    ]


@router.callback_query(
    ChildDo.filter(
        F.do.in_({"lost", "lost_went", "lost_found", "lost_unknown", "lost_today", "lost_count", "lost_back"})
    )
)
async def lost_(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Lost; at the clinic; what the clinic found."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    desk = desk_of(session, around, now)
    if callback_data.do == "lost":
        questions.ask(desk, child, questions.LOST_BOOKLET)
        return _lost(child, _)
    if callback_data.do == "lost_went":
        return at_the_clinic(child, _)
    if callback_data.do == "lost_unknown":
        return _unknown(child, _, around)
    if callback_data.do == "lost_today":
        return _sure(child, _)
    if callback_data.do == "lost_back":
        questions.ask(desk, child, questions.LOST_BOOKLET)
        actions.unchecked(desk, child)
        return _lost(child, _)
    questions.settle_topic(desk, child, questions.LOST_BOOKLET)
    if callback_data.do == "lost_found":
        return ask_booklet(child, _)
    actions.checked(desk, child)
    plans.changed(session, around.knowledge, child, around.zone, now)
    text = _("This is what the calendar says for this age. The doctor at the clinic decides what is given.")
    back = Choice(_("↩️ Take this back"), ChildDo(do="lost_back", child=child.id or 0).pack())
    return [Screen(text, rows(back)), card(session, around, child, _, now)]


def _sure(child: Child, _: Words) -> Screen:
    """From here on doses are called missing: that is asked first."""
    number = child.id or 0
    text = join(
        [
            _(
                "Shall I count as if nothing else was given to {name} than what you told me?",
                name=name(child, _),
            ),
            _("Then I say what is missing by the calendar. The doctor at the clinic decides what is given."),
        ]
    )
    return Screen(
        text,
        rows(
            Choice(_("Yes, count so"), ChildDo(do="lost_count", child=number).pack()),
            Choice(_("No, not yet"), ChildDo(do="lost_unknown", child=number).pack()),
            to_home(_),
        ),
    )


def _lost(child: Child, _: Words) -> Screen:
    kept = _("What you told me of {name}'s booklet stays as it is.", name=name(child, _))
    last = _("Until then I call nothing missing.") if child.record_checked_at is None else kept
    number = child.id or 0
    return Screen(
        join([*lost_booklet(_), last]),
        rows(
            Choice(_("I was at the clinic"), ChildDo(do="lost_went", child=number).pack()),
            Choice(_("I have the booklet now"), ChildDo(do="lost_found", child=number).pack()),
            Choice(_("📍 Where to go"), Go(to="where").pack()),
            to_card(child, _),
            to_home(_),
        ),
    )


def at_the_clinic(child: Child, _: Words) -> Screen:
    """What did the clinic say?"""
    number = child.id or 0
    return Screen(
        _("What did the clinic say about {name}'s record?", name=name(child, _)),
        rows(
            Choice(
                _("They gave me a new booklet or a printout"), ChildDo(do="lost_found", child=number).pack()
            ),
            Choice(_("They could not find my child"), ChildDo(do="lost_unknown", child=number).pack()),
            Choice(_("I have not been there yet"), ChildDo(do="lost", child=number).pack()),
            to_card(child, _),
            to_home(_),
        ),
    )


def _unknown(child: Child, _: Words, around: Surroundings) -> Screen:
    """Not found is not "never given": what is known counts first, and from today's age only where nothing is (G3)."""
    rule = around.knowledge.book.rules["G3"]
    number = child.id or 0
    text = join(
        [
            _("That they did not find it does not mean that nothing was given."),
            _("Ask the clinic where your child was vaccinated before for a copy, and show it here."),
            Html(""),
            _("Only if nothing can be found anywhere: {rule}", rule=_.fact(rule.text)),
            _("The doctor at the clinic decides what is given."),
        ]
    )
    return Screen(
        text,
        rows(
            Choice(_("I know some of the doses"), ChildDo(do="some", child=number).pack()),
            Choice(_("Nothing can be found: count anew"), ChildDo(do="lost_today", child=number).pack()),
            Choice(_("I ask somewhere else first"), ChildDo(do="card", child=number).pack()),
            to_home(_),
        ),
    )
