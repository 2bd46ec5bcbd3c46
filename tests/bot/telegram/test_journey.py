"""The first journey on Telegram, by polling and by webhook: start, language, consent, child, home."""

from __future__ import annotations

import io

import pytest

from tests.bot.telegram.houses import living
from tests.botapi import BotApi


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_a_mother_enters_her_child(api: BotApi, database_url: str, webhook: bool, log: io.StringIO) -> None:
    mother = api.user(7, language_code="zh-hans", first_name="Wang Fang")
    with living(database_url, api, webhook=webhook):
        mother.say("/start")
        for label in ("中文", "👶"):
            mother.wait(lambda seen: True)
            break
        print([m.text for m in mother.heard()], [m.labels for m in mother.heard()])
