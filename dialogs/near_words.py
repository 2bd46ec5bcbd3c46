"""How far, how long open, what kind: the short words of places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from babel import Locale, UnknownLocaleError

from dialogs.opening_words import short_days
from dialogs.words import Html, Words
from rules.languages import chain
from rules.papers.workdays import Workdays
from rules.places.opening import Opening, opening
from rules.places.place import Kind, Place, Texts

#: A place nobody looked at for so long may have closed or moved.
_OLD = timedelta(days=365)
#: Days ahead of which the day of the week is said, too.
_WITHIN = 7


def text_of(texts: Texts, _: Words) -> Html:
    """What the staff wrote, in the reader's language; where it was not written, another one that says so."""
    code = next((one for one in chain(_.language) if one in texts), None)
    if code is not None:
        return _("{text}", text=texts[code])
    if not texts:
        return Html("")
    code = "zh_CN" if "zh_CN" in texts else next(iter(texts))
    said = _("{text}", text=texts[code])
    return (
        said
        + " "
        + (
            _("(only in Chinese)")
            if code == "zh_CN"
            else _("(only in English)")
            if code == "en"
            else _("(in another language)")
        )
    )


def language_name(code: str) -> str:
    """A language's name in itself; the code where nobody has told us its name."""
    try:
        return Locale.parse(code).get_language_name(code) or code
    except (UnknownLocaleError, ValueError):
        return code


#: Of what is written people say 英文, where lists of languages have 英语.
_WRITTEN = {("zh", "en"): "英文"}


def language_in(code: str, _: Words) -> Html:
    """A language's name in the reader's own language, for staff; the code where nobody has told us its name."""
    try:
        reader = Locale.parse(_.language)
        named = _WRITTEN.get((reader.language, code)) or Locale.parse(code).get_language_name(reader)
    except (UnknownLocaleError, ValueError):
        named = None
    return _("{text}", text=named or code)


def kind_name(kinds: Mapping[str, Kind], key: str, _: Words) -> Html:
    """With its sign in front; a kind the packs no longer know by its key."""
    kind = kinds.get(key)
    return Html(f"{kind.icon} ") + _.fact(kind.name) if kind is not None else _("{text}", text=key)


def distance(metres: float, _: Words) -> Html:
    """To a hundred metres below a kilometre, to half a kilometre below ten, to one beyond: as the crow flies it is no more exact."""
    if metres < 950:
        return _("{number} m", number=max(100, round(metres / 100) * 100))
    kilometres = round(metres / 500) / 2
    return _("{number} km", number=f"{kilometres:g}" if kilometres < 10 else f"{metres / 1_000:.0f}")


def open_now(place: Place, at: datetime, workdays: Workdays, _: Words) -> Html:
    """One short phrase. `at` is the city's local time, naive."""
    found = opening(place.hours, at, workdays)
    said = _state(found, at, _)
    if found.worked:
        return said + " " + _("(a working weekend: call first)")
    return said + " " + _("(on holidays call first)") if found.unsure else said


def _state(found: Opening, at: datetime, _: Words) -> Html:
    if found.state == "unknown":
        return _("opening hours not known")
    if found.changes is None:
        return _("always open") if found.state == "open" else _("closed for now")
    then = found.changes.time().replace(second=0)
    days = (found.changes.date() - at.date()).days
    if found.state == "open":
        return (
            _("open until {time}", time=then)
            if days == 0
            else _("open beyond midnight")
            if days == 1
            else _("always open")
        )
    if days == 0:
        return _("closed now, opens at {time}", time=then)
    if days == 1:
        return _("closed now, opens tomorrow at {time}", time=then)
    day = _.day_of_month(found.changes.date())
    if days > _WITHIN:
        return _("closed now, opens on {day} at {time}", day=day, time=then)
    weekday = short_days(_)[found.changes.weekday()]
    return _("closed now, opens {weekday} {day} at {time}", weekday=weekday, day=day, time=then)


def last_checked(place: Place, today: date, _: Words) -> list[Html]:
    """When somebody last looked, and what that means."""
    if place.checked is None:
        return [_("❔ Nobody has told us when this was last checked. Call before you go.")]
    said = _("Last checked: {day}.", day=place.checked)
    return (
        [said + " " + _("That is long ago: call before you go.")] if today - place.checked > _OLD else [said]
    )


def checked_in_short(place: Place, today: date, _: Words) -> Html:
    """The same beside other facts."""
    if place.checked is None:
        return _("❔ not checked: call first")
    if today - place.checked > _OLD:
        return _("checked {day}, long ago: call first", day=place.checked)
    return _("checked {day}", day=place.checked)


def spoken_there(place: Place, _: Words) -> Html:
    """The languages that are spoken there, each in its own name."""
    return Html(_(", ").join(_("{text}", text=language_name(code)) for code in place.languages))


def demo_label(_: Words) -> Html:
    """Beside every demo place, wherever it is named."""
    return _("(demo)")
