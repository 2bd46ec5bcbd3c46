"""Workers who write notices: what they opened, what stands in the drafts, what is on its way."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, func, select

from actions.notices import notice_of
from db.notices import NoticeRow
from db.outbox import Outbox
from dialogs.notice_addresses import NoticeIs, NoticeWords, OneNotice
from rules.notices import Notice
from tests import many
from tests.dialogs.staffed import Worker
from tests.dialogs.talk import NOW, House


def at(do: str, number: int = 1) -> str:
    return OneNotice(do=do, notice=number).pack()


def says(field: str, value: str = "", number: int = 1) -> str:
    return NoticeIs(notice=number, field=field, value=value).pack()


def words(field: str, language: str = "zh_CN", number: int = 1) -> str:
    return NoticeWords(notice=number, field=field, language=language).pack()


def begun(worker: Worker, text: str = "明天停电。") -> Worker:
    """A new draft with a text in Chinese."""
    worker.tap("go:staff_notice_new")
    worker.say(text)
    return worker


def row(house: House, number: int = 1) -> NoticeRow | None:
    with house.session() as session:
        return session.get(NoticeRow, number)


def written(house: House, number: int = 1) -> Notice:
    """What it says."""
    found = row(house, number)
    assert found is not None
    return notice_of(found)


def state(house: House, number: int = 1) -> str:
    found = row(house, number)
    return found.state if found is not None else "gone"


def come(house: House, number: int, **more: Any) -> list[int]:
    """So many families."""
    with house.session() as session:
        chats = many.come(session, number, NOW, **more)
        session.commit()
        return chats


def deliver(house: House, number: int = 1, most: int = 1_000_000) -> int:
    with house.session() as session:
        done = many.deliver(session, number, house.clock.now(), most)
        session.commit()
        return done


def copies(house: House, number: int = 1) -> dict[str, int]:
    """Rows of the outbox a notice became, by state."""
    with house.session() as session:
        counted = (
            select(Outbox.state, func.count())
            .where(col(Outbox.about) == f"notice:{number}", Outbox.kind == "notice")
            .group_by(Outbox.state)
        )
        return dict(session.exec(counted).all())


def sends(worker: Worker, number: int = 1) -> str:
    """Looks at it as families will, and says yes; what is answered last."""
    worker.tap(at("preview", number))
    worker.press("✅")
    return worker.screens[-1].text
