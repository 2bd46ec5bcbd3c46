"""One Chromium for all tests of the page, a fresh context for each, and the real bot behind it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from db.schema import migrate
from tests.databases import make_database
from tests.page.phone import SIZE, Phone
from tests.processes import BotProcess, bot_process

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Ends with this folder's tests: Playwright's loop must not run under the asynchronous tests of others."""
    program = shutil.which("chromium")
    assert program, "no chromium on the PATH; `make browser` installs one"
    expect.set_options(timeout=20_000)  # patience on a busy machine, no promise
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """A demo run that all tests share which do not kill it and do not move its clock."""
    folder = tmp_path_factory.mktemp("page")
    with make_database("sqlite", migrate) as url, bot_process(url, folder, demo="true") as running:
        yield running


@pytest.fixture(scope="module")
def own_bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """A demo run of this file alone: its clock may be moved, and it may be killed, if it is started again."""
    folder = tmp_path_factory.mktemp("own")
    with make_database("sqlite", migrate) as url, bot_process(url, folder, demo="true") as running:
        yield running


@pytest.fixture
def phone_at(chromium: Browser) -> Iterator[Callable[..., Phone]]:
    """`phone_at(bot, locale="en-US")`: a phone that was never at this bot. Afterwards: no request left the house, no error was shown."""
    with ExitStack() as drawer:
        phones: list[Phone] = []

        def take(bot: BotProcess, **more: Any) -> Phone:
            asked = {"viewport": SIZE, "is_mobile": True, "has_touch": True, "locale": "en-US", **more}
            context = drawer.enter_context(closing(chromium.new_context(**asked)))
            context.set_default_timeout(20_000)
            phones.append(Phone(context, bot.url))
            return phones[-1]

        yield take
        for phone in phones:
            phone.is_clean()


@pytest.fixture
def phone(phone_at: Callable[..., Phone], bot: BotProcess) -> Phone:
    """An English phone at the shared bot."""
    return phone_at(bot)
