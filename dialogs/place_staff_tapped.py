"""What can be tapped instead of typed for a value of a place, and what such a tap means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dialogs.screens import Choice, Rows, rows
from dialogs.staff_addresses import Worth
from dialogs.staff_words import reachable, toggles
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.places.coordinates import System, to_wgs84
from rules.places.correcting import NEEDED, position, written
from rules.places.place import Place
from rules.roles import Duty

_FLAGS = ("inclusive", "migrants")
_SYSTEMS: tuple[System, ...] = ("wgs84", "gcj02", "bd09")


def choices(
    place: int, column: str, duty: Duty, chosen: tuple[str, ...], _: Words, around: Surroundings
) -> Rows:
    """Buttons for this value; none where it has to be typed."""

    def address(value: str) -> str:
        return Worth(place=place, column=column, value=value).pack()

    if column in _FLAGS:
        said = {"yes": _("yes"), "no": _("no"), "-": _("Not known")}
        return rows(*(Choice(label, address(value)) for value, label in said.items()), width=3)
    if column == "kind":
        kinds = around.knowledge.place_kinds.values()
        return rows(
            *(Choice(Html(f"{one.icon} ") + _.fact(one.name), address(one.id)) for one in kinds), width=2
        )
    if column == "district":
        return toggles(reachable(duty, around), (), address, _, around)
    if column == "serves":
        everything = [one.id for one in around.knowledge.districts]
        done = Choice(_("Done choosing"), address("done"))
        own = Choice(_("Only its own district"), address("-"))
        return (*toggles(everything, chosen, address, _, around), *rows(done, own, width=2))
    return ()


def offers_removal(place: Place, column: str) -> bool:
    """Whether there is a value that can be taken out, and no button says so already."""
    if column in (*NEEDED, *_FLAGS, "serves", "district", "checked") or not written(place, column):
        return False
    return not column.startswith("name") or len(place.names) > 1


def may_be_none(column: str, said: str | None) -> bool:
    """Whether "none" or "unknown", typed for this value, takes it out. What is yes or no can only be unknown."""
    if said not in ("none", "unknown") or column.startswith("name"):
        return False
    return column not in (*NEEDED, "district", "checked") and (said == "unknown" or column not in _FLAGS)


def systems(address: Callable[[str], str], _: Words) -> list[Choice]:
    """Whose map the typed figures are from."""
    names = {
        "wgs84": _("GPS, or OpenStreetMap"),
        "gcj02": _("Amap (高德) or Tencent (腾讯)"),
        "bd09": _("Baidu (百度)"),
    }
    return [Choice(names[one], address(one)) for one in _SYSTEMS]


def tapped_text(
    column: str, value: str, place: Place, duty: Duty, data: Mapping[str, Any], around: Surroundings
) -> str | list[str] | None:
    """What the tap says, as a row has it ("" takes it out); the districts ticked so far; None where it says nothing."""
    if column == "position":
        return placed(value, data)
    if column == "serves" and value != "-":
        chosen = list(data.get("chosen", place.serves))
        if value == "done":
            return ",".join(chosen)
        if all(one.id != value for one in around.knowledge.districts):
            return None
        return [one for one in chosen if one != value] if value in chosen else [*chosen, value]
    if column == "district":
        return value if value in reachable(duty, around) else None
    if column in _FLAGS and value not in ("yes", "no", "-"):
        return None
    return "" if value == "-" else value


def placed(value: str, data: Mapping[str, Any]) -> str | None:
    """The typed figures, now that their map is known."""
    figures = data.get("figures")
    system = next((one for one in _SYSTEMS if one == value), None)
    if system is None or not figures:
        return None
    return position(*to_wgs84(float(figures[0]), float(figures[1]), system))
