"""Whom a notice is for, in words."""

from __future__ import annotations

from db import activities
from db.places import several
from dialogs.near_words import language_in, text_of
from dialogs.need_words import topic_name
from dialogs.seats import Seat
from dialogs.staff_words import district_names
from dialogs.words import Html, Words, join
from rules.audiences import STAGES as STAGES_OF_CHILDHOOD
from rules.audiences import Ages, Audience

#: Ages that are offered by one tap, in completed months: how they are called in addresses.
STAGES: dict[str, Ages] = {f"{ages.first}-{ages.last}": ages for ages in STAGES_OF_CHILDHOOD}


def ages_name(ages: Ages, _: Words) -> Html:
    """Years where they are whole ones."""
    if ages == Ages(0, 35):
        return _("under 3")
    first, last = ages.first, ages.last + 1
    if first % 12 or last % 12:
        return _("{first} to {last} months", first=first, last=ages.last)
    if first == 0:
        return _("under {n}", n=last // 12)
    if last - first == 12:
        return _("{n} years", n=first // 12)
    return _("{first} to {last} years", first=first // 12, last=last // 12 - 1)


def stage_names(_: Words) -> dict[str, Html]:
    """Short enough for a button."""
    return {
        "0-35": _("👶 0–3"),
        "36-71": _("🧒 3–6, kindergarten"),
        "72-143": _("🎒 6–12, primary school"),
        "144-179": _("📘 12–15, middle school"),
        "180-215": _("📗 15–18"),
    }


def audience_lines(audience: Audience, seat: Seat) -> list[Html]:
    """A line for each part that narrows it."""
    _ = seat.words
    if audience.got is not None:
        return [_("Everybody who got the notice it corrects.")]
    where = district_names(audience.districts, _, seat.around)
    lines = [_("Districts: {list}", list=where)]
    if audience.communities:
        lines.append(_("Registered with: {list}", list=_offices(audience, seat)))
    if audience.ages:
        named = [ages_name(ages, _) for ages in audience.ages]
        lines.append(_("Children: {list}", list=join(named, _(", "))))
    if audience.languages:
        spoken = [language_in(code, _) for code in sorted(audience.languages)]
        lines.append(_("Who reads: {list}", list=join(spoken, _(", "))))
    if audience.tags:
        topics = [topic_name(tag, _) for tag in sorted(audience.tags)]
        lines.append(_("Who asked for: {list}", list=join(topics, _(", "))))
    if audience.activity is not None:
        lines.append(_("Who said yes or maybe to: {name}", name=_activity(audience.activity, seat)))
    return lines


def _offices(audience: Audience, seat: Seat) -> Html:
    rows = several(seat.session, sorted(audience.communities))
    names = [
        text_of(rows[one].place.names, seat.words) if one in rows else seat.words("one that is gone")
        for one in sorted(audience.communities)
    ]
    return join(names, seat.words(", "))


def audience_short(audience: Audience, seat: Seat) -> Html:
    return join(audience_lines(audience, seat), " · ")


def _activity(number: int, seat: Seat) -> Html:
    found = activities.look(seat.session, number)
    return activity_name(found.content if found is not None else {}, number, seat.words)


def activity_name(content: dict[str, object], number: int, _: Words) -> Html:
    """Its title, in the reader's language."""
    titles = content.get("title")
    return text_of(titles, _) if isinstance(titles, dict) and titles else _("Activity {n}", n=number)
