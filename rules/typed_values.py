"""Several values that staff type at once, as "镜湖区、3-6岁和小学" or "kids 3 to 6 and primary school": each for itself. Pure and total."""

from __future__ import annotations

import re

from rules.birthdays.tidy import tidy
from rules.typed_ages import read_ages

#: So many are looked at.
_MOST = 8
_SIGNS = re.compile(r"[,;/+&，、；\n]+|(?<=[区县市岁月])\s+")
_WORDS = re.compile(r"\s+(?:and|or|plus)\s+|(?<=\S)(?:以及|还有|和|与|或者|或)(?=\S)", re.IGNORECASE)
#: What people say around a value.
_BEFORE = re.compile(
    r"^(?:(?:and|or|only|just|for|all|the|to|kids?|child(?:ren)?|famil(?:y|ies)|parents?|with|of|in|aged?|ages|between|who|live)\s+)+"
    r"|^(?:只要|只发|发给|只|给|还有|和|孩子|小孩)+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:的?(?:孩子|小孩|儿童|家长|家庭|居民|人))+$|\s+(?:kids|children|families|parents)$", re.IGNORECASE
)
#: Whoever says so takes something out.
_OUT = re.compile(
    r"不要|不含|不包括|不发|不给|除了|除外|以外|之外|去掉|删|取消|没有|\b(?:not|no|without|except|but|remove|minus|exclud\w*)\b",
    re.IGNORECASE,
)


def takes_out(text: str) -> bool:
    """Whether the words say that something shall not be: what they name is not chosen then."""
    return _OUT.search(text) is not None


def values_in(text: str) -> list[str]:
    """The values of the text, each without the words around it; the whole text where it is one. Ages stay whole: "between 3 and 6", "3 到 6 岁"."""
    if read_ages(text) is not None or read_ages(_bare(text)) is not None:
        return [_bare(text) if read_ages(text) is None else text]
    found: list[str] = []
    for part in _SIGNS.split(text):
        # of "3 and 6 years" no "3" is a value
        whole = read_ages(part) is not None or read_ages(_bare(part)) is not None
        found += [part] if whole else _WORDS.split(part)
    return [said for part in found if (said := _bare(part))][:_MOST]


def _bare(text: str) -> str:
    said = text.strip(" .。!！?？")
    if read_ages(tidy(said)) is not None:
        return said
    shorter = _AFTER.sub("", _BEFORE.sub("", said)).strip()
    return shorter or said
