"""Updates pushed to a webhook: one at a time, with the secret, until each is answered with 200."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.botapi import BotApi
from tests.botapi_tests.conftest import Call, until


class Listener(ThreadingHTTPServer):
    """Answers with the statuses in `script`, then 200; keeps what came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Hook)
        self.script: list[int] = []
        self.came: list[tuple[int, str, dict[str, Any]]] = []
        self.more = threading.Condition()

    def wait_for(self, count: int) -> list[tuple[int, str, dict[str, Any]]]:
        with self.more:
            assert self.more.wait_for(lambda: len(self.came) >= count, 20)
            return list(self.came)


class Hook(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        update = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with self.server.more:
            status = self.server.script.pop(0) if self.server.script else 200
            self.server.came.append((status, self.headers["X-Telegram-Bot-Api-Secret-Token"], update))
            self.server.more.notify_all()
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name is the standard library's
        """Say nothing."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_updates_are_pushed_in_order_and_again_until_200(api: BotApi, call: Call, listener: Listener) -> None:
    listener.script = [500, 403]
    url = f"http://127.0.0.1:{listener.server_port}/telegram"
    api.user(1).say("before")
    assert call("setWebhook", url=url, secret_token="s-1_A").json()["ok"]
    api.user(1).say("after")
    came = listener.wait_for(4)
    assert [(status, update["message"]["text"]) for status, _, update in came] == [
        (500, "before"),
        (403, "before"),
        (200, "before"),
        (200, "after"),
    ]
    assert {secret for _, secret, _ in came} == {"s-1_A"}
    info = call("getWebhookInfo").json()["result"]
    assert info["url"] == url
    assert "403" in info["last_error_message"]
    until(lambda: api.report["pending_updates"] == 0)
    api.redeliver(1)
    assert listener.wait_for(5)[-1] == came[-1]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"url": "http://example.org/x"}, "An HTTPS URL must be provided"),
        ({"url": "https://example.org/x", "secret_token": "geheim!"}, "unallowed characters"),
        ({"url": "https://example.org/x", "secret_token": "x" * 257}, "too long"),
    ],
)
def test_wrong_webhooks(call: Call, given: dict[str, str], reason: str) -> None:
    assert reason in call("setWebhook", **given).json()["description"]
