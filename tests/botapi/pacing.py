"""How fast a bot may talk: Telegram's limits, and the pause after they were overrun.

Telegram's bot FAQ names about 30 messages per second over all chats and one per second in a chat, "short
bursts" aside. The burst allowed in one chat is a setting here, one by default. Both are counted over the
last whole second, not per calendar second: the 31st call within any second is refused, and from then on
every call is refused until `retry_after` has passed, as a real flood wait does.
"""

from __future__ import annotations

import math
import time
from collections import deque
from dataclasses import dataclass, field

from tests.botapi.answers import FAULT, Json, too_many

GRACE = (
    0.5  # seconds in which calls that were already under way when the 429 came are not held against the bot
)
_NEVER_PACED = {"getUpdates", "getMe", "setWebhook", "deleteWebhook", "getWebhookInfo", "getFile"}


def is_paced(method: str) -> bool:
    """Does the method fail while the bot is penalised?"""
    return method not in _NEVER_PACED


def is_message(method: str) -> bool:
    """Does the method show something in a chat, and so counts against both limits?"""
    return method.startswith(("send", "edit")) and method != "sendChatAction"


@dataclass
class Pacing:
    """The limits and what is counted against them. Times are seconds of a monotonic clock."""

    on: bool = True
    per_second: int = 30
    chat_burst: int = 1  # messages a chat may get at once; refilled with one a second
    retry_after: int = 2
    provoked_429: int = 0  # limits overrun by the bot
    calls_while_penalised: int = 0  # calls later than GRACE after a 429, before its pause was over
    peak: int = 0  # most messages within one second
    _recent: deque[float] = field(default_factory=deque)
    _chats: dict[int, deque[float]] = field(default_factory=dict)
    _penalty: tuple[float, float] = (0.0, 0.0)  # since, until

    def settings(self, given: Json) -> Json:
        """Change limits (`on`, `per_second`, `chat_burst`, `retry_after`) and tell them with the counts."""
        for name in ("on", "per_second", "chat_burst", "retry_after"):
            if name in given:
                setattr(self, name, given[name])
        names = ("on", "per_second", "chat_burst", "retry_after")
        counts = ("provoked_429", "calls_while_penalised", "peak")
        return {name: getattr(self, name) for name in (*names, *counts)}

    def penalise(self, retry_after: int) -> None:
        """From now on everything fails for `retry_after` seconds."""
        now = time.monotonic()
        self._penalty = (now, now + retry_after)

    def arrived(self, method: str, chat_id: int | None) -> None:
        """Count a call. Raises 429 when it is one too many or the bot should be silent."""
        if not is_paced(method):
            return
        now = time.monotonic()
        since, until = self._penalty
        if now < until:
            self.calls_while_penalised += now - since > GRACE
            raise too_many(math.ceil(until - now))
        if is_message(method) and chat_id is not None and self._one_too_many(now, chat_id) and self.on:
            self.provoked_429 += 1
            self.penalise(self.retry_after)
            raise too_many(self.retry_after)

    def injected(self, retry_after: int) -> None:
        """A test asked for a 429."""
        self.penalise(retry_after)
        raise too_many(retry_after, FAULT)

    def _one_too_many(self, now: float, chat_id: int) -> bool:
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        chat = self._chats.setdefault(chat_id, deque())
        while chat and chat[0] <= now - self.chat_burst:
            chat.popleft()
        self._recent.append(now)
        chat.append(now)
        self.peak = max(self.peak, len(self._recent))
        return len(self._recent) > self.per_second or len(chat) > self.chat_burst
