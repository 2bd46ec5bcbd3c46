"""Colleagues of one name can be told apart in the list, on their buttons, and in the question before one of them is let go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from dialogs.staff_addresses import Crew
from rules.roles import Role
from tests.dialogs.staffed import OWNER, Worker, staffed_house
from tests.dialogs.talk import NOW, House


@pytest.fixture
def house() -> Iterator[House]:
    with staffed_house() as opened:
        yield opened


def bare(text: str) -> str:
    return text.replace(" (only in Chinese)", "")


def labels(owner: Worker) -> list[str]:
    return [
        bare(one.label)
        for row in owner.screens[0].choices
        for one in row
        if (one.tap or "").startswith("crew:look")
    ]


def test_a_name_that_is_alone_stays_short(house: House) -> None:
    Worker(house, 1).hired(Role.WORKER, "jinghu", label="W")
    Worker(house, 2).hired(Role.WORKER, "jinghu", label="Li")
    owner = Worker(house, OWNER)
    owner.tap("go:staff_people")
    assert sorted(labels(owner)) == ["Li", "W"]


def test_two_of_one_name_show_what_they_are(house: House) -> None:
    Worker(house, 1).hired(Role.WORKER, "jinghu", label="W")
    Worker(house, 2).hired(Role.MANAGER, "yijiang", label="W", office="education")
    owner = Worker(house, OWNER)
    text = owner.tap("go:staff_people").text
    found = sorted(labels(owner))
    assert found == ["W: a manager, 弋江区 · Office: 教育局", "W: a worker, 镜湖区"]
    assert all(one in bare(text) for one in found)


def test_two_who_are_the_same_show_since_when_or_a_number(house: House) -> None:
    for number in (1, 2):
        Worker(house, number).hired(Role.WORKER, "jinghu", label="W")
    owner = Worker(house, OWNER)
    owner.tap("go:staff_people")
    found = labels(owner)
    assert len({*found}) == 2
    assert all("since 23 Nov 2026 · no. " in one for one in found)


def test_who_is_let_go_is_named_in_full(house: House) -> None:
    Worker(house, 1).hired(Role.WORKER, "jinghu", label="W")
    Worker(house, 2).hired(Role.WORKER, "yijiang", label="W")
    owner = Worker(house, OWNER)
    house.clock.moment = NOW + timedelta(days=3)
    text = owner.tap(Crew(do="remove", staff=2).pack()).text
    assert bare(text).splitlines() == [
        "Remove W from the staff?",
        "W: a worker, 弋江区",
        "Since 23 Nov 2026.",
    ]
    assert "W does not work here any more" in owner.press("Yes, remove").text
    assert labels(owner) == [] or labels(owner) == ["W"]
