"""Activities as events of a calendar file (RFC 5545): with the hour, where it is, and whether it still takes place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta

from icalendar import Alarm, Event
from sqlmodel import Session

from actions.activity_calendar import Engagement
from dialogs.activity_words import place_of, title, where, why_words
from dialogs.answer_ways import in_words
from dialogs.calendar_feed import revision
from dialogs.words import Html, Words, join, plain

#: So long before it begins the phone rings.
_RINGS = timedelta(hours=2)


def events(found: Sequence[Engagement], session: Session, _: Words) -> list[Event]:
    """One for each, named for good."""
    return [_event(one, session, _) for one in found]


def _event(one: Engagement, session: Session, _: Words) -> Event:
    event = Event()
    event.add("uid", f"{one.id}@houniao")
    event.add("dtstamp", one.as_of)
    event.add("last-modified", one.as_of)
    event.add("sequence", revision(one.as_of))
    event.add("dtstart", one.starts_at.astimezone(UTC))
    event.add("dtend", one.ends_at.astimezone(UTC))
    event.add("summary", _line(_summary(one, _)))
    event.add("location", _line(where(one.outline, session, _)))
    place = place_of(one.outline, session)
    if place is not None:
        event.add("geo", (place.lat, place.lon))
    event.add("description", plain(join(_about(one, _))))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED" if one.sure else "TENTATIVE")
    event.add("transp", "OPAQUE" if one.sure and not one.cancelled else "TRANSPARENT")
    if one.sure and not one.cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", str(event["summary"]))
        alarm.add("trigger", -_RINGS)
        event.add_component(alarm)
    return event


def _summary(one: Engagement, _: Words) -> Html:
    name = title(one.outline, _)
    if one.cancelled:
        return _("Called off: {name}", name=name)
    return name if one.sure else _("{name} (not sure yet)", name=name)


def _about(one: Engagement, _: Words) -> list[Html]:
    why = why_words(one.why, _) if one.cancelled else Html("")
    lines = [
        _("It does not take place.") if one.cancelled else None,
        why or None,
        in_words(one.outline.texts, _) or None,
        _("Can't come? Say so in the chat, then somebody else gets the seat.") if not one.cancelled else None,
    ]
    return [line for line in lines if line is not None]


def _line(text: Html) -> str:
    return " ".join(plain(text).split())
