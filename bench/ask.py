"""Ask: how often the search of questions is right, by the way people write, beside simpler searches of the same answers; and how long it takes.

The questions are in `bench/questions/`: the search is tuned on one part (`tuning.yaml`), what counts are the totals of the other (`held_out.yaml`).
No question and no single failure is ever printed: who tunes must not see them.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from bench.ask_entries import many
from bench.ask_rivals import Rival, like_phrases, like_sounds, without_table
from bench.report import Report, Tell, percentile
from bench.sizes import Size
from content import load_knowledge
from rules.answers.deciding import FLOW, decide
from rules.answers.search import Index
from rules.knowledge import Knowledge

QUESTIONS = Path(__file__).parent / "questions"
#: Of a hundred: what issue 6 aims at.
_AIMS = {"top-1": "≥ 85 %", "top-3": "≥ 95 %", "unknowns wrongly answered": "≤ 15 %"}

#: A search: the answers to a text, the best first; none is an honest "I do not know".
Search = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Case:
    """A question and what counts as right; nothing does for one that nobody answers here."""

    text: str
    right: tuple[str, ...]
    style: str


@dataclass(frozen=True)
class Half:
    """One part of the questions. `known` are answered by an entry, `flows` by a conversation of the bot."""

    known: tuple[Case, ...]
    unknown: tuple[Case, ...]
    flows: tuple[Case, ...]


def half(name: str) -> Half:
    """The questions of one file, by what answers them."""
    read: dict[str, list[dict[str, Any]]] = yaml.safe_load((QUESTIONS / name).read_text(encoding="utf-8"))
    return Half(
        tuple(Case(one["q"], tuple(one["topics"]), one["style"]) for one in read["known"]),
        tuple(Case(one["q"], (), "near" if one["near"] else "far") for one in read["unknown"]),
        tuple(Case(one["q"], (FLOW + one["flow"], *one.get("topics", ())), "flows") for one in read["flows"]),
    )


def measure(size: Size, tell: Tell) -> Report:
    """Ours, ours without the table of everyday words, and the nearest phrase by edits, on the same questions."""
    report = Report(
        "Ask: which answer is meant",
        "the nearest phrase by rapidfuzz (token_set_ratio), its threshold set on the tuning half",
    )
    knowledge = load_knowledge("cn/wuhu")
    tuning, held = half("tuning.yaml"), half("held_out.yaml")
    index = Index(knowledge.first_answers(), knowledge.wording())

    def ours(text: str) -> Sequence[str]:
        return decide(text, index, knowledge.place_kinds).hits

    tell("the nearest phrase")
    phrases, bare = like_phrases(knowledge), without_table(knowledge)
    tell("ours")
    _add_shares(report, held, ours, _set(phrases, tuning))
    _note_rival(report, held, "Ours without the table of everyday words", bare, tuning)
    _note_rival(report, held, "The nearest phrase", phrases, tuning)
    _note_rival(report, held, "The nearest phrase by its sounds", like_sounds(knowledge), tuning)
    _note_tuning(report, tuning, ours)
    tell(f"{size.entries} entries")
    _add_times(report, size, knowledge, held)
    return report


def _set(rival: Rival, tuning: Half) -> Search:
    """A rival with its own best threshold: the lowest at which no more than 15 of 100 unknowns of the tuning half are answered."""
    scores = sorted((rival.best(one.text) for one in tuning.unknown), reverse=True)
    least = scores[int(0.15 * len(scores))]
    return lambda text: rival.search(text, least)


def _add_shares(report: Report, held: Half, ours: Search, phrases: Search) -> None:
    beside = right_of(held, phrases)
    for name, share in right_of(held, ours).items():
        report.add(name, share, "%", beside[name], _AIMS.get(name, ""))
    report.notes.append(
        f"The held-out half: {len(held.known)} questions an entry answers, {len(held.unknown)} nobody answers here, {len(held.flows)} for a "
        "conversation of the bot."
    )


def _note_rival(report: Report, held: Half, name: str, rival: Rival, tuning: Half) -> None:
    """With its threshold, and when it answers everything."""
    told = ", ".join(
        f"{what} {share:.1f} %"
        for what, share in right_of(held, _set(rival, tuning)).items()
        if what in _AIMS
    )
    always = right_of(held, lambda text: rival.search(text, -1.0))
    report.notes.append(
        f"{name}: {told}; answering whatever is asked, top-1 {always['top-1']:.1f} %, top-3 {always['top-3']:.1f} %."
    )


def _note_tuning(report: Report, tuning: Half, ours: Search) -> None:
    told = ", ".join(
        f"{name} {share:.1f} %" for name, share in right_of(tuning, ours).items() if name in _AIMS
    )
    report.notes.append(f"On the tuning half ({len(tuning.known)} and {len(tuning.unknown)}): {told}.")


def right_of(asked: Half, search: Search) -> dict[str, float]:
    """Of a hundred: right first, right among three, unknowns answered, flows; and right first by the way people write."""
    answers = {one: search(one.text) for one in (*asked.known, *asked.unknown, *asked.flows)}
    styles: Mapping[str, list[Case]] = defaultdict(list)
    for one in asked.known:
        styles[one.style].append(one)
    both = [one for one in asked.known if len(one.right) > 1 and one.style == "two"]
    return {
        "top-1": _share(answers[one][:1] and answers[one][0] in one.right for one in asked.known),
        "top-3": _share(any(hit in one.right for hit in answers[one][:3]) for one in asked.known),
        "unknowns wrongly answered": _share(answers[one] for one in asked.unknown),
        "… of those that sound like ours": _share(
            answers[one] for one in asked.unknown if one.style == "near"
        ),
        "conversations of the bot, first": _share(
            answers[one][:1] and answers[one][0] in one.right for one in asked.flows
        ),
        "two questions in one: both among three": _share(
            set(one.right) <= set(answers[one][:3]) for one in both
        ),
        **{
            f"top-1, {style}": _share(answers[one][:1] and answers[one][0] in one.right for one in cases)
            for style, cases in sorted(styles.items())
        },
    }


def _share(hits: Iterable[object]) -> float:
    said = [bool(one) for one in hits]
    return 100 * sum(said) / max(len(said), 1)


def _add_times(report: Report, size: Size, knowledge: Knowledge, held: Half) -> None:
    """How long one question takes among many entries, and the building of the index."""
    entries = many(knowledge, size.entries)
    worked, begin = time.process_time(), time.perf_counter()
    index = Index(entries, knowledge.wording())
    built, worked = time.perf_counter() - begin, time.process_time() - worked
    again = _seconds(partial(Index, entries, knowledge.wording()))
    rival = like_phrases(knowledge, entries)
    asked = [one.text for one in (*held.known, *held.unknown, *held.flows)][: size.asked_of_many]
    waits = [_seconds(partial(decide, text, index, knowledge.place_kinds)) for text in asked]
    plain = [_seconds(partial(rival.search, text, 0)) for text in asked]
    for share, aim in ((0.5, ""), (0.95, "≤ 10 ms")):
        what = f"{size.entries:,} entries: one question, p{share * 100:.0f}"
        report.add(what, 1000 * percentile(waits, share), "ms", 1000 * percentile(plain, share), aim)
    report.add(f"{size.entries:,} entries: the index built", built, "s")
    report.add("… of that processor time", worked, "s")
    report.add("… built again, after one answer has changed", again, "s")
    phrases = sum(len(one) for entry in entries.values() for one in entry.asked.values())
    report.notes.append(f"{size.entries:,} entries hold {phrases:,} phrases, mixed from those of the packs.")


def _seconds(do: Callable[[], object]) -> float:
    begin = time.perf_counter()
    do()
    return time.perf_counter() - begin
