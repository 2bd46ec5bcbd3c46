"""A place is added in the chat: question by question, over a restart, seen as parents will see it, published once, taken back."""

from __future__ import annotations

from datetime import date

import pytest

from db.places import PlaceState
from db.schema import migrate
from rules.roles import Role
from tests.databases import KINDS, Kind, make_database
from tests.dialogs.staffed import Worker, a_place, changes, only_place, place, state_of
from tests.dialogs.talk import House, Parent


def as_far_as_the_preview(worker: Worker) -> None:
    worker.tap("go:staff_new")
    worker.press("幼儿园")
    worker.say("小候鸟幼儿园")
    worker.share(31.341, 118.372)
    worker.say("中山路5号")
    worker.press("Skip")
    worker.say("周一到周五 7:30-17:30")


def test_from_the_kind_to_the_card(house: House, worker: Worker) -> None:
    worker.tap("go:staff_new")
    assert "(1 of 7)" in worker.screens[0].text
    as_far_as_the_preview(worker)
    preview = worker.screens[0].text
    assert "So parents will see it" in preview
    worker.press("Publish")
    row = only_place(house)
    assert row.key == f"staff:{row.id}"
    assert (row.state, row.kind, row.district, row.checked) == (
        PlaceState.THERE, "kindergarten", "jinghu", date(2026, 11, 23),
    )  # fmt: skip
    assert row.place.hours == "Mo-Fr 07:30-17:30"
    assert row.place.phone is None
    card = Parent(house, 3).tap(f"pl:look:{row.id}:").text
    assert card in preview
    assert state_of(worker) is None
    worker.press("Take it back")
    assert place(house, row.id or 0).state == PlaceState.GONE


def test_a_second_tap_publishes_nothing_twice(house: House, worker: Worker) -> None:
    as_far_as_the_preview(worker)
    publish = worker.button("Publish").tap or ""
    worker.tap(publish)
    assert "Begin again" in worker.tap(publish).text
    assert len(changes(house, only_place(house).id or 0)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_restart_in_the_middle_goes_on(kind: Kind) -> None:
    with make_database(kind, prepare=migrate) as url:
        first = House(url, None, (), "https://example.org")
        worker = Worker(first, 8).hired(Role.WORKER, "jinghu")
        worker.tap("go:staff_new")
        worker.press("幼儿园")
        worker.say("小候鸟幼儿园")
        first.close()
        second = House(url, None, (), "https://example.org")
        second.numbers = iter(range(1_000, 2_000))
        again = Worker(second, 8)
        again.share(31.341, 118.372)
        assert "Street and number" in again.screens[0].text
        for _skipped in range(3):
            again.press("Skip")
        again.press("Publish")
        assert only_place(second).place.names == {"zh_CN": "小候鸟幼儿园"}
        second.close()


def test_add_again_goes_on_where_it_was(house: House, worker: Worker) -> None:
    worker.tap("go:staff_new")
    worker.press("幼儿园")
    worker.say("小候鸟幼儿园")
    assert "(3 of 7)" in worker.tap("go:staff_new").text
    worker.press("Do not add it")
    assert "Nothing was written" in worker.screens[0].text
    assert "(1 of 7)" in worker.tap("go:staff_new").text


def test_somebody_for_the_whole_city_is_asked_for_the_district(house: House) -> None:
    boss = Worker(house, 8).hired(Role.MANAGER)
    boss.tap("go:staff_new")
    boss.press("图书馆")
    boss.say("City Library")
    boss.share(31.34, 118.37)
    assert "which district" in boss.screens[0].text
    boss.button("✓ 镜湖区")
    boss.say("弋江区")
    for _skipped in range(3):
        boss.press("Skip")
    boss.press("Publish")
    row = only_place(house)
    assert row.district == "yijiang"
    assert row.place.names == {"en": "City Library"}


def test_a_worker_of_two_districts_adds_in_no_third(house: House) -> None:
    worker = Worker(house, 8).hired(Role.WORKER, "jinghu", "yijiang")
    worker.tap("go:staff_new")
    worker.press("图书馆")
    worker.say("书屋")
    worker.share(31.34, 118.37)
    worker.tap("new:district:wanzhi")
    assert "which district" in worker.screens[0].text
    assert "Please tap a district of yours" in worker.say("湾沚区").text
    worker.press("弋江区")
    assert "Street and number" in worker.screens[0].text


@pytest.mark.parametrize(
    ("typed", "says"),
    [("somewhere", "no position"), ("https://surl.amap.com/x", "short link"), ("31.34, 118.39", "Which map")],
)
def test_a_position_that_is_not_clear_is_asked_again(
    house: House, worker: Worker, typed: str, says: str
) -> None:
    worker.tap("go:staff_new")
    worker.press("幼儿园")
    worker.say("小候鸟幼儿园")
    assert says in worker.say(typed).text
    worker.share(31.34, 118.39)
    assert "Street and number" in worker.screens[0].text


def test_figures_of_a_named_map(house: House, worker: Worker) -> None:
    worker.tap("go:staff_new")
    worker.press("幼儿园")
    worker.say("小候鸟幼儿园")
    worker.say("118.39, 31.34")
    worker.press("Amap")
    for _skipped in range(3):
        worker.press("Skip")
    worker.press("Publish")
    row = only_place(house)
    assert 0.001 < abs(row.lon - 118.39) < 0.01


def test_a_twin_and_a_place_far_away_are_named(house: House, worker: Worker) -> None:
    a_place(house, "小候鸟幼儿园")
    worker.tap("go:staff_new")
    worker.press("幼儿园")
    worker.say("小候鸟幼儿园")
    worker.share(39.9, 116.4)
    for _skipped in range(3):
        worker.press("Skip")
    told = worker.screens[0].text
    assert "with this name already" in told
    assert "far from" in told
    worker.button("Look at the other one")


@pytest.mark.parametrize("text", ["<b>x</b>", "{name} %s", "a\x00\ud800b", "&amp;"])
def test_hostile_text(house: House, worker: Worker, text: str) -> None:
    worker.tap("go:staff_new")
    worker.say(text)  # no kind
    worker.press("幼儿园")
    worker.say(text)
    worker.say(text)  # no position
    worker.share(31.34, 118.39)
    worker.say(text)
    worker.say(text)  # no phone
    worker.press("Skip")
    worker.say(text)  # no hours
    worker.press("Skip")
    assert "<b>x</b>" not in worker.screens[0].text
    worker.press("Publish")
    row = only_place(house)
    assert len(changes(house, row.id or 0)) == 1


def test_let_go_in_the_middle(house: House, worker: Worker) -> None:
    worker.tap("go:staff_new")
    worker.press("幼儿园")
    worker.let_go()
    assert worker.taps_in_vain("new:skip:address")
    worker.say("小候鸟幼儿园")
    assert "position" not in worker.screens[0].text
    assert worker.taps_in_vain("new:publish:")


def test_stop_is_asked_about_and_none_is_skipped(house: House, worker: Worker) -> None:
    worker.tap("go:staff_new")
    worker.press("幼儿园")
    assert "cannot be without" in worker.say("没有").text
    worker.say("小候鸟幼儿园")
    assert "Stop adding?" in worker.say("算了").text
    worker.press("Go on adding")
    assert "(3 of 7)" in worker.screens[0].text
    worker.share(31.34, 118.37)
    for typed in ("没有", "不知道", "none"):
        worker.say(typed)
    worker.press("Publish")
    found = only_place(house).place
    assert (found.names, found.addresses, found.phone) == ({"zh_CN": "小候鸟幼儿园"}, {}, None)
    worker.tap("go:staff_new")
    worker.say("cancel")
    worker.press("Do not add it")
    assert "Nothing was written" in worker.screens[0].text


def test_danger_is_no_name_and_a_shelter_is(house: House, worker: Worker) -> None:
    worker.tap("go:staff_new")
    worker.press("幼儿园")
    told = worker.say("孩子不见了").text
    assert "110" in told
    assert "still counts" in told
    assert "(3 of 7)" in worker.say("反家暴中心").text


def test_what_was_not_asked_is_offered_after_publishing(house: House, worker: Worker) -> None:
    as_far_as_the_preview(worker)
    worker.press("Publish")
    worker.press("➕ Takes children from elsewhere")
    worker.press("yes")
    worker.press("Yes, write it")
    assert only_place(house).place.migrants is True
