"""What is said about an invitation: to who makes it, to who follows it, and to who was there before."""

from __future__ import annotations

import html
from datetime import datetime, timedelta

from sqlmodel import Session

from actions import families
from actions.reminders import hours
from db.chats import Chat
from db.families import Guardian
from dialogs.home import to_home
from dialogs.screens import Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from dialogs.words import join as lines
from rules.hours import next_polite


def shown(chat: Chat, secret: str, around: Surroundings, _: Words) -> list[Html]:
    """To be copied and sent on, not to be followed: whoever made it is in already."""
    payload = "join_" + secret
    link = around.link(chat.channel, payload)
    asked = (
        _("Copy this link and send it to the other person:")
        if link
        else _("Let the other person send me this message:")
    )
    return [asked, Html(f"<code>{html.escape(link or '/start ' + payload)}</code>"), Html("")]


def invited(_: Words) -> Html:
    """What somebody who opened a link reads above the questions."""
    return _(
        "👪 You are invited to a family's calendar. Two short questions first, then you see the children."
    )


def tell_the_others(
    session: Session, newcomer: Guardian, _: Words, around: Surroundings, now: datetime
) -> None:
    """One letter to everybody who was there before, in their language and at their hours, without a name: we know none."""
    for chat, other in families.chats_to_tell(session, newcomer):
        screen = _joined(_.catalogues.speak(chat.language))
        families.tell(
            session,
            chat,
            screen.to_json(),
            now,
            next_polite(now, hours(other), around.zone, now + timedelta(days=1)),
        )


def _joined(_: Words) -> Screen:
    text = lines(
        [
            _("👪 Your link was used: somebody joined, and you look after the children together now."),
            _("You both get the reminders. When one of you taps Done, the other need not go."),
        ]
    )
    return Screen(text, rows(to_home(_)), fresh=True)
