"""The check-up pack: `content/cn/checkup*.yaml` -> `rules.checkups.CheckupBook`.

`load_checkups(folder)` reads the files, checks that every rule, item and source they name exists, and builds the book. Raises
`PackError` with file, line and cure.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from content.checkup_models import CheckupsFile, ItemEntry, ItemsFile
from content.loading import error_at, load
from content.rule_texts import load_rule_texts, must_exist
from content.vaccines import NATIONAL
from rules import checkups as rules

VISITS, ITEMS, SOURCES = "checkups.yaml", "checkup_items.yaml", "checkup_sources.yaml"
RULES = ("checkup_rules.yaml", "checkup_rules_entry.yaml")


def load_checkups(folder: Path = NATIONAL) -> rules.CheckupBook:
    """The check-up book of one country. Raises `PackError`."""
    pack = load(folder / VISITS, CheckupsFile)
    things = load(folder / ITEMS, ItemsFile)
    texts = load_rule_texts(folder, RULES, SOURCES)
    items, bring = _by_id(folder, things.items), _by_id(folder, things.bring)
    book = rules.CheckupBook(
        visits=_visits(folder, pack),
        items=items,
        bring=bring,
        entry=pack.entry.as_rule(),
        adult=pack.adult,
        rules=texts,
    )
    for item in (*items.values(), *bring.values()):
        must_exist(folder / ITEMS, (item.rule,), texts, "rule")
    for visit in book.visits.values():
        must_exist(folder / VISITS, (visit.rule, visit.dates, *visit.where, *visit.more), texts, "rule")
        must_exist(folder / VISITS, visit.items, items, "item")
        must_exist(folder / VISITS, visit.bring, bring, "thing to bring")
    return book


def _visits(folder: Path, pack: CheckupsFile) -> dict[str, rules.VisitRule]:
    found: dict[str, rules.VisitRule] = {}
    for entry in pack.visits:
        if entry.kind not in pack.kinds:
            cure = "Add it under 'kinds' or correct it."
            raise error_at(
                folder / VISITS, f"kind: {entry.kind}", f"nothing is said about the kind {entry.kind}", cure
            )
        for visit in entry.as_rules(pack.kinds[entry.kind]):
            if visit.id in found:
                cure = "Give each visit an id of its own."
                raise error_at(
                    folder / VISITS, f"id: {entry.id}", f"the visit {visit.id} is written twice", cure
                )
            found[visit.id] = visit
    return found


def _by_id(folder: Path, entries: Iterable[ItemEntry]) -> dict[str, rules.Item]:
    found: dict[str, rules.Item] = {}
    for entry in entries:
        if entry.id in found:
            raise error_at(
                folder / ITEMS, f"id: {entry.id}", f"{entry.id} is written twice", "Keep one of the two."
            )
        found[entry.id] = entry.as_rule()
    return found
