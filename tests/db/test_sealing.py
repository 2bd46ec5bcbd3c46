"""Names and free text are unreadable without the key; keys rotate; a wrong key says what to do."""

import base64
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import Session

from db import sealing
from db.chats import Chat
from db.sealing import KeyRing, SealError
from tests.db.test_connection import NOON


def key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


@given(st.binary(max_size=300))
def test_what_is_sealed_opens_again_and_never_looks_the_same_twice(clear: bytes) -> None:
    ring = KeyRing(key())
    first, second = ring.seal(clear, "a"), ring.seal(clear, "a")
    assert ring.open(first, "a") == clear
    assert first != second
    with pytest.raises(SealError):
        ring.open(first, "another column")


def test_a_new_key_in_front_still_opens_what_the_old_one_sealed() -> None:
    old, new = key(), key()
    sealed = KeyRing(old).seal(b"x", "a")
    assert KeyRing(f"{new},{old}").open(sealed, "a") == b"x"
    with pytest.raises(SealError, match="HOUNIAO_DATA_KEY"):
        KeyRing(new).open(sealed, "a")


@pytest.mark.parametrize("wrong", ["", " , ", "no base64!", base64.b64encode(b"short").decode()])
def test_a_key_that_cannot_be_used_is_refused_with_the_cure(wrong: str) -> None:
    with pytest.raises(ValueError, match="HOUNIAO_DATA_KEY"):
        KeyRing(wrong)


def test_the_table_holds_only_the_sealed_form_even_of_broken_text(session: Session) -> None:
    words = {"name": "团团\x00\ud83d", "n": 1}
    chat = Chat(channel="web", address="9", seen_at=NOON, waiting=words)
    session.add(chat)
    session.commit()
    raw = bytes(session.execute(text("SELECT waiting FROM chat")).scalar_one())
    assert "团团".encode() not in raw
    assert b"name" not in raw
    session.expire_all()
    assert session.get_one(Chat, chat.id).waiting == words


def test_nothing_is_sealed_before_a_key_was_handed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_ring", None)
    with pytest.raises(SealError, match="use"):
        sealing.ring()
