"""A city's pack: districts, landmarks, hotlines, demo families. Another city is another folder of these files."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from content.facts import fact
from content.hotlines import HotlineEntry
from content.loading import PackModel, Sourced, Text
from content.offices import OfficeEntry
from rules.knowledge import DemoChild, DemoFamily, District, Landmark
from rules.spans import Span


def _span(value: object) -> Span:
    return Span.parse(value) if isinstance(value, str) else Span()


Written = Annotated[Span, BeforeValidator(_span)]


class DistrictEntry(Sourced):
    name: Text


class LandmarkEntry(Sourced):
    name: Text
    district: Text
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)


class ChildEntry(PackModel):
    nickname: Text
    age: Written
    sex: Literal["M", "F"] | None = None
    record_until: Written | None = None


class FamilyEntry(PackModel):
    id: str = Field(pattern=r"^[a-z0-9_]{1,32}$")
    title: Text
    about: Text
    district: Text
    children: tuple[ChildEntry, ...] = Field(min_length=1)


class City(PackModel):
    """The whole file `city.yaml`. `hotlines` and `offices` hold only what is not as in the whole country."""

    name: Text
    districts: tuple[DistrictEntry, ...] = Field(min_length=1)
    landmarks: tuple[LandmarkEntry, ...] = ()
    hotlines: tuple[HotlineEntry, ...] = ()
    offices: tuple[OfficeEntry, ...] = ()
    demo_families: tuple[FamilyEntry, ...] = ()

    @model_validator(mode="after")
    def _districts_exist(self) -> City:
        known = {district.id for district in self.districts}
        placed = [(one.id, one.district) for one in self.landmarks] + [
            (one.id, one.district) for one in self.demo_families
        ]
        for name, district in placed:
            if district not in known:
                raise ValueError(f"{name} lies in the district {district!r}, which is not in this file")
        return self

    @model_validator(mode="after")
    def _ids_once(self) -> City:
        for entries in (self.districts, self.landmarks, self.hotlines, self.offices, self.demo_families):
            ids = [entry.id for entry in entries]
            if len(ids) != len(set(ids)):
                raise ValueError(f"an id stands twice: {min(one for one in ids if ids.count(one) > 1)!r}")
        return self

    def district_facts(self) -> tuple[District, ...]:
        return tuple(District(one.id, one.name, fact(one)) for one in self.districts)

    def landmark_facts(self) -> tuple[Landmark, ...]:
        return tuple(
            Landmark(one.id, one.name, one.district, one.lat, one.lon, fact(one)) for one in self.landmarks
        )

    def demo(self) -> tuple[DemoFamily, ...]:
        return tuple(
            DemoFamily(
                family.id,
                family.title,
                family.about,
                family.district,
                tuple(DemoChild(c.nickname, c.age, c.sex, c.record_until) for c in family.children),
            )
            for family in self.demo_families
        )
