"""The vaccination pack: `content/cn/vaccine*.yaml` -> `rules.vaccines.Book`.

`load_book(folder)` reads the vaccination files, checks that every rule, vaccine and source they
name exists, and builds the tables the engine reads. Raises `PackError` with file, line and cure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from content.loading import error_at, load
from content.vaccine_models import (
    CoursesFile,
    NumbersFile,
    RulesFile,
    SelfPaidFile,
    SourcesFile,
    VaccinesFile,
)
from rules.vaccines import book as rules

NATIONAL = Path(__file__).parent / "cn"
RULE_FILES = (
    "vaccine_rules_general.yaml",
    "vaccine_rules_hb_bc_po_dp.yaml",
    "vaccine_rules_mm_je_mn_ha_hp.yaml",
)


def load_book(folder: Path = NATIONAL) -> rules.Book:
    """The rule book of one country. Raises `PackError`."""
    pack = load(folder / "vaccines.yaml", VaccinesFile)
    numbers = load(folder / "vaccine_numbers.yaml", NumbersFile)
    courses = load(folder / "vaccine_courses.yaml", CoursesFile)
    paid = load(folder / "vaccines_self_paid.yaml", SelfPaidFile)
    sources = load(folder / "vaccine_sources.yaml", SourcesFile).sources
    texts = _rule_texts(folder, sources)
    _check_rules(folder, numbers, courses, texts)
    _check_vaccines(folder, pack, numbers)
    codes, named = _codes(folder / "vaccines.yaml", pack)
    _check_self_paid(folder / "vaccines_self_paid.yaml", paid, named)
    return rules.Book(
        edition=pack.edition,
        valid_from=pack.valid_from,
        vaccines={entry.code: entry.as_rule() for entry in pack.vaccines},
        families=pack.families,
        combinations={entry.code: entry.as_rule() for entry in pack.combinations},
        codes=codes,
        courses={entry.id: entry.as_rule() for entry in courses.courses},
        closes={code: rules.Closing(entry.age, entry.rule) for code, entry in numbers.closes.items()},
        adult=numbers.adult,
        live_gap=numbers.live_gap,
        immunoglobulin_wait=numbers.immunoglobulin_wait,
        immunoglobulin_events=numbers.immunoglobulin_events,
        same_ingredients=numbers.same_ingredients,
        flags={entry.id: entry.as_rule() for entry in numbers.flags},
        harmless_words=numbers.harmless_words,
        bcg=numbers.bcg.as_rule(),
        hepatitis_b=numbers.hepatitis_b.as_rule(),
        polio=numbers.polio.as_rule(),
        dtp=numbers.dtp.as_rule(),
        measles=numbers.measles.as_rule(),
        meningitis=numbers.meningitis.as_rule(),
        hepatitis_a=numbers.hepatitis_a.as_rule(),
        hpv=numbers.hpv.as_rule(),
        rules=texts,
        sentences=numbers.sentences,
        self_paid=tuple(entry.as_rule() for entry in paid.self_paid),
        products={code: one for entry in pack.vaccines for code, one in entry.as_products().items()},
        named=named,
    )


def _rule_texts(folder: Path, sources: Mapping[str, str]) -> dict[str, rules.RuleText]:
    """All rules by id; each must name sources that exist."""
    texts: dict[str, rules.RuleText] = {}
    for name in RULE_FILES:
        for entry in load(folder / name, RulesFile).rules:
            unknown = [source for source in entry.source if source not in sources]
            if unknown or entry.id in texts:
                problem = f"rule {entry.id}: " + (
                    f"unknown source {unknown[0]}" if unknown else "written twice"
                )
                cure = "Add the source to vaccine_sources.yaml or correct it; keep each rule once."
                raise error_at(folder / name, f"id: {entry.id}", problem, cure)
            texts[entry.id] = entry.as_rule()
    return texts


def _check_rules(
    folder: Path, numbers: NumbersFile, courses: CoursesFile, texts: Mapping[str, rules.RuleText]
) -> None:
    """Every rule id named beside a number must be explained in words."""
    in_numbers = [entry.rule for entry in numbers.flags] + [entry.rule for entry in numbers.closes.values()]
    in_numbers += numbers.harmless_words.values()
    in_courses = [rule for entry in courses.courses for rule in entry.cited()]
    for name, cited in (("vaccine_numbers.yaml", in_numbers), ("vaccine_courses.yaml", in_courses)):
        for rule in cited:
            if rule not in texts:
                cure = "Add it to vaccine_rules_*.yaml or correct it."
                raise error_at(folder / name, f"rule: {rule}", f"rule {rule} is not explained", cure)


def _check_vaccines(folder: Path, pack: VaccinesFile, numbers: NumbersFile) -> None:
    """Every vaccine code used by another entry must be listed under `vaccines`."""
    known = {entry.code for entry in pack.vaccines}
    parts = [part for combination in pack.combinations for part in combination.parts]
    parts += [entry.other_product for entry in pack.vaccines if entry.other_product]
    for name, used in (("vaccines.yaml", parts), ("vaccine_numbers.yaml", _used_codes(numbers))):
        for code in used:
            if code not in known:
                cure = "List it in vaccines.yaml under 'vaccines' or correct it."
                raise error_at(folder / name, code, f"unknown vaccine {code}", cure)


def _used_codes(numbers: NumbersFile) -> Iterable[str]:
    for flag in numbers.flags:
        yield from sorted(flag.forbids | flag.ask_for)
    yield from numbers.closes
    yield from numbers.measles.parts
    yield from sorted(numbers.polio.type2_vaccines | numbers.meningitis.conjugates)
    for code, twins in numbers.same_ingredients.items():
        yield from (code, *sorted(twins))


def _check_self_paid(path: Path, paid: SelfPaidFile, named: Mapping[str, str]) -> None:
    """What the list tells about can also be written down."""
    for entry in paid.self_paid:
        code = entry.records or entry.id
        if code not in named.values():
            cure = "Add a line 'records: <code of vaccines.yaml>'."
            raise error_at(path, f"id: {entry.id}", f"nothing can be recorded as {code}", cure)


def _codes(path: Path, pack: VaccinesFile) -> tuple[dict[str, str], dict[str, str]]:
    """Casefolded codes and aliases as the rules read them, and, without spaces, as people name them: there a product is itself.

    Two entries may not claim the same word.
    """
    codes: dict[str, str] = {}
    named: dict[str, str] = {}
    entries = [(entry.code, entry.code, entry.aliases) for entry in pack.vaccines]
    entries += [(entry.code, entry.code, entry.aliases) for entry in pack.combinations]
    entries += [(entry.code, one.code, one.aliases) for entry in pack.vaccines for one in entry.products]
    for code, name, aliases in entries:
        if "".join(name.split()).casefold() in named:
            raise error_at(
                path, f"code: {name}", f"{name} stands there twice", "Give each entry its own code."
            )
        for word in (name, *aliases):
            spaceless = "".join(word.split()).casefold()
            if codes.setdefault(word.casefold(), code) != code or named.setdefault(spaceless, name) != name:
                raise error_at(path, word, f"{word} stands for two vaccines", "Keep it at one of them.")
    return codes, named
