"""`python -m bench`: everything; `python -m bench updates forecast`: these parts; `--quick`: smaller and rougher."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import Annotated

import typer
from rich.console import Console

from bench.report import machine
from bench.sizes import FULL, QUICK, TINY


class Part(StrEnum):
    """What can be measured; each is a file of this folder."""

    UPDATES = "updates"
    FORECAST = "forecast"
    ENROLMENT = "enrolment"
    PAPERS = "papers"
    CHECKLIST = "checklist"
    START = "start"
    CHAT = "chat"
    PLANNING = "planning"
    BURST = "burst"
    DAYS = "days"
    PICTURES = "pictures"
    NEAR = "near"
    TYPED_PLACES = "typed_places"
    PLACE_IMPORT = "place_import"
    ASK = "ask"
    NOTICES = "notices"


class How(StrEnum):
    """How thoroughly."""

    FULL = "full"
    QUICK = "quick"
    TINY = "tiny"


SIZES = {How.FULL: FULL, How.QUICK: QUICK, How.TINY: TINY}


def bench(
    parts: Annotated[list[Part] | None, typer.Argument(help="What to measure; nothing means all.")] = None,
    size: Annotated[
        How, typer.Option(help="full takes minutes; quick about one; tiny shows only that it runs.")
    ] = How.FULL,
    quick: Annotated[bool, typer.Option("--quick", help="The same as --size quick.")] = False,
) -> None:
    """Measure what the promises promise, each number beside a plain baseline of the same run."""
    console = Console(width=None if Console().is_terminal else 120)
    console.print(machine(), highlight=False, end="\n\n")
    for part in parts or list(Part):
        with console.status(f"{part} …", refresh_per_second=2) as status:
            report = import_module(f"bench.{part}").measure(
                SIZES[How.QUICK if quick else size],
                lambda text, part=part: status.update(f"{part}: {text} …"),
            )
        report.show(console)


if __name__ == "__main__":
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(bench)
    app()
