"""The days of a family's papers: registration by rounds, results, reporting day, and when to begin what; as text and as a picture."""

from __future__ import annotations

from datetime import date

from dialogs.checkup_words import explained
from dialogs.home import to_home
from dialogs.hotlines import number
from dialogs.paper_case import Case
from dialogs.paper_words import head, last_word, plan_line, window_line
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.enrolment.guide import Guide
from rules.enrolment.seasons import Season


def dates(case: Case, _: Words, around: Surroundings, today: date) -> Screen:
    """Everything with a day, in its order."""
    found = case.look(around, today)
    lines = [*head(case, found, _, around)]
    if found.season is None:
        lines += _undated(case, found, _)
    else:
        lines += [*window_line(found, today, _), *_season(found.season, _)]
        lines += [*_begin(case, found, _, around), *_office_days(found, _, around)]
    lines += [*_platforms(found, around, today, _), *_office(around, today, _), last_word(_)]
    picture = Choice(_("🖼 As a picture"), case.to("line")) if found.season is not None else None
    return Screen(join(explained(lines, _)), rows(picture, case.back(_), to_home(_), width=2))


def _undated(case: Case, found: Guide, _: Words) -> list[Html]:
    change = found.decision.route == "transfer" and not case.needs_school(found)
    if change and not found.decision.stage.startswith("kindergarten"):
        return [_("A change of school is mostly made in the holidays or the first weeks of a term.")]
    return [_("There are no fixed days for this: go as soon as you can.")]


def _season(season: Season, _: Words) -> list[Html]:
    """The rounds, results and reporting day."""
    lines: list[Html] = []
    if len(season.phases) > 1:
        for phase in season.phases:
            first, last = phase.window.opens, phase.window.closes
            about = _.fact(phase.about)
            lines.append(_("· {first} to {last}: {about}", first=first, last=last, about=about))
    if season.results is not None:
        lines.append(_("📬 Results: about {day}.", day=season.results))
    if season.reporting is not None:
        first, last = season.reporting.opens, season.reporting.closes
        lines.append(_("🎒 Reporting day: {first} to {last}.", first=first, last=last))
    return [*lines, *([_.fact(season.text)] if season.text else [])]


def _begin(case: Case, found: Guide, _: Words, around: Surroundings) -> list[Html]:
    """What is missing and has a day, the most pressing first."""
    waiting = [plan for plan in found.plans if plan.state != "have" and case.dated(plan, found, around)]
    waiting.sort(key=lambda plan: (plan.state != "late", plan.latest or date.max))
    if not waiting:
        return []
    return [Html(""), _("<b>When to begin</b>"), *(plan_line(plan, True, _, around) for plan in waiting)]


def _office_days(found: Guide, _: Words, around: Surroundings) -> list[Html]:
    """Said where days were counted in a year of which the moved working days are not out yet."""
    known = around.knowledge.workdays.known_through
    if not any(plan.needed_by > known for plan in found.plans if plan.state != "have"):
        return []
    return [
        _(
            "I count working days. For the time after {day} the moved working days are not out yet: go a few days earlier.",
            day=known,
        )
    ]


#: Classes that are registered for online; nothing is known of the others.
_ONLINE = ("primary_1", "junior_1")


def _platforms(found: Guide, around: Surroundings, today: date, _: Words) -> list[Html]:
    """Where one registers online, by name only."""
    if found.decision.stage not in _ONLINE or found.season is None:
        return []
    names = [one for one in around.knowledge.city_enrolment.platforms if one.fact.holds(today)]
    return [_("💻 {name}: {about}", name=_.fact(one.name), about=_.fact(one.about)) for one in names]


def _office(around: Surroundings, today: date, _: Words) -> list[Html]:
    """Who has the last word, and the number that leads there."""
    office = around.knowledge.city_enrolment.office
    call = number(office.hotline, around, today, _)
    if call is None:
        return [_("☎️ {office}.", office=_.fact(office.name))]
    return [_("☎️ {office}. {number} puts you through.", office=_.fact(office.name), number=call)]
