"""The family's side in the chat: votes, what is muted, the last notices; and letters to the staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlmodel import Session, select

from actions import notice_sending, notices
from actions.desk import Desk
from actions.notice_round import Tell
from bot.delivery.wording import Doorkeeper
from db import outbox
from db.audiences import KIND
from db.notices import NoticeMute, NoticePress
from db.outbox import Outbox, State
from dialogs import notice_letters
from dialogs.consent import VERSIONS
from dialogs.screens import Screen
from rules.audiences import Audience
from rules.notices import CHILD_CONSENT_FROM, Notice, Subject
from rules.roles import Duty, Role
from tests.databases import Kind
from tests.dialogs.staffed import Worker, staffed_house
from tests.dialogs.talk import NOW, ZONE, House, Parent

POLL = Notice(
    texts={"zh_CN": "周六还是周日？", "en": "Saturday or Sunday? &{0}"},
    subject=Subject.ACTIVITY,
    options=({"zh_CN": "周六", "en": "Saturday"}, {"zh_CN": "周日", "en": "Sunday"}),
)
BOSS = Duty("owner", Role.ADMINISTRATOR, chat=999)


@pytest.fixture
def house(database_kind: Kind) -> Iterator[House]:
    with staffed_house(database_kind) as house:
        yield house


def desk(house: House, session: Session, now: datetime = NOW) -> Desk:
    return Desk(session, house.around.knowledge, ZONE, now)


def gets(house: House, notice: Notice) -> list[Screen]:
    """It is sent and said; what stands in the chats. The message is number 1, as in every tap of these tests."""
    door, found = Doorkeeper(house.around), []
    with house.session() as session:
        row = notices.begin(desk(house, session), BOSS, notice)
        assert row is not None
        done = notice_sending.confirm(desk(house, session), BOSS, row, notice_sending.print_of(row))
        assert done == notices.Done.DONE
        for copy in session.exec(select(Outbox).where(Outbox.kind == KIND, Outbox.state == State.WAITING)):
            letter = door.letter(session, copy, NOW)
            assert letter is not None
            assert letter.screen is not None
            found.append(letter.screen)
            outbox.settle(session, letter.row_ids, State.SENT, NOW, ref="1")
        session.commit()
    return found


def tap_of(screen: Screen, label: str) -> str:
    (found,) = [one for row in screen.choices for one in row if label in one.label]
    return found.tap or ""


def presses(house: House) -> list[str]:
    with house.session() as session:
        return sorted(one.what for one in session.exec(select(NoticePress)))


def mutes(house: House) -> list[str]:
    with house.session() as session:
        return sorted(one.subject for one in session.exec(select(NoticeMute)))


def test_the_consent_text_names_what_audiences_use() -> None:
    assert VERSIONS["child"] >= CHILD_CONSENT_FROM


def test_a_poll_is_answered_and_changed(house: House) -> None:
    mother = Parent(house, 1).registered()
    (notice,) = gets(house, POLL)
    assert "Saturday" in str(mother.tap(tap_of(notice, "Saturday")).text)
    assert "Sunday" in str(mother.tap(tap_of(notice, "▫️ Sunday")).text)
    assert presses(house) == ["option:2"]
    stranger = Parent(house, 2)
    assert "not there any more" in str(stranger.tap(tap_of(notice, "▫️ Sunday")).text)
    assert "not there any more" in str(mother.tap("poll:999:1").text)
    assert presses(house) == ["option:2"]


def test_a_tap_on_a_notice_is_counted_and_leaves_it_where_it_is(house: House) -> None:
    mother = Worker(house, 1)
    mother.registered()
    gets(house, POLL)
    bodies = mother.tries_to("tap", "go:papers")
    assert bodies[0]["replaces"] is None
    assert presses(house) == ["go:papers"]


def test_a_subject_is_muted_and_heard_of_again(house: House) -> None:
    mother = Parent(house, 1).registered()
    (notice,) = gets(house, POLL)
    assert "No more notices" in str(mother.tap(tap_of(notice, "🔕")).text)
    assert mutes(house) == ["activity"]
    mother.press("Which notices")
    mother.press("🔕 🎈")
    assert mutes(house) == []
    mother.button("🔔 🎈")
    for forged in ("hush:nothing:0:0", "hush:health:1:0", "hush::0:0"):
        mother.tap(forged)
        assert mutes(house) == []
    assert "nothing by myself" in str(Parent(house, 2).tap("hush:health:0:0").text)


def test_the_last_notices_can_be_read_again(house: House) -> None:
    mother = Parent(house, 1).registered()
    assert "no notice lately" in str(mother.say("/news").text)
    gets(house, POLL)
    mother.say("/news")
    again = mother.press("Saturday or Sunday")
    assert "Saturday or Sunday? &amp;{0}" in str(again.text)
    stranger = Parent(house, 2)
    assert "families I keep a calendar for" in str(stranger.say("/news").text)
    assert "not there any more" in str(stranger.tap("news:1").text)


def test_managers_hear_that_a_second_person_is_needed(house: House) -> None:
    writer, second = Worker(house, 11).hired(Role.MANAGER, "jinghu"), Worker(house, 12).hired(Role.MANAGER)
    other = Worker(house, 13).hired(Role.MANAGER, "yijiang")
    with house.session() as session:
        chat = writer.chat(session)
        assert chat is not None
        duty = Duty("staff:1", Role.MANAGER, frozenset({"jinghu"}), chat=chat.id or 0)
        row = notices.begin(desk(house, session), duty, POLL)
        assert row is not None
        row.state, row.confirmed_by, row.confirmed_chat = "asked", duty.who, duty.chat
        assert notice_letters.tell_seconds(session, row, house.around, NOW)
        notice_letters.tell_sender(session, row, Tell.DONE, house.around, NOW)
        session.commit()
    (letter,) = second.news()
    assert "second person" in str(letter.text)
    assert "0 people got it" in str(writer.news()[0].text)
    assert other.news() == []


def test_the_round_sends_what_is_planned_and_tells_its_sender(house: House) -> None:
    Parent(house, 1).registered()
    boss = Worker(house, 5)
    boss.say("/start")
    at = NOW.replace(hour=6)
    with house.session() as session:
        chat = boss.chat(session)
        duty = Duty("owner", Role.ADMINISTRATOR, chat=chat.id or 0 if chat else 0)
        planned = Notice(texts=POLL.texts, audience=Audience(), at=at)
        row = notices.begin(desk(house, session), duty, planned)
        assert row is not None
        notice_sending.confirm(desk(house, session), duty, row, notice_sending.print_of(row))
        assert not notice_letters.go_round(session, house.around, NOW)
        assert notice_letters.go_round(session, house.around, at)
        for copy in session.exec(select(Outbox).where(Outbox.kind == KIND)):
            outbox.settle(session, [copy.id or 0], State.SENT, at, ref="1")
        assert notice_letters.go_round(session, house.around, at)
        session.commit()
    assert "1 person got it" in str(boss.news()[0].text)
