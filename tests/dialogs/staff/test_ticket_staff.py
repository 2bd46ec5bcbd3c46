"""Staff and the questions of families: the queue, taking, writing, scope and roles, letters and their silence, ready replies, an answer for everybody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions import staff as staff_actions
from db.tickets import TicketState
from dialogs.ticket_addresses import PassTo, UseReply
from rules.roles import Role
from tests.botapi.markup import read_html
from tests.dialogs.staffed import OWNER, Worker, deeds, state_of, text_of
from tests.dialogs.talk import NOW, House, Parent
from tests.dialogs.ticketed import WORDS, answers, asks, desk, said, takes, ticket

ALL = (
    "look", "take", "back", "answer", "ask", "note", "write", "pass", "replies", "close", "closed", "draft",
)  # fmt: skip


@pytest.fixture
def parent(house: House, worker: Worker) -> Parent:
    return Parent(house, 1)


def at(house: House, **later: float) -> None:
    house.clock.moment = NOW + timedelta(**later)


# --- the queue and a look


def test_the_queue_says_whose_turn_it_is_and_nothing_of_what_was_asked(
    house: House, parent: Parent, worker: Worker
) -> None:
    number = asks(parent)
    at(house, hours=1)
    asks(Parent(house, 2), "我家孩子上学要什么材料？")
    assert "🙋 Questions (2)" in str(worker.say("/staff").choices)
    shown = worker.press("Questions (2)")
    assert "2 questions wait" in shown.text
    labels = [choice.label for row in shown.choices for choice in row]
    assert labels[0].startswith("⏳ 镜湖区")
    assert "23 Nov 2026 12:00" in labels[0]
    assert "23 Nov 2026 13:00" in labels[1]
    assert "residence" not in str(shown)
    worker.tap(desk("look", number))
    assert WORDS in worker.screens[0].text
    assert "Take it" in str(worker.screens[0].choices)
    assert "Answer" not in str(worker.screens[0].choices)
    assert worker.screens[0].afterwards is not None
    assert WORDS not in worker.screens[0].afterwards
    assert [what for _who, what, about in deeds(house) if about == f"ticket:{number}"] == ["ticket.looked"]


def test_a_look_shows_nothing_of_the_family(house: House, parent: Parent, worker: Worker) -> None:
    parent.registered()
    parent.say("Doudou")
    number = asks(parent)
    worker.tap(desk("look", number))
    assert "Doudou" not in text_of(worker.screens)


def test_two_who_take_it_one_has_it(house: House, parent: Parent, worker: Worker) -> None:
    other = Worker(house, 9).hired(Role.WORKER, "jinghu", label="Li")
    number = asks(parent)
    assert "It is yours" in worker.tap(desk("take", number)).text
    assert "A colleague has taken" in other.tap(desk("take", number)).text
    assert WORDS not in text_of(other.screens)
    assert "A colleague has taken" in other.tap(desk("look", number)).text
    assert ticket(house, number).taken_by == 1
    worker.tap(desk("take", number))  # twice
    assert len([what for _who, what, _about in deeds(house) if what == "ticket.taken"]) == 1
    assert len(parent.news()) == 1
    worker.press("Give it back")
    assert "waits for somebody else" in worker.screens[0].text
    other.tap(desk("take", number))
    assert ticket(house, number).taken_by == 2


def test_a_manager_takes_it_over(house: House, parent: Parent, worker: Worker) -> None:
    manager = Worker(house, 9).hired(Role.MANAGER, "jinghu", label="Li")
    number = asks(parent)
    takes(worker, number)
    worker.tap(desk("answer", number))
    manager.tap(desk("look", number))
    manager.press("Take it over")
    assert "not yours any more" in worker.say("Too late").text
    assert said(house, number) == [("family", WORDS)]
    assert state_of(worker) is None


# --- writing


def test_the_preview_is_what_the_family_reads(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    takes(worker, number)
    worker.press("✏️ Answer")
    worker.say("First try")
    worker.say("<b>At</b> the police & co. {0} %s")
    preview = worker.screens[0].text
    assert len(parent.news()) == 1  # that it was taken
    worker.press("Send")
    (letter,) = parent.news()
    assert letter.text in preview
    read_html(letter.text)
    assert said(house, number)[1:] == [("staff", "<b>At</b> the police & co. {0} %s")]
    # a second tap sends nothing again
    worker.tap(desk("write", number))
    assert parent.news() == []


@pytest.mark.parametrize(
    ("words", "told"),
    [("340207201905021234", "ID number"), ("x" * 1_001, "1000 letters at most"), ("…", "no words")],
)
def test_what_cannot_be_sent(house: House, parent: Parent, worker: Worker, words: str, told: str) -> None:
    number = asks(parent)
    takes(worker, number)
    for do in ("answer", "ask", "note"):
        worker.tap(desk(do, number))
        assert told in worker.say(words).text
    assert said(house, number) == [("family", WORDS)]


def test_danger_may_be_spoken_of_and_stopping_is_understood(
    house: House, parent: Parent, worker: Worker
) -> None:
    number = asks(parent)
    takes(worker, number)
    worker.tap(desk("answer", number))
    assert "So the family will see it" in worker.say("孩子被打了请打110").text
    worker.press("Do not send")
    worker.tap(desk("answer", number))
    assert "nothing was sent" in worker.say("算了").text
    assert said(house, number) == [("family", WORDS)]


def test_a_note_stays_among_colleagues(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    takes(worker, number)
    worker.tap(desk("note", number))
    worker.say("She came on Monday, too")
    assert "She came on Monday" in worker.screens[0].text
    assert said(house, number)[-1] == ("note", "She came on Monday, too")
    answers(worker, number)
    parent.tap(f"mine:look:{number}")
    assert "Monday" not in text_of([*parent.screens, *parent.news()])


def test_closed_by_the_worker_the_family_is_told(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    takes(worker, number)
    worker.press("✔️ Close")
    assert ticket(house, number).state == TicketState.TAKEN
    worker.press("Yes, close it")
    assert ticket(house, number).state == TicketState.CLOSED
    assert "has closed your question" in parent.news()[-1].text


def test_a_restart_in_the_middle_loses_nothing(house: House, parent: Parent, worker: Worker) -> None:
    """What is waited for is kept with the chat under lasting names."""
    number = asks(parent)
    takes(worker, number)
    worker.tap(desk("answer", number))
    assert state_of(worker) == "staff_ticket:text"
    worker.say("At the police station.")
    with house.session() as session:
        chat = worker.chat(session)
        assert chat is not None
        assert chat.waiting == {
            "ticket": number, "what": "answer", "text": "At the police station.", "language": "en",
        }  # fmt: skip
    assert "At the police station." in worker.tap("lang:en").text
    worker.press("Send")
    assert said(house, number)[-1] == ("staff", "At the police station.")


# --- scope and roles


def every_tap(number: int) -> list[str]:
    rest = [PassTo(ticket=number, office="education").pack(), UseReply(ticket=number, reply=1).pack()]
    return [*(desk(do, number) for do in ALL), *rest]


def test_another_district_another_office_and_a_viewer(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    takes(worker, number)
    for person in (
        Worker(house, 11).hired(Role.WORKER, "yijiang"),
        Worker(house, 12).hired(Role.VIEWER, "jinghu"),
        Worker(house, 13).hired(Role.MANAGER, "jinghu", office="education"),
        Worker(house, 14),
    ):
        before = ticket(house, number)
        assert all(person.taps_in_vain(address) for address in every_tap(number))
        assert ticket(house, number) == before
    viewer = Worker(house, 12)
    assert viewer.taps_in_vain("go:staff_tickets")
    assert "Questions" not in str(viewer.say("/staff").choices)
    assert said(house, number) == [("family", WORDS)]


def test_a_removed_worker(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    takes(worker, number)
    worker.tap(desk("answer", number))
    worker.let_go()
    assert all(worker.taps_in_vain(address) for address in every_tap(number))
    assert "zzqx" not in text_of([worker.say("zzqx")])
    row = ticket(house, number)
    assert (row.state, row.taken_by) == (TicketState.WAITING, None)


def test_who_changes_the_district_gives_back(house: House, parent: Parent, worker: Worker) -> None:
    number = asks(parent)
    takes(worker, number)
    with house.session() as session:
        member = worker.member(session)
        staff_actions.change(session, "desk", member, Role.WORKER, frozenset({"yijiang"}), NOW)
        session.commit()
    assert ticket(house, number).taken_by is None
    assert worker.taps_in_vain(desk("look", number))


def test_a_family_that_knows_no_district_is_everybodys(house: House, parent: Parent, worker: Worker) -> None:
    other = Worker(house, 9).hired(Role.WORKER, "yijiang")
    number = asks(parent, district="I don't know")
    assert len(worker.news()) == len(other.news()) == 1
    assert "district not known" in other.tap(desk("look", number)).text


def test_an_invitation_for_an_office(house: House) -> None:
    owner = Worker(house, OWNER)
    owner.tap("go:staff_invite")
    owner.press("a worker")
    owner.press("The whole city")
    assert "✓ 社区服务站" in str(owner.screens[0].choices)
    owner.press("教育局")
    owner.say("Li")
    assert "Office: 教育局" in owner.screens[0].text
    start = owner.screens[0].text.split("<code>/start ")[1].split("<")[0]
    worker = Worker(house, 8)
    worker.say(f"/start {start}")
    with house.session() as session:
        assert worker.member(session).office == "education"
    assert "Office: 教育局" in worker.say("/staff").text
    chief = Worker(house, 9).hired(Role.ADMINISTRATOR, office="health")
    chief.tap("go:staff_invite")
    chief.press("a viewer")
    chief.press("The whole city")
    assert "教育局" not in str(chief.screens[0].choices)
    chief.tap("hire:office:education")
    chief.say("Zhao")
    assert "Office: 卫生健康委" in chief.screens[0].text
