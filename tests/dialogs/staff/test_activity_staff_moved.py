"""An activity is moved or called off, as the worker reads it before: who is told, and which invitations do not leave any more."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from db.notices import NoticeRow, NoticeState
from db.outbox import Outbox
from dialogs import notice_letters
from tests.actions.activity_house import STARTS
from tests.dialogs.activity_talk import an_activity, family, post, text_of
from tests.dialogs.staffed import Worker
from tests.dialogs.talk import House


def test_nobody_is_told_where_nobody_has_signed_up(house: House, worker: Worker) -> None:
    an_activity(house)
    family(house, 3).tap("acc:1:no:-1")
    worker.tap("awv:1:hours:1700-1900")
    worker.press("As families see it")
    assert "Nobody has signed up" in text_of(worker.screens)
    worker.press("Publish it so")
    told = text_of(worker.screens)
    assert "Nobody has signed up" in told
    assert "is told" not in told
    worker.tap("aww:cancel:1")
    worker.press("because of the weather")
    assert "Nobody has signed up" in text_of(worker.screens)
    worker.press("Yes, call it off")
    told = text_of(worker.screens)
    assert "Nobody has signed up" in told
    assert "is told" not in told
    assert not post(house)


def test_who_moves_it_reads_that_the_invitation_does_not_leave(house: House, worker: Worker) -> None:
    """And its sender hears it from the clock; a draft of it cannot be sent any more."""
    an_activity(house, titles={"zh_CN": "家长课堂"})
    family(house, 3)
    worker.tap("aww:announce:1")
    with house.session() as session:
        (row,) = session.exec(select(NoticeRow)).all()
        row.state, row.leaves_at = NoticeState.PLANNED, STARTS - timedelta(days=1)
        row.confirmed_by, row.confirmed_chat = row.holder, row.holder_chat
        session.commit()
    worker.tap("awv:1:seats:10")
    worker.press("As families see it")
    assert "📣 1 invitation" not in text_of(worker.screens)
    worker.tap("awv:1:hours:1700-1900")
    worker.press("As families see it")
    assert "📣 1 invitation says the old time or place" in text_of(worker.screens)
    worker.press("Publish it so")
    with house.session() as session:
        assert notice_letters.go_round(session, house.around, house.clock.now())
        session.commit()
        (row,) = session.exec(select(NoticeRow)).all()
        assert row.state == NoticeState.STOPPED
        (letter,) = session.exec(select(Outbox).where(Outbox.about == "notices:1")).all()
        assert "does not leave any more: time or place" in str(letter.body)
        assert "aww:announce:1" in str(letter.body), "a new one is one tap away"
    assert "does not leave any more" not in worker.tap("aww:announce:1").text
