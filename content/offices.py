"""Who answers questions: the offices of the country (`offices.yaml`), with what a city adds or has differently."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import Field, field_validator, model_validator

from content.facts import fact
from content.loading import PackError, PackModel, Sourced, Text, load
from rules.knowledge import COMMUNITY, Office
from rules.places.opening import HoursError, read_hours

OFFICES = "offices.yaml"


class OfficeEntry(Sourced):
    """`about`: what is asked there, in a few words; `hours` in the notation of OpenStreetMap."""

    id: str = Field(pattern=r"^[a-z0-9_]{1,16}$")
    name: Text
    about: Text
    hours: Text

    @field_validator("hours")
    @classmethod
    def _readable(cls, value: str) -> str:
        try:
            return read_hours(value)
        except HoursError as error:
            raise ValueError(str(error)) from error


class OfficesFile(PackModel):
    """The whole file."""

    offices: tuple[OfficeEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_once(self) -> OfficesFile:
        ids = [one.id for one in self.offices]
        twice = [one for one in ids if ids.count(one) > 1]
        if twice:
            raise ValueError(f"an id stands twice: {twice[0]!r}")
        return self


def load_offices(country: Path, of_the_city: Iterable[OfficeEntry] = ()) -> tuple[Office, ...]:
    """All offices: the country's in their order, each as the city has it, then the city's own. Raises `PackError`."""
    found = {one.id: one for one in load(country / OFFICES, OfficesFile).offices}
    if COMMUNITY not in found:
        cure = "Add an entry with this id: it has every question first."
        raise PackError(country / OFFICES, 1, f"{COMMUNITY} missing", cure)
    found |= {one.id: one for one in of_the_city}
    return tuple(Office(one.id, one.name, one.about, one.hours, fact(one)) for one in found.values())
