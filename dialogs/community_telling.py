"""A family goes off the community's list, or another guardian takes the place of who registered: all who have to act hear of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from actions import families
from actions.registrations import Ended, letter_name
from db.families import Guardian
from dialogs.community_words import to_community, write_to
from dialogs.home import to_home
from dialogs.pairing_words import tell_ended
from dialogs.referral_words import tell_taken_back
from dialogs.screens import Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words


def tell_off(session: Session, guardian: Guardian, ended: Ended, around: Surroundings, now: datetime) -> None:
    """The family is off the list: this person took it off."""
    _tell_staff(session, ended, around, now)
    if ended.listed:
        _tell_others(session, guardian, _off, around, now)


def tell_instead(
    session: Session, guardian: Guardian, ended: Ended, around: Surroundings, now: datetime
) -> None:
    """This person registered instead of another guardian."""
    _tell_staff(session, ended, around, now)
    if ended.listed:
        _tell_others(session, guardian, _instead, around, now)


def _off(_: Words) -> Html:
    return _("🗑 The other guardian took your family off the community's list.")


def _instead(_: Words) -> Html:
    return _(
        "🏘 The other guardian has registered your family with the community now. What was told there before is deleted."
    )


def _tell_staff(session: Session, ended: Ended, around: Surroundings, now: datetime) -> None:
    """The same letters as when each of them is ended alone."""
    for referral in ended.referrals:
        tell_taken_back(session, referral, around, now)
    for pairing in ended.pairings:
        tell_ended(session, pairing, around, now)


def _tell_others(
    session: Session, guardian: Guardian, say: Callable[[Words], Html], around: Surroundings, now: datetime
) -> None:
    for chat, _other in families.chats_to_tell(session, guardian):
        write_to(
            session,
            chat.id or 0,
            lambda _: Screen(say(_), rows(to_community(_), to_home(_))),
            around,
            now,
            letter_name(guardian.family_id),
            asked=False,
        )
