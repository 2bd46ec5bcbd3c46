"""What a family takes along to a visit: `visits.yaml` of the national pack."""

from __future__ import annotations

from pydantic import Field

from content.loading import PackModel, Sourced, Text


class BringEntry(Sourced):
    text: Text


class Visits(PackModel):
    """The whole file."""

    bring: tuple[BringEntry, ...] = Field(min_length=1)
