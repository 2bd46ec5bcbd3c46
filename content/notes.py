"""Feeding and safety notes by age: `notes.yaml` of the national pack."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from content.facts import fact
from content.loading import PackModel, Sourced, Text
from content.vaccine_models import Time
from rules.notes import NoteText

#: Any birthday serves to compare two ages.
_BORN = date(2024, 1, 1)


class NoteEntry(Sourced):
    id: str = Field(pattern=r"^[a-z0-9_]{1,15}$")
    topic: Literal["feeding", "safety", "care"]
    opens: Time
    closes: Time
    text: Text = Field(max_length=120)

    @model_validator(mode="after")
    def _opens_first(self) -> NoteEntry:
        if self.opens.after(_BORN) >= self.closes.after(_BORN):
            raise ValueError(f"{self.id} closes before it opens")
        return self


class NotesFile(PackModel):
    """The whole file."""

    notes: tuple[NoteEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_once(self) -> NotesFile:
        ids = [one.id for one in self.notes]
        twice = [one for one in ids if ids.count(one) > 1]
        if twice:
            raise ValueError(f"an id stands twice: {twice[0]}")
        return self

    def as_rules(self) -> tuple[NoteText, ...]:
        return tuple(
            NoteText(one.id, one.topic, one.text, fact(one), one.opens, one.closes) for one in self.notes
        )
