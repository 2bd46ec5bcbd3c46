"""Families and staff around an activity, in a house without channels."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from actions import activities
from actions.desk import Desk
from bot.delivery.wording import Doorkeeper
from db import activities as tables
from db.activities import Activity
from db.children import Child
from db.outbox import Outbox, State
from dialogs.screens import Screen
from rules.activities import Outline, fingerprint
from rules.roles import Duty, Role
from tests.actions.activity_house import OUTLINE
from tests.dialogs.talk import NOW, ZONE, House, Parent, knowledge

TITLE = "家长课堂 <b>x</b> {0} %s"


def an_activity(house: House, seats: int | None = 1, duty: Duty | None = None, **values: Any) -> int:
    """One that families of Jinghu see; its number."""
    who = duty or Duty("staff:1", Role.WORKER, frozenset({"jinghu"}), chat=1)
    outline: Outline = replace(
        OUTLINE, **{"titles": {"zh_CN": TITLE, "en": "Class"}, "seats": seats, **values}
    )
    with house.session() as session:
        row = activities.begin(_desk(session, NOW), who, outline)
        assert row is not None
        activities.publish(_desk(session, NOW), who, row, fingerprint(activities.draft_of(row)))
        session.commit()
        return row.id or 0


def _desk(session: Session, now: datetime) -> Desk:
    return Desk(session, knowledge(), ZONE, now)


def row_of(house: House, number: int) -> Activity:
    with house.session() as session:
        return session.get_one(Activity, number)


def family(house: House, number: int, *born: date, district: str | None = "jinghu") -> Parent:
    """Registered, with a child born on each of these days."""
    parent = Parent(house, number).registered()
    with house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        for day in born or (date(2024, 3, 5),):
            session.add(
                Child(
                    family_id=guardian.family_id, born=day, district=district, known_since=date(2026, 11, 23),
                    changed_on=date(2026, 11, 23), planned_through=date(2026, 11, 23),
                )
            )  # fmt: skip
        session.commit()
    return parent


def post(house: House, moment: datetime | None = None) -> list[tuple[int, Screen]]:
    """What leaves the house by itself until now, worded at the door: to whom, and what. What is not true any more does not."""
    now = moment or house.clock.now()
    said = []
    with house.session() as session:
        rows = select(Outbox).where(
            Outbox.kind == "activity", Outbox.state == State.WAITING, col(Outbox.due_at) <= now
        )
        for row in session.exec(rows.order_by(col(Outbox.id))).all():
            letter = Doorkeeper(house.around).letter(session, row, now)
            if letter is not None and letter.screen is not None:
                said.append((int(letter.address), letter.screen))
                row.state = State.SENT
        session.commit()
    return said


def text_of(screens: list[Screen]) -> str:
    return "\n".join(re.sub(r"<[^>]*>", "", screen.text) for screen in screens)


def seated(house: House, number: int) -> int:
    with house.session() as session:
        return tables.taken(session, [number])[number]


def at(house: House, moment: datetime) -> None:
    """It is this moment now."""
    house.clock.moment = moment


DAY = timedelta(days=1)
