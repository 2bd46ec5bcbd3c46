"""Looking at the database from beside the running bot: nothing is made, changed, locked or left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.connection import open_engine, open_to_look
from tests.databases import make_database


def prepare(url: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE bird (name VARCHAR(20))"))
        connection.execute(text("INSERT INTO bird VALUES ('swallow')"))
    engine.dispose()


COUNT = text("SELECT count(*) FROM bird")


def test_what_is_committed_is_seen_while_somebody_writes(database_url: str) -> None:
    prepare(database_url)
    writing, looking = open_engine(database_url), open_to_look(database_url)
    with writing.connect() as writer, looking.connect() as reader:
        writer.execute(text("INSERT INTO bird VALUES ('heron')"))
        assert reader.execute(COUNT).scalar() == 1
        writer.commit()
        assert reader.execute(COUNT).scalar() == 2
        writer.execute(text("INSERT INTO bird VALUES ('crane')"))
        writer.commit()
    writing.dispose()
    looking.dispose()


def test_a_file_of_sqlite_stays_as_it_was() -> None:
    with make_database("sqlite") as url:
        prepare(url)
        file = Path(url.removeprefix("sqlite:///"))
        before = {one.name: one.read_bytes() for one in file.parent.iterdir()}
        looking = open_to_look(url)
        with looking.connect() as reader:
            assert reader.execute(COUNT).scalar() == 1
            with pytest.raises(DBAPIError, match="readonly"):
                reader.execute(text("INSERT INTO bird VALUES ('crane')"))
        looking.dispose()
        assert {one.name: one.read_bytes() for one in file.parent.iterdir()} == before


@pytest.mark.parametrize("name", ["not there.db", "100%/what?.db"])
def test_a_missing_file_is_not_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError):
        open_to_look(f"sqlite:///{tmp_path / name}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_memory_of_its_own_holds_nothing_to_look_at(url: str) -> None:
    with pytest.raises(FileNotFoundError):
        open_to_look(url)


def test_any_name_of_a_file_can_be_looked_at(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / '100% 候鸟#1.db'}"
    prepare(url)
    looking = open_to_look(url)
    with looking.connect() as reader:
        assert reader.execute(COUNT).scalar() == 1
    looking.dispose()
