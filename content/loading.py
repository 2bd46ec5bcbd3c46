"""Read one pack file: block-style YAML, checked by a pydantic model, errors with file, line and cure.

`load(path, Model)` returns the validated model or raises `PackError`. Nothing else escapes, whatever is
in the file: broken YAML, an impossible date such as 2023-02-30, a key written twice, a missing field.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

Place = tuple[str | int, ...]
Text = Annotated[str, Field(min_length=1)]
Confidence = Literal["confirmed", "second-hand", "convention"]


class PackModel(BaseModel):
    """Base of every pack model: frozen, and a misspelt key is an error instead of silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(PackModel):
    """What every fact carries: where it comes from, when a person last checked it, how sure we are."""

    id: Text
    source: tuple[Text, ...] = Field(min_length=1)
    checked: date
    confidence: Confidence
    valid_from: date | None = None
    valid_until: date | None = None


M = TypeVar("M", bound=BaseModel)


class PackError(Exception):
    """A pack file cannot be used. The text names file, line, what is wrong and how to cure it."""

    def __init__(self, path: Path, line: int, problem: str, cure: str) -> None:
        self.path, self.line, self.problem, self.cure = path, line, problem, cure
        super().__init__(f"{path}:{line}: {problem}. {cure}")


def error_at(path: Path, word: str, problem: str, cure: str) -> PackError:
    """A `PackError` on the first line that holds `word` as a whole."""
    whole = re.compile(re.escape(word) + "(?![A-Za-z0-9])")
    lines = path.read_text(encoding="utf-8").splitlines()
    return PackError(
        path, next((n for n, line in enumerate(lines, 1) if whole.search(line)), 1), problem, cure
    )


class _LineLoader(yaml.CSafeLoader):
    """A safe loader that remembers on which line each value stands and refuses double keys.

    libyaml reads (PyYAML's wheels bring it): all packs in a sixth of the time.
    """

    lines: dict[Place, int]
    seen: set[int]
    path: Path

    def read(self, path: Path) -> Any:
        self.lines, self.seen, self.path = {}, set(), path
        node = self.get_single_node()
        return None if node is None else self._build(node, ())

    def _build(self, node: yaml.Node, place: Place) -> Any:
        self.lines[place] = node.start_mark.line + 1
        if id(node) in self.seen:  # an alias (*name) could even contain itself
            raise PackError(self.path, self.lines[place], "aliases are not used in packs", "Write it out.")
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self._build(child, (*place, index)) for index, child in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[Any, Any]:
        built: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self._scalar(key_node)
            line = key_node.start_mark.line + 1
            if key in built:
                raise PackError(self.path, line, f"the key {key!r} is written twice", "Keep one of the two.")
            built[key] = self._build(value_node, (*place, key))
            self.lines[(*place, key)] = line
        return built

    def _scalar(self, node: yaml.Node) -> Any:
        line = node.start_mark.line + 1
        try:
            value = self.construct_object(node, deep=True)
        except (ValueError, yaml.YAMLError) as error:
            cure = "Correct the value, or put it in quotes when it is plain text."
            raise PackError(self.path, line, f"unreadable value ({error})", cure) from error
        if not isinstance(value, Hashable):
            raise PackError(self.path, line, "a list or mapping cannot be a key", "Use a plain word as key.")
        return value


# YAML 1.1 would read the words on, off, yes and no as true and false, even as keys; here they are words.
_LineLoader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path: Path, model: type[M]) -> M:
    """The file as a validated `model`. Raises `PackError`."""
    data, lines = read(path)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = tuple(first["loc"])
        others = error.error_count() - 1
        problem = f"{'.'.join(map(str, place)) or 'file'}: {first['msg']}"
        if others:
            problem += f" (and {others} more)"
        line = _line_of(lines, place) if place else _line_named(path, first["msg"])
        raise PackError(path, line, problem, _cure(first["type"], place)) from error


def read(path: Path) -> tuple[Any, dict[Place, int]]:
    """The plain data of the file and the line of every value."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(path, 1, f"cannot be read ({error})", "Check the name; save it as UTF-8.") from error
    try:
        loader = _LineLoader(text)
        try:
            return loader.read(path), loader.lines
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "no readable YAML"
        cure = "Write block style: one 'key: value' per line, two spaces per level, no tabs."
        raise PackError(path, mark.line + 1 if mark else 1, problem, cure) from error


def _line_of(lines: dict[Place, int], place: Place) -> int:
    """The line of the innermost value on the way to `place` (a missing field has none of its own)."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _line_named(path: Path, message: str) -> int:
    """For what is wrong with the file as a whole: the last line with the word the message has in quotes, or begins with."""
    named = re.search(r"'([^']+)'", message) or re.search(r"^Value error, (\w+):", message)
    if named is None:
        return 1
    whole = re.compile(rf"(?<![\w]){re.escape(named[1])}(?![\w])")
    lines = path.read_text(encoding="utf-8").splitlines()
    return max((n for n, line in enumerate(lines, 1) if whole.search(line)), default=1)


def _cure(kind: str, place: Place) -> str:
    if not place and kind == "value_error":
        return "Correct it there; write each id as it stands in its own entry."
    last = place[-1] if place else "it"
    match kind:
        case "missing":
            return f"Add the line '{last}: …'."
        case "extra_forbidden":
            return f"Remove '{last}' or correct its spelling."
        case "literal_error":
            return "Use one of the words named in the message."
        case _:
            return f"Correct the value of '{last}'."
