"""Words typed below what the house wrote by itself: a letter that asks whether they still come, an invitation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.delivery.wording import Doorkeeper
from db import activities as tables
from db import outbox
from db.activities import ActivityGuest
from db.outbox import Outbox, State
from rules.audiences import Audience
from rules.notices import Notice, Subject
from tests.dialogs.activity_talk import an_activity, at, family, seated
from tests.dialogs.talk import House, Parent
from tests.dialogs.test_activities_told import moved
from tests.dialogs.test_notices import gets

INVITES = Notice(
    texts={"zh_CN": "来吧", "en": "Do come"}, subject=Subject.ACTIVITY, activity=1, audience=Audience()
)


def posted(house: House) -> None:
    """Letters leave; they stand last in their chats."""
    with house.session() as session:
        rows = select(Outbox).where(Outbox.kind == "activity", Outbox.state == State.WAITING)
        for row in session.exec(rows.order_by(col(Outbox.id))).all():
            letter = Doorkeeper(house.around).letter(session, row, house.clock.now())
            if letter is not None and letter.screen is not None and row.due_at <= house.clock.now():
                outbox.settle(session, letter.row_ids, State.SENT, house.clock.now(), ref="1")
        session.commit()


def said_again(house: House) -> bool:
    """Whether the family said since the move that it comes."""
    with house.session() as session:
        row = tables.look(session, 1)
        (guest,) = session.exec(select(ActivityGuest)).all()
        return row is not None and row.moved_at is not None and guest.answered_at > row.moved_at


def comes_and_is_asked(house: House) -> Parent:
    an_activity(house, seats=9)
    one = family(house, 3)
    one.tap("acc:1:yes:2")
    at(house, house.clock.now() + timedelta(minutes=20))
    moved(house)
    posted(house)
    return one


@pytest.mark.parametrize("words", ["还来", "yes", "好的", "可以", "ok", "我们还来"])
def test_a_yes_below_do_you_still_come(house: House, words: str) -> None:
    one = comes_and_is_asked(house)
    assert not said_again(house)
    at(house, house.clock.now() + timedelta(hours=2))
    assert "You come, with 2 children" in one.say(words).text
    assert said_again(house)


def test_a_no_and_another_number_below_it(house: House) -> None:
    one = comes_and_is_asked(house)
    assert "You come, with 3 children" in one.say("我们来，带三个孩子").text
    assert "you cannot come" in one.say("来不了").text
    assert seated(house, 1) == 0


def test_below_something_else_it_is_only_kind(house: House) -> None:
    one = comes_and_is_asked(house)
    with house.session() as session:
        chat = one.chat(session)
        assert chat is not None
        outbox.reply(session, chat.id or 0, "telegram", [{"screen": {"text": "…"}}], house.clock.now())
        rows = session.exec(select(Outbox).where(Outbox.kind == "screen", Outbox.chat_id == chat.id)).all()
        after = house.clock.now() + timedelta(seconds=1)
        outbox.settle(session, [row.id or 0 for row in rows], State.SENT, after)
        session.commit()
    assert "You come" not in one.say("好的").text
    assert not said_again(house)


def test_a_day_later_it_is_only_kind(house: House) -> None:
    one = comes_and_is_asked(house)
    at(house, house.clock.now() + timedelta(days=1))
    assert "You come" not in one.say("好的").text


@pytest.mark.parametrize(
    ("words", "told", "taken"),
    [
        ("我们来，带两个孩子", "You come, with 2 children", 2),
        ("we come, 2 kids", "You come, with 2 children", 2),
        ("来不了", "you cannot come", 0),
        ("我们来", "You come, with 1 child", 1),
    ],
)
def test_below_an_invitation(house: House, words: str, told: str, taken: int) -> None:
    an_activity(house, seats=9)
    one = family(house, 3)
    one.say("/start")
    gets(house, INVITES)
    assert told in one.say(words).text
    assert seated(house, 1) == taken


def test_a_kind_word_below_an_invitation_takes_no_seat(house: House) -> None:
    an_activity(house, seats=9)
    one = family(house, 3)
    one.say("/start")
    gets(house, INVITES)
    assert "You have a seat" not in one.say("好的").text
    assert seated(house, 1) == 0
