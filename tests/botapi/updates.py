"""Updates on their way to the bot: numbered, kept until confirmed, fetched or pushed to a webhook."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field

import httpx

from tests.botapi.answers import Json, refused

FUTURE = 10  # an offset this far above the next id is not believed; the queue starts at its head instead
PAST = 2_000_000
_UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}  # sent only when asked for
BUSY = "terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass
class Updates:
    """The queue. Ids rise by one from a random start."""

    waiting: list[Json] = field(default_factory=list)
    again: list[Json] = field(default_factory=list)  # to be delivered once more, whatever was confirmed
    sent: list[Json] = field(default_factory=list)  # handed out at least once, oldest first
    next_id: int = field(default_factory=lambda: random.randint(400_000_000, 900_000_000))
    allowed: list[str] = field(default_factory=list)
    webhook: Json = field(default_factory=dict)  # what setWebhook was given; empty: none
    last_error: str = ""
    backoff: float = 0.05  # seconds before the second try of a webhook; doubled up to `backoff_most`
    backoff_most: float = 1.0
    conflicts: int = 0
    closing: bool = False
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _poll: int = 0  # number of the newest getUpdates; an older one that still waits is ended with 409

    def forget(self) -> None:
        """Start over: nothing waits, no webhook, no wishes; whoever polls is sent away."""
        for kept in (self.waiting, self.again, self.sent):
            kept.clear()
        self.allowed, self.webhook, self.last_error, self.conflicts = [], {}, "", 0
        self._poll += 1
        self.wake()

    def push(self, kind: str, payload: Json) -> int | None:
        """Queue an update; gives its id, or None when the bot does not want this kind."""
        wanted = kind in self.allowed if self.allowed else kind not in _UNASKED
        if not wanted:
            return None
        update_id = self.next_id
        self.next_id += 1
        self.waiting.append({"update_id": update_id, kind: payload})
        self.wake()
        return update_id

    def wake(self) -> None:
        """Let waiting pollers and the webhook look again."""
        self._wake.set()
        self._wake = asyncio.Event()

    def quiet_week(self) -> int:
        """A week without updates: the queue is empty, numbers start again at random below the old ones."""
        self.waiting.clear()
        self.next_id = random.randint(PAST, max(PAST, self.next_id - 1_000_000))
        return self.next_id

    def redeliver(self, count: int) -> list[int]:
        """The last `count` updates that were handed out will be handed out once more, with the same ids."""
        chosen = self.sent[-count:] if count else []
        self.again += chosen
        self.wake()
        return [update["update_id"] for update in chosen]

    async def fetch(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """getUpdates: forget what is below `offset`, give up to `limit`, wait some seconds for the first."""
        if self.webhook:
            raise refused(HOOKED, 409)
        self._poll += 1
        mine = self._poll
        self.wake()
        self._confirm(offset)
        end = asyncio.get_running_loop().time() + seconds
        while not (found := self._take(limit)) and not self.closing:
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                return []
            try:
                await asyncio.wait_for(self._wake.wait(), left)
            except TimeoutError:
                return []
            if self._poll != mine or self.webhook:
                self.conflicts += not self.webhook
                raise refused("terminated by setWebhook request" if self.webhook else BUSY, 409)
        return found

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif self.next_id - PAST <= offset <= self.next_id + FUTURE:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]

    def _take(self, limit: int) -> list[Json]:
        again, self.again = self.again[:limit], self.again[limit:]
        fresh = self.waiting[: limit - len(again)]
        self._note(fresh)
        return again + fresh

    def _note(self, fresh: list[Json]) -> None:
        newest = {update["update_id"] for update in self.sent[-200:]}
        self.sent += [update for update in fresh if update["update_id"] not in newest]

    async def run_webhook(self) -> None:
        """Push updates to the webhook for ever: one at a time, each until it is answered with 200."""
        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            pause = self.backoff
            while not self.closing:
                queue = self.again or self.waiting
                if not self.webhook or not queue:
                    await self._wake.wait()
                    continue
                hook, update = self.webhook, queue[0]
                if await self._post(client, hook, update):
                    pause = self.backoff
                    self._note([update])
                    if update in queue:  # a quiet week or drop_pending_updates may have emptied it meanwhile
                        queue.remove(update)
                    continue
                await asyncio.sleep(pause)
                pause = min(self.backoff_most, pause * 2)

    async def _post(self, client: httpx.AsyncClient, hook: Json, update: Json) -> bool:
        secret = hook.get("secret_token")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            response = await client.post(hook["url"], json=update, headers=headers)
        except httpx.HTTPError as error:
            self.last_error = f"Connection failed: {type(error).__name__}"
            return False
        if response.status_code != 200:
            self.last_error = (
                f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
            )
            return False
        return True
