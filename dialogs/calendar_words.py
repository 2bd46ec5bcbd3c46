"""A child's calendar in words: by age, each dose with its state and its day. For the table, and for the picture, which has no words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from dialogs.vaccine_words import dose_title, known_with, vaccine_name
from dialogs.words import Html, Words, join, plain
from rules.calendar import Entry, State, age_in_months
from rules.checkups import Visit
from rules.knowledge import Knowledge
from rules.spans import Span

#: What stands in brackets explains; where there is little room the name alone has to do.
_BRACKETS = re.compile(r"\s*[（(][^（()）]*[)）]")
#: The signs of the table. The picture draws its own.
SIGNS: dict[State, str] = {
    "done": "✅",
    "doubtful": "⚠️",
    "unknown": "❔",
    "late": "❗",
    "now": "💉",
    "barred": "🚫",
    "later": "⚪",
}


@dataclass(frozen=True)
class Row:
    """One line of the calendar: a dose or a check-up. `short` is the name where there is little room; `exact`: the day was told, not guessed.

    `family` is a dose's series, empty for a check-up and for what is self-paid; `note` has to be
    known wherever the dose is named as open.
    """

    months: int
    state: State
    title: Html
    short: str
    on: date | None
    exact: bool = True
    family: str = ""
    visit: bool = False
    note: Html | None = None


def dose_rows(
    knowledge: Knowledge, entries: Iterable[Entry], guessed: frozenset[tuple[str, date]], _: Words
) -> list[Row]:
    """The doses of a calendar. `guessed`: vaccine and day of recorded doses whose day is only the schedule's."""
    return [
        Row(
            one.months,
            one.state,
            dose_title(knowledge, one.vaccine, one.number, _),
            short_title(knowledge, one.vaccine, one.number, _),
            one.on,
            one.on is None or (one.vaccine, one.on) not in guessed,
            one.family,
            note=known_with(knowledge, one.family, one.rule, _) if one.state in ("late", "now") else None,
        )
        for one in entries
    ]


def short_title(knowledge: Knowledge, vaccine: str, number: int | None, _: Words) -> str:
    """ "MMR 1": the short name, or the everyday one without its explanation."""
    known = knowledge.book.vaccines.get(vaccine)
    said = _.fact(known.short) if known and known.short else vaccine_name(knowledge, vaccine, _)
    name = _BRACKETS.sub("", plain(said))
    if number is None or not knowledge.book.is_numbered(vaccine):
        return name
    return plain(_("{vaccine} {n}", vaccine=name, n=number))


def visit_rows(
    knowledge: Knowledge, visits: Iterable[Visit], done: Mapping[str, date], born: date, _: Words
) -> list[Row]:
    """The check-ups a family has to go to. One whose time is over and that nobody told of is left out: there is nothing to do about it.

    So are papers that are only handed in, and visits at home, until they are told as done.
    """
    states: dict[str, State] = {"done": "done", "due": "now", "not_yet": "later"}
    rows = []
    for one in visits:
        if one.status == "done" or (one.goes and one.place != "school" and one.status in states):
            day = done.get(one.id) if one.status == "done" else one.opens
            months = visit_months(knowledge, one, born)
            rows.append(
                Row(
                    months,
                    states[one.status],
                    _.fact(one.name),
                    _short_visit(knowledge, one, _),
                    day,
                    visit=True,
                )
            )
    return rows


def _short_visit(knowledge: Knowledge, visit: Visit, _: Words) -> str:
    if visit.kind == "entry":
        return plain(_("Kindergarten check"))
    if visit.kind == "certificate":
        to_school = knowledge.checkups.visits[visit.id].start == "primary"
        return plain(_("Booklet for school") if to_school else _("Booklet for kindergarten"))
    return _BRACKETS.sub("", plain(_.fact(visit.name)))


def visit_months(knowledge: Knowledge, visit: Visit, born: date) -> int:
    """The age a check-up belongs to: what its rule names (28 days are 1 month), or the child's age on its first day."""
    rule = knowledge.checkups.visits.get(visit.id)
    if rule is None or rule.start != "birth":
        return age_in_months(born, visit.opens)
    return rule.opens.months + round(rule.opens.days / 30)


def by_age(knowledge: Knowledge, doses: list[Row], visits: list[Row]) -> list[Row]:
    """Both in one calendar: the check-up first, for it comes first on the day (CK7). What has no age of its own joins the age before."""
    rules = knowledge.checkups.visits.values()
    ages = {row.months for row in doses} | {
        rule.opens.months + round(rule.opens.days / 30) for rule in rules if rule.start == "birth"
    }

    def place(months: int) -> int:
        return max((one for one in ages if one <= months), default=months)

    placed = [replace(row, months=place(row.months)) for row in visits]
    return sorted([*placed, *doses], key=lambda row: row.months)


def age_label(months: int, _: Words) -> Html:
    """An age of the schedule: birth, 6 months, 30 months, 3 years."""
    if months == 0:
        return _("Birth")
    if months < 24 or months % 12:
        return _.ngettext("{n} month", "{n} months", months, n=months)
    return _.ngettext("{n} year", "{n} years", months // 12, n=months // 12)


def state_words(state: State, _: Words) -> Html:
    """What a sign means."""
    return {
        "done": _("done"),
        "doubtful": _("may not count, ask the clinic"),
        "unknown": _("not told yet, look into the booklet"),
        "late": _("late, please catch up"),
        "now": _("can be done now"),
        "barred": _("doctor: not given"),
        "later": _("later, from this day"),
    }[state]


def stated(rows: Iterable[Row]) -> list[State]:
    """The states that occur, in the order in which they are explained."""
    found = {row.state for row in rows}
    return [state for state in SIGNS if state in found]


def table(rows: list[Row], born: date, today: date, _: Words) -> list[Html]:
    """The calendar as lines, one block of lines for each age; today stands between what was and what comes."""
    blocks, told_today = [], False
    for months, group in groupby(rows, key=lambda row: row.months):
        lines = [_table_line(row, _) for row in group]
        if not told_today and not reached(born, months, today):
            blocks.append(_("— today, {day} —", day=today))
            told_today = True
        blocks.append(join([Html(f"<b>{age_label(months, _)}</b>"), *lines]))
    return blocks if told_today else [*blocks, _("— today, {day} —", day=today)]


def _table_line(row: Row, _: Words) -> Html:
    sign = Html(SIGNS[row.state] + " ")
    if row.state in ("done", "doubtful") and row.on is not None:
        day = _.short_day(row.on) + ("" if row.exact else " ~")
        return sign + row.title + " · " + day
    if row.state == "later" and row.on is not None:
        return sign + row.title + " · " + _("from {day} on", day=_.short_day(row.on))
    if row.state == "barred":
        return sign + row.title + " · " + state_words(row.state, _)
    return sign + row.title + (Html("\n   ") + row.note if row.note else "")


def reached(born: date, months: int, today: date) -> bool:
    """Whether the child is that old today."""
    return Span(months=months).after(born) <= today
