"""The page itself for who types about a paper, a case around school or a service: nobody has to find the way through the buttons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from db import children
from db.families import Guardian
from dialogs import service_addresses
from dialogs.addresses import Go
from dialogs.home import name, to_home
from dialogs.paper_case import of_child
from dialogs.paper_detail import one_paper, paper_itself
from dialogs.paper_guides import one_group, one_text
from dialogs.paper_words import short_name
from dialogs.school_addresses import Guided, Papers
from dialogs.screens import Choice, Screen, rows
from dialogs.service_words import title
from dialogs.services import one_service, to_services
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.asked import Page, Phrases, covers, meant, school_pages, service_pages
from rules.enrolment.deadlines import CODES
from rules.topics import about_shots


def pages(text: str, around: Surroundings, with_services: bool = False) -> tuple[Page, ...]:
    """The pages the text asks for. The services are looked through where it is about them: their names are words of every day."""
    known = around.knowledge
    every = [*school_pages(known.guides, known.papers)]
    if with_services:
        every += service_pages(known.services)
    return meant(_of_shots(every) if about_shots(text) else every, text)


def page_of(
    found: tuple[Page, ...],
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """The one page itself; of several, which."""
    if len(found) == 1:
        return _page(found[0], session, guardian, _, around, now)
    return _which(found, _, around) if found else None


def _of_shots(pages: Iterable[Phrases]) -> list[Phrases]:
    """Beside a vaccination only the papers about it are meant."""
    return [(page, tuple(filter(about_shots, phrases))) for page, phrases in pages]


def _page(
    page: Page, session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen:
    if page.kind == "paper":
        return paper(page.id, session, guardian, _, around, now)
    if page.kind == "service":
        return one_service(around.knowledge.services.services[page.id], _, around, now)
    group, today = around.knowledge.guides[page.id], around.today(now)
    text = next((one for one in group.told(today) if one.id == page.text), None)
    return one_text(0, group, text, _, around, today) if text else one_group(0, group, _, around, today)


def own_card(
    found: tuple[Page, ...],
    text: str,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """The paper as it stands on the list of the only child, where the text asks for hardly more than this paper: there it says by when to
    begin, and what is there already."""
    if len(found) != 1 or found[0].kind != "paper" or guardian is None:
        return None
    key = found[0].id
    family = children.of_family(session, guardian.family_id)
    case = of_child(session, around, family[0], around.today(now)) if len(family) == 1 else None
    if case is None or not case.begun or not covers(around.knowledge.papers.papers[key].asked, text):
        return None
    if all(one.paper != key for one in case.look(around, around.today(now)).plans):
        return None
    return one_paper(case, key, _, around, around.today(now))


def paper(
    key: str, session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """As it stands on the list of the only child; otherwise the paper by itself, and the way to every list."""
    today = around.today(now)
    family = children.of_family(session, guardian.family_id) if guardian is not None else []
    begun = [one for one in (of_child(session, around, child, today) for child in family) if one.begun]
    if len(family) == 1 and begun:
        own = one_paper(begun[0], key, _, around, today)
        if own is not None:
            return own
    lists = [Choice(f"📄 {name(one.child, _)}", one.to("paper", paper=key)) for one in begun if one.child]
    return paper_itself(around.knowledge.papers.papers[key], _, around, *lists)


def _which(found: Iterable[Page], _: Words, around: Surroundings) -> Screen:
    return Screen(
        _("Which one do you mean?"),
        (
            *rows(*(way(one, _, around) for one in found)),
            *rows(
                Choice(_("📄 Papers for school"), Go(to="papers").pack()), to_services(_), to_home(_), width=2
            ),
        ),
    )


def way(page: Page, _: Words, around: Surroundings) -> Choice:
    """The button of a page, with the sign its kind has everywhere."""
    known = around.knowledge
    if page.kind == "paper":
        address = Papers(child=0, born="", said="", do="paper", paper=CODES[page.id])
        return Choice(Html("📄 ") + short_name(known.papers.papers[page.id], _), address.pack())
    if page.kind == "service":
        label = Html("📋 ") + title(known.services.services[page.id], _)
        return Choice(label, service_addresses.Service(service=page.id).pack())
    group = known.guides[page.id]
    text = group.find(page.text)
    label = Html("📚 ") + _.fact(text.title if text else group.title)
    return Choice(label, Guided(child=0, group=page.id, text=page.text).pack())
