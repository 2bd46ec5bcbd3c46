"""What a tap of the papers guide writes down: an answer, a tick, how far the family has come, a new beginning.

A mark ends reminders, so it can be taken back at once; an answer or a tick is changed by the next one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from aiogram.fsm.context import FSMContext
from sqlmodel import Session

from actions import papers as actions
from actions.desk import Tapped
from dialogs.addresses import TakeBack
from dialogs.children import not_here
from dialogs.home import to_home
from dialogs.paper_case import Case, of_child
from dialogs.paper_days import go_on
from dialogs.paper_detail import one_paper
from dialogs.paper_list import checklist, ticks
from dialogs.school_addresses import Papers
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.words import Words, join
from rules.enrolment.answers import Answers, decode
from rules.enrolment.deadlines import KEYS

_TICKS = ("got", "miss", "yes", "no")
# What a button of the journey writes down; "early" is the second tap, before registration has opened.
_MARKED: dict[str, actions.Mark] = {**{mark: mark for mark in actions.MARKS}, "early": "applied"}
_DAY = timedelta(days=1)


async def write(
    address: Papers,
    case: Case,
    tapped: Tapped,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A button about a child that is entered. A tick without a list is an old button: the list begins with its questions."""
    desk, child, today = desk_of(session, around, now), case.child, around.today(now)
    if child is None:
        return not_here(_)
    if address.do == "over":
        return _sure(case, _)
    if address.do in _MARKED:
        if not case.begun:
            return await go_on(case, state, _, around, now)
        mark = _MARKED[address.do]
        asked = early(mark, case, _, around, today) if address.do != "early" else None
        return asked or [
            written(mark, case, tapped, session, _, around, now),
            await _list(case, session, state, _, around, now),
        ]
    if address.do in ("ask", "remind"):
        actions.answer(desk, child, decode(address.said))
    elif address.do in _TICKS and address.paper in KEYS and case.begun:
        actions.tick(desk, child, KEYS[address.paper], address.do in ("got", "yes"))
    elif address.do == "oversure":
        actions.start_over(desk, child)
    case = of_child(session, around, child, today)
    if address.do in ("yes", "no") and case.begun:
        return ticks(case, _, around, today)
    if address.paper:
        shown = one_paper(case, KEYS.get(address.paper, ""), _, around, today)
        return shown or checklist(case, _, around, today)
    return await go_on(case, state, _, around, now)


def early(mark: actions.Mark, case: Case, _: Words, around: Surroundings, today: date) -> Screen | None:
    """Asked once more before registration has opened: one wrong tap must not end the reminders."""
    window = case.look(around, today).window
    if mark != "applied" or case.way.applied or window is None or today >= window.opens:
        return None
    asked = _("Registration opens only about {day}. Have you applied all the same?", day=window.opens)
    yes = Choice(_("Yes, applied"), case.to("early"))
    return Screen(asked, rows(yes, case.back(_), to_home(_)))


def written(
    mark: actions.Mark,
    case: Case,
    tapped: Tapped,
    session: Session,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Says what was written down, with a way to take it back."""
    desk, child = desk_of(session, around, now), case.child
    said = {
        "applied": _("✅ Written down: you have applied."),
        "result": _("✅ Written down: the result is there."),
        "enrolled": _("✅ Written down: your child is enrolled."),
    }
    if child is None:
        return not_here(_)
    actions.mark(desk, child, mark, tapped)
    back = TakeBack(child=child.id or 0, at=int(now.timestamp())).pack()
    return Screen(said[mark], rows(Choice(_("↩️ Take this back"), back), to_home(_), width=2))


async def _list(
    case: Case, session: Session, state: FSMContext, _: Words, around: Surroundings, now: datetime
) -> Screen:
    if case.child is None:
        return not_here(_)
    return await go_on(of_child(session, around, case.child, around.today(now)), state, _, around, now)


def registered_when(case: Case, _: Words, around: Surroundings, today: date) -> Screen:
    """The day from which the half year counts."""
    text = join(
        [
            _("✅ Good. On which day did you register?"),
            _("It stands on the receipt. The half year for the permit counts from it."),
        ]
    )

    def on(day: date) -> str:
        return case.to("ask", Answers(permit="registered", registered_on=day))

    return Screen(
        text,
        rows(
            Choice(_("Today"), on(today)),
            Choice(_("Yesterday"), on(today - _DAY)),
            Choice(_("Another day"), case.to("ask", Answers(permit="registered"))),
            case.back(_),
            to_home(_),
            width=2,
        ),
    )


def _sure(case: Case, _: Words) -> Screen:
    """Asked once before ticks go."""
    text = _("Begin a new list for {name}? The answers and ticks of the old one go.", name=case.who(_))
    return Screen(text, rows(Choice(_("Yes, a new list"), case.to("oversure")), case.back(_), to_home(_)))
