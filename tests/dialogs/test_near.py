"""Places near somebody: where they are is used and forgotten, every list leads on, and every button fits."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from actions.spots import KEPT, forget_old
from content import load_knowledge
from db import places
from db.places import OurPlace, PlaceReport
from dialogs.near_addresses import Find, FindDo, PlaceDo, PlaceWrong
from tests.dialogs.talk import House, Parent, kept

WUHU = load_knowledge("cn/wuhu")
#: Beside Jinghu Park.
LAT, LON = 31.3352, 118.3719


@pytest.fixture
def town(house: House) -> House:
    """With the demo's places."""
    with house.session() as session:
        places.add_all(session, WUHU.demo_places(), house.clock.now())
        session.commit()
    return house


def test_the_longest_address_fits() -> None:
    longest = max((f"l.{one.id}" for one in WUHU.landmarks), key=len)
    code = max(WUHU.book.vaccines, key=len)
    for at in (longest, "p.2147483647", *(f"d.{one.id}" for one in WUHU.districts)):
        assert len(Find(kind="vc", at=at, want="imlsh", vac=code, page=40).pack()) <= 64
        assert len(FindDo(do="where", kind="vc", at=at, want="imlsh").pack()) <= 64
        assert len(PlaceDo(do="notours", place=2**31 - 1, at=at).pack()) <= 64
    assert len(PlaceWrong(place=2**31 - 1, what="refused").pack()) <= 64


def test_every_kind_is_listed_around_every_landmark_and_in_every_district(town: House) -> None:
    parent = Parent(town, 1)
    for kind in WUHU.place_kinds.values():
        for at in (
            *(f"l.{one.id}" for one in WUHU.landmarks),
            *(f"d.{one.id}" for one in WUHU.districts),
        ):
            shown = parent.tap(Find(kind=kind.code, at=at).pack())
            assert "Home" in shown.choices[-1][-1].label
            assert ("(demo)" in shown.text) == ("<b>Example" in shown.text or "示例" in shown.text)


def test_a_shared_location_is_forgotten(town: House) -> None:
    parent = Parent(town, 1)
    parent.tap("go:near")
    parent.share(LAT, LON)
    assert "near you" in parent.tap(Find(kind="vc").pack()).text
    with town.session() as session:
        assert forget_old(session, town.clock.now()) == 0
        assert forget_old(session, town.clock.now() + KEPT + timedelta(seconds=1)) == 1
        session.commit()
    assert "Where are you?" in parent.tap(Find(kind="vc").pack()).text
    for digits in ("31.335", "118.37", "31335"):
        assert digits not in repr(kept(town)["chat"])


def test_no_button_and_no_answer_holds_a_location(town: House) -> None:
    parent = Parent(town, 1)
    parent.share(LAT, LON)
    parent.tap(Find(kind="vc").pack())
    said = repr([(one.text, one.choices) for one in parent.screens])
    assert "31.3352" not in said
    assert "118.3719" not in said


def test_something_else_forgets_it_at_once(town: House) -> None:
    parent = Parent(town, 1)
    parent.share(LAT, LON)
    parent.tap("go:home")
    with town.session() as session:
        chat = parent.chat(session)
        assert chat is not None
        assert (chat.state, chat.waiting) == (None, None)


@pytest.mark.parametrize(("live", "venue"), [(False, False), (True, False), (False, True)])
def test_every_way_to_share_is_answered(town: House, live: bool, venue: bool) -> None:
    shown = Parent(town, 1).share(LAT, LON, live, venue)
    assert "Jinghu" in shown.text or "镜湖" in shown.text
    assert ("live location" in shown.text) == live


@pytest.mark.parametrize(
    ("lat", "lon", "told"),
    [
        (0.0, 0.0, "did not know"),
        (float("nan"), 118.0, "cannot read"),
        (float("inf"), 118.0, "cannot read"),
        (91.0, 118.0, "cannot read"),
        (31.0, -181.0, "cannot read"),
    ],
)
def test_a_location_that_is_none_gets_a_kind_answer(town: House, lat: float, lon: float, told: str) -> None:
    shown = Parent(town, 1).share(lat, lon)
    assert told in shown.text
    assert shown.asks_location


def test_far_away_nothing_is_offered(town: House) -> None:
    parent = Parent(town, 1)
    parent.tap(FindDo(do="where", kind="vc").pack())
    assert "far from" in parent.share(39.9, 116.4).text


def test_a_child_that_is_being_entered_still_gets_its_district(town: House) -> None:
    parent = Parent(town, 1).registered()
    for said in ("Lele", "2025-03-05"):
        parent.say(said)
    parent.press("Girl")
    assert "Do you live in this district?" in parent.share(LAT, LON).text


def test_a_clinic_is_kept_only_by_who_agreed_to_that(town: House) -> None:
    stranger = Parent(town, 2)
    assert "calendar" in stranger.tap(PlaceDo(do="ours", place=1).pack()).text
    parent = Parent(town, 1).registered()
    parent.tap(Find(kind="vc", at="d.jinghu").pack())
    parent.press("1 · ")
    assert "⭐" in parent.press("This is our clinic").text
    assert "Your clinic" in parent.tap("go:where").text
    with town.session() as session:
        assert len(session.exec(select(OurPlace)).all()) == 1
    parent.tap("keep:delete:1")
    with town.session() as session:
        assert session.exec(select(OurPlace)).all() == []


def test_the_same_report_is_written_once(town: House) -> None:
    for number in (1, 2):
        assert "Thank you" in Parent(town, number).tap(PlaceWrong(place=1, what="closed").pack()).text
    Parent(town, 1).tap(PlaceWrong(place=1, what="hours").pack())
    with town.session() as session:
        assert [one.what for one in session.exec(select(PlaceReport))] == ["closed", "hours"]


def test_nothing_of_a_place_that_is_gone(town: House) -> None:
    parent = Parent(town, 1)
    for do in ("look", "pin", "ours", "wrong"):
        assert "not there any more" in parent.tap(PlaceDo(do=do, place=999_999).pack()).text
    assert "not there any more" in parent.tap(PlaceWrong(place=999_999, what="closed").pack()).text


def test_another_language_asks_again(town: House) -> None:
    parent = Parent(town, 1)
    parent.tap(FindDo(do="where", kind="vc").pack())
    assert "Where are you?" in parent.say("中文").text


def test_commands_and_danger_come_first(town: House) -> None:
    parent = Parent(town, 1)
    for text, told in (("/services", "Services"), ("my son is lost", "110"), ("/near", "looking for")):
        parent.tap(FindDo(do="where", kind="vc").pack())
        assert told in parent.say(text).text


@pytest.mark.parametrize(
    "tap",
    ["go:add_child", "child:rename:1", "shot:ask:1:HepB", "shot:day:1:HepB", "go:settings", "go:papers"],
)
def test_whatever_is_begun_next_it_is_forgotten(town: House, tap: str) -> None:
    parent = Parent(town, 1).registered()
    parent.say("Lele")
    parent.say("2025-03-05")
    parent.tap("go:home")
    parent.share(LAT, LON)
    parent.tap(Find(kind="vc").pack())
    parent.tap(tap)
    with town.session() as session:
        forget_old(session, town.clock.now() + KEPT + timedelta(seconds=1))
        session.commit()
    assert "31.335" not in repr(kept(town)["chat"])


def test_a_search_ends_and_words_are_words_again(town: House) -> None:
    parent = Parent(town, 1)
    parent.tap(FindDo(do="where", kind="vc").pack())
    with town.session() as session:
        assert forget_old(session, town.clock.now() + KEPT + timedelta(seconds=1)) == 1
        session.commit()
    assert "do not know that place" not in parent.say("what now").text


@pytest.mark.parametrize("said", ["stop", "thanks", "谢谢", "hello", "340202199001011234", "/help"])
def test_what_is_no_place_is_not_taken_for_one(town: House, said: str) -> None:
    parent = Parent(town, 1)
    parent.tap(FindDo(do="where", kind="vc").pack())
    text = parent.say(said).text
    assert "do not know that place" not in text
    assert "near <" not in text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("镜湖公园附近", "<b>💉"),
        ("near Jinghu Park", "<b>💉"),
        ("怎么发位置", "tap a district"),
        ("幼儿园", "Where are you?"),
        ("芜湖", "Which place do you mean?"),
        ("31.335, 118.372", "near you"),
        ("https://uri.amap.com/marker?position=118.377,31.333", "near you"),
    ],
)
def test_answers_to_where_are_you(town: House, said: str, told: str) -> None:
    parent = Parent(town, 1)
    parent.tap(FindDo(do="where", kind="vc").pack())
    assert told in parent.say(said).text


def test_a_district_without_a_place_says_so(house: House) -> None:
    parent = Parent(house, 1)
    assert "know no place of this kind yet" in parent.tap(Find(kind="vc", at="d.yijiang").pack()).text


def test_a_clinic_that_closed_is_named_as_closed(town: House) -> None:
    parent = Parent(town, 1).registered()
    parent.tap(Find(kind="vc", at="d.jinghu").pack())
    parent.press("1 · ")
    parent.press("This is our clinic")
    with town.session() as session:
        ours = session.exec(select(OurPlace)).one()
        row = places.several(session, [ours.place_id])[ours.place_id]
        row.state = places.PlaceState.GONE
        session.add(row)
        session.commit()
    for tap in ("go:where", "keep:see:0"):
        assert "not there any more" in parent.tap(tap).text
    parent.tap("keep:withdraw:1")
    with town.session() as session:
        assert session.exec(select(OurPlace)).all() == []
    assert "calendar" in parent.tap(PlaceDo(do="ours", place=1).pack()).text


def test_the_page_keeps_no_distances_of_a_shared_location(town: House) -> None:
    parent = Parent(town, 1)
    parent.share(LAT, LON)
    shown = parent.tap(Find(kind="vc").pack())
    assert shown.afterwards is not None
    assert re.search(r"\d k?m\b", shown.text)
    assert not re.search(r"\d k?m\b", shown.afterwards)
    assert parent.tap(Find(kind="vc", at="l.jinghu_park").pack()).afterwards is None
