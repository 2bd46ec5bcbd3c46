"""What the flags of a case do: forbid vaccines (G11, G13, G14, PO6) or nothing (G10, G12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rules.vaccines.book import Book
from rules.vaccines.record import Note

ANAPHYLAXIS = "anaphylaxis_after:"


@dataclass(frozen=True, slots=True)
class Effects:
    """What all flags of a case do together."""

    forbidden: dict[str, str]  # vaccine -> rule
    implied: frozenset[str]  # of these: forbidden only because the ingredients are the same
    ask_for: dict[str, str]  # vaccine the clinic must decide on -> rule
    all_ipv: bool


def effects(book: Book, flags: Iterable[str]) -> Effects:
    """G11, G13, G14, PO6. Unknown flags and non-contraindications have no effect."""
    direct: dict[str, str] = {}
    ask_for: dict[str, str] = {}
    all_ipv = False
    for name in sorted(flags):
        flag = book.flags.get(name)
        if flag is not None:
            all_ipv = all_ipv or flag.all_ipv
            direct.update(dict.fromkeys(flag.forbids, flag.rule))
            ask_for.update(dict.fromkeys(flag.ask_for, flag.rule))
        elif name.startswith(ANAPHYLAXIS):
            direct.update(dict.fromkeys(_same_vaccine(book, name), "G11"))
    twins = {t for code, rule in direct.items() if rule == "G11" for t in book.same_ingredients.get(code, ())}
    implied = frozenset(twins - direct.keys())
    return Effects(direct | dict.fromkeys(implied, "G11"), implied, ask_for, all_ipv)


def _same_vaccine(book: Book, flag: str) -> tuple[str, ...]:
    """G11: the vaccine itself; after a combination nobody knows which part it was, so all of them."""
    code = book.codes.get(flag.removeprefix(ANAPHYLAXIS).strip().casefold(), "")
    combination = book.combinations.get(code)
    return combination.parts if combination is not None else (code,) if code else ()


def notes(book: Book, flags: Iterable[str]) -> tuple[Note, ...]:
    """What to say about each flag: a rule of the book, or that it was not used (G14: ask the doctor)."""
    return tuple(Note(name, _rule_of(book, name)) for name in sorted(flags))


def _rule_of(book: Book, name: str) -> str:
    flag = book.flags.get(name)
    if flag is not None:
        return flag.rule
    if name.startswith(ANAPHYLAXIS):
        return "G11"
    if name.startswith("preterm"):
        return "G10"
    words = name.casefold()
    return next((rule for word, rule in book.harmless_words.items() if word in words), "G14")
