"""A paper shown as a photo: taken only where it is waited for, seen by the worker who has the question, gone with it from everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import make_url
from sqlmodel import Session, select
from structlog.testing import capture_logs

from actions import leaving, staff
from actions.photos import drop_for, sweep
from db import chats, outbox, pages
from db.connection import empty_log, scrub
from db.photos import PhotoState
from db.staff import Staff, StaffAudit
from dialogs.photo_addresses import LookPhotos, ShowPaper
from tests.bot.paper_cases import asked, clean, in_hand, read_all, rows, shows
from tests.botapi.answers import violation
from tests.databases import KINDS, Kind
from tests.driver import ToldHouse, told_house
from tests.papers import SECRET, paper
from tests.people import Person

BEGINS = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(params=[(kind, channel) for kind in KINDS for channel in ("telegram", "web")], ids="-".join)
def told(request: pytest.FixtureRequest) -> Iterator[tuple[ToldHouse, str]]:
    kind, channel = request.param
    with told_house(kind, BEGINS) as house:
        yield house, channel


def test_the_worker_sees_it_for_ten_minutes(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    mother, worker = asked(house, channel)
    shows(mother, paper())
    assert "with your question" in mother.sees[-1].html
    (row,) = rows(house)
    assert (row.state, row.ref, row.tries) == (PhotoState.HERE, None, 0)
    assert SECRET not in (row.data or b"")
    assert clean(paper()) not in (row.data or b"")

    worker.tap_address(LookPhotos(ticket=1).pack())
    assert in_hand(worker) == [clean(paper())]
    assert "10 minutes" in worker.sees[-1].html
    assert [one.what for one in read_all(house, StaffAudit)].count("ticket.photo_looked") == 1
    assert all(one.body is None for one in read_all(house, outbox.Outbox) if one.state == "sent")

    house.at(house.now + timedelta(minutes=9))
    assert in_hand(worker)
    house.at(house.now + timedelta(minutes=2))
    assert not in_hand(worker)
    worker.tap_address(LookPhotos(ticket=1).pack())
    assert in_hand(worker) == [clean(paper())]


@pytest.mark.parametrize(("mothers", "workers"), [("telegram", "web"), ("web", "telegram")])
@pytest.mark.parametrize("kind", KINDS)
def test_from_one_channel_to_the_other(kind: Kind, mothers: str, workers: str) -> None:
    with told_house(kind, BEGINS) as house:
        mother, worker = asked(house, mothers, workers)
        shows(mother, paper())
        worker.tap_address(LookPhotos(ticket=1).pack())
        assert in_hand(worker) == [clean(paper())]
        house.at(house.now + timedelta(minutes=11))
        assert not in_hand(worker)
        worker.tap_address(LookPhotos(ticket=1).pack())
        assert in_hand(worker)
        mother.tap_address("mine:taken:1")
        assert not in_hand(worker)


END: dict[str, Callable[[ToldHouse, Person, Person], None]] = {
    "closed by the worker": lambda house, mother, worker: worker.tap_address("desk:closed:1"),
    "closed by the family": lambda house, mother, worker: mother.tap_address("mine:close:1"),
    "it helped": lambda house, mother, worker: helped(mother, worker),
    "answered a week ago": lambda house, mother, worker: silence(house, worker, "answer", 8),
    "asked back a month ago": lambda house, mother, worker: silence(house, worker, "ask", 31),
    "withdrawn": lambda house, mother, worker: mother.tap_address("mine:taken:1"),
    "forgotten": lambda house, mother, worker: forget(house, mother),
    "ninety days": lambda house, mother, worker: wait(house, 91),
}


def forget(house: ToldHouse, person: Person) -> None:
    mine = next(one for one in rows(house))

    def go(session: Session) -> None:
        leaving.forget(session, session.get_one(chats.Chat, mine.chat_id))

    house.house.room.in_transaction(go)
    house.act(lambda: None)


def helped(mother: Person, worker: Person) -> None:
    write(worker, "answer")
    mother.tap("It helped")


def write(worker: Person, what: str) -> None:
    worker.tap_address(f"desk:{what}:1")
    worker.say("What is on the back?")
    worker.tap_address("desk:write:1")


def silence(house: ToldHouse, worker: Person, what: str, days: int) -> None:
    """Nobody says anything more: it closes by itself."""
    write(worker, what)
    worker.tap_address(LookPhotos(ticket=1).pack())
    assert in_hand(worker)
    house.travel(days)


def wait(house: ToldHouse, days: int) -> None:
    house.house.room.in_transaction(partial(sweep, now=house.now + timedelta(days=days)))
    house.act(lambda: None)


@pytest.mark.parametrize("end", END)
def test_with_the_question_it_goes_from_everywhere(told: tuple[ToldHouse, str], end: str) -> None:
    house, channel = told
    mother, worker = asked(house, channel)
    shows(mother, paper())
    (before,) = rows(house)
    worker.tap_address(LookPhotos(ticket=1).pack())
    assert in_hand(worker)
    END[end](house, mother, worker)
    assert not in_hand(worker)
    assert not in_hand(mother)
    assert [(one.state, one.data, one.ref) for one in rows(house) if one.state != PhotoState.GONE] == []
    assert [one.data for one in rows(house) if one.data is not None] == []
    for body in (one.body for table in (outbox.Outbox, pages.Bubble) for one in read_all(house, table)):
        assert "picture" not in (body or {}).get("screen", body or {})
    engine = house.house.room.engine
    if engine.dialect.name == "sqlite":
        empty_log(engine)
        scrub(engine)
        # neither the picture, nor what it was sealed as
        for file in Path(make_url(str(engine.url)).database or "").parent.iterdir():
            assert (before.data or b"?")[16:80] not in file.read_bytes()
            assert clean(paper())[100:160] not in file.read_bytes()


@pytest.mark.parametrize("leaves", ["given back", "taken over", "removed", "forgotten"])
def test_who_does_not_answer_any_more_does_not_see_it_any_more(
    told: tuple[ToldHouse, str], leaves: str
) -> None:
    house, channel = told
    mother, worker = asked(house, channel)
    shows(mother, paper())
    worker.tap_address(LookPhotos(ticket=1).pack())
    assert in_hand(worker)
    if leaves == "given back":
        worker.tap_address("desk:back:1")
    elif leaves == "taken over":
        chief = house.person(channel, "en")
        chief.invited("manager")
        chief.tap_address("desk:take:1")
        chief.tap_address(LookPhotos(ticket=1).pack())
        assert in_hand(chief)
    else:
        let_go(house, forget=leaves == "forgotten")
    assert not in_hand(worker)
    assert rows(house)[0].state == PhotoState.HERE
    if leaves != "forgotten":
        worker.tap_address(LookPhotos(ticket=1).pack())
        assert not in_hand(worker)


def let_go(house: ToldHouse, forget: bool) -> None:
    def go(session: Session) -> None:
        member = session.exec(select(Staff)).one()
        if forget:
            leaving.forget(session, session.get_one(chats.Chat, member.chat_id))
        else:
            staff.remove(session, staff.DESK, member, house.now)

    house.house.room.in_transaction(go)
    house.act(lambda: None)


def test_a_channel_that_keeps_the_photo_is_asked_three_times() -> None:
    with told_house("sqlite", BEGINS) as house:
        mother, worker = asked(house, "telegram")
        shows(mother, paper())
        worker.tap_address(LookPhotos(ticket=1).pack())
        for chat in house.telegram.chats.all.values():
            for said in chat.said.values():
                said.json["date"] -= 49 * 3_600
        with capture_logs() as logged:
            house.at(house.now + timedelta(hours=1))
        kept = [one for one in logged if "could not be taken out" in one["event"]]
        assert [one["tries"] for one in kept] == [1, 2, 3]
        assert all(set(one) == {"event", "trouble", "tries", "log_level"} for one in kept)
        (removal,) = [one for one in read_all(house, outbox.Outbox) if one.kind == "removal"]
        assert (removal.state, removal.body) == ("failed", None)


def test_a_photo_that_is_taken_back_on_its_way_goes_as_soon_as_it_is_said() -> None:
    """The question is closed in the very moment in which Telegram is being told the photo."""
    with told_house("sqlite", BEGINS) as house:
        mother, worker = asked(house, "telegram")
        shows(mother, paper())
        close = partial(drop_for, purpose="ticket:1")
        speak = house.telegram.chats.shelf.photo

        def closed_meanwhile(given: Any) -> Any:
            house.house.room.in_transaction(close)
            return speak(given)

        with mock.patch.object(house.telegram.chats.shelf, "photo", closed_meanwhile):
            worker.tap_address(LookPhotos(ticket=1).pack())
        assert not in_hand(worker)
        states = [one.state for one in read_all(house, outbox.Outbox) if one.about == "photo:1"]
        assert sorted(states) == ["sent", "withdrawn"]


def test_who_is_forgotten_while_it_is_on_its_way_does_not_keep_it() -> None:
    """The worker asks to be forgotten in the very moment in which Telegram is being told the photo."""
    with told_house("sqlite", BEGINS) as house:
        mother, worker = asked(house, "telegram")
        shows(mother, paper())
        speak = house.telegram.chats.shelf.photo

        def forgotten_meanwhile(given: Any) -> Any:
            def go(session: Session) -> None:
                member = session.exec(select(Staff)).one()
                leaving.forget(session, session.get_one(chats.Chat, member.chat_id))

            house.house.room.in_transaction(go)
            return speak(given)

        with mock.patch.object(house.telegram.chats.shelf, "photo", forgotten_meanwhile):
            worker.tap_address(LookPhotos(ticket=1).pack())
        assert not in_hand(worker)


def test_what_is_taken_back_and_never_arrives_keeps_nobody_waiting() -> None:
    """The same, and Telegram refuses the photo: the chat goes all the same, and nothing is left of it."""
    with told_house("sqlite", BEGINS) as house:
        mother, worker = asked(house, "telegram")
        shows(mother, paper())

        def forgotten_and_refused(given: Any) -> Any:
            def go(session: Session) -> None:
                member = session.exec(select(Staff)).one()
                leaving.forget(session, session.get_one(chats.Chat, member.chat_id))

            house.house.room.in_transaction(go)
            raise violation("PHOTO_INVALID_DIMENSIONS")

        before = len(read_all(house, chats.Chat))
        with (
            mock.patch.object(house.telegram.chats.shelf, "photo", forgotten_and_refused),
            pytest.raises(AssertionError, match="PHOTO_INVALID_DIMENSIONS"),
        ):
            worker.tap_address(LookPhotos(ticket=1).pack())
        assert not in_hand(worker)
        assert [one.about for one in read_all(house, outbox.Outbox) if one.settled_at is None] == []
        assert len(read_all(house, chats.Chat)) == before - 1


def test_nobody_else_sees_it(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    mother, _worker = asked(house, channel)
    shows(mother, paper())
    colleague, stranger = (house.person(channel, "en") for _number in range(2))
    colleague.invited("worker")
    stranger.say("/start page")
    for person in (colleague, stranger, mother):
        person.tap_address(LookPhotos(ticket=1).pack())
        assert not in_hand(person)
    assert "ticket.photo_looked" not in [one.what for one in read_all(house, StaffAudit)]
    stranger.tap_address(ShowPaper(do="ask", ticket=1).pack())
    stranger.show(paper())
    assert len(rows(house)) == 1
