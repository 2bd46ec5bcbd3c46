"""Down for 26 hours; then two bots on one database; then one of them dies; then the database is away for a while."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from db.inbox import State as Arrived
from db.outbox import Outbox, State
from tests.databases import Kind
from tests.faults import seeds
from tests.faults.absence import away
from tests.faults.scenes import DOUBLES, HANGS, Scene, copies, on_both
from tests.faults.streams import Entered, Parents, Stream
from tests.processes import BotProcess

pytestmark = pytest.mark.timeout(HANGS)

_DOWN = timedelta(hours=26)


@dataclass(frozen=True)
class Families:
    """Who is reminded in which part. Chats are numbered through."""

    each: int

    def part(self, number: int) -> range:
        return range(1 + number * self.each, 1 + (number + 1) * self.each)

    @property
    def came_due_meanwhile(self) -> range:
        return self.part(0)

    @property
    def waited_already(self) -> range:
        return self.part(1)

    @property
    def ran_out(self) -> range:
        return self.part(2)

    @property
    def holder_died(self) -> range:
        return self.part(3)

    @property
    def database_away(self) -> range:
        """More than the others: letters must be on their way when it goes."""
        return range(self.part(4).start, self.part(8).start)


@dataclass(frozen=True)
class Told:
    """What was found after each part."""

    families: Families
    after_downtime: dict[int, int]
    reminders: list[Outbox]
    doctor: str
    after_death: dict[int, int]
    after_absence: dict[int, int]
    wanted: Entered
    entered: Entered
    arrived: dict[str, int]
    conflicts: int
    provoked: int


def _story(scene: Scene) -> Told:
    families = Families(200 if scene.full else 16)
    scene.api.know(1, families.database_away.stop)
    parents = [
        Parents(100_001 + 1_000 * part, 40 if scene.full else 10, 2 if scene.full else 1) for part in range(3)
    ]
    for group in parents:
        group.settle(scene)
    _before_the_downtime(scene, families)

    both = [scene.bot(), scene.bot()]
    with _stream(scene, parents[0]):
        for bot in both:
            scene.until(bot.healthy, "both have opened their doors")
    _come_to_rest(scene, parents[:1])
    after_downtime = scene.received(range(1, families.ran_out.stop))
    reminders, doctor = scene.reminders(), scene.doctor()

    with _stream(scene, parents[1]):
        survivor = _the_holder_dies(scene, both, families.holder_died)
    _come_to_rest(scene, parents[:2])
    after_death = scene.received(families.holder_died)

    _the_database_goes_and_comes(scene, survivor, families.database_away, parents[2])
    _come_to_rest(scene, parents)
    _everything_is_held_by(scene, survivor)
    report = scene.api.report
    return Told(
        families=families,
        after_downtime=after_downtime,
        reminders=reminders,
        doctor=doctor,
        after_death=after_death,
        after_absence=scene.received(families.database_away),
        wanted={chat: some for group in parents for chat, some in group.wanted().items()},
        entered={chat: some for group in parents for chat, some in group.entered(scene).items()},
        arrived=scene.arrived(),
        conflicts=report["conflicts"],
        provoked=report["pacing"]["provoked_429"],
    )


def _before_the_downtime(scene: Scene, families: Families) -> None:
    """What stood in the database when the last bot died: the reminders of birth come one day after a child was entered."""
    last = datetime.now(UTC) - _DOWN
    # Planned five days before, never said, and worth saying until the day the bot died.
    seeds.settle(scene, families.ran_out, last - 6 * seeds.DAY)
    seeds.tick(scene, last - 5 * seeds.DAY)
    seeds.settle(scene, families.waited_already, last - seeds.DAY)
    seeds.settle(scene, families.came_due_meanwhile, last)
    seeds.tick(scene, last)


def _stream(scene: Scene, parents: Parents) -> AbstractContextManager[None]:
    return Stream(scene, list(parents.acts()), ahead=parents.updates).flowing()


def _come_to_rest(scene: Scene, parents: list[Parents]) -> None:
    number = sum(group.updates for group in parents)
    scene.until(lambda: scene.handled() >= number, f"{number} updates are handled")
    scene.until(scene.all_said, "everything is said")


def _the_holder_dies(scene: Scene, bots: list[BotProcess], families: range) -> BotProcess:
    """The process that carries letters is killed while it does. Returns the other one."""
    seeds.due_now(scene, families, datetime.now(UTC))
    scene.until(lambda: sum(scene.received(families).values()) >= len(families) // 4, "a quarter has arrived")
    holder = scene.holders()["courier"]
    victim = next(bot for bot in bots if bot.process.pid == holder)
    victim.kill()
    return next(bot for bot in bots if bot is not victim)


def _the_database_goes_and_comes(scene: Scene, bot: BotProcess, families: range, parents: Parents) -> None:
    """Letters are going out and updates come in when it goes; it comes back when the bot has noticed."""
    seeds.due_now(scene, families, datetime.now(UTC))
    scene.engine.dispose()
    scene.until(lambda: sum(scene.received(families).values()) >= 3, "the first have arrived")
    known = bot.log.read_text().count("trying again")
    with away(scene.url), _stream(scene, parents):
        # Long enough that results of letters, updates and leases all meet a database that is not there.
        scene.until(lambda: bot.log.read_text().count("trying again") >= known + 3, "the bot notices")
        scene.until(lambda: not bot.healthy(), "the bot says that it is not well")
    scene.until(bot.healthy, "the bot is well again")


def _everything_is_held_by(scene: Scene, bot: BotProcess) -> None:
    scene.until(lambda: set(scene.holders().values()) == {bot.process.pid}, "one bot has every duty")


@pytest.fixture(scope="module")
def stories(full: bool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Kind, Future[Told]]]:
    with on_both(_story, tmp_path_factory.mktemp("takeover"), full) as stories:
        yield stories


@pytest.fixture
def told(stories: dict[Kind, Future[Told]], database_kind: Kind, note: Callable[[str, str], None]) -> Told:
    told = stories[database_kind].result()
    missed = sum(row.state == State.MISSED for row in told.reminders)
    note(
        f"26 hours down, then two bots, {database_kind}",
        f"{copies(told.after_downtime.values())}; {missed} reminders listed as missed",
    )
    note(f"holder killed, {database_kind}", copies(told.after_death.values()))
    note(f"database away, {database_kind}", copies(told.after_absence.values()))
    return told


def test_after_downtime_two_bots_say_every_reminder_once(told: Told) -> None:
    assert set(told.after_downtime.values()) == {1}


def test_after_downtime_each_reminder_is_said_in_its_window_or_listed_as_missed(told: Told) -> None:
    for row in told.reminders:
        assert row.use_by is not None
        assert row.settled_at is not None
        assert row.state == (State.SENT if row.settled_at <= row.use_by else State.MISSED)


def test_the_doctor_lists_what_was_missed(told: Told) -> None:
    missed = [row for row in told.reminders if row.state == State.MISSED]
    assert len(missed) >= len(told.families.ran_out)
    assert "missed: past its use-by" in told.doctor


def test_the_other_bot_goes_on_when_the_holder_dies(told: Told) -> None:
    assert min(told.after_death.values()) >= 1
    assert sum(told.after_death.values()) - len(told.after_death) <= DOUBLES


def test_an_absence_of_the_database_loses_and_doubles_nothing(told: Told) -> None:
    assert set(told.after_absence.values()) == {1}


def test_updates_are_handled_once_and_in_order_through_all_of_it(told: Told) -> None:
    assert told.entered == told.wanted
    assert set(told.arrived) == {Arrived.DONE}


def test_two_bots_never_speak_or_listen_against_each_other(told: Told) -> None:
    assert (told.conflicts, told.provoked) == (0, 0)
