"""`python -m tests.botapi --port 8081 --journal calls.jsonl`: the strict server as its own process."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.botapi.running import Running
from tests.botapi.state import DEFAULT_TOKEN


def main() -> None:
    """Serve until SIGTERM or Ctrl-C; the first line on stdout is the address."""
    parser = argparse.ArgumentParser(prog="python -m tests.botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--journal", type=Path, help="file to append one JSON line per received call to")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the bot token to accept")
    asked = parser.parse_args()
    journal = asked.journal.open("a", encoding="utf-8") if asked.journal else None
    running = Running(asked.token, asked.port, journal)
    sys.stdout.write(running.url + "\n")
    sys.stdout.flush()
    running.run()


if __name__ == "__main__":
    main()
