"""My community, as a page: what the worker sees and what can be done, or the text and its two equal answers."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from actions import families
from actions import registrations as actions
from db import referrals as referral_tables
from db import registrations as tables
from db.families import Guardian
from db.follow_up import Registration
from dialogs.addresses import Go
from dialogs.community_addresses import Helper, Known
from dialogs.community_words import VERSION, consent_text, own_lines, to_moved
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join


def page(
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
    first: Html | None = None,
) -> Screen:
    """What the community knows, and what can be done; for who told nothing, the text and its two equal answers."""
    if guardian is None or not families.has_agreed(session, guardian, "child"):
        return first_the_calendar(_)
    row = tables.of_family(session, guardian.family_id)
    lead = [first, Html("")] if first is not None else []
    if row is None:
        return offer(lead, _)
    if not actions.is_own(session, row, guardian):
        return _others(lead, _)
    return _own(session, row, guardian, lead, _, around, now)


def is_offered(session: Session, guardian: Guardian | None) -> bool:
    """Whether the page is the consent, with its two answers."""
    if guardian is None or not families.has_agreed(session, guardian, "child"):
        return False
    return tables.of_family(session, guardian.family_id) is None


def first_the_calendar(_: Words) -> Screen:
    """What registering brings, for somebody we keep nothing of."""
    told = [
        _("<b>🏘 My community</b>"),
        _(
            "Families here can let their community know them. A worker then calls when something is overdue, or finds a volunteer."
        ),
        _("First let me keep your children's calendar. Then I ask you about the community, apart from it."),
    ]
    keep = Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack())
    return Screen(join(told), rows(keep, to_home(_)))


def offer(lead: list[Html], _: Words) -> Screen:
    yes = Choice(_("Yes, I agree"), Known(do="yes", value=VERSION).pack())
    no = Choice(_("No, thank you"), Known(do="no").pack())
    return Screen(
        join([*lead, consent_text(_)]), (*rows(yes, no, width=2), *rows(to_moved(_), to_home(_), width=2))
    )


def _others(lead: list[Html], _: Words) -> Screen:
    told = [
        *lead,
        _("<b>🏘 My community</b>"),
        _(
            "Your family is registered: the other guardian did it. Their name and number are theirs, so I do not show them."
        ),
        _(
            "You can register yourself instead: then what the other one told is deleted, also at other offices."
        ),
        _("Or take the family off the list."),
    ]
    instead = Choice(_("Register me instead"), Known(do="text").pack())
    return Screen(join(told), rows(instead, to_moved(_), _out(_), to_home(_)))


def _own(
    session: Session,
    row: Registration,
    guardian: Guardian,
    lead: list[Html],
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    number = len([one for one in referral_tables.all_of_guardian(session, guardian.id or 0) if one.words])
    passed = _.ngettext("📨 To other offices ({n})", "📨 To other offices ({n})", number, n=number)
    lines = [
        *lead,
        _("<b>🏘 My community</b>"),
        _("The worker in your district sees:"),
        *own_lines(session, row, _, around, now),
    ]

    def change(label: Html, what: str) -> Choice:
        return Choice(label, Known(do="change", value=what).pack())

    ways = (
        change(_("✏️ How to call me"), "called"),
        change(_("✏️ Phone"), "phone"),
        change(_("✏️ Community office"), "office") if tables.offices(session, row.district) else None,
        to_moved(_),
        Choice(_("🤝 A volunteer"), Helper(do="list").pack()),
        Choice(passed, Go(to="referrals").pack()) if number else None,
        _out(_),
        to_home(_),
    )
    return Screen(join(lines), rows(*ways, width=2))


def _out(_: Words) -> Choice:
    return Choice(_("🗑 Off the list"), Known(do="out").pack())
