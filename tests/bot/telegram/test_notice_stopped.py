"""A notice under way, at the receiving side: paused or stopped, at most `IN_FLIGHT` messages more arrive; what goes on reaches everybody once."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest
from sqlmodel import Session

from actions import notice_sending, notices
from actions.desk import Desk
from actions.notices import Done
from bot.delivery.courier import IN_FLIGHT
from db.outbox import State
from rules.notices import Notice
from tests.actions.answers_kept import KNOWLEDGE
from tests.actions.households import ZONE, chat_of
from tests.actions.noticed import ANNA, TEXT, reader, rows
from tests.bot.telegram.houses import Living, living, until
from tests.botapi import BotApi

#: At 30 a second a notice to so many is under way for five seconds: long enough to be stopped; to these for two, until all have it.
MANY, SOME = 150, 60
#: Urgent: whatever the hour is on the wall, it leaves.
NOTICE = Notice(texts=TEXT, urgent=True, why={"zh_CN": "停水", "en": "No water"})


def desk(session: Session) -> Desk:
    return Desk(session, KNOWLEDGE, ZONE, datetime.now(UTC))


def leaves(session: Session, families: int) -> int:
    """To all families; every tenth has a page in the browser besides, last used long ago."""
    for number in range(1, families + 1):
        _chat, guardian = reader(session, str(number), child=False)
        if number % 10 == 0:
            chat_of(session, f"b{number}", "web", guardian).seen_at = datetime(2026, 1, 1, tzinfo=UTC)
    session.flush()
    row = notices.begin(desk(session), ANNA, NOTICE)
    assert row is not None
    assert notice_sending.confirm(desk(session), ANNA, row, notice_sending.print_of(row)) == Done.DONE
    assert row.queued == families
    return row.id or 0


def steer(session: Session, number: int, what: str) -> Done:
    row = notices.one(session, ANNA, number)
    assert row is not None
    return getattr(notice_sending, what)(desk(session), ANNA, row)


def states(house: Living, number: int) -> dict[str, int]:
    """Its copies by what became of them."""

    def read(session: Session) -> list[str]:
        row = notices.one(session, ANNA, number)
        assert row is not None
        return [one.state for one in rows(session, row)]

    found = house.write(read)
    return {state: found.count(state) for state in set(found)}


def at_rest(house: Living, number: int) -> dict[str, int]:
    """The same, as soon as nothing is on its way."""

    def rests() -> dict[str, int] | None:
        found = states(house, number)
        return None if State.SENDING in found else found

    return until(rests)


def under_way(api: BotApi, house: Living, families: int) -> int:
    """It was let go, and the first messages are there."""
    number = house.write(partial(leaves, families=families))
    house.loop.call_soon_threadsafe(house.house.courier.wake.set)
    until(lambda: sum(api.deliveries().values()) >= 10)
    return number


@pytest.fixture
def server_knows(api: BotApi) -> BotApi:
    api.know(1, MANY)
    return api


def test_stopped_at_most_what_is_in_flight_still_arrives(server_knows: BotApi, database_url: str) -> None:
    with living(database_url, server_knows) as house:
        number = under_way(server_knows, house, MANY)
        assert house.write(partial(steer, number=number, what="stop")) == Done.DONE
        there = sum(server_knows.deliveries().values())
        found = at_rest(house, number)
    arrived = server_knows.deliveries()
    assert sum(arrived.values()) <= there + IN_FLIGHT
    assert sum(arrived.values()) < MANY
    assert set(arrived.values()) == {1}
    assert found == {"sent": len(arrived), "withdrawn": MANY - len(arrived)}


def test_paused_it_rests_and_resumed_it_reaches_everybody_once(
    server_knows: BotApi, database_url: str
) -> None:
    with living(database_url, server_knows) as house:
        number = under_way(server_knows, house, SOME)
        assert house.write(partial(steer, number=number, what="pause")) == Done.DONE
        there = sum(server_knows.deliveries().values())
        found = at_rest(house, number)
        arrived = len(server_knows.deliveries())
        assert arrived <= there + IN_FLIGHT
        assert found == {"sent": arrived, "held": SOME - arrived}
        assert house.write(partial(steer, number=number, what="resume")) == Done.DONE
        house.loop.call_soon_threadsafe(house.house.courier.wake.set)
        until(lambda: states(house, number) == {"sent": SOME})
    assert server_knows.deliveries() == {str(one): 1 for one in range(1, SOME + 1)}
