"""The questions for the clinic: `clinic_questions.yaml` -> `rules.knowledge.ClinicTopic`."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pydantic import Field

from content.facts import fact
from content.loading import PackError, PackModel, Sourced, Text, load
from rules.knowledge import ClinicTopic

#: Topics the conversations write down by themselves; a pack without one of them is not ready for families.
NEEDED = frozenset(
    {"put_off", "must_not", "immunoglobulin", "elsewhere", "not_counted", "lost_booklet", "words"}
)


class TopicEntry(Sourced):
    id: str = Field(pattern=r"^[a-z0-9_]{1,24}$")
    title: Text
    ask: Text
    text: str = ""
    rules: tuple[Text, ...] = ()
    offered: bool = True


class TopicsFile(PackModel):
    clinic_questions: tuple[TopicEntry, ...] = Field(min_length=1)


def load_topics(path: Path, rules: Collection[str]) -> dict[str, ClinicTopic]:
    """All topics by id, in the file's order. Raises `PackError`: for a rule nobody explains, and for a topic that is missing."""
    found: dict[str, ClinicTopic] = {}
    for one in load(path, TopicsFile).clinic_questions:
        unknown = [rule for rule in one.rules if rule not in rules]
        if unknown or one.id in found:
            problem = f"topic {one.id}: " + (
                f"rule {unknown[0]} is not explained" if unknown else "written twice"
            )
            raise _error(path, f"id: {one.id}", problem, "Correct it; keep each topic once.")
        found[one.id] = ClinicTopic(one.id, one.title, one.ask, one.text, one.rules, one.offered, fact(one))
    missing = sorted(NEEDED - found.keys())
    if missing:
        raise _error(
            path, "clinic_questions", f"the topic {missing[0]} is missing", "Add it, with offered: false."
        )
    return found


def _error(path: Path, word: str, problem: str, cure: str) -> PackError:
    lines = path.read_text(encoding="utf-8").splitlines()
    return PackError(path, next((n for n, line in enumerate(lines, 1) if word in line), 1), problem, cure)
