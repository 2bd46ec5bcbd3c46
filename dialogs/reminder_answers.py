"""What else a family answers to a reminder: Where? and Can't. Every button works a year later, about what is true then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import vaccines as actions
from db.children import Child
from db.families import Guardian
from dialogs.addresses import Chosen, Remind
from dialogs.away import to_away
from dialogs.children import owned
from dialogs.done_answers import items_of, nothing_open
from dialogs.home import home, to_home
from dialogs.hotlines import number
from dialogs.later import ask_later
from dialogs.paper_case import of_child
from dialogs.paper_changes import hindered as papers_hindered
from dialogs.paper_changes import of_day, to_list, where_to
from dialogs.places import where
from dialogs.reminders import Item
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import stop_waiting
from dialogs.words import Html, Words, join
from rules.checkups import Visit
from rules.enrolment.deadlines import Deadline
from rules.matters import name_of

router = Router(name="reminder answers")


@router.callback_query(Remind.filter(F.do == "where"))
async def where_(
    query: CallbackQuery,
    callback_data: Remind,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The clinic; for days of the papers, each its own place."""
    await stop_waiting(state)
    items = items_of(session, around, guardian, callback_data, now)
    days = [(child, thing) for child, thing in items if isinstance(thing, Deadline)]
    if days and len(days) == len(items):
        return _where_of_papers(days, session, _, around, now)
    shown = where(session, guardian, _, around, now)
    if not days:
        return shown
    papers = Choice(_("📄 It is about the papers"), to_list(days[0][0]))
    return replace(shown, choices=(*rows(papers), *shown.choices))


def _where_of_papers(
    days: Sequence[tuple[Child, Deadline]], session: Session, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """The place of the one day at once; of several, which."""
    (child, day), today = days[0], around.today(now)
    if len(days) > 1:
        return where_to(days, _, around)
    return of_day(of_child(session, around, child, today), day, _, around, today)


@router.callback_query(Remind.filter(F.do == "cant"))
async def cant(
    query: CallbackQuery,
    callback_data: Remind,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await stop_waiting(state)
    return why_not(callback_data, session, guardian, _, around, now)


def why_not(
    about: Remind, session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """Why not, by one tap: each reason has another next step. A check-up is never out of stock."""
    items = items_of(session, around, guardian, about, now)
    days = [(child, thing) for child, thing in items if isinstance(thing, Deadline)]
    if days and len(days) == len(items):
        return papers_hindered(days, _)
    papers = [Choice(_("📄 It is about the papers"), to_list(days[0][0]))] if days else []
    labels = {
        "no_leave": _("I get no time off"),
        "out_of_stock": _("The vaccine was out of stock"),
        "too_far": _("It is too far"),
        "no_papers": _("A paper is missing"),
        "ill": _("My child is ill"),
        "afraid": _("I am worried about it"),
    }
    choices = [
        Choice(
            label,
            Chosen(what="cant", child=about.child, dose=about.dose, value=reason).pack(),
        )
        for reason, label in labels.items()
        if reason != "out_of_stock" or not _only_visits(items)
    ]
    return Screen(_("What stands in the way?"), rows(*choices, *papers, to_away(_), to_home(_)))


@router.callback_query(Chosen.filter(F.what == "cant"))
async def hindered(
    query: CallbackQuery,
    callback_data: Chosen,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Kept for the staff who can help; the family gets the next step at once."""
    await stop_waiting(state)
    every = items_of(session, around, guardian, callback_data, now)
    items = [(child, thing) for child, thing in every if not isinstance(thing, Deadline)]
    if not items:
        return nothing_open(session, guardian, _, around, now)
    steps = _next_step_to_a_visit if _only_visits(items) else _next_step
    answer = steps(callback_data.value, _, around, now)
    if answer is None:
        return home(session, around, guardian, _, now)
    desk = desk_of(session, around, now)
    for child, thing in items:
        if owned(session, guardian, child.id or 0):
            actions.hindered(desk, child, [name_of(thing)], callback_data.value)
    asked = join([*answer, _("When shall I write again?")])
    return await ask_later(asked, callback_data.child, callback_data.dose, state, _, around, now)


def _you_can_ask(_: Words, around: Surroundings, now: datetime) -> list[Html]:
    health = number("health", around, around.today(now), _)
    return [_("You can ask at {number}.", number=health)] if health else []


def _next_step(reason: str, _: Words, around: Surroundings, now: datetime) -> list[Html] | None:
    """What helps against each hindrance; nothing for a reason we do not know."""
    call = _you_can_ask(_, around, now)
    steps: dict[str, list[Html]] = {
        "no_leave": [
            _(
                "Ask the clinic by phone whether it vaccinates on a Saturday. Another guardian or a grandparent can go, too, with the booklet."
            )
        ],
        "out_of_stock": [
            _(
                "It is not your fault, and nothing has to start again. Call the clinic before you go next time."
            ),
            *call,
        ],
        "too_far": [
            _(
                "The clinic of the place where you live now must vaccinate your child. There may be a nearer one."
            ),
            *call,
        ],
        "no_papers": [
            _(
                "Go all the same. The clinic may not refuse because the household register is elsewhere, and it can give you a new booklet."
            )
        ],
        "ill": [
            _(
                "Get well first. When your child is well again, ask the doctor at the clinic whether it can be given."
            )
        ],
        "afraid": [
            _(
                "It is good that you ask. Tell the doctor at the clinic what worries you before the injection. The doctor decides with you."
            ),
            *call,
        ],
    }
    return steps.get(reason)


def _only_visits(items: Sequence[Item]) -> bool:
    return bool(items) and all(isinstance(thing, Visit) for _child, thing in items)


def _next_step_to_a_visit(reason: str, _: Words, around: Surroundings, now: datetime) -> list[Html] | None:
    """The same where no vaccination is asked for."""
    call = _you_can_ask(_, around, now)
    steps: dict[str, list[Html]] = {
        "no_leave": [
            _(
                "Ask the health centre by phone whether it has a day that suits you. Another guardian or a grandparent can go, too, with the booklet."
            )
        ],
        "too_far": [
            _(
                "The community health centre of the place where you live now is the right one. There may be a nearer one."
            ),
            *call,
        ],
        "no_papers": [
            _(
                "Go all the same, and ask what can be brought later. The household register need not be from here."
            ),
            *call,
        ],
        "ill": [
            _(
                "Get well first. The check-up can be made later; if your child is very ill, go to a doctor now."
            )
        ],
        "afraid": [
            _(
                "It is good that you ask. Tell the doctor what worries you; you can stay with your child all the time."
            ),
            *call,
        ],
    }
    return steps.get(reason)
