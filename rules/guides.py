"""Short texts for parents around school: a reason they were given and its cure, a way step by step, a case that is not everybody's. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rules.knowledge import Source


@dataclass(frozen=True, slots=True)
class GuideText:
    """One text (zh_CN, 400 characters at most). `title` is how parents say it, or the step in a few words.

    `call` is the id of a hotline of the city, `papers` are keys of papers the text is about. `id` fits into addresses: [a-z0-9_]{1,24}.
    `asked` is what people type who need it (see `rules.asked`).
    """

    id: str
    title: str
    text: str
    call: str | None
    papers: tuple[str, ...]
    fact: Source
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuideGroup:
    """Texts of one topic, in the order they are read; `steps`: they are done one after the other."""

    id: str
    title: str
    steps: bool
    texts: tuple[GuideText, ...]
    asked: tuple[str, ...] = ()

    def told(self, today: date) -> tuple[GuideText, ...]:
        """What may be told as a fact today (law 9)."""
        return tuple(one for one in self.texts if one.fact.holds(today))

    def find(self, key: str) -> GuideText | None:
        """The text with this id."""
        return next((one for one in self.texts if one.id == key), None)
