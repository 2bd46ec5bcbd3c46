"""The words of the calendar's picture: what `pictures.calendar` draws, ready-made in the reader's language."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from db.children import Child
from dialogs.calendar_words import Row, age_label, reached, state_words, stated
from dialogs.home import age, name
from dialogs.vaccine_words import several
from dialogs.words import Words, join, plain
from pictures.calendar import MOST_CHIPS, CalendarPage, Chip, Stage
from pictures.letters import drawable
from rules.calendar import State
from rules.knowledge import Knowledge
from rules.spans import Span


def calendar_page(
    knowledge: Knowledge, child: Child, rows: list[Row], checked: bool, today: date, _: Words
) -> CalendarPage:
    """The page for this child as of today."""
    stages = _stages(_fitting(rows), child.born, _)
    state, title, text, names = _next(rows, checked, _)
    return CalendarPage(
        title=plain(_("{name}: calendar", name=drawn_name(child, _))),
        lines=(
            " · ".join(
                [
                    plain(_("born {day}", day=child.born)),
                    plain(age(child.born, today, _)),
                    plain(_("vaccinations and check-ups")),
                ]
            ),
        ),
        next_title=title,
        next_text=text,
        next_names=tuple(names),
        between=plain(_(", ")),
        next_state=state,
        next_hint=_hint(rows, checked, _),
        legend=tuple((one, plain(state_words(one, _))) for one in stated(rows)),
        stages=tuple(stage for _months, stage in stages),
        today=plain(_("Today, {day}", day=today)),
        reached=sum(reached(child.born, months, today) for months, _stage in stages),
        footer=_footer(knowledge, rows, _),
    )


def _footer(knowledge: Knowledge, rows: list[Row], _: Words) -> tuple[str, ...]:
    """Where it comes from, how sure it is, and who decides."""
    lines = [_("By: {edition}.", edition=_.fact(knowledge.book.edition))]
    if not all(row.exact for row in rows):
        lines.insert(0, _("~ : the day is from the calendar, not from your booklet."))
    if any(row.visit for row in rows):
        lines.append(_("Check-ups: usual times. The health centre says when."))
    lines.append(
        _("A later day moves when a dose before it is given later. Please ask your clinic: they decide.")
    )
    return tuple(plain(line) for line in lines)


def drawn_name(child: Child, _: Words) -> str:
    """The nickname as it can be drawn; where nothing of it can be, what a child without a nickname is called."""
    shown = drawable(name(child, _))
    if any(letter.isalnum() for letter in shown):
        return shown
    return plain(_("child born {day}", day=child.born))


def _fitting(rows: list[Row]) -> list[Row]:
    """As many as a page holds: doses beside the schedule go first, the oldest before the others."""
    over = len(rows) - MOST_CHIPS
    if over <= 0:
        return rows
    beside = [row for row in rows if row.state == "doubtful"] + [row for row in rows if row.state == "done"]
    left_out = {id(row) for row in beside[:over]}
    return [row for row in rows if id(row) not in left_out][:MOST_CHIPS]


def _stages(rows: list[Row], born: date, _: Words) -> list[tuple[int, Stage]]:
    return [
        (
            months,
            Stage(
                plain(age_label(months, _)),
                _.month(Span(months=months).after(born)),
                tuple(Chip(row.state, row.short, _note(row, _)) for row in group),
            ),
        )
        for months, group in groupby(rows, key=lambda row: row.months)
    ]


def _note(row: Row, _: Words) -> str:
    if row.state == "late":
        return plain(_("late"))
    if row.state == "now":
        return plain(_("now"))
    if row.on is None:
        return ""
    return _.short_day(row.on) + ("" if row.exact else " ~")


def _next(rows: list[Row], checked: bool, _: Words) -> tuple[State, str, str, list[str]]:
    """What is next: its state, a heading, and a sentence or the names."""
    if not checked:
        said = _(
            "Look into the booklet and tell me what is in it. Then this page shows what is done and what is open."
        )
        return "unknown", plain(_("I do not know yet what the booklet says.")), plain(said), []
    late = [row.short for row in rows if row.state == "late"]
    ready = [row.short for row in rows if row.state == "now"]
    if late:
        return "late", plain(_("Please catch up now")), "", [*late, *ready]
    if ready:
        return "now", plain(_("Can be done now")), "", ready
    first = min((row.on for row in rows if row.state == "later" and row.on), default=None)
    if first is None and any(row.state == "barred" for row in rows):
        return "barred", plain(_("Nothing else is open.")), "", []
    if first is None:
        return "done", plain(_("All vaccinations of the national schedule are done.")), "", []
    names = [row.short for row in rows if row.state == "later" and row.on == first]
    return "later", plain(_("Next, from {day}", day=first)), "", names


def _hint(rows: list[Row], checked: bool, _: Words) -> str:
    """What to know when several can be given now (G4, G6), and with a single one, as everywhere; and what must not be given (DW2)."""
    ready = [row.family for row in rows if row.state in ("late", "now") and row.family]
    lines = several(ready, _) if checked else []
    lines += [row.note for row in rows if row.note]
    barred = [row.short for row in rows if row.state == "barred"]
    if barred:
        lines.append(_("Must not be given, the doctor said so: {vaccines}.", vaccines=_(", ").join(barred)))
    return plain(join(lines, " "))
