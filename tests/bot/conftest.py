"""Bots as processes, one for each database, shared by the tests of a folder's file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from db.schema import migrate
from tests.bot.browsers import Arrive, Browser
from tests.databases import KINDS, make_database
from tests.processes import BotProcess, bot_process


@pytest.fixture(scope="package", params=KINDS)
def demo_bot(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BotProcess]:
    """A demo run. Its clock may have been moved by another test; its visitors know nothing of each other."""
    folder = tmp_path_factory.mktemp("demo")
    with make_database(request.param, migrate) as url, bot_process(url, folder, demo="true") as bot:
        yield bot


@pytest.fixture(scope="package")
def plain_bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """A run for real families: no demo."""
    folder = tmp_path_factory.mktemp("plain")
    with make_database("sqlite", migrate) as url, bot_process(url, folder) as bot:
        yield bot


@pytest.fixture
def arrive() -> Iterator[Arrive]:
    """`arrive(bot)` is a browser that was never there before."""
    with ExitStack() as doors:
        yield lambda bot: doors.enter_context(closing(Browser(bot.url)))
