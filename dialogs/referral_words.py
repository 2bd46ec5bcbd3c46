"""A referral in words: what exactly the family is shown and agrees to, how far it is, and the letters to both offices."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlmodel import Session

from actions import referrals as actions
from actions.families import tell
from db import children, registrations
from db.chats import Chat
from db.follow_up import Referral, ReferralState, Registration
from dialogs.addresses import Go
from dialogs.community_addresses import Refer, Share
from dialogs.community_words import children_line, district_name
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.service_words import title
from dialogs.surroundings import Surroundings
from dialogs.ticket_letters import own_chat, polite, readers
from dialogs.ticket_words import office_name, quoted
from dialogs.words import Html, Words, join
from rules.follow_up import KEEP, REFERRAL_DAYS
from rules.roles import Role

SIGNS = {
    ReferralState.OFFERED: "❓", ReferralState.REFUSED: "🙅", ReferralState.SENT: "⏳", ReferralState.RECEIVED: "📬",
    ReferralState.SETTLED: "✅", ReferralState.RETURNED: "↩️", ReferralState.WITHDRAWN: "🗑",
}  # fmt: skip


def service_line(service: str | None, _: Words, around: Surroundings) -> Html:
    """What it is about, by the city's list."""
    found = around.knowledge.services.services.get(service or "")
    return title(found, _) if found is not None else _("Something else")


def offer_text(
    referral: Referral, row: Registration, _: Words, around: Surroundings, preview: bool = False
) -> Html:
    """The very words a family agrees to: everything the other office gets. `preview`: for the worker's chat, where name and number do not stay
    (`dialogs.contacts`)."""
    days = REFERRAL_DAYS
    called, phone = ("…", "…") if preview else (row.called or "", row.phone or "")
    return join(
        [
            _("📨 <b>May another office know?</b>"),
            _(
                "The community's worker would like to tell: {office}",
                office=office_name(referral.to_office, _, around),
            ),
            _("About: {service}", service=service_line(referral.service, _, around)),
            _("These words go there:"),
            quoted(referral.words or ""),
            _(
                "And with them: how to call you ({name}), your number ({phone}), your district, your language, and how many children you have and how old.",
                name=called,
                phone=phone,
            ),
            _.ngettext(
                "They have {n} office day to settle it. You can take it back at any time; then the words are deleted.",
                "They have {n} office days to settle it. You can take it back at any time; then the words are deleted.",
                days,
                n=days,
            ),
            _("Without it nothing is lost: you can always go there yourself."),
        ]
    )


def offer_screen(referral: Referral, row: Registration, _: Words, around: Surroundings) -> Screen:
    """Two equal answers. Each carries the office and a hash of what was shown."""

    def choice(label: Html, do: str) -> Choice:
        address = Share(
            do=do, referral=referral.id or 0, office=referral.to_office, shown=actions.shown(referral, row)
        )
        return Choice(label, address.pack())

    return Screen(
        offer_text(referral, row, _, around),
        (
            *rows(choice(_("Yes, they may know"), "yes"), choice(_("No, not that office"), "no"), width=2),
            *rows(to_home(_)),
        ),
    )


def state_lines(referral: Referral, _: Words, around: Surroundings, staff: bool = False) -> list[Html]:
    """How far it is; with `staff` as colleagues say it."""
    zone = around.zone
    due = _("To be settled by {day}.", day=referral.due_on) if referral.due_on else Html("")
    got = referral.received_at.astimezone(zone).date() if referral.received_at else None
    lines = {
        ReferralState.OFFERED: [_("❓ The family is asked.") if staff else _("❓ You are asked.")],
        ReferralState.REFUSED: [
            _("🙅 The family does not want it.") if staff else _("🙅 You said no. Nobody was told.")
        ],
        ReferralState.SENT: [_("⏳ Waits for the other office's receipt."), due],
        ReferralState.RECEIVED: [_("📬 The other office has it since {day}.", day=got or ""), due],
        ReferralState.SETTLED: [_("✅ Settled.")],
        ReferralState.RETURNED: [_("↩️ Sent back.")],
        ReferralState.WITHDRAWN: [
            _("🗑 The family took it back.") if staff else _("🗑 You took it back. The words are deleted.")
        ],
    }
    result = [quoted(referral.result)] if referral.result else []
    return [*lines[ReferralState(referral.state)], *result]


def headline(referral: Referral, _: Words, around: Surroundings) -> Html:
    """Nothing of the words."""
    parts = [
        _("Referral {number}", number=referral.id or 0),
        district_name(referral.district, _, around),
        service_line(referral.service, _, around),
    ]
    return join(parts, " · ")


def family_lines(
    session: Session, referral: Referral, _: Words, around: Surroundings, now: datetime
) -> list[Html]:
    """Whom it is about, as long as the family stands by it; name and number by a tap more (`dialogs.contacts`)."""
    if reached_by(session, referral) is None:
        return []
    return [children_line(children.of_family(session, referral.family_id), around.today(now), _)]


def reached_by(session: Session, referral: Referral) -> Registration | None:
    """How the other office reaches them, as long as the family stands by it."""
    row = registrations.of_family(session, referral.family_id)
    stands = referral.state in (ReferralState.SENT, ReferralState.RECEIVED)
    return row if row is not None and row.chat_id == referral.chat_id and stands else None


def kept_days(_: Words) -> Html:
    days = KEEP.days
    return _.ngettext(
        "🔒 The words are deleted {n} day after it is over.",
        "🔒 The words are deleted {n} days after it is over.",
        days,
        n=days,
    )


def to_referrals(_: Words) -> Choice:
    return Choice(_("📨 Referrals"), Go(to="staff_referrals").pack())


# --- letters to staff


def tell_other_office(
    session: Session,
    referral: Referral,
    say: Callable[[Words], Html],
    around: Surroundings,
    now: datetime,
    role: Role = Role.WORKER,
) -> None:
    """Those of the other office in this district; where nobody is, those above."""
    found = readers(session, referral.district, referral.to_office, role, around)
    _letters(session, referral, (chat for chat, _duty in found), say, around, now)


def tell_sender(
    session: Session, referral: Referral, say: Callable[[Words], Html], around: Surroundings, now: datetime
) -> None:
    """Whoever proposed it; where they are gone, or the family moved to another district, those of the office it came from."""
    chat = own_chat(session, referral.who, referral.district)
    if chat is None or chat.leaving:
        found = readers(session, referral.district, referral.from_office, Role.WORKER, around)
        _letters(session, referral, (one for one, _duty in found), say, around, now)
    else:
        _letters(session, referral, [chat], say, around, now)


def tell_taken_back(session: Session, referral: Referral, around: Surroundings, now: datetime) -> None:
    """Both offices, where one of them is at work on it."""
    for tell_them in (tell_other_office, tell_sender):
        tell_them(session, referral, lambda _: _("🗑 A family has taken a referral back."), around, now)


def _letters(
    session: Session,
    referral: Referral,
    chats: Iterable[Chat],
    say: Callable[[Words], Html],
    around: Surroundings,
    now: datetime,
) -> None:
    """Nothing of the words is in them."""
    for chat in chats:
        _ = around.catalogues.speak(chat.language)
        look = Choice(_("Look at it"), Refer(do="look", number=referral.id or 0).pack())
        screen = Screen(
            join([say(_), headline(referral, _, around)]), rows(look, to_referrals(_)), fresh=True
        )
        tell(session, chat, screen.to_json(), now, polite(now, around), f"referral:{referral.id}")
    session.flush()
