"""What the page's history keeps of where somebody was: after half an hour neither the location nor the distances from it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from actions.spots import KEPT, forget_old
from tests.databases import Kind
from tests.driver import told_house

BEGINS = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DISTANCE = re.compile(r"\d k?m\b")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_distances_leave_the_history(kind: Kind) -> None:
    with told_house(kind, BEGINS) as house:
        mother = house.person("web", "en")
        mother.say("/start page")
        mother.say("/near")
        mother.tap("接种门诊")
        mother.share(31.335, 118.372)
        listed = mother.sees[-1]
        assert DISTANCE.search(listed.html)
        in_time = house.house.room.in_transaction

        in_time(partial(forget_old, now=house.now + KEPT - timedelta(seconds=1)))
        assert mother.sees[-1].html == listed.html

        in_time(partial(forget_old, now=house.now + KEPT + timedelta(seconds=1)))
        later = mother.sees[-1]
        assert not DISTANCE.search(later.html)
        assert (later.ref, later.buttons, later.changed) == (listed.ref, listed.buttons, True)
        assert "Example: Egret vaccination clinic" in later.html

        mother.tap("1 · Example")
        assert "Egret" in mother.sees[-1].html
