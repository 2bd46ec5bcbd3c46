"""Which sentences the house says: those of the code (interface) and those of the packs (knowledge).

The code is read as syntax tree. Babel's own Python extractor works on tokens: it loses a sentence that stands
inside another call's arguments, as in `_("For {name}", name=str(_("your child")))`, and is silent about
`_(variable)`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from content.extract import extract_texts
from content.loading import PackError

#: Folders whose code speaks with people.
SPEAKING = ("bot", "dialogs")
PACKS = "content"


@dataclass(frozen=True)
class Text:
    """One sentence to translate. `plural` is None when it depends on no number. `notes` tell what it is."""

    msgid: str
    plural: str | None
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Something to repair: where, which sentence, what is wrong and how to cure it."""

    file: str
    what: str
    cure: str
    msgid: str = ""

    def __str__(self) -> str:
        quoted = f" “{self.msgid}”" if self.msgid else ""
        return f"{self.file}:{quoted} {self.what}. {self.cure}"


_Found = tuple[str, str, str | None, list[str]]  # file, sentence, plural, notes


def interface(root: Path) -> tuple[list[Text], list[Problem]]:
    """The sentences of the code below `root` in the order of files and lines, and what cannot be read."""
    found: list[_Found] = []
    problems: list[Problem] = []
    for folder in SPEAKING:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            try:
                calls = list(_calls(ast.parse(path.read_text(encoding="utf-8"))))
            except (SyntaxError, UnicodeDecodeError) as error:
                problems.append(Problem(name, f"cannot be read ({error})", "Repair it first."))
                continue
            for line, sentences in calls:
                if sentences is None:
                    cure = "Write the sentence itself, in quotes, where it is said; values go in as {names}."
                    problems.append(Problem(f"{name}:{line}", "not a plain sentence", cure))
                else:
                    found.append((name, sentences[0], sentences[1] if len(sentences) > 1 else None, []))
    return _merged(found), [*problems, *_quarrels(found)]


def knowledge(root: Path) -> tuple[list[Text], list[Problem]]:
    """The texts of all packs below `root` in the order of files and lines, and what cannot be read."""
    found: list[_Found] = []
    problems: list[Problem] = []
    for path in sorted((root / PACKS).rglob("*.yaml")):
        name = path.relative_to(root).as_posix()
        try:
            with path.open("rb") as file:
                found += [(name, text, None, notes) for _line, _name, text, notes in extract_texts(file)]
        except PackError as error:
            problems.append(Problem(f"{name}:{error.line}", error.problem, error.cure))
    return _merged(found), problems


def _calls(tree: ast.AST) -> Iterator[tuple[int, tuple[str, ...] | None]]:
    """Line and sentences of each `_("…")`, `….ngettext("…", "…", n)`, `seat.words("…")`, and `self("…")` in Words itself.

    None instead of the sentences where they are not written out.
    """
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        match call.func:
            case ast.Name(id="_"):
                yield call.lineno, _literals(call.args[:1], 1)
            case ast.Name(id="self") | ast.Attribute(attr="words"):
                sentences = _literals(call.args[:1], 1)
                if sentences is not None:
                    yield call.lineno, sentences
            case ast.Attribute(attr="ngettext"):
                yield call.lineno, _literals(call.args[:2], 2)


def _literals(arguments: Iterable[ast.expr], count: int) -> tuple[str, ...] | None:
    said = [
        a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str) and a.value
    ]
    return tuple(said) if len(said) == count else None


def _merged(found: Iterable[_Found]) -> list[Text]:
    """Each sentence once, at its first place; a plural, where there is one, wins."""
    texts: dict[str, Text] = {}
    for file, msgid, plural, notes in found:
        known = texts.get(msgid, Text(msgid, plural, ()))
        texts[msgid] = Text(
            msgid,
            known.plural or plural,
            tuple(dict.fromkeys((*known.files, file))),
            tuple(dict.fromkeys((*known.notes, *notes))),
        )
    return list(texts.values())


def _quarrels(found: Iterable[_Found]) -> Iterator[Problem]:
    """The same sentence with and without a number, or with two plurals: a catalogue holds only one."""
    plurals: dict[str, str | None] = {}
    for file, msgid, plural, _notes in found:
        if plurals.setdefault(msgid, plural) != plural:
            what = "stands elsewhere without a plural, or with another one"
            yield Problem(file, what, "Word one of the two differently.", msgid)
