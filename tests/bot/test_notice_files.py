"""The picture or document of a notice: sent by a worker on either channel, made small, seen in the preview; nothing else gets in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from aiogram.types import Chat, Document, Message
from sqlmodel import Session, select

from actions import staff
from actions.notices import notice_of
from db.notices import NoticeFile, NoticeRow
from db.photos import Photo
from db.staff import Staff
from dialogs.answer_pictures import SIDE
from dialogs.sent_photos import SentFile, sent_file
from rules.photos import ANSWER_MOST, size
from tests.bot.paper_cases import in_hand, read_all
from tests.databases import KINDS
from tests.dialogs.noticed import at, says
from tests.driver import ToldHouse, told_house
from tests.papers import SECRET, paper
from tests.people import Person

BEGINS = datetime(2026, 11, 27, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PDF = b"%PDF-1.4\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture(params=[(kind, channel) for kind in KINDS for channel in ("telegram", "web")], ids="-".join)
def told(request: pytest.FixtureRequest) -> Iterator[tuple[ToldHouse, str]]:
    kind, channel = request.param
    with told_house(kind, BEGINS) as house:
        yield house, channel


def writing(house: ToldHouse, channel: str) -> Person:
    """A worker at a draft, who is to send its picture."""
    worker = house.person(channel, "en")
    worker.invited("worker")
    worker.tap_address("go:staff_notice_new")
    worker.say("明天停电。")
    worker.tap_address(at("file"))
    assert "send a picture now" in worker.sees[-1].html
    return worker


def file_in(house: ToldHouse) -> str | None:
    (row,) = read_all(house, NoticeRow)
    return notice_of(row).file


def left(house: ToldHouse) -> list[bytes | str]:
    """What is still kept of photos that were sent."""
    return [kept for one in read_all(house, Photo) for kept in (one.data, one.ref) if kept is not None]


def test_a_picture_is_made_small_and_seen_in_the_preview(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    worker = writing(house, channel)
    worker.show(paper("map of the office", (2_400, 1_600)))
    assert "Written in the draft" in worker.sees[-1].html
    (kept,) = read_all(house, NoticeFile)
    assert kept.name == file_in(house)
    assert size(kept.data) == (SIDE, 853)
    assert len(kept.data) <= ANSWER_MOST
    assert SECRET not in kept.data
    assert left(house) == []
    worker.tap_address(at("preview"))
    assert in_hand(worker)[-1] == kept.data
    worker.tap_address(says("file", "-"))
    assert file_in(house) is None


def test_a_document_goes_with_it(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    worker = writing(house, channel)
    worker.show(PDF, kind="document")
    if channel == "web":
        assert "on Telegram only" in worker.sees[-1].html
        return
    (kept,) = read_all(house, NoticeFile)
    assert (kept.title, kept.mime, kept.data) == ("paper.pdf", "application/pdf", PDF)
    worker.tap_address(at("preview"))
    assert any(shown.file == "paper.pdf" for shown in worker.sees)
    assert left(house) == []


def test_what_is_neither_is_refused(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    worker = writing(house, channel)
    for kind in ("voice", "sticker"):
        worker.send(kind)
        assert "cannot take this" in worker.sees[-1].html
    worker.say("here it is")
    assert "send a picture now" in worker.sees[-1].html
    if channel == "telegram":
        for data in (b"<svg onload='x'>", b"MZ\x90", PDF[:-6], b"%PDF-" + b"x" * 1_200_000 + b"%%EOF"):
            worker.tap_address(at("file"))
            worker.show(data, kind="document")
            assert "cannot take this" in worker.sees[-1].html
    assert file_in(house) is None
    assert left(house) == []


def test_who_is_removed_meanwhile_changes_nothing(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    worker = writing(house, channel)

    def remove(session: Session) -> None:
        staff.remove(session, staff.DESK, session.exec(select(Staff)).one(), house.now)

    house.house.room.in_transaction(remove)
    worker.show(paper())
    assert file_in(house) is None
    assert left(house) == []


@pytest.mark.parametrize(
    ("name", "mime", "bytes_", "found"),
    [
        ("plan  1.pdf", "application/pdf", 1_000, "plan 1.pdf"),
        (None, "application/pdf", 1_000, ""),
        ("x" * 200, "application/msword", 1_000, "x" * 60),
        ("plan.pdf", "application/pdf", 2_000_000, None),
    ],
)
def test_a_document_is_known_by_its_size_before_it_is_fetched(
    name: str | None, mime: str, bytes_: int, found: str | None
) -> None:
    document = Document(file_id="f", file_unique_id="u", file_name=name, mime_type=mime, file_size=bytes_)
    message = Message(message_id=1, date=BEGINS, chat=Chat(id=1, type="private"), document=document)
    wanted = SentFile("f", found) if found is not None else None
    assert sent_file(message, 5_000_000, 1_000_000) == wanted
