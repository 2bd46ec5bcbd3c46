"""The one sign staff's texts may hold: `*bold*`. Everything else is shown as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def pieces(text: str) -> Iterator[tuple[bool, str]]:
    """The text in pieces, each with whether it is bold. A lone `*` at the end stands for itself."""
    parts = text.split("*")
    if len(parts) % 2 == 0:
        parts[-2:] = ["*".join(parts[-2:])]
    for at, part in enumerate(parts):
        if part:
            yield at % 2 == 1, part


def is_broken(text: str) -> bool:
    """A bold phrase that never ends, goes over a line or holds nothing."""
    return any(line.count("*") % 2 or "**" in line for line in text.split("\n"))


def has_tags(text: str) -> bool:
    """HTML is not read here: parents would see it."""
    return _TAG.search(text) is not None
