"""What keeps an answer from being published: each fault with its cure. Pure; the dialog graph as a whole is looked at, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from rules.answers.answer import (
    KEY_PATTERN,
    PHRASE_MOST,
    PHRASES_MOST,
    SOURCE_MOST,
    TEXT_MOST,
    THEMES,
    TITLE_MOST,
    WAYS_MOST,
    Answer,
    Leads,
)
from rules.answers.markup import has_tags, is_broken
from rules.languages import DEFAULT
from rules.units import units

HTTPS = re.compile(r"https://[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?(?:[/?#][^\s<>\"\\]*)?")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `field` is a name of `to_plain` ("text.en", "ways.2"); `code` names the kind for words in the person's language."""

    field: str
    code: str
    problem: str
    cure: str


@dataclass(frozen=True, slots=True)
class Known:
    """What ways may lead to: ids by kind, and every answer that is or is about to be published."""

    ids: Mapping[Leads, frozenset[str]]
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def having(self, answers: Mapping[str, Answer]) -> Known:
        """The same, with these answers."""
        return replace(self, answers=answers)


def faults(answer: Answer, known: Known) -> list[Fault]:
    """Everything that keeps this answer from being published; `known.answers` may hold it already or not."""
    return [*_words(answer), *_phrases(answer), *_ways(answer, known), *_exits(answer, known)]


def _words(answer: Answer) -> Iterator[Fault]:
    if not re.fullmatch(KEY_PATTERN, answer.key):
        yield Fault("key", "key", "is no key", "Use small letters, figures and _, 24 at most.")
    if answer.theme and answer.theme not in THEMES:
        yield Fault("theme", "target", f"is {answer.theme}, which is no theme", "Choose another one.")
    for name, texts, most in (("title", answer.titles, TITLE_MOST), ("text", answer.texts, TEXT_MOST)):
        if not texts.get(DEFAULT, "").strip():
            yield Fault(f"{name}.{DEFAULT}", "missing", "is missing in Chinese", "Write it.")
        for code, text in texts.items():
            yield from text_faults(f"{name}.{code}", text, most)
    for code, text in answer.source.items():
        yield from text_faults(f"source.{code}", text, SOURCE_MOST)
    if not answer.source.get(DEFAULT, "").strip() or answer.checked is None:
        yield Fault(
            "source", "source", "does not say where it is from, or when it was checked", "Write both."
        )


def text_faults(where: str, text: str, most: int, bold: bool = True) -> Iterator[Fault]:
    """What is wrong with one text. `bold`: it may hold *so*."""
    if units(text) > most:
        yield Fault(where, "long", f"has {units(text)} characters, {most} fit", "Make it shorter.")
    if bold and is_broken(text):
        yield Fault(
            where, "markup", "has a * without its second one", "Put a * before and behind what is bold."
        )
    if has_tags(text):
        yield Fault(where, "tags", "holds HTML, which is shown as it stands", "Take it out; bold is *so*.")


def _phrases(answer: Answer) -> Iterator[Fault]:
    for code, phrases in answer.asked.items():
        if len(phrases) > PHRASES_MOST:
            cure = f"Keep {PHRASES_MOST} at most."
            yield Fault(f"asked.{code}", "many", f"has {len(phrases)} phrases", cure)
        for phrase in phrases:
            if not phrase.strip() or units(phrase) > PHRASE_MOST:
                cure = f"1 to {PHRASE_MOST} characters."
                yield Fault(f"asked.{code}", "phrase", "has an empty or over-long phrase", cure)


def _ways(answer: Answer, known: Known) -> Iterator[Fault]:
    if len(answer.ways) > WAYS_MOST:
        yield Fault("ways", "many", f"has {len(answer.ways)} ways on", f"Keep {WAYS_MOST} at most.")
    for at, way in enumerate(answer.ways, 1):
        where = f"ways.{at}"
        for text in way.labels.values():
            yield from text_faults(where, text, TITLE_MOST)
        if way.leads == Leads.LINK:
            yield from link_faults(where, way.to, way.labels.get(DEFAULT, ""))
        elif way.leads == Leads.ANSWER:
            if way.to not in known.answers or way.to == answer.key:
                yield Fault(
                    where, "target", f"leads to {way.to}, which is no other answer", "Choose another one."
                )
        elif way.to not in known.ids.get(way.leads, frozenset()):
            yield Fault(where, "target", f"leads to {way.to}, which there is not", "Choose another one.")


def link_faults(where: str, link: str, label: str) -> Iterator[Fault]:
    """What is wrong with a button to a page."""
    good = HTTPS.fullmatch(link)
    if not good or len(link) > 500:
        yield Fault(where, "link", "is no https address", "Copy the whole address, from https:// on.")
    if not label.strip():
        yield Fault(where, "label", "a link needs a label in Chinese", "Write what is behind it.")


def _exits(answer: Answer, known: Known) -> Iterator[Fault]:
    """A question back at the parent ("which of these?") must end somewhere: from every answer that only leads to answers, something that
    is not a way round in a circle can be reached."""
    graph = {**known.answers, answer.key: answer}
    if not _is_question(answer):
        return
    seen, waiting = {answer.key}, [answer.key]
    while waiting:
        for way in graph[waiting.pop()].ways:
            if way.leads != Leads.ANSWER or (way.to in graph and not _is_question(graph[way.to])):
                return
            if way.to in graph and way.to not in seen:
                seen.add(way.to)
                waiting.append(way.to)
    if answer.ways:
        yield Fault("ways", "loop", "only leads round in a circle", "Add a way that ends somewhere.")
    else:
        yield Fault("ways", "dead_end", "asks, and offers no choice", "Add the choices.")


def _is_question(answer: Answer) -> bool:
    """Whether the text ends with a question to the parent, so that a choice is the only way on."""
    return answer.texts.get(DEFAULT, "").rstrip("*）)”」』 \n").endswith(("？", "?"))


def leading_to(key: str, answers: Mapping[str, Answer]) -> list[str]:
    """The other answers that lead to this one, so that it cannot be taken out."""
    return [
        one.key
        for one in answers.values()
        if one.key != key and any(way.leads == Leads.ANSWER and way.to == key for way in one.ways)
    ]
