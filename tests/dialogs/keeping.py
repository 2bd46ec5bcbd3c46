"""Administrators at the answers: what they opened, what stands in the drafts, what parents get."""

from __future__ import annotations

from actions.answers import published
from db import answer_keeping, answers
from db.answers import AnswerDraft, AnswerVersion, Asked
from dialogs.answer_staff_addresses import Entry, Publish, Worded
from rules.answers.answer import Answer, of_plain
from rules.roles import Role
from tests.dialogs.staffed import Worker
from tests.dialogs.talk import NOW, House

#: An answer of the first edition that others lead to, and one of which nothing else is known here.
KEY, OTHER = "permit_how", "list_what"


def administrator(house: House, number: int = 8, label: str = "Wang") -> Worker:
    return Worker(house, number).hired(Role.ADMINISTRATOR, label=label)


def draft(house: House, key: str = KEY) -> AnswerDraft | None:
    with house.session() as session:
        return answers.draft(session, key)


def written(house: House, key: str = KEY) -> Answer:
    """What stands in the draft."""
    found = draft(house, key)
    assert found is not None
    return of_plain(found.content)


def told(house: House, key: str = KEY) -> Answer | None:
    """What parents get."""
    with house.session() as session:
        return published(session, house.around.knowledge).answers.get(key)


def past(house: House, key: str = KEY) -> list[AnswerVersion]:
    with house.session() as session:
        return answer_keeping.history(session, key)


def do(what: str, key: str = KEY) -> str:
    return Entry(do=what, key=key).pack()


def edited(
    worker: Worker, field: str, language: str, text: str, key: str = KEY, *, opens: bool = True
) -> str:
    """Opens a text of the draft and types another one; what is answered."""
    if opens:
        worker.tap(do("edit", key))
    worker.tap(Worded(key=key, field=field, language=language).pack())
    return worker.say(text).text


def publishes(worker: Worker, key: str = KEY) -> str:
    """Looks at it as parents will, and says yes."""
    worker.tap(do("preview", key))
    worker.press("Publish")
    return worker.screens[-1].text


def publish_address(house: House, key: str = KEY) -> str:
    found = draft(house, key)
    assert found is not None
    return Publish(key=key, revision=found.revision).pack()


def asked(
    house: House, worker: Worker, *words: str, outcome: str = "unknown", language: str = "zh_CN"
) -> int:
    """Questions that were asked; the number of the last."""
    with house.session() as session:
        chat = worker.chat(session)
        assert chat is not None
        rows = [
            Asked(chat_id=chat.id or 0, words=one, language=language, outcome=outcome, at=NOW)
            for one in words
        ]
        session.add_all(rows)
        session.commit()
        return rows[-1].id or 0


def open_questions(house: House) -> int:
    with house.session() as session:
        return len(answer_keeping.open_questions(session, 100))
