"""Values of a place are corrected: typed or tapped, shown old and new, written after a yes, taken back; two at once, hostile text, positions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dialogs.staff_addresses import Work, Worth
from rules.places.coordinates import System, from_wgs84
from rules.places.correcting import written
from tests.dialogs.staffed import (
    OWNER,
    Worker,
    changes,
    correcting,
    deeds,
    place,
    state_of,
)
from tests.dialogs.talk import NOW, House


@pytest.mark.parametrize(
    ("column", "typed", "kept"),
    [
        ("name", "镜湖中心幼儿园", "镜湖中心幼儿园"),
        ("name_en", "Jinghu Kindergarten", "Jinghu Kindergarten"),
        ("address", "北京路2号", "北京路2号"),
        ("address_en", "2 Beijing Road", "2 Beijing Road"),
        ("phone", "0553-7654321", "0553-7654321"),
        ("hours", "周一到周五 8:00-11:30, 14:00-17:00，节假日休息", "Mo-Fr 08:00-11:30,14:00-17:00; PH off"),
        ("price", "每月600元", "每月600元"),
        ("note", "请带接种本", "请带接种本"),
    ],
)
def test_typed_shown_old_and_new_and_written_after_a_yes(
    house: House, number: int, worker: Worker, column: str, typed: str, kept: str
) -> None:
    asked = correcting(worker, number, column, typed)
    assert "From now on" in asked
    assert "until now" in asked
    assert changes(house, number) == []
    worker.press("Yes, write it")
    assert "Written" in worker.screens[0].text
    (change,) = changes(house, number)
    assert change.staff == "staff:1"
    assert written(place(house, number).place, column) == kept
    assert state_of(worker) is None
    worker.press("Take it back")
    assert written(place(house, number).place, column) != kept
    assert ("staff:1", "place.corrected", f"place:{number}") in deeds(house)
    assert ("staff:1", "place.taken_back", f"place:{number}") in deeds(house)


@pytest.mark.parametrize(
    ("column", "label", "kept"),
    [
        ("inclusive", "yes", "yes"),
        ("kind", "小学", "primary_school"),
        ("phone", "Take it out", ""),
        ("hours", "Take it out", ""),
        ("name_en", "Take it out", ""),
    ],
)
def test_tapped(house: House, number: int, worker: Worker, column: str, label: str, kept: str) -> None:
    correcting(worker, number, column)
    worker.press(label)
    worker.press("Yes, write it")
    assert written(place(house, number).place, column) == kept


def test_no_is_a_value_and_not_known_is_none(house: House, number: int, worker: Worker) -> None:
    for value, kept in (("no", False), ("-", None), ("yes", True)):
        correcting(worker, number, "migrants")
        worker.tap(Worth(place=number, column="migrants", value=value).pack())
        worker.press("Yes, write it")
        assert place(house, number).place.migrants is kept


def test_districts_served_are_ticked_one_by_one(house: House, number: int, worker: Worker) -> None:
    correcting(worker, number, "serves")
    for label in ("鸠江区", "弋江区", "鸠江区", "镜湖区"):
        worker.press(label)
    worker.press("Done choosing")
    worker.press("Yes, write it")
    assert place(house, number).serves == "|yijiang|jinghu|"
    correcting(worker, number, "serves", "鸠江区，湾沚")
    worker.press("Yes, write it")
    assert place(house, number).serves == "|jiujiang|wanzhi|"
    correcting(worker, number, "serves")
    worker.press("Only its own district")
    worker.press("Yes, write it")
    assert place(house, number).serves == "|jinghu|"


def test_checked_today_needs_no_yes(house: House, number: int, worker: Worker) -> None:
    worker.tap(Work(do="look", place=number).pack())
    worker.press("Checked today")
    assert "23 Nov 2026" in worker.screens[0].text
    assert place(house, number).checked == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("column", "typed", "says"),
    [
        ("phone", "ring the bell", "0553-1234567"),
        ("hours", "夏天一般都在", "I wrote nothing"),
        ("hours", "off", "I wrote nothing"),
        ("position", "by the lake", "no position"),
        ("position", "https://surl.amap.com/abc", "short link"),
        ("position", "0,0", "no position"),
        ("district", "Atlantis", "tap it"),
        ("kind", "submarine", "tap it"),
        ("inclusive", "maybe", "tap yes or no"),
        ("name", "x" * 121, "120 letters"),
        ("note", "我的身份证号码是342201199001011234", "ID number"),
        ("phone", "0553-1234567", "already"),
    ],
)
def test_wrong_input_is_explained_and_waited_for_still(
    house: House, number: int, worker: Worker, column: str, typed: str, says: str
) -> None:
    assert says in correcting(worker, number, column, typed)
    assert state_of(worker) == "staff_place:value"
    assert changes(house, number) == []


HOSTILE = [
    "<b>x</b>",
    "{name} %s {0}",
    "&lt;script&gt;",
    "a\x00b\ud800c",
    "'; DROP TABLE place; --",
    "\u202eabc",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(house: House, number: int, worker: Worker, text: str) -> None:
    for column in ("name", "address", "price", "note"):
        shown = correcting(worker, number, column, text)
        assert "<b>x</b>" not in shown
        assert "<script>" not in shown
        worker.press("Yes, write it")
    worker.tap(Work(do="history", place=number).pack())
    worker.tap("go:staff_find")
    worker.say(text)
    assert worker.screens[0].choices
    for column in ("phone", "hours", "position", "serves", "kind"):
        correcting(worker, number, column, text)
        assert state_of(worker) == "staff_place:value"


def test_type_again_instead_of_yes(house: House, number: int, worker: Worker) -> None:
    correcting(worker, number, "phone", "0553-1111111")
    worker.say("0553-2222222")
    worker.press("Yes, write it")
    assert place(house, number).place.phone == "0553-2222222"


def test_no_leaves_it_as_it_is(house: House, number: int, worker: Worker) -> None:
    correcting(worker, number, "phone", "0553-1111111")
    yes = worker.button("Yes, write it").tap or ""
    worker.press("No, leave it")
    assert "What is wrong" in worker.screens[0].text
    worker.tap(yes)  # an old button: nothing waits for it
    assert changes(house, number) == []


def test_two_who_write_the_same_value(house: House, number: int, worker: Worker) -> None:
    other = Worker(house, 9).hired(label="Li")
    correcting(worker, number, "phone", "0553-1111111")
    correcting(other, number, "phone", "0553-2222222")
    other.press("Yes, write it")
    worker.press("Yes, write it")
    assert "Meanwhile somebody else" in worker.screens[0].text
    assert "0553-2222222" in worker.screens[0].text
    assert place(house, number).place.phone == "0553-2222222"
    worker.press("Yes, write it")
    assert place(house, number).place.phone == "0553-1111111"
    undo = f"undo:{changes(house, number)[-1].id}"
    assert "cannot be taken back" in worker.tap(undo).text
    assert place(house, number).place.phone == "0553-1111111"


def test_two_who_write_different_values_lose_nothing(house: House, number: int, worker: Worker) -> None:
    other = Worker(house, 9).hired(label="Li")
    correcting(worker, number, "phone", "0553-1111111")
    correcting(other, number, "address", "南京路9号")
    other.press("Yes, write it")
    worker.press("Yes, write it")
    found = place(house, number).place
    assert (found.phone, found.addresses["zh_CN"]) == ("0553-1111111", "南京路9号")


def test_history_names_who_and_what(house: House, number: int, worker: Worker) -> None:
    correcting(worker, number, "phone", "0553-1111111")
    worker.press("Yes, write it")
    Worker(house, OWNER).tap(Work(do="closed", place=number).pack())
    gone = Worker(house, 9).hired(label="Li")
    gone.tap(Work(do="reopen", place=number).pack())
    gone.tap("keep:delete:1")
    told = worker.tap(Work(do="history", place=number).pack()).text.splitlines()
    assert told[1].endswith("somebody who left: open again")
    assert told[2].endswith("the operator: closed for good")
    assert told[3].endswith("Wang: Phone: 0553-1234567 → 0553-1111111")
    assert "23 Nov 2026" in told[3]


# --- positions


@pytest.mark.parametrize("where", ["shared", "venue", "link"])
def test_a_position_by_location_or_link(house: House, number: int, worker: Worker, where: str) -> None:
    correcting(worker, number, "position")
    lat, lon = 31.34, 118.39
    if where == "link":
        north, east = from_wgs84(lat, lon, "bd09")
        worker.say(
            f"看这里 https://api.map.baidu.com/marker?location={north},{east}&title=x&output=html 谢谢"
        )
    else:
        worker.share(lat, lon, venue=where == "venue")
    assert "m from where it was" in worker.screens[0].text
    worker.press("Yes, write it")
    row = place(house, number)
    assert abs(row.lat - lat) < 1e-6
    assert abs(row.lon - lon) < 1e-6


@pytest.mark.parametrize(("label", "system"), [("GPS", "wgs84"), ("Amap", "gcj02"), ("Baidu", "bd09")])
def test_figures_are_asked_for_their_map(
    house: House, number: int, worker: Worker, label: str, system: System
) -> None:
    lat, lon = 31.34, 118.39
    north, east = from_wgs84(lat, lon, system)
    correcting(worker, number, "position", f"{north}, {east}")
    assert "Which map" in worker.screens[0].text
    worker.press(label)
    worker.press("Yes, write it")
    assert abs(place(house, number).lat - lat) < 1e-6


def test_a_position_far_away_is_doubted(house: House, number: int, worker: Worker) -> None:
    correcting(worker, number, "position")
    assert "far from" in worker.share(39.9, 116.4).text


def test_a_district_that_is_not_hers_is_refused_before_a_yes(
    house: House, number: int, worker: Worker
) -> None:
    shown = correcting(worker, number, "district", "弋江区")
    assert "a district of yours" in shown
    assert state_of(worker) == "staff_place:value"
    worker.tap(Work(do="write", place=number).pack())
    assert changes(house, number) == []
    assert place(house, number).district == "jinghu"


def test_stop_leaves_it_and_none_takes_it_out(house: House, number: int, worker: Worker) -> None:
    assert "What is wrong" in correcting(worker, number, "phone", "算了")
    assert state_of(worker) is None
    assert "not told" in correcting(worker, number, "phone", "没有")
    worker.press("Yes, write it")
    assert place(house, number).place.phone is None
    assert "110" in correcting(worker, number, "note", "孩子不见了")
    assert state_of(worker) == "staff_place:value"


def test_history_says_old_and_new_and_what_was_taken_back(house: House, number: int, worker: Worker) -> None:
    correcting(worker, number, "phone", "0553-7654321")
    worker.press("Yes, write it")
    house.clock.moment = NOW + timedelta(minutes=1)
    worker.press("Take it back")
    told = worker.tap(Work(do="history", place=number).pack()).text.splitlines()
    assert told[1].endswith("taken back: Phone: 0553-7654321 → 0553-1234567")
    assert told[2].endswith("Wang: Phone: 0553-1234567 → 0553-7654321")
    house.clock.moment = NOW
