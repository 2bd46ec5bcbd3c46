"""Answers to free texts about things there are screens for: a short sentence and the way there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from db import children
from db.children import Child
from db.families import Guardian
from dialogs.activities import activities
from dialogs.addresses import ChildDo, Go, Remind
from dialogs.asked import page_of, pages
from dialogs.away import who_is_away
from dialogs.calendar_link import phone_calendar
from dialogs.commands import help_screen
from dialogs.growth import growth
from dialogs.home import home, name, nothing_by_myself, stop_or_resume, to_home
from dialogs.hotlines import hotlines, ill, number
from dialogs.lost_booklet import lost_booklet
from dialogs.notes import notes
from dialogs.notice_answers import news_page, to_subjects, which_notices
from dialogs.places import where
from dialogs.privacy import kept
from dialogs.screens import Choice, Screen, rows
from dialogs.self_paid_asked import paid_for
from dialogs.services import services
from dialogs.surroundings import Surroundings
from dialogs.ticket_asking import offer
from dialogs.words import Words, join
from rules.asked import Page
from rules.birthdays import Reason, looks_like_id_number
from rules.topics import Topic, topic

#: What is answered for the child's record first, whatever school has to do with it.
_OF_THE_RECORD = {
    Topic.LOST_BOOKLET,
    Topic.CORRECT,
    Topic.CALENDAR,
    Topic.PRIVACY,
    Topic.UNWELL,
    Topic.REMINDERS,
    Topic.NEWS,
    Topic.NOTICES_OFF,
}
#: While something else is waited for, these need no answer.
_NOTHING_ASKED = {Topic.HELLO, Topic.THANKS, Topic.AGREED, Topic.POLITE, Topic.LATER, Topic.CANT}
#: Where a day was waited for: no day at all, or an age beside which something is asked.
MAY_BE_ASKED = {Reason.NOT_A_DATE, Reason.AGE_ONLY, Reason.NOMINAL_AGE}


def about(
    found: Topic,
    text: str,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The page the text asks for, or the screen for its topic."""
    page = None if found in _OF_THE_RECORD else school(text, session, guardian, _, around, now)
    shown = page or paid_for(found, text, guardian, _, around)
    if shown is not None:
        return shown

    show = _screens(found, session, guardian, _, around, now).get(found)
    return show() if show is not None else _told(found, guardian, _, around, now)


def _screens(
    found: Topic, session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> dict[Topic, Callable[[], Screen]]:
    """What each topic shows, made when it is asked for."""

    def family() -> list[Child]:
        return children.of_family(session, guardian.family_id) if guardian is not None else []

    return {
        Topic.WHERE: lambda: where(session, guardian, _, around, now),
        Topic.NEXT: lambda: _next(family(), home(session, around, guardian, _, now), _),
        Topic.LATER: lambda: home(session, around, guardian, _, now),
        Topic.CANT: lambda: home(session, around, guardian, _, now),
        Topic.HELLO: lambda: home(session, around, guardian, _, now),
        Topic.HELP: lambda: help_screen(_),
        Topic.JOURNEY: lambda: who_is_away(family(), _),
        Topic.DONE: lambda: _what_was_done(family(), _),
        Topic.REMINDERS: lambda: _reminders(guardian, _),
        Topic.CORRECT: lambda: _correct(family(), _),
        Topic.THANKS: lambda: Screen(_("You are welcome. I am here when you need me."), rows(to_home(_))),
        Topic.POLITE: lambda: Screen(_("You are welcome. I am here when you need me."), rows(to_home(_))),
        Topic.AGREED: lambda: _agreed(_),
        Topic.CALENDAR: lambda: phone_calendar(_),
        Topic.GROWTH: lambda: _of_a_child(found, session, guardian, _, around, now),
        Topic.CHECKUPS: lambda: _of_a_child(found, session, guardian, _, around, now),
        Topic.FEEDING: lambda: _of_a_child(found, session, guardian, _, around, now),
        Topic.SERVICES: lambda: services(_, around),
        Topic.HOTLINES: lambda: hotlines(_, around, now),
        Topic.PRIVACY: lambda: kept(session, guardian, _, around),
        Topic.PAPERS: lambda: _papers(family(), _),
        Topic.AT_SCHOOL: lambda: _at_school(_),
        Topic.PERSON: lambda: offer(_, around, now),
        Topic.ACTIVITIES: lambda: activities(session, guardian, _, around, now),
        Topic.NEWS: lambda: news_page(session, guardian, _, around, now),
        Topic.NOTICES_OFF: lambda: which_notices(session, guardian, _),
    }


def _agreed(_: Words) -> Screen:
    return Screen(_("Good. If you want to know something, just type it."), rows(to_home(_)))


def school(
    text: str, session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen | None:
    """The page about papers, school or a service that the text asks for; nothing where a screen about the child's record comes first."""
    return page_of(school_pages(text, around), session, guardian, _, around, now)


def school_pages(text: str, around: Surroundings) -> tuple[Page, ...]:
    """The same as pages, to be shown or to lead to."""
    found = topic(text)
    if found in _OF_THE_RECORD or looks_like_id_number(text):
        return ()
    return pages(text, around, found == Topic.SERVICES)


def instead(
    text: str,
    reason: Reason,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | None:
    """The answer to a question that was typed where a day was waited for; nothing for what may be a day. "Seven years old and never at
    school" is a question."""
    if reason in MAY_BE_ASKED:
        page = school(text, session, guardian, _, around, now)
        if page is not None:
            return page
    found = topic(text) if reason == Reason.NOT_A_DATE else None
    if found == Topic.AGREED:
        return None
    return about(found, text, session, guardian, _, around, now) if found is not None else None


def meanwhile(
    text: str, session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen | None:
    """The answer to what was asked while something else is waited for; nothing for what asks nothing, or for the number of a document."""
    found = topic(text)
    if looks_like_id_number(text):
        return None
    if found is None or found in _NOTHING_ASKED:
        return school(text, session, guardian, _, around, now)
    return about(found, text, session, guardian, _, around, now)


def _of_a_child(
    found: Topic, session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """The only child's screen at once; of several, which one."""
    ours = children.of_family(session, guardian.family_id) if guardian else []
    if guardian is None or not ours:
        text = _("When your child is entered, I keep weight and length, and have notes for its age.")
        add = Go(to="consent" if guardian is None else "add_child").pack()
        return Screen(text, rows(Choice(_("➕ Add my child"), add), to_home(_)))
    if len(ours) == 1:
        show = growth if found == Topic.GROWTH else notes
        return show(session, ours[0], guardian, _, around, now)
    do, sign = ("growth", "📏") if found == Topic.GROWTH else ("notes", "🍼")
    buttons = [
        Choice(f"{sign} {name(child, _)}", ChildDo(do=do, child=child.id or 0).pack()) for child in ours
    ]
    return Screen(_("About which child?"), (*rows(*buttons, width=2), *rows(to_home(_))))


def _next(found: list[Child], ours: Screen, _: Words) -> Screen:
    """What comes next, at home; without a child, first that and why it cannot be said: a start screen answers nothing."""
    if found:
        return ours
    first = _("When was your child born? Tell me, and I say which shot comes next.")
    return replace(ours, text=join([first, ours.text], "\n\n"))


def _papers(found: list[Child], _: Words) -> Screen:
    """The list of papers of each child; for who keeps nothing here, by the birth date."""
    lists = [
        Choice(f"📄 {name(child, _)}", ChildDo(do="papers", child=child.id or 0).pack()) for child in found
    ]
    look = Choice(_("📄 Only by the birth date"), Go(to="papers_look").pack())
    guides = Choice(_("📚 Good to know"), Go(to="guides").pack())
    text = join(
        [
            _("I make the list of papers for kindergarten and school, and say when to begin."),
            _("About which child?") if found else _("The birth date is enough."),
        ]
    )
    return Screen(text, (*rows(*lists, width=2), *rows(look, guides, to_home(_))))


def _at_school(_: Words) -> Screen:
    """Good news is answered, too."""
    text = join(
        [
            _("That is good to hear."),
            _("When a new class begins or you change school, I make the list of papers."),
        ]
    )
    papers = Choice(_("📄 Papers for school"), Go(to="papers").pack())
    return Screen(text, rows(papers, to_home(_), width=2))


def _what_was_done(found: list[Child], _: Words) -> Screen:
    """Said in words what the button of a reminder says: which of the open ones, or whatever else."""
    if not found:
        return Screen(_("No child is entered."), rows(to_home(_)))
    open_ones = Choice(_("✅ What is open now"), Remind(do="done").pack())
    other = [
        Choice(_("✅ {name}: a dose", name=name(child, _)), ChildDo(do="give", child=child.id or 0).pack())
        for child in found
    ]
    return Screen(_("Good. Which was done?"), (*rows(open_ones), *rows(*other, width=2), *rows(to_home(_))))


def _told(found: Topic, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime) -> Screen:
    """What is only said; the way on is where to go."""
    health = number("health", around, around.today(now), _)
    said = {
        Topic.LOST_BOOKLET: lambda: lost_booklet(_),
        Topic.FREE: lambda: [
            _("Yes, free: the vaccinations of the national schedule, wherever your household register is."),
            _("Self-paid vaccines cost money. Please ask the clinic for the price."),
        ],
        Topic.UNWELL: lambda: [
            _("I am not a doctor and cannot judge that."),
            _("Please ask the vaccination clinic, or call {number}.", number=health)
            if health
            else _("Please ask the vaccination clinic."),
            *ill(around, around.today(now), _),
        ],
    }
    where_to = Choice(_("📍 Where to go"), Go(to="where").pack())
    begin = Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack())
    return Screen(join(said[found]()), rows(begin if guardian is None else None, where_to, to_home(_)))


def _reminders(guardian: Guardian | None, _: Words) -> Screen:
    """Asked, not done: "why did you stop" holds the same words."""
    if guardian is None:
        return nothing_by_myself(_)
    paused = guardian.paused_at is not None
    text = _("🔕 Reminders are switched off.") if paused else _("Shall I stop reminding you?")
    # whoever is written to too much may mean the notices, or some of them
    return Screen(text, rows(stop_or_resume(guardian, _), to_subjects(_), to_home(_)))


def _correct(found: list[Child], _: Words) -> Screen:
    if not found:
        return Screen(_("No child is entered."), rows(to_home(_)))
    buttons: list[Choice] = []
    for child in found:
        booklet, edit = (ChildDo(do=do, child=child.id or 0).pack() for do in ("booklet", "edit"))
        buttons += [Choice(f"📒 {name(child, _)}", booklet), Choice(f"✏️ {name(child, _)}", edit)]
    text = join(
        [
            _("That can be corrected."),
            _("📒 A dose or its day. ✏️ Name, birth date, boy or girl, district."),
        ]
    )
    return Screen(text, (*rows(*buttons, width=2), *rows(to_home(_))))
