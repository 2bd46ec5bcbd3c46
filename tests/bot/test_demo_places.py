"""The demo's places come and go with the setting, when the real bot starts; also when several start at once."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlmodel import Session, select

from content import load_knowledge
from db.connection import open_to_look
from db.places import PlaceRow, PlaceState
from db.schema import migrate
from tests.databases import KINDS, Kind, make_database
from tests.processes import BotProcess, bot_process

DEMO = {place.key for place in load_knowledge("cn/wuhu").demo_places()}


def there(url: str) -> list[str]:
    engine = open_to_look(url)
    with Session(engine) as session:
        rows = session.exec(select(PlaceRow)).all()
        assert all(row.state == PlaceState.DEMO for row in rows)
        found = [row.key for row in rows]
    engine.dispose()
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_two_demos_start_at_once_and_a_real_run_follows(kind: Kind, tmp_path: Path) -> None:
    with make_database(kind, migrate) as url:
        with ExitStack() as ends:
            for bot in [BotProcess(url, tmp_path, demo="true") for _ in range(2)]:
                bot.start(wait=False)
                ends.callback(bot.kill)
                ends.callback(bot.wait_until_healthy)
        found = there(url)
        assert len(found) == len(DEMO)
        assert set(found) == DEMO
        with bot_process(url, tmp_path):
            assert there(url) == []
