"""A house with conversations, on SQLite: what differs between databases is tested on the floors below."""

from collections.abc import Iterator

import pytest

from tests.dialogs.talk import House, open_house


@pytest.fixture
def house() -> Iterator[House]:
    with open_house() as opened:
        yield opened
