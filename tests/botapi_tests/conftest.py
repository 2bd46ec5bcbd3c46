"""A server as new for each test, without pacing; a plain HTTP caller and a real aiogram Bot."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from tests.botapi import BotApi

Call = Callable[..., httpx.Response]


def until(happened: Callable[[], object]) -> None:
    """Look until it has happened; fails after 20 seconds."""
    for _ in range(1000):
        if happened():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen")


@pytest.fixture(scope="session")
def server() -> Iterator[BotApi]:
    with BotApi(pacing=False) as running:
        yield running


@pytest.fixture
def api(server: BotApi) -> BotApi:
    server.start_over()
    server.know(1, 3)
    return server


@pytest.fixture
def call(api: BotApi) -> Iterator[Call]:
    """`call("sendMessage", chat_id=1, text="…")` posts JSON."""
    with httpx.Client(base_url=f"{api.url}/bot{api.token}", timeout=30, trust_env=False) as client:

        def post(method: str, **given: Any) -> httpx.Response:
            return client.post(f"/{method}", json=given)

        yield post


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(api.url))
    async with Bot(api.token, session=session) as one:
        yield one
