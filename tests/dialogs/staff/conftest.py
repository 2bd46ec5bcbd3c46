"""A house with staff: a place of Jinghu, and a worker for that district."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rules.roles import Role
from tests.dialogs.staffed import Worker, a_place, staffed_house
from tests.dialogs.talk import House


@pytest.fixture
def house() -> Iterator[House]:
    with staffed_house() as opened:
        yield opened


@pytest.fixture
def number(house: House) -> int:
    return a_place(house)


@pytest.fixture
def worker(house: House) -> Worker:
    return Worker(house, 8).hired(Role.WORKER, "jinghu")


@pytest.fixture
def civil(house: House) -> Worker:
    """At another office of the same district."""
    return Worker(house, 9).hired(Role.WORKER, "jinghu", office="civil_affairs")
