"""Runs the server: in a thread of this process, or as a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

import uvicorn

from tests.botapi.server import build
from tests.botapi.state import State

START_SECONDS = 20


class _Server(uvicorn.Server):
    """Ends the long polls before it waits for the connections to close."""

    api: State

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.api.updates.closing = True
        self.api.updates.wake()
        self.api.chats.touch()
        await super().shutdown(sockets)


class Running:
    """A server on loopback. `port` 0 takes a free one."""

    def __init__(self, token: str, port: int = 0, journal: IO[str] | None = None) -> None:
        # asyncio switches off the delay of small packets only for sockets that say they are TCP.
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", port))
        self.socket.listen(1024)  # from now on callers wait instead of being refused
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        state = State(token, journal)
        app = build(state, self._close_connection)
        config = uvicorn.Config(app, log_level="error", ws="none", timeout_graceful_shutdown=2)
        self.server = _Server(config)
        self.server.api = state

    def _close_connection(self, client: Any) -> None:
        for connection in list(self.server.server_state.connections):
            if getattr(connection, "client", None) == tuple(client):
                connection.transport.close()

    def run(self) -> None:
        """Serve until told to exit."""
        self.server.run(sockets=[self.socket])


class InThread:
    """The server in a daemon thread."""

    def __init__(self, token: str) -> None:
        self._running = Running(token)
        self.url = self._running.url
        self._thread = threading.Thread(target=self._running.run, name="botapi", daemon=True)

    def start(self) -> None:
        """Wait until it serves."""
        self._thread.start()
        end = time.monotonic() + START_SECONDS
        while not self._running.server.started:
            if not self._thread.is_alive() or time.monotonic() > end:
                raise RuntimeError("the Bot API server did not start")
            time.sleep(0.01)

    def stop(self) -> None:
        self._running.server.should_exit = True
        self._thread.join(START_SECONDS)
        self._running.socket.close()


class InProcess:
    """The server as `python -m tests.botapi`, its calls journaled in a file."""

    def __init__(self, token: str, journal: Path, port: int = 0) -> None:
        command = [sys.executable, "-m", "tests.botapi", "--port", str(port), "--journal", str(journal)]
        root = Path(__file__).resolve().parents[2]
        self._process = subprocess.Popen(
            [*command, "--token", token],
            cwd=root,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = ""

    def start(self) -> None:
        """Wait for the line that tells the address."""
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        if not self.url:
            raise RuntimeError(f"the Bot API server did not start (exit code {self._process.wait()})")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(START_SECONDS)
        assert self._process.stdout is not None
        self._process.stdout.close()
