"""The card for the counter: one screen to show at the window, in Chinese, whatever the parent speaks; as text, picture, or to print."""

from __future__ import annotations

from datetime import date

from dialogs.calendar_page import drawn_name
from dialogs.clinic_card import OF_THE_CLINIC
from dialogs.home import to_home
from dialogs.paper_case import Case
from dialogs.school_words import stage_name
from dialogs.screens import Attachment, Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join, plain
from pictures.card import CardPage, Section, draw
from pictures.paper import to_pdf, to_png
from rules.enrolment.guide import Guide

_FROM_OFFICES = ("residence_permit", "residence_registration")
#: A heading and the lines below it.
Part = tuple[Html, list[Html]]


def card(case: Case, _: Words, around: Surroundings, today: date) -> Screen:
    """The card as text, quick to show."""
    zh = around.catalogues.speak(OF_THE_CLINIC)
    title, facts, sections = _content(case, zh, around, today)
    blocks = [join([Html("<b>") + title + Html("</b>"), *facts])]
    blocks += [join([Html("<b>") + heading + Html("</b>"), *lines]) for heading, lines in sections]
    blocks.append(_footer(zh))
    if _.language != zh.language:
        blocks.insert(0, _("Show this at the window. It is in Chinese, for the office."))
    ways = rows(
        Choice(_("🖼 As a picture"), case.to("cardpic")),
        Choice(_("🖨 To print (PDF)"), case.to("cardpdf")),
        case.back(_),
        to_home(_),
        width=2,
    )
    return Screen(join(blocks, "\n\n"), ways)


def drawn(case: Case, kind: str, _: Words, around: Surroundings, today: date) -> Screen:
    """The same as a picture, or as a page to print."""
    zh = around.catalogues.speak(OF_THE_CLINIC)
    title, facts, sections = _content(case, zh, around, today)
    if case.child is not None:
        facts = [Html("") + drawn_name(case.child, zh), *facts[1:]]
    page = CardPage(
        title=plain(title),
        lines=tuple(plain(line) for line in facts),
        sections=tuple(
            Section(plain(heading), tuple(plain(line) for line in lines), strong=at > 0)
            for at, (heading, lines) in enumerate(sections)
        ),
        footer=plain(_footer(zh)),
    )
    ways = rows(case.back(_), to_home(_), width=2)
    if kind == "cardpdf":
        file = Attachment(f"papers-{today}.pdf", "application/pdf", to_pdf(draw(page)))
        return Screen(
            _("🖨 The card, to print. It is in Chinese, for the office."), ways, file=file, fresh=True
        )
    told = [part for one in page.sections for part in (one.heading, *one.rows)]
    about = "\n".join([page.title, *page.lines, *told, page.footer])
    picture = Attachment(f"papers-{today}.png", "image/png", to_png(draw(page)), about)
    return Screen(
        _("The card as a picture. Show it at the window, or keep it in your phone."),
        ways,
        picture=picture,
        fresh=True,
    )


def _content(case: Case, _: Words, around: Surroundings, today: date) -> tuple[Html, list[Html], list[Part]]:
    """What helps at the window, and nothing that speaks against the family: what merely was not ticked is brought along."""
    found = case.look(around, today)
    district = around.knowledge.district(case.district)
    facts = [case.title(_)] if case.child is not None else []
    facts.append(_("born {day}", day=case.born))
    facts += [_.fact(district.name)] if district else []
    facts.append(_("We moved here for work. Our household register is elsewhere."))
    if case.answers.wish == "never":
        facts.append(_("The child was never at school."))
    missing = _missing(case, found, _, around)
    sections = [
        (_("We have"), _have(found, _, around)),
        (_("Still missing"), [line for _key, line in missing]),
    ]
    brought = _brought(found, {key for key, _line in missing}, _, around)
    sections = [part for part in (*sections, (_("Please look at these"), brought)) if part[1]]
    sections.append((_("Please tell me"), _questions(found, _)))
    return _title(case, found, _), facts, sections


def _title(case: Case, found: Guide, _: Words) -> Html:
    stage, year = stage_name(found.decision.stage, _), found.decision.entry_year
    if case.needs_school(found) or found.decision.route == "join_now":
        return _("A place now: {stage}", stage=stage)
    if found.decision.route == "transfer":
        return _("Change of school: {stage}", stage=stage)
    if found.decision.route == "deferral":
        return _("Asked to begin a year later: {stage}, {year}", stage=stage, year=year)
    return _("To register: {stage}, {year}", stage=stage, year=year)


def _official(key: str, _: Words, around: Surroundings) -> Html:
    return _.fact(around.knowledge.papers.papers[key].name)


def _have(found: Guide, _: Words, around: Surroundings) -> list[Html]:
    there = [plan.paper for plan in found.plans if plan.state == "have"]
    return [_official(key, _, around) for key in there if key in found.decision.documents]


def _missing(case: Case, found: Guide, _: Words, around: Surroundings) -> list[tuple[str, Html]]:
    """Papers that only an office can give, with the day they can be there: the permit, its receipt, what was lost."""
    lines = []
    for plan in found.plans:
        if plan.state == "have" or plan.paper not in found.decision.documents:
            continue
        lost = any(around.knowledge.papers.steps[one.step].optional for one in plan.steps)
        if plan.paper not in _FROM_OFFICES and not lost:
            continue
        what = _official(plan.paper, _, around)
        dated = plan.ready is not None and case.dated(plan, found, around)
        lines.append((plan.paper, _("{paper}: about {day}", paper=what, day=plan.ready) if dated else what))
    return lines


def _brought(found: Guide, named: set[str], _: Words, around: Surroundings) -> list[Html]:
    """Everything else that is asked for when applying: it was not ticked, which does not mean that it is missing."""
    papers = around.knowledge.papers.papers
    rest = [
        plan.paper
        for plan in found.plans
        if plan.state != "have" and plan.paper in found.decision.documents and plan.paper not in named
    ]
    return [_official(key, _, around) for key in rest if papers[key].wanted == "apply"]


def _questions(found: Guide, _: Words) -> list[Html]:
    """What only the window can say; asked in writing, nobody is sent home twice."""
    asked = [_("Is anything missing? Please write it down for me.")]
    if found.decision.coordinate or any(plan.state == "late" for plan in found.plans):
        asked.append(_("Can we register first and hand in the missing paper later? Until when?"))
    asked.append(_("If this school is full: which school do we get, and who tells us?"))
    asked.append(_("Which number can I call, and for whom do I ask?"))
    return asked


def _footer(_: Words) -> Html:
    return _("Told by the parent. This year's notice decides.")
