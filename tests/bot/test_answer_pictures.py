"""The picture of an answer: sent by an administrator on either channel, made small, seen in the preview and by parents; nothing else gets in."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from sqlmodel import Session, select

from actions import staff
from actions.answer_drafts import answer_of
from db import answers
from db.answers import AnswerPicture
from db.photos import Photo
from db.staff import Staff
from dialogs.answer_addresses import ShowAnswer
from dialogs.answer_pictures import SIDE, fitting
from dialogs.answer_staff_addresses import Entry, Publish, Valued
from pictures.shrunk import shrunk
from rules.photos import ANSWER_MOST, size
from tests.bot.paper_cases import in_hand, read_all
from tests.bot.test_web_photos import post
from tests.databases import KINDS
from tests.driver import ToldHouse, told_house
from tests.papers import SECRET, paper
from tests.people import Person

BEGINS = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(params=[(kind, channel) for kind in KINDS for channel in ("telegram", "web")], ids="-".join)
def told(request: pytest.FixtureRequest) -> Iterator[tuple[ToldHouse, str]]:
    kind, channel = request.param
    with told_house(kind, BEGINS) as house:
        yield house, channel


def key_of(house: ToldHouse) -> str:
    return next(iter(house.house.around.knowledge.first_answers()))


def writing(house: ToldHouse, channel: str) -> tuple[Person, str]:
    """An administrator at a draft, who is to send its picture."""
    chief, key = house.person(channel, "en"), key_of(house)
    chief.invited("administrator")
    chief.tap_address(Entry(do="edit", key=key).pack())
    chief.tap_address(Valued(key=key, field="picture").pack())
    assert "send the picture now" in chief.sees[-1].html
    return chief, key


def picture_of(house: ToldHouse, key: str) -> tuple[str | None, int]:
    """The picture in the draft, and its revision."""

    def look(session: Session) -> Any:
        draft = answers.draft(session, key)
        return (answer_of(draft).picture, draft.revision) if draft is not None else (None, 0)

    found: tuple[str | None, int] = house.house.room.in_transaction(look)
    return found


def left(house: ToldHouse) -> list[bytes | str]:
    """What is still kept of photos that were sent."""
    return [kept for one in read_all(house, Photo) for kept in (one.data, one.ref) if kept is not None]


def test_parents_see_it_once_it_is_published(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    chief, key = writing(house, channel)
    chief.show(paper("map of the office", (2_400, 1_600)))
    assert "in the draft" in chief.sees[-1].html
    name, revision = picture_of(house, key)
    (kept,) = read_all(house, AnswerPicture)
    assert kept.name == name
    assert size(kept.data) == (SIDE, 853)
    assert len(kept.data) <= ANSWER_MOST
    assert SECRET not in kept.data
    assert left(house) == []
    chief.tap_address(Entry(do="preview", key=key).pack())
    assert in_hand(chief)[-1] == kept.data

    parent = house.person(channel, "en")
    parent.say("/start page")
    parent.tap_address(ShowAnswer(key=key).pack())
    assert not in_hand(parent)
    chief.tap_address(Publish(key=key, revision=revision).pack())
    parent.tap_address(ShowAnswer(key=key).pack())
    assert in_hand(parent)[-1] == kept.data


def test_it_is_made_small_before_the_database_is_held(told: tuple[ToldHouse, str]) -> None:
    """Seconds of drawing in a transaction would be seconds in which nobody is answered."""
    house, channel = told
    chief, _key = writing(house, channel)
    threads: list[str] = []

    def small(data: bytes, side: int, most: int) -> bytes | None:
        threads.append(threading.current_thread().name)
        return shrunk(data, side, most)

    large = paper("map of the office", (2_400, 1_600))
    with mock.patch("dialogs.answer_pictures.shrunk", small):
        if channel == "web":
            assert post(house, chief, large).status_code == 202
        else:
            chief.show(large)
    # neither where updates are handled nor where things are written
    assert [name.startswith("asyncio") for name in threads] == [True]
    assert "in the draft" in chief.sees[-1].html


def test_what_is_no_picture_is_refused(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    chief, key = writing(house, channel)
    for kind in ("voice", "sticker", "document"):
        chief.send(kind)
        assert "cannot open this as a picture" in chief.sees[-1].html
    chief.say("here it is")
    assert "send the picture now" in chief.sees[-1].html
    if channel == "telegram":
        chief.show(b"<svg onload='x'>", kind="document")
        assert "cannot open this as a picture" in chief.sees[-1].html
    assert picture_of(house, key)[0] is None
    assert read_all(house, AnswerPicture) == []
    assert left(house) == []


def test_who_is_removed_meanwhile_changes_nothing(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    chief, key = writing(house, channel)

    def remove(session: Session) -> None:
        staff.remove(session, staff.DESK, session.exec(select(Staff)).one(), house.now)

    house.house.room.in_transaction(remove)
    chief.show(paper())
    assert "only read text" in chief.sees[-1].html
    assert picture_of(house, key)[0] is None
    assert (read_all(house, AnswerPicture), left(house)) == ([], [])


def test_a_draft_that_is_another_s_stays_as_it_is(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    chief, key = writing(house, channel)
    other = house.person(channel, "en")
    other.invited("administrator")
    other.tap_address(Entry(do="take", key=key).pack())
    chief.show(paper())
    assert "not writing this answer" in chief.sees[-1].html
    assert picture_of(house, key)[0] is None
    assert left(house) == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_any_photo_is_made_to_fit(kind: str) -> None:
    noise, file = Image.effect_noise((3_000, 2_000), 90).convert("RGB"), io.BytesIO()
    noise.save(file, kind, quality=70)
    data = file.getvalue()
    found = fitting(f"image/{kind.lower()}", data)
    if len(data) > 5_000_000:
        assert found is None
    else:
        assert found is not None
        assert len(found.data) <= ANSWER_MOST
        assert max(found.wide, found.high) <= SIDE


def test_a_small_picture_stays_as_it_is() -> None:
    for kind in ("JPEG", "PNG"):
        data = paper(kind=kind)
        found = fitting(f"image/{kind.lower()}", data)
        assert found is not None
        assert (found.mime, found.wide) == (f"image/{kind.lower()}", 640)
    for broken in (b"", b"<html>", paper()[:100]):
        assert fitting("image/jpeg", broken) is None
