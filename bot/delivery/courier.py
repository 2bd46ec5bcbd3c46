"""The courier: takes what is due from the outbox, has it worded at the door, carries it, and writes down what became of it.

`sending` is committed before a call and the result right after it. A process that dies in between leaves at most `IN_FLIGHT`
letters in doubt; its successor says them again, up to three copies for anyone, and loses none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.clock import Clock
from bot.delivery import letters, passing
from bot.delivery.letters import Letter, Outcome
from bot.delivery.pace import REST, Pace
from bot.delivery.wording import Doorkeeper
from bot.leases import Holder
from bot.log import log
from bot.metrics import OUTGOING
from bot.room import Room
from db import chats, inbox, outbox
from db import reminders as db_reminders
from db.chats import Chat
from db.connection import empty_log

#: Letters on their way at once on a channel with a network.
IN_FLIGHT = 5
#: Pause before the last copy of a letter that may have arrived twice.
LAST_COPY_AFTER = timedelta(seconds=20)
#: Seconds between two looks at the outbox when nobody called: other processes write there too.
LOOK_EVERY = 0.25


class Mouth(Protocol):
    """Turns a letter into a channel's own calls. Never raises: what went wrong is an Outcome."""

    channel: str

    async def say(self, letter: Letter) -> Outcome: ...


class Instant(Protocol):
    """A mouth that speaks into our own database: said and marked in one transaction, exactly once."""

    channel: str

    def say_now(self, session: Session, letter: Letter) -> str | None: ...

    def told(self, chat_ids: list[int]) -> None: ...


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
        self.wake = asyncio.Event()
        self.alive = False
        self._log_holds_deleted = False

    def serve(self, mouth: Mouth) -> None:
        pace = Pace(self._rate)
        pace.changed = self.wake
        self._carried.append((mouth, pace))

    def serve_instantly(self, mouth: Instant) -> None:
        self._instant.append(mouth)

    async def run(self) -> None:
        """Until cancelled. A database that is away for a while only delays."""
        had_it = False
        while True:
            self.wake.clear()
            try:
                has_it = await self._holder.take("courier")
                if has_it and not had_it:
                    await self._take_over()
                had_it = has_it
                self.alive = True
                moved = has_it and await self._round()
            except Exception as error:  # noqa: BLE001  # the courier outlives every trouble of the database
                self.alive = False
                had_it = False
                log.error("courier could not work; trying again", error=type(error).__name__)
                await asyncio.sleep(1.0)
                continue
            if not moved:
                await _wait(self.wake, LOOK_EVERY)

    async def finish(self) -> None:
        """Lets the letters on their way arrive."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=10)

    async def _take_over(self) -> None:
        """What a predecessor left is ours now, and so is its last second, in which it may have spoken."""
        await self._room.write(self._take_back)
        for _, pace in self._carried:
            pace.pause(REST)

    def _take_back(self, session: Session) -> None:
        now = self._clock.now()
        outbox.take_back_orphans(session, now, self._in_hand)
        passing.forgotten(session, now, self._in_hand)

    async def _round(self) -> bool:
        moved = False
        for instant in self._instant:
            told = await self._room.write(partial(self._say_here, mouth=instant))
            if told is not None:
                instant.told(told)
                moved = True
        for mouth, pace in self._carried:
            room_left = min(pace.free, IN_FLIGHT - self._busy.get(mouth.channel, 0))
            if room_left <= 0:
                continue
            take = partial(self._take, channel=mouth.channel, limit=room_left, resting=pace.resting)
            moved = await self._send_off(mouth, pace, take) or moved
        if self._log_holds_deleted:
            self._log_holds_deleted = False
            await self._room.call(empty_log, self._room.engine)
        return moved

    async def _send_off(self, mouth: Mouth, pace: Pace, take: Callable[[Session], list[Letter]]) -> bool:
        """Starts what `take` claims, also when the house closes meanwhile: what is claimed is under way, or its successor must say it again."""
        claim = asyncio.ensure_future(self._room.write(take))
        try:
            batch = await asyncio.shield(claim)
        except asyncio.CancelledError:
            for letter in await claim:
                self._start(mouth, pace, letter)
            raise
        for letter in batch:
            self._start(mouth, pace, letter)
        return bool(batch)

    def _take(self, session: Session, channel: str, limit: int, resting: tuple[int, ...]) -> list[Letter]:
        now = self._clock.now()
        found = []
        for row in outbox.claim(session, channel, now, limit, resting):
            letter = self._word(session, row, now)
            if letter is not None:
                found.append(letter)
        return found

    def _word(self, session: Session, row: outbox.Outbox, now: datetime) -> Letter | None:
        """The letter for this row. One that cannot be worded waits, and is given up in the end; those behind it go on."""
        try:
            return self._door.letter(session, row, now)
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever is wrong with one row must not silence the house
            trouble = type(error).__name__
            log.error("a letter could not be worded", row=row.id, kind=row.kind, error=trouble)
            outbox.try_again(session, [row.id or 0], now + _backoff(row.tries), trouble, unsure=False)
            return None

    def _say_here(self, session: Session, mouth: Instant) -> list[int] | None:
        """Everything due on a channel of our own, said in this very transaction. None when there was nothing."""
        now = self._clock.now()
        rows = outbox.claim(session, mouth.channel, now, 100)
        if not rows:
            return None
        told = []
        # Held until the end: the session forgets what nobody holds, and would ask for each chat three times.
        held = chats.several(session, [row.chat_id for row in rows])
        for row in rows:
            letter = self._word(session, row, now)
            if letter is None:
                continue
            ref = mouth.say_now(session, letter)
            outbox.settle(session, letter.row_ids, outbox.State.SENT, now, ref=ref)
            passing.was_said(session, letter, ref, now)
            told.append(letter.chat_id)
            self._log_holds_deleted = self._log_holds_deleted or letter.removes is not None
            self._say_goodbye(session, letter.chat_id)
        del held
        OUTGOING.labels(mouth.channel, "said").inc(len(told))
        return told

    def _start(self, mouth: Mouth, pace: Pace, letter: Letter) -> None:
        self._busy[mouth.channel] = self._busy.get(mouth.channel, 0) + 1
        self._in_hand.update(letter.row_ids)
        pace.begin(letter.chat_id)
        task = asyncio.create_task(self._carry(mouth, pace, letter))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, mouth: Mouth, pace: Pace, letter: Letter) -> None:
        try:
            outcome = await mouth.say(letter)
            _heed(outcome, mouth.channel, pace)
            await self._write_down(letter, outcome)
            OUTGOING.labels(mouth.channel, type(outcome).__name__.lower()).inc()
        except Exception as error:  # noqa: BLE001  # whatever went wrong, the row is found again
            # The row stays "sending": it is found again when the lease is taken up anew.
            log.error("result could not be written", rows=len(letter.row_ids), error=type(error).__name__)
        finally:
            self._in_hand.difference_update(letter.row_ids)
            self._busy[mouth.channel] -= 1
            pace.end(letter.chat_id)
            self.wake.set()

    async def _write_down(self, letter: Letter, outcome: Outcome) -> None:
        """Tried until the database is back: nobody else knows what became of this letter."""
        while True:
            try:
                return await self._room.write(lambda session: self._settle(session, letter, outcome))
            except SQLAlchemyError as error:
                log.warning("result could not be written; trying again", error=type(error).__name__)
                await asyncio.sleep(1.0)

    def _settle(self, session: Session, letter: Letter, outcome: Outcome) -> None:
        now = self._clock.now()
        rows = letter.row_ids
        chat = session.get(Chat, letter.chat_id)
        if not isinstance(outcome, letters.Said):
            passing.was_not_said(session, rows, now)
        if isinstance(outcome, letters.Said):
            answered = outbox.said(session, rows, now, outcome.ref)
            passing.was_said(session, letter, outcome.ref, now)
            if answered and outcome.ref is not None and chat is not None:
                db_reminders.reword(session, letter.chat_id, chat.channel, outcome.ref, now)
        elif isinstance(outcome, letters.Slower | letters.Away):
            outbox.wait_on(session, rows, now, getattr(outcome, "trouble", "rate limit"))
        elif isinstance(outcome, letters.Anew):
            outbox.say_anew(session, rows, now)
        elif isinstance(outcome, letters.Again):
            wait = self._backoff(session, rows, outcome.unsure)
            outbox.try_again(session, rows, now + wait, outcome.trouble, outcome.unsure)
        elif isinstance(outcome, letters.Kept):
            passing.was_kept(session, rows, outcome.trouble, now)
        elif isinstance(outcome, letters.Moved) and chat is not None:
            self._follow(session, chat, outcome.address, rows)
            outbox.try_again(session, rows, now, "moved", unsure=False)
        else:
            trouble = outcome.trouble if isinstance(outcome, letters.Refused) else "blocked"
            outbox.settle(session, rows, outbox.State.FAILED, now, trouble=trouble)
            if isinstance(outcome, letters.Blocked) and chat is not None:
                chat.blocked_at = now
            log.warning("letter not delivered", rows=list(rows), trouble=trouble)
        self._say_goodbye(session, letter.chat_id)

    @staticmethod
    def _backoff(session: Session, rows: tuple[int, ...], unsure: bool) -> timedelta:
        row = session.get(outbox.Outbox, rows[0])
        if unsure and row is not None and row.unsure:
            # There are few copies to spend: the last one leaves when whatever cut the line has probably passed.
            return LAST_COPY_AFTER
        return _backoff(row.tries if row else 1)

    @staticmethod
    def _follow(session: Session, chat: Chat, address: str, rows: tuple[int, ...]) -> None:
        """The chat has another address now; when we know that one as a chat already, only the letter goes there."""
        known = chats.find(session, chat.channel, address)
        if known is None or known.id == chat.id:
            chat.address = address
            return
        for row in (session.get(outbox.Outbox, row_id) for row_id in rows):
            if row is not None:
                row.chat_id = known.id or 0
        session.flush()

    def _say_goodbye(self, session: Session, chat_id: int) -> None:
        """A family that asked to be forgotten has heard our last word: the chat itself goes now, and its traces."""
        chat = session.get(Chat, chat_id)
        if chat is None or not chat.leaving or outbox.has_unsaid(session, chat_id):
            return
        inbox.forget_chat(session, f"{chat.channel}:{chat.address}")
        session.delete(chat)
        session.flush()
        self._log_holds_deleted = True


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


def _backoff(tries: int) -> timedelta:
    """Longer with every try, five minutes at most."""
    return timedelta(seconds=min(300, 2 ** min(tries, 8)))


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        # Not wait_for: when the event comes together with a cancellation, it forgets the cancellation, and the house never closes.
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
