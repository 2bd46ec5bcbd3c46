"""The morning burst: all families due at nine are written to at Telegram's pace, while parents who ask are answered first."""

from __future__ import annotations

import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session

from actions import plans
from bench import village
from bench.report import Report, Tell, percentile
from bench.sizes import Size
from bot.ticks import AT_ONCE
from content import load_knowledge
from db import sealing
from tests.botapi import BotApi
from tests.faults.scenes import Scene, scene
from tests.processes import DATA_KEY

#: Messages a second: what Telegram allows over all chats.
ALLOWED = 30
#: Seconds between two questions, and within which each must be answered at the latest.
ASK_EVERY, PATIENCE = 1.0, 60
#: Ids of those who ask: they are none of the families.
ASKING = 9_000_000
#: Number of the first family: chats of those who asked before are there already.
FIRST = 100_000


def measure(size: Size, tell: Tell) -> Report:
    """The real process on SQLite, a Bot API server on loopback that refuses whatever is too fast."""
    report = Report(
        "The morning burst", f"what Telegram allows ({ALLOWED} messages a second); answers without a burst"
    )
    sealing.use(sealing.KeyRing(DATA_KEY))
    with tempfile.TemporaryDirectory() as folder, scene("sqlite", Path(folder), full=False) as town:
        town.api.pace(per_second=ALLOWED)
        families = range(FIRST, FIRST + size.burst)
        town.api.know(families[0], families[-1])
        tell("the bot starts")
        bot = town.bot(send_rate=str(ALLOWED))
        ask(town.api, ASKING)
        tell("questions before the burst")
        calm = [ask(town.api, ASKING + number) for number in range(1, size.asked + 1)]
        tell(f"{size.burst:,} families are written and planned")
        _make_due(town, families)
        tell(f"their digests at {ALLOWED} a second")
        took, number, waits = _watch(town, size.burst)
        pacing = town.api.pace()
        bot.stop()
    report.add(
        f"{number - len(waits):,} digests, answers among them",
        number / took,
        "/s",
        float(ALLOWED),
        "≥ 95 % of the allowed rate",
    )
    report.add("… 429s provoked", pacing["provoked_429"], "", None, "0")
    for share in (0.5, 0.95):
        name = f"answers meanwhile, p{share * 100:.0f}"
        report.add(name, percentile(waits, share) * 1000, "ms", percentile(calm, share) * 1000, "< 1 s")
    report.notes.append(
        f"{size.burst:,} families, some with nothing due. {took:.0f} s for all; {len(waits)} questions meanwhile, one a second from somebody else each time."
    )
    return report


def ask(api: BotApi, number: int) -> float:
    """Seconds from a question to its answer."""
    person = api.user(number, language_code="en")
    begin = time.perf_counter()
    person.say("/help")
    person.wait(lambda _seen: True, seconds=PATIENCE)
    return time.perf_counter() - begin


def _make_due(town: Scene, families: range) -> None:
    """Everything at once, as at nine o'clock: planned here, so that the first digest leaves when all of them wait."""
    now = datetime.now(UTC)
    village.settle(town.url, families, now, hours=(0, 0))
    knowledge = load_knowledge("cn/wuhu")
    trouble: dict[int, str] = {}

    def planned(session: Session) -> int:
        return plans.plan_due(session, knowledge, village.ZONE, now, AT_ONCE, trouble)

    while town.write(planned):
        pass


def _watch(town: Scene, families: int) -> tuple[float, int, list[float]]:
    """Seconds until every digest was said, messages that arrived meanwhile (answers, too), and how long questions waited."""
    waits: list[float] = []
    over = threading.Event()

    def keep_asking() -> None:
        number = ASKING + 100_000
        while not waits or not over.wait(ASK_EVERY):
            number += 1
            waits.append(ask(town.api, number))

    asking = threading.Thread(target=keep_asking)
    before, begin = _arrived(town), time.perf_counter()
    asking.start()
    try:
        # Twice what the allowed rate takes: a slower bot is measured, a stuck one ends.
        town.until(town.all_said, "every digest is said", 60 + 2 * families / ALLOWED)
        took, number = time.perf_counter() - begin, _arrived(town) - before
    finally:
        over.set()
        asking.join()
    return took, number, waits


def _arrived(town: Scene) -> int:
    return sum(town.api.deliveries().values())
