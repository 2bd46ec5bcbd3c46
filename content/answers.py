"""Answers to what parents ask: `answers*.yaml` of the country; a city's files of the same name override by key, field by field.

`theme` at the head of a file (one of `rules.answers.answer.THEMES`) says what its answers are about; one may name another.
Both languages stand side by side: staff go on editing these texts in the chat, so they are on the shelf of staff's words. Raises `PackError`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from content.loading import Confidence, PackError, PackModel, error_at, load
from rules.answers.answer import FLOWS, KEY_PATTERN, THEMES, Answer, Leads, of_plain
from rules.answers.checks import Known, faults

Key = Annotated[str, Field(pattern=KEY_PATTERN)]
Line = Annotated[str, Field(min_length=1)]
Lines = dict[str, Line]
FILES = "answers*.yaml"


def _theme(name: str) -> str:
    if name not in THEMES:
        raise ValueError("theme is one of: " + ", ".join(THEMES))
    return name


Theme = Annotated[str, AfterValidator(_theme)]


class WayEntry(PackModel):
    """One target, and a label where its own name does not do."""

    answer: Key | None = None
    flow: Line | None = None
    paper: Line | None = None
    guide: Line | None = None
    service: Line | None = None
    near: Line | None = None
    hotline: Line | None = None
    link: Line | None = None
    label: Lines = Field(default_factory=dict)

    @model_validator(mode="after")
    def one_target(self) -> WayEntry:
        if sum(getattr(self, one.value) is not None for one in Leads) != 1:
            raise ValueError("a way leads to exactly one of: " + ", ".join(Leads))
        return self


class AnswerEntry(PackModel):
    """An answer; a city's repeats `key`, and what differs."""

    key: Key
    title: Lines | None = None
    text: Lines | None = None
    asked: dict[str, tuple[Line, ...]] | None = None
    ways: tuple[WayEntry, ...] | None = None
    source: Lines | None = None
    cites: tuple[Line, ...] | None = None
    checked: date | None = None
    confidence: Confidence | None = None
    valid_until: date | None = None
    review_by: date | None = None
    #: Where it is another one than its file's.
    theme: Theme | None = None


class AnswersFile(PackModel):
    theme: Theme
    answers: tuple[AnswerEntry, ...] = Field(min_length=1)


def load_answers(country: Path, city: Path, known: Known) -> dict[str, Answer]:
    """All of them by key, in the order of the files; an unknown target, a missing language, a text that is too long is a `PackError`."""
    plain: dict[str, dict[str, Any]] = {}
    where: dict[str, Path] = {}
    for folder in (country, city):
        seen: set[str] = set()
        for path in sorted(folder.glob(FILES)):
            file = load(path, AnswersFile)
            for entry in file.answers:
                if entry.key in seen:
                    cure = "Give each a key of its own."
                    raise error_at(path, f"key: {entry.key}", f"{entry.key} stands twice", cure)
                seen.add(entry.key)
                values = entry.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
                plain[entry.key] = {"theme": file.theme, **plain.get(entry.key, {}), **values}
                where[entry.key] = path
    found = {key: of_plain(_tidy(kept)) for key, kept in plain.items()}
    whole = known.having(found)
    for key, answer in found.items():
        wrong = faults(answer, whole)
        if wrong:
            problem = f"{key}: {wrong[0].field}: {wrong[0].problem}"
            raise error_at(where[key], f"key: {key}", problem, wrong[0].cure)
    return found


def _tidy(kept: dict[str, Any]) -> dict[str, Any]:
    """A block of YAML ends with a line break nobody means."""
    return {**kept, "text": {code: text.strip() for code, text in kept.get("text", {}).items()}}


def targets(**ids: Collection[str]) -> Known:
    """What ways may lead to, by kind: paper, guide, service, near, hotline."""
    return Known(
        {Leads(kind): frozenset(found) for kind, found in ids.items()} | {Leads.FLOW: frozenset(FLOWS)}
    )


__all__ = ["PackError", "load_answers", "targets"]
