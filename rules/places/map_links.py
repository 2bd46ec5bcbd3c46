"""Links of map apps: where a pasted one points to, and links that open a place in each of them. No link is followed: what does not say its
position in itself says nothing.

Each maker's own form, and the map its figures belong to: Amap, Tencent and, in China, Apple use GCJ-02, Baidu BD-09, OpenStreetMap WGS-84.
That of Apple nobody documents; it was measured by others (github.com/dpa99c/phonegap-launch-navigator, issue 186).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, quote, unquote, urlsplit

from rules.places.coordinates import Spot, System, from_wgs84, to_wgs84

#: Characters of a pasted text that are looked at, and of a name that goes into a link.
LONGEST, _NAME = 2_000, 60
_LINK = re.compile(
    r"(?:https?|geo|androidamap|iosamap|amapuri|baidumap|bdapp|qqmap|maps):[^\s<>\"“”]+", re.IGNORECASE
)
_FIGURE = r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,15})?"
_PAIR = re.compile(rf"({_FIGURE})\s*[,，;\s]\s*({_FIGURE})")
#: At the beginning of a value, behind a label or (Amap's `p`) behind the ten signs of a place's id.
_LABELLED = re.compile(rf"(?:coord:|latlng:|[A-Z0-9]{{10}},)?({_FIGURE})\s*,\s*({_FIGURE})(?=$|[,;|])")
_OSM_MAP = re.compile(rf"map=[0-9]{{1,2}}/({_FIGURE})/({_FIGURE})")
_GEO = re.compile(rf"geo:({_FIGURE}),({_FIGURE})", re.IGNORECASE)

#: How Baidu's and Amap's links name the map their figures belong to.
_NAMED: Mapping[str, System] = {
    "wgs84": "wgs84",
    "wgs84ll": "wgs84",
    "gcj02": "gcj02",
    "gcj02ll": "gcj02",
    "bd09ll": "bd09",
    "bd09": "bd09",
    "gaode": "gcj02",
}

#: Where in a link latitude and longitude stand together, by its maker; "yx" for latitude first, "xy" for longitude first.
_TOGETHER: Mapping[str, tuple[tuple[str, str], ...]] = {
    "amap": (("position", "xy"), ("to", "xy"), ("dest", "xy"), ("center", "xy"), ("p", "yx"), ("q", "yx")),
    "baidu": (("location", "yx"), ("latlng", "yx"), ("destination", "yx"), ("center", "yx")),
    "tencent": (("marker", "yx"), ("coord", "yx"), ("tocoord", "yx"), ("center", "yx")),
    "apple": (("coordinate", "yx"), ("ll", "yx"), ("daddr", "yx"), ("q", "yx"), ("center", "yx")),
    "osm": (),
}
#: Where they stand apart.
_APART: Mapping[str, tuple[tuple[str, str], ...]] = {
    "amap": (("lat", "lon"), ("dlat", "dlon"), ("lat", "lng")),
    "baidu": (),
    "tencent": (("pointy", "pointx"), ("lat", "lng")),
    "apple": (),
    "osm": (("mlat", "mlon"), ("lat", "lon")),
}
_SYSTEM: Mapping[str, System] = {
    "amap": "gcj02",
    "baidu": "bd09",
    "tencent": "gcj02",
    "apple": "gcj02",
    "osm": "wgs84",
}
_HOSTS = {
    "amap": ("amap.com", "gaode.com"),
    "baidu": ("map.baidu.com",),
    "tencent": ("map.qq.com",),
    "apple": ("maps.apple.com",),
    "osm": ("openstreetmap.org", "osm.org"),
}
_SCHEMES = {
    "androidamap": "amap",
    "iosamap": "amap",
    "amapuri": "amap",
    "baidumap": "baidu",
    "bdapp": "baidu",
    "qqmap": "tencent",
    "maps": "apple",
}


def spot_of(text: str) -> Spot | None:
    """Where the first link in this text points to, in WGS-84 degrees. None where there is none, or where it does not say."""
    link = _LINK.search(text[:LONGEST])
    if link is None:
        return None
    if geo := _GEO.match(link[0]):
        return _spot(geo[1], geo[2], "wgs84")
    try:
        parts = urlsplit(link[0])
        said = {name: values[0] for name, values in parse_qs(parts.query).items()}
        maker = _maker(parts.scheme.lower(), (parts.hostname or "").lower())
    except ValueError:
        return None
    if maker is None:
        return None
    if maker == "osm" and (view := _OSM_MAP.search(unquote(parts.fragment))) and "mlat" not in said:
        return _spot(view[1], view[2], "wgs84")
    return _position(said, maker)


def _maker(scheme: str, host: str) -> str | None:
    if scheme in _SCHEMES:
        return _SCHEMES[scheme]
    for maker, hosts in _HOSTS.items():
        if any(host == one or host.endswith("." + one) for one in hosts):
            return maker
    return None


def _position(said: Mapping[str, str], maker: str) -> Spot | None:
    system = _system(said, maker)
    for north, east in _APART[maker]:
        if north in said and east in said and (spot := _spot(said[north], said[east], system)):
            return spot
    for name, order in _TOGETHER[maker]:
        pair = _LABELLED.match(said.get(name, ""))
        if pair is not None:
            lat, lon = (pair[1], pair[2]) if order == "yx" else (pair[2], pair[1])
            if spot := _spot(lat, lon, system):
                return spot
    return None


def _system(said: Mapping[str, str], maker: str) -> System:
    """The map the figures belong to: as the link says, or as its maker's links do when they say nothing."""
    named = _NAMED.get((said.get("coord_type") or said.get("coordinate") or "").lower())
    if maker == "tencent" and said.get("coord_type") == "1":
        return "wgs84"
    if maker == "amap" and said.get("dev") == "1":
        return "wgs84"
    return named if named is not None and maker in ("amap", "baidu") else _SYSTEM[maker]


def _spot(lat: str, lon: str, system: System) -> Spot | None:
    """Figures as a position; None where no such place is on Earth, or where they are only noughts."""
    if not (re.fullmatch(_FIGURE, lat) and re.fullmatch(_FIGURE, lon)):
        return None
    north, east = float(lat), float(lon)
    if abs(north) > 90 or abs(east) > 180 or (north == 0 and east == 0):
        return None
    return to_wgs84(north, east, system)


def figures_of(text: str) -> Spot | None:
    """ "31.33, 118.38" as it stands: which map it belongs to nobody knows. Longitude first is turned round where only that can be meant."""
    pair = _PAIR.fullmatch(text.strip(" ()（）"))
    if pair is None:
        return None
    lat, lon = float(pair[1]), float(pair[2])
    if abs(lat) > 90 >= abs(lon):
        lat, lon = lon, lat
    return _spot(str(lat), str(lon), "wgs84")


def links(lat: float, lon: float, name: str) -> list[tuple[str, str]]:
    """Links that show a WGS-84 position under this name: (amap, baidu, tencent, apple or osm; the address)."""
    title = quote(name[:_NAME], safe="")
    north, east = (f"{value:.6f}" for value in from_wgs84(lat, lon, "gcj02"))
    baidu = ",".join(f"{value:.6f}" for value in from_wgs84(lat, lon, "bd09"))
    plain_north, plain_east = f"{lat:.6f}", f"{lon:.6f}"
    return [
        (
            "amap",
            f"https://uri.amap.com/marker?position={east},{north}&name={title}&coordinate=gaode&callnative=1",
        ),
        (
            "baidu",
            f"https://api.map.baidu.com/marker?location={baidu}&title={title}&content={title}&coord_type=bd09ll&output=html&src=houniao",
        ),
        (
            "tencent",
            f"https://apis.map.qq.com/uri/v1/marker?marker=coord:{north},{east};title:{title}&referer=houniao",
        ),
        ("apple", f"https://maps.apple.com/?ll={north},{east}&q={title}"),
        (
            "osm",
            f"https://www.openstreetmap.org/?mlat={plain_north}&mlon={plain_east}#map=17/{plain_north}/{plain_east}",
        ),
    ]
