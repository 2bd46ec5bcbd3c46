"""`houniao staff`: invitations, the list, changes and removal from the command line, with the cure where something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session
from typer.testing import CliRunner, Result

from actions import staff
from bot.cli import app
from db import sealing
from db.chats import Chat
from db.connection import open_engine
from db.schema import migrate
from rules.roles import Duty, Role
from tests.databases import Kind, make_database
from tests.processes import DATA_KEY


@pytest.fixture
def url(database_kind: Kind, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with make_database(database_kind, prepare=migrate) as made:
        monkeypatch.setenv("HOUNIAO_DATABASE_URL", made)
        monkeypatch.setenv("HOUNIAO_DATA_KEY", DATA_KEY)
        yield made


def houniao(*words: str) -> Result:
    return CliRunner().invoke(app, ["staff", *words])


def test_an_invitation_is_cancelled(url: str) -> None:
    assert "ID number" in houniao("invite", "--name", "342201199001011234").output
    houniao("invite", "--name", "小王", "--district", "jinghu")
    assert "  1  小王: worker, jinghu, until" in houniao("list").output
    assert "小王 works no more" in houniao("cancel", "1").output
    assert "not used yet" not in houniao("list").output
    again = houniao("cancel", "1")
    assert again.exit_code == 1
    assert "No open invitation" in again.output


def test_an_office_is_told_by_id_or_name(url: str) -> None:
    told = houniao("invite", "--name", "小王", "--office", "教育局")
    assert "小王: worker, the whole city, office education" in told.output
    assert "office education, until" in houniao("list").output
    assert "the whole city. It works" in houniao("invite", "--name", "小李", "--office", "community").output
    wrong = houniao("invite", "--name", "小王", "--office", "Atlantis")
    assert wrong.exit_code == 1
    assert "education (教育局)" in wrong.output


def test_invited_listed_changed_and_removed(url: str) -> None:
    assert "Nobody works here yet" in houniao("list").output
    told = houniao(
        "invite", "--role", "worker", "--district", "jinghu", "--district", "弋江区", "--name", "小王"
    )
    assert told.exit_code == 0
    found = re.search(r"http://127.0.0.1:8080/\?start=staff_([\w-]{10,})\n", told.output)
    assert found
    assert f"/start staff_{found[1]}\n" in told.output
    assert "小王: worker, jinghu, yijiang" in told.output
    assert "not used yet: 1" in houniao("list").output
    engine, now = open_engine(url), datetime.now(UTC)
    sealing.use(sealing.KeyRing(DATA_KEY))
    with Session(engine) as session:
        chat = Chat(channel="web", address="1", seen_at=now)
        session.add(chat)
        session.flush()
        invitation = staff.invitation(session, found[1], now)
        assert invitation is not None
        staff.accept(session, chat, invitation, now)
        session.commit()
    assert "1  小王: worker, jinghu, yijiang, since" in houniao("list").output
    assert "manager, jinghu, yijiang" in houniao("set", "1", "--role", "manager").output
    assert "manager, wanzhi" in houniao("set", "1", "--district", "湾沚区").output
    assert "manager, the whole city" in houniao("set", "1", "--everywhere").output
    assert "city, office health" in houniao("set", "1", "--office", "health").output
    assert "city, office health" in houniao("set", "1", "--role", "manager").output
    assert "office" not in houniao("set", "1", "--office", "community").output
    with Session(engine) as session:
        chat = session.get_one(Chat, 1)
        assert staff.role_of(session, chat, ()) == Duty("staff:1", Role.MANAGER)
    assert "小王 does not work here any more" in houniao("remove", "1").output
    with Session(engine) as session:
        assert staff.role_of(session, session.get_one(Chat, 1), ()) is None
    engine.dispose()
    assert houniao("remove", "1").exit_code == 1


@pytest.mark.parametrize(
    ("words", "cure"),
    [
        (("invite", "--name", " "), "1 to 40 characters"),
        (("invite", "--name", "x" * 41), "1 to 40 characters"),
        (("invite", "--name", "x", "--district", "Atlantis"), "jinghu (镜湖区)"),
        (("set", "7", "--role", "viewer"), "houniao staff list"),
        (("set", "99999999999999", "--role", "viewer"), "houniao staff list"),
        (("set", "1", "--everywhere", "--district", "jinghu"), "not both"),
        (("remove", "0"), "houniao staff list"),
    ],
)
def test_what_is_wrong_and_the_cure(url: str, words: tuple[str, ...], cure: str) -> None:
    told = houniao(*words)
    assert told.exit_code == 1
    assert cure in told.output


def test_a_database_that_is_not_ready(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOUNIAO_DATABASE_URL", database_url)
    monkeypatch.setenv("HOUNIAO_DATA_KEY", DATA_KEY)
    told = houniao("list")
    assert told.exit_code == 1
    assert "houniao migrate" in told.output
