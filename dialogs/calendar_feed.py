"""A family's dates as a calendar file (RFC 5545), worded: what a phone's own calendar fetches by its link, and what goes into the chat as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vDuration, vText

from actions.calendars import Date
from dialogs.checkup_words import about, explained, visit_title
from dialogs.children import visit_part
from dialogs.home import name
from dialogs.paper_words import last_word
from dialogs.school_words import deadline_line, deadline_title
from dialogs.surroundings import Surroundings
from dialogs.vaccine_words import dose_title, hint, reason
from dialogs.words import Html, Words, join, plain
from rules.calendars import alarms
from rules.checkups import Visit
from rules.enrolment.deadlines import Deadline
from rules.hours import Hours
from rules.vaccines import Next

#: What is asked of calendars that listen: look again after so long. Most have their own mind.
LOOK_AGAIN = timedelta(hours=12)
#: From here the revisions of an event are counted, in seconds; the standard keeps 31 bits for them.
_FIRST, _LAST_REVISION = datetime(2026, 1, 1, tzinfo=UTC), 2**31 - 1
MIME = "text/calendar"


def as_ics(
    coming: Sequence[Date],
    hours: Hours,
    around: Surroundings,
    _: Words,
    now: datetime,
    events: Sequence[Event] = (),
) -> bytes:
    """The calendar, in UTF-8 with CRLF and lines of 75 octets at most. The same dates on the same day give the same bytes. `events`: what stands in it
    besides (`dialogs.activity_ics`)."""
    today = around.today(now)
    found = Calendar()
    found.add("prodid", "-//Houniao//Calendar//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", vText(_line(_("Houniao: children's dates"))))
    found.add("x-wr-timezone", vText(around.zone.key))
    found.add("refresh-interval", vDuration(LOOK_AGAIN), parameters={"value": "DURATION"})
    found.add("x-published-ttl", vDuration(LOOK_AGAIN))
    # A calendar must hold something to be valid; this stands even when nothing is to come.
    found.add_component(_zone(around.zone, today.year))
    rings: set[tuple[int | None, date]] = set()
    for one in coming:
        event = _event(one, around, today, _)
        # Several on one day are one way to go: the first of them rings for all.
        if (one.child.id, one.on) not in rings:
            rings.add((one.child.id, one.on))
            for at in alarms(hours):
                event.add_component(_alarm(at, str(event["summary"])))
        found.add_component(event)
    for other in events:
        found.add_component(other)
    return found.to_ical()


def _event(one: Date, around: Surroundings, today: date, _: Words) -> Event:
    """A whole day on which nobody is busy. Its name stays the same when it moves, and its revision grows."""
    event = Event()
    event.add("uid", f"{one.id}@houniao")
    event.add("dtstamp", one.as_of)
    event.add("last-modified", one.as_of)
    event.add("sequence", revision(one.as_of))
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("summary", _line(title(one, around, _)))
    event.add("description", plain(join(_about(one, around, today, _))))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _alarm(at: timedelta, said: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", said)
    alarm.add("trigger", at)
    return alarm


def revision(as_of: datetime) -> int:
    """A number that grows with the moment, small enough for the standard."""
    return min(max(0, int((as_of - _FIRST).total_seconds())), _LAST_REVISION)


def title(one: Date, around: Surroundings, _: Words) -> Html:
    """ "Lele: MMR, dose 1"."""
    return _("{name}: {what}", name=name(one.child, _), what=named(one, around, _))


def named(one: Date, around: Surroundings, _: Words) -> Html:
    """The same without the child."""
    if isinstance(one.what, Visit):
        return visit_title(around.knowledge.checkups, one.what.id, _)
    if isinstance(one.what, Deadline):
        return deadline_title(around.knowledge, one.what.what, one.what.paper, _)
    return dose_title(around.knowledge, one.what.vaccine, one.what.dose, _)


def _about(one: Date, around: Surroundings, today: date, _: Words) -> list[Html]:
    """Why, where, what to take along, and what to do afterwards. Nothing that changes with every day."""
    if isinstance(one.what, Visit):
        return _about_visit(one.what, around, _)
    if isinstance(one.what, Deadline):
        return [
            deadline_line(around.knowledge, one.what, _),
            last_word(_),
            _("Your list of papers stands in the chat."),
        ]
    return _about_dose(one.what, around, today, _)


def _about_dose(row: Next, around: Surroundings, today: date, _: Words) -> list[Html]:
    said = {
        "overdue": _("It is late. Please catch up."),
        "due": _("It can be given now."),
        "not_yet": _("It can be given from this day on."),
    }
    why = reason(around.knowledge, row, _)
    also = hint(around.knowledge, row, _) if row.rule != "BC2" else None
    return [
        said[row.status],
        *(Html(line.strip()) for line in (why, also) if line),
        *visit_part(around, today, _),
        _("Once it is given, tell Houniao in the chat."),
    ]


def _about_visit(visit: Visit, around: Surroundings, _: Words) -> list[Html]:
    last = visit.closes - timedelta(days=1)
    return [
        _("Any day from {first} to {last}.", first=visit.opens, last=last),
        *explained(about(around.knowledge.checkups, visit.id, _), _),
        _("Once it is done, tell Houniao in the chat."),
    ]


def _line(text: Html) -> str:
    """On one line, whatever a nickname holds."""
    return " ".join(plain(text).split())


@lru_cache(maxsize=8)
def _zone(zone: ZoneInfo, year: int) -> Timezone:
    """The city's zone over the years a calendar can be about."""
    return Timezone.from_tzinfo(zone, first_date=date(year - 1, 1, 1), last_date=date(year + 3, 1, 1))
