"""What the family says about the booklet as a whole: everything up to today, not all of it, or nothing."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import plans, questions
from actions import vaccines as actions
from actions.desk import Desk
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, Shot
from dialogs.booklet_telling import unsure_dose
from dialogs.child_entry import ask_booklet
from dialogs.children import card, not_here, owned, to_card
from dialogs.dose_days import ask
from dialogs.home import to_home
from dialogs.lost_booklet import at_the_clinic
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.vaccine_words import title_of
from dialogs.words import Words, join

router = Router(name="first record")


@router.callback_query(ChildDo.filter(F.do.in_({"all", "none", "ask", "undo_all", "checked"})))
async def booklet_says(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """What the family says about the booklet as a whole. It ends the telling: a date typed afterwards is no dose any more."""
    child = owned(session, guardian, callback_data.child)
    if child is None:
        await set_aside(state)
        return not_here(_)
    open_date = await unsure_dose(state, child)
    if callback_data.do == "checked" and open_date is not None:
        return await ask(session, child, open_date, state, _, around, now)
    await set_aside(state)
    desk = desk_of(session, around, now)
    if callback_data.do in ("all", "checked"):
        questions.settle_topic(desk, child, questions.LOST_BOOKLET)
    if callback_data.do == "all":
        return _all(desk, child, _, around)
    if callback_data.do == "none" and questions.still_lost(session, child):
        # A lost booklet is no proof that nothing was given: the clinic looks the record up first.
        return at_the_clinic(child, _)
    if callback_data.do == "ask":
        return ask_booklet(child, _)
    if callback_data.do == "undo_all":
        actions.forget_calendar_days(desk, child)
        return ask_booklet(child, _)
    actions.checked(desk, child)
    plans.changed(session, around.knowledge, child, around.zone, now)
    return card(session, around, child, _, now)


def _all(desk: Desk, child: Child, _: Words, around: Surroundings) -> Screen:
    added, still_open = actions.as_in_booklet(desk, child)
    number = child.id or 0
    lines = [_("✅ Good.")]
    if added:
        lines = [
            _.ngettext(
                "✅ {n} dose is marked as given, on the day the calendar names.",
                "✅ {n} doses are marked as given, on the days the calendar names.",
                len(added),
                n=len(added),
            )
        ]
    buttons = []
    if still_open:
        lines.append(_("These became due only lately. Were they given, too?"))
        buttons = [
            Choice(
                f"✅ {title_of(around.knowledge, dose, _)}", Shot(do="ask", child=number, dose=dose).pack()
            )
            for dose in still_open
        ]
    buttons.append(Choice(_("↩️ Take this back"), ChildDo(do="undo_all", child=number).pack()))
    return Screen(join(lines), rows(*buttons, to_card(child, _), to_home(_)))
