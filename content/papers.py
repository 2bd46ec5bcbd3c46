"""The papers: `content/cn/paper*.yaml` -> `rules.papers.book.PaperBook`.

`load_papers(folder)` reads the files, checks that every rule, source, step and paper they name exists and that no step waits for itself,
and builds the book. Raises `PackError` with file, line and cure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from content.loading import error_at, load
from content.paper_models import PaperEntry, PapersFile
from content.rule_texts import load_rule_texts, must_exist
from content.vaccines import NATIONAL
from rules.papers.book import PaperBook, Step
from rules.vaccines.book import RuleText

PAPERS, SOURCES = "papers.yaml", "paper_sources.yaml"
RULES = ("paper_rules_home.yaml", "paper_rules_child.yaml", "paper_rules_family.yaml")


def load_papers(folder: Path = NATIONAL, visits: Collection[str] | None = None) -> PaperBook:
    """The papers of one country; `visits` are the ids of its check-up book, None: not compared. Raises `PackError`."""
    path = folder / PAPERS
    entries = load(path, PapersFile).papers
    texts = load_rule_texts(folder, RULES, SOURCES)
    _each_once(path, [entry.id for entry in entries], "paper")
    for entry in entries:
        must_exist(path, entry.cited(), texts, "rule")
        must_exist(path, entry.substitutes, {one.id for one in entries}, "paper")
        if visits is not None:
            must_exist(path, filter(None, (entry.visit, entry.school_visit)), visits, "visit")
    steps = _steps(path, entries, texts)
    return PaperBook({entry.id: entry.as_rule(texts) for entry in entries}, steps, texts)


def _steps(path: Path, entries: Collection[PaperEntry], texts: Mapping[str, RuleText]) -> dict[str, Step]:
    """All steps by id, in the order of the file."""
    _each_once(path, [step.id for entry in entries for step in entry.steps], "step")
    steps = {step.id: step.as_rule(entry.id, texts) for entry in entries for step in entry.steps}
    for step in steps.values():
        must_exist(path, step.after, steps, "step")
    try:
        TopologicalSorter({step.id: step.after for step in steps.values()}).prepare()
    except CycleError as error:
        circle = error.args[1]
        problem = f"these steps wait for each other: {', '.join(reversed(circle))}"
        raise error_at(
            path, f"id: {circle[0]}", problem, "Take one out of the 'after' of another."
        ) from error
    return steps


def _each_once(path: Path, ids: list[str], what: str) -> None:
    for one in ids:
        if ids.count(one) > 1:
            raise error_at(
                path,
                f"id: {one}",
                f"the {what} {one} is written twice",
                f"Give each {what} an id of its own.",
            )
