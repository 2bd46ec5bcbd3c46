"""What keeps a notice from leaving: each fault with its cure. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.answers.answer import Leads
from rules.answers.checks import Fault, Known, link_faults, text_faults
from rules.languages import DEFAULT
from rules.notices import LABEL_MOST, OPTIONS_MOST, TEXT_MOST, WAYS_MOST, WEEK, WHY_MOST, Notice, Repeats
from rules.places.place import Texts

#: How far ahead a notice can be planned.
AHEAD_MOST = timedelta(days=366)
#: Months of life that are asked for at most: children up to 18.
MONTHS_MOST = 18 * 12


@dataclass(frozen=True, slots=True)
class There:
    """What a notice may name: `known` for the ways, districts of the city, files, activities and places by their numbers (only those it names need to
    be in it); `languages` it may be written in."""

    known: Known
    districts: Collection[str] = ()
    files: Collection[str] = ()
    activities: Collection[int] = ()
    places: Collection[int] = ()
    #: When the activity it invites to begins.
    begins: datetime | None = None
    #: Whether that is at another time or place than the words say (`rules.notices.Notice.as_of`).
    moved: bool = False


def faults(notice: Notice, there: There, now: datetime) -> list[Fault]:
    """Everything that keeps it from leaving; `field` is a name of `rules.notices.to_plain` ("text.en", "ways.2", "options.1.zh_CN")."""
    return [
        *_words(notice),
        *_ways(notice, there),
        *_options(notice),
        *_time(notice, now),
        *_in_time(notice, there.begins, now),
        *_audience(notice, there),
        *_named(notice, there),
    ]


def nobody() -> Fault:
    """The audience is empty: whoever counted it says so."""
    return Fault("audience", "nobody", "reaches nobody", "Choose more districts, ages or languages.")


def same() -> Fault:
    """A correction that corrects nothing: whoever knows what it corrects says so (`says_the_same`)."""
    return Fault(f"text.{DEFAULT}", "same", "says the same as before", "Change it first.")


def says_the_same(notice: Notice, wrong: Notice) -> bool:
    """Whether families would read again what they were told wrongly. What a correction does not take over (a file, a place) changes nothing by being away."""
    kept = (
        (notice.why, wrong.why),
        (notice.options, wrong.options),
        (notice.file, wrong.file),
        (notice.place, wrong.place),
        (notice.activity, wrong.activity),
    )
    texts = {code: text.strip() for code, text in notice.texts.items()}
    before = {code: text.strip() for code, text in wrong.texts.items()}
    return texts == before and notice.ways == wrong.ways and all(not now or now == old for now, old in kept)


def few() -> Fault:
    """It goes to those who asked for something, and they are fewer than five families: whoever counted them says so (`rules.needs`, rule 6)."""
    return Fault("audience", "few", "means fewer than five families", "Choose more.")


def _words(notice: Notice) -> Iterator[Fault]:
    yield from _texts("text", notice.texts, TEXT_MOST, bold=True)
    if notice.urgent:
        yield from _texts("why", notice.why, WHY_MOST)


def _texts(where: str, texts: Texts, most: int, bold: bool = False) -> Iterator[Fault]:
    if not texts.get(DEFAULT, "").strip():
        yield Fault(f"{where}.{DEFAULT}", "missing", "is missing in Chinese", "Write it.")
    for code, text in texts.items():
        yield from text_faults(f"{where}.{code}", text, most, bold)


def _ways(notice: Notice, there: There) -> Iterator[Fault]:
    if len(notice.ways) > WAYS_MOST:
        yield Fault("ways", "many", f"has {len(notice.ways)} buttons", f"Keep {WAYS_MOST} at most.")
    for at, way in enumerate(notice.ways, 1):
        where = f"ways.{at}"
        for text in way.labels.values():
            yield from text_faults(where, text, LABEL_MOST, bold=False)
        if way.leads == Leads.LINK:
            yield from link_faults(where, way.to, way.labels.get(DEFAULT, ""))
        elif not _is_there(way.leads, way.to, there):
            yield Fault(where, "target", f"leads to {way.to}, which there is not", "Choose another one.")


def _is_there(leads: Leads, to: str, there: There) -> bool:
    if leads == Leads.ANSWER:
        return to in there.known.answers
    return to in there.known.ids.get(leads, frozenset())


def _options(notice: Notice) -> Iterator[Fault]:
    number = len(notice.options)
    if number == 1:
        yield Fault(
            "options", "one_option", "is a poll with one choice", "Add another choice, or take it out."
        )
    if number > OPTIONS_MOST:
        yield Fault("options", "many", f"has {number} choices", f"Keep {OPTIONS_MOST} at most.")
    for at, texts in enumerate(notice.options, 1):
        yield from _texts(f"options.{at}", texts, LABEL_MOST)
    said = [texts.get(DEFAULT, "").strip() for texts in notice.options]
    if len(set(said)) < len(said):
        yield Fault("options", "twice", "has the same choice twice", "Change one of them.")


def _time(notice: Notice, now: datetime) -> Iterator[Fault]:
    if notice.at is None:
        if notice.repeats != Repeats.ONCE:
            yield Fault("at", "no_time", "repeats, but has no first time", "Choose when it leaves first.")
    elif notice.at <= now:
        yield Fault("at", "past", "is to leave at a time that is over", "Choose another time, or: at once.")
    elif notice.at - now > AHEAD_MOST:
        yield Fault("at", "far", "is to leave in more than a year", "Choose an earlier time.")
    if notice.urgent and notice.repeats != Repeats.ONCE:
        yield Fault(
            "urgent", "urgent_repeats", "is urgent again and again", "Send it once, or make it a usual one."
        )


def _in_time(notice: Notice, begins: datetime | None, now: datetime) -> Iterator[Fault]:
    """Nobody is invited to what is over, nor asked again when it is."""
    if begins is None:
        return
    first = notice.at or now
    if first >= begins:
        yield Fault("at", "over", "invites to what has begun by then", "Choose an earlier time.")
    elif notice.repeats != Repeats.ONCE and first + WEEK >= begins:
        yield Fault("at", "once", "would invite again when it has begun", "Send it once.")


def _audience(notice: Notice, there: There) -> Iterator[Fault]:
    audience = notice.audience
    for district in sorted(audience.districts - frozenset(there.districts)):
        yield Fault("audience", "target", f"names {district}, which is no district", "Choose others.")
    for ages in audience.ages:
        if not 0 <= ages.first <= ages.last <= MONTHS_MOST:
            yield Fault("audience", "ages", "has ages the wrong way round", "From the younger to the older.")
    if audience.tells_of_one:
        cure = "Beside what families asked for choose districts and stages only."
        yield Fault("audience", "fine", "could mean one family by what it asked for", cure)


def _named(notice: Notice, there: There) -> Iterator[Fault]:
    if notice.file is not None and notice.file not in there.files:
        yield Fault("file", "target", "names a file that is not here", "Send the file again.")
    if notice.activity is not None and notice.activity not in there.activities:
        yield Fault("activity", "target", "invites to an activity there is not", "Choose another one.")
    if there.moved:
        cure = "Put it away, and write a new invitation."
        yield Fault("activity", "moved", "says a time or place that is another one by now", cure)
    if notice.place is not None and notice.place not in there.places:
        yield Fault("place", "target", "names a place there is not", "Choose another one.")


def untranslated(notice: Notice, read: Collection[str]) -> list[str]:
    """Languages of these in which somebody reads it in another one: no fault, but said before it leaves."""
    return sorted(code for code in read if not notice.texts.get(code, "").strip())
