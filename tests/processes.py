"""The real bot as a process of its own: started as an operator would, asked over HTTP, ended kindly or with kill -9."""

from __future__ import annotations

import base64
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: Every test bot has the same key, so that a second process can read what the first one sealed.
DATA_KEY = base64.b64encode(bytes(range(32))).decode()
#: Seconds a bot may take to open its door on a busy machine.
PATIENCE = 60


def free_port() -> int:
    """A port nobody has at this moment."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class BotProcess:
    """One `python -m bot run`. The same object can be started again after a kill: same port, same database."""

    def __init__(self, database_url: str, folder: Path, port: int | None = None, **settings: str) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"bot-{self.port}.log"
        clean = {name: value for name, value in os.environ.items() if not name.startswith("HOUNIAO_")}
        self._environment = {
            **clean,
            "HOUNIAO_DATABASE_URL": database_url,
            "HOUNIAO_PORT": str(self.port),
            "HOUNIAO_DATA_KEY": DATA_KEY,
            "PYTHONPATH": str(ROOT),
            **{f"HOUNIAO_{name.upper()}": value for name, value in settings.items()},
        }
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, wait: bool = True) -> BotProcess:
        """Starts it; with `wait` returns only when the page answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        if wait:
            self.wait_until_healthy()
        return self

    @property
    def process(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError("this bot was not started")
        return self._process

    def wait_until_healthy(self) -> None:
        """Until /healthz says 200; an AssertionError with the bot's own words when it ends or takes too long."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f"the bot ended with {self.process.returncode}:\n{self.log.read_text()}")
            if self.healthy():
                return
            time.sleep(0.05)
        raise AssertionError(f"the bot did not open its door:\n{self.log.read_text()}")

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:  # noqa: S310  # our own loopback server
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """kill -9: no goodbye."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """As Ctrl-C does; returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


@contextmanager
def bot_process(database_url: str, folder: Path, **settings: str) -> Iterator[BotProcess]:
    """A running bot that is gone afterwards, whatever happened."""
    bot = BotProcess(database_url, folder, None, **settings)
    try:
        yield bot.start()
    finally:
        if bot.process.poll() is None:
            bot.kill()
