"""Numbers to call: those of the country (`hotlines.yaml`), with what a city adds or answers differently."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import Field, model_validator

from content.facts import fact
from content.loading import PackError, PackModel, Sourced, Text, load
from rules.knowledge import Hotline, Need

HOTLINES = "hotlines.yaml"
#: Numbers the conversations name; a city without one of them is not ready for families.
NEEDED = frozenset({"police", "ambulance", "fire", "health", "city", "youth", "women", "mind", "legal"})


class HotlineEntry(Sourced):
    id: str = Field(pattern=r"^[a-z0-9_]{1,16}$")
    number: str = Field(pattern=r"^[0-9][0-9-]{2,15}$")
    need: Need
    about: Text


class HotlinesFile(PackModel):
    """The whole file."""

    hotlines: tuple[HotlineEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_once(self) -> HotlinesFile:
        ids = [one.id for one in self.hotlines]
        twice = [one for one in ids if ids.count(one) > 1]
        if twice:
            raise ValueError(f"an id stands twice: {twice[0]}")
        return self


def load_hotlines(country: Path, of_the_city: Iterable[HotlineEntry] = ()) -> dict[str, Hotline]:
    """All numbers by id: the country's in its order, each as the city has it, then the city's own. Raises `PackError`."""
    found = {one.id: one for one in load(country / HOTLINES, HotlinesFile).hotlines}
    missing = sorted(NEEDED - found.keys())
    if missing:
        problem = f"{', '.join(missing)} missing; people in danger are told these numbers"
        raise PackError(country / HOTLINES, 1, problem, "Add an entry with this id.")
    found |= {one.id: one for one in of_the_city}
    return {one.id: Hotline(one.id, one.number, one.about, one.need, fact(one)) for one in found.values()}
