"""How parents say things (`everyday_words.yaml`), and which questions a conversation of the bot answers (`flow_questions.yaml`). Raises `PackError`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from content.loading import PackModel, error_at, load
from rules.answers.answer import FLOWS
from rules.answers.wording import Meaning, Wording
from rules.asked import plain

WORDS, QUESTIONS = "everyday_words.yaml", "flow_questions.yaml"
#: Before a kind of place.
_NEAR = "near:"


def _split(line: object) -> object:
    return tuple(one.strip() for one in line.split(",")) if isinstance(line, str) else line


def _as_compared(way: str) -> str:
    if way != plain(way):
        raise ValueError(f"write it as it is compared, {plain(way)!r}")
    return way


#: One way of saying, in small letters and simplified characters.
Way = Annotated[str, Field(min_length=1), AfterValidator(_as_compared)]
#: Several, on one line with commas between them.
Ways = Annotated[tuple[Way, ...], BeforeValidator(_split)]


class WordEntry(PackModel):
    """A meaning by the word of the offices, and how it is said."""

    word: Way
    zh_CN: Ways = ()
    en: Ways = ()

    def as_rules(self) -> Meaning:
        return Meaning(self.word, {"zh_CN": self.zh_CN, "en": self.en})


class Fillers(PackModel):
    zh_CN: Ways
    en: Ways


class WordsFile(PackModel):
    words: tuple[WordEntry, ...] = Field(min_length=1)
    outside: tuple[WordEntry, ...] = Field(min_length=1)
    fillers: Fillers


class FlowEntry(PackModel):
    flow: str = Field(min_length=1)
    asked: dict[str, tuple[Annotated[str, Field(min_length=1)], ...]] = Field(min_length=1)


class FlowsFile(PackModel):
    flows: tuple[FlowEntry, ...] = Field(min_length=1)


def load_wording(country: Path, kinds: Collection[str], places: Iterable[str] = ()) -> Wording:
    """Both files as one. `kinds`: what can be looked for nearby; `places`: names of the city and its parts, which tell nothing in a question."""
    table = load(country / WORDS, WordsFile)
    seen: set[str] = set()
    for one in (*table.words, *table.outside):
        if one.word in seen:
            raise error_at(
                country / WORDS, f"word: {one.word}", f"{one.word} stands twice", "Put both in one."
            )
        seen.add(one.word)
    questions = load(country / QUESTIONS, FlowsFile)
    known = {*FLOWS, *(f"{_NEAR}{kind}" for kind in kinds)}
    for flow in questions.flows:
        if flow.flow not in known:
            cure = f"It can be: {', '.join(sorted(known))}."
            raise error_at(
                country / QUESTIONS, f"flow: {flow.flow}", f"there is no conversation {flow.flow}", cure
            )
    return Wording(
        meanings=tuple(one.as_rules() for one in table.words),
        outside=tuple(one.as_rules() for one in table.outside),
        fillers={"zh_CN": (*table.fillers.zh_CN, *_called(places)), "en": table.fillers.en},
        flows={one.flow: one.asked for one in questions.flows},
    )


def _called(places: Iterable[str]) -> Iterator[str]:
    """A name as it stands, and as it is said: without the word for what kind of place it is."""
    for name in places:
        yield from {name, name.rstrip("市区县")} - {""}
