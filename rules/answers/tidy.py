"""An answer as it may be kept: without signs no program can show, with plain line breaks, nothing around the words. Pure and total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from unicodedata import category, normalize

from rules.answers.answer import Answer, Way

#: Controls and halves of characters.
_UNFIT = frozenset(("Cc", "Cs"))
#: Signs that turn the rest of a line around or stand for nothing; what joins emoji or marks one sign's direction stays.
_TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)))


def tidied(answer: Answer) -> Answer:
    """The same answer in tidy words. Empty texts, phrases and labels are left out; a phrase stands once."""
    return replace(
        answer,
        titles=_texts(answer.titles, one_line=True),
        texts=_texts(answer.texts),
        asked={code: kept for code, phrases in answer.asked.items() if (kept := _phrases(phrases))},
        ways=tuple(Way(way.leads, line(way.to), _texts(way.labels, one_line=True)) for way in answer.ways),
        source=_texts(answer.source, one_line=True),
        cites=tuple(cite for one in answer.cites if (cite := line(one))),
    )


def line(text: str) -> str:
    """On one line, single spaces."""
    return " ".join(paragraphs(text).split())


def paragraphs(text: str) -> str:
    """Lines as they were typed, without spaces at their ends; nothing above the first and below the last."""
    broken = normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    kept = "".join(one for one in broken.replace("\u2029", "\n").replace("\t", " ") if _fits(one))
    return "\n".join(one.rstrip() for one in kept.split("\n")).strip()


def _fits(sign: str) -> bool:
    nobody = ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF
    return sign == "\n" or not (category(sign) in _UNFIT or sign in _TURNING or nobody)


def _texts(texts: Mapping[str, str], *, one_line: bool = False) -> dict[str, str]:
    made = {code: line(text) if one_line else paragraphs(text) for code, text in texts.items()}
    return {code: text for code, text in made.items() if text}


def _phrases(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kept for one in phrases if (kept := line(one))))
