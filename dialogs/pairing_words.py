"""Letters about a volunteer: to the family, and to the worker who found one; and how it is asked how it goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from actions import pairings as actions
from actions.families import tell
from actions.staff import OWNER
from db.chats import Chat
from db.follow_up import Pairing
from dialogs.addresses import Go
from dialogs.community_addresses import Helper, Pair
from dialogs.home import to_home
from dialogs.need_words import topic_name
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.ticket_letters import own_chat, polite, readers
from dialogs.ticket_words import quoted
from dialogs.words import Html, Words, join
from rules.roles import Role


def found_screen(found: Pairing, _: Words) -> Screen:
    """The family is asked: who, and when. The same Screen is the preview of whoever writes it."""
    return offer(found.id or 0, found.topic, found.volunteer or "", found.meets or "", _)


def offer(number: int, topic: str, volunteer: str, meets: str, _: Words) -> Screen:
    """Two equal answers. Each carries a hash of what was shown: the chat may hold the letters of two volunteers."""
    read = actions.shown(number, topic, volunteer, meets)
    lines = [
        _("🤝 <b>The worker has found somebody for your child</b>"),
        Html("• ") + topic_name(topic, _),
        _("• Name: {name}", name=volunteer),
        quoted(meets),
        _("Is that all right for you?"),
    ]
    yes = Choice(_("Yes, that is fine"), Helper(do="yes", pairing=number, value=read).pack())
    no = Choice(_("No, thank you"), Helper(do="no", pairing=number, value=read).pack())
    return Screen(join(lines), (*rows(yes, no, width=2), *rows(to_home(_))))


def how_is_it(found: Pairing) -> Callable[[Words], Screen]:
    """Asked once, after a month."""

    def word(_: Words) -> Screen:
        number = found.id or 0
        told = _(
            "🤝 {name} has been helping your child for a month. Does it go well?", name=found.volunteer or ""
        )
        return Screen(
            told,
            rows(
                Choice(_("😊 Yes"), Helper(do="well", pairing=number).pack()),
                Choice(_("😟 Not really"), Helper(do="badly", pairing=number).pack()),
                Choice(_("✖️ End it"), Helper(do="end", pairing=number).pack()),
                to_home(_),
                width=2,
            ),
        )

    return word


def to_pairings(_: Words) -> Choice:
    return Choice(_("🤝 Volunteers"), Go(to="staff_pairings").pack())


def tell_office(
    session: Session,
    found: Pairing,
    say: Callable[[Words], Html],
    around: Surroundings,
    now: datetime,
    ways: Callable[[Words], list[Choice]] | None = None,
) -> None:
    """Whoever found the volunteer hears of it; where they are gone or the family moved away from them, those of the district."""
    for chat in _whom(session, found, around):
        _ = around.catalogues.speak(chat.language)
        look = Choice(_("Look at it"), Pair(do="look", pairing=found.id or 0).pack())
        buttons = rows(*(ways(_) if ways else [look]), to_pairings(_))
        screen = Screen(say(_), buttons, fresh=True).to_json()
        tell(session, chat, screen, now, polite(now, around), f"pairing:{found.id}")
    session.flush()


def tell_ended(session: Session, found: Pairing, around: Surroundings, now: datetime) -> None:
    """The family has ended it: somebody has to tell the volunteer."""
    tell_office(session, found, lambda _: _("✔️ A family has ended the help of a volunteer."), around, now)


def _whom(session: Session, found: Pairing, around: Surroundings) -> list[Chat]:
    there = [(chat, duty) for chat, duty in readers(session, found.district, "", Role.WORKER, around)]
    theirs = [chat for chat, duty in there if duty.who == found.who]
    if theirs or found.who is None or found.who == OWNER:
        return theirs or [chat for chat, _duty in there]
    chat = own_chat(session, found.who, found.district)
    return [chat] if chat is not None else [one for one, _duty in there]
