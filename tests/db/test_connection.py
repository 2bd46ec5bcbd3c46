"""Opening the database: no update is lost, moments keep their zone, deleted rows leave nothing behind."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlmodel import Session

from db import house, pages
from db.chats import Chat
from db.connection import open_engine, scrub
from db.schema import config, metadata, migrate, versions

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_increments_from_four_threads_are_all_kept(engine: Engine) -> None:
    """The trap: with SQLite's driver defaults most of them vanish without an error."""
    with Session(engine) as session:
        chat = Chat(channel="web", address="1", seen_at=NOON)
        session.add(chat)
        session.commit()
        number = chat.id or 0

    def count() -> None:
        for _ in range(25):
            with Session(engine) as session:
                pages.next_cursor(session, number)
                session.commit()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session:
        assert session.get_one(Chat, number).cursor == 100


def test_a_moment_comes_back_in_utc_whatever_zone_it_was_given_in(session: Session) -> None:
    shanghai = timezone(timedelta(hours=8))
    house.write_note(session, "x", "1", datetime(2026, 11, 23, 20, tzinfo=shanghai))
    session.commit()
    session.expire_all()
    found = house.note(session, "x")
    assert found is not None
    assert found.written_at == NOON
    assert found.written_at.tzinfo is UTC


def test_a_naive_moment_is_refused(session: Session) -> None:
    house.write_note(session, "x", "1", datetime(2026, 11, 23))  # noqa: DTZ001  # a naive one is what is tested
    with pytest.raises(Exception, match="time zone"):
        session.flush()


def test_what_was_deleted_is_not_in_the_files(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    migrate(f"sqlite:///{path}")
    engine = open_engine(f"sqlite:///{path}")
    with Session(engine) as session:
        session.add_all(Chat(channel="telegram", address=f"7788{n:06}", seen_at=NOON) for n in range(300))
        session.commit()
        session.execute(text("DELETE FROM chat"))
        session.commit()
    scrub(engine)
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    engine.dispose()
    assert b"7788" not in left


def test_the_migrations_make_exactly_the_tables_of_the_code(engine: Engine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    present, wanted = versions(engine)
    assert present == wanted


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    migrate(engine.url.render_as_string(hide_password=False))
    assert versions(engine)[0] == versions(engine)[1]


def test_lines_told_before_were_given_here(tmp_path: Path) -> None:
    """A booklet of an older version comes up to date, and down again, with its lines."""
    url = f"sqlite:///{tmp_path / 'h.db'}"
    command.upgrade(config(url), "0001")
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO family (id, demo, created_at) VALUES (1, 0, :noon)"), {"noon": NOON.isoformat()}
        )
        connection.execute(
            text(
                "INSERT INTO child (id, family_id, born, known_since, changed_on, planned_through) VALUES (1, 1, :day, :day, :day, :day)"
            ),
            {"day": "2026-01-01"},
        )
        connection.execute(
            text(
                "INSERT INTO dose (id, child_id, vaccine, given_on, exact, recorded_at) VALUES (7, 1, 'BCG', '2026-01-01', 1, :noon)"
            ),
            {"noon": NOON.isoformat()},
        )
    migrate(url)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT id, vaccine, elsewhere, replaced_by FROM dose")).all()
    assert [tuple(row) for row in found] == [(7, "BCG", 0, None)]
    command.downgrade(config(url), "0001")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT vaccine FROM dose")).scalar_one() == "BCG"
    engine.dispose()


def _three_tickets(engine: Engine, worker: int, family: int) -> None:
    """Of the version before: taken by a worker, by an owner, by nobody."""
    with engine.begin() as connection:
        for chat in (worker, family):
            connection.execute(
                text(
                    "INSERT INTO chat (id, channel, address, language, leaving, cursor, seen_at) "
                    "VALUES (:chat, 'telegram', :chat_, 'en', false, 0, :noon)"
                ),
                {"chat": chat, "chat_": str(chat), "noon": NOON},
            )
        connection.execute(
            text(
                "INSERT INTO staff (id, chat_id, role, districts, label, office, since) "
                "VALUES (3, :chat, 'worker', '', 'Wang', '', :noon)"
            ),
            {"chat": worker, "noon": NOON},
        )
        for number, taken_by in ((1, 3), (2, 0), (3, None)):
            connection.execute(
                text(
                    "INSERT INTO ticket (id, chat_id, office, language, state, taken_by, alarms, late_told, opened_at, moved_at) "
                    "VALUES (:number, :chat, '', 'en', 'taken', :taken_by, 0, false, :noon, :noon)"
                ),
                {"number": number, "chat": family, "taken_by": taken_by, "noon": NOON},
            )
        connection.execute(
            text("INSERT INTO ticket_line (ticket_id, author, at) VALUES (1, 'family', :noon)"),
            {"noon": NOON},
        )


def test_who_held_a_ticket_is_known_after_the_change(database_url: str) -> None:
    """A worker's number becomes the chat they work in, and goes back; which owner a nought was nobody knows."""
    command.upgrade(config(database_url), "0011")
    engine, worker = open_engine(database_url), 7
    _three_tickets(engine, worker, family=8)
    held = text("SELECT taken_by, state FROM ticket WHERE id < 3 ORDER BY id")
    migrate(database_url)
    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(held)] == [(worker, "taken"), (None, "waiting")]
        assert connection.execute(text("SELECT count(*) FROM ticket_line")).scalar_one() == 1
    command.downgrade(config(database_url), "0011")
    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(held)] == [(3, "taken"), (None, "waiting")]
        assert (
            connection.execute(text("SELECT count(*) FROM ticket_line WHERE photo_id IS NULL")).scalar_one()
            == 1
        )
    migrate(database_url)
    engine.dispose()


def test_the_file_is_for_our_own_account_only(tmp_path: Path) -> None:
    file = tmp_path / "new" / "houniao.db"
    engine = open_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
        assert {one.stat().st_mode & 0o777 for one in file.parent.iterdir()} == {0o600}
    engine.dispose()
