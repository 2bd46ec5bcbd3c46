"""A browser without a page: the requests of the web chat, as the page makes them, and as it never would."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import httpx

from tests.processes import PATIENCE, BotProcess


class Browser:
    """One visitor. `http` is there for requests the page would not make."""

    def __init__(self, url: str, language: str = "en") -> None:
        self.http = httpx.Client(base_url=url, headers={"accept-language": language}, timeout=30)
        self.language = language

    def close(self) -> None:
        self.http.close()

    def start(self, **more: Any) -> httpx.Response:
        return self.http.post("/chat/start", json={"language": self.language, "demo": None, **more})

    def begin(self, demo: str | None = None) -> Browser:
        """Starts, and waits until the bot has said something with buttons."""
        assert self.start(demo=demo).status_code == 200
        self.until(lambda shown: bool(shown) and bool(shown[-1]["buttons"]))
        return self

    def messages(self, **query: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page(**query)["messages"]
        return found

    def page(self, **query: Any) -> dict[str, Any]:
        answer = self.http.get("/chat/messages", params={"limit": 100, **query})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def say(self, **what: Any) -> httpx.Response:
        """Sends what the keywords name, with a fresh nonce unless one is given; NaN and halves of characters go out as they are."""
        body = json.dumps({"nonce": str(uuid4()), **what})
        return self.http.post("/chat/say", content=body, headers={"content-type": "application/json"})

    def hears(self, text: str) -> dict[str, Any]:
        """Waits until the bot's newest message holds this text."""
        shown = self.until(
            lambda shown: bool(shown) and shown[-1]["from"] == "bot" and text in shown[-1]["html"]
        )
        return shown[-1]

    def tap(self, label: str) -> httpx.Response:
        """Presses the newest button with this label."""
        for message in reversed(self.messages()):
            for row in message["buttons"]:
                for button in row:
                    if label in button["label"]:
                        return self.say(tap=button["tap"], seq=message["seq"], label=button["label"])
        raise AssertionError(f"there is no button {label!r}")

    def until(self, wish: Any) -> list[dict[str, Any]]:
        """Asks for the messages until they are as wished for."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = self.messages()
            if wish(shown):
                return shown
            time.sleep(0.03)
        raise AssertionError(f"waited in vain; the chat shows {[one['html'] for one in self.messages()]}")

    @contextmanager
    def stream(self, after: int, lang: str = "en") -> Iterator[Iterator[tuple[str, str, dict[str, Any]]]]:
        """The events after a cursor, as (id, kind, data); a heartbeat is ("", "", {})."""
        query: dict[str, str | int] = {"after": after, "lang": lang}
        with self.http.stream("GET", "/chat/stream", params=query) as answer:
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("text/event-stream")
            yield events(answer.iter_lines())


def events(lines: Iterator[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Server-sent events out of their lines."""
    block: dict[str, str] = {}
    for line in lines:
        if line:
            field, _colon, value = line.partition(":")
            block[field] = value.removeprefix(" ")
        else:
            yield block.get("id", ""), block.get("event", ""), json.loads(block.get("data", "{}"))
            block = {}


#: What the fixture `arrive` gives: a browser that was never at this bot before.
Arrive = Callable[[BotProcess], Browser]
