"""Questions that a person answers: what may be asked, how long an office was silent while it was open, and who is told of it. Pure and total.

Source of the limits: conventions of this project (issue "Questions"). Opening hours are local and naive, in the notation of OpenStreetMap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rules.birthdays import looks_like_id_number
from rules.languages import chain
from rules.papers.workdays import Workdays
from rules.places.opening import opening
from rules.roles import Role

#: Characters of one thing said; questions of one chat that are open together; things one family says in one ticket.
WORDS_MOST, OPEN_MOST, LINES_MOST = 1_000, 3, 30
#: Characters of the title of a ready reply: it stands on a button.
TITLE_MOST = 40
#: After so long of an open office's silence these are told, each once, in this order.
ALARMS = (
    (timedelta(hours=4), Role.WORKER),
    (timedelta(hours=8), Role.MANAGER),
    (timedelta(hours=16), Role.ADMINISTRATOR),
)
#: With this alarm the family hears that the office was reminded; and that it takes longer when so many office days are over.
FAMILY_HEARS, LATE_AFTER = 2, 2
#: Answered, and nobody closed it: then it closes by itself. Asked back, and the family is silent: the same, later.
ANSWERED_LASTS, ASKED_LASTS = timedelta(days=7), timedelta(days=30)
#: So long the words of a closed ticket are kept.
KEEP = timedelta(days=90)
#: So long after the end whoever answered may propose the answer for everybody; so long after an answer what the family types may belong to it.
PROPOSED_WITHIN, FOLLOWED_WITHIN = timedelta(days=7), timedelta(days=1)
#: Between two letters to one of the staff about new questions.
LETTER_EVERY = timedelta(hours=1)

_DAY = timedelta(days=1)
#: Changes of an office's hours that are walked through at most: a year of them.
_STEPS_MOST = 1_600
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


class Wrong(StrEnum):
    """Why words cannot be taken."""

    ID_NUMBER = "id_number"
    NO_WORDS = "no_words"
    TOO_LONG = "too_long"


def wrong_with(text: str) -> Wrong | None:
    """What is wrong with something that is typed into a ticket; None when it may stand there, as typed."""
    if looks_like_id_number(text):
        return Wrong.ID_NUMBER
    if not any(letter.isalpha() for letter in text):
        return Wrong.NO_WORDS
    return Wrong.TOO_LONG if len(text.strip()) > WORDS_MOST else None


def written_in(text: str, spoken: str) -> str:
    """The language of a text by its signs, for somebody who speaks this one: "zh_CN", "en", or what they speak."""
    chinese = spoken.startswith("zh")
    if _HAN.search(text):
        return spoken if chinese else "zh_CN"
    return "en" if chinese and _LATIN.search(text) else spoken


def ready_words(texts: Mapping[str, str], language: str) -> tuple[str, str] | None:
    """Words that are there in several languages, for a reader of this one: the text and the language it is in. None where there is none."""
    code = next((one for one in (*chain(language), *sorted(texts)) if texts.get(one, "").strip()), None)
    return (texts[code], code) if code is not None else None


def open_spans(
    hours: str | None, since: datetime, until: datetime, workdays: Workdays
) -> Iterator[tuple[datetime, datetime]]:
    """When the office was open between these two moments, in order, no span over midnight. Where nobody told its hours, it never is."""
    at = since
    for _step in range(_STEPS_MOST):
        if at >= until:
            return
        found = opening(hours, at, workdays)
        ends = min(until, found.changes or until, _midnight_after(at))
        if found.state == "open":
            yield at, ends
        at = ends


def _midnight_after(at: datetime) -> datetime:
    """On the last of all days, its last moment."""
    return (
        datetime.combine(at.date(), time.max)
        if at.date() == date.max
        else datetime.combine(at.date(), time()) + _DAY
    )


def silent_for(hours: str | None, since: datetime, until: datetime, workdays: Workdays) -> timedelta:
    """How long the office was silent while it was open. Hours are counted up to the last alarm: more says nothing more."""
    total = timedelta()
    for start, end in open_spans(hours, since, until, workdays):
        total += end - start
        if total >= ALARMS[-1][0]:
            break
    return total


def alarms_due(silence: timedelta) -> int:
    """How many of the alarms this silence has reached."""
    return sum(silence >= after for after, _role in ALARMS)


def is_late(hours: str | None, since: datetime, until: datetime, workdays: Workdays) -> bool:
    """Whether two office days are over: from the first open moment to the same time of the second open day after it."""
    days: list[datetime] = []
    for start, _end in open_spans(hours, since, until, workdays):
        if not days or days[-1].date() != start.date():
            days.append(start)
        if len(days) > LATE_AFTER:
            return until >= datetime.combine(start.date(), days[0].time())
    return False
