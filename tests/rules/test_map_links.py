"""Links of map apps: read in the coordinates of their maker, written so that they point to the same spot, and never a wrong one."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.places.circle import metres
from rules.places.coordinates import to_wgs84
from rules.places.map_links import LONGEST, figures_of, links, spot_of

HERE = (31.33, 118.38)
#: Where 31.33, 118.38 of each map lies in truth.
OF_AMAP, OF_BAIDU = to_wgs84(*HERE, "gcj02"), to_wgs84(*HERE, "bd09")


@pytest.mark.parametrize(
    ("link", "expect"),
    [
        ("https://uri.amap.com/marker?position=118.38,31.33&name=x", OF_AMAP),
        ("https://uri.amap.com/marker?position=118.38%2C31.33&coordinate=wgs84", HERE),
        ("https://uri.amap.com/navigation?to=118.38,31.33,x&mode=car", OF_AMAP),
        ("https://wb.amap.com/?q=31.33%2C118.38%2C%E5%8C%97%E4%BA%AC%E8%B7%AF&src=app_C3090", OF_AMAP),
        ("https://wb.amap.com/?p=B0K6YA3123%2C31.33%2C118.38%2Cx%2Cy", OF_AMAP),
        ("androidamap://viewMap?sourceApplication=x&lat=31.33&lon=118.38&dev=0", OF_AMAP),
        ("androidamap://viewMap?sourceApplication=x&lat=31.33&lon=118.38&dev=1", HERE),
        ("https://api.map.baidu.com/marker?location=31.33,118.38&title=x&output=html", OF_BAIDU),
        ("https://api.map.baidu.com/marker?location=31.33,118.38&coord_type=gcj02&title=x", OF_AMAP),
        ("https://api.map.baidu.com/marker?location=31.33,118.38&coord_type=wgs84", HERE),
        ("http://map.baidu.com/?latlng=31.33,118.38&title=x", OF_BAIDU),
        ("baidumap://map/marker?location=31.33,118.38&title=x", OF_BAIDU),
        ("https://apis.map.qq.com/uri/v1/marker?marker=coord:31.33,118.38;title:x;addr:y&referer=z", OF_AMAP),
        ("https://apis.map.qq.com/uri/v1/geocoder?coord=31.33,118.38&coord_type=1", HERE),
        ("https://map.qq.com/?type=marker&pointx=118.38&pointy=31.33", OF_AMAP),
        ("https://maps.apple.com/?ll=31.33,118.38&q=12,34%20Street", OF_AMAP),
        ("https://maps.apple.com/?q=31.33,118.38", OF_AMAP),
        ("https://maps.apple.com/place?coordinate=31.33,118.38&name=x", OF_AMAP),
        ("https://www.openstreetmap.org/?mlat=31.33&mlon=118.38#map=17/1/2", HERE),
        ("https://www.openstreetmap.org/#map=17/31.33/118.38", HERE),
        ("geo:31.33,118.38?z=17", HERE),
        ("HTTPS://MAPS.APPLE.COM/?ll=31.33,118.38", OF_AMAP),
    ],
)
def test_read(link: str, expect: tuple[float, float]) -> None:
    for text in (link, f"看这里：{link} 谢谢", f"<{link}>"):
        found = spot_of(text)
        assert found is not None
        assert metres(*found, *expect) < 0.01


@pytest.mark.parametrize(
    "text",
    [
        *("", "hello", "31.33,118.38", "https://surl.amap.com/abc", "https://j.map.baidu.com/ab/cde"),
        *("https://map.baidu.com/poi/x/@13177788.64,3667166.93,19z", "https://amap.com/place/B0K6YA3YSO"),
        *("https://evil.example/?ll=31.33,118.38", "https://notamap.com/?position=118.38,31.33"),
        *("https://maps.apple.com.evil.example/?ll=31.33,118.38", "javascript:alert(1)?ll=31.33,118.38"),
        *("https://maps.apple.com/?q=12,34%20Street", "https://maps.apple.com/?ll=0,0", "https://maps.apple.com/?ll=91,181"),
        *("https://maps.apple.com/?ll=nan,nan", "https://uri.amap.com/marker?position=1e9,2", "https://[::1"),
        "geo:", "https://maps.apple.com/?ll=31.33", "x" * LONGEST + "https://maps.apple.com/?ll=31.33,118.38",
    ],
)  # fmt: skip
def test_says_nothing(text: str) -> None:
    assert spot_of(text) is None


@given(
    st.text(max_size=200),
    st.sampled_from(
        [
            "https://uri.amap.com/marker?position=",
            "geo:",
            "https://maps.apple.com/?ll=",
            "https://osm.org/#map=",
            "",
        ]
    ),
)
def test_no_text_raises(text: str, before: str) -> None:  # fmt: skip
    for found in (spot_of(before + text), figures_of(text)):
        assert found is None or (-91 < found[0] < 91 and -181 < found[1] < 181)


@given(st.floats(-89, 89), st.floats(-179, 179), st.text(max_size=80))
def test_what_is_written_is_read_again(lat: float, lon: float, name: str) -> None:
    """Six decimals: within a decimetre or two. Noughts alone are no position."""
    if abs(lat) < 1e-4 and abs(lon) < 1e-4:
        return
    for maker, link in links(lat, lon, name.encode("utf-8", "replace").decode()):
        found = spot_of(link)
        assert found is not None, maker
        assert metres(*found, lat, lon) < 0.5, maker


def test_a_name_stays_a_name() -> None:
    name = "A&B=<b>;title:x#?/镜湖" + "x" * 100
    for maker, link in links(*HERE, name):
        parts = urlsplit(link)
        assert parts.scheme == "https"
        assert set(parts.path + parts.query + parts.fragment) <= set(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%=&:;,/"
        ), maker
        said = parse_qs(parts.query)
        if maker != "osm":
            shown = said.get("name") or said.get("title") or said.get("q") or said["marker"]
            assert name[:60] in shown[0] or name[:60] in shown[0].replace("coord", ""), maker
    assert [maker for maker, _link in links(*HERE, name)] == ["amap", "baidu", "tencent", "apple", "osm"]


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("31.33,118.38", HERE), (" 31.33， 118.38 ", HERE), ("31.33 118.38", HERE), ("118.38, 31.33", HERE), ("(31.33, 118.38)", HERE),
        ("-31.33,-118.38", (-31.33, -118.38)), ("31", None), ("31.33", None), ("0,0", None), ("95,190", None), ("1,2,3", None), ("a,b", None),
        ("31.33,118.38 x", None), ("٣١,١١٨", None), ("31.3300000000000001,118.38", None),
    ],
)  # fmt: skip
def test_figures(text: str, expect: tuple[float, float] | None) -> None:
    assert figures_of(text) == expect
