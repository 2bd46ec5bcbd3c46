"""How staff read the values of a place: what each is called, what it says now, and why something typed cannot be it."""

from __future__ import annotations

from dialogs.addresses import Go
from dialogs.near_words import kind_name, language_name
from dialogs.opening_words import hours_lines
from dialogs.screens import Choice
from dialogs.staff_addresses import Work
from dialogs.staff_words import district_names
from dialogs.surroundings import Surroundings
from dialogs.vaccine_words import vaccine_name
from dialogs.words import Html, Words, join
from rules.knowledge import is_elsewhere
from rules.places.correcting import written
from rules.places.place import Place
from rules.places.rows import LONGEST, text_column


def value_name(column: str, _: Words) -> Html:
    """What a value is called on buttons and in lists."""
    names = {
        "name": _("Name of the place"),
        "name_en": _("Name in English"),
        "kind": _("Kind of place"),
        "address": _("Address"),
        "address_en": _("Address in English"),
        "position": _("Place on the map"),
        "phone": _("Phone"),
        "hours": _("Opening hours"),
        "price": _("Price"),
        "price_en": _("Price in English"),
        "note": _("Note"),
        "note_en": _("Note in English"),
        "inclusive": _("Inclusive (普惠)"),
        "migrants": _("Takes children from elsewhere"),
        "district": _("District"),
        "serves": _("For families of"),
        "vaccines": _("Vaccines it has"),
        "languages": _("Languages spoken there"),
        "checked": _("Last checked"),
    }
    return names[column]


def value_now(place: Place, column: str, _: Words, around: Surroundings) -> Html:
    """What it says, in a line or several."""
    text = written(place, column)
    if column == "serves":
        return district_names(place.serves, _, around) if place.serves else _("its own district")
    if not text:
        return _("not told")
    if column == "hours":
        return join(hours_lines(text, _))
    if column == "kind":
        return kind_name(around.knowledge.place_kinds, text, _)
    if column == "district":
        return district_names([text], _, around)
    if column in ("vaccines", "languages"):
        return _listed(place, column, _, around)
    if column in ("inclusive", "migrants"):
        return _("yes") if text == "yes" else _("no")
    if column == "checked" and place.checked is not None:
        return _("{day}", day=place.checked)
    return Html(f"{place.lat:.5f}, {place.lon:.5f}") if column == "position" else Html("") + text


def _listed(place: Place, column: str, _: Words, around: Surroundings) -> Html:
    if column == "vaccines":
        return join([vaccine_name(around.knowledge, code, _) for code in place.vaccines], _(", "))
    return join([Html("") + language_name(code) for code in place.languages], _(", "))


def how_to_write(column: str, _: Words) -> Html:
    """What to type, with an example."""
    told = text_column(column)
    if told is not None:
        languages = {"zh_CN": _("Type it in Chinese."), "en": _("Type it in English.")}
        return languages.get(told[1], languages["en"])
    asked = {
        "phone": _("Type the number, for example {example}", example="0553-1234567"),
        "hours": join(
            [
                _("Type the hours as you would say them, for example:"),
                Html("<code>")
                + _("Mon-Fri 8:00-11:30, 14:00-17:00, Sat 8-12, closed on holidays")
                + Html("</code>"),
            ]
        ),
        "position": join(
            [
                _(
                    "Share the location when you stand there, or paste a link from a map app that shows the place."
                ),
                _("Or type the figures, for example {example}", example="31.33120, 118.37110"),
            ]
        ),
        "district": _("In which district does it lie?"),
        "serves": _("Families of which districts may come? Tap each of them."),
        "vaccines": _(
            "Type their names or codes, with commas between, for example {example}", example="BCG, HepB"
        ),
        "languages": _("Type them with commas between, for example {example}", example="中文, English"),
        "kind": _("What kind of place is it?"),
    }
    return asked.get(column, _("Yes or no?"))


def why_not(column: str, _: Words) -> Html:
    """What was typed cannot be this value: how to write it. Nothing is lost, it is still waited for."""
    told = text_column(column)
    if told is not None:
        return _("That is too long, or holds signs nobody can read. {n} letters at most.", n=LONGEST[told[0]])
    wrong = {
        "phone": _("I do not read a phone number in that."),
        "hours": _("I did not understand every word of that, so I wrote nothing."),
        "position": _("I find no position in that. A short link hides it: open it, and paste the long one."),
        "district": _("I do not know that district. Please tap it."),
        "serves": _("I do not know that district. Please tap it."),
        "vaccines": _("I do not know every vaccine in that, so I wrote nothing."),
        "languages": _("I do not know every language in that, so I wrote nothing."),
        "kind": _("I do not know that kind of place. Please tap it."),
    }
    return wrong.get(column, _("Please tap yes or no."))


def far_away(place: Place, _: Words, around: Surroundings) -> list[Html]:
    """A position that is hardly in this city."""
    if not is_elsewhere(around.knowledge.landmarks, place.lat, place.lon):
        return []
    return [_("⚠️ That is far from {city}. Is it right?", city=_.fact(around.knowledge.city))]


def way(metres: float, _: Words) -> Html:
    """How far a position moves, to the metre below a kilometre: who corrects it wants to know."""
    if metres < 1_000:
        return _("{number} m", number=round(metres))
    return _("{number} km", number=f"{metres / 1_000:.1f}")


def to_place(number: int, _: Words) -> Choice:
    return Choice(_("↩️ The place"), Work(do="look", place=number).pack())


def to_values(number: int, _: Words) -> Choice:
    return Choice(_("✏️ Correct"), Work(do="correct", place=number).pack())


def to_places(_: Words) -> Choice:
    return Choice(_("📍 Places of the staff"), Go(to="staff_places").pack())
