"""Text is counted and cut in UTF-16 units, as channels count. Pure and total."""

from __future__ import annotations


def units(text: str) -> int:
    """How many it has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """No longer than so many UTF-16 units; half a character is left out."""
    kept = text.encode("utf-16-le", "surrogatepass")[: most * 2]
    return kept.decode("utf-16-le", "ignore")
