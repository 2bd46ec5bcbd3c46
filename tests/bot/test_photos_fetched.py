"""Photos that Telegram keeps are fetched later: again after a fault, at most five times, never by a wrong file, and never told to the log."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramServerError
from aiogram.methods import GetFile
from sqlmodel import Session, select
from structlog.testing import capture_logs

from actions.photos import TRIES
from bot.photos import Fetcher
from bot.telegram.client import open_bot
from bot.telegram.files import TooMuch, download
from db.photos import Photo, PhotoState
from db.tickets import Ticket, TicketState
from rules.photos import CHANNEL_MOST
from tests.bot.paper_cases import asked, shows
from tests.botapi import BotApi
from tests.databases import KINDS
from tests.driver import ToldHouse, told_house
from tests.papers import paper

BEGINS = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TOKEN = "4242:LOOPBACK-token-for-tests"


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest) -> Iterator[ToldHouse]:
    with told_house(request.param, BEGINS) as house:
        yield house


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi(pacing=False) as running:
        yield running


class Line:
    """A line to Telegram that does what the test says."""

    def __init__(self, *answers: bytes | Exception) -> None:
        self.answers, self.asked = list(answers), 0

    async def __call__(self, ref: str, most: int) -> bytes:
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def fetcher(house: ToldHouse, line: Line) -> Fetcher:
    inside = house.house
    return Fetcher(line, inside.room, inside.clock, inside.holder, inside.around, asyncio.Event())


def waits(house: ToldHouse) -> None:
    """A mother's question with a photo that nobody has fetched yet."""
    mother, _worker = asked(house, "telegram")
    shows(mother, paper())
    photo = only(house)
    photo.state, photo.ref, photo.data = PhotoState.WANTED, "photo-secret-id", None

    def again(session: Session) -> None:
        session.merge(photo)

    house.house.room.in_transaction(again)


def only(house: ToldHouse) -> Photo:
    return house.house.room.in_transaction(lambda session: session.exec(select(Photo)).one())


def tries(house: ToldHouse, line: Line, hours: int = 1) -> None:
    """Everything a house does with the line in these hours."""
    work = fetcher(house, line)
    for _minute in range(hours * 60):
        while house.loop.run_until_complete(work.step()):
            pass
        house.at(house.now + timedelta(minutes=1))


FAULT = TelegramServerError(method=GetFile(file_id="photo-secret-id"), message=f"bad gateway {TOKEN}")


def test_after_faults_it_comes_all_the_same(house: ToldHouse) -> None:
    waits(house)
    line = Line(FAULT, TimeoutError(), ConnectionResetError(), paper())
    with capture_logs() as said:
        tries(house, line)
    assert line.asked == 4
    assert only(house).state == PhotoState.HERE
    assert len(said) == 3
    assert not any(secret in str(said) for secret in ("photo-secret-id", TOKEN, "photos/"))


def test_after_five_faults_the_parent_is_asked_to_send_it_again(house: ToldHouse) -> None:
    waits(house)
    line = Line(FAULT)
    tries(house, line)
    assert line.asked == TRIES
    assert (only(house).state, only(house).ref) == (PhotoState.FAILED, None)
    mother = house.people[0]
    assert "did not come through" in mother.sees[-1].html
    mother.tap("Show a paper as a photo")
    mother.show(paper())
    assert "with your question" in mother.sees[-1].html


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a" + b"\0" * 50, b"<html>photo.jpg", b"<svg/>", paper()[:-50], paper(shape=(4_000, 20))],
)
def test_what_is_no_photo_is_not_asked_for_again(house: ToldHouse, data: bytes) -> None:
    waits(house)
    line = Line(data)
    tries(house, line)
    assert line.asked == 1
    assert (only(house).state, only(house).data) == (PhotoState.FAILED, None)
    assert "did not come through" in house.people[0].sees[-1].html


def test_too_much_is_not_asked_for_again(house: ToldHouse) -> None:
    waits(house)
    line = Line(TooMuch())
    tries(house, line)
    assert line.asked == 1
    assert only(house).state == PhotoState.FAILED


def test_a_question_that_is_closed_wants_no_photo(house: ToldHouse) -> None:
    waits(house)

    def go(session: Session) -> None:
        session.get_one(Ticket, 1).state = TicketState.ANSWERED

    house.house.room.in_transaction(go)
    house.people[0].tap_address("mine:close:1")
    line = Line(paper())
    tries(house, line)
    assert line.asked == 0
    assert only(house).state == PhotoState.GONE


async def test_it_is_downloaded_up_to_a_limit(api: BotApi) -> None:
    """The real client against the strict server, over HTTP."""
    person = api.user(7)
    await asyncio.to_thread(person.attach, "photo", paper())
    seen = await asyncio.to_thread(person.messages)
    ref = seen[-1].json["photo"][-1]["file_id"]
    bot = open_bot(api.token, api.url)
    try:
        assert await download(bot, ref, CHANNEL_MOST) == paper()
        with pytest.raises(TooMuch):
            await download(bot, ref, 100)
        with pytest.raises(TelegramBadRequest):
            await download(bot, "photo-nobody-sent", CHANNEL_MOST)
    finally:
        await bot.session.close()
