"""The enrolment pack: `content/cn/enrolment*.yaml` -> `rules.enrolment.EnrolmentBook`.

`load_enrolment(folder, …)` reads the files, checks that every paper, class, rule and source they name exists and that each profile
has one row for every class and way in, and builds the book. Raises `PackError` with file, line and cure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import get_args

from content.enrolment_models import ALL_STAGES, EnrolmentFile, RowEntry
from content.loading import error_at, load
from content.rule_texts import load_rule_texts, must_exist
from rules.checkups import EntryNumbers
from rules.enrolment.ages import PRIMARY
from rules.enrolment.branches import BRANCH_PAPERS, HOUSING_PAPERS
from rules.enrolment.decision import CITED, ROUTES, EnrolmentBook, PermitRule, Row
from rules.enrolment.documents import HEALTH_CHECK, WORK_PROOFS
from rules.enrolment.permit import REGISTRATION
from rules.enrolment.situation import Profile
from rules.vaccines.book import RuleText

TABLE, SOURCES = "enrolment.yaml", "enrolment_sources.yaml"
RULES = ("enrolment_rules.yaml", "enrolment_rules_papers.yaml")
#: Papers the rules add by themselves.
_ADDED = (
    REGISTRATION,
    HEALTH_CHECK,
    *BRANCH_PAPERS.values(),
    *(paper for paper, _rule in (*WORK_PROOFS.values(), *HOUSING_PAPERS.values())),
)


def load_enrolment(
    folder: Path, entry: EntryNumbers, profile: Profile, permit_rule: PermitRule
) -> EnrolmentBook:
    """The enrolment book of one country as one city uses it: its profile of papers, and how it counts the half year.

    `entry` are the ages and the cut-off day of the check-up book. Raises `PackError`.
    """
    path = folder / TABLE
    pack = load(path, EnrolmentFile)
    texts = load_rule_texts(folder, RULES, SOURCES)
    _check_ages(folder, entry)
    _check_papers(path, pack)
    _check_cited(folder, texts)
    profiles = _profiles(path, pack, texts)
    return EnrolmentBook(
        entry=entry,
        numbers=pack.numbers.as_rule(),
        papers=pack.papers,
        profiles=profiles,
        profile=profile,
        permit_rule=permit_rule,
        rules=texts,
    )


def _profiles(
    path: Path, pack: EnrolmentFile, texts: Mapping[str, RuleText]
) -> dict[Profile, tuple[Row, ...]]:
    """The rows of every profile, each row checked by itself and all of them together."""
    for name in get_args(Profile):
        if name not in pack.profiles:
            raise error_at(path, "profiles:", f"the profile {name} is missing", "Write its rows.")
    for row in (row for rows in pack.profiles.values() for row in rows):
        _check_classes(path, row)
        must_exist(path, row.documents, pack.papers, "paper")
        must_exist(path, (row.rule, *row.documents.values()), texts, "rule")
    profiles = {name: tuple(row.as_rule() for row in rows) for name, rows in pack.profiles.items()}
    for name, rows in profiles.items():
        _check_covered(path, name, rows)
    return profiles


def _check_ages(folder: Path, entry: EntryNumbers) -> None:
    """Between the small class and primary 1 lie as many years as kindergarten has classes."""
    if entry.primary.months - entry.kindergarten.months != 12 * PRIMARY:
        problem = f"kindergarten and primary school must begin {PRIMARY} years apart"
        raise error_at(
            folder / "checkups.yaml", "entry:", problem, "Correct the ages, or give the rules other classes."
        )


def _check_cited(folder: Path, texts: Mapping[str, RuleText]) -> None:
    for rule in CITED:
        if rule not in texts:
            cure = f"Add it to {' or '.join(RULES)}: the decisions cite it."
            raise error_at(folder / RULES[0], "rules:", f"rule {rule} is not explained", cure)


def _check_papers(path: Path, pack: EnrolmentFile) -> None:
    for paper, times in Counter(pack.papers).items():
        if times > 1:
            raise error_at(path, f"- {paper}", f"the paper {paper} is listed twice", "Keep one of the two.")
    for paper in _ADDED:
        if paper not in pack.papers:
            cure = "Add it to the list: the rules ask some families for it."
            raise error_at(path, "papers:", f"the paper {paper} has no place in the order", cure)


def _check_classes(path: Path, row: RowEntry) -> None:
    for stage in row.unknown_stages():
        cure = f"A level such as primary, or one of {', '.join(ALL_STAGES)}."
        raise error_at(path, f"- {stage}", f"there is no class {stage}", cure)


def _check_covered(path: Path, profile: Profile, rows: tuple[Row, ...]) -> None:
    """One row for every class and way in, and no two."""
    found = Counter(pair for row in rows for pair in product(row.stages, row.routes))
    for stage, route in product(ALL_STAGES, ROUTES):
        times = found[stage, route]
        if times != 1:
            problem = f"{profile}: {'no row covers' if not times else f'{times} rows cover'} {stage}, {route}"
            cure = "Name each class and way in in exactly one row of the profile."
            raise error_at(path, f"{profile}:", problem, cure)
