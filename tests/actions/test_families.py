"""Coming, joining, leaving, and being forgotten: nothing of a family stays that it wanted gone."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, make_url, select, text
from sqlmodel import Session, SQLModel, col

from actions import families, leaving
from db import families as tables
from db import sealing
from db.chats import Chat
from db.children import Child
from db.connection import open_engine, scrub
from db.families import Consent, Family, Guardian, Invite
from db.outbox import Outbox
from db.pages import Bubble
from db.schema import metadata, migrate
from tests.actions.households import NOW, TODAY, chat_of, child_of, guardian_of, joined, reminder, traces
from tests.databases import make_database
from tests.processes import DATA_KEY

#: What the running house itself remembers; nothing in it is about a person.
OF_THE_HOUSE = {"lease", "note"}


def rows(session: Session) -> dict[str, int]:
    """Rows of every table about people that has any."""
    counted = {
        table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
        if table.name not in OF_THE_HOUSE
    }
    return {name: number for name, number in counted.items() if number}


def number_of(session: Session, table: type[SQLModel]) -> int:
    return session.execute(select(func.count()).select_from(table)).scalar_one()


def test_the_last_guardian_leaves_nothing_behind(session: Session) -> None:
    chat = chat_of(session, "4711")
    guardian = guardian_of(session, chat)
    phone, browser = chat, chat_of(session, "99", "web", guardian)
    child = child_of(session, guardian)
    families.invite(session, guardian, NOW)
    for one in (phone, browser):
        traces(session, one, child)
    leaving.forget(session, phone)
    assert set(rows(session)) == {"chat"}  # until the last word has been said
    assert phone.leaving
    assert phone.guardian_id is None
    assert leaving.finish_leaving(session) == 1
    assert rows(session) == {}


def test_other_families_keep_everything(session: Session) -> None:
    ours, theirs = chat_of(session, "1"), chat_of(session, "10")
    for chat in (theirs, ours):
        child = child_of(session, guardian_of(session, chat))
        traces(session, chat, child)
    leaving.forget(session, ours)
    leaving.finish_leaving(session)
    assert rows(session) == {
        "family": 1, "guardian": 1, "consent": 2, "child": 1, "dose": 2, "visit_done": 1, "hindrance": 1,
        "doctor_word": 1, "clinic_question": 1, "measurement": 2, "chat": 1, "inbox": 3, "outbox": 3, "bubble": 1,
    }  # fmt: skip


def test_no_byte_of_a_forgotten_family_is_in_the_file() -> None:
    sealing.use(sealing.KeyRing(DATA_KEY))
    with make_database("sqlite", prepare=migrate) as url:
        engine = open_engine(url)
        with Session(engine) as session:
            chat = chat_of(session, "8123456789")
            traces(session, chat, child_of(session, guardian_of(session, chat)))
            session.commit()
            files = [path for path in Path(make_url(url).database or "").parent.iterdir() if path.is_file()]
            assert any(b"8123456789" in path.read_bytes() for path in files)
            leaving.forget(session, chat)
            leaving.finish_leaving(session)
            session.commit()
        scrub(engine)
        for path in files:
            assert not path.exists() or b"8123456789" not in path.read_bytes()
        engine.dispose()


def test_a_stranger_can_be_forgotten_too(session: Session) -> None:
    chat = chat_of(session, "4711")
    leaving.forget(session, chat)
    leaving.finish_leaving(session)
    assert rows(session) == {}


def test_the_last_word_is_waited_for(session: Session) -> None:
    chat = chat_of(session, "4711")
    leaving.forget(session, chat)
    session.add(Outbox(chat_id=chat.id or 0, channel="telegram", body={}, due_at=NOW, created_at=NOW))
    session.flush()
    assert leaving.finish_leaving(session) == 0


def test_who_comes_back_before_the_last_word_stays(session: Session) -> None:
    chat = chat_of(session, "4711")
    leaving.forget(session, chat)
    guardian_of(session, chat)
    assert leaving.finish_leaving(session) == 0
    assert not chat.leaving


def test_children_stay_with_the_other_guardian(session: Session) -> None:
    mother, father = chat_of(session, "1"), chat_of(session, "2")
    first = guardian_of(session, mother)
    child = child_of(session, first)
    second = joined(session, father, first)
    reminder(session, mother, child)
    kept = reminder(session, father, child)
    leaving.forget(session, mother)
    assert [one.id for one in tables.guardians(session, second.family_id)] == [second.id]
    assert number_of(session, Child) == 1
    assert session.execute(select(Outbox.id)).scalars().all() == [kept.id]  # type: ignore[call-overload]  # SQLModel types columns as their values
    leaving.forget(session, father)
    leaving.finish_leaving(session)
    leaving.finish_leaving(session)
    assert rows(session) == {}


def test_a_number_given_again_meets_no_old_reminder(session: Session) -> None:
    """SQLite gives a removed child's number to the next child; an old key would silence its reminders."""
    chat, other = chat_of(session, "1"), chat_of(session, "2")
    child = child_of(session, guardian_of(session, chat))
    stray = reminder(session, other, child)
    families.leave(session, chat)
    assert session.execute(select(Outbox).where(col(Outbox.id) == stray.id)).first() is None


def test_joining_takes_consents_and_hours_along(session: Session) -> None:
    mother, father = chat_of(session, "1"), chat_of(session, "2")
    host = guardian_of(session, mother)
    child = child_of(session, host)
    guest = guardian_of(session, father)
    guest.write_from = 18 * 60
    found = families.invitation(session, families.invite(session, host, NOW))
    assert found is not None
    assert families.works(found, NOW)
    guardian = families.join(session, father, found, NOW, TODAY)
    assert guardian is guest
    assert (guest.family_id, guest.write_from) == (host.family_id, 18 * 60)
    assert families.has_agreed(session, guest, "child")
    assert number_of(session, Family) == 1
    assert not families.works(found, NOW)
    session.refresh(child)
    assert child.plan_on == TODAY


def test_joining_drops_what_only_the_old_family_had(session: Session) -> None:
    mother, father = chat_of(session, "1"), chat_of(session, "2")
    host = guardian_of(session, mother)
    guest = guardian_of(session, father)
    lost = child_of(session, guest)
    traces(session, father, lost)
    joined(session, father, host)
    assert number_of(session, Child) == 0
    assert number_of(session, Bubble) == 0
    assert number_of(session, Guardian) == 2
    assert (father.state, father.waiting) == (None, None)


def test_a_link_lasts_three_days_and_the_newest_counts(session: Session) -> None:
    host = guardian_of(session, chat_of(session, "1"))
    old = families.invite(session, host, NOW)
    new = families.invite(session, host, NOW)
    assert families.invitation(session, old) is None
    found = families.invitation(session, new)
    assert found is not None
    assert families.works(found, NOW + families.INVITE_LASTS - timedelta(seconds=1))
    assert not families.works(found, NOW + families.INVITE_LASTS)
    assert tables.open_invite(session, host.family_id, NOW) is found
    assert families.invitation(session, "\ud800 nonsense") is None
    assert new not in found.secret_hash


def test_a_family_that_is_gone_cannot_be_joined(session: Session) -> None:
    host = chat_of(session, "1")
    found = families.invitation(session, families.invite(session, guardian_of(session, host), NOW))
    assert found is not None
    session.expunge(found)
    families.leave(session, host)
    assert families.join(session, chat_of(session, "2"), found, NOW, TODAY) is None


@pytest.mark.parametrize("agreed", [True, False])
def test_withdrawing(session: Session, agreed: bool) -> None:
    """The children stay only with somebody who agreed to it."""
    mother, father = chat_of(session, "1"), chat_of(session, "2", "web")
    first = guardian_of(session, mother)
    child = child_of(session, first)
    second = joined(session, father, first)
    traces(session, father, child)
    traces(session, mother, child)
    families.invite(session, first, NOW)
    if not agreed:
        for one in tables.consents(session, second.id or 0):
            one.withdrawn_at = NOW
        session.flush()
    assert leaving.withdraw(session, mother, first, NOW) is not agreed
    assert number_of(session, Child) == (1 if agreed else 0)
    assert number_of(session, Bubble) == (1 if agreed else 0)
    if agreed:
        assert mother.guardian_id is None
        assert number_of(session, Guardian) == 1
    else:
        assert number_of(session, Guardian) == 2
        assert not families.has_agreed(session, first, "child")
        assert session.execute(select(Outbox).where(col(Outbox.kind) == "reminder")).first() is None
        assert session.execute(select(Invite).where(col(Invite.used_at).is_(None))).first() is None


def test_two_who_go_at_once_do_not_leave_the_children_alone() -> None:
    """Each must see that the other went: the second waits for the first. SQLite has one writer at a time anyway."""
    with make_database("postgresql", prepare=migrate) as url:
        engine = open_engine(url)
        with Session(engine) as session:
            mother, father = chat_of(session, "1"), chat_of(session, "2")
            host = guardian_of(session, mother)
            child_of(session, host)
            joined(session, father, host)
            session.commit()
            family, second = host.family_id, father.id
            families.leave(session, mother)
            with engine.connect() as watcher:
                watcher.execute(text("SET lock_timeout = '200ms'"))
                with Session(watcher) as other, pytest.raises(Exception, match="lock timeout"):
                    families.leave(other, other.get_one(Chat, second))
            session.commit()
        with Session(engine) as session:
            assert families.leave(session, session.get_one(Chat, second))
            assert session.get(Family, family) is None
            assert number_of(session, Child) == number_of(session, Consent) == 0
        engine.dispose()
