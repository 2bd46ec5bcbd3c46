"""Files that Telegram keeps for us: asked for by their id, and read up to a limit."""

from __future__ import annotations

from aiogram import Bot
from aiogram.methods import GetFile

#: Seconds one file may take on a slow line.
_PATIENCE = 60


class TooMuch(Exception):
    """The file is larger than was announced, or than we want."""


async def download(bot: Bot, file_id: str, most: int) -> bytes:
    """The file's bytes. Raises TooMuch above `most` bytes, and whatever the network raises: such errors hold the token and stay here or unread."""
    found = await bot(GetFile(file_id=file_id))
    if found.file_path is None or (found.file_size or 0) > most:
        raise TooMuch
    url = bot.session.api.file_url(bot.token, found.file_path)
    kept = bytearray()
    async for part in bot.session.stream_content(url, timeout=_PATIENCE, raise_for_status=True):
        kept += part
        if len(kept) > most:
            raise TooMuch
    return bytes(kept)
