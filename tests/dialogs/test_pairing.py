"""A volunteer is offered to a family: its yes and its no count for the one it was reading, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dialogs.community_addresses import Helper
from dialogs.screens import Screen
from rules.roles import Role
from tests.dialogs.followed import finds, pairing, parent_of, registers
from tests.dialogs.staffed import Worker, staffed_house
from tests.dialogs.talk import House, Parent

YES, NO = 0, 1


@pytest.fixture
def house() -> Iterator[House]:
    with staffed_house() as opened:
        yield opened


@pytest.fixture
def worker(house: House) -> Worker:
    return Worker(house, 8).hired(Role.WORKER, "jinghu")


@pytest.fixture
def parent(house: House, worker: Worker) -> Parent:
    found = registers(parent_of(house))
    found.tap(Helper(do="ask", value="homework").pack())
    return found


def letter(parent: Parent) -> Screen:
    (found,) = [one for one in parent.news() if "has found somebody" in one.text]
    return found


def way(screen: Screen, which: int) -> str:
    return screen.choices[0][which].tap or ""


@pytest.mark.parametrize("which", [YES, NO])
@pytest.mark.parametrize("by_another", [False, True])
def test_an_answer_counts_for_who_was_read(
    house: House, parent: Parent, worker: Worker, which: int, by_another: bool
) -> None:
    finds(worker, "Miss Li")
    first = letter(parent)
    finds(Worker(house, 9).hired(Role.WORKER, "jinghu") if by_another else worker, "Mr Chen")
    second = letter(parent)
    parent.tap(way(first, which))
    assert "Something has changed" in parent.screens[0].text
    assert "Mr Chen" in parent.screens[1].text
    assert "Miss Li" not in repr(parent.screens)
    assert (pairing(house).state, pairing(house).volunteer) == ("found", "Mr Chen")
    said = parent.tap(way(second, which)).text
    assert "Mr Chen" in said
    assert pairing(house).state == ("running" if which == YES else "waiting")
    # what stands in the chat changes nothing any more
    for old in (way(first, 1 - which), way(second, 1 - which)):
        parent.tap(old)
        assert pairing(house).state == ("running" if which == YES else "waiting")


def test_other_times_of_the_same_volunteer_are_read_again(
    house: House, parent: Parent, worker: Worker
) -> None:
    finds(worker, "Miss Li", "Saturdays")
    first = letter(parent)
    finds(worker, "Miss Li", "Sundays")
    parent.tap(way(first, YES))
    assert "Sundays" in parent.screens[1].text
    parent.press("Yes, that is fine")
    assert (pairing(house).state, pairing(house).meets) == ("running", "Sundays")


def test_a_button_of_an_older_version_is_read_again(house: House, parent: Parent, worker: Worker) -> None:
    finds(worker, "Miss Li")
    for do in ("yes", "no"):
        for value in ("", "00000000"):
            parent.tap(Helper(do=do, pairing=1, value=value).pack())
            assert "Something has changed" in parent.screens[0].text
    assert pairing(house).state == "found"
    assert len(way(letter(parent), YES).encode()) <= 64
