"""Opening hours as people type them become the notation of OpenStreetMap: "周一到周五 8:00-11:30，14:00-17:00，节假日休息", "Mon-Fri 8-17".

Nothing is passed over: one word that is not understood, and nothing is read. What was read is shown back in words for a yes, so an hour that can
be two ("2点到5点") is taken as offices mean it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from rules.birthdays.tidy import tidy
from rules.places.opening import LONGEST, HoursError, read_hours
from rules.places.typed_days import days_at
from rules.places.week import Span, Week, read_week, write_week
from rules.typed_hours import time_at

_DAY, _HALF = 24 * 60, 12 * 60
#: An hour before this, said without its half of the day, is one of the afternoon.
_EARLY = 6 * 60
#: And before this, where it stands behind hours of the morning.
_LATE = 8 * 60

_OURS = re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)\b|24/7")
_OLD_SIGNS = str.maketrans("週禮點時節閉關開營業雙門間診種務無", "周礼点时节闭关开营业双门间诊种务无")
_PART_WITH_COLON = re.compile(r"(上午|下午|中午|早上|晚上)\s?[:,]\s?(?=[0-9])")
#: An hour that no half of a day has: what stands behind it has none of them either.
_OF_24 = re.compile(r"(?:1[3-9]|2[0-3])(?![0-9])")
_BETWEEN = re.compile(r"\s?(?:-+|~+|到|至|\bto\b|\buntil\b|\btill\b)\s?|(?=[下晚])")

Mark = Literal["off", "before", "lunch", "same", "holiday", "whole", "always", "end"]
#: The longest first. "before" stands in front of what it closes ("closed on Sundays"), "off" behind it.
_MARKS: tuple[tuple[Mark, re.Pattern[str]], ...] = (
    ("end", re.compile(r"[;|]|\.(?![0-9])|(?:中午|午间)不休息?|\bno lunch break\b")),
    ("same", re.compile(r"照常(?:开放|营业|上班|接种)?|正常(?:开放|营业|上班)|不休息?|\bas usual\b")),
    ("always", re.compile(r"(?:全年|年中)无休|365天|无休|24/7|\b24 ?hours a day\b,?\s?7 days a week\b")),
    (
        "holiday",
        re.compile(
            r"(?:国家|国定|法定)?节?假日|节日|公众假期|\b(?:public |bank |national )?holidays?\b|\bph\b"
        ),
    ),
    (
        "before",
        re.compile(
            r"休息日|不含|不包括|\b(?:except|excluding|not on)\b|\b(?:closed|off|shut)(?= (?:on )?[a-z])"
        ),
    ),
    ("lunch", re.compile(r"午休(?:时间)?|午间休息(?:时间)?|\blunch(?: break)?\b")),
    (
        "off",
        re.compile(
            r"休息|休馆|休园|停诊|放假|除外|关门|闭馆|不(?:开门?|上班|营业|接种|开放)|\b(?:closed|off|shut)\b"
        ),
    ),
    (
        "whole",
        re.compile(r"24小时|全天|\b24 ?h(?:ours?|rs?)?\b|\ball day\b|\bday and night\b|\bround the clock\b"),
    ),
)
_FILLING = re.compile(
    r"[\s,:()\[\]\"'!]+|开放|开门|营业|上班|工作|门诊|接种|办公|服务|对外|时间|都|均|为|是|的|和|及|与"
    r"|\b(?:we|are|is|open(?:ing)?|hours?|times?|from|on|and|at|the|only|it|o'?clock)\b"
)


@dataclass(frozen=True, slots=True)
class _Times:
    """From and to, each with everything it can be; `exact` where a nought in front says that the clock has 24 hours."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    exact: tuple[bool, bool]


@dataclass(slots=True)
class _Clause:
    """What is said of some days."""

    days: set[int] = field(default_factory=set)
    holidays: bool = False
    spans: list[Span] = field(default_factory=list)
    breaks: list[Span] = field(default_factory=list)
    closed: bool = False
    same: bool = False
    lunch: bool = False
    last: _Times | None = None

    @property
    def told(self) -> bool:
        """Whether it says when: what names days after that belongs to the next clause."""
        return bool(self.spans or self.breaks or self.same) or (
            self.closed and bool(self.days or self.holidays)
        )

    @property
    def always(self) -> bool:
        """ "无休": every day and holidays, too."""
        return len(self.days) == 7 and self.holidays

    @property
    def empty(self) -> bool:
        return not (self.told or self.days or self.holidays or self.closed or self.lunch)


def typed_hours(text: str) -> str | None:
    """The hours in the notation; None where the text is not wholly understood, or names no time at which it is open."""
    if len(text) > LONGEST:
        return None
    if _OURS.search(text):
        try:
            told = read_hours(text)
        except HoursError:
            pass
        else:
            week = read_week(told)
            return told if week is None or any(week.days) else None
    tidied = tidy(text.replace("\n", ";")).translate(_OLD_SIGNS)
    clauses = _clauses(_PART_WITH_COLON.sub(r"\1", tidied))
    week = _week(clauses) if clauses is not None else None
    return write_week(week) if week is not None and any(week.days) else None


def _clauses(text: str) -> list[_Clause] | None:
    """What is said, clause by clause; None when a word is not understood."""
    found, position = [_Clause()], 0
    while position < len(text):
        filling = _FILLING.match(text, position)
        days = days_at(text, position)
        mark = _mark_at(text, position) if days is None else None
        times = _times_at(text, position) if days is None and mark is None else None
        if days is not None:
            position, named = days
            _last(found).days |= named
        elif mark is not None:
            position = mark[1]
            _take(mark[0], found)
        elif times is not None:
            position, told = times
            if told is None or not _add(told, found[-1]):
                return None
        elif filling is not None:
            position = filling.end()
        else:
            return None
    return [one for one in found if not one.empty]


def _last(found: list[_Clause]) -> _Clause:
    """The clause that days named now belong to."""
    if found[-1].told:
        found.append(_Clause())
    return found[-1]


def _mark_at(text: str, position: int) -> tuple[Mark, int] | None:
    for name, pattern in _MARKS:
        match = pattern.match(text, position)
        if match is not None:
            return name, match.end()
    return None


def _take(mark: Mark, found: list[_Clause]) -> None:
    """What a word means for the clause it stands in."""
    if mark == "holiday":
        _last(found).holidays = True
    elif mark == "before":
        found.append(_Clause(closed=True))
    elif mark == "lunch":
        found[-1].lunch = True
    elif mark == "same":
        found[-1].same = True
    elif mark == "off":
        _close(found[-1])
    elif mark == "whole":
        found[-1].spans.append((0, _DAY))
    elif mark == "always":
        found[-1].days, found[-1].holidays = set(range(7)), True
    elif not found[-1].empty:
        found.append(_Clause())


def _close(clause: _Clause) -> None:
    """ "… 休息": behind times it is a break, behind days they are closed."""
    if clause.spans and clause.last is not None:
        clause.spans.pop()
        clause.breaks.append(_resolved(clause.last, 0))
    elif clause.lunch and clause.breaks:
        return
    else:
        clause.closed = True


def _times_at(text: str, position: int) -> tuple[int, _Times | None] | None:
    """A time, and another it lasts to; without them where both are the same: that is the half of a day, or a whole one."""
    start = time_at(text, position)
    between = _BETWEEN.match(text, start[0]) if start is not None else None
    end = time_at(text, between.end()) if between is not None else None
    if start is None or between is None or end is None:
        return None
    same = text[position : start[0]].strip() == text[between.end() : end[0]].strip()
    if same and start[1][0] % _DAY:
        return end[0], None
    of_24 = _OF_24.match(text, position) is not None
    exact = text[position] == "0", text[between.end()] == "0" or of_24
    return end[0], _Times(start[1], end[1], exact)


def _add(told: _Times, clause: _Clause) -> bool:
    """Takes the times into the clause; False where they cannot be so."""
    if clause.lunch and not clause.breaks:
        clause.breaks.append(_resolved(told, 0))
        return True
    span = _resolved(told, clause.spans[-1][1] if clause.spans else 0)
    clause.spans.append(span)
    clause.last = told
    return span[0] < _DAY and span[1] - span[0] <= _DAY


def _resolved(told: _Times, after: int) -> Span:
    """The times as an office means them: behind the ones before, in the afternoon rather than before dawn, the end behind the start."""
    start = told.starts[0]
    half = start < _HALF and not told.exact[0]
    if half and ((start < after and start < _LATE) or (len(told.starts) > 1 and start < _EARLY)):
        start += _HALF
    end = next((one for one in told.ends if one > start), told.ends[-1])
    if end <= start < end + _HALF and end < _HALF and not told.exact[1]:
        end += _HALF
    return start, end if end > start else end + _DAY


def _week(clauses: list[_Clause]) -> Week | None:
    """All clauses together; a later one of the same days adds to the first, one of other days stands in its place."""
    days: list[tuple[Span, ...]] = [()] * 7
    holidays: tuple[Span, ...] | None = None
    named: set[int] = set()
    for clause in clauses:
        if not clause.told and not clause.always:
            return None
        here = clause.days or (set() if clause.holidays else named or set(range(7)))
        spans = tuple(_cut(clause.spans, clause.breaks))
        if clause.same or (clause.always and not clause.told):
            spans = days[min(named)] if named else ()
        for day in here:
            days[day] = _day(days[day], clause, spans, again=here == named)
        holidays = spans if clause.holidays else holidays
        named = here or named
    return Week(tuple(days), holidays) if all(map(_in_order, days)) else None


def _day(before: tuple[Span, ...], clause: _Clause, spans: tuple[Span, ...], again: bool) -> tuple[Span, ...]:
    """The spans of one day once this clause holds."""
    if clause.spans:
        return (*before, *spans) if again else spans
    if clause.breaks:
        return tuple(_cut(before, clause.breaks))
    return () if clause.closed else before


def _cut(spans: list[Span] | tuple[Span, ...], breaks: list[Span]) -> Iterator[Span]:
    """The spans without the breaks."""
    for start, end in spans:
        for off, on in sorted(breaks):
            if start < on and off < end:
                if start < off:
                    yield start, off
                start = on
        if start < end:
            yield start, end


def _in_order(spans: tuple[Span, ...]) -> bool:
    """Whether each begins after the one before has ended."""
    return all(first[1] <= second[0] for first, second in pairwise(spans))
