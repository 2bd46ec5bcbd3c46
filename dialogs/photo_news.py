"""What somebody hears when a photo of theirs was fetched, or could not be."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from db.chats import Chat
from db.photos import Photo
from dialogs import answer_pictures, notice_staff_media, ticket_photos
from dialogs.screens import Screen
from dialogs.surroundings import Surroundings
from dialogs.words import Words


def news(
    session: Session, photo: Photo, chat: Chat, _: Words, around: Surroundings, now: datetime
) -> Screen | None:
    """By what the photo is for; nothing where there is nothing to say."""
    purpose, _colon, about = photo.purpose.partition(":")
    if purpose == "answer":
        return answer_pictures.news(session, photo, about, chat, _, around, now)
    if purpose == "notice":
        return notice_staff_media.news(session, photo, about, chat, _, around, now)
    return ticket_photos.news(session, photo, int(about), chat, _) if purpose == "ticket" else None
