"""A child's check-ups: what is next and why, what was done, and the screen of one visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import checkups as actions
from db import checkups
from db.children import Child
from db.families import Guardian
from dialogs.addresses import Checkup, ChildDo
from dialogs.checkup_words import about, explained, more, past, told, visit_title, when
from dialogs.children import not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.checkups import CheckupBook, Visit, primary_day
from rules.spans import Span

router = Router(name="checkups")

_SIGN = {"done": "✅", "due": "🩺", "not_yet": "🗓", "over": "▫️"}
#: Past visits shown at first; the others are a tap away.
PAST = 4
#: Visits to come that are named.
COMING = 2
#: A clinic may call a little early: so long before its window a visit can be told as done.
EARLY = Span(months=1)


@dataclass(frozen=True)
class Calendar:
    """A child's visits today, and the days of those that were done."""

    book: CheckupBook
    visits: tuple[Visit, ...]
    done: dict[str, date]

    @classmethod
    def of(cls, session: Session, around: Surroundings, child: Child, now: datetime) -> Calendar:
        found = actions.visits(session, around.knowledge, child, around.today(now))
        days = checkups.done(session, [child.id or 0])[child.id or 0]
        return cls(around.knowledge.checkups, found, days)

    def visit(self, key: str) -> Visit | None:
        return next((one for one in self.visits if one.id == key), None)

    @property
    def due(self) -> list[Visit]:
        """What can be done now, what closes first first; school does its own."""
        return sorted(
            (one for one in self.visits if one.status == "due" and one.kind != "school"),
            key=lambda one: one.closes,
        )

    @property
    def coming(self) -> list[Visit]:
        """What opens later, the next one first."""
        return [one for one in self.visits if one.status == "not_yet" and one.kind != "school"]

    @property
    def following(self) -> list[Visit]:
        """What can be done now, then what opens later."""
        return [*self.due, *self.coming]

    @property
    def past(self) -> list[Visit]:
        """Done, or over and not told, the latest first. Once nothing follows, and of papers, only what was done."""
        asked = ("home", "checkup", "entry") if self.following else ()
        return [
            one
            for one in reversed(self.visits)
            if one.status == "done" or (one.status == "over" and one.kind in asked)
        ]


@router.callback_query(ChildDo.filter(F.do.in_({"checkups", "checkups_all"})))
async def checkups_(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    return overview(session, child, _, around, now, callback_data.do == "checkups_all")


def overview(
    session: Session, child: Child, _: Words, around: Surroundings, now: datetime, everything: bool = False
) -> Screen:
    """What can be done now or comes next, with its reason; then what was done."""
    today = around.today(now)
    calendar = Calendar.of(session, around, child, now)
    named = calendar.following[: len(calendar.due) + COMING]
    behind = calendar.past if everything else calendar.past[:PAST]
    lines = [_("🩺 <b>{name}'s check-ups</b>", name=name(child, _))]
    lines += _first(calendar, named, child, today, _)
    lines += [_line(calendar, one, today, _) for one in named[1:]]
    lines += _missed(calendar, _)
    lines += _school(calendar, _)
    lines = [*explained(lines, _), *_behind(calendar, behind, _)]
    number = child.id or 0
    visits = [
        Choice(
            f"{_SIGN[one.status]} {visit_title(calendar.book, one.id, _)}",
            Checkup(do="look", child=number, visit=one.id).pack(),
        )
        for one in [*named, *behind]
    ]
    earlier = ChildDo(do="checkups_all", child=number).pack()
    fewer = len(behind) < len(calendar.past)
    ways = (
        Choice(_("Earlier ones"), earlier) if fewer else None,
        to_first_day(child, _) if today < primary_day(calendar.book, child.born) else None,
        to_card(child, _),
        to_home(_),
    )
    return Screen(join(lines), (*rows(*visits), *rows(*ways, width=2)))


def _first(calendar: Calendar, named: Sequence[Visit], child: Child, today: date, _: Words) -> list[Html]:
    """The one that matters most, with everything a family needs to go."""
    if not named:
        return [_("The check-ups at the health centre go up to 6 years.")]
    visit = named[0]
    said = [] if calendar.due else [_("Nothing has to be done now. What comes next:")]
    return [
        *said,
        _line(calendar, visit, today, _),
        *about(calendar.book, visit.id, _),
        *reckoned(calendar, visit, child, _),
    ]


def _missed(calendar: Calendar, _: Words) -> list[Html]:
    """The latest check-up whose usual time is over without a word about it, as long as nothing else can be done now: it may be made up."""
    latest = next((one for one in calendar.past if one.kind == "checkup"), None)
    if calendar.due or latest is None or latest.status != "over":
        return []
    title = visit_title(calendar.book, latest.id, _)
    return [_("{visit}: if it was not done, ask there whether it can still be done.", visit=title)]


def _line(calendar: Calendar, visit: Visit, today: date, _: Words) -> Html:
    return _(
        "{mark} <b>{visit}</b>: {when}",
        mark=_SIGN[visit.status],
        visit=visit_title(calendar.book, visit.id, _),
        when=when(visit, calendar.done.get(visit.id), today, _),
    )


def _behind(calendar: Calendar, visits: Sequence[Visit], _: Words) -> list[Html]:
    """What was done, and what nobody told: no reproach, most of it was before the family came here."""
    if not visits:
        return []
    lines = [Html(""), _("<b>So far</b>")]
    for one in visits:
        title, told_day = visit_title(calendar.book, one.id, _), past(calendar.done.get(one.id), _)
        lines.append(_("{mark} {visit}: {day}", mark=_SIGN[one.status], visit=title, day=told_day))
    if any(one.status == "over" for one in visits):
        lines.append(_("If one of them was done, tap it and tell me the day."))
    return lines


def _school(calendar: Calendar, _: Words) -> list[Html]:
    """What the school does itself this year."""
    found = [one for one in calendar.visits if one.kind == "school" and one.status == "due"]
    return [Html("🏫 ") + told(calendar.book, dict.fromkeys((one.rule, "SA2")), _) for one in found[:1]]


def reckoned(calendar: Calendar, visit: Visit, child: Child, _: Words) -> list[Html]:
    """Said with everything that counts from a first day nobody told us (EN9)."""
    if child.enters_on is not None or calendar.book.visits[visit.id].start != "kindergarten":
        return []
    return [told(calendar.book, ("EN9",), _), _("If your child starts another day, tap 🏫.")]


def to_overview(child: Child, _: Words) -> Choice:
    return Choice(_("🩺 Check-ups"), ChildDo(do="checkups", child=child.id or 0).pack())


def to_first_day(child: Child, _: Words) -> Choice:
    return Choice(
        _("🏫 First day at kindergarten"), Checkup(do="enter", child=child.id or 0, visit="entry").pack()
    )


@router.callback_query(Checkup.filter(F.do == "look"))
async def look(
    query: CallbackQuery,
    callback_data: Checkup,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    return one_visit(session, child, callback_data.visit, _, around, now)


def one_visit(
    session: Session, child: Child, key: str, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """Everything about one visit. One that is not the child's (any more) leads to those that are."""
    today = around.today(now)
    calendar = Calendar.of(session, around, child, now)
    visit = calendar.visit(key)
    if visit is None:
        return overview(session, child, _, around, now)
    lines = [_("<b>{name}</b>", name=name(child, _)), _line(calendar, visit, today, _)]
    lines += [*_gone_by(calendar, visit, _), *about(calendar.book, key, _)]
    if visit.status != "done":
        lines += [*more(calendar.book, key, _), *reckoned(calendar, visit, child, _)]
    place = to_first_day(child, _) if calendar.book.visits[key].start == "kindergarten" else None
    ways = rows(place, to_overview(child, _), to_card(child, _), to_home(_), width=2)
    return Screen(join(explained(lines, _)), (*_answers(visit, child, today, _), *ways))


def _gone_by(calendar: Calendar, visit: Visit, _: Words) -> list[Html]:
    """Said gently when the usual time is over: what still can be done, and what comes next."""
    if visit.status != "over":
        return []
    lines = [_("Its usual time is over. You can still ask there.")]
    following = next((one for one in calendar.following if one.kind == visit.kind), None)
    if following is not None:
        title = visit_title(calendar.book, following.id, _)
        lines.append(_("The next one is: {visit}, from {day}.", visit=title, day=following.opens))
    return lines


def _answers(visit: Visit, child: Child, today: date, _: Words) -> tuple[tuple[Choice, ...], ...]:
    """What can be told about it; of one that is far ahead, or the school's, there is nothing to tell."""
    if visit.kind == "school" or (visit.status == "not_yet" and today < EARLY.before(visit.opens)):
        return ()

    def tap(label: Html, do: str) -> Choice:
        return Choice(label, Checkup(do=do, child=child.id or 0, visit=visit.id).pack())

    if visit.status == "done":
        return rows(tap(_("✏️ Another day"), "day"), tap(_("🗑 It was not done"), "strike"), width=2)
    return rows(tap(_("✅ Done today"), "today"), tap(_("📅 Done on another day"), "day"), width=2)
