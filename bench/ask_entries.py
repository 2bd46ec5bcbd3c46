"""Many answers to search among: those of the packs, and others mixed from their phrases, so that much is nearly alike."""

from __future__ import annotations

import random
from dataclasses import replace

from rules.answers.answer import Answer
from rules.knowledge import Knowledge


def many(knowledge: Knowledge, number: int) -> dict[str, Answer]:
    """So many entries by key. A made one has as many phrases as a real one; each is half of one and half of another."""
    real = dict(knowledge.first_answers())
    chance = random.Random(1)
    phrases = {
        code: [one for entry in real.values() for one in entry.asked.get(code, ())]
        for code in ("zh_CN", "en")
    }
    made = dict(list(real.items())[:number])
    while len(made) < number:
        pattern = chance.choice(list(real.values()))
        key = f"made_{len(made)}"
        asked = {
            code: tuple(
                dict.fromkeys(
                    _mixed(chance.choice(known), chance.choice(known), code)
                    for _ in pattern.asked.get(code, ())
                )
            )
            for code, known in phrases.items()
        }
        made[key] = replace(pattern, key=key, asked=asked)
    return made


def _mixed(one: str, two: str, code: str) -> str:
    if code == "en":
        first, second = one.split(), two.split()
        return " ".join((*first[: len(first) // 2], *second[len(second) // 2 :]))
    return one[: len(one) // 2] + two[len(two) // 2 :]
