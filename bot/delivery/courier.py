"""The courier: takes what is due from the outbox, has it worded at the door, carries it, and writes down what became of it.

`sending` is committed before a call and the result after it, together with others that came meanwhile and with what leaves next; a letter whose
result is not written counts as on its way. A process that dies leaves at most `IN_FLIGHT` letters in doubt; its successor says them again, up to
three copies for anyone, and loses none. What becomes of an answer: `bot/delivery/settling.py`.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from datetime import datetime
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.clock import Clock
from bot.delivery import letters, passing, settling
from bot.delivery.letters import Letter, Outcome
from bot.delivery.mouths import Instant, Mouth
from bot.delivery.notices import Ahead
from bot.delivery.pace import REST, Pace, Slot
from bot.delivery.settling import Heard
from bot.delivery.stirring import Call, wait_for
from bot.delivery.wording import Doorkeeper
from bot.leases import Holder
from bot.log import log
from bot.metrics import OUTGOING
from bot.room import Room
from db import chats, claiming, outbox
from db.connection import empty_log

#: Letters on their way at once on a channel with a network.
IN_FLIGHT = 5
#: Seconds between two looks at the outbox when nobody called: other processes write there too.
LOOK_EVERY = 0.25
#: Seconds at most that an answer of a channel waits for those of the other letters on their way: a transaction for five costs little more than one for one.
GATHER = 0.02


class Courier:
    """One per process; only the holder of the lease carries anything."""

    def __init__(self, room: Room, clock: Clock, holder: Holder, door: Doorkeeper, rate: int) -> None:
        self._room, self._clock, self._holder, self._door = room, clock, holder, door
        self._rate = rate
        self._instant: list[Instant] = []
        self._carried: list[tuple[Mouth, Pace]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._busy: dict[str, int] = {}
        self._in_hand: set[int] = set()
        #: Answers of the channels, in their order, until they are written down.
        self._heard: list[Heard] = []
        self._stir = asyncio.Event()
        self.wake = Call(self._stir)
        self._looked_at = 0.0
        self.alive = False
        self._log_holds_deleted = False

    def serve(self, mouth: Mouth) -> None:
        pace = Pace(self._rate)
        pace.changed = pace.near = self._stir
        self._carried.append((mouth, pace))

    def serve_instantly(self, mouth: Instant) -> None:
        self._instant.append(mouth)

    async def run(self) -> None:
        """Until cancelled. A database that is away for a while only delays."""
        had_it = False
        while True:
            self._stir.clear()
            try:
                has_it = await self._holder.take("courier")
                if has_it and not had_it:
                    await self._take_over()
                had_it = has_it
                self.alive = True
                moved = await (self._round() if has_it else self._write_down())
            except Exception as error:  # noqa: BLE001  # the courier outlives every trouble of the database
                self.alive = False
                had_it = False
                self.wake.set()
                log.error("courier could not work; trying again", error=type(error).__name__)
                await asyncio.sleep(1.0)
                continue
            if not moved:
                await wait_for(self._stir, LOOK_EVERY)
                await self._gather()

    async def _gather(self) -> None:
        """Letters that left together are mostly answered together: their results share a transaction. Nobody new is kept waiting, and where slots
        are scarce each is used at once."""
        scarce = any(pace.free < IN_FLIGHT for _, pace in self._carried)
        if self._tasks and not scarce and not self.wake.is_set():
            await asyncio.wait(self._tasks, timeout=GATHER)

    async def finish(self) -> None:
        """Lets the letters on their way arrive."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=10)
        if self._heard:
            await self._write_down()

    async def _take_over(self) -> None:
        """What a predecessor left is ours now, and so is its last second, in which it may have spoken."""
        await self._room.write(self._take_back)
        for _, pace in self._carried:
            pace.pause(REST)

    def _take_back(self, session: Session) -> None:
        now = self._clock.now()
        claiming.take_back_orphans(session, now, self._in_hand)
        passing.forgotten(session, now, self._in_hand)

    async def _round(self) -> bool:
        moved = await self._speak_here()
        first = self._heard[0] if self._heard else None
        for mouth, pace in self._carried:
            moved = await self._serve(mouth, pace) or moved
        if first is not None and self._heard and self._heard[0] is first:
            # No room for new letters. What came only meanwhile shares the next transaction.
            # One that cannot be written is tried again with the next look; whether the database is away, everything else says as well.
            with suppress(SQLAlchemyError):
                moved = await self._write_down() or moved
        if self._log_holds_deleted:
            self._log_holds_deleted = False
            await self._room.call(empty_log, self._room.engine)
        return moved

    async def _speak_here(self) -> bool:
        """The channels of our own, when somebody called or it is time to look: not with each slot and each answer of another channel."""
        if not self.wake.is_set() and time.monotonic() < self._looked_at + LOOK_EVERY:
            return False
        self.wake.clear()
        moved = False
        for instant in self._instant:
            told = await self._room.write(partial(self._say_here, mouth=instant))
            if told is not None:
                instant.told(told)
                moved = True
        if moved:
            # There may be more than fits into one turn.
            self.wake.set()
        self._looked_at = time.monotonic()
        return moved

    async def _serve(self, mouth: Mouth, pace: Pace) -> bool:
        """What was heard is written down and what may leave is taken, in one transaction: half as many of them as one for each."""
        heard = self._heard[:]
        try:
            return await self._send_off(mouth, pace, heard)
        except SQLAlchemyError:
            if not heard:
                raise
        # What cannot be written keeps nobody from leaving; it is tried again at the end of the round.
        return await self._send_off(mouth, pace, [])

    async def _send_off(self, mouth: Mouth, pace: Pace, heard: list[Heard]) -> bool:
        """Starts what is claimed, also when the house closes meanwhile: what is claimed is under way, or its successor must say it again."""
        on_its_way = self._busy.get(mouth.channel, 0) - sum(one.channel == mouth.channel for one in heard)
        room_left = min(pace.soon, IN_FLIGHT - on_its_way)
        if room_left <= 0:
            return False

        def turn(session: Session) -> list[Letter]:
            self._settle(session, heard)
            return self._take(session, channel=mouth.channel, limit=room_left, resting=pace.resting)

        claim = asyncio.ensure_future(self._room.write(turn))
        try:
            batch, closing = await asyncio.shield(claim), None
        except asyncio.CancelledError as cancelled:
            batch, closing = await claim, cancelled
        self._is_written(heard)
        for letter in batch:
            self._start(mouth, pace, letter)
        if closing is not None:
            raise closing
        # When all the room there was is taken, the next answer or slot stirs us.
        return len(batch) < room_left and bool(batch or heard)

    def _take(self, session: Session, channel: str, limit: int, resting: tuple[int, ...]) -> list[Letter]:
        now = self._clock.now()
        rows = claiming.claim(session, channel, now, limit, resting)
        # Held until the end: the session forgets what nobody holds, and would ask for each chat again.
        held = chats.several(session, [row.chat_id for row in rows]) if rows else []
        ahead = self._door.ahead(session, rows)
        worded = [self._word(session, row, now, ahead) for row in rows]
        del held
        return [letter for letter in worded if letter is not None]

    def _word(self, session: Session, row: outbox.Outbox, now: datetime, ahead: Ahead) -> Letter | None:
        """The letter for this row. One that cannot be worded waits, and is given up in the end; those behind it go on."""
        try:
            return self._door.letter(session, row, now, ahead)
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever is wrong with one row must not silence the house
            trouble = type(error).__name__
            log.error("a letter could not be worded", row=row.id, kind=row.kind, error=trouble)
            outbox.try_again(session, [row.id or 0], now + settling.backoff(row.tries), trouble, unsure=False)
            return None

    def _say_here(self, session: Session, mouth: Instant) -> list[int] | None:
        """Everything due on a channel of our own, said in this very transaction. None when there was nothing."""
        now = self._clock.now()
        rows = claiming.claim(session, mouth.channel, now, 100)
        if not rows:
            return None
        told = []
        # Held until the end: the session forgets what nobody holds, and would ask for each chat three times.
        held = chats.several(session, [row.chat_id for row in rows])
        ahead = self._door.ahead(session, rows)
        for row in rows:
            letter = self._word(session, row, now, ahead)
            if letter is None:
                continue
            ref = mouth.say_now(session, letter)
            outbox.settle(session, letter.row_ids, outbox.State.SENT, now, ref=ref)
            passing.was_said(session, letter, ref, now)
            told.append(letter.chat_id)
            self._log_holds_deleted |= letter.removes is not None
            self._log_holds_deleted |= settling.say_goodbye(session, letter.chat_id)
        del held
        OUTGOING.labels(mouth.channel, "said").inc(len(told))
        return told

    def _start(self, mouth: Mouth, pace: Pace, letter: Letter) -> None:
        self._busy[mouth.channel] = self._busy.get(mouth.channel, 0) + 1
        self._in_hand.update(letter.row_ids)
        slot = pace.begin(letter.chat_id)
        task = asyncio.create_task(self._carry(mouth, pace, letter, slot))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, mouth: Mouth, pace: Pace, letter: Letter, slot: Slot) -> None:
        try:
            outcome = await _say(mouth, pace, letter, slot)
            self._heard.append(Heard(mouth.channel, letter, outcome))
        except Exception as error:  # noqa: BLE001  # whatever went wrong, the row is found again
            # The row stays "sending": it is found again when the lease is taken up anew.
            log.error("a letter could not be carried", rows=len(letter.row_ids), error=type(error).__name__)
            self._out_of_hand(mouth.channel, letter)
        finally:
            pace.end(letter.chat_id)
            self._stir.set()

    async def _write_down(self) -> bool:
        """What the channels answered, all in one transaction. What cannot be written stays for the next try: nobody else knows it."""
        heard = self._heard[:]
        if not heard:
            return False
        try:
            await self._room.write(partial(self._settle, heard=heard))
        except SQLAlchemyError as error:
            log.warning("results could not be written; trying again", error=type(error).__name__)
            await self._write_each(heard)
        else:
            self._is_written(heard)
        return True

    async def _write_each(self, heard: list[Heard]) -> None:
        """Whatever is wrong with one must not keep the others. When a second one fails, it is the database, which has to wait."""
        failed = 0
        for one in heard:
            try:
                await self._room.write(partial(self._settle, heard=[one]))
            except SQLAlchemyError:
                self._heard.remove(one)
                self._heard.append(one)
                failed += 1
                if failed == min(2, len(heard)):
                    raise
            else:
                self._is_written([one])

    def _settle(self, session: Session, heard: list[Heard]) -> None:
        if heard:
            self._log_holds_deleted |= settling.settle(session, heard, self._clock.now())

    def _is_written(self, heard: list[Heard]) -> None:
        for one in heard:
            self._heard.remove(one)
            self._out_of_hand(one.channel, one.letter)
            OUTGOING.labels(one.channel, type(one.outcome).__name__.lower()).inc()

    def _out_of_hand(self, channel: str, letter: Letter) -> None:
        self._in_hand.difference_update(letter.row_ids)
        self._busy[channel] -= 1


async def _say(mouth: Mouth, pace: Pace, letter: Letter, slot: Slot) -> Outcome:
    """As soon as its slot is free. What was claimed a moment before the channel asked for silence waits on, with the others."""
    if slot is not None:
        await slot
        if pace.paused:
            return letters.Slower(0)
    outcome = await mouth.say(letter)
    _heed(outcome, mouth.channel, pace)
    return outcome


def _heed(outcome: Outcome, channel: str, pace: Pace) -> None:
    """What an answer means for everyone on the channel."""
    if isinstance(outcome, letters.Slower):
        pace.pause(outcome.seconds)
    elif isinstance(outcome, letters.Away):
        silence = pace.away()
        if silence:
            log.error(
                "the channel cannot be reached or refuses us: are token and address right? All letters wait",
                channel=channel,
                error=outcome.trouble,
                seconds=silence,
            )
    else:
        pace.reached()
