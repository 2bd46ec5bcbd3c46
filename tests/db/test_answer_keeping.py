"""Two people keep answers at the same instant, on two connections: one wins, the other is told, nothing is lost."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from actions.answer_drafts import Opened, answer_of, change, open_draft, take_over
from actions.answer_keeping import Published, Refused, publish, retire
from db import answer_keeping as tables
from db import answers
from db.answers import AnswerPicture
from rules.answers.answer import Leads, Way
from rules.roles import Duty
from tests.actions.answers_kept import ANNA, BO, desk, drafted, why

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def test_two_who_begin_the_same_draft_find_one(engine: Engine) -> None:
    together = Barrier(2)

    def begin(duty: Duty) -> Opened:
        together.wait()
        with Session(engine, expire_on_commit=False) as session:
            opened = open_draft(desk(session), duty, "fee")
            session.commit()
            return opened

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(begin, (ANNA, BO)))
    held = [one.held_by for one in found]
    assert sorted(held, key=str) == sorted([None, found[held.index(None)].draft.holder], key=str)


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_of_two_who_publish_what_does_not_go_together_one_is_refused(engine: Engine) -> None:
    """One takes out `ask` while the other publishes an answer that leads to it: the second waits for the first, and sees it."""
    with Session(engine) as session:
        drafted(session, "fee", BO, "不要钱。", Way(Leads.ANSWER, "ask"))
        session.commit()

    def second() -> Published | Refused:
        with Session(engine) as session:
            draft = answers.draft(session, "fee")
            assert draft is not None
            done = publish(desk(session), BO, draft, draft.revision)
            session.commit()
            return done

    with Session(engine) as first, ThreadPoolExecutor(1) as pool:
        assert isinstance(retire(desk(first), ANNA, "ask"), Published)
        waiting: Future[Published | Refused] = pool.submit(second)
        with pytest.raises(TimeoutError):
            waiting.result(0.5)
        first.commit()
        assert why(waiting.result(20)) == "faults"


def test_of_two_who_publish_the_same_draft_one_wins(engine: Engine) -> None:
    with Session(engine, expire_on_commit=False) as session:
        draft = drafted(session, "fee", ANNA)
        session.commit()
    together = Barrier(2)

    def press(_who: int) -> Published | Refused:
        together.wait()
        with Session(engine) as session:
            done = publish(desk(session), ANNA, draft, draft.revision)
            session.commit()
            return done

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(press, range(2)))
    assert len([one for one in found if isinstance(one, Published)]) == 1
    assert [one.why for one in found if isinstance(one, Refused)] == ["gone"]


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_change_waits_for_a_take_over_and_is_refused(engine: Engine) -> None:
    with Session(engine) as session:
        revision = drafted(session, "fee", ANNA).revision
        session.commit()

    def late() -> bool:
        with Session(engine) as session:
            found = tables.drafts(session)[0]
            done = change(desk(session), ANNA, found, answer_of(found), revision)
            session.commit()
            return done

    with Session(engine) as first, ThreadPoolExecutor(1) as pool:
        assert take_over(desk(first), BO, "fee") is not None
        waiting: Future[bool] = pool.submit(late)
        with pytest.raises(TimeoutError):
            waiting.result(0.5)
        first.commit()
        assert waiting.result(20) is False


def test_pictures_nothing_uses_go(session: Session) -> None:
    for name in ("draft", "history", "nobody"):
        session.add(AnswerPicture(name=name, mime="image/png", data=b"1", at=NOW))
    session.add(AnswerPicture(name="young", mime="image/png", data=b"1", at=NOW + timedelta(hours=1)))
    session.flush()
    opened = open_draft(desk(session), ANNA, "fee")
    opened.draft.content = {**opened.draft.content, "picture": "draft"}
    tables.write(session, "staff:1", "published", {"how": ({"key": "how", "picture": "history"}, None)}, NOW)
    session.flush()
    assert tables.sweep_pictures(session, NOW + timedelta(minutes=1)) == 1
    assert set(answers.pictures(session, ["draft", "history", "nobody", "young"])) == {
        "draft",
        "history",
        "young",
    }
