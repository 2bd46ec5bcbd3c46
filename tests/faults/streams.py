"""Updates that stream in while things break: parents who enter one child after the other, five updates each, not waiting for answers.

Every step is understood only in its place, so that a lost, doubled or overtaken update shows: in the children that are entered, in the
number of answers, and in what each chat hears in which order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial

from sqlmodel import Session, col, select

from db.chats import Chat
from db.children import Child
from db.families import Guardian
from tests.botapi import BotApi
from tests.faults import seeds
from tests.faults.scenes import Scene

#: Updates it takes to enter a child.
STEPS = 5
_NAMES = ("Swallow", "Crane", "Heron", "Magpie", "Robin", "Finch", "Goose", "Stork")

Entered = dict[int, list[tuple[str, date]]]


@dataclass(frozen=True)
class Parents:
    """Chats numbered from `first`, each entering `children` children (eight at most)."""

    first: int
    chats: int
    children: int

    @property
    def addresses(self) -> range:
        return range(self.first, self.first + self.chats)

    @property
    def updates(self) -> int:
        return self.chats * self.children * STEPS

    def wanted(self) -> Entered:
        """The children each chat enters, in order; no two of them were born on the same day."""
        first_day = date(2021, 1, 1)
        return {
            chat: [
                (_NAMES[n], first_day + timedelta((chat - self.first) * 8 + n)) for n in range(self.children)
            ]
            for chat in self.addresses
        }

    def acts(self) -> Iterator[tuple[int, str, str]]:
        """(chat, verb, what): everybody's first step, everybody's second, and so on."""
        wanted = self.wanted()
        for number in range(self.children):
            for step in range(STEPS):
                for chat in self.addresses:
                    nickname, born = wanted[chat][number]
                    yield chat, *_act(step, nickname, born)

    def settle(self, scene: Scene) -> None:
        """They have agreed already, and no child is entered yet."""
        now = datetime.now(UTC)

        def come(session: Session) -> None:
            for address in self.addresses:
                seeds.guardian(session, address, now)

        scene.write(come)

    def entered(self, scene: Scene) -> Entered:
        """The children that stand in the database, in the order in which they were entered."""
        rows = (
            select(Chat.address, Child)
            .join(Guardian, col(Guardian.id) == col(Chat.guardian_id))
            .join(Child, col(Child.family_id) == col(Guardian.family_id))
            .order_by(col(Child.id))
        )
        found: Entered = {chat: [] for chat in self.addresses}
        for address, child in scene.read(lambda session: session.exec(rows).all()):
            if int(address) in found:
                found[int(address)].append((child.nickname or "", child.born))
        return found


def _act(step: int, nickname: str, born: date) -> tuple[str, str]:
    taps = {0: "go:add_child", 3: "is:0:sex:F", 4: "is:0:district:-"}
    return ("tap", taps[step]) if step in taps else ("say", nickname if step == 1 else born.isoformat())


def send(api: BotApi, chat: int, verb: str, what: str) -> None:
    """One update. A tap comes from a message the bot can no longer reach, since nobody here waits for answers."""
    given = {"text": what} if verb == "say" else {"data": what, "force": True}
    api.ask(verb, chat_id=chat, user={"language_code": "en"}, **given)


class Stream:
    """Updates on their way. Whoever kills bots tells how many were `handled`; at most `ahead` more are under way."""

    def __init__(self, scene: Scene, acts: Sequence[tuple[int, str, str]], ahead: int) -> None:
        self._scene, self._acts, self._ahead = scene, acts, ahead
        self.handled = 0
        self._broken = False

    def run(self) -> None:
        for number, act in enumerate(self._acts):
            self._scene.until(partial(self._may_send, number), "the bot keeps up")
            if self._broken:
                return
            send(self._scene.api, *act)

    def _may_send(self, number: int) -> bool:
        return self._broken or number < self.handled + self._ahead

    @contextmanager
    def flowing(self) -> Iterator[None]:
        """Flows beside the block, and has arrived when the block is left."""
        with ThreadPoolExecutor(1) as bank:
            flow = bank.submit(self.run)
            try:
                yield
            except BaseException:
                self._broken = True
                raise
            flow.result()
