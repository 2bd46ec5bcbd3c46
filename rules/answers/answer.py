"""An answer as everybody means it: the same shape from a pack, from the database, from a file an administrator sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from rules.places.place import Texts

#: UTF-16 units of a title (it stands on buttons), a text (fits under a picture, with source and date), a phrase, a line of sources.
TITLE_MOST, TEXT_MOST, PHRASE_MOST, SOURCE_MOST = 48, 700, 80, 160
#: How many phrases in one language, and how many ways on.
PHRASES_MOST, WAYS_MOST = 60, 6
#: A key stands in addresses and files, and never changes: [a-z][a-z0-9_]{0,23}.
KEY_PATTERN = r"^[a-z][a-z0-9_]{0,23}$"
#: How sure we are (law 9).
CONFIDENCE = ("confirmed", "second-hand", "convention")


class Leads(StrEnum):
    """Where a button under an answer leads. The words are kept in the database and in files: never change one."""

    ANSWER = "answer"
    FLOW = "flow"
    PAPER = "paper"
    GUIDE = "guide"
    SERVICE = "service"
    NEAR = "near"
    HOTLINE = "hotline"
    LINK = "link"


#: Conversations of the bot an answer may lead to (`flow:`). A button for each is made in `dialogs/answer_ways.py`.
FLOWS = (
    "home", "papers", "services", "entitled", "guides", "settings", "hotlines", "privacy", "add_child",
    "lost_booklet", "growth", "notes", "feed", "person", "invite", "near", "next", "reminders", "help",
    "activities", "needs", "community", "news", "hush",
)  # fmt: skip

#: What answers are about, in the order parents browse them. The words are kept in the database and in files: add, never change.
THEMES = (
    "list", "permit", "kindergarten", "school", "transfer", "help", "health", "papers", "money", "bot",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """A choice under an answer. `to` is a key of an answer, a name of `FLOWS`, an id of the packs, or an https address. `labels` may be empty: then
    the target's own name is on the button; a link needs a label."""

    leads: Leads
    to: str
    labels: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """One entry. `texts` may hold `*bold*` and nothing else; `asked` are phrases as people type them, by language.

    `source` is told to parents in one line. `checked`: when a person last compared it; `review_by`: when somebody has to look again;
    `valid_until`: after it the text is not told as a fact. `picture` names a row of `answer_picture`.
    """

    key: str
    titles: Texts
    texts: Texts
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ways: tuple[Way, ...] = ()
    source: Texts = field(default_factory=dict)
    cites: tuple[str, ...] = ()
    checked: date | None = None
    confidence: str = "convention"
    valid_until: date | None = None
    review_by: date | None = None
    picture: str | None = None
    #: One of `THEMES`; "" stands with the other questions.
    theme: str = ""

    def holds(self, today: date) -> bool:
        """Whether it may be told as a fact today (law 9)."""
        return self.valid_until is None or today <= self.valid_until


def to_plain(answer: Answer) -> dict[str, Any]:
    """For a JSON column or a YAML file; `of_plain` gives the same answer back. Empty values are left out."""
    kept: dict[str, Any] = {
        "key": answer.key,
        "title": dict(answer.titles),
        "text": dict(answer.texts),
        "asked": {code: list(phrases) for code, phrases in answer.asked.items() if phrases},
        "ways": [
            {way.leads.value: way.to, **({"label": dict(way.labels)} if way.labels else {})}
            for way in answer.ways
        ],
        "source": dict(answer.source),
        "cites": list(answer.cites),
        "checked": answer.checked.isoformat() if answer.checked else None,
        "confidence": answer.confidence,
        "valid_until": answer.valid_until.isoformat() if answer.valid_until else None,
        "review_by": answer.review_by.isoformat() if answer.review_by else None,
        "picture": answer.picture,
        "theme": answer.theme or None,
    }
    return {name: value for name, value in kept.items() if value not in (None, {}, [])}


def of_plain(kept: Mapping[str, Any]) -> Answer:
    """The answer again. Raises KeyError, TypeError or ValueError for what `to_plain` did not make: files are checked before."""

    def day(name: str) -> date | None:
        return date.fromisoformat(kept[name]) if kept.get(name) else None

    return Answer(
        key=kept["key"],
        titles=dict(kept.get("title", {})),
        texts=dict(kept.get("text", {})),
        asked={code: tuple(phrases) for code, phrases in kept.get("asked", {}).items()},
        ways=tuple(_way(one) for one in kept.get("ways", ())),
        source=dict(kept.get("source", {})),
        cites=tuple(kept.get("cites", ())),
        checked=day("checked"),
        confidence=kept.get("confidence", "convention"),
        valid_until=day("valid_until"),
        review_by=day("review_by"),
        picture=kept.get("picture"),
        theme=kept.get("theme", ""),
    )


def _way(kept: Mapping[str, Any]) -> Way:
    leads, to = next((name, value) for name, value in kept.items() if name != "label")
    return Way(Leads(leads), to, dict(kept.get("label", {})))
