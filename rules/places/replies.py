"""What staff type instead of a value: that they stop, that there is none, that they do not know. And names that only sound like danger. Pure and total."""

from __future__ import annotations

import re
from typing import Literal

from rules.asked import plain

_STOP = frozenset(
    ["算了", "取消", "不加了", "不改了", "不用了", "停", "停止", "cancel", "stop", "never mind", "nevermind"]
)
_NONE = frozenset(["没有", "没", "无", "暂无", "跳过", "none", "nothing", "skip", "n/a"])
_UNKNOWN = frozenset(
    ["不知道", "不清楚", "不详", "未知", "unknown", "not known", "don't know", "i don't know", "no idea"]
)
_EDGES = " \t.。!！,，~～…"
#: "反家暴中心", "Shelter for women": how the names of offices end, or what stands in them.
_OFFICE = re.compile(
    r"(?:中心|站|园|校|院|所|办|会|馆|家|点|处)$|\b(?:centre|center|office|school|clinic|shelter)\b"
)
#: What stands in a sentence, and in no name: "孩子没回家" and "he was beaten at school" are told by somebody in need.
_SENTENCE = re.compile(
    r"[我你他她了不没在被,，。!！?？]|\b(?:i|i'm|my|me|we|our|he|she|his|her|they|is|are|was|were|has|have|not|at|help)\b"
)


def reply(text: str) -> Literal["stop", "none", "unknown"] | None:
    """What the whole text says, if it is one of these; None for everything else."""
    said = plain(text).strip(_EDGES)
    if said in _STOP:
        return "stop"
    if said in _NONE:
        return "none"
    return "unknown" if said in _UNKNOWN else None


def names_office(text: str) -> bool:
    """Whether this reads like the name of an institution and not like somebody telling something."""
    said = plain(text).strip(_EDGES)
    return bool(_OFFICE.search(said)) and not _SENTENCE.search(said)
