"""The page's door for photos: taken while one is waited for, refused kindly when it is none, and never kept half."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from bot.web.visitors import COOKIE
from db.photos import Photo, PhotoState
from db.tickets import TicketLine
from rules.photos import PAGE_MOST
from tests.bot.paper_cases import asked, clean, in_hand, read_all, rows, shows
from tests.databases import KINDS
from tests.driver import ToldHouse, told_house
from tests.papers import SECRET, paper
from tests.people import Person

BEGINS = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
JPEG = {"content-type": "image/jpeg"}


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest) -> Iterator[ToldHouse]:
    with told_house(request.param, BEGINS) as house:
        yield house


def post(
    house: ToldHouse, person: Person | None, data: bytes, nonce: str = "photo-0001", **headers: str
) -> httpx.Response:
    """The request of this person's page; what it leads to is said."""
    return post_all(house, person, [(nonce, data)], **headers)[0]


def post_all(
    house: ToldHouse, person: Person | None, photos: list[tuple[str, bytes]], **headers: str
) -> list[httpx.Response]:
    """Several, one after the other, before the house looks at the first."""
    visitors, cookies = house.house.chat.visitors, {}
    if person is not None:
        cookies[COOKIE] = visitors.signed(address_of(person))

    async def go(nonce: str, data: bytes) -> httpx.Response:
        transport = httpx.ASGITransport(house.house.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://house", cookies=cookies) as client:
            sent = {**JPEG, "accept-language": "en", **headers}
            return await client.post("/chat/photo", params={"nonce": nonce}, content=data, headers=sent)

    answers: list[httpx.Response] = []
    house.act(lambda: answers.extend(house.loop.run_until_complete(go(*one)) for one in photos))
    return answers


def address_of(person: Person) -> str:
    phone: Any = person._phone
    return str(phone._address)


def test_a_photo_is_cleaned_sealed_and_named(house: ToldHouse) -> None:
    mother, worker = asked(house, "web")
    shows(mother)
    answer = post(house, mother, paper())
    assert answer.status_code == 202, answer.text
    assert set(answer.json()) == {"seq", "cursor"}
    assert answer.headers["cache-control"] == "no-store"
    assert "with your question" in mother.sees[-1].html
    assert [one.state for one in rows(house)] == [PhotoState.HERE]
    worker.tap_address("lookpic:1")
    assert in_hand(worker) == [clean(paper())]
    assert SECRET not in in_hand(worker)[0]


def test_sent_twice_it_is_one(house: ToldHouse) -> None:
    mother, _worker = asked(house, "web")
    shows(mother)
    first, second = (post(house, mother, paper()) for _number in range(2))
    assert first.json() == second.json()
    assert len(rows(house)) == 1


def test_two_in_a_row_are_two(house: ToldHouse) -> None:
    """The second is sealed before the first is looked at."""
    mother, worker = asked(house, "web")
    shows(mother)
    sent = [(f"photo-000{number}", paper(str(number))) for number in range(2)]
    assert [one.status_code for one in post_all(house, mother, sent)] == [202, 202]
    worker.tap_address("lookpic:1")
    assert in_hand(worker) == [clean(data) for _nonce, data in sent]


@pytest.mark.parametrize(
    ("data", "status", "error"),
    [
        (b"", 400, "no_photo"),
        (b"<svg xmlns='x'/>", 400, "no_photo"),
        (b"GIF89a" + b"\0" * 60, 400, "no_photo"),
        (b"<html><script>1</script>", 400, "no_photo"),
        (paper()[:-40], 400, "no_photo"),
        (paper(shape=(4_000, 20)), 400, "long_photo"),
        (b"\xff\xd8\xff" + b"\0" * PAGE_MOST, 413, "large_photo"),
    ],
)
def test_what_is_no_photo_is_refused_and_the_chat_still_waits(
    house: ToldHouse, data: bytes, status: int, error: str
) -> None:
    mother, _worker = asked(house, "web")
    shows(mother)
    answer = post(house, mother, data)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert len(answer.json()["say"]) > 10
    assert rows(house) == []
    assert post(house, mother, paper(), "photo-0002").status_code == 202
    assert len(rows(house)) == 1


def test_where_none_is_waited_for_it_is_not_kept_and_the_chat_says_so(house: ToldHouse) -> None:
    mother, _worker = asked(house, "web")
    for number, data in enumerate((paper(), b"", b"<html>")):
        assert post(house, mother, data, f"photo-100{number}").status_code == 202
        assert "only read text" in mother.sees[-1].html
    assert rows(house) == []


def test_requests_no_page_makes(house: ToldHouse) -> None:
    mother, _worker = asked(house, "web")
    shows(mother)
    assert post(house, None, paper()).status_code == 401
    for nonce in ("", "short", "x" * 65, "a b c d e f"):
        assert post(house, mother, paper(), nonce).json()["error"] == "no_nonce"
    for kind in ("application/json", "multipart/form-data", "text/plain", ""):
        assert post(house, mother, paper(), **{"content-type": kind}).status_code == 415
    assert rows(house) == []


def test_nobody_takes_the_photo_of_another_by_its_number(house: ToldHouse) -> None:
    """No page can name a photo; were an update ever to, it is only the chat's own."""
    mother, _worker = asked(house, "web")
    shows(mother, paper())
    mine = rows(house)[0]
    other = house.person("web", "en")
    other.say("/start page")
    other.send("photo")
    assert [(one.id, one.chat_id, one.purpose) for one in rows(house)] == [
        (mine.id, mine.chat_id, "ticket:1")
    ]
    assert len([one for one in read_all(house, TicketLine) if (one.words or "").startswith("📷")]) == 1
    assert len(read_all(house, Photo)) == 1
