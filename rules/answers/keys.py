"""Keys for new answers, made from their titles. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from pypinyin import lazy_pinyin

#: Signs of a key; see `answer.KEY_PATTERN`. How much of a title is looked at.
_MOST, _LOOKED_AT = 24, 60
_WORD = re.compile(r"[a-z0-9]+")


def key_of(title: str, taken: Collection[str]) -> str:
    """A key that is not taken: Chinese as it sounds (juzhuzheng), other words as they are; whole words as long as they fit."""
    sounds = lazy_pinyin(title[:_LOOKED_AT], errors=lambda rest: f" {rest} ")
    words = _WORD.findall(" ".join(sounds).lower().replace("ü", "u"))
    key = ""
    for word in words:
        longer = f"{key}_{word}" if key else word
        if len(longer) > _MOST:
            break
        key = longer
    if not key:
        key = words[0][:_MOST] if words else ""
    if not key[:1].isalpha():
        key = f"q_{key}"[:_MOST].rstrip("_") if key else "answer"
    number, free = 2, key
    while free in taken:
        end = f"_{number}"
        number, free = number + 1, key[: _MOST - len(end)].rstrip("_") + end
    return free
