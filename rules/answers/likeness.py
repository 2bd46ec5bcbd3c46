"""Questions that are alike, as one group: words in another order, with a slip, of the same sound, with or without politeness. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from rules.answers.sounds import sound
from rules.asked import plain

#: How much of two questions has to be the same: syllables (0 to 1), letters (0 to 100). Held by tests/rules/test_likeness.py.
_SYLLABLES, _LETTERS = 0.65, 72.0
#: Signs looked at.
_LOOKED_AT = 200
_WORD = re.compile("[a-z0-9']+|[\u3400-\u9fff]")
_CHINESE = re.compile("[\u3400-\u9fff]")
#: What says nothing about the matter, or stands in nearly every question. Whole phrases before single signs.
_FILLERS = re.compile(
    "请问一下|请问|你好|您好|谢谢|麻烦|想问一下|问一下|想问|什么时候|怎么样|怎么办理|怎么弄|怎么办|怎么|如何|什么|可以|能不能|是不是|有没有|"
    "去哪里|在哪里|去哪儿|在哪儿|去哪|在哪|哪里|哪儿|这里|这边|我们家|我家|我们|俺家|俺们|孩子|小孩|宝宝|娃娃|儿子|女儿|"
    "[的了吗呢啊呀吧嘛哦啥咋我俺你您请要给能在是去娃不]"
)
_SMALL = frozenset(
    (
        *("a", "an", "the", "is", "are", "am", "was", "be", "do", "does", "did", "can", "could", "may", "there"),
        *("i", "me", "my", "we", "our", "you", "your", "to", "of", "for", "in", "on", "at", "it"),
        *("how", "what", "where", "when", "which", "who", "please", "hello", "hi", "thanks", "get"),
    )
)  # fmt: skip
Tokens = tuple[str, ...]


def alike(texts: Sequence[str]) -> list[list[int]]:
    """The indices of the texts in groups, each in the order of the texts; groups in the order of their first ones. Each joins the group whose
    first text is nearest, if it is near enough."""
    groups: list[list[int]] = []
    homes: dict[Tokens, int] = {}
    # The first question of each group, by its number; only like is compared with like.
    spoken: dict[int, Tokens] = {}
    lettered: dict[int, str] = {}
    for at, text in enumerate(texts):
        words, chinese = _bare(text), bool(_CHINESE.search(text))
        home = homes.get(words)
        if home is None:
            home = _nearest_spoken(words, spoken) if chinese else _nearest_lettered(words, lettered)
        if home is None:
            home = len(groups)
            groups.append([])
            if chinese:
                spoken[home] = words
            else:
                lettered[home] = " ".join(words)
        homes.setdefault(words, home)
        groups[home].append(at)
    return groups


def _nearest_spoken(words: Tokens, firsts: Mapping[int, Tokens]) -> int | None:
    found = process.extractOne(words, firsts, scorer=Indel.normalized_similarity, score_cutoff=_SYLLABLES)
    return found[2] if found is not None else None


def _nearest_lettered(words: Tokens, firsts: Mapping[int, str]) -> int | None:
    found = process.extractOne(" ".join(words), firsts, scorer=fuzz.token_sort_ratio, score_cutoff=_LETTERS)
    return found[2] if found is not None and words else None


def _bare(text: str) -> Tokens:
    """What it is about, in one order: words, and the sounds of characters; everything where nothing else is left."""
    said = plain(text[:_LOOKED_AT])
    for kept in (_FILLERS.sub(" ", said), said):
        words = [one for one in _WORD.findall(kept) if one not in _SMALL]
        if words:
            return tuple(sorted(sound(one) if _CHINESE.match(one) else one for one in words))
    return tuple(sorted(said.split()))
