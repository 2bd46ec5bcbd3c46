"""Answers that staff keep: what is published over the packs' first edition, drafts, history, and what parents asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint, func
from sqlalchemy import select as select_columns
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import ANEW, Moment
from db.sealing import Sealed


class AnswerRow(SQLModel, table=True):
    """How an answer stands now, over the pack's. `content` (`rules.answers.answer.to_plain`) is None for one that was taken out."""

    __tablename__ = "answer"

    key: str = Field(primary_key=True)
    content: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    #: Number of the last row of its history.
    version: int
    at: datetime = Field(sa_type=Moment)


class AnswerImport(SQLModel, table=True):
    """One file that was brought in, so that it can be undone."""

    __tablename__ = "answer_import"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    file: str
    added: int
    changed: int
    taken_out: int
    at: datetime = Field(sa_type=Moment)
    undone_at: datetime | None = Field(default=None, sa_type=Moment)


class AnswerVersion(SQLModel, table=True):
    """One change of an answer. `deed` is published, retired, undone or imported; `content` and `before` how it stands then and how it stood, the
    pack's own words too (None: it was not there). `import_id`: the file it came with."""

    __tablename__ = "answer_version"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(index=True)
    deed: str
    content: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    import_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("answer_import.id", ondelete="SET NULL"), index=True),
    )
    #: As deeds name staff: "staff:3", "owner", "desk".
    who: str
    at: datetime = Field(sa_type=Moment)


class AnswerDraft(SQLModel, table=True):
    """What somebody is writing: one draft a key, sealed: a family's words may be in it. `holder` writes now; `revision` counts the changes, so that
    a publication is bound to what was previewed; `based_on` is the version it began from (0: none)."""

    __tablename__ = "answer_draft"

    key: str = Field(primary_key=True)
    content: dict[str, Any] = Field(sa_column=Column(Sealed("answer_draft.content"), nullable=False))
    #: Words of families in it, by where they are from ("asked:7", "ticket:5"): they go from here with what they are from.
    borrowed: dict[str, list[str]] | None = Field(
        default=None, sa_column=Column(Sealed("answer_draft.borrowed"))
    )
    based_on: int = 0
    revision: int = 0
    holder: str
    at: datetime = Field(sa_type=Moment)


class AnswerPicture(SQLModel, table=True):
    """A picture of an answer: nobody's data. `name` is made of its content."""

    __tablename__ = "answer_picture"

    name: str = Field(primary_key=True)
    mime: str
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: datetime = Field(sa_type=Moment)


class AnswerGiven(SQLModel, table=True):
    """Who was given which version of an answer last (0: the pack's), so that a correction can be told."""

    __tablename__ = "answer_given"
    __table_args__ = (
        UniqueConstraint("chat_id", "key"),
        Index("ix_answer_given_key", "key"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_column=Column(Integer, ForeignKey("chat.id", ondelete="CASCADE"), nullable=False))
    key: str
    version: int
    at: datetime = Field(sa_type=Moment)


class Asked(SQLModel, table=True):
    """Something a parent asked. `outcome` is answered, offered or unknown; `helped` what they said of it. The words are sealed, go after a while,
    and are read by administrators without a name; `settled_at`: somebody of the staff has seen to it."""

    __table_args__ = (Index("ix_asked_open", "settled_at", "outcome"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(
        sa_column=Column(Integer, ForeignKey("chat.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    words: str | None = Field(default=None, sa_column=Column(Sealed("asked.words")))
    language: str
    outcome: str
    key: str | None = None
    helped: bool | None = None
    #: Why it did not help: wrong, off (not the question), hard (to understand).
    why: str | None = None
    at: datetime = Field(sa_type=Moment)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


def edition(session: Session) -> tuple[object, ...]:
    """Is another one as soon as an answer was published or taken out."""
    # The moment is asked for, too: SQLite gives the number of a change that was rolled back to the next one.
    last = func.max(col(AnswerRow.version)), func.max(col(AnswerRow.at))
    return tuple(session.execute(select_columns(func.count(), *last)).one())


def rows(session: Session) -> list[AnswerRow]:
    """Everything staff have written over the packs."""
    return list(session.exec(select(AnswerRow).order_by(col(AnswerRow.key)), execution_options=ANEW))


def draft(session: Session, key: str) -> AnswerDraft | None:
    """The draft of this answer; locked."""
    found = select(AnswerDraft).where(AnswerDraft.key == key)
    return session.exec(found.with_for_update(), execution_options=ANEW).first()


def pictures(session: Session, names: Collection[str]) -> dict[str, AnswerPicture]:
    """Pictures by name."""
    found = select(AnswerPicture).where(col(AnswerPicture.name).in_(sorted(names)))
    return {one.name: one for one in session.exec(found)}
