"""What a courier has in hand is written down before it leaves, and what became of it afterwards, whatever happens in between."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.delivery import settling
from bot.delivery.courier import Courier
from bot.delivery.letters import Letter
from db.outbox import Rank, State
from tests.bot.telegram.houses import living, queue, settled
from tests.botapi import BotApi
from tests.processes import PATIENCE

REMINDER = Rank.REMINDER


@pytest.mark.usefixtures("quick")
def test_what_is_claimed_while_the_house_closes_still_leaves(
    api: BotApi, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between "this row is being sent" and the call itself the house is told to close: the letter goes, once, and is known to have gone."""
    take, claimed = Courier._take, threading.Event()

    def slowly(self: Courier, session: Session, **which: Any) -> list[Letter]:
        found = take(self, session, **which)
        if found:
            claimed.set()
            time.sleep(0.5)
        return found

    api.know(7, 7)
    with living(database_url, api) as house:
        monkeypatch.setattr(Courier, "_take", slowly)
        row_id = house.write(lambda session: queue(session, 7, "糖糖", REMINDER))
        assert claimed.wait(PATIENCE)
    monkeypatch.setattr(Courier, "_take", take)
    with living(database_url, api) as house:
        sent = settled(house, row_id)
        assert (sent.state, sent.tries, sent.unsure) == (State.SENT, 1, 0)
    assert api.deliveries() == {"7": 1}


@pytest.mark.usefixtures("quick")
def test_a_result_that_cannot_be_written_holds_nobody_up(
    api: BotApi, database_url: str, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    """The results of others are written and the next letters leave; as soon as it can be written it is, and nobody hears anything twice."""
    settle, trouble = settling.settle, threading.Event()
    trouble.set()

    def stumbling(session: Session, heard: Sequence[settling.Heard], now: datetime) -> bool:
        if trouble.is_set() and any(one.letter.address == "7" for one in heard):
            raise OperationalError("UPDATE", None, Exception("disk"))
        return settle(session, heard, now)

    monkeypatch.setattr(settling, "settle", stumbling)
    api.know(7, 20)
    with living(database_url, api) as house:
        rows = house.write(lambda session: [queue(session, one, "hello", REMINDER) for one in range(7, 21)])
        assert {settled(house, row_id).state for row_id in rows[1:]} == {State.SENT}
        assert house.row(rows[0]).state == State.SENDING
        trouble.clear()
        assert settled(house, rows[0]).state == State.SENT
    assert api.deliveries() == {str(one): 1 for one in range(7, 21)}
    assert "results could not be written" in log.getvalue()
