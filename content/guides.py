"""Guide texts: `guides*.yaml` of the country, and `guides.yaml` of the city, which overrides by id -> `rules.guides.GuideGroup`.

Raises `PackError` with file, line and cure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from pydantic import Field

from content.asked import Phrase
from content.city_enrolment import OWN, SOURCES, check_sources
from content.city_enrolment_models import CityFile, Key, Title
from content.facts import fact
from content.loading import PackError, PackModel, Sourced, Text, error_at, load
from content.vaccine_models import SourcesFile
from rules.guides import GuideGroup, GuideText

CITY = "guides.yaml"
#: Groups the conversations lead to; a pack without one of them is not ready for families.
NEEDED = ("refusals", "appeal", "transfer", "exams", "special", "around", "situations")


class GuideEntry(Sourced):
    id: Key
    asked: tuple[Phrase, ...] = ()
    title: Title
    text: str = Field(min_length=1, max_length=400)
    call: Text | None = None
    papers: tuple[Text, ...] = ()

    def as_rule(self) -> GuideText:
        return GuideText(self.id, self.title, self.text, self.call, self.papers, fact(self), self.asked)


class GroupEntry(PackModel):
    """A group; a city repeats `id` only, unless it begins a new one."""

    id: Key
    asked: tuple[Phrase, ...] = ()
    title: Title | None = None
    steps: bool = False
    texts: tuple[GuideEntry, ...] = Field(min_length=1)


class GuidesFile(PackModel):
    groups: tuple[GroupEntry, ...] = Field(min_length=1)


def load_guides(country: Path, city: Path, hotlines: Collection[str]) -> dict[str, GuideGroup]:
    """All groups by id, in the order of the files. `hotlines` are the ids a text may send to."""
    sources = dict(load(country / SOURCES, SourcesFile).sources)
    found: dict[str, GuideGroup] = {}
    for path in sorted(country.glob("guides*.yaml")):
        for group in _groups(path, sources, hotlines):
            if group.id in found:
                raise _twice(path, group.id)
            found[group.id] = _begun(path, group)
    missing = [one for one in NEEDED if one not in found]
    if missing:
        raise PackError(
            country / CITY, 1, f"the group {missing[0]} is missing", "Add it, with a title and its texts."
        )
    if (city / OWN).is_file():
        sources |= load(city / OWN, CityFile).sources
    if (city / CITY).is_file():
        for group in _groups(city / CITY, sources, hotlines):
            found[group.id] = (
                _overridden(found[group.id], group) if group.id in found else _begun(city / CITY, group)
            )
    return found


def _groups(path: Path, sources: Collection[str], hotlines: Collection[str]) -> Iterator[GroupEntry]:
    """The file's groups, each checked."""
    groups = load(path, GuidesFile).groups
    for group in groups:
        ids = [one.id for one in group.texts]
        if [one.id for one in groups].count(group.id) > 1:
            raise _twice(path, group.id)
        for entry in group.texts:
            if ids.count(entry.id) > 1:
                raise _twice(path, entry.id)
            if entry.call is not None and entry.call not in hotlines:
                cure = f"Write one of: {', '.join(hotlines)}."
                raise error_at(
                    path, f"call: {entry.call}", f"{entry.id}: there is no hotline {entry.call}", cure
                )
        check_sources(path, group.texts, sources)
        yield group


def _twice(path: Path, key: str) -> PackError:
    return error_at(path, f"id: {key}", f"{key} stands twice", "Give each an id of its own.")


def _begun(path: Path, group: GroupEntry) -> GuideGroup:
    if group.title is None:
        raise error_at(
            path, f"id: {group.id}", f"the group {group.id} has no title", "Add the line 'title: …'."
        )
    texts = tuple(one.as_rule() for one in group.texts)
    return GuideGroup(group.id, group.title, group.steps, texts, group.asked)


def _overridden(common: GuideGroup, own: GroupEntry) -> GuideGroup:
    """The country's texts in their order, each in the city's words where it has its own; then what only the city has. What people type
    stays the country's where the city says nothing about it."""
    texts = {one.id: one for one in common.texts}
    for one in (entry.as_rule() for entry in own.texts):
        before = texts.get(one.id, one).asked
        texts[one.id] = replace(one, asked=one.asked or before)
    title, asked = own.title or common.title, own.asked or common.asked
    return GuideGroup(common.id, title, common.steps, tuple(texts.values()), asked)
