"""What the tags of OpenStreetMap mean in our columns: a feature of an export becomes a row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.importing.tables import Kinds

#: The columns such a row has, in this order.
HEADERS = (
    "id",
    "kind",
    "name",
    "name_en",
    "lat",
    "lon",
    "district",
    "address",
    "address_en",
    "phone",
    "hours",
    "source",
    "checked",
)
#: What is left out where it cannot be read: mappers write much, and nobody here can mend it.
MENDED = frozenset({"district", "address", "address_en", "phone", "hours", "checked", "name_en"})
#: Its licence asks to be named.
SOURCE = "© OpenStreetMap contributors (ODbL)"

_ID = re.compile(r"(node|way|relation)/([1-9][0-9]{0,18})")

Tags = Mapping[str, str]


def is_from_there(feature: Mapping[str, Any], kinds: Kinds) -> bool:
    """Whether it has an id or tags of OpenStreetMap."""
    return identity(feature) is not None or kind_of(tags_of(feature), kinds) is not None


def identity(feature: Mapping[str, Any]) -> str | None:
    """The name OpenStreetMap has for it, like "node/123"; None where the export left it out."""
    properties = feature.get("properties")
    told = properties if isinstance(properties, dict) else {}
    pairs = (("@type", "@id"), ("type", "id"), ("osm_type", "osm_id"))
    told_apart = [f"{told.get(kind)}/{told.get(number)}" for kind, number in pairs]
    candidates = [told.get("@id"), feature.get("id"), *told_apart]
    return next((one for one in candidates if isinstance(one, str) and _ID.fullmatch(one)), None)


def tags_of(feature: Mapping[str, Any]) -> dict[str, str]:
    """Its tags, flat or in a box of their own."""
    properties = feature.get("properties")
    told = properties if isinstance(properties, dict) else {}
    inner = told.get("tags")
    return {
        key: value
        for key, value in (inner if isinstance(inner, dict) else told).items()
        if isinstance(value, str)
    }


def kind_of(tags: Tags, kinds: Kinds) -> str | None:
    """The first kind that one of its tags means."""
    for kind in kinds.values():
        for tag in kind.osm:
            key, _is, value = tag.partition("=")
            if value in (one.strip() for one in tags.get(key, "").split(";")):
                return kind.id
    return None


def row_of(name: str | None, kind: str, tags: Tags) -> dict[str, str]:
    """Its row without the position. `name` is what `identity` found."""
    chinese = next(
        (tags[key] for key in ("name:zh-Hans", "name:zh-CN", "name:zh", "name") if tags.get(key)), ""
    )
    return {
        "id": f"osm:{name}" if name else "",
        "kind": kind,
        "name": chinese,
        "name_en": tags.get("name:en", ""),
        "district": tags.get("addr:district", ""),
        "address": _address(tags, ""),
        "address_en": _address(tags, ":en"),
        "phone": tags.get("phone") or tags.get("contact:phone", ""),
        "hours": tags.get("opening_hours", ""),
        "source": SOURCE,
        "checked": tags.get("check_date", ""),
    }


def _address(tags: Tags, language: str) -> str:
    """In one line: Chinese without spaces, other scripts with."""
    if whole := tags.get(f"addr:full{language}"):
        return whole
    street, number = tags.get(f"addr:street{language}", ""), tags.get("addr:housenumber", "")
    if not street:
        return tags.get(f"addr:place{language}", "")
    return f"{street} {number}".strip() if street.isascii() else f"{street}{number}"
