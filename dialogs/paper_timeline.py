"""The papers on a timeline, as a picture: when each can begin, when it is there, the last day to begin, and the days of registration."""

from __future__ import annotations

from datetime import date

from dialogs.calendar_page import drawn_name
from dialogs.home import to_home
from dialogs.paper_case import Case
from dialogs.paper_dates import dates
from dialogs.paper_words import short_name
from dialogs.school_words import stage_name
from dialogs.screens import Attachment, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, plain
from pictures.paper import to_png
from pictures.timeline import MOST_ROWS, Band, Row, Timeline, axis, draw, months_of
from rules.enrolment.guide import AT_HOME, Guide
from rules.enrolment.seasons import Season
from rules.papers.plan import PaperPlan

#: The most pressing first; what is there last.
_ORDER = {"late": 0, "now": 1, "open": 2, "have": 3}


def timeline(case: Case, _: Words, around: Surroundings, today: date) -> Screen:
    """The picture; where nothing has a day, the screen that says so."""
    found = case.look(around, today)
    if found.season is None or not found.plans:
        return dates(case, _, around, today)
    drawn = _page(case, found, found.season, _, around, today)
    told = [drawn.title, drawn.about, *(f"{row.name}: {row.note}" for row in drawn.rows), drawn.explained]
    about = "\n".join(told)
    picture = Attachment(f"timeline-{today}.png", "image/png", to_png(draw(drawn)), about)
    said = _("The papers until the first day. Green: begin now. Orange: too late.")
    return Screen(said, rows(case.back(_), to_home(_), width=2), picture=picture, fresh=True)


def _page(case: Case, found: Guide, season: Season, _: Words, around: Surroundings, today: date) -> Timeline:
    plans = sorted(found.plans, key=lambda plan: (_ORDER[plan.state], plan.latest or date.max))
    shown = [_row(plan, case.dated(plan, found, around), _, around) for plan in plans[:MOST_ROWS]]
    days = found.window or season.general
    window = Band(days.opens, days.closes, plain(_("Registration")))
    reporting = None
    if season.reporting is not None:
        reporting = Band(season.reporting.opens, season.reporting.closes, plain(_("Reporting day")))
    now = Band(today, today, plain(_("Today")))
    first, last = axis(_days(shown, [now, window, *([reporting] if reporting else [])]))
    name = drawn_name(case.child, _) if case.child is not None else plain(_("Your child"))
    stage = stage_name(found.decision.stage, _)
    rest = len(plans) - len(shown)
    return Timeline(
        title=plain(_("{name}: papers for school", name=name)),
        about=plain(_("{stage}, autumn {year}", stage=stage, year=season.year)),
        first=first,
        last=last,
        months=[(month, _.month(month)) for month in months_of(first, last)],
        today=now,
        window=window,
        reporting=reporting,
        rows=shown,
        more=plain(_("… and {n} more", n=rest)) if rest else "",
        bar_means=plain(_("from begin to ready")),
        mark_means=plain(_("the last day to begin")),
        explained=plain(_known(season, _)),
    )


def _days(shown: list[Row], bands: list[Band]) -> list[date]:
    """Every day that should be on the axis."""
    days = [day for row in shown for day in (row.begins, row.ready, row.latest) if day is not None]
    return [*days, *(day for band in bands for day in (band.first, band.last))]


def _row(plan: PaperPlan, dated: bool, _: Words, around: Surroundings) -> Row:
    """One paper in words, and the days of its bar."""
    name = plain(short_name(around.knowledge.papers.papers[plan.paper], _))
    if plan.state == "have":
        return Row(name, plain(_("there")), "have")
    if not dated:
        return Row(name, plain(_("not there yet")), "open")
    begins = min((step.earliest for step in plan.steps), default=None)
    note = _note(plan, _)
    return Row(name, plain(note), plan.state, begins, plan.ready, plan.latest)


def _note(plan: PaperPlan, _: Words) -> Html:
    if plan.state == "late":
        return _("late: there about {day}", day=_.short_day(plan.ready)) if plan.ready else _("late")
    if plan.latest is None:
        return _("on its way")
    if plan.needed_by - plan.latest <= AT_HOME:
        return _("by {day}", day=_.short_day(plan.needed_by))
    return _("begin by {day}", day=_.short_day(plan.latest))


def _known(season: Season, _: Words) -> Html:
    """Whose dates these are."""
    if season.known == "this_year":
        return _("By this year's notice.")
    if season.published is not None:
        return _("By the dates of {year}; I have none newer.", year=season.published)
    return _("Not this city's dates: please ask for yours.")
