"""When a family may be written to: the guardian's own hours, and their free day if they have one.

Implements "due at a polite hour" (design, section 3). The hours are a convention until a guardian chooses.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_AHEAD = 16
"""Days looked at. A week is enough everywhere but where a zone left out a whole day (Apia, 30 Dec 2011)."""


@dataclass(frozen=True)
class Hours:
    """A guardian's wish. `start` is allowed, `end` is not; a start later than the end spans midnight, equal
    ones mean any time. Wall-clock times, without a zone. `rest_day`: 0 is Monday, 6 Sunday, None unknown.

    Raises ValueError for times with a zone and for days that are none.
    """

    start: time = time(9)
    end: time = time(20)
    rest_day: int | None = None

    def __post_init__(self) -> None:
        if self.start.tzinfo or self.end.tzinfo:
            raise ValueError("hours are wall-clock times: give them without a zone")
        if self.rest_day is not None and not 0 <= self.rest_day <= 6:
            raise ValueError("rest_day is 0 (Monday) to 6 (Sunday), or None")

    def allow(self, at: time) -> bool:
        """Whether the guardian wants to be written to when the wall clock shows `at` (without a zone)."""
        if self.start == self.end:
            return True
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


PRESETS: Mapping[str, Hours] = MappingProxyType(
    {
        "daytime": Hours(time(9), time(20)),
        "evening": Hours(time(18), time(21)),
        "early": Hours(time(6), time(8)),
        "after_night_shift": Hours(time(14), time(18)),
        "any": Hours(time(0), time(0)),
    }
)
"""What the dialogs offer, in their order; the first is the default."""


def next_polite(moment: datetime, hours: Hours, zone: ZoneInfo, use_by: datetime | None = None) -> datetime:
    """The first moment, not before `moment`, at which the guardian wants to be written to; in UTC.

    With a rest day that offers a moment before `use_by` (None: there is no hurry), that day is preferred, up
    to a week ahead. A passed `use_by` never makes an hour polite: if the answer lies behind it, the caller
    decides what is to become of the message. Raises ValueError for datetimes without a zone.
    """
    moment = _in_utc(moment)
    latest = None if use_by is None else _in_utc(use_by)
    entries = sorted(entry for entry in _entries(moment, hours, zone) if entry >= moment)
    polite = [entry for entry in entries if is_polite(entry, hours, zone)]
    for entry in polite:
        if latest is not None and entry >= latest:
            break
        if entry.astimezone(zone).weekday() == hours.rest_day:
            return entry
    return polite[0]


def is_polite(moment: datetime, hours: Hours, zone: ZoneInfo) -> bool:
    """Whether the guardian's wall clock shows an allowed time at `moment` (the rest day is a preference)."""
    return hours.allow(_in_utc(moment).astimezone(zone).time())


def _entries(moment: datetime, hours: Hours, zone: ZoneInfo) -> Iterator[datetime]:
    """Every instant at which an allowed time or a day can begin: now, the start of the hours, midnight, and
    the moments when the clocks are changed. In UTC, in no order."""
    yield moment
    today = moment.astimezone(zone).date()
    for ahead in range(_AHEAD):
        day = today + ahead * _DAY
        yield from _instants(day, hours.start, zone)
        if hours.rest_day is not None:
            yield from _instants(day, time(0), zone)
    yield from _clock_changes(moment, zone)


def _instants(day: date, at: time, zone: ZoneInfo) -> Iterator[datetime]:
    """When a wall clock in `zone` shows this; in the hour that comes twice, both times."""
    for fold in (0, 1):
        yield datetime.combine(day, at.replace(fold=fold), zone).astimezone(UTC)


def _clock_changes(moment: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """The instants, to the second, at which the zone's clocks are put forward or back in the days ahead."""
    before = moment.replace(microsecond=0)
    for _ in range(_AHEAD):
        after = before + _DAY
        if _offset(before, zone) != _offset(after, zone):
            yield _clock_change(before, after, zone)
        before = after


def _clock_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second that has the offset of `after`, by halving."""
    old, seconds = _offset(before, zone), int((after - before).total_seconds())
    low, high = 0, seconds
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(before + timedelta(seconds=middle), zone) == old:
            low = middle
        else:
            high = middle
    return before + timedelta(seconds=high)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(UTC)
