"""An activity in words: when, where, for whom, seats; for families, and the same for staff before it is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from db import places
from db.activities import Activity, ActivityState
from db.places import PlaceRow
from dialogs.answer_ways import in_words
from dialogs.near_words import demo_label, text_of
from dialogs.need_words import language_name, topic_name
from dialogs.staff_words import district_names
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join, plain
from rules.activities import BANDS, FEW, Outline, free, spoken
from rules.audiences import Ages

#: Characters of a title on a button behind a number.
_ON_BUTTON = 50


def title(outline: Outline, _: Words) -> Html:
    """What it is called."""
    return in_words(outline.titles, _) or _("(no name yet)")


def short_title(outline: Outline, _: Words) -> str:
    """The same where there is little room."""
    name = plain(title(outline, _))
    return name if len(name) <= _ON_BUTTON else name[: _ON_BUTTON - 1] + "…"


def when(outline: Outline, _: Words, around: Surroundings) -> Html:
    """Day, from and to, in the city's zone."""
    if outline.starts_at is None:
        return _("no day yet")
    start = outline.starts_at.astimezone(around.zone)
    day = _.day(start.date(), weekday=True)
    if outline.ends_at is None:
        return _("{day}, no time yet", day=day)
    end = outline.ends_at.astimezone(around.zone)
    return _("{day}, {start}–{end}", day=day, start=start.time(), end=end.time())


def place_of(outline: Outline, session: Session) -> PlaceRow | None:
    """The place of the tables it is at, if it is at one."""
    return places.several(session, [outline.place]).get(outline.place) if outline.place is not None else None


def where(outline: Outline, session: Session, _: Words) -> Html:
    """The place with its address, and the words beside it."""
    row, words = place_of(outline, session), in_words(outline.wheres, _)
    parts: list[Html] = []
    if row is not None:
        name = text_of(row.place.names, _)
        parts.append(name + " " + demo_label(_) if row.place.demo else name)
        if row.place.addresses:
            parts.append(text_of(row.place.addresses, _))
    if words:
        parts.append(words)
    return join(parts, _(", ")) if parts else _("no place yet")


def band_names(_: Words) -> dict[str, Html]:
    """By key of `rules.activities.BANDS`; short enough for a button."""
    return {
        "baby": _("Under 3"),
        "kinder": _("3 to 5 years"),
        "primary": _("6 to 11 years"),
        "junior": _("12 to 14 years"),
    }


def ages(bands: Iterable[Ages], _: Words) -> Html:
    """For children of which ages."""
    names = band_names(_)
    known = {band: names[key] for key, band in BANDS.items()}
    said = [known.get(band) or _typed_ages(band, _) for band in sorted(bands, key=lambda one: one.first)]
    return join(said, _(", ")) if said else _("every age")


def _typed_ages(band: Ages, _: Words) -> Html:
    """Years where they are whole ones."""
    first, after = band.first, band.last + 1
    if first % 12 or after % 12:
        return _("{first} to {last} months", first=first, last=band.last)
    if not first:
        return _("under {n}", n=after // 12)
    return _("{first} to {last} years", first=first // 12, last=after // 12 - 1)


def seats_left(outline: Outline, taken: int, _: Words) -> Html:
    """In words: how many exactly is nobody's business, and soon no longer true."""
    left = free(outline.seats, taken)
    if left is None:
        return _("Seats for everybody who comes.")
    if left == 0:
        return _("All seats are taken: you can wait for one.")
    if left >= FEW:
        return _("Seats are free.")
    if taken:
        return _("Only a few seats are left.")
    # nobody has taken one: it is small, not nearly full
    return _.ngettext("{n} seat in all.", "{n} seats in all.", left, n=left)


def card_lines(
    outline: Outline, session: Session, _: Words, around: Surroundings, taken: int | None
) -> list[Html]:
    """What families read; staff see the very same before they publish. `taken`: seats that are taken, None where nobody can answer any more."""
    text = in_words(outline.texts, _)
    districts, languages = outline.audience.districts, spoken(outline)
    name, topic = title(outline, _), topic_name(outline.topic, _) if outline.topic else None
    lines = [
        Html("🎈 <b>") + name + Html("</b>"),
        # many are called what they are about: "家长课堂"
        topic if topic is None or plain(topic).casefold() != plain(name).strip().casefold() else None,
        Html("📅 ") + when(outline, _, around),
        Html("📍 ") + where(outline, session, _),
        _("👶 For: {ages}", ages=ages(outline.audience.ages, _)),
        _("🏘 For families of: {districts}", districts=district_names(districts, _, around)),
        _(
            "🗣 Spoken there: {languages}",
            languages=join([language_name(one, _) for one in languages], _(", ")),
        )
        if languages
        else None,
        Html("💺 ") + seats_left(outline, taken, _) if taken is not None else None,
    ]
    kept = [line for line in lines if line is not None]
    return [*kept, Html(""), text] if text else kept


def why_words(why: Mapping[str, str], _: Words) -> Html:
    """Why it does not take place; empty where nobody said."""
    said = {
        "weather": _("because of the weather"),
        "ill": _("because somebody who leads it is ill"),
        "few": _("because too few can come"),
        "room": _("because the room is not free"),
    }
    return said.get(why.get("is", ""), Html("")) if "is" in why else in_words(why, _)


def told_line(one: Mapping[str, Any], _: Words) -> Html:
    """One answer as a copy of everything kept tells it."""
    said = {"yes": _("you come"), "maybe": _("maybe"), "no": _("you cannot come")}
    came = [_("you were there")] if one["came_at"] else []
    words = [_("you wrote: {words}", words=one["words"])] if one["words"] else []
    liked = {1: _("👍 Good"), 2: _("😐 So-so"), 3: _("👎 Not good")}.get(one["liked"] or 0)
    answer = said.get(one["answer"], _("{text}", text=one["answer"]))
    told = join([answer, *came, *([liked] if liked else []), *words], _(", "))
    return _("Activity “{name}”: {told}", name=in_words(one["title"], _), told=told)


def off_line(row: Activity, _: Words) -> Html | None:
    """Above the card of one that does not take place."""
    if row.state != ActivityState.CANCELLED:
        return None
    why = why_words(row.why, _)
    said = _("🚫 <b>It does not take place.</b>")
    return said + " " + _("Why: {reason}", reason=why) if why else said


def moved_line(row: Activity, _: Words, now: datetime) -> Html | None:
    """Above the card of one whose time or place is another one than before."""
    if (
        row.moved_at is None
        or row.state != ActivityState.OPEN
        or row.starts_at is None
        or row.starts_at <= now
    ):
        return None
    return _("⏰ Time or place has changed: it is so now.")
