"""What somebody sent, as far as it is a photo: by itself, or as a file."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.types import Message, PhotoSize

#: Files that can be pictures for us; what they are is seen when they are opened.
_KINDS = {"image/jpeg", "image/png", "image/webp"}


def sent_photo(message: Message, most: int, side: int | None = None) -> str | None:
    """How the channel calls the photo in this message: the largest of at most `most` bytes, or, with `side`, the one nearest to it in pixels.

    None where there is none, or only a larger one.
    """
    if message.photo:
        fitting = [one for one in message.photo if (one.file_size or 0) <= most]
        return _best(fitting, side).file_id if fitting else None
    file = message.document
    if file is None or file.mime_type not in _KINDS or (file.file_size or 0) > most:
        return None
    return file.file_id


@dataclass(frozen=True, slots=True)
class SentFile:
    """How the channel calls it, and how the person does."""

    ref: str
    title: str


def sent_file(
    message: Message, photo_most: int, document_most: int, side: int | None = None
) -> SentFile | None:
    """A photo, or a document of another kind: what it is, its bytes say. None where there is none, or only a larger one."""
    photo = sent_photo(message, photo_most, side)
    file = message.document
    name = " ".join((file.file_name or "").split())[:60] if file is not None else ""
    if photo is not None:
        return SentFile(photo, name)
    if file is None or file.mime_type in _KINDS or (file.file_size or 0) > document_most:
        return None
    return SentFile(file.file_id, name)


def _best(sizes: list[PhotoSize], side: int | None) -> PhotoSize:
    if side is None:
        return max(sizes, key=lambda one: one.width * one.height)
    return min(sizes, key=lambda one: abs(max(one.width, one.height) - side))
