"""Many parents at their pages: each has its stream open, says something, waits for the answer, and goes on at its own pace."""

from __future__ import annotations

import asyncio
import json
import random
import time
from dataclasses import dataclass, field
from uuid import uuid4

import aiohttp

from bench.town import Home, says

#: Seconds a parent waits before the answer counts as missing.
PATIENCE = 60.0


@dataclass
class Waits:
    """What a crowd lived through: seconds from each saying to its answer on the page, and how many never saw one."""

    seconds: list[float] = field(default_factory=list)
    unanswered: int = 0
    whole: float = 0.0


@dataclass
class Parent:
    """One browser."""

    home: Home
    cookie: str
    answers: asyncio.Queue[int] = field(default_factory=asyncio.Queue)

    async def listen(self, client: aiohttp.ClientSession, url: str, opened: asyncio.Event) -> None:
        """Reads the stream; each bubble of the bot goes to `answers` by its place in the chat."""
        async with client.get(f"{url}/chat/stream", headers={"cookie": self.cookie}) as stream:
            stream.raise_for_status()
            async for line in stream.content:
                opened.set()
                if line.startswith(b'data: {"seq"'):
                    message = json.loads(line[6:])
                    if message["from"] == "bot":
                        self.answers.put_nowait(message["seq"])

    async def ask(self, client: aiohttp.ClientSession, url: str, said: dict[str, object]) -> int:
        """Says it and waits until the answer is on the page; its place there."""
        mine = await self._say(client, url, {"nonce": uuid4().hex, **said})
        while True:
            seq = await self.answers.get()
            if seq > mine:
                return seq

    async def _say(self, client: aiohttp.ClientSession, url: str, body: dict[str, object]) -> int:
        """As the page does: a line that was cut (the server closes idle ones) is tried again with the same nonce."""
        while True:
            try:
                async with client.post(
                    f"{url}/chat/say", json=body, headers={"cookie": self.cookie}
                ) as response:
                    response.raise_for_status()
                    return int((await response.json())["seq"])
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.1)

    async def live(
        self, client: aiohttp.ClientSession, url: str, messages: int, seconds: float, waits: Waits
    ) -> None:
        """`messages` sayings spread over `seconds`; the first is typed, since there is no button yet."""
        chance = random.Random(self.home.address)  # the same load in each run
        begin = time.perf_counter() + chance.random() * seconds / messages
        said: dict[str, object] = {"text": "/menu"}
        for number in range(messages):
            await asyncio.sleep(max(0.0, begin + number * seconds / messages - time.perf_counter()))
            asked = time.perf_counter()
            try:
                seq = await asyncio.wait_for(self.ask(client, url, said), PATIENCE)
            except (TimeoutError, aiohttp.ClientError):
                waits.unanswered += 1
                continue
            waits.seconds.append(time.perf_counter() - asked)
            following = says(self.home, chance)
            said = (
                {"text": following.text}
                if following.tap is None
                else {"tap": following.tap, "seq": seq, "label": "…"}
            )


async def visit(url: str, parents: list[Parent], messages: int, seconds: float) -> Waits:
    """All of them at once."""
    waits = Waits()
    opened = [asyncio.Event() for _ in parents]
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(
        connector=connector, timeout=aiohttp.ClientTimeout(total=None)
    ) as client:
        listening = [
            asyncio.create_task(parent.listen(client, url, event))
            for parent, event in zip(parents, opened, strict=True)
        ]
        await asyncio.wait_for(asyncio.gather(*(event.wait() for event in opened)), PATIENCE)
        begin = time.perf_counter()
        await asyncio.gather(*(parent.live(client, url, messages, seconds, waits) for parent in parents))
        waits.whole = time.perf_counter() - begin
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
    return waits
