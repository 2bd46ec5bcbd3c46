"""*Done*: which doses were given and which visits made, on which day, for one child or all; and all of it taken back by one tap."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import checkups, papers
from actions import vaccines as actions
from actions.desk import Desk, Tapped
from db import children
from db.chats import Chat
from db.children import Child
from db.families import Guardian
from dialogs.addresses import Checkup, ChildDo, Chosen, Go, Remind, Shot, TakeBack
from dialogs.dose_writing import record
from dialogs.home import home, name, to_home
from dialogs.matter_words import title
from dialogs.paper_case import of_child
from dialogs.paper_changes import to_day
from dialogs.paper_detail import one_paper
from dialogs.paper_list import checklist
from dialogs.paper_writing import registered_when
from dialogs.reminders import Item, due_items, is_named
from dialogs.school_addresses import Papers
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import stop_waiting
from dialogs.words import Html, Words, join
from rules.checkups import Visit
from rules.enrolment.answers import Answers
from rules.enrolment.deadlines import Deadline, What
from rules.matters import Thing, can_be_done, name_of
from rules.vaccines import Next
from rules.vaccines.doctor import held

router = Router(name="done answers")


@router.callback_query(Remind.filter(F.do == "done"))
async def done(
    query: CallbackQuery,
    callback_data: Remind,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One dose is written down at once, with today's date; of several the family says which."""
    await stop_waiting(state)
    items = items_of(session, around, guardian, callback_data, now)
    if not items:
        return nothing_open(session, guardian, _, around, now)
    if len(items) > 1 or not is_named(*items[0]):
        return _which(items, callback_data, _, around)
    child, thing = items[0]
    tapped = _tapped(query, chat)
    if isinstance(thing, Deadline) and thing.what not in _MARKS:
        return _papers_done(session, child, thing, _, around, now)
    if isinstance(thing, Visit | Deadline):
        said = _write(desk_of(session, around, now), items[0], around.today(now), tapped, _)
        return [_written([said], callback_data.child, _, now), home(session, around, guardian, _, now)]
    if thing.status == "not_yet" and thing.earliest is not None:
        return _too_early(child, thing, thing.earliest, _)
    today = around.today(now)
    return await record(session, child, name_of(thing), [today], state, _, around, now, tapped=tapped)


@router.callback_query(Remind.filter(F.do.in_({"all", "all_yesterday"})))
async def all_done(
    query: CallbackQuery,
    callback_data: Remind,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Everything due was done today, or yesterday; doses only of children whose booklet we know."""
    await stop_waiting(state)
    every = items_of(session, around, guardian, callback_data, now)
    items = [one for one in every if is_named(*one) and can_be_done(one[1])]
    if not items:
        return nothing_open(session, guardian, _, around, now)
    desk = desk_of(session, around, now)
    said = []
    for child, thing in items:
        yesterday = max(desk.today - timedelta(days=1), child.born)
        day = desk.today if callback_data.do == "all" else yesterday
        said.append(_write(desk, (child, thing), day, _tapped(query, chat), _))
    return [_written(said, callback_data.child, _, now), home(session, around, guardian, _, now)]


def _write(desk: Desk, item: Item, day: date, tapped: Tapped, _: Words) -> Html:
    """Writes one thing down, and says so."""
    child, thing = item
    if isinstance(thing, Visit):
        checkups.record(desk, child, thing.id, day, tapped=tapped)
    elif isinstance(thing, Deadline):
        _write_papers(desk, child, thing, day, tapped)
    else:
        actions.give(desk, child, thing.vaccine, day, tapped=tapped)
    what = title(desk.knowledge, thing, _)
    return _("✅ Written down: {name}, {dose}, {day}.", name=name(child, _), dose=what, day=day)


#: How far the family has come when it says that this day is done.
_MARKS: dict[What, papers.Mark] = {
    "opens": "applied",
    "closes": "applied",
    "after": "applied",
    "results": "result",
    "reporting": "enrolled",
}


def _write_papers(desk: Desk, child: Child, thing: Deadline, day: date, tapped: Tapped) -> None:
    """Registration done is applied; the last day to begin a paper is done when the paper is there; registered is registered that day."""
    if thing.what in _MARKS:
        papers.mark(desk, child, _MARKS[thing.what], tapped)
    elif thing.what == "register":
        papers.answer(desk, child, Answers(permit="registered", registered_on=day))
    elif thing.paper is not None or thing.what == "permit":
        papers.tick(desk, child, thing.paper or "residence_permit", True, tapped)


def _papers_done(
    session: Session, child: Child, thing: Deadline, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """Begun is not there: the paper's own screen asks, and a registration has its day."""
    today = around.today(now)
    case = of_child(session, around, child, today)
    if thing.what == "register":
        return registered_when(case, _, around, today)
    key = thing.paper or ("residence_permit" if thing.what == "permit" else "")
    return one_paper(case, key, _, around, today) or checklist(case, _, around, today)


def _written(said: list[Html], child: int, _: Words, now: datetime) -> Screen:
    back = TakeBack(child=child, at=int(now.timestamp())).pack()
    return Screen(join(said), rows(Choice(_("↩️ Take this back"), back), to_home(_), width=2))


@router.callback_query(TakeBack.filter())
async def taken_back(
    query: CallbackQuery,
    callback_data: TakeBack,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> list[Screen]:
    """What one tap wrote down is struck again; a second tap finds nothing and does no harm."""
    await stop_waiting(state)
    family = children.of_family(session, guardian.family_id) if guardian is not None else []
    desk = desk_of(session, around, now)
    struck = sum(
        actions.take_back(desk, child, callback_data.at)
        + checkups.take_back(desk, child, callback_data.at)
        + papers.take_back(desk, child, callback_data.at)
        for child in family
        if callback_data.child in (0, child.id)
    )
    text = _.ngettext("Taken back: {n} entry.", "Taken back: {n} entries.", struck, n=struck)
    if not struck:
        text = _("There is nothing to take back any more.")
    return [Screen(text), home(session, around, guardian, _, now)]


def _tapped(query: CallbackQuery, chat: Chat) -> Tapped:
    """On Telegram the tapped message is replaced by our answer; on the web page it stays, and is ticked off like the others."""
    ref = str(query.message.message_id) if query.message and chat.channel != "web" else None
    return Tapped(chat.id or 0, ref)


def items_of(
    session: Session, around: Surroundings, guardian: Guardian | None, address: Remind | Chosen, now: datetime
) -> list[Item]:
    if guardian is None:
        return []
    return due_items(session, around, guardian, address.child, address.dose, now)


def nothing_open(
    session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> list[Screen]:
    return [
        Screen(_("✅ Nothing is open there any more.")),
        home(session, around, guardian, _, now),
    ]


def _which(items: list[Item], address: Remind, _: Words, around: Surroundings) -> Screen:
    each = [
        Choice(f"{name(child, _)}: {title(around.knowledge, thing, _)}", _ask(child, thing))
        for child, thing in items
        if is_named(child, thing)
    ]
    unread = {child.id or 0: child for child, thing in items if not is_named(child, thing)}
    tell = [
        Choice(
            _("📒 {name}: what the booklet says", name=name(child, _)),
            ChildDo(do="some", child=number).pack(),
        )
        for number, child in unread.items()
    ]
    every = (
        Choice(_("✅ All of these, today"), Remind(do="all", child=address.child).pack()),
        Choice(_("✅ All of these, yesterday"), Remind(do="all_yesterday", child=address.child).pack()),
    )
    return Screen(
        _("Which of these is done?"),
        (*rows(*(every if len(each) > 1 else ())), *rows(*each, *tell, to_home(_))),
    )


def _ask(child: Child, thing: Thing) -> str:
    """The address that asks for the day of one thing."""
    number = child.id or 0
    if isinstance(thing, Visit):
        return Checkup(do="look", child=number, visit=thing.id).pack()
    if isinstance(thing, Deadline):
        if thing.what in _MARKS:
            return Papers(child=number, born="", said="", do=_MARKS[thing.what]).pack()
        if thing.what == "register":
            return Papers(child=number, born="", said="", do="reg").pack()
        return to_day(child, thing)
    return Shot(do="ask", child=number, dose=name_of(thing)).pack()


def _too_early(child: Child, row: Next, first: date, _: Words) -> Screen:
    """Done before the first day: it may not count, so the day is asked for."""
    dose = name_of(row)
    early = _("This dose counts only from {day}.", day=first)
    if held(row):
        early = _("You told me a doctor put it off to {day}.", day=first)
    text = join([early, _("Was it given already?")])
    given = Choice(_("Yes, I choose the day"), Shot(do="ask", child=child.id or 0, dose=dose).pack())
    return Screen(text, rows(given, Choice(_("Not yet"), Go(to="home").pack())))
