"""A town of registered families, and what they say: the load of the measurements.

Every second family has two guardians and each has two children between two weeks and nine years, with the doses an on-time child has,
up to two months ago, and reminders that were said. What is said is drawn from one mix with a fixed seed: each run measures the same.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any

from sqlmodel import Session

from actions.plans import dose_name
from bot.arrivals import Arrival
from bot.house import House
from db.chats import Chat
from db.children import Child
from db.families import Consent, Family, Guardian
from db.outbox import Outbox, Rank, State
from db.vaccines import Dose
from dialogs.addresses import ChildDo, Go, Shot, Speak
from rules import vaccines as rules
from rules.vaccines import Book

#: Families written in one transaction.
AT_ONCE = 200
#: Of twenty things said: what parents do most comes most.
MIX = (
    ("home",) * 3
    + ("menu",) * 2
    + ("card",) * 5
    + ("date",) * 2
    + ("language",)
    + ("dose",) * 4
    + ("words",) * 3
)
_DATES = ("2023年3月5号", "23.3.5", "2023/03/05", "３岁半", "2021-07-19", "去年五月")
_WORDS = ("孩子发烧能打疫苗吗", "你好", "幼儿园什么时候报名", "what about school?", "谢谢", "小雨")
_AGES = (20, 45, 70, 100, 130, 170, 200, 260, 300, 400, 460, 560, 600, 760, 900, 1130, 1500, 1900, 2300, 3200)


@dataclass(frozen=True)
class Said:
    """One thing a parent says: typed `text`, or the address of a button."""

    text: str | None = None
    tap: str | None = None


@dataclass(frozen=True)
class Home:
    """One chat of the town: its address on the channel, its child, and a dose that child may get now."""

    address: int
    chat_id: int
    child: int
    dose: str


def settle(house: House, channel: str, families: int) -> list[Home]:
    """Writes the town into the (migrated) database of this house."""
    homes: list[Home] = []
    now = house.clock.now()
    for start in range(0, families, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, families))
        homes += house.room.in_transaction(
            partial(_some, house=house, channel=channel, numbers=numbers, now=now)
        )
    return homes


def _some(session: Session, house: House, channel: str, numbers: range, now: datetime) -> list[Home]:
    book, today = house.around.knowledge.book, house.clock.today()
    families = [Family(created_at=now) for _ in numbers]
    session.add_all(families)
    session.flush()
    homes: list[Home] = []
    guardians = [
        (number, Guardian(family_id=family.id or 0, created_at=now))
        for number, family in zip(numbers, families, strict=True)
        for _ in range(1 + number % 2)
    ]
    session.add_all([guardian for _, guardian in guardians])
    session.flush()
    children = {
        number: [_child(family.id or 0, number + which * 7, today, now) for which in (0, 1)]
        for number, family in zip(numbers, families, strict=True)
    }
    session.add_all([child for pair in children.values() for child in pair])
    chats = [
        Chat(
            channel=channel,
            address="",
            language=("zh_CN", "en")[number % 8 == 0],
            guardian_id=one.id,
            seen_at=now,
        )
        for number, one in guardians
    ]
    for place, chat in enumerate(chats):
        chat.address = str(1_000_000 + numbers.start * 2 + place)
    session.add_all(chats)
    session.flush()
    for (number, guardian), chat in zip(guardians, chats, strict=True):
        pair = children[number]
        session.add_all(_papers(guardian.id or 0, chat, pair, book, today, now))
        dose = _open_dose(book, pair[0].born, today)
        homes.append(Home(int(chat.address), chat.id or 0, pair[0].id or 0, dose))
    for child in itertools.chain.from_iterable(children.values()):
        session.add_all(
            Dose(child_id=child.id or 0, vaccine=one.vaccine, given_on=one.given, recorded_at=now)
            for one in _record(book, child.born, today)
        )
    session.flush()
    return homes


def _child(family_id: int, number: int, today: date, now: datetime) -> Child:
    return Child(
        family_id=family_id,
        nickname=("小雨", "阳阳", "Lily", "豆豆")[number % 4],
        born=today - timedelta(days=_AGES[number % len(_AGES)]),
        sex="M" if number % 2 == 0 else "F",
        district="jinghu",
        known_since=today,
        changed_on=today,
        planned_through=today,
        record_checked_at=now if number % 3 else None,
    )


def _papers(
    guardian_id: int, chat: Chat, pair: list[Child], book: Book, today: date, now: datetime
) -> Iterator[Consent | Outbox]:
    for kind in ("guardian", "child"):
        yield Consent(
            guardian_id=guardian_id,
            kind=kind,
            version="1",
            text_hash="-",
            language=chat.language,
            given_at=now,
        )
    for child in pair:
        about = f"vaccine:{child.id}:{_open_dose(book, child.born, today)}"
        for stage in ("week", "day"):
            yield Outbox(
                chat_id=chat.id or 0,
                channel=chat.channel,
                rank=Rank.REMINDER,
                kind="reminder",
                key=f"{about}:{stage}:{guardian_id}",
                about=about,
                due_at=now,
                state=State.SENT,
                message_ref="1",
                created_at=now,
                settled_at=now - timedelta(days=3),
            )


@cache
def _history(book_id: int, born: date, until: date) -> tuple[rules.Dose, ...]:
    return rules.on_time_history(_BOOKS[book_id], born, "F", until)


_BOOKS: dict[int, Book] = {}


def _record(book: Book, born: date, today: date) -> tuple[rules.Dose, ...]:
    """The on-time record up to two months ago."""
    _BOOKS[id(book)] = book
    return _history(id(book), born, today - timedelta(days=60))


def _open_dose(book: Book, born: date, today: date) -> str:
    """The dose this child is to get next."""
    found = rules.forecast(book, born, "F", today, _record(book, born, today)).doses
    rows = [row for row in found if row.earliest is not None]
    return dose_name(min(rows, key=lambda row: row.earliest or today))


def talk(homes: list[Home], number: int, seed: int) -> list[tuple[Home, Said]]:
    """What is said, in order: each time by another family, so that a dose is really recorded."""
    chance = random.Random(seed)  # the same load in each run
    start = chance.randrange(len(homes))
    return [
        (home, says(home, chance))
        for home in itertools.islice(itertools.cycle(homes[start:] + homes[:start]), number)
    ]


def says(home: Home, chance: random.Random) -> Said:
    """One thing of the mix."""
    kind = chance.choice(MIX)
    if kind == "menu":
        return Said(text="/menu")
    if kind == "date":
        return Said(text=chance.choice(_DATES))
    if kind == "words":
        return Said(text=chance.choice(_WORDS))
    taps = {
        "home": Go(to="home"),
        "card": ChildDo(do="card", child=home.child),
        "language": Speak(code=chance.choice(("zh_CN", "en"))),
        "dose": Shot(do="today", child=home.child, dose=home.dose),
    }
    return Said(tap=taps[kind].pack())


_update_ids = itertools.count(1)


def telegram_update(home: Home, said: Said) -> dict[str, Any]:
    """The update Telegram would bring."""
    number = next(_update_ids)
    person = {"id": home.address, "is_bot": False, "first_name": "妈妈", "language_code": "zh-hans"}
    chat = {"id": home.address, "type": "private", "first_name": "妈妈"}
    if said.tap is None:
        message = {
            "message_id": number,
            "date": 1_790_000_000,
            "chat": chat,
            "from": person,
            "text": said.text,
        }
        if said.text and said.text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(said.text)}]
        return {"update_id": number, "message": message}
    stood = {"message_id": number, "date": 1_790_000_000, "chat": chat, "text": "…"}
    query = {"id": str(number), "from": person, "chat_instance": "1", "data": said.tap, "message": stood}
    return {"update_id": number, "callback_query": query}


def arrival(home: Home, said: Said) -> Arrival:
    """The same as the ear hands it in."""
    update = telegram_update(home, said)
    return Arrival("telegram", str(update["update_id"]), f"telegram:{home.address}", update)
