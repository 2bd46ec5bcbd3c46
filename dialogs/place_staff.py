"""What parents say is wrong with a place, as staff read it, and the letter that tells them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from actions import families
from db import chats, place_staff, staff
from db.chats import Chat
from db.places import PlaceRow
from dialogs.addresses import Go
from dialogs.near_words import text_of
from dialogs.screens import Choice, Screen, rows
from dialogs.staff_addresses import Work
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.hours import PRESETS, next_polite
from rules.roles import Role

#: Who may do something about it.
_TOLD = (Role.WORKER, Role.MANAGER, Role.ADMINISTRATOR)
#: So long one letter about a place is enough.
_QUIET = timedelta(days=1)


def reported(what: str, _: Words) -> Html:
    """What a parent said, in a sentence."""
    said = {
        "closed": _("A parent says: it is closed."),
        "moved": _("A parent says: it has moved."),
        "phone": _("A parent says: the phone number is wrong."),
        "hours": _("A parent says: the opening hours are wrong."),
        "refused": _("A parent says: they were sent away."),
    }
    return said.get(what, _("A parent says: something is wrong."))


def tell_staff(session: Session, row: PlaceRow, what: str, around: Surroundings, now: datetime) -> None:
    """One letter to everybody who can mend it, each in their language and by day: the staff of that district, and the owners.

    Nothing of who said it is in it. Who had a letter about the place within the last day finds the rest in the list.
    """
    if any(
        one.what != what and now - one.at < _QUIET for one in place_staff.reports_of(session, row.id or 0)
    ):
        return
    due_at = next_polite(now, PRESETS["daytime"], around.zone, now + timedelta(days=1))
    for chat in _to_tell(session, row.district, around):
        _ = around.catalogues.speak(chat.language)
        families.tell(session, chat, _letter(row, what, _).to_json(), now, due_at)


def _to_tell(session: Session, district: str | None, around: Surroundings) -> list[Chat]:
    """Each chat once. Who shut theirs hears nothing."""
    owners = [chats.find(session, "telegram", str(owner)) for owner in around.owners]
    found = [chat for _member, chat in staff.serving(session, district, _TOLD)]
    every = {chat.id: chat for chat in [*found, *owners] if chat is not None}
    return [chat for chat in every.values() if chat.blocked_at is None and not chat.leaving]


def _letter(row: PlaceRow, what: str, _: Words) -> Screen:
    place = row.place
    lines = [
        Html("📣 <b>") + text_of(place.names, _) + Html("</b>"),
        *([Html("📍 ") + text_of(place.addresses, _)] if place.addresses else []),
        reported(what, _),
    ]
    look = Choice(_("Look at this place"), Work(do="look", place=row.id or 0).pack())
    every = Choice(_("📣 All reports"), Go(to="staff_reports").pack())
    return Screen(join(lines), rows(look, every), fresh=True)
