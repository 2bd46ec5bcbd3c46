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
from dialogs.need_offer import with_question
from dialogs.paper_case import of_child
from dialogs.paper_changes import of_day, to_day
from dialogs.paper_list import mark_words
from dialogs.paper_writing import early, registered_when, written
from dialogs.reminders import Item, due_items, is_named
from dialogs.school_addresses import Papers
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of, tapped_message
from dialogs.unfinished import stop_waiting
from dialogs.words import Html, Words, join
from rules.checkups import Visit
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
    tapped = tapped_message(query, chat)
    if isinstance(thing, Deadline):
        return _day_done(session, guardian, (child, thing), tapped, _, around, now)
    if isinstance(thing, Visit):
        said = _write(desk_of(session, around, now), items[0], around.today(now), tapped, _)
        home_ = home(session, around, guardian, _, now)
        last = await with_question(home_, session, guardian, state, _, around, now)
        return [_written([said], callback_data.child, _, now), last]
    if thing.status == "not_yet" and thing.earliest is not None:
        return _too_early(child, thing, thing.earliest, _)
    today = around.today(now)
    told = await record(session, child, name_of(thing), [today], state, _, around, now, tapped=tapped)
    return await with_question(told, session, guardian, state, _, around, now)


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
    """Everything due was done today, or yesterday; doses only of children whose booklet we know. Days of the papers each ask for more
    than a day, and stay."""
    await stop_waiting(state)
    every = items_of(session, around, guardian, callback_data, now)
    items = [one for one in every if _is_quick(*one) and can_be_done(one[1])]
    if not items and every:
        return _which(every, callback_data, _, around)
    if not items:
        return nothing_open(session, guardian, _, around, now)
    desk = desk_of(session, around, now)
    said = []
    for child, thing in items:
        yesterday = max(desk.today - timedelta(days=1), child.born)
        day = desk.today if callback_data.do == "all" else yesterday
        said.append(_write(desk, (child, thing), day, tapped_message(query, chat), _))
    last = await with_question(
        home(session, around, guardian, _, now), session, guardian, state, _, around, now
    )
    return [_written(said, callback_data.child, _, now), last]


def _write(desk: Desk, item: Item, day: date, tapped: Tapped, _: Words) -> Html:
    """Writes one thing down, and says so."""
    child, thing = item
    if isinstance(thing, Visit):
        checkups.record(desk, child, thing.id, day, tapped=tapped)
    elif isinstance(thing, Next):
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


def _is_quick(child: Child, thing: Thing) -> bool:
    """Whether it is written down by a day alone."""
    return not isinstance(thing, Deadline) and is_named(child, thing)


def _day_done(
    session: Session,
    guardian: Guardian | None,
    item: tuple[Child, Deadline],
    tapped: Tapped,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Registration done is applied. Begun is not there: the paper's own screen asks; and a residence registration has its day."""
    (child, thing), today = item, around.today(now)
    case = of_child(session, around, child, today)
    if thing.what == "register":
        return registered_when(case, _, around, today)
    if thing.what not in _MARKS:
        return of_day(case, thing, _, around, today)
    mark = _MARKS[thing.what]
    return early(mark, case, _, around, today) or [
        written(mark, case, tapped, session, _, around, now),
        home(session, around, guardian, _, now),
    ]


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
    # several days of one registration have one answer, and one button
    each = {
        _ask(child, thing): Choice(
            _("{name}: {what}", name=name(child, _), what=_done_word(thing, _, around)), _ask(child, thing)
        )
        for child, thing in items
        if is_named(child, thing)
    }
    several = sum(_is_quick(*one) for one in items) > 1
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
        (*rows(*(every if several else ())), *rows(*each.values(), *tell, to_home(_))),
    )


def _done_word(thing: Thing, _: Words, around: Surroundings) -> Html:
    """What is done, as its button says; of a registration, how far the family has come."""
    mark = _MARKS.get(thing.what) if isinstance(thing, Deadline) else None
    return mark_words(_)[mark] if mark is not None else title(around.knowledge, thing, _)


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
