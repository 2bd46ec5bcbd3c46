"""A strict reader of calendar files. The letter of RFC 5545 first (lines, folding, escapes, which property how often), by our own hand; then what
the kept library's parser makes of it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Component

#: One unfolded line: a name, parameters, a value without control characters.
_CONTENT = re.compile(
    r"[A-Z0-9-]+(?:;[A-Z0-9-]+=(?:\"[^\"\x00-\x08\x0a-\x1f\x7f]*\"|[^\";:,\x00-\x1f\x7f]*))*:[^\x00-\x08\x0a-\x1f\x7f]*"
)
#: A value of kind TEXT: a backslash, a comma and a semicolon stand only behind a backslash, a line's end is \n.
_TEXT = re.compile(r"(?:[^\\,;]|\\[\\,;nN])*")
_TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "UID", "STATUS", "X-WR-CALNAME", "PRODID")
_DAY, _MOMENT = re.compile(r"\d{8}"), re.compile(r"\d{8}T\d{6}Z")
#: What stands in an event exactly once.
_ONCE = ("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "TRANSP")  # fmt: skip


@dataclass(frozen=True)
class Read:
    """One event as a phone understands it; `rings` are counted from the day's midnight, or from the hour it begins at."""

    uid: str
    day: date
    begins: datetime | None
    status: str
    summary: str
    description: str
    sequence: int
    stamp: datetime
    rings: tuple[timedelta, ...]


def read(ics: bytes) -> list[Read]:
    """Every event, in the order of the file; an AssertionError for whatever is not by the book."""
    _check_letters(ics)
    calendar = Calendar.from_ical(ics)
    assert isinstance(calendar, Calendar)
    assert calendar.errors == []
    assert calendar["METHOD"] == "PUBLISH"
    assert str(calendar["VERSION"]) == "2.0"
    events = [_read(event) for event in calendar.walk("VEVENT")]
    assert len({event.uid for event in events}) == len(events), "two events of one name"
    return events


def _read(event: Component) -> Read:
    assert event.errors == []
    start, end, stamp = (event.decoded(name) for name in ("DTSTART", "DTEND", "DTSTAMP"))
    if isinstance(start, datetime):
        # at an hour, in the one way every phone takes
        assert start.utcoffset() == timedelta()
        assert end > start
        assert str(event["LOCATION"])
    else:
        assert type(start) is date
        assert end - start == timedelta(days=1)
    assert event.decoded("LAST-MODIFIED") == stamp
    alarms = event.walk("VALARM")
    assert all(str(one["ACTION"]) == "DISPLAY" and str(one["DESCRIPTION"]) for one in alarms)
    return Read(
        uid=str(event["UID"]),
        day=start.date() if isinstance(start, datetime) else start,
        begins=start if isinstance(start, datetime) else None,
        status=str(event["STATUS"]),
        summary=str(event["SUMMARY"]),
        description=str(event["DESCRIPTION"]),
        sequence=int(event.decoded("SEQUENCE")),
        stamp=stamp,
        rings=tuple(one.decoded("TRIGGER") for one in alarms),
    )


def _check_letters(ics: bytes) -> None:
    """Lines end in CRLF and hold 75 octets at most, each of them whole characters; each component opens, closes, and has what it must."""
    assert ics.endswith(b"\r\n")
    lines = ics[:-2].split(b"\r\n")
    for octets in lines:
        assert b"\r" not in octets
        assert b"\n" not in octets
        assert len(octets) <= 75
        octets.decode()
    unfolded = re.sub(r"\r\n ", "", ics.decode()).split("\r\n")[:-1]
    assert len(unfolded) == len([octets for octets in lines if not octets.startswith(b" ")])
    open_now: list[tuple[str, Counter[str]]] = []
    for line in unfolded:
        assert _CONTENT.fullmatch(line), ascii(line)
        head, _colon, value = line.partition(":")
        name = head.partition(";")[0]
        if name == "BEGIN":
            open_now.append((value, Counter()))
        elif name == "END":
            kind, counted = open_now.pop()
            assert kind == value
            _check_counts(kind, counted)
        else:
            open_now[-1][1][name] += 1
            _check_value(name, head, value)
    assert open_now == []


def _check_counts(kind: str, counted: Counter[str]) -> None:
    once = {
        "VCALENDAR": ("VERSION", "PRODID", "METHOD", "CALSCALE", "X-WR-CALNAME", "X-WR-TIMEZONE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
        "VEVENT": _ONCE,
        "VALARM": ("ACTION", "DESCRIPTION", "TRIGGER"),
    }  # fmt: skip
    for name in once.get(kind, ()):
        assert counted[name] == 1, (kind, name)


def _check_value(name: str, head: str, value: str) -> None:
    if name in _TEXTS:
        assert _TEXT.fullmatch(value), ascii(value)
    elif name in ("DTSTART", "DTEND") and "VALUE=DATE" in head:
        assert _DAY.fullmatch(value)
    elif name in ("DTSTAMP", "LAST-MODIFIED"):
        assert _MOMENT.fullmatch(value)
    elif name == "SEQUENCE":
        assert 0 <= int(value) < 2**31
    elif name in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL", "TRIGGER"):
        assert re.fullmatch(r"-?P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?", value)
        assert value[-1] != "T"
