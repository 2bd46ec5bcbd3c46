"""A notice to all families while the process is killed -9, another while Telegram answers badly, a third that is stopped: counted per recipient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import pytest

from actions.notice_reports import Report, report
from content import load_knowledge
from db.notices import NoticeRow, NoticeState
from dialogs.notice_addresses import OneNotice
from tests.databases import Kind
from tests.faults import seeds
from tests.faults.scenes import DOUBLES, HANGS, NET, RATE, Scene, copies, on_both
from tests.faults.storms import MOST_COPIES, bad_answers, kill_often, until_arrived

pytestmark = pytest.mark.timeout(HANGS)

#: The first family, and the owner, who came before: rows are numbered in the order in which people come.
FIRST, OWNER = 100_001, 7
#: Messages a second where few families get it: it takes long enough to be killed and stopped while it runs.
SLOWLY = 15
#: What the three say.
KILLED, FAULTY, STOPPED = "While it is killed", "While answers are bad", "Until it is stopped"


@dataclass(frozen=True)
class Notice:
    """Messages per family, as they arrived; what the notice itself says of them; how many arrived after the staff were told that it was stopped."""

    arrived: dict[int, int]
    state: str
    report: Report
    afterwards: int = 0


@dataclass(frozen=True)
class Told:
    """The three notices, and what the server says of the pace."""

    kills: int
    killed: Notice
    faulty: Notice
    stopped: Notice
    provoked: int
    impatient: int


def _storm(scene: Scene) -> Told:
    families, kills = (20_000, 20) if scene.full else (60, 2)
    everybody = range(FIRST, FIRST + families)
    scene.api.know(everybody[0], everybody[-1])
    seeds.crowd(scene.engine, everybody, datetime.now(UTC))
    rate = RATE if scene.full else SLOWLY
    bot = scene.bot(owner_ids=str(OWNER), send_rate=str(rate))
    number = _leave(scene, KILLED)
    kill_often(scene, bot, lambda: len(scene.copies_of(KILLED)), families, kills)
    killed = _over(scene, number, KILLED, everybody)
    with bad_answers(scene):
        number = _leave(scene, FAULTY)
        until_arrived(scene, lambda: len(scene.copies_of(FAULTY)), families)
        faulty = _over(scene, number, FAULTY, everybody)
    stopped = _stop(scene, everybody)
    assert bot.process.poll() is None
    pacing = scene.api.report["pacing"]
    return Told(kills, killed, faulty, stopped, pacing["provoked_429"], pacing["calls_while_penalised"])


def _leave(scene: Scene, words: str) -> int:
    knowledge, now = load_knowledge("cn/wuhu"), datetime.now(UTC)
    return scene.write(partial(seeds.notice, knowledge=knowledge, now=now, words=words))


def _over(scene: Scene, number: int, words: str, everybody: range, afterwards: int = 0) -> Notice:
    """Once nothing of it waits and the clock has seen that."""
    scene.until(scene.all_said, "nothing waits any more")
    scene.until(lambda: _row(scene, number).ended_at is not None, "the notice is over")
    row, arrived = _row(scene, number), scene.copies_of(words)
    counted = scene.read(lambda session: report(session, row))
    return Notice({chat: arrived[chat] for chat in everybody}, row.state, counted, afterwards)


def _row(scene: Scene, number: int) -> NoticeRow:
    row = scene.read(lambda session: session.get(NoticeRow, number))
    assert row is not None
    return row


def _stop(scene: Scene, everybody: range) -> Notice:
    """The owner presses the button while it leaves, and is told so by the bot."""
    owner = scene.api.user(OWNER, language_code="en")
    owner.say("/staff")
    menu = owner.wait(lambda _seen: True, NET)
    number = _leave(scene, STOPPED)
    until_arrived(scene, lambda: len(scene.copies_of(STOPPED)), 10)
    owner.tap(OneNotice(do="stopped", notice=number).pack(), menu, force=True)
    owner.wait("Stopped.", NET)
    before = scene.copies_of(STOPPED).total()
    found = _over(scene, number, STOPPED, everybody)
    return Notice(found.arrived, found.state, found.report, sum(found.arrived.values()) - before)


@pytest.fixture(scope="module")
def storms(full: bool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Kind, Future[Told]]]:
    with on_both(_storm, tmp_path_factory.mktemp("notices"), full) as storms:
        yield storms


@pytest.fixture
def told(storms: dict[Kind, Future[Told]], database_kind: Kind, note: Callable[[str, str], None]) -> Told:
    told = storms[database_kind].result()
    stopped, left = told.stopped, sum(told.stopped.arrived.values())
    note(f"notice, {database_kind}, {told.kills} kills", copies(told.killed.arrived.values()))
    note(
        f"notice, {database_kind}, bad answers",
        f"{copies(told.faulty.arrived.values())}; {told.provoked} provoked 429",
    )
    note(f"notice, {database_kind}, stopped", f"{left} had left, {stopped.afterwards} after the answer")
    return told


@pytest.mark.parametrize("which", ["killed", "faulty"])
def test_nothing_is_lost(told: Told, which: str) -> None:
    notice: Notice = getattr(told, which)
    assert min(notice.arrived.values()) >= 1
    assert max(notice.arrived.values()) <= MOST_COPIES


def test_kills_double_little(told: Told) -> None:
    arrived = told.killed.arrived
    assert sum(arrived.values()) - len(arrived) <= DOUBLES * told.kills


@pytest.mark.parametrize("which", ["killed", "faulty"])
def test_the_notice_counts_what_arrived(told: Told, which: str) -> None:
    notice: Notice = getattr(told, which)
    everybody = len(notice.arrived)
    assert (notice.state, notice.report.queued) == (NoticeState.DONE, everybody)
    assert notice.report == Report(queued=everybody, delivered=everybody)


def test_stopped_at_most_what_was_under_way_still_arrives(told: Told) -> None:
    notice = told.stopped
    copies_each = Counter(notice.arrived.values())
    assert notice.afterwards <= DOUBLES
    assert set(copies_each) == {0, 1}
    assert notice.state == NoticeState.STOPPED
    assert notice.report == Report(
        queued=len(notice.arrived), delivered=copies_each[1], left_out={"notice stopped": copies_each[0]}
    )


def test_no_limit_is_overrun(told: Told) -> None:
    assert (told.provoked, told.impatient) == (0, 0)
