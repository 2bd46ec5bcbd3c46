"""Off the list: nothing of what other offices were told stays readable, whatever became of it; and a copy holds only one's own. On both databases."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

import pytest
from sqlmodel import Session, select

from actions import calls, children, housekeeping, needs, pairings, referrals, registrations
from actions.desk import Desk
from db import children as child_tables
from db import needs as need_tables
from db import referrals as referral_tables
from db.chats import Chat
from db.families import Consent, Guardian
from db.follow_up import Referral, ReferralState, Registration
from db.needs import NeedAsked
from rules.follow_up import Outcome
from rules.needs import Answer
from tests.actions.households import NOW, TODAY, ZONE, chat_of, child_of, guardian_of, joined
from tests.actions.known import CIVIL, TOLD, WORKER, YES, agreed, desk, family, offered

HOMEWORK = Answer(["homework"], ["sunday_morning"], "zh_CN")


def passed(session: Session, chat: Chat, row: Registration) -> list[Referral]:
    """One of each end, and two that are open."""
    settled, returned = agreed(session, chat, row), agreed(session, chat, row)
    for referral, back in ((settled, False), (returned, True)):
        assert referrals.settle(desk(session), CIVIL, referral, "He lives in Unity Road", returned=back)
    refused = offered(session, row)
    assert referrals.refuse(desk(session), refused)
    return [settled, returned, refused, offered(session, row), agreed(session, chat, row)]


def nothing_is_left(session: Session, found: list[Referral]) -> None:
    session.expire_all()
    for one in found:
        assert (one.words, one.result) == (None, None)
        assert one.state in (ReferralState.WITHDRAWN, ReferralState.REFUSED)
    assert referral_tables.incoming(session, CIVIL) == []
    standing = [one.kind for one in session.exec(select(Consent)) if one.withdrawn_at is None]
    assert not {"community", "referral"} & {*standing}


def test_off_the_list_takes_back_what_was_settled(session: Session) -> None:
    chat, guardian, row = family(session)
    found = passed(session, chat, row)
    registrations.take_back(desk(session), guardian)
    nothing_is_left(session, found)


def test_another_city_takes_it_back(session: Session) -> None:
    chat, guardian, row = family(session)
    found = passed(session, chat, row)
    registrations.move(desk(session), guardian, None)
    nothing_is_left(session, found)


def test_registering_oneself_instead_takes_it_back(session: Session) -> None:
    chat, guardian, row = family(session)
    found = passed(session, chat, row)
    other = chat_of(session, "2")
    second = joined(session, other, guardian)
    registrations.register(desk(session), other, second, YES, TOLD)
    for one in session.exec(select(Consent)):
        if one.guardian_id == second.id and one.kind == "community":
            session.delete(one)
    session.flush()
    nothing_is_left(session, found)


def test_a_neighbours_matter_stays(session: Session) -> None:
    chat, guardian, row = family(session, "1")
    passed(session, chat, row)
    next_chat, _guardian, next_row = family(session, "2")
    kept = agreed(session, next_chat, next_row)
    registrations.take_back(desk(session), guardian)
    assert (kept.state, kept.words) == (ReferralState.SENT, "Words about a child")


def test_a_copy_holds_nothing_of_the_other_guardian(session: Session) -> None:
    chat, guardian, row = family(session)
    agreed(session, chat, row)
    pairing = pairings.ask(desk(session), row, "homework")
    assert pairing is not None
    pairings.find(desk(session), WORKER, pairing, "小李", "周六")
    calls.done(desk(session), WORKER, row, Outcome.REACHED)
    second = joined(session, chat_of(session, "2"), guardian)
    mine, theirs = (registrations.told(session, one, _at) for one in (guardian, second))
    assert theirs["registration"]["by_another_guardian"]
    assert (theirs["calls"], theirs["passed_on"], theirs["volunteers"]) == ([], [], [])
    assert "小李" not in repr(theirs)
    assert [len(mine[part]) for part in ("passed_on", "volunteers")] == [1, 1]
    assert {one["outcome"] for one in mine["calls"]} == {"reached"}


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


# --- needs: where a family is counted, and until when


def counted(session: Session) -> dict[str | None, int]:
    """Families by district, as boards count them."""
    found = need_tables.standing(session, "2026-2", "2026-1", [])
    return {one.district: one.families for one in found}


def here(session: Session) -> tuple[Desk, Guardian]:
    guardian = guardian_of(session, chat_of(session, "1"))
    child_of(session, guardian).district = "jinghu"
    session.flush()
    needs.answer(session, guardian, HOMEWORK, NOW, TODAY)
    return desk(session), guardian


def test_needs_move_with_the_family(session: Session) -> None:
    now, guardian = here(session)
    assert counted(session) == {"jinghu": 1}
    registrations.move(now, guardian, "yijiang")
    assert counted(session) == {"yijiang": 1}
    registrations.move(now, guardian, None)
    assert counted(session) == {None: 1}


def test_needs_count_where_the_eldest_child_lives(session: Session) -> None:
    now, guardian = here(session)
    (first,) = child_tables.of_family(session, guardian.family_id)
    elder = children.add(
        session, guardian.family_id, first.born.replace(year=2019), NOW, ZONE, district="wuwei"
    )
    assert counted(session) == {"wuwei": 1}
    children.correct_district(session, elder, None)
    assert counted(session) == {"jinghu": 1}
    children.correct_district(session, elder, "wuwei")
    younger = first.born.replace(year=first.born.year + 1)
    children.correct_birth(session, now.knowledge, elder, younger, ZONE, NOW)
    assert counted(session) == {"jinghu": 1}
    children.remove(session, first)
    assert counted(session) == {"wuwei": 1}


def test_what_was_said_counts_nowhere_once_it_was_deleted(session: Session) -> None:
    now, guardian = here(session)
    needs.delete(session, guardian)
    registrations.move(now, guardian, "yijiang")
    assert counted(session) == {}
    assert [one.district for one in session.exec(select(NeedAsked))] == [None]


@pytest.mark.parametrize(("zone", "left"), [(UTC, 1), (ZONE, 0)])
def test_a_half_year_ends_where_the_house_stands(session: Session, zone: tzinfo, left: int) -> None:
    """At four in the morning of New Year's day in the city it is still last year in Greenwich."""
    guardian = guardian_of(session, chat_of(session, "1"))
    session.add(NeedAsked(family_id=guardian.family_id, round="2025-2", asked_at=NOW, answered_at=NOW))
    session.flush()
    moment = datetime(2026, 12, 31, 20, tzinfo=UTC)
    housekeeping.sweep(session, moment, zone)
    assert len(session.exec(select(NeedAsked)).all()) == left
