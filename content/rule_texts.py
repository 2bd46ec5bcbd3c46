"""The sentences of a rule book: `<noun>_rules*.yaml` with `<noun>_sources.yaml` -> `RuleText` by id, and whether what is named exists."""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import Path

from content.loading import error_at, load
from content.vaccine_models import RulesFile, SourcesFile
from rules.vaccines.book import RuleText


def load_rule_texts(folder: Path, files: Iterable[str], sources_file: str) -> dict[str, RuleText]:
    """All rules by id; each stands once and names sources that exist. Raises `PackError`."""
    sources = load(folder / sources_file, SourcesFile).sources
    texts: dict[str, RuleText] = {}
    for path in (folder / name for name in files):
        for entry in load(path, RulesFile).rules:
            if entry.id in texts:
                raise error_at(
                    path, f"id: {entry.id}", f"rule {entry.id}: written twice", "Keep each rule once."
                )
            must_exist(path, entry.source, sources, "source")
            texts[entry.id] = entry.as_rule()
    return texts


def must_exist(path: Path, named: Iterable[str], known: Container[str], what: str) -> None:
    """Everything named in the file must be known. Raises `PackError` on the line that names it first."""
    for name in named:
        if name not in known:
            raise error_at(
                path, name, f"there is no {what} {name}", "Write it down in its file, or correct it here."
            )
