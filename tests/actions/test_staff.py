"""Staff: links that work once, roles read anew, and two people at the same instant."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions import housekeeping, leaving, staff
from actions.export import collect
from actions.staff import Post
from db import staff as tables
from db.chats import Chat
from db.staff import Staff, StaffAudit, StaffInvite
from rules.roles import Duty, Role
from tests.actions.households import NOW, ZONE, chat_of, guardian_of

WORKER = Post(Role.WORKER, frozenset({"jinghu", "yijiang"}), "王")


def came(session: Session, chat: Chat, post: Post = WORKER) -> Staff:
    found = staff.invitation(session, staff.invite(session, "owner", post, NOW), NOW)
    assert found is not None
    return staff.accept(session, chat, found, NOW)


def test_from_the_link_to_the_last_press(session: Session) -> None:
    chat = chat_of(session, "1")
    assert staff.role_of(session, chat, ()) is None
    member = came(session, chat)
    assert staff.role_of(session, chat, ()) == Duty(
        f"staff:{member.id}", Role.WORKER, frozenset({"jinghu", "yijiang"})
    )
    staff.change(session, "owner", member, Role.MANAGER, frozenset(), NOW)
    assert staff.role_of(session, chat, ()) == Duty(f"staff:{member.id}", Role.MANAGER)
    staff.remove(session, "owner", member, NOW)
    assert staff.role_of(session, chat, ()) is None
    deeds = [(one.who, one.what) for one in session.exec(select(StaffAudit).order_by(col(StaffAudit.id)))]
    assert deeds == [
        ("owner", "staff.invited"), ("staff:1", "staff.joined"), ("owner", "staff.changed"), ("owner", "staff.removed"),
    ]  # fmt: skip


def test_owners_need_no_row_but_telegram(session: Session) -> None:
    assert staff.role_of(session, chat_of(session, "5"), (5,)) == Duty("owner", Role.ADMINISTRATOR)
    assert staff.role_of(session, chat_of(session, "5", "web"), (5,)) is None


def test_the_secret_is_not_kept_and_the_name_is_sealed(session: Session) -> None:
    secret = staff.invite(session, "owner", WORKER, NOW)
    made = session.exec(select(StaffInvite)).one()
    assert secret not in repr(made)
    assert len(f"staff_{secret}") <= 64  # what Telegram's start takes
    raw = session.connection().exec_driver_sql("SELECT label FROM staff_invite").scalar_one()
    assert "王".encode() not in bytes(raw)


def test_links_that_are_over(session: Session) -> None:
    secret = staff.invite(session, "owner", WORKER, NOW)
    assert staff.invitation(session, secret, NOW + staff.INVITE_LASTS) is None
    assert staff.invitation(session, "nonsense\ud800", NOW) is None
    found = staff.invitation(session, secret, NOW)
    assert found is not None
    staff.accept(session, chat_of(session, "1"), found, NOW)
    assert staff.invitation(session, secret, NOW) is None
    assert tables.open_invites(session, NOW) == []
    housekeeping.sweep(session, NOW)
    assert session.exec(select(StaffInvite)).all() == []


def test_two_people_with_one_link_one_gets_it(engine: Engine) -> None:
    with Session(engine) as session:
        secret = staff.invite(session, "owner", WORKER, NOW)
        people = [chat_of(session, str(number)).id for number in range(4)]
        session.commit()
    together = threading.Barrier(len(people))
    came_in: list[int] = []

    def open_link(chat_id: int) -> None:
        together.wait()
        with Session(engine) as session:
            found = staff.invitation(session, secret, NOW)
            if found is not None:
                staff.accept(session, session.get_one(Chat, chat_id), found, NOW)
                came_in.append(chat_id)
            session.commit()

    threads = [threading.Thread(target=open_link, args=(chat_id,)) for chat_id in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session:
        assert [one.chat_id for one in tables.everybody(session)] == came_in
        assert len(came_in) == 1


def test_who_is_told_what_of_a_district(session: Session) -> None:
    posts = {
        "1": Post(Role.WORKER, frozenset({"jinghu"}), "a"),
        "2": Post(Role.MANAGER, frozenset(), "b"),
        "3": Post(Role.WORKER, frozenset({"yijiang"}), "c"),
        "4": Post(Role.VIEWER, frozenset(), "d"),
        "5": Post(Role.WORKER, frozenset({"jinghu"}), "e"),
    }
    members = {address: came(session, chat_of(session, address), post) for address, post in posts.items()}
    staff.remove(session, "owner", members["5"], NOW)

    def told(district: str | None) -> list[str]:
        return [
            chat.address for _member, chat in tables.serving(session, district, (Role.WORKER, Role.MANAGER))
        ]

    assert told("jinghu") == ["1", "2"]
    assert told("jing_u") == ["2"]  # no pattern
    assert told(None) == ["1", "2", "3"]


@pytest.mark.parametrize("guarded", [False, True])
def test_forgotten_with_the_chat(session: Session, guarded: bool) -> None:
    chat = chat_of(session, "1")
    if guarded:
        guardian_of(session, chat)
    came(session, chat)
    leaving.forget(session, chat)
    assert session.exec(select(Staff)).all() == []
    assert staff.role_of(session, chat, ()) is None
    leaving.finish_leaving(session)
    assert session.exec(select(Chat)).all() == []
    assert session.exec(select(StaffAudit)).all()


def test_a_chat_that_goes_takes_its_post_along(session: Session) -> None:
    chat = chat_of(session, "1")
    came(session, chat)
    session.delete(chat)
    session.flush()
    session.expire_all()
    assert session.exec(select(Staff)).all() == []


def test_the_copy_names_the_post(session: Session) -> None:
    chat = chat_of(session, "1")
    assert collect(session, chat, None, ZONE, NOW)["chats"][0]["staff"] is None
    member = came(session, chat)
    staff.remove(session, "owner", member, NOW + timedelta(days=1))
    assert collect(session, chat, None, ZONE, NOW)["chats"][0]["staff"] == {
        "role": "worker",
        "districts": ["jinghu", "yijiang"],
        "office": "",
        "label": "王",
        "since": "2026-11-23T12:00:00+08:00",
        "removed_at": "2026-11-24T12:00:00+08:00",
    }
