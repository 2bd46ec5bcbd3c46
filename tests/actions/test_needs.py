"""What families need is kept as they said it, counted by district, hidden where few said it, and goes when they want it to."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import Session, select

from actions import housekeeping, leaving, needs
from content import load_knowledge
from db import children
from db import needs as tables
from db.activities import Activity, ActivityGuest, ActivityState, Coming
from db.families import Family, Guardian
from db.needs import NeedAsked, NeedWant
from rules.needs import Answer
from tests.actions.households import NOW, TODAY, chat_of, child_of, guardian_of, joined

KNOWLEDGE = load_knowledge("cn/wuhu")
HOMEWORK = Answer(["homework"], ["sunday_morning"], "zh_CN")
LAST_ROUND = date(2026, 5, 4)


def settled(session: Session, address: str, district: str | None = "jinghu") -> Guardian:
    """Somebody with a child, here for a month."""
    guardian = guardian_of(session, chat_of(session, address))
    child = child_of(session, guardian)
    child.district = district
    session.get_one(Family, guardian.family_id).created_at = NOW - timedelta(days=30)
    session.flush()
    return guardian


def say(
    session: Session,
    number: int,
    said: Answer,
    district: str | None = "jinghu",
    on: date = TODAY,
    first: int = 100,
) -> list[Guardian]:
    """So many families say the same."""
    found = [settled(session, str(first + one), district) for one in range(number)]
    for guardian in found:
        needs.answer(session, guardian, said, NOW, on)
    return found


def seen(session: Session, district: str = "jinghu", today: date = TODAY) -> needs.Seen:
    return needs.boards(session, [district], today, NOW)[district]


def test_a_family_is_asked_once_in_a_round_whoever_asks(session: Session) -> None:
    one = settled(session, "1")
    other = joined(session, chat_of(session, "2"), one)
    assert needs.may_be_asked(session, one, NOW, TODAY)
    assert needs.ask(session, one, NOW, TODAY)
    for guardian in (one, other):
        assert not needs.may_be_asked(session, guardian, NOW, TODAY)
        assert not needs.ask(session, guardian, NOW, TODAY)
    assert needs.may_be_asked(session, one, NOW, date(2027, 1, 1))


def test_not_now_and_an_answer_both_end_the_asking(session: Session) -> None:
    one, other = settled(session, "1"), settled(session, "2")
    needs.decline(session, one, NOW, TODAY)
    needs.answer(session, other, HOMEWORK, NOW, TODAY)
    assert not needs.may_be_asked(session, one, NOW, TODAY)
    assert not needs.may_be_asked(session, other, NOW, TODAY)
    assert needs.said(session, one, TODAY) is None
    # an old button pressed after the answer takes nothing back
    needs.decline(session, other, NOW, TODAY)
    assert needs.said(session, other, TODAY) == HOMEWORK


def test_who_is_new_paused_away_a_demo_or_without_a_child_is_not_asked(session: Session) -> None:
    new, paused, demo, childless, withdrawn, away = (settled(session, str(one)) for one in range(6))
    for child in children.of_family(session, away.family_id):
        child.away_until = TODAY + timedelta(days=3)
    session.get_one(Family, new.family_id).created_at = NOW - timedelta(days=13, hours=23)
    paused.paused_at = NOW
    session.get_one(Family, demo.family_id).demo = True
    for child in children.of_family(session, childless.family_id):
        session.delete(child)
    chat = chat_of(session, "9", guardian=withdrawn)
    leaving.withdraw(session, chat, withdrawn, NOW)
    session.flush()
    for guardian in (new, paused, demo, childless, withdrawn, away):
        assert not needs.may_be_asked(session, guardian, NOW, TODAY)


def test_an_answer_replaces_the_one_before(session: Session) -> None:
    one = settled(session, "1")
    needs.answer(session, one, HOMEWORK, NOW, TODAY)
    needs.answer(session, one, Answer(["sport", "art"], [], "ug"), NOW, TODAY)
    assert needs.said(session, one, TODAY) == Answer(["art", "sport"], [], "ug")
    assert tables.wants(session, one.family_id) == ["art", "sport"]
    assert len(session.exec(select(NeedAsked)).all()) == 1


def test_what_there_is_not_is_not_kept(session: Session) -> None:
    one = settled(session, "1")
    hostile = ["<b>", "\x00", "homework", "care", "holiday", "reading", "{0}", "%s"]
    needs.answer(session, one, Answer(hostile, ["never", "weekday_day"], "\u202e"), NOW, TODAY)
    assert needs.said(session, one, TODAY) == Answer(
        ["homework", "care", "holiday"], ["weekday_day"], "zh_CN"
    )


def test_five_families_are_a_number_and_four_are_not(session: Session) -> None:
    say(session, 4, HOMEWORK)
    say(session, 1, Answer(["art"], [], "zh_CN"), first=200)
    board = seen(session).now
    assert (board.wanted["homework"], board.wanted["art"], board.answered) == (None, None, 5)
    say(session, 1, HOMEWORK, first=300)
    board = seen(session).now
    # six answered, five of them alike: the total would tell of the sixth
    assert (board.wanted["homework"], board.free["sunday_morning"], board.answered) == (5, 5, None)


def test_districts_stand_apart_and_demo_families_count_nowhere(session: Session) -> None:
    demo = say(session, 6, HOMEWORK, "yijiang")
    for guardian in demo:
        session.get_one(Family, guardian.family_id).demo = True
    say(session, 6, HOMEWORK, first=200)
    say(session, 5, Answer(["sport"], [], "ug"), None, first=300)
    session.flush()
    everywhere = needs.boards(session, [], TODAY, NOW)
    assert set(everywhere) == {"jinghu", None}
    assert everywhere["jinghu"].now.wanted["homework"] == 6
    assert everywhere[None].now.languages == {"ug": 5}
    theirs = needs.boards(session, ["yijiang"], TODAY, NOW)
    assert set(theirs) == {"yijiang"}
    assert theirs["yijiang"].now.is_empty


def test_last_rounds_answer_stands_until_the_family_answers_again(session: Session) -> None:
    old = say(session, 7, HOMEWORK, on=LAST_ROUND)
    assert seen(session).now.wanted["homework"] == 7
    for guardian in old[:2]:
        needs.answer(session, guardian, Answer(["art"], [], "zh_CN"), NOW, TODAY)
    needs.decline(session, old[2], NOW, TODAY)
    found = seen(session)
    assert (found.now.wanted["homework"], found.before.wanted["homework"]) == (5, 7)
    assert found.now.wanted["art"] is None
    # two rounds later it is too old
    assert seen(session, today=date(2027, 1, 5)).now.wanted["homework"] is None


def activity(session: Session, topic: str, days: int, districts: list[str] | None = None) -> Activity:
    made = Activity(
        content={"topic": topic, "audience": {"districts": districts or []}},
        state=ActivityState.OPEN,
        holder="staff:1",
        starts_at=NOW + timedelta(days=days),
        created_at=NOW,
    )
    session.add(made)
    session.flush()
    return made


def test_what_is_offered_and_who_came(session: Session) -> None:
    guests = say(session, 6, HOMEWORK)
    held = activity(session, "art", -10, ["jinghu"])
    activity(session, "art", 30)
    activity(session, "sport", 3, ["yijiang"])
    activity(session, "reading", -120)
    draft = activity(session, "english", 5)
    draft.state = ActivityState.DRAFT
    for guardian in guests[:5]:
        session.add(
            ActivityGuest(
                activity_id=held.id or 0, family_id=guardian.family_id,
                coming=Coming.YES, answered_at=NOW, came_at=NOW,
            )
        )  # fmt: skip
    session.flush()
    found = seen(session)
    assert found.offered == {"art": needs.Offered(2, 5)}
    assert found.nobody_offers == ["homework"]
    assert seen(session, "yijiang").offered == {
        "art": needs.Offered(1, None),
        "sport": needs.Offered(1, None),
    }
    session.delete(session.exec(select(ActivityGuest)).first())
    session.flush()
    assert seen(session).offered == {"art": needs.Offered(2, None)}


def test_doubts_ask_the_districts_it_is_for(session: Session) -> None:
    say(session, 6, HOMEWORK)
    say(session, 6, Answer(["art"], [], "zh_CN"), "yijiang", first=200)
    monday = NOW.replace(tzinfo=None)
    assert needs.doubts(session, "art", ["jinghu"], None, TODAY).few_asked
    assert not needs.doubts(session, "art", ["yijiang"], None, TODAY)
    assert not needs.doubts(session, "art", [], None, TODAY)
    found = needs.doubts(session, "homework", ["jinghu"], monday, TODAY)
    assert (found.few_asked, found.few_free, found.better) == (False, True, (("sunday_morning", 6),))
    assert not needs.doubts(session, "homework", ["jinghu"], monday + timedelta(days=6), TODAY)


def test_deleted_is_gone_and_not_asked_for_again(session: Session) -> None:
    one = settled(session, "1")
    needs.answer(session, one, HOMEWORK, NOW, LAST_ROUND)
    needs.answer(session, one, HOMEWORK, NOW, TODAY)
    needs.delete(session, one)
    assert needs.said(session, one, TODAY) is None
    assert tables.wants(session, one.family_id) == []
    assert {(row.wants, row.hours, row.answered_at) for row in session.exec(select(NeedAsked))} == {
        ("", "", None)
    }
    assert not needs.may_be_asked(session, one, NOW, TODAY)


def test_it_goes_with_the_consent_and_with_the_family(session: Session) -> None:
    one, other = settled(session, "1"), settled(session, "2")
    for guardian in (one, other):
        needs.answer(session, guardian, HOMEWORK, NOW, TODAY)
    first, second = (chat_of(session, f"c{number}", guardian=who) for number, who in enumerate((one, other)))
    leaving.withdraw(session, first, one, NOW)
    leaving.forget(session, second)
    assert session.exec(select(NeedAsked)).all() == []
    assert session.exec(select(NeedWant)).all() == []


def test_what_no_board_counts_any_more_is_swept(session: Session) -> None:
    old, recent = settled(session, "1"), settled(session, "2")
    needs.answer(session, old, HOMEWORK, NOW, date(2025, 11, 1))
    needs.answer(session, recent, HOMEWORK, NOW, LAST_ROUND)
    needs.decline(session, recent, NOW, date(2025, 3, 1))
    housekeeping.sweep(session, NOW)
    assert [row.round for row in session.exec(select(NeedAsked).order_by("round"))] == ["2025-2", "2026-1"]
    assert [row.family_id for row in session.exec(select(NeedWant))] == [recent.family_id]
