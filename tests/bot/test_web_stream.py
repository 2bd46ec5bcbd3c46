"""The stream of the web chat: from a cursor on, nothing lost and nothing doubled, signs of life, words, and the end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.room import Room
from bot.web import stream
from bot.web.chat import WebChat
from bot.web.hub import Hub
from bot.web.stream import Streams
from db.chats import Chat
from db.connection import open_engine
from db.schema import migrate
from tests.bot.browsers import Arrive
from tests.databases import Kind, make_database
from tests.processes import BotProcess, bot_process

TALK = 12


def test_a_stream_goes_on_where_the_last_one_ended(arrive: Arrive, demo_bot: BotProcess) -> None:
    browser = arrive(demo_bot).begin()
    start = browser.page()["cursor"]
    browser.say(text="one")
    browser.hears("do not know that")
    browser.say(text="zzz")
    browser.until(lambda shown: sum("do not know that" in one["html"] for one in shown) == 2)
    cursor, seen = start, []
    for _visit in range(4):
        with browser.stream(cursor) as events:
            found = next(event for event in events if event[1] == "message")
        cursor = int(found[0])
        seen.append(found[2]["html"][:3])
    assert seen == ["one", "I d", "zzz", "I d"]
    header = {"last-event-id": str(start)}
    with browser.http.stream("GET", "/chat/stream", headers=header) as answer:
        lines = "".join(chunk for chunk, _n in zip(answer.iter_text(), range(2), strict=False))
    assert f"id: {start + 1}\n" in lines


async def test_nothing_is_lost_or_doubled_while_messages_arrive(arrive: Arrive, demo_bot: BotProcess) -> None:
    """A line that breaks after every few events, while the person writes and the bot answers."""
    browser = arrive(demo_bot).begin()
    start = browser.page()["cursor"]
    cookies = dict(browser.http.cookies)
    async with httpx.AsyncClient(base_url=demo_bot.url, cookies=cookies, timeout=60) as http:

        async def talk() -> None:
            for number in range(TALK):
                body = {"nonce": str(uuid4()), "text": f"word {number}"}
                assert (await http.post("/chat/say", json=body)).status_code == 202

        talking = asyncio.create_task(talk())
        got = await listen(http, start, wanted=2 * TALK, each=5)
        await talking
    cursors = [cursor for cursor, _message in got]
    assert cursors == sorted(set(cursors))
    kept = {one["seq"]: one for one in browser.messages() if one["seq"] > start}
    assert {one["seq"]: one for _cursor, one in got} == kept
    mine = [one["html"] for one in kept.values() if one["from"] == "me"]
    assert mine == [f"word {number}" for number in range(TALK)]


async def listen(
    http: httpx.AsyncClient, after: int, wanted: int, each: int
) -> list[tuple[int, dict[str, Any]]]:
    """Messages until `wanted` are there; the line is cut after `each` of them."""
    got: list[tuple[int, dict[str, Any]]] = []
    while len({one["seq"] for _cursor, one in got}) < wanted:
        cut = len(got) + each
        async with http.stream("GET", "/chat/stream", params={"after": after, "lang": "en"}) as answer:
            async for cursor, message in messages(answer.aiter_lines()):
                got.append((cursor, message))
                after = cursor
                if len(got) == cut or len({one["seq"] for _cursor, one in got}) == wanted:
                    break
    return got


async def messages(lines: AsyncIterator[str]) -> AsyncIterator[tuple[int, dict[str, Any]]]:
    block: dict[str, str] = {}
    async for line in lines:
        field, _colon, value = line.partition(": ")
        if line:
            block[field] = value
        elif block.get("event") == "message":
            yield int(block["id"]), json.loads(block["data"])
            block = {}
        else:
            block = {}


def test_a_page_in_another_language_is_told_to_change_its_words(arrive: Arrive, demo_bot: BotProcess) -> None:
    """Also when the change came while the page was away: it says which language it shows."""
    browser = arrive(demo_bot).begin()
    cursor = browser.page()["cursor"]
    with browser.stream(cursor, lang="zh-CN") as events:
        assert next(event for event in events if event[1])[1] == "words"


def test_the_page_is_told_when_everything_is_deleted(arrive: Arrive, demo_bot: BotProcess) -> None:
    browser = arrive(demo_bot).begin("late")
    cursor = browser.page()["cursor"]
    with browser.stream(cursor) as events:
        browser.say(text="/privacy")
        browser.hears("What is kept")
        browser.tap("Delete everything")
        browser.hears("Delete everything?")
        browser.tap("Yes, delete everything")
        assert "gone" in (kind for _id, kind, _data in events)
    assert browser.http.get("/chat/messages").status_code == 401
    assert browser.http.get("/chat/me").json()["known"] is False


@pytest.fixture
def room(database_kind: Kind) -> Iterator[Room]:
    with make_database(database_kind, migrate) as url:
        room = Room(open_engine(url))
        yield room
        room.close()
        room.engine.dispose()


async def test_a_quiet_stream_gives_signs_of_life_and_ends_when_the_house_closes(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.01)

    def add(session: Any) -> int:
        chat = Chat(channel="web", address="1", language="en", seen_at=datetime.now(UTC))
        session.add(chat)
        session.flush()
        return chat.id or 0

    chat_id = await room.write(add)
    hub = Hub()
    web = cast(WebChat, SimpleNamespace(clock=SimpleNamespace(zone=ZoneInfo("Asia/Shanghai"))))
    streams = Streams(web, room, hub)
    told = streams.events(chat_id, "en", 0)
    assert await anext(told) == ": here\n\n"
    assert [await anext(told) for _each in range(3)] == [": still here\n\n"] * 3
    assert hub.open_chats == [chat_id]
    monkeypatch.setattr(stream, "HEARTBEAT", 3600)  # the page is called, it does not come by itself
    asyncio.get_running_loop().call_later(0.01, streams.let_go)
    assert [event async for event in told] == []
    assert hub.open_chats == []


def test_a_house_that_closes_lets_open_pages_go_without_a_word_in_the_log(
    arrive: Arrive, tmp_path: Path
) -> None:
    with make_database("sqlite", migrate) as url, bot_process(url, tmp_path) as bot:
        browser = arrive(bot).begin()
        with browser.stream(0) as events:
            next(events)
            assert bot.stop() == 0
            for _rest in events:
                pass
    assert '"level"' not in bot.log.read_text()
