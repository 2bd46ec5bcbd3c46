"""What somebody calls their child, out of what they typed: "小名叫豆豆。" is 豆豆. Pure and total; names are never stored here."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: What people type when they do not want to give a name.
_NO_NAME = frozenset(
    [
        "skip",
        "no",
        "none",
        "nothing",
        "pass",
        "跳过",
        "算了",
        "不用",
        "不用了",
        "不要",
        "不说",
        "没有",
        "没",
        "无",
        "先不",
        "略",
        "不想说",
        "不想写",
        "不想告诉你",
        "不告诉你",
        "不愿意说",
        "不方便",
        "不方便说",
        "保密",
        "no thanks",
        "no thank you",
        "no name",
        "not now",
        "i'd rather not",
        "rather not",
        "rather not say",
        "i'd rather not say",
        "i don't want to say",
        "i don't want to",
        "don't want to say",
        "secret",
    ]
)
#: What people say before they say anything: nobody's name, until they say it is.
_GREETINGS = frozenset(
    ["你好", "您好", "在吗", "在不在", "有人吗", "早上好", "晚上好", "哈喽", "谢谢", "好的", "好", "hello", "hi", "hey", "ok", "yes", "thanks", "thank you"]
)  # fmt: skip
#: Words before the name. Something must be left behind them.
_LEAD = re.compile(
    r"(?:我们?|我家)?(?:的)?(?:孩子|宝宝|宝贝|小孩|娃|儿子|女儿|他|她)?(?:的)?(?:小名|名字|乳名|昵称)?(?:就|是)?(?:叫做|叫|是|[:：])\s*"
    r"|(?:小名|名字|乳名|昵称)\s*"
    r"|(?:(?:his|her|the|my|our)\s+)?(?:(?:child|baby|son|daughter|kid)(?:['’]s)?\s+)?(?:nick)?name(?:\s+is|['’]s|\s*:)\s*"
    r"|(?:we\s+|i\s+)?(?:just\s+)?call\s+(?:him|her)\s+"
    r"|(?:he|she|it)(?:\s+is|['’]s)\s+called\s+",
    re.IGNORECASE,
)
#: What stands around a name and is no part of it.
EDGES = " \t\"'“”‘’「」『』《》()（）。.，,！!~～、:："
_SENTENCE = re.compile(r"[,，。！!？?;；、:：]|\d{2,}")
#: Longer than these is rarely what a child is called at home: it is asked back. Chinese characters; letters and words of other scripts.
_HAN_MOST, _LETTERS_MOST, _WORDS_MOST = 4, 20, 3
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Nickname:
    """The name that was read, "" for none wanted; `sure` is False when it had better be asked back."""

    name: str
    sure: bool = True


def read_nickname(text: str) -> Nickname:
    """Never raises. Of a text without anything like a name it is the text itself."""
    said = " ".join(text.split())
    bare = said.strip(EDGES)
    if bare.casefold().replace("’", "'") in _NO_NAME:
        return Nickname("")
    if bare.casefold() in _GREETINGS:
        return Nickname(bare, sure=False)
    doubled = len(bare) == 2 and bare[0] == bare[1]
    lead = None if doubled else _LEAD.match(bare)
    rest = bare[lead.end() :].strip(EDGES) if lead is not None else bare
    name = rest or bare or said
    first = _SENTENCE.split(name)[0].strip(EDGES)
    if _SENTENCE.search(name) and first and _is_short(first):
        return Nickname(first, sure=False)
    return Nickname(name, _is_short(name))


def _is_short(name: str) -> bool:
    han = len(_HAN.findall(name))
    return (
        not _SENTENCE.search(name)
        and han <= _HAN_MOST
        and len(name) <= _LETTERS_MOST
        and len(name.split()) <= _WORDS_MOST
    )
