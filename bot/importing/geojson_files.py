"""GeoJSON: an export of OpenStreetMap, or a table whose rows have a shape instead of two columns of degrees."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.importing import openstreetmap
from bot.importing.columns import meaning
from bot.importing.shapes import point_of
from bot.importing.tables import LONGEST, NESTED, FileError, Kinds, Numbered, Table, written
from rules.places.rows import LONGEST as LENGTHS

_CURE = "It must be a FeatureCollection of GeoJSON in UTF-8, as overpass turbo, QGIS and JOSM export it."
NO_KIND, NO_NAME = "no kind of place that families look for here", "without a name"
NAME = LENGTHS["name"]
NO_POINT, LONG_NAME = "without a position", f"with a name of more than {NAME} characters"


def read_geojson(path: Path, kinds: Kinds) -> Table:
    """The features in this file. Raises FileError."""
    features = _features(path)
    if any(openstreetmap.is_from_there(one, kinds) for one in features):
        return _of_map(features, kinds)
    headers = [name for name in _names(features) if meaning(name) not in {"lat", "lon"}]
    rows = ((number, [*_values(one, headers), *_position(one)]) for number, one in enumerate(features, 1))
    return Table("feature", (*headers, "lat", "lon"), rows, "GeoJSON", len(features))


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileError(f"This is no JSON ({type(error).__name__}). {_CURE}") from error
    features = found.get("features") if isinstance(found, dict) else None
    if isinstance(found, dict) and found.get("type") == "Feature":
        features = [found]
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise FileError(f"There is no list of features in it. {_CURE}")
    if not features:
        raise FileError("The file is empty: it has no feature.")
    return features


def _of_map(features: Sequence[dict[str, Any]], kinds: Kinds) -> Table:
    skipped: dict[str, int] = {}

    def rows() -> Iterator[Numbered]:
        for number, feature in enumerate(features, 1):
            tags = openstreetmap.tags_of(feature)
            kind = openstreetmap.kind_of(tags, kinds)
            row = openstreetmap.row_of(openstreetmap.identity(feature), kind or "", tags)
            row["lat"], row["lon"] = _position(feature)
            if reason := _passed_over(row):
                skipped[reason] = skipped.get(reason, 0) + 1
                continue
            yield number, [row[name][:LONGEST] for name in openstreetmap.HEADERS]

    return Table(
        "feature",
        openstreetmap.HEADERS,
        rows(),
        "GeoJSON, an export of OpenStreetMap",
        len(features),
        certain=True,
        mended=openstreetmap.MENDED,
        skipped=skipped,
    )


def _passed_over(row: Mapping[str, str]) -> str | None:
    """Why this is no place of ours, or none that can be shown; nobody here can mend it."""
    if not row["kind"]:
        return NO_KIND
    if not (row["name"].strip() or row["name_en"].strip()):
        return NO_NAME
    if len(row["name"].strip()) > NAME:
        return LONG_NAME
    return None if row["lat"] else NO_POINT


def _names(features: Sequence[dict[str, Any]]) -> list[str]:
    """The names of all properties, in the order they come."""
    boxes = (one.get("properties") for one in features)
    return list(dict.fromkeys(name for box in boxes if isinstance(box, dict) for name in box))


def _values(feature: dict[str, Any], names: Sequence[str]) -> list[str]:
    box = feature.get("properties")
    return [_text(box.get(name)) if isinstance(box, dict) else "" for name in names]


def _position(feature: dict[str, Any]) -> tuple[str, str]:
    """Latitude and longitude, empty where there are none."""
    spot = point_of(feature.get("geometry"))
    return (written(spot[1]), written(spot[0])) if spot else ("", "")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return written(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ",".join(value)[:LONGEST]
    return value[:LONGEST] if isinstance(value, str) else NESTED
