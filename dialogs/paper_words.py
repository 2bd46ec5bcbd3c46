"""How classes, years, papers and days of registration are said: everyday words first, the official one behind."""

from __future__ import annotations

import re
from datetime import date

from dialogs.checkup_words import told
from dialogs.paper_case import Case
from dialogs.school_words import stage_name
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.enrolment.guide import AT_HOME, Guide
from rules.papers.book import Paper
from rules.papers.plan import PaperPlan

#: How a paper stands in a list.
SIGNS = {"have": "✅", "open": "⬜", "now": "🟢", "late": "⚠️"}
#: An explanation at the end, in either writing.
_EXPLAINED = re.compile(r"（[^（]*）$| \([^(]*\)$")
#: Classes after which a school ends.
_LEAVING = ("primary_6", "junior_3", "senior_3")


def head(case: Case, found: Guide, _: Words, around: Surroundings) -> list[Html]:
    """Class and year with the reason, and how the place is asked for: the first lines of every screen about it."""
    decision, who = found.decision, case.title(_)
    if decision.stage == "beyond":
        return [_("📄 <b>{name}</b>: school age is over.", name=who)]
    cut_off = date(decision.entry_year, *around.knowledge.enrolment.entry.cut_off)
    age = _age_on(case.born, cut_off)
    if decision.stage == "nursery":
        year = decision.entry_year
        return [
            _("📄 <b>{name}: small class (小班) in autumn {year}</b>", name=who, year=year),
            _("Not earlier: by {day} your child will be {n} years old.", day=cut_off, n=age),
        ]
    lines = [
        _(
            "📄 <b>{name}: {stage}, {year}</b>",
            name=who,
            stage=stage_name(decision.stage, _),
            year=_year(found, _),
        )
    ]
    if decision.stage in ("kindergarten_small", "primary_1") and decision.route != "deferral":
        lines.append(_("The reason: by {day} your child is {n} years old.", day=cut_off, n=age))
    return [*lines, *_way_in(case, found, _)]


def _year(found: Guide, _: Words) -> Html:
    year = found.decision.entry_year
    if found.decision.route in ("transfer", "join_now"):
        return _("school year {first}/{last}", first=year, last=f"{(year + 1) % 100:02}")
    return _("autumn {year}", year=year)


def _age_on(born: date, day: date) -> int:
    """Completed years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _way_in(case: Case, found: Guide, _: Words) -> list[Html]:
    """What the way in means for the family, in one or two sentences; no place is promised."""
    decision = found.decision
    kindergarten = decision.stage.startswith("kindergarten")
    if found.over:
        return [_("Registration may be over already, by the dates I have. Call today and ask.")]
    if decision.route == "late_registration":
        late = _("Registration is over. That is no refusal: call the district education bureau this week.")
        return (
            [late, _("A kindergarten takes who comes late only if it has a place.")]
            if kindergarten
            else [late]
        )
    if decision.route == "join_now" and kindergarten:
        return [_("Now only where a place is free: call the kindergartens first.")]
    if case.needs_school(found):
        return [_("Your child is of school age: the district has to find a school. Do not wait for autumn.")]
    if decision.route == "join_now":
        return [_("Ask the school or its education bureau whether there is a place.")]
    if decision.route == "transfer":
        return _transfer(decision.stage, _)
    return _put_off(found, _) if decision.route == "deferral" else []


def _put_off(found: Guide, _: Words) -> list[Html]:
    """A year later: the request is for this year, every other paper for the next."""
    lines = [_("Put off by a year: apply in writing, with a paper from the hospital.")]
    if found.request_by is not None:
        lines.append(
            _(
                "Hand the request in by about {day}. The other papers are for the year after.",
                day=found.request_by,
            )
        )
    return lines


def _transfer(stage: str, _: Words) -> list[Html]:
    if stage.startswith("kindergarten"):
        return [
            _("A change of kindergarten: register anew at the new one. There is no school record to move.")
        ]
    lines = [_("A change of school: ask the new school or its education bureau first.")]
    if stage in _LEAVING:
        lines.append(_("In the last year of a school a change is mostly not made: ask before you move."))
    return lines


def paper_name(paper: Paper, _: Words) -> Html:
    """The everyday word with the official one behind it, where they differ; what either explains in brackets stands with the facts."""
    if _EXPLAINED.sub("", paper.name) == _EXPLAINED.sub("", paper.everyday):
        return _.fact(paper.everyday)
    official = Html(_EXPLAINED.sub("", _.fact(paper.name)))
    return _("{everyday} ({official})", everyday=_.fact(paper.everyday), official=official)


def short_name(paper: Paper, _: Words) -> Html:
    """What stands on a button."""
    return _.fact(paper.everyday)


def window_line(found: Guide, today: date, _: Words) -> list[Html]:
    """When registration is for this family, and whose dates these are."""
    season, window = found.season, found.window
    if season is None or window is None:
        return []
    first, last = window.opens, window.closes
    if season.known == "this_year":
        if today > last:
            return [_("📅 Registration was until {day}.", day=last)]
        return [_("📅 Registration: {first} to {last}.", first=first, last=last)]
    lines = [_("📅 Registration: about {first} to {last}.", first=first, last=last)]
    if season.published is not None:
        return [*lines, _("These are the dates of {year}; I have none newer.", year=season.published)]
    return [*lines, _("I do not know this city's dates, and plan with these: please ask.")]


def plan_line(plan: PaperPlan, dated: bool, _: Words, around: Surroundings) -> Html:
    """One paper of the list: what it is and how urgent. Without a season only what is there counts."""
    papers = around.knowledge.papers.papers
    what = short_name(papers[plan.paper], _)
    if plan.state == "have":
        return _("✅ {paper}", paper=what)
    if not dated:
        return _("⬜ {paper}", paper=what)
    if plan.state == "late":
        if plan.instead is not None and plan.instead in papers:
            other = short_name(papers[plan.instead], _)
            return _("⚠️ {paper}: probably too late. Hand in instead: {other}", paper=what, other=other)
        return _("⚠️ {paper}: probably late. Begin at once, and tap for what helps", paper=what)
    if plan.latest is None or plan.needed_by - plan.latest <= AT_HOME:
        return _("⬜ {paper}", paper=what)
    if plan.steps and plan.steps[0].paper == "residence_registration":
        return _("🟢 {paper}: register your residence by {day}", paper=what, day=plan.latest)
    if plan.state == "now":
        return _("🟢 {paper}: begin by {day}", paper=what, day=plan.latest)
    return _("⬜ {paper}: begin by {day} at the latest", paper=what, day=plan.latest)


def last_word(_: Words) -> Html:
    """The end of every answer about a place."""
    return _("The last word has this year's notice of your district's education bureau.")


def reasons(found: Guide, _: Words, around: Surroundings) -> list[Html]:
    """The sentences of the rules that decided, each once."""
    book = around.knowledge.enrolment
    wanted = dict.fromkeys(one.rule for one in found.decision.reasons)
    return [Html("· ") + told(book, (one,), _) for one in wanted if one in book.rules]
