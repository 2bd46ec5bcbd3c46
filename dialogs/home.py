"""Home: for each child the one or two next things, then the menu. And the few screens every way can end in."""

from __future__ import annotations

import html
from datetime import date, datetime

from sqlmodel import Session

from actions import plans, records
from db import children
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, Go, Keep
from dialogs.answer_addresses import Theme
from dialogs.checkup_words import next_visit
from dialogs.paper_home import paper_lines
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.vaccine_words import next_lines
from dialogs.words import Html, Words, join
from rules.knowledge import Knowledge

#: Children shown with their next things; the others are a tap away.
SHOWN = 4


def to_home(_: Words) -> Choice:
    """The way back that every screen has."""
    return Choice(_("🏠 Home"), Go(to="home").pack())


def to_questions(_: Words) -> Choice:
    """The way to the answers, by theme."""
    return Choice(_("❓ Questions"), Theme().pack())


def home(
    session: Session, around: Surroundings, guardian: Guardian | None, _: Words, now: datetime
) -> Screen:
    """What is next, for a family; the two ways to begin, for somebody we do not know."""
    if guardian is None:
        return strangers_home(_)
    found = children.of_family(session, guardian.family_id)
    if not found:
        return _no_children(_)
    shown = found[:SHOWN]
    kept = records.of_children(session, shown)
    today = around.today(now)
    parts = [_child_part(around.knowledge, child, kept[child.id or 0], today, _) for child in shown]
    if len(found) > SHOWN:
        parts.append(_("And your other children: tap a name."))
    if guardian.paused_at is not None:
        parts.append(_("🔕 Reminders are switched off."))
    resume = rows(stop_or_resume(guardian, _) if guardian.paused_at is not None else None)
    names = [
        Choice(f"👶 {name(child, _)}", ChildDo(do="card", child=child.id or 0).pack()) for child in found
    ]
    menu = [Choice(_("➕ Another child"), Go(to="add_child").pack()), *_menu(_)]
    return Screen(join(parts, "\n\n"), (*resume, *rows(*names, width=2), *rows(*menu, width=2)))


def _child_part(knowledge: Knowledge, child: Child, kept: records.Record, today: date, _: Words) -> Html:
    head = _("<b>{name}</b>, {age}", name=name(child, _), age=age(child.born, today, _))
    found = plans.outlook(knowledge, child, kept, today)
    lines = next_lines(knowledge, found, today, child.record_checked_at is not None, child.known_since, _)
    visits = next_visit(plans.visits_of(knowledge, child, kept, today, found), today, _)
    papers = paper_lines(knowledge, child, kept, today, _)
    return join([head, *(away_lines(child, today, _) or [*lines, *visits, *papers])])


def away_lines(child: Child, today: date, _: Words) -> list[Html]:
    """Said while a child is on a journey."""
    if not plans.is_away(child, today):
        return []
    return [_("✈️ Away until {day}: I keep quiet until then.", day=child.away_until)]


def _no_children(_: Words) -> Screen:
    text = _("No child is entered yet. Add your child, and I will say what comes next.")
    add = Choice(_("➕ Add my child"), Go(to="add_child").pack())
    return Screen(text, (*rows(add), *rows(*_menu(_), width=2)))


def _menu(_: Words) -> list[Choice]:
    return [
        Choice(_("📋 Services for my child"), Go(to="services").pack()),
        Choice(_("📄 Papers for school"), Go(to="papers").pack()),
        Choice(_("📍 Near me"), Go(to="near").pack()),
        Choice(_("🎈 Activities near me"), Go(to="activities").pack()),
        Choice(_("💉 Where to vaccinate"), Go(to="where").pack()),
        to_questions(_),
        Choice(_("⚙️ Settings"), Go(to="settings").pack()),
        Choice(_("❓ Help"), Go(to="help").pack()),
    ]


def strangers_home(_: Words) -> Screen:
    """For somebody who has not agreed to anything: the calendar, or a look without keeping anything."""
    text = join(
        [
            _("I keep your children's vaccination calendar and write to you in time."),
            _("I say which papers kindergarten and school want, and when to begin."),
            _("You can also just look: then I put nothing into a record."),
        ]
    )
    return Screen(
        text,
        rows(
            Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack()),
            Choice(_("📄 Papers for school"), Go(to="papers").pack()),
            Choice(_("👀 Just look"), Go(to="look").pack()),
            Choice(_("📋 Services for my child"), Go(to="services").pack()),
            to_questions(_),
            Choice(_("📍 Near me"), Go(to="near").pack()),
            Choice(_("🎈 Activities near me"), Go(to="activities").pack()),
            Choice(_("💉 Where to vaccinate"), Go(to="where").pack()),
            Choice(_("🌏 Language · 语言"), Go(to="language").pack()),
        ),
    )


def settings(guardian: Guardian | None, _: Words) -> Screen:
    """Everything a person can set, one tap each."""
    if guardian is None:
        return Screen(
            _("<b>Settings</b>"), rows(Choice(_("🌏 Language · 语言"), Go(to="language").pack()), to_home(_))
        )
    return Screen(
        _("<b>Settings</b>"),
        rows(
            Choice(_("🕘 When may we write?"), Go(to="hours").pack()),
            Choice(_("🍼 Feeding and safety notes"), Go(to="notes").pack()),
            Choice(_("🙋 What we need"), Go(to="needs").pack()),
            Choice(_("🏘 My community"), Go(to="community").pack()),
            Choice(_("👪 Second guardian"), Go(to="invite").pack()),
            Choice(_("📆 Into my phone's calendar"), Go(to="feed").pack()),
            Choice(_("🌏 Language · 语言"), Go(to="language").pack()),
            Choice(_("🔒 What is kept"), Keep(do="see").pack()),
            Choice(_("📣 Notices"), Go(to="news").pack()),
            stop_or_resume(guardian, _),
            to_home(_),
        ),
    )


def stop_or_resume(guardian: Guardian, _: Words) -> Choice:
    """No more reminders, or reminders again."""
    if guardian.paused_at is not None:
        return Choice(_("🔔 Write to me again"), Go(to="resume").pack())
    return Choice(_("🔕 No more reminders"), Go(to="stop").pack())


def nothing_by_myself(_: Words) -> Screen:
    """For somebody we keep nothing of: there is nothing to stop."""
    return Screen(_("I send you nothing by myself. You can always ask me."), rows(to_home(_)))


def sorry(_: Words) -> Screen:
    """Said when an update could not be handled after three tries."""
    text = _(
        "Something went wrong on our side. It is noted, and nothing you kept is lost. Please try another way."
    )
    return Screen(text, rows(to_home(_)))


def name(child: Child, _: Words) -> str:
    """What we call this child; without a nickname by its birth date, because there may be two."""
    return child.nickname or html.unescape(_("child born {day}", day=child.born))


def age(born: date, today: date, _: Words) -> Html:
    """Completed years and months, as people say them; days in the first month."""
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    if months < 1:
        days = (today - born).days
        return _.ngettext("{n} day old", "{n} days old", days, n=days)
    if months < 24:
        return _.ngettext("{n} month old", "{n} months old", months, n=months)
    years, rest = divmod(months, 12)
    if rest == 0 or years >= 6:
        return _.ngettext("{n} year old", "{n} years old", years, n=years)
    return _.ngettext(
        "{years} years {n} month old", "{years} years {n} months old", rest, n=rest, years=years
    )
