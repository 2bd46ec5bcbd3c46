"""What every entry of a pack says about itself, in the shape the rules know."""

from __future__ import annotations

from content.loading import Sourced
from rules.knowledge import Source


def fact(entry: Sourced) -> Source:
    """Source, date, confidence and validity of an entry."""
    return Source(entry.source, entry.checked, entry.confidence, entry.valid_from, entry.valid_until)
