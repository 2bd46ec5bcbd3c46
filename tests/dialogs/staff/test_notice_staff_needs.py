"""A notice to families by what they asked for: no screen, file or letter of it counts them."""

from __future__ import annotations

import re

from sqlmodel import col, select

from actions.notice_round import Tell
from db.chats import Chat
from db.families import Guardian
from db.needs import NeedWant
from db.notices import NoticeRow
from dialogs.notice_letters import tell_sender
from rules.roles import Role
from tests.dialogs.noticed import at, begun, come, copies, deliver, says
from tests.dialogs.staffed import Worker
from tests.dialogs.talk import NOW, House


def wants(house: House, number: int, topic: str = "sport", **more: str) -> None:
    """So many families who asked for it."""
    chats = come(house, number, **more)
    with house.session() as session:
        people = select(Guardian.family_id).join(Chat, col(Chat.guardian_id) == col(Guardian.id))
        for family in session.exec(people.where(col(Chat.id).in_(chats))):
            session.add(NeedWant(family_id=family, topic=topic, at=NOW))
        session.commit()


def numbers(text: str) -> set[str]:
    """Everything that could be a count of people."""
    return set(re.findall(r"\b\d+\b", re.sub(r"\d{1,2} \w{3} \d{4}|\d\d:\d\d|800", "", text)))


def by_sport(house: House) -> Worker:
    worker = begun(Worker(house, 8).hired(Role.WORKER))
    worker.tap(says("tag", "sport"))
    return worker


def test_under_five_it_is_not_sent_and_nought_looks_like_four(house: House) -> None:
    come(house, 9)
    worker = by_sport(house)
    worker.tap(at("preview"))
    nobody = [screen.text for screen in worker.screens]
    wants(house, 4)
    worker.tap(at("preview"))
    assert [screen.text for screen in worker.screens] == nobody
    assert "Fewer than five families" in worker.screens[1].text
    assert "✅" not in " ".join(choice.label for line in worker.screens[1].choices for choice in line)


def test_seven_look_like_six_from_the_preview_to_the_last_letter(house: House) -> None:
    wants(house, 6)
    wants(house, 1, language="en")
    worker = by_sport(house)
    worker.tap(at("preview"))
    seen: list[str] = [worker.screens[1].text]
    assert "at least 5 people" in seen[0]
    assert "reads English" not in seen[0]
    worker.press("✅ Send it")
    assert copies(house) == {"waiting": 7}
    seen.append(worker.screens[-1].text)
    worker.tap(at("stop"))
    seen.append(worker.screens[-1].text)
    deliver(house, most=6)
    for do in ("look", "report"):
        worker.tap(at(do))
        seen.append(worker.screens[-1].text)
    worker.tap(at("csv"))
    file = worker.screens[-1].file
    assert file is not None
    seen.append(file.data.decode("utf-8-sig"))
    deliver(house)
    with house.session() as session:
        row = session.get_one(NoticeRow, 1)
        tell_sender(session, row, Tell.DONE, house.around, NOW)
        session.commit()
    seen += [letter.text for letter in worker.news()]
    assert set().union(*map(numbers, seen)) <= {"5"}, seen
