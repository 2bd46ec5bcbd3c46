"""What somebody typed compared with the names of all places, beside looking whether the text stands in one of them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from sqlmodel import Session

from bench.databases import migrated
from bench.report import Report, Tell, percentile
from bench.sizes import Size
from db import place_names, places
from db.connection import open_engine
from rules.places.finding import meant
from rules.places.place import Place

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
_SIGNS = "阳光春晓河西花园新城建设人民路中山北京团结星海幼儿园社区服务中心站小学"
#: A street, a name with a wrong character, pinyin, and what is no place at all.
_TYPED = ("中山路", "阳光花圆", "yangguang huayuan", "what is this thing", "那个什么地方")


def measure(size: Size, tell: Tell) -> Report:
    """On SQLite; the names are read and prepared once, then kept until a place is written."""
    report = Report(
        "Typed places: one text beside all names", "whether the text stands in a name, nothing else"
    )
    for number in size.names:
        tell(f"{number} places")
        with migrated("sqlite") as url:
            engine = open_engine(url)
            with Session(engine) as session:
                places.add_all(session, _town(number), NOW)
                session.commit()
                first = _seconds(partial(_asked, session, _TYPED[0]))
                waits = [
                    _seconds(partial(_asked, session, text)) for text in _TYPED for _ in range(size.asked)
                ]
                names = [name for spot, _ in place_names.spots(session) for name in spot.names]
                plain = [_seconds(partial(_stands, text, names)) for text in _TYPED]
            engine.dispose()
        for share in (0.5, 0.95):
            of = f"{number:,} places: p{share * 100:.0f}"
            report.add(of, 1000 * percentile(waits, share), "ms", 1000 * percentile(plain, share))
        report.add(f"{number:,} places: the first text after a change", 1000 * first, "ms")
    report.notes.append(
        f"{len(_TYPED)} texts, {size.asked} times each; at most {place_names.MOST:,} places are compared."
    )
    return report


def _asked(session: Session, text: str) -> object:
    return meant(text, [spot for spot, _names in place_names.spots(session)])


def _stands(text: str, names: list[str]) -> object:
    return [text in name for name in names]


def _seconds(do: Callable[[], object]) -> float:
    begin = time.perf_counter()
    do()
    return time.perf_counter() - begin


def _town(number: int) -> list[Place]:
    """Places with names and streets of common characters, so that much is nearly alike."""
    chance = random.Random(1)
    return [
        Place(
            f"town:{one}",
            "kindergarten",
            {"zh_CN": "".join(chance.choices(_SIGNS, k=6)) + str(one)},
            31.3,
            118.3,
            addresses={"zh_CN": "".join(chance.choices(_SIGNS, k=5)) + f"{one}号"},
        )
        for one in range(number)
    ]
