"""The nearest places of a kind as one message: five at a time, the filters that make sense here, and what is said where there are none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from db import children
from db.families import Guardian
from db.nearest import Found, Wanted, nearest
from dialogs.home import to_home
from dialogs.hotlines import ill, number
from dialogs.near_addresses import Find, FindDo, PlaceDo
from dialogs.near_spots import Here
from dialogs.near_words import (
    checked_in_short,
    demo_label,
    distance,
    kind_name,
    open_now,
    spoken_there,
    text_of,
)
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.vaccine_words import vaccine_name
from dialogs.words import Html, Words, join
from rules.knowledge import is_elsewhere
from rules.places.circle import FARTHEST
from rules.places.place import Kind, Marks, Place

#: Places in one message.
_SHOWN = 5
#: Metres beyond which nobody goes with a child: farther places are named as far.
NEAR = 30_000.0
#: Filters that are bits of the place itself, by the letter in the button.
_MARKS = {"i": Marks.INCLUSIVE, "m": Marks.MIGRANTS, "l": Marks.LATE, "s": Marks.SATURDAY}
#: Which of them help with which kind; opening hours matter everywhere else than at school.
_FILTERS = {
    "nursery": "ilsm",
    "kindergarten": "imlhg",
    "primary_school": "mhg",
    "after_school_care": "ilsm",
    "vaccination_clinic": "lshg",
    "community_health_centre": "lshg",
}
_OTHERS = "ls"
#: Filters for the first two districts a family lives in.
_HOMES = "hg"


@dataclass(frozen=True)
class Search:
    """What is looked for, and around what."""

    kind: Kind
    here: Here
    address: Find
    districts: tuple[str, ...]

    def wanted(self) -> Wanted:
        marks = sum(int(mark) for letter, mark in _MARKS.items() if letter in self.address.want)
        serving = self.here.district or next(
            (one for letter, one in self.homes() if letter in self.address.want), None
        )
        return Wanted(self.here.lat, self.here.lon, (self.kind.id,), marks, serving, self.address.vac or None)

    def homes(self) -> list[tuple[str, str]]:
        """The family's districts by the letter of their filter."""
        return list(zip(_HOMES, self.districts, strict=False))


def search_of(
    address: Find, here: Here, session: Session, guardian: Guardian | None, around: Surroundings
) -> Search | None:
    """The search a button means; None for a kind the packs no longer know."""
    kind = next((one for one in around.knowledge.place_kinds.values() if one.code == address.kind), None)
    return Search(kind, here, address, home_districts(session, guardian)) if kind is not None else None


def home_districts(session: Session, guardian: Guardian | None) -> tuple[str, ...]:
    """The districts the family's children live in, as far as they were told."""
    found = children.of_family(session, guardian.family_id) if guardian is not None else []
    return tuple(dict.fromkeys(child.district for child in found if child.district))


def results(search: Search, session: Session, _: Words, around: Surroundings, now: datetime) -> Screen:
    """The nearest first. In a whole district nothing is near or far, so no distance is named."""
    first = search.address.page * _SHOWN
    found = nearest(session, search.wanted(), first + _SHOWN + 1, _within(search))
    if not found:
        return _none(search, session, _, around, now)
    shown = found[first : first + _SHOWN]
    if not shown:
        return results(
            Search(search.kind, search.here, search.address.model_copy(update={"page": 0}), search.districts),
            session,
            _,
            around,
            now,
        )
    buttons = [
        Choice(
            _("{number} · {name}", number=n, name=text_of(one.row.place.names, _)),
            PlaceDo(do="look", place=one.row.id or 0, at=search.address.at).pack(),
        )
        for n, one in enumerate(shown, first + 1)
    ]
    more = (
        Choice(_("More"), _with(search, page=search.address.page + 1))
        if len(found) > first + _SHOWN and search.address.page < 40
        else None
    )
    return Screen(
        _text(search, shown, True, _, around, now),
        (
            *rows(*buttons),
            *rows(*filters(search, _, around), width=2),
            *rows(more, *ways_on(search, _), width=2),
        ),
        afterwards=None if search.here.name else _text(search, shown, False, _, around, now),
    )


def _text(
    search: Search, shown: list[Found], distances: bool, _: Words, around: Surroundings, now: datetime
) -> Html:
    """The list in words. Without distances it tells nobody afterwards where somebody was."""
    lines = [*_before(search, _, around, now), _heading(search, _, around)]
    for number_of_place, one in enumerate(shown, search.address.page * _SHOWN + 1):
        lines += [Html(""), *_entry(number_of_place, one, search, distances, _, around, now)]
    small = _small_print(search, shown, _) if distances else []
    return join([*lines, *([Html(""), *small] if small else [])])


def _before(search: Search, _: Words, around: Surroundings, now: datetime) -> list[Html]:
    """Whom to call for a child that is very ill, before anybody looks for a hospital."""
    return ill(around, around.today(now), _) if search.kind.id == "childrens_hospital" else []


def _heading(search: Search, _: Words, around: Surroundings) -> Html:
    kind = kind_name(around.knowledge.place_kinds, search.kind.id, _)
    if search.here.district is not None:
        title = _("<b>{kind}</b> in {place}", kind=kind, place=search.here.name)
    elif search.here.name:
        title = _("<b>{kind}</b> near {place}", kind=kind, place=search.here.name)
    else:
        title = _("<b>{kind}</b> near you", kind=kind)
    told = told_filters(search, _, around)
    return join([title, _("Only: {filters}", filters=Html(_(", ").join(told)))]) if told else title


def _entry(
    place_number: int,
    one: Found,
    search: Search,
    distances: bool,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> list[Html]:
    place, local = one.row.place, now.astimezone(around.zone).replace(tzinfo=None)
    name = _("{number}. <b>{name}</b>", number=place_number, name=text_of(place.names, _))
    facts = [
        distance(one.metres, _) if distances and search.here.district is None else None,
        open_now(place, local, around.knowledge.workdays, _),
        _("affordable (普惠)") if place.inclusive else None,
        _("takes children from elsewhere")
        if place.migrants and "m" in _FILTERS.get(search.kind.id, "")
        else None,
    ]
    lines = [
        name + " " + demo_label(_) if place.demo else name,
        join([fact for fact in facts if fact is not None], " · "),
    ]
    if place.addresses:
        lines.append(text_of(place.addresses, _))
    if place.phone:
        lines.append(Html("☎️ ") + _("{text}", text=place.phone))
    return [*lines, _besides(place, around.today(now), _)]


def _besides(place: Place, today: date, _: Words) -> Html:
    """Price, languages, and when somebody last looked, in one line."""
    told = [
        Html("💰 ") + text_of(place.prices, _) if place.prices else None,
        Html("🗣 ") + spoken_there(place, _) if place.languages else None,
        checked_in_short(place, today, _),
    ]
    return join([one for one in told if one is not None], " · ")


def _small_print(search: Search, shown: list[Found], _: Words) -> list[Html]:
    lines = []
    if search.here.district is None:
        lines.append(_("Distances are in a straight line."))
    if any(one.row.place.demo for one in shown):
        lines.append(_("🧪 (demo): made up, to show how it works."))
    if not search.here.name:
        lines.append(_("I forget your location within half an hour."))
    return lines


def told_filters(search: Search, _: Words, around: Surroundings) -> list[Html]:
    """The filters that are on, in words."""
    words = filter_words(search, _, around)
    told = [words[letter] for letter in search.address.want if letter in words]
    if search.address.vac:
        told.append(_("has {vaccine}", vaccine=vaccine_name(around.knowledge, search.address.vac, _)))
    return told


def filter_words(search: Search, _: Words, around: Surroundings) -> dict[str, Html]:
    """What each filter means here, by its letter."""
    words = {
        "i": _("affordable (普惠)"),
        "m": _("takes children from elsewhere"),
        "l": _("open after six"),
        "s": _("open on Saturday"),
    }
    for letter, home in search.homes():
        district = around.knowledge.district(home)
        if district is not None:
            words[letter] = _("serves {district}", district=_.fact(district.name))
    return words


def filters(search: Search, _: Words, around: Surroundings) -> list[Choice]:
    """A button for each filter that makes sense here: on, or off again."""
    words = filter_words(search, _, around)
    letters = [one for one in _FILTERS.get(search.kind.id, _OTHERS) if one in words]
    if search.here.district is not None:
        letters = [one for one in letters if one not in _HOMES]
    buttons = [_switch(letter, words[letter], search, _) for letter in letters]
    if search.kind.id == "vaccination_clinic":
        ask = FindDo(do="vac", kind=search.kind.code, at=search.address.at, want=search.address.want).pack()
        off = Choice(_("✖ any vaccine"), _with(search, vac=""))
        buttons.append(off if search.address.vac else Choice(_("💉 has a certain vaccine"), ask))
    return buttons


def _switch(letter: str, word: Html, search: Search, _: Words) -> Choice:
    want = search.address.want
    if letter in want:
        return Choice(_("✖ {filter}", filter=word), _with(search, want=want.replace(letter, "")))
    return Choice(_("only: {filter}", filter=word), _with(search, want=(want + letter)[-6:]))


def _with(search: Search, **values: str | int) -> str:
    return search.address.model_copy(update={"page": 0, **values}).pack()


def ways_on(search: Search, _: Words) -> list[Choice]:
    """Another kind at the same place, another place for the same kind, home."""
    return [
        Choice(_("Something else here"), FindDo(do="kinds", at=search.address.at).pack()),
        Choice(
            _("Another place"), FindDo(do="where", kind=search.kind.code, want=search.address.want).pack()
        ),
        to_home(_),
    ]


def _none(search: Search, session: Session, _: Words, around: Surroundings, now: datetime) -> Screen:
    """Why there is nothing, what there is without the filters or farther off, and whom to call."""
    told, button = _instead(search, session, _, around)
    lines = [_heading(search, _, around), Html(""), told]
    city = number("city", around, around.today(now), _)
    lines += [_("Call {number} and ask for the nearest one.", number=city)] if city else []
    afterwards = None if search.here.name else _heading(search, _, around)
    return Screen(join(lines), rows(button, *ways_on(search, _)), afterwards=afterwards)


def _instead(search: Search, session: Session, _: Words, around: Surroundings) -> tuple[Html, Choice | None]:
    """What there is instead, and the way to it."""
    here, every = search.here, Find(kind=search.kind.code, at=search.address.at)
    if here.district is None and is_elsewhere(around.knowledge.landmarks, here.lat, here.lon):
        return far_from_here(_, around), None
    unfiltered = Search(search.kind, here, every, search.districts)
    if told_filters(search, _, around) and nearest(session, unfiltered.wanted(), 1, _within(search)):
        return _("No, none like that here."), Choice(_("Show all without “only”"), every.pack())
    anywhere = nearest(session, Wanted(here.lat, here.lon, (search.kind.id,)), 1)
    if not anywhere:
        return _("I know no place of this kind yet."), None
    found = _("No, none there. I know this one:")
    if here.district is None:
        far = distance(anywhere[0].metres, _)
        found = _("No, none here. The nearest I know is about {distance} away.", distance=far)
    way = PlaceDo(do="look", place=anywhere[0].row.id or 0, at=search.address.at).pack()
    return found, Choice(text_of(anywhere[0].row.place.names, _), way)


def far_from_here(_: Words, around: Surroundings) -> Html:
    """For a position in another city or country."""
    return _("That is far from {city}. I only know places there.", city=_.fact(around.knowledge.city))


def _within(search: Search) -> float:
    """Metres that count as here; a district is as wide as it is."""
    return NEAR if search.here.district is None else FARTHEST
