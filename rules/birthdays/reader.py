"""The three doors: a birth date, the day a vaccine was given, and a date to come, from whatever a parent types."""

import re
from collections.abc import Callable
from datetime import date

from rules.birthdays import ages, doubts, lunar, partial, relative
from rules.birthdays.forms import Found, day_or_none, find_dates
from rules.birthdays.readings import (
    Certain,
    Hint,
    Reading,
    Reason,
    Unclear,
    Window,
    birth_window,
    dose_window,
)
from rules.birthdays.tidy import LONGEST, SCANNED, looks_like_id_number, tidy

DAYS_MOST = 8
"""More dates than this in one text are no line of a booklet."""

OFFERED = 6
"""More dates than this are not offered as a question."""

_SOLAR = r"(?:阳历|公历|新历|国历|西历|solar|gregorian)"
_SOLAR_BEFORE = re.compile(
    rf"(?<!不是)(?<!非){_SOLAR}的?\s?(?:生日|出生日期|日期|birthday|date)?[是为的:\s(,]{{0,3}}$"
)
_SOLAR_AFTER = re.compile(rf"\s?\({_SOLAR}\)")


def read_birth_date(text: str, today: date) -> Reading:
    """The birth date of a child (under 18 on `today`), or why it is not certain. Never raises."""
    return _read_as(text, today, birth_window(today), None)


def read_dose_date(text: str, born: date, today: date) -> Reading:
    """The day a child born on `born` was given a vaccine: not before birth, not after today.

    A month and a day are enough where only one year fits; an age is counted from `born`. Never raises.
    """
    return _read_as(text, today, dose_window(born, today), born)


#: A letter by itself beside a digit, in the place of one: "2026-04-2O" is no 2nd of April.
_DIGIT_MEANT = {"o": "0", "i": "1", "l": "1", "s": "5", "b": "8"}
_LETTER_FOR_DIGIT = re.compile("(?<![a-z])[oilsb](?=[0-9])|(?<=[0-9])[oilsb](?![a-z])")

#: What stands between the dates of one line of a booklet.
_BETWEEN = (
    re.compile(r"(?:[,，、;；\n&和及]|\band\b)+", re.IGNORECASE),
    re.compile(r"(?:[,，、;；\s&和及]|\band\b)+", re.IGNORECASE),
)


def read_dose_dates(text: str, born: date, today: date) -> tuple[date, ...]:
    """Several days in one text, each certain by itself, in their order; empty when there are not two, or one is not certain. Never raises."""
    readings = read_dose_line(text, born, today)
    days = {one.day for one in readings if isinstance(one, Certain)}
    every = all(isinstance(one, Certain) for one in readings)
    return tuple(sorted(days)) if every and len(days) > 1 else ()


def read_dose_line(text: str, born: date, today: date) -> tuple[Reading, ...]:
    """The dates of one line of a booklet, in the order typed. One that is not certain is here, too, as long as its days can be
    offered: no date of a line gets lost. A text that is no such line is one reading. Never raises."""
    whole = read_dose_date(text, born, today)
    if whole == Unclear(Reason.ID_NUMBER):
        return (whole,)
    best: tuple[Reading, ...] = ()
    for between in _BETWEEN:
        parts = [part for part in between.split(text[:SCANNED].strip()) if part.strip()]
        readings = tuple(read_dose_date(part, born, today) for part in parts[: DAYS_MOST + 1])
        if not 2 <= len(parts) <= DAYS_MOST or not all(map(_is_a_date, readings)):
            continue
        if all(isinstance(one, Certain) for one in readings):
            return (
                readings if len({one.day for one in readings if isinstance(one, Certain)}) > 1 else (whole,)
            )
        best = best or readings
    return best if any(isinstance(one, Certain) for one in best) else (whole,)


def _is_a_date(reading: Reading) -> bool:
    """A day, or a date of which only the order of its numbers is open."""
    return isinstance(reading, Certain) or (reading.reason == Reason.ORDER and bool(reading.hint.maybe))


def read_date_to_come(text: str, today: date, first: date, last: date) -> Reading:
    """A date from `first` to `last`, both included: whole, or a month and a day where only one year fits. Never raises."""
    window = Window(first, last, Reason.PASSED)
    return _read(text, today, window, lambda tidied: partial.month_day(tidied, window), dose=True)


def _read_as(text: str, today: date, window: Window, born: date | None) -> Reading:
    def less(tidied: str) -> Reading | None:
        return _less(tidied, today, window, born)

    return _read(text, today, window, less, dose=born is not None)


def _read(
    text: str, today: date, window: Window, less: Callable[[str], Reading | None], *, dose: bool
) -> Reading:
    """`less` reads what is told when no whole date is there."""
    tidied = tidy(text)
    if looks_like_id_number(text):
        return Unclear(Reason.ID_NUMBER)
    if len(tidied) > LONGEST or len(text.strip()) > SCANNED:
        return Unclear(Reason.NOT_A_DATE)
    tidied, found = find_dates(tidied, today)
    reading = _whole_dates(tidied, today, window, found)
    if reading is None:
        reading = less(tidied) or Unclear(Reason.NOT_A_DATE)
    clear = _LETTER_FOR_DIGIT.sub(lambda sign: _DIGIT_MEANT[sign[0]], tidied)
    if isinstance(reading, Certain) and clear != tidied:
        meant = _read(clear, today, window, less, dose=dose)
        return Unclear(Reason.ROUGH, Hint(maybe=(meant.day,)) if isinstance(meant, Certain) else meant.hint)
    if isinstance(reading, Certain) and doubts.is_rough(tidied, found, dose=dose):
        return Unclear(Reason.ROUGH, Hint(maybe=(reading.day,)))
    return reading


def _whole_dates(tidied: str, today: date, window: Window, found: tuple[Found, ...]) -> Reading | None:
    """The reading of the whole dates in the text; None when there is none and none is meant."""
    solar = tuple(one for one in found if _is_solar(tidied, one))
    if not solar and (lunar.speaks_lunar(tidied) or (not found and lunar.names_feast(tidied))):
        return _lunar(tidied, today, window, found)
    meant = solar or tuple(one for one in found if not doubts.is_denied(tidied, one))
    if found and not meant:
        return Unclear(Reason.NOT_A_DATE)
    if not solar and any(one.loose for one in meant):
        return _lunar(tidied, today, window, meant)
    return _judge(meant, window) if meant else None


def _is_solar(tidied: str, found: Found) -> bool:
    return bool(_SOLAR_BEFORE.search(tidied, 0, found.start) or _SOLAR_AFTER.match(tidied, found.end))


def _lunar(tidied: str, today: date, window: Window, found: tuple[Found, ...]) -> Unclear:
    """Ask for the solar date; offer what the lunar one would be, and the typed one where it may be solar."""
    maybe: list[date] = []
    for one in found:
        called_lunar = lunar.is_called_lunar(tidied, one.start, one.end)
        maybe += lunar.solar(*one.orders[0]) if called_lunar or one.loose else ()
        maybe += () if called_lunar else one.days
    maybe += lunar.offered(tidied, today) if not found else ()
    return Unclear(Reason.LUNAR, Hint(maybe=window.within(tuple(maybe))[:OFFERED]))


def _judge(found: tuple[Found, ...], window: Window) -> Reading:
    """Of the dates found: the one that is certain, or what speaks against them."""
    fitting = [_fitting(one, window) for one in found]
    every = tuple(dict.fromkeys(day for days in fitting for day in days))
    if len({(one.days, one.orders if not one.days else ()) for one in found}) > 1:
        alike = len(every) == 1 and all(fitting)  # 2023-03-05, and once more as 2023年3月5日
        return Certain(every[0]) if alike else Unclear(Reason.TWO_DATES, Hint(maybe=every[:OFFERED]))
    one = found[0]
    if len(every) > 1 or (every and one.first_wins and every[0] != _habit(one)):
        return Unclear(Reason.ORDER, Hint(maybe=every))
    if every:
        return Certain(every[0]) if one.sure else Unclear(Reason.ROUGH, Hint(maybe=every))
    if not one.days:
        return Unclear(Reason.IMPOSSIBLE)
    if one.short and one.days[0] > window.last:
        return Unclear(Reason.SHORT_YEAR)
    return window.outside(one.days[0])


def _fitting(found: Found, window: Window) -> tuple[date, ...]:
    """What a date found can mean: its habitual order where that is possible, else every order."""
    habit = _habit(found)
    return (habit,) if habit and window.holds(habit) else window.within(found.days)


def _habit(found: Found) -> date | None:
    return day_or_none(*found.orders[0]) if found.first_wins else None


def _less(tidied: str, today: date, window: Window, born: date | None) -> Reading | None:
    """What is told when no whole date is there, the most telling first."""
    dose = born is not None
    if born is not None and (reading := relative.near_birth(tidied, born, window)):
        return reading
    return (
        relative.near_today(tidied, today, window, dose=dose)
        or partial.year_month(tidied, today, window)
        or partial.month_day(tidied, window)
        or ages.nominal_age(tidied, today, window)
        or partial.year_only(tidied, window)
        or ages.age(tidied, today, window, born)
        or partial.year_word(tidied, today, window)
        or ages.zodiac(tidied, window)
    )
