"""Start-up: seconds until the bot answers and until a plain command has answered, and the memory they take."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.databases import migrated
from bench.report import Report, Tell, median, memory
from bench.sizes import Size
from tests.processes import ROOT, bot_process

#: Seconds between two looks at a running command.
LOOK_EVERY = 0.003
#: Seconds, and megabytes of memory.
Cost = tuple[float, float]


def measure(size: Size, tell: Tell) -> Report:
    """The bot beside a process that only imports aiogram; plain commands beside Python itself."""
    report = Report(
        "Start: time and memory",
        "for the bot, python -c 'import aiogram'; for the commands, python -c pass",
    )
    python = [sys.executable, "-c"]
    command = [sys.executable, "-m", "bot"]
    for what, ask, baseline in (
        ("houniao run, until healthy", _bot, [*python, "import aiogram"]),
        ("houniao --help", lambda: _command([*command, "--help"]), [*python, "pass"]),
        ("houniao forecast, no cases", lambda: _command([*command, "forecast"], b"[]"), [*python, "pass"]),
    ):
        costs, plain = _beside(what, ask, baseline, size.starts, tell)
        for index, unit in ((0, "s"), (1, "MB")):
            name = f"{what}: {'memory' if index else 'time'}"
            report.add(name, median(one[index] for one in costs), unit, median(one[index] for one in plain))
    report.notes.append(f"median of {size.starts} starts each, files warm in the system's memory")
    return report


def _beside(
    what: str, ask: Callable[[], Cost], baseline: list[str], starts: int, tell: Tell
) -> tuple[list[Cost], list[Cost]]:
    """Both in turn, so that a busy minute of the machine strikes both."""
    costs, plain = [], []
    for number in range(starts):
        tell(f"{what}: {number + 1} of {starts}")
        plain.append(_command(baseline))
        costs.append(ask())
    return costs, plain


def _bot() -> Cost:
    """From the start of the process, with an empty database that is up to date, to the first 200 of /healthz."""
    with migrated("sqlite") as url, tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        with bot_process(url, Path(folder)) as bot:
            took = time.perf_counter() - begin
            used = memory(bot.process.pid)
            bot.stop()
    return took, used


def _command(words: list[str], said: bytes = b"") -> Cost:
    """A process from start to end; memory is the most it had when we looked."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOUNIAO_")}
    begin = time.perf_counter()
    with subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**clean, "PYTHONPATH": str(ROOT)},
    ) as process:
        if process.stdin is not None:
            process.stdin.write(said)
            process.stdin.close()
        # Not the system's own account of an ended child: it begins with the memory of us, its parent.
        most = 0.0
        while process.poll() is None:
            most = max(most, memory(process.pid))
            time.sleep(LOOK_EVERY)
    took = time.perf_counter() - begin
    if process.returncode:
        raise RuntimeError(f"{words} ended with {process.returncode}")
    return took, most
