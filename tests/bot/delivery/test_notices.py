"""A notice at the door: still true for this person, in their language, at their hour; and what pausing leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from actions import notice_families, notice_sending, notices
from bot.delivery.letters import Letter
from bot.delivery.wording import Doorkeeper
from bot.house_words import catalogues
from db import claiming, outbox
from db.chats import Chat
from db.families import Guardian, consents
from db.notices import NoticeRow
from db.outbox import Outbox, Rank, State
from dialogs.surroundings import Surroundings
from rules.answers.answer import Leads, Way
from rules.audiences import Audience
from rules.notices import USE_WITHIN, Notice, Subject
from tests.actions.answers_kept import KNOWLEDGE
from tests.actions.households import NOW, ZONE, chat_of, local
from tests.actions.noticed import ANNA, TEXT, desk, reader, rows, said, sent

WAYS = (Way(Leads.FLOW, "papers"), Way(Leads.LINK, "https://a.cn/x", {"zh_CN": "看这里"}))
NOTICE = Notice(texts=TEXT, audience=Audience(frozenset({"jinghu"})), subject=Subject.HEALTH, ways=WAYS)


@pytest.fixture
def door() -> Doorkeeper:
    return Doorkeeper(Surroundings(KNOWLEDGE, catalogues(), ZONE, False, lambda channel, payload: None))


@pytest.fixture
def family(session: Session) -> tuple[Chat, Guardian]:
    return reader(session, "1")


@pytest.fixture
def notice(session: Session, family: tuple[Chat, Guardian]) -> NoticeRow:
    return sent(session, NOTICE)


def taken(session: Session, notice: NoticeRow) -> Outbox:
    """Its only row, in the courier's hand."""
    (row,) = rows(session, notice)
    row.state, row.tries = State.SENDING, 1
    session.flush()
    return row


def text(letter: Letter | None) -> str:
    assert letter is not None
    assert letter.screen is not None
    return str(letter.screen.text)


def test_it_is_said_in_the_language_of_the_moment(
    session: Session, door: Doorkeeper, family: tuple[Chat, Guardian], notice: NoticeRow
) -> None:
    row = taken(session, notice)
    english = door.letter(session, row, NOW)
    assert "Saturday <b>morning</b>" in text(english)
    family[0].language = "zh_CN"
    session.flush()
    chinese = door.letter(session, row, NOW)
    assert "周六 <b>上午</b>" in text(chinese)
    assert chinese is not None
    assert chinese.screen is not None
    labels = [one.label for line in chinese.screen.choices for one in line]
    assert "看这里" in labels
    assert any(label.startswith("🔕") for label in labels)


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ("stopped notice", "notice stopped"),
        ("muted", "muted"),
        ("paused", "stopped"),
        ("withdrawn", "older_consent"),
        ("gone", "nobody to tell"),
        ("another person", "nobody to tell"),
        ("three this week", "weekly"),
    ],
)
def test_what_is_no_longer_true_is_dropped(
    session: Session,
    door: Doorkeeper,
    family: tuple[Chat, Guardian],
    notice: NoticeRow,
    change: str,
    trouble: str,
) -> None:
    chat, guardian = family
    row = taken(session, notice)
    if change == "stopped notice":
        notice_sending.stop(desk(session), ANNA, notice)
    elif change == "muted":
        notice_families.mute(session, guardian, Subject.HEALTH, NOW)
    elif change == "paused":
        guardian.paused_at = NOW
    elif change == "withdrawn":
        for one in consents(session, guardian.id or 0):
            one.withdrawn_at = NOW if one.kind == "child" else None
    elif change == "gone":
        chat.guardian_id = None
    elif change == "another person":
        chat.guardian_id = reader(session, "2")[1].id
    else:
        for _number in range(3):
            said(session, rows(session, sent(session))[0], NOW)
    session.flush()
    assert door.letter(session, row, NOW) is None
    session.refresh(row)
    assert (row.state, row.trouble) == (State.WITHDRAWN, trouble)


def test_urgent_ones_and_corrections_break_the_weekly_limit(
    session: Session, door: Doorkeeper, family: tuple[Chat, Guardian]
) -> None:
    urgent = sent(session, Notice(texts=TEXT, urgent=True, why={"zh_CN": "停水"}))
    row = taken(session, urgent)
    for _number in range(3):
        one = sent(session)
        said(session, rows(session, one)[0], NOW)
    assert "停水" in text(door.letter(session, row, local(23, 3)))
    assert notice_families.last(session, family[0], NOW)[0].row is one


def test_the_second_guardians_copy_is_no_other_notice(session: Session, door: Doorkeeper) -> None:
    chat, guardian = reader(session, "1")
    other, beside = reader(session, "2", child=False)
    beside.family_id = guardian.family_id
    session.flush()
    for _number in range(2):
        said(session, rows(session, sent(session))[0], NOW)
    notice = sent(session, NOTICE)
    first, second = rows(session, notice)
    assert {first.chat_id, second.chat_id} == {chat.id, other.id}
    said(session, first)
    assert door.letter(session, second, NOW) is not None


def test_it_waits_for_a_polite_hour(session: Session, door: Doorkeeper, notice: NoticeRow) -> None:
    row = taken(session, notice)
    assert door.letter(session, row, local(23, 22)) is None
    session.refresh(row)
    assert (row.state, row.due_at) == (State.WAITING, local(24, 9))


def test_what_came_too_late_is_listed(session: Session, door: Doorkeeper, notice: NoticeRow) -> None:
    row = taken(session, notice)
    assert door.letter(session, row, NOW + USE_WITHIN + timedelta(minutes=1)) is None
    session.refresh(row)
    assert (row.state, row.trouble) == (State.MISSED, "past its use-by")


def test_a_blocked_chat_gives_way_to_the_other_one(
    session: Session, door: Doorkeeper, family: tuple[Chat, Guardian], notice: NoticeRow
) -> None:
    family[0].blocked_at = NOW
    other = chat_of(session, "again", guardian=family[1])
    row = taken(session, notice)
    letter = door.letter(session, row, NOW)
    assert letter is not None
    assert letter.address == "again"
    outbox.settle(session, letter.row_ids, State.SENT, NOW, ref="9")
    session.refresh(row)
    assert row.chat_id == other.id
    assert notice_families.pressed(session, other, "9", "go:papers", NOW)


def test_pausing_holds_even_what_is_tried_again(
    session: Session, door: Doorkeeper, notice: NoticeRow
) -> None:
    row = taken(session, notice)
    assert notice_sending.pause(desk(session), ANNA, notice) == notices.Done.DONE
    outbox.try_again(session, [row.id or 0], NOW, "away", unsure=False)
    session.refresh(row)
    assert row.state == State.WAITING
    assert claiming.claim(session, "telegram", NOW, 10) == [row]
    assert door.letter(session, row, NOW) is None
    session.refresh(row)
    assert (row.state, row.tries) == (State.HELD, 0)
    assert claiming.claim(session, "telegram", NOW, 10) == []
    assert notice_sending.resume(desk(session), ANNA, notice) == notices.Done.DONE
    assert [one.id for one in claiming.claim(session, "telegram", NOW, 10)] == [row.id]


def test_pausing_leaves_only_what_the_courier_holds(session: Session) -> None:
    for number in range(12):
        reader(session, str(number), child=False)
    notice = sent(session)
    carried = claiming.claim(session, "telegram", NOW, 5)
    notice_sending.pause(desk(session), ANNA, notice)
    assert len(carried) == 5
    assert claiming.claim(session, "telegram", NOW + timedelta(days=1), 100) == []
    assert {one.rank for one in carried} == {Rank.NOTICE}


def test_a_text_only_in_chinese_says_so(
    session: Session, door: Doorkeeper, family: tuple[Chat, Guardian]
) -> None:
    row = taken(session, sent(session, Notice(texts={"zh_CN": "停水"})))
    assert "停水 (only in Chinese)" in text(door.letter(session, row, NOW))


def test_hostile_words_are_shown_as_they_stand(
    session: Session, door: Doorkeeper, family: tuple[Chat, Guardian]
) -> None:
    words = "{0} %s {text} & \u202e x *粗*"
    notice = Notice(texts={"zh_CN": words, "en": words}, options=({"zh_CN": "{0}&"}, {"zh_CN": "%s"}))
    letter = door.letter(session, taken(session, sent(session, notice)), NOW)
    assert "{0} %s {text} &amp;" in text(letter)
    assert "<b>粗</b>" in text(letter)
    assert letter is not None
    assert letter.screen is not None
    assert [line[0].label for line in letter.screen.choices[:2]] == [
        "▫️ {0}& (only in Chinese)",
        "▫️ %s (only in Chinese)",
    ]
