"""Photos and documents, both ways."""

from __future__ import annotations

import struct

import httpx
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge
from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto

from tests.botapi import BotApi
from tests.botapi.media import DOCUMENT_BYTES, PHOTO_BYTES, dimensions, kind_of
from tests.botapi.people import PIXEL
from tests.botapi_tests.conftest import Call


def _png(width: int, height: int, size: int = 100) -> bytes:
    return (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)).ljust(size, b"\0")


async def test_a_photo_is_sent_again_by_its_id(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_photo(
        1, BufferedInputFile(PIXEL, "map.png"), caption="<i>地图</i>", parse_mode="HTML"
    )
    assert sent.photo is not None
    assert (sent.caption, sent.photo[0].width) == ("地图", 1)
    again = await bot.send_photo(2, sent.photo[0].file_id)
    assert again.photo is not None
    with pytest.raises(TelegramBadRequest, match="can't use file of type Photo as Document"):
        await bot.send_document(1, sent.photo[0].file_id)
    with pytest.raises(TelegramBadRequest, match="wrong file identifier/HTTP URL specified"):
        await bot.send_photo(1, "nonsense")
    with pytest.raises(TelegramBadRequest, match="there is no photo in the request"):
        await bot.send_photo(1, "")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 no picture", "IMAGE_PROCESS_FAILED"),
        (b"\x89PNG\r\n\x1a\n", "IMAGE_PROCESS_FAILED"),
        (_png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (_png(21, 1), "PHOTO_INVALID_DIMENSIONS"),
        (b"", "file must be non-empty"),
        (_png(10, 10, PHOTO_BYTES + 1), "is too big for a photo"),
    ],
)
async def test_wrong_photos(api: BotApi, bot: Bot, data: bytes, reason: str) -> None:
    with pytest.raises(TelegramBadRequest, match=reason):
        await bot.send_photo(1, BufferedInputFile(data, "x.png"))
    assert len(api.violations) == 1
    assert api.user(1).messages() == []


async def test_documents_and_captions(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_document(1, BufferedInputFile(b"%PDF-1.7", "清单.pdf"), caption="🐦" * 512)
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("清单.pdf", "application/pdf")
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await bot.send_document(1, BufferedInputFile(b"x", "x"), caption="🐦" * 512 + "x")
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(1, BufferedInputFile(bytes(DOCUMENT_BYTES + 1), "x"))
    edited = await bot.edit_message_caption(chat_id=1, message_id=sent.message_id, caption="新")
    assert not isinstance(edited, bool)
    assert edited.caption == "新"


async def test_media_can_be_exchanged(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(1, "text")
    photo = InputMediaPhoto(media=BufferedInputFile(PIXEL, "x.png"), caption="<b>图</b>", parse_mode="HTML")
    await bot.edit_message_media(photo, chat_id=1, message_id=sent.message_id)
    seen = api.user(1).heard()[0]
    assert (seen.text, "photo" in seen.json, "text" in seen.json) == ("图", True, False)
    document = InputMediaDocument(media=BufferedInputFile(b"x", "x.txt"))
    await bot.edit_message_media(document, chat_id=1, message_id=sent.message_id)
    assert "document" in api.user(1).heard()[0].json
    assert api.violations == []


async def test_what_people_send_can_be_fetched(api: BotApi, bot: Bot) -> None:
    api.user(1).attach("photo", data=PIXEL, caption="看")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.photo is not None
    fetched = await bot.download(message.photo[-1].file_id)
    assert fetched is not None
    assert fetched.read() == PIXEL


def test_what_nobody_sent_cannot_be_fetched(api: BotApi) -> None:
    assert httpx.get(f"{api.url}/file/bot{api.token}/photos/none").status_code == 404


def test_files_that_nobody_uses_are_refused(api: BotApi, call: Call) -> None:
    url = f"{api.url}/bot{api.token}/sendPhoto"
    answer = httpx.post(url, data={"chat_id": "1", "photo": "attach://a"}, files={"b": ("x.png", PIXEL)})
    assert "the attached file is missing" in answer.json()["description"]
    answer = httpx.post(url, data={"chat_id": "1"}, files={"photo": ("x.png", PIXEL), "b": ("x.png", PIXEL)})
    assert "'b' came with the request and is not used" in answer.json()["description"]
    assert call("getMe").json()["ok"]


def test_signatures_and_sizes() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04\0\0\xff\xc0\x00\x11\x08\x00\x20\x00\x30\x03"
    assert kind_of(b"RIFF\0\0\0\0WEBPVP8 ") == "image/webp"
    assert (kind_of(jpeg), dimensions(jpeg)) == ("image/jpeg", (48, 32))
    assert dimensions(_png(7, 9)) == (7, 9)
