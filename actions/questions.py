"""Questions for the clinic: written down, ticked off, and taken back from the list of what was asked."""

from __future__ import annotations

from sqlmodel import Session

from actions.desk import Desk
from db import children, questions
from db.children import Child
from db.questions import ClinicQuestion

#: UTF-16 units of a question in a family's own words, and open questions of one child: a doctor has minutes, a message 4,096 units.
WORDS_MOST, QUESTIONS_MOST = 300, 10
#: Topic that stays open until the clinic looked the record of a lost booklet up.
LOST_BOOKLET = "lost_booklet"


def questions_of(session: Session, child: Child) -> list[ClinicQuestion]:
    """What still has to be asked about this child, oldest first."""
    return questions.open_of(session, child.id or 0)


def ask(
    desk: Desk, child: Child, topic: str, words: str | None = None, vaccine: str = ""
) -> ClinicQuestion | None:
    """Writes a question down; the same one once. Nothing when there are as many as a visit can hold."""
    children.lock(desk.session, child)
    standing = questions_of(desk.session, child)
    for one in standing:
        if (one.topic, one.words, one.vaccine) == (topic, words, vaccine):
            return one
    if len(standing) >= QUESTIONS_MOST:
        return None
    made = ClinicQuestion(
        child_id=child.id or 0, topic=topic, words=words, vaccine=vaccine, asked_at=desk.now
    )
    desk.session.add(made)
    desk.session.flush()
    return made


def settle(desk: Desk, child: Child, row: int) -> ClinicQuestion | None:
    """It was asked. Nothing when it is not this child's."""
    return _set(desk, child, row, settled=True)


def reopen(desk: Desk, child: Child, row: int) -> ClinicQuestion | None:
    """It was not asked after all."""
    return _set(desk, child, row, settled=False)


def settle_topic(desk: Desk, child: Child, topic: str) -> None:
    """Every open question of this topic is answered: the booklet is there again, say."""
    for one in questions_of(desk.session, child):
        if one.topic == topic:
            settle(desk, child, one.id or 0)


def is_open(session: Session, child: Child, topic: str) -> bool:
    """Whether this still has to be asked."""
    return any(one.topic == topic for one in questions_of(session, child))


def still_lost(session: Session, child: Child) -> bool:
    """Whether the booklet is lost and nobody has looked the record up yet: until then nothing is called missing."""
    return child.record_checked_at is None and is_open(session, child, LOST_BOOKLET)


def _set(desk: Desk, child: Child, row: int, *, settled: bool) -> ClinicQuestion | None:
    found = questions.question(desk.session, child.id or 0, row)
    if found is not None and (found.settled_at is not None) != settled:
        found.settled_at = desk.now if settled else None
        desk.session.add(found)
        desk.session.flush()
    return found
