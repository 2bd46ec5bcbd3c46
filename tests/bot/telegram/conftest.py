"""One strict Bot API server for all tests of Telegram, as new for each; a migrated database; a quick pace; a log that is searched."""

from __future__ import annotations

import functools
import io
import logging
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
import structlog
from aiogram.client.session.aiohttp import AiohttpSession

from bot import handling, house
from bot.delivery import courier, pace, settling
from bot.house_words import catalogues
from bot.log import set_up
from bot.telegram import line, polling
from content import load_knowledge
from tests.bot.telegram.houses import migrate
from tests.botapi import BotApi
from tests.databases import Kind, make_database

#: Files on the disk are read once, however many houses are opened.
_knowledge, _catalogues = functools.cache(load_knowledge), functools.cache(catalogues)


async def _close(self: AiohttpSession) -> None:
    """aiogram's own way waits a quarter of a second for TLS, which nobody speaks here."""
    if self._session is not None:
        await self._session.close()


@pytest.fixture(scope="session")
def server() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def api(server: BotApi, monkeypatch: pytest.MonkeyPatch) -> Iterator[BotApi]:
    """The server with Telegram's real limits. At the end no call may have broken a rule of the Bot API."""
    server.start_over()
    monkeypatch.setattr(house, "load_knowledge", _knowledge)
    monkeypatch.setattr(house, "catalogues", _catalogues)
    monkeypatch.setattr(AiohttpSession, "close", _close)
    yield server
    assert server.violations == []


@pytest.fixture
def quick(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody rests between two messages or two tries, on either side: for tests that are not about pace."""
    api.pace(on=False)
    monkeypatch.setattr(pace, "REST", 0.01)
    monkeypatch.setattr(courier, "REST", 0.01)
    monkeypatch.setattr(settling, "backoff", lambda _tries: timedelta())
    monkeypatch.setattr(settling, "LAST_COPY_AFTER", timedelta())
    monkeypatch.setattr(handling, "RETRY_AFTER", timedelta())
    monkeypatch.setattr(line, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(polling, "LONGEST_PAUSE", 0.01)


@pytest.fixture
def database_url(database_kind: Kind) -> Iterator[str]:
    """A database with all tables in it, of both kinds."""
    with make_database(database_kind, prepare=migrate) as url:
        yield url


@pytest.fixture
def log(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the house writes for operators, as it would stand in the file. The token is never in it."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    monkeypatch.setattr(logging, "basicConfig", lambda **_: None)
    set_up()
    yield written
    structlog.reset_defaults()
    assert api.token.partition(":")[2] not in written.getvalue()
