"""What families look for near them (`place_kinds.yaml`): the kinds of places, with the words people type for them."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, model_validator

from content.loading import PackModel, Text, load
from rules.places.place import Kind


class KindEntry(PackModel):
    id: str = Field(pattern=r"^[a-z_]{2,32}$")
    code: str = Field(pattern=r"^[a-z]{2}$")
    icon: Text
    name: Text
    asked: tuple[Text, ...] = Field(min_length=1)
    osm: tuple[str, ...] = Field(min_length=1)


class KindsFile(PackModel):
    """The whole file. No id, code, word or tag stands twice."""

    kinds: tuple[KindEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> KindsFile:
        for words in (
            [one.id for one in self.kinds],
            [one.code for one in self.kinds],
            [word for one in self.kinds for word in one.asked],
            [tag for one in self.kinds for tag in one.osm],
        ):
            twice = [word for word in words if words.count(word) > 1]
            if twice:
                raise ValueError(f"this stands twice: {twice[0]!r}")
        return self


def load_kinds(country: Path) -> dict[str, Kind]:
    """All kinds by id, in the order of the screen. Raises `PackError`."""
    found = load(country / "place_kinds.yaml", KindsFile).kinds
    return {one.id: Kind(one.id, one.code, one.icon, one.name, one.asked, one.osm) for one in found}
