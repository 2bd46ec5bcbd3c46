"""Papers as offices ask for them: what each is, who gives it, what it costs and takes, and what instead; in steps that can be counted back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rules.enrolment.situation import Housing
from rules.spans import Span
from rules.vaccines.book import RuleText

#: Handed in when applying (registration), or on the first days of school.
For = Literal["apply", "report"]
#: The texts of a paper that are sentences of rules, in the order in which they are read.
TOLD = ("issuer", "bring", "cost", "time", "validity", "instead")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do for a paper.

    It takes `days` office days after the day one goes there (0: done the same day), then `wait` of calendar time. `after` holds ids of
    steps that must be finished first, of whichever paper. `fresh`: it may not be finished earlier than so long before the paper is
    handed in (None: at any time). `rule` says how long it takes; `sure`: False where that is our own estimate. Ids have 10 characters at
    most.

    `office` False: no office has to be open, it can begin on any day and takes no office days. `by_itself`: nobody does anything, time
    passes (the half year after the registration): it begins the day what it waits for is finished. `optional`: only for families who
    said so (a lost booklet). `only_for`: only for these kinds of housing; empty: for everybody.
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
    office: bool = True
    by_itself: bool = False
    optional: bool = False
    only_for: tuple[Housing, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, by its key. Every text is zh_CN and one or two short sentences; "" where nothing is known.

    `name` is the official word, `everyday` how people say it. `issuer` who gives it, `bring` what to take along, `instead` what to do
    when it cannot be had. `substitutes` are keys of papers that may be handed in in its place, asked first. `visit`: the visit of the
    check-up book by which it is got, if there is one; `school_visit`: that visit before primary school, where it is another one.
    `rules` hold the sentences with source and confidence; `cites` says which of them a text is: "cost" -> rule id. `asked` is what people
    type who look for it (see `rules.asked`).
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
    school_visit: str | None = None
    cites: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PaperBook:
    """All papers and steps of one country, in their order."""

    papers: Mapping[str, Paper]
    steps: Mapping[str, Step]
    rules: Mapping[str, RuleText]
