"""At the door: one digest a day for everyone, in the family's hours, unless something would come too late for that."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from bot.delivery.wording import Doorkeeper
from bot.house_words import catalogues
from content import load_knowledge
from db.chats import Chat
from db.children import Child
from db.outbox import Outbox, State
from dialogs.surroundings import Surroundings
from tests.actions.households import NOW, TODAY, ZONE, chat_of, child_of, guardian_of, local, reminder

AROUND = Surroundings(load_knowledge("cn/wuhu"), catalogues(), ZONE, False, lambda channel, payload: None)
DOOR = Doorkeeper(AROUND)
TOMORROW_AT_NINE = local(24, 9)


@pytest.fixture
def mother(session: Session) -> Chat:
    return chat_of(session, "1")


@pytest.fixture
def child(session: Session, mother: Chat) -> Child:
    """A girl of 20 months: DTaP-1 has long been due."""
    found = child_of(session, guardian_of(session, mother))
    found.record_checked_at = NOW
    return found


def said(session: Session, chat: Chat, child: Child, at: datetime) -> None:
    row = reminder(session, chat, child, "JE-L-1", due_at=at)
    row.state, row.settled_at = State.SENT, at
    session.flush()


def waiting(session: Session, chat: Chat, child: Child, days: int = 5) -> Outbox:
    row = reminder(session, chat, child, "DTaP-1", due_at=NOW, days=days)
    row.state = State.SENDING
    session.flush()
    return row


def test_what_is_due_is_said(session: Session, mother: Chat, child: Child) -> None:
    row = waiting(session, mother, child)
    letter = DOOR.letter(session, row, NOW)
    assert letter is not None
    assert letter.row_ids == (row.id,)


def test_after_todays_digest_the_rest_waits_for_tomorrow(
    session: Session, mother: Chat, child: Child
) -> None:
    said(session, mother, child, local(23, 9))
    row = waiting(session, mother, child)
    assert DOOR.letter(session, row, NOW) is None
    session.refresh(row)
    assert (row.state, row.due_at) == (State.WAITING, TOMORROW_AT_NINE)


def test_what_was_due_with_todays_digest_and_did_not_fit_follows_it(
    session: Session, mother: Chat, child: Child
) -> None:
    said(session, mother, child, NOW)
    assert DOOR.letter(session, waiting(session, mother, child), NOW + timedelta(seconds=2)) is not None


def test_one_digest_a_day_counts_all_chats_of_a_person(session: Session, mother: Chat, child: Child) -> None:
    page = chat_of(session, "page", "web")
    page.guardian_id = mother.guardian_id
    said(session, page, child, local(23, 9))
    assert DOOR.letter(session, waiting(session, mother, child), NOW) is None


def test_another_guardians_digest_counts_for_them_only(session: Session, mother: Chat, child: Child) -> None:
    father = chat_of(session, "2")
    guardian_of(session, father)
    said(session, father, child, local(23, 9))
    assert DOOR.letter(session, waiting(session, mother, child), NOW) is not None


def test_yesterdays_digest_holds_nothing_back(session: Session, mother: Chat, child: Child) -> None:
    said(session, mother, child, local(22, 19))
    assert DOOR.letter(session, waiting(session, mother, child), NOW) is not None


def test_what_would_be_too_late_tomorrow_is_said_today(session: Session, mother: Chat, child: Child) -> None:
    said(session, mother, child, local(23, 9))
    row = waiting(session, mother, child)
    row.use_by = TOMORROW_AT_NINE
    assert DOOR.letter(session, row, NOW) is not None


def test_nothing_is_said_of_a_child_on_a_journey(session: Session, mother: Chat, child: Child) -> None:
    child.away_until = TODAY + timedelta(days=3)
    row = waiting(session, mother, child)
    assert DOOR.letter(session, row, NOW) is None
    session.refresh(row)
    assert row.state == State.WITHDRAWN
