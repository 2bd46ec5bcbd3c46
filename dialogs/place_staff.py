"""What parents say is wrong with a place, as staff read it, and the letter that tells them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from actions import families
from actions.staff import role_of
from db import chats, place_staff, staff
from db.chats import Chat
from db.place_staff import open_reports
from db.places import PlaceRow
from dialogs.addresses import Go
from dialogs.near_words import demo_label, text_of
from dialogs.screens import Choice, Screen, rows
from dialogs.staff_addresses import Work
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.hours import PRESETS, next_polite
from rules.roles import Duty, Role

#: Who may do something about it.
_TOLD = (Role.WORKER, Role.MANAGER, Role.ADMINISTRATOR)
#: What was said longer ago than this is not told on the same day any more: a night lies between at most.
_LATELY = timedelta(days=2)


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


def tell_staff(session: Session, row: PlaceRow, what: str, around: Surroundings, now: datetime) -> bool:
    """A letter by day to everybody who can mend it, each in their language: the staff of that district, and the owners. Says whether there is
    anybody.

    Nothing of who said it is in it. Each of them has one letter on a day, however much is said: the rest stands in the list.
    """
    due_at, found = _told_at(now, around), _to_tell(session, row.district, around)
    others = [
        district
        for one, district in place_staff.said_since(session, now - _LATELY)
        if (one.place_id, one.what, one.done_at) != (row.id, what, None)
        and around.today(_told_at(one.at, around)) == around.today(due_at)
    ]
    for chat, duty in found:
        if not any(duty.covers(one) for one in others):
            _ = around.catalogues.speak(chat.language)
            number = len(open_reports(session, duty.districts))
            families.tell(session, chat, _letter(row, what, number, _).to_json(), now, due_at)
    return bool(found)


def _told_at(at: datetime, around: Surroundings) -> datetime:
    """What is said in the night is told in the morning."""
    return next_polite(at, PRESETS["daytime"], around.zone, at + timedelta(days=1))


def _to_tell(session: Session, district: str | None, around: Surroundings) -> list[tuple[Chat, Duty]]:
    """Each chat once. Who shut theirs hears nothing."""
    owners = [chats.find(session, "telegram", str(owner)) for owner in around.owners]
    found = [chat for _member, chat in staff.serving(session, district, _TOLD)]
    every = {chat.id: chat for chat in [*found, *owners] if chat is not None}
    open_ = [chat for chat in every.values() if chat.blocked_at is None and not chat.leaving]
    return [(chat, duty) for chat in open_ if (duty := role_of(session, chat, around.owners)) is not None]


def _letter(row: PlaceRow, what: str, number: int, _: Words) -> Screen:
    """`number` reports are open for the reader, with this one."""
    place = row.place
    lines = [
        Html("📣 <b>") + text_of(place.names, _) + Html("</b>") + (" " + demo_label(_) if place.demo else ""),
        *([Html("📍 ") + text_of(place.addresses, _)] if place.addresses else []),
        reported(what, _),
    ]
    if number > 1:
        lines.append(
            _.ngettext("{n} report of parents is open.", "{n} reports of parents are open.", number, n=number)
        )
    look = Choice(_("Look at this place"), Work(do="look", place=row.id or 0).pack())
    every = Choice(_("📣 All reports"), Go(to="staff_reports").pack())
    return Screen(join(lines), rows(look, every), fresh=True)
