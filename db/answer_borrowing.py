"""Words of families in drafts of answers: which drafts have some, and whether what they are from is still here."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from db.answers import AnswerDraft, Asked
from db.connection import ANEW
from db.tickets import Ticket


def borrowing(session: Session) -> list[AnswerDraft]:
    """Drafts with words of families in them; locked."""
    found = select(AnswerDraft).where(col(AnswerDraft.borrowed).is_not(None)).order_by(col(AnswerDraft.key))
    return list(session.exec(found.with_for_update(), execution_options=ANEW))


def standing(session: Session, origins: Collection[str]) -> set[str]:
    """Of these ("asked:7", "ticket:5"), those whose words are still kept."""
    asked, tickets = (
        [int(one.partition(":")[2]) for one in origins if one.startswith(f"{kind}:")]
        for kind in ("asked", "ticket")
    )
    kept = select_columns(col(Asked.id)).where(col(Asked.id).in_(asked), col(Asked.words).is_not(None))
    open_ = select_columns(col(Ticket.id)).where(col(Ticket.id).in_(tickets))
    return {f"asked:{one}" for one in session.scalars(kept)} | {
        f"ticket:{one}" for one in session.scalars(open_)
    }
