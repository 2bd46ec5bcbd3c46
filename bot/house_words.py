"""Where the catalogues lie, for everything that speaks."""

from __future__ import annotations

from pathlib import Path

from dialogs.words import Catalogues

LOCALES = Path(__file__).parent.parent / "locales"


def catalogues() -> Catalogues:
    """All languages, read anew."""
    return Catalogues.load(LOCALES)
