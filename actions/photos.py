"""Photos: claimed by the conversation that waited for one, fetched from the channel that keeps it, sealed, shown, and deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from db import passing, photos, sealing
from db.chats import Chat
from db.photos import Photo, PhotoState
from rules import notice_files
from rules.photos import CHANNEL_MOST, Picture, Trouble, read

#: States that wait for a photo have names that end so; in no other state is one kept.
WAITING = ":photo"
#: Times a photo is asked for in all, and the pause before each next try, in seconds.
TRIES, _PAUSES = 5, (2, 15, 60, 240)
#: How long a photo is kept at most, and one that no conversation has claimed.
KEEP, _KEEP_UNCLAIMED = timedelta(days=90), timedelta(hours=1)
#: What a photo that came over the page is called in the update: "web:7".
_HERE = "web:"
_LABEL = "photo.data"


def awaits(state: str | None) -> bool:
    """Whether somebody in this state is waited for with a photo."""
    return (state or "").endswith(WAITING)


def name(photo_id: int) -> str:
    """How the outbox finds every message that shows this photo (`db.passing`)."""
    return f"photo:{photo_id}"


def for_ticket(ticket_id: int) -> str:
    """What the photos of a question to a person are for."""
    return f"ticket:{ticket_id}"


def upload(session: Session, chat_id: int, picture: Picture, now: datetime) -> str:
    """Seals what a page sent; how the conversation claims it. Unclaimed it is deleted."""
    photo = Photo(chat_id=chat_id, state=PhotoState.HERE, due_at=now, at=now)
    _seal(photo, picture)
    session.add(photo)
    session.flush()
    return f"{_HERE}{photo.id}"


def claim(session: Session, chat: Chat, ref: str, purpose: str, now: datetime) -> Photo | None:
    """The photo the channel calls `ref`, for this purpose: here already, or still to be fetched. None when there is none of this chat."""
    if chat.channel != "web":
        photo = Photo(chat_id=chat.id or 0, purpose=purpose, ref=ref, due_at=now, at=now)
    else:
        number = ref.removeprefix(_HERE)
        found = photos.one(session, int(number)) if number.isdecimal() else None
        if found is None or found.chat_id != chat.id or found.purpose or found.state != PhotoState.HERE:
            return None
        photo = found
        photo.purpose = purpose
    session.add(photo)
    session.flush()
    return photo


@dataclass(frozen=True, slots=True)
class Wanted:
    """A photo that is still with its channel, and how that one calls it."""

    number: int
    ref: str
    purpose: str


def next_wanted(session: Session, now: datetime) -> Wanted | None:
    """What is to be fetched next, if it is time."""
    photo = photos.next_wanted(session, now)
    return Wanted(photo.id or 0, photo.ref or "", photo.purpose) if photo is not None else None


def came(session: Session, photo_id: int, picture: Picture) -> Photo | None:
    """The photo was fetched: sealed, and the channel's id of it forgotten. None when nobody wants it any more."""
    photo = photos.one(session, photo_id)
    if photo is None or photo.state != PhotoState.WANTED:
        return None
    _seal(photo, picture)
    photo.state, photo.ref = PhotoState.HERE, None
    session.add(photo)
    session.flush()
    return photo


def missed(session: Session, photo_id: int, now: datetime, for_good: bool) -> Photo | None:
    """The photo could not be fetched: once more later, or, after the last try or `for_good`, never. The photo when that is so."""
    photo = photos.one(session, photo_id)
    if photo is None or photo.state != PhotoState.WANTED:
        return None
    photo.tries += 1
    session.add(photo)
    if not for_good and photo.tries < TRIES:
        photo.due_at = now + timedelta(seconds=_PAUSES[photo.tries - 1])
        return None
    photo.state, photo.ref = PhotoState.FAILED, None
    session.flush()
    return photo


def opened(purpose: str, data: bytes) -> Picture | Trouble:
    """What was fetched, as it may be kept for this purpose: a photo; with a notice a document may go, too (it has no size then)."""
    found = read(data, CHANNEL_MOST)
    if not isinstance(found, Trouble) or not purpose.startswith("notice:"):
        return found
    document = notice_files.read(data, "")
    return Picture(document.mime, 0, 0, document.data) if isinstance(document, notice_files.Sent) else found


def picture(photo: Photo) -> bytes | None:
    """What it shows, if it is here."""
    if photo.state != PhotoState.HERE or photo.data is None:
        return None
    return sealing.ring().open(bytes(photo.data), _LABEL)


def drop(session: Session, gone: Iterable[Photo]) -> None:
    """These photos go: from the table, from letters that wait, and from every chat in which somebody looks at them."""
    for photo in gone:
        if photo.state != PhotoState.GONE:
            photo.state, photo.ref, photo.data = PhotoState.GONE, None, None
            session.add(photo)
            passing.take_out(session, name(photo.id or 0))
    session.flush()


def drop_for(session: Session, purpose: str) -> None:
    """Everything that was sent for this goes: it was closed, withdrawn, or answered."""
    drop(session, photos.of_purpose(session, purpose))


def drop_of_chat(session: Session, chat_id: int) -> None:
    """Everything that came from this chat goes."""
    drop(session, photos.of_chat(session, chat_id))


def forget(session: Session, chat_id: int) -> None:
    """The same, and not even that there was something stays."""
    drop_of_chat(session, chat_id)
    photos.delete_of_chat(session, chat_id)


def drop_unclaimed(session: Session, chat_id: int, refs: Iterable[str]) -> None:
    """What came from this chat under these names while nobody waited for it goes without a trace; the next one may be on its way already."""
    named = {f"{_HERE}{photo.id}": photo for photo in photos.unclaimed(session, chat_id)}
    for ref in named.keys() & set(refs):
        session.delete(named[ref])
    session.flush()


def look_away(session: Session, purpose: str) -> None:
    """Nobody looks at these photos any longer; they stay for whoever answers next."""
    for photo in photos.of_purpose(session, purpose):
        passing.take_out(session, name(photo.id or 0))


def look_away_from(session: Session, chat_id: int) -> None:
    """In this chat nobody looks at any photo any longer: the person does not work here any more."""
    passing.take_out_of(session, chat_id, "photo")


def sweep(session: Session, now: datetime) -> None:
    """Photos past their keeping time."""
    drop(session, photos.older(session, now - KEEP, now - _KEEP_UNCLAIMED))
    photos.delete_gone(session, now - KEEP)
    passing.sweep(session, now)


def _seal(photo: Photo, found: Picture) -> None:
    photo.mime, photo.data = found.mime, sealing.ring().seal(found.data, _LABEL)
