"""A parent of a boy of six months, for the tests about growth and notes: what they type, and what is written down of it."""

from __future__ import annotations

from datetime import date

from actions import children
from db import growth as tables
from rules.vaccines import Sex
from tests.dialogs.talk import NOW, ZONE, Parent

TODAY = NOW.astimezone(ZONE).date()
#: A boy of six months.
BORN = date(2026, 5, 20)

Line = tuple[date, int | None, int | None, int | None]


def add(parent: Parent, born: date = BORN, sex: Sex | None = "M", nickname: str = "Lele") -> int:
    with parent.house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        child = children.add(session, guardian.family_id, born, NOW, ZONE, nickname, sex)
        session.commit()
        return child.id or 0


def lines(parent: Parent, child: int = 1) -> list[Line]:
    with parent.house.session() as session:
        return [
            (one.measured_on, one.weight_g, one.length_mm, one.head_mm)
            for one in tables.standing(session, child)
        ]


def state(parent: Parent) -> str | None:
    with parent.house.session() as session:
        chat = parent.chat(session)
        assert chat is not None
        return chat.state


def text(parent: Parent) -> str:
    return "\n".join(screen.text for screen in parent.screens)


def measure(parent: Parent, *said: str, child: int = 1) -> Parent:
    parent.tap(f"child:measure:{child}")
    for one in said:
        parent.say(one)
    return parent
