"""What people type who look for a page of the packs: the shape of such a phrase, and that none leads to two pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from content.loading import error_at
from rules.asked import Page, Phrases, plain


def _as_compared(phrase: str) -> str:
    if phrase != plain(phrase):
        raise ValueError(f"write it as it is compared, {plain(phrase)!r}")
    return phrase


#: One word or several with spaces between, in small letters and simplified characters (see `rules.asked`).
Phrase = Annotated[str, Field(min_length=1), AfterValidator(_as_compared)]


def each_once(files: Sequence[Path], pages: Iterable[Phrases]) -> None:
    """Raises `PackError` in the file that holds the phrase when it stands at two pages, in whatever order its words are."""
    seen: dict[tuple[str, ...], Page] = {}
    for page, phrases in pages:
        for phrase in phrases:
            words = tuple(sorted(phrase.split()))
            if words in seen:
                path = next(one for one in files if f"- {phrase}\n" in one.read_text(encoding="utf-8"))
                other = seen[words]
                problem = f"{phrase!r} stands at {_named(page)} and at {_named(other)}"
                raise error_at(path, f"- {phrase}", problem, "Keep it where it is answered best.")
            seen[words] = page


def _named(page: Page) -> str:
    return " ".join(filter(None, (page.kind, page.id, page.text)))
