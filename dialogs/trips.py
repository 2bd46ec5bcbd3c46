"""The trips to the clinic that lie ahead, as a short list: what can be given on one day goes together, and a check-up goes along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import checkups, plans, records
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo
from dialogs.calendar import in_messages, ways_back
from dialogs.calendar_files import to_days
from dialogs.checkup_words import explained, told, when
from dialogs.children import not_here, owned
from dialogs.home import name
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.vaccine_words import dose_title, hint, several, unchecked_lines
from dialogs.words import Html, Words, join
from rules.spans import Span
from rules.trips import Trip, trips
from rules.vaccines import Forecast, Next

router = Router(name="trips")

#: So far ahead a list helps; what comes later is in the calendar.
AHEAD = Span(months=12)
#: From so many days on a day is said with its year.
ALMOST_A_YEAR = 330
#: The rule of a late BCG: a skin test goes before it, so it is not given with the others as they come.
_SKIN_TEST = "BC2"
#: So many trips at most: the next ones matter, and every one of them moves the days of those behind it.
MOST = 6


@router.callback_query(ChildDo.filter(F.do == "trips"))
async def trips_(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """Until the booklet was told only check-ups are listed: a missing record is no missing dose."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    today = around.today(now)
    # Who is on a journey goes to no clinic here before it is back.
    start = plans.known_since(child) if plans.is_away(child, today) else today
    found = _trips(session, around, child, start)
    checked = child.record_checked_at is not None
    head = _("🗓 <b>{name}: trips to the clinic</b>", name=name(child, _))
    said = [] if checked else unchecked_lines(plans.look(session, around.knowledge, child, today), _)
    if said and found:
        said.append(_("Until then, only the check-ups:"))
    away = [_("✈️ Away until {day}: the trips begin then.", day=start)] if start > today else []
    parts = [join([head, *away, *said, *_summary(found, today, _)])]
    parts += [_trip(around, one, number, today, start, _) for number, one in enumerate(found, 1)]
    if any(one.doses for one in found):
        parts.append(
            _("Go later, and the days after it move, too. The clinic says how many can be given on one day.")
        )
    ask = Choice(_("📒 Tell me what the booklet says"), ChildDo(do="ask", child=child.id or 0).pack())
    texts = in_messages(parts)
    ways = (*rows(None if checked else ask, to_days(child, _) if found else None), *ways_back(child, _))
    return [*(Screen(text) for text in texts[:-1]), Screen(texts[-1], ways)]


def _trips(session: Session, around: Surroundings, child: Child, today: date) -> tuple[Trip, ...]:
    """As of `today`, or as of the day on which the child is back."""
    kept = records.of_child(session, child)
    ahead = checkups.visits(session, around.knowledge, child, today)
    if child.record_checked_at is None:
        return trips(lambda _record, _day: Forecast((), ()), [], today, ahead, AHEAD.after(today), MOST)
    return trips(
        lambda given, day: plans.outlook(around.knowledge, child, replace(kept, given=tuple(given)), day),
        kept.given,
        today,
        ahead,
        AHEAD.after(today),
        MOST,
    )


def _summary(found: tuple[Trip, ...], today: date, _: Words) -> list[Html]:
    """ "3 trips: 5 Dec, 2 Jan, 5 Mar": all there is to know at one look."""
    if not found:
        return [_("No trip to the clinic is needed in the next 12 months.")]
    days = _(", ").join(_day(one.on, today, _) for one in found)
    return [
        _.ngettext(
            "{n} trip in the next 12 months: {days}",
            "{n} trips in the next 12 months: {days}",
            len(found),
            n=len(found),
            days=days,
        )
    ]


def _day(on: date, today: date, _: Words) -> Html:
    if on <= today:
        return _("right away")
    # Almost a year ahead, the same month comes twice.
    return Html(_.day_of_month(on) if (on - today).days < ALMOST_A_YEAR else _.day(on))


def _when(trip: Trip, today: date, start: date, _: Words) -> Html:
    """A check-up alone has its window; with a dose, its first day is what counts. After a journey the window opens with the return."""
    if not trip.doses and len(trip.visits) == 1:
        visit = trip.visits[0]
        back = visit if trip.on > start or start == today else replace(visit, status="not_yet", opens=start)
        return when(back, None, today, _)
    return _("as soon as you can") if trip.on <= today else _("from {day} on", day=trip.on)


def _doses(around: Surroundings, doses: list[Next], at_once: bool, _: Words) -> list[Html]:
    """A line a dose, and below it what has to be known with it."""
    knowledge, lines = around.knowledge, []
    for row in doses:
        late = Html(" ") + _("(late)") if row.status == "overdue" and at_once else Html("")
        lines.append(Html("💉 ") + dose_title(knowledge, row.vaccine, row.dose, _) + late)
        lines += [one for one in [hint(knowledge, row, _)] if one]
    return lines


def _trip(around: Surroundings, trip: Trip, number: int, today: date, start: date, _: Words) -> Html:
    """One trip: check first, vaccinate after (CK7); how many at once, the clinic says (G4)."""
    knowledge = around.knowledge
    lines = [Html(f"<b>{number}. {_when(trip, today, start, _)}</b>")]
    lines += [Html("🩺 ") + _.fact(visit.name) for visit in trip.visits]
    with_skin_test = [row for row in trip.doses if row.rule == _SKIN_TEST]
    together = [row for row in trip.doses if row.rule != _SKIN_TEST]
    lines += _doses(around, together, trip.on <= start, _)
    lines += several([row.family for row in together], _)
    lines += _doses(around, with_skin_test, trip.on <= start, _)
    if trip.visits and trip.doses:
        lines.append(_("The check-up first, the vaccination after it."))
    book = knowledge.checkups
    lines += [
        Html("📍 ") + told(book, book.visits[one.id].where, _) for one in trip.visits if one.place == "named"
    ]
    return join(explained(lines, _))
