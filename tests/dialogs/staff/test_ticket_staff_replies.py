"""Ready replies that managers keep; and an answer that becomes a draft for everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from actions import answer_drafts
from db.answers import AnswerDraft
from db.tickets import CannedReply
from dialogs.ticket_addresses import Ready, UseReply
from rules.roles import Role
from tests.dialogs.staffed import Worker, deeds
from tests.dialogs.talk import NOW, House, Parent
from tests.dialogs.ticketed import WORDS, answers, asks, desk, takes


@pytest.fixture
def parent(house: House, worker: Worker) -> Parent:
    return Parent(house, 1)


# --- ready replies


def a_reply(house: House, texts: dict[str, str]) -> int:
    with house.session() as session:
        row = CannedReply(titles={"zh_CN": "居住证", "en": "Permit"}, texts=texts, who="desk", at=NOW)
        session.add(row)
        session.commit()
        return row.id or 0


def test_a_ready_reply_speaks_the_familys_language(house: House, parent: Parent, worker: Worker) -> None:
    both = a_reply(house, {"zh_CN": "去派出所。", "en": "Go to the police."})
    one = a_reply(house, {"zh_CN": "只有中文。"})
    number = asks(parent)
    takes(worker, number)
    worker.press("Ready replies")
    assert str(worker.screens[0].choices).count("Permit") == 2
    worker.tap(UseReply(ticket=number, reply=both).pack())
    assert "Go to the police." in worker.screens[0].text
    assert "written in" not in worker.screens[0].text
    worker.tap(UseReply(ticket=number, reply=one).pack())
    assert "(written in 中文)" in worker.screens[0].text
    worker.press("Send")
    assert "(written in 中文)" in parent.news()[-1].text


def test_managers_keep_the_replies(house: House, worker: Worker) -> None:
    assert worker.taps_in_vain("go:staff_replies")
    for do in ("look", "new", "title", "text", "out", "gone"):
        assert worker.taps_in_vain(Ready(do=do, reply=1, language="en").pack())
    manager = Worker(house, 9).hired(Role.MANAGER)
    manager.tap("go:staff_tickets")
    manager.press("Ready replies")
    assert "none yet" in manager.screens[0].text
    manager.press("A new one")
    assert "40 letters at most" in manager.say("x" * 41).text
    manager.say("<b>Permit</b> {x}")
    assert "1000 letters at most" in manager.say("x" * 1_001).text
    manager.say("Go to <i>the</i> police & ask.")
    assert "&lt;i&gt;the&lt;/i&gt;" in manager.screens[0].text
    manager.press("Title")
    manager.say("Residence permit")
    manager.tap("go:staff_replies")
    manager.press("Residence permit")
    manager.press("Take it out")
    manager.press("Yes, take it out")
    assert "none yet" in manager.screens[0].text
    assert [what for _who, what, _about in deeds(house)][-3:] == [
        "reply.added", "reply.renamed", "reply.removed",
    ]  # fmt: skip


# --- an answer for everybody


def test_an_answer_becomes_a_draft_once(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    takes(worker, number)
    worker.tap(desk("draft", number))
    assert "no answer" in worker.screens[0].text
    answers(worker, number)
    worker.press("Answer for everybody")
    assert "Proposed as an answer" in worker.screens[0].text
    with house.session() as session:
        (draft,) = session.exec(select(AnswerDraft)).all()
        made = answer_drafts.answer_of(draft)
    assert dict(made.texts) == {"en": "At the police station."}
    assert dict(made.asked) == {"en": (WORDS,)}
    # the title stands on buttons of everybody: nobody's words
    assert (dict(made.titles), made.key) == ({}, "proposed")
    assert WORDS not in str(worker.screens[0].afterwards)
    assert "proposed already" in worker.tap(desk("draft", number)).text


def test_a_draft_holds_no_long_figures(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent, "Call me: 138 0013 8000 about school")
    answers(worker, number)
    worker.tap(desk("draft", number))
    with house.session() as session:
        (draft,) = session.exec(select(AnswerDraft)).all()
        content: dict[str, Any] = draft.content
    assert "8000" not in str(content)


def test_after_the_end_whoever_answered_may_propose_their_own_words(
    house: House, parent: Parent, worker: Worker
) -> None:
    """The family's words are nobody's any more; the office's are, for a week."""
    other = Worker(house, 9).hired(Role.WORKER, "jinghu")
    manager = Worker(house, 10).hired(Role.MANAGER)
    number, second = asks(parent), asks(Parent(house, 2))
    for one in (number, second):
        answers(worker, one)
    parent.tap(f"mine:helped:{number}")
    Parent(house, 2).tap(f"mine:helped:{second}")
    letters = worker.news()
    assert ["has helped the family" in one.text for one in letters] == [True, True]
    for person in (other, manager):
        person.tap(desk("draft", number))
        assert "question is closed" in person.screens[0].text
        assert "police" not in str(person.screens)
    worker.screens = letters[:1]
    assert "Proposed as an answer" in worker.press("Answer for everybody").text
    assert WORDS not in worker.screens[0].text
    with house.session() as session:
        (draft,) = session.exec(select(AnswerDraft)).all()
        assert WORDS not in str(draft.content)
        assert dict(answer_drafts.answer_of(draft).texts) == {"en": "At the police station."}
    house.clock.moment = NOW + timedelta(days=7, hours=1)
    assert "question is closed" in worker.tap(desk("draft", second)).text


def test_who_gave_it_back_proposes_nothing_a_colleague_holds(
    house: House, parent: Parent, worker: Worker
) -> None:
    other = Worker(house, 9).hired(Role.WORKER, "jinghu")
    number = asks(parent)
    answers(worker, number)
    worker.tap(desk("back", number))
    takes(other, number)
    worker.tap(desk("draft", number))
    assert "A colleague has taken" in worker.screens[0].text
    with house.session() as session:
        assert session.exec(select(AnswerDraft)).all() == []
