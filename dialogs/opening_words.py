"""Opening hours as everyday lines: "Mon–Fri 08:00–11:30, 14:00–17:00"."""

from __future__ import annotations

from dialogs.words import Html, Words, join
from rules.places.week import Span, grouped, read_week, runs
from rules.places.week import clock as told

_WHOLE_DAY: tuple[Span, ...] = ((0, 24 * 60),)


def hours_lines(hours: str, _: Words) -> list[Html]:
    """Lines for hours in the notation of OpenStreetMap, days with the same times together. What cannot be told simply is shown as it is written."""
    week = read_week(hours)
    if week is None or not any(week.days):
        return [Html("<code>") + hours + Html("</code>")]
    lines = [
        _("{days}: {times}", days=_days(days, _), times=_times(spans, _)) for days, spans in grouped(week)
    ]
    if week.holidays is not None:
        lines.append(_("{days}: {times}", days=_("public holidays"), times=_times(week.holidays, _)))
    return lines


def _days(days: tuple[int, ...], _: Words) -> Html:
    if len(days) == 7:
        return _("every day")
    names = short_days(_)
    parts = []
    for first, last in runs(days):
        if last - first < 2:
            parts += [names[day] for day in range(first, last + 1)]
        else:
            parts.append(_("{first}–{last}", first=names[first], last=names[last]))
    return join(parts, _(", "))


def short_days(_: Words) -> tuple[Html, ...]:
    """Monday first."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def _times(spans: tuple[Span, ...], _: Words) -> Html:
    if not spans:
        return _("closed")
    if spans == _WHOLE_DAY:
        return _("day and night")
    return join([_("{start}–{end}", start=told(start), end=told(end)) for start, end in spans], _(", "))
