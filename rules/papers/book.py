"""Papers as offices ask for them: what each is, who gives it, what it costs and takes, and what instead; in steps that can be counted back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rules.spans import Span
from rules.vaccines.book import RuleText

#: Handed in when applying (registration), or on the first days of school.
For = Literal["apply", "report"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do for a paper.

    It takes `days` office days after the day one goes there (0: done the same day), then `wait` of calendar time. `after` holds ids of
    steps that must be finished first, of whichever paper. `fresh`: it may not be finished earlier than so long before the paper is
    handed in (None: at any time). `sure`: False where days and wait are our own estimate. Ids have 10 characters at most.
    """

    id: str
    paper: str
    text: str
    days: int
    wait: Span
    after: tuple[str, ...]
    fresh: Span | None
    rule: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, by its key. Every text is zh_CN and one or two short sentences; "" where nothing is known.

    `name` is the official word, `everyday` how people say it. `issuer` who gives it, `bring` what to take along, `instead` what to do
    when it cannot be had. `substitutes` are keys of papers that may be handed in in its place, asked first. `visit`: the visit of the
    check-up book by which it is got, if there is one. `rules` hold the sentences with source and confidence.
    """

    key: str
    name: str
    everyday: str
    wanted: For
    issuer: str
    bring: str
    cost: str
    time: str
    validity: str
    instead: str
    substitutes: tuple[str, ...]
    visit: str | None
    steps: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PaperBook:
    """All papers and steps of one country, in their order."""

    papers: Mapping[str, Paper]
    steps: Mapping[str, Step]
    rules: Mapping[str, RuleText]
