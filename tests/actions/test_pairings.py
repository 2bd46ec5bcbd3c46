"""A volunteer: what an answer is bound to, whom a family off the list leaves behind, and who is called because it does not go well. On both databases."""

from __future__ import annotations

from sqlmodel import Session

from actions import calls, pairings, referrals, registrations
from db import pairings as tables
from db.follow_up import Pairing, PairingState
from rules.follow_up import Outcome, Why
from tests.actions.households import chat_of, joined
from tests.actions.known import CIVIL, NEXT_DOOR, TOLD, WORKER, YES, agreed, desk, family, offered, whys


def running(session: Session, family_of: str = "1") -> Pairing:
    _chat, _guardian, row = family(session, family_of)
    made = pairings.ask(desk(session), row, "homework")
    assert made is not None
    pairings.find(desk(session), WORKER, made, "小李", "周六")
    pairings.agree(desk(session), made)
    calls.done(desk(session), WORKER, row, Outcome.REACHED)
    return made


def test_an_answer_is_bound_to_everything_that_was_shown(session: Session) -> None:
    _chat, _guardian, row = family(session)
    made = pairings.ask(desk(session), row, "homework")
    assert made is not None
    seen = {pairings.shown_now(made)}
    for name, meets in (("小李", "周六"), ("小李", "周日"), ("陈老师", "周日")):
        pairings.find(desk(session), WORKER, made, name, meets)
        assert pairings.shown(made.id or 0, "homework", name, meets) == pairings.shown_now(made)
        seen.add(pairings.shown_now(made))
    assert len(seen) == 4


def test_off_the_list_says_who_has_to_hear_of_it(session: Session) -> None:
    chat, guardian, row = family(session)
    at_work, settled = agreed(session, chat, row), agreed(session, chat, row)
    referrals.settle(desk(session), CIVIL, settled, "Done", returned=False)
    offered(session, row)
    waiting, over = pairings.ask(desk(session), row, "homework"), pairings.ask(desk(session), row, "reading")
    assert waiting is not None
    assert over is not None
    pairings.end(desk(session), over)
    ended = registrations.take_back(desk(session), guardian)
    assert ended == registrations.Ended(True, (at_work,), (waiting,))
    assert registrations.take_back(desk(session), guardian) == registrations.Ended()


def test_only_another_guardian_gives_way(session: Session) -> None:
    _chat, guardian, row = family(session)
    second = joined(session, chat_of(session, "2"), guardian)
    made = pairings.ask(desk(session), row, "homework")
    assert registrations.give_way(desk(session), guardian) == registrations.Ended()
    assert registrations.give_way(desk(session), second).pairings == (made,)
    assert registrations.give_way(desk(session), second) == registrations.Ended()
    assert registrations.register(desk(session), chat_of(session, "3"), second, YES, TOLD).family_id


def test_who_is_not_happy_is_called_until_it_was_done(session: Session) -> None:
    made = running(session)
    running(session, "2")
    assert whys(session) == []
    assert pairings.say(desk(session, days=30), made, pairings.BADLY)
    assert whys(session, days=30) == [(made.family_id, [Why.BADLY])]
    assert whys(session, NEXT_DOOR, days=30) == []
    row = calls.morning(desk(session, days=30), WORKER).to_call[0].row
    calls.done(desk(session, days=31), WORKER, row, Outcome.TOMORROW)
    assert whys(session, days=31) == []
    assert whys(session, days=33) == [(made.family_id, [Why.BADLY])]
    calls.done(desk(session, days=33), WORKER, row, Outcome.REACHED)
    assert whys(session, days=60) == []
    # said once more
    pairings.say(desk(session, days=61), made, pairings.BADLY)
    assert whys(session, days=61) == [(made.family_id, [Why.BADLY])]
    pairings.say(desk(session, days=62), made, pairings.WELL)
    assert whys(session, days=62) == []


def test_nobody_is_called_about_what_is_over_or_gone(session: Session) -> None:
    made = running(session)
    pairings.say(desk(session), made, pairings.BADLY)
    assert [one.id for one in tables.open_(session, WORKER)] == [made.id]
    pairings.end(desk(session), made)
    assert made.state == PairingState.ENDED
    assert whys(session, days=1) == []
