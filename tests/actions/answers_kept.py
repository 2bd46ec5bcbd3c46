"""A desk at which answers are kept, with a small first edition of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from actions.answer_drafts import answer_of, change, open_draft
from actions.answer_keeping import Published, Refused, publish
from actions.answers import published
from actions.desk import Desk
from content import load_knowledge
from db.answers import AnswerDraft
from db.staff import StaffAudit
from rules.answers.answer import Answer, Leads, Way
from rules.roles import Duty, Role
from tests.actions.households import NOW, ZONE
from tests.rules.answering import sound, web

#: How a question is answered in the packs of this test: `ask` asks which, `fee` and `how` say it.
FIRST = web(sound("ask", "fee", "how", asks=True), sound("fee"), sound("how", "fee"))
KNOWLEDGE = replace(load_knowledge("cn/wuhu"), city="芜湖 test", first_answers=lambda: FIRST)
ANNA, BO = Duty("staff:1", Role.ADMINISTRATOR), Duty("staff:2", Role.ADMINISTRATOR)
WORKER = Duty("staff:3", Role.WORKER, frozenset({"jinghu"}))


def desk(session: Session, now: datetime = NOW) -> Desk:
    return Desk(session, KNOWLEDGE, ZONE, now)


def at(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def drafted(session: Session, key: str, duty: Duty = ANNA, text: str = "不要钱。", *ways: Way) -> AnswerDraft:
    """A draft of this answer with another text."""
    bench = desk(session)
    opened = open_draft(bench, duty, key)
    assert opened.held_by is None
    answer = answer_of(opened.draft)
    if not answer.titles:
        answer = sound(key)
    changed = replace(answer, texts={**answer.texts, "zh_CN": text}, ways=ways or answer.ways)
    assert change(bench, duty, opened.draft, changed)
    return opened.draft


def told(session: Session, key: str, text: str, duty: Duty = ANNA, *, now: datetime = NOW) -> Published:
    """Publishes this text as the answer."""
    draft = drafted(session, key, duty, text)
    done = publish(desk(session, now), duty, draft, draft.revision)
    assert isinstance(done, Published), done
    return done


def answers(session: Session) -> dict[str, Answer]:
    return dict(published(session, KNOWLEDGE).answers)


def deeds(session: Session) -> list[tuple[str, str, str]]:
    rows = session.exec(select(StaffAudit).order_by(col(StaffAudit.id)))
    return [(one.who, one.what, one.about) for one in rows]


def why(done: Published | Refused | None) -> str:
    assert isinstance(done, Refused), done
    return done.why


TO_NOBODY = Way(Leads.ANSWER, "nobody")
