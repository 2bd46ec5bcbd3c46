"""Every district can be chosen; a place is a question, and where it is unclear the list."""

import pytest

from rules.knowledge import is_elsewhere, nearest_landmark
from tests.dialogs.talk import House, Parent, knowledge


def labels(parent: Parent) -> list[str]:
    return [one.label for screen in parent.screens for row in screen.choices for one in row]


@pytest.mark.parametrize("address", ["go:districts"])
def test_every_district_is_offered_with_a_way_past_it(house: House, address: str) -> None:
    for parent in (Parent(house, 1), Parent(house, 2).registered()):
        parent.tap(address)
        assert {one.name for one in knowledge().districts} <= {
            label.split(" (")[0] for label in labels(parent)
        }
        assert "Skip" in labels(parent)
        parent.tap("lives:yijiang")
        assert "弋江区" in parent.screens[0].text


def test_another_place_leads_to_the_districts(house: House) -> None:
    parent = Parent(house, 1)
    parent.tap("near:jinghu_park")
    parent.press("Another place")
    assert any("弋江区" in label for label in labels(parent))


def test_a_point_tells_the_district_only_close_to_a_landmark() -> None:
    known = knowledge().landmarks
    station = nearest_landmark(known, 31.361, 118.391)
    assert station is not None
    assert station.district == "jinghu"
    assert nearest_landmark(known, 31.30, 118.37) is None  # four kilometres south: Yijiang, or not
    assert nearest_landmark(known, 31.38, 118.395) is None  # between two districts
    assert not is_elsewhere(known, 31.30, 118.37)
    assert is_elsewhere(known, 39.9, 116.4)
