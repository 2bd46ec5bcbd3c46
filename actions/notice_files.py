"""A picture or a document that goes with a notice: what it is, its bytes say (`rules.notice_files`)."""

from __future__ import annotations

import hashlib

from sqlmodel import Session

from actions.desk import Desk
from db.notices import NoticeFile
from rules.notice_files import Trouble, read


def keep(desk: Desk, data: bytes, title: str) -> NoticeFile | Trouble:
    """Keeps it, named by its own hash (`Notice.file`), or says why not. Only the holder's handler calls this."""
    sent = read(data, title)
    if isinstance(sent, Trouble):
        return sent
    # the name families see belongs to it: the same pages under another name are another file
    name = hashlib.sha256(sent.title.encode() + b"\0" + sent.data).hexdigest()[:32]
    kept = desk.session.get(NoticeFile, name)
    if kept is None:
        kept = NoticeFile(name=name, title=sent.title, mime=sent.mime, data=sent.data, at=desk.now)
    # sent once more, it is new: what no notice names yet is kept for a day
    kept.at = desk.now
    desk.session.add(kept)
    desk.session.flush()
    return kept


def file_of(session: Session, name: str | None) -> NoticeFile | None:
    """The file of this name, if it is still here."""
    return session.get(NoticeFile, name) if name is not None else None


def is_picture(file: NoticeFile) -> bool:
    """Whether it is shown, and not only offered."""
    return file.mime.startswith("image/")
