"""Where an answer leads, and what leads on from there, as a map: each answer once, level by level, no more than can be read. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.answers.answer import Answer, Leads, Way

#: Nodes on a map, and levels below its first answer.
MOST, DEEP = 24, 5


@dataclass(frozen=True, slots=True)
class Node:
    """One row of the map, top to bottom. `level` 0 is the answer itself; `parent` the row it hangs below (None: none).

    `way`: what leads there (None for the first row). `number`: an answer that is drawn in full has one, from 1 on; a row that leads to an answer
    drawn in another row has its `number` and `again`. `gone`: it leads to an answer there is not.
    """

    level: int
    parent: int | None
    way: Way | None
    answer: Answer | None
    number: int | None = None
    again: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class DialogMap:
    """`left_out`: how many ways on are not on the map, because it is full or they lie too deep."""

    nodes: tuple[Node, ...]
    left_out: int


def dialog_map(answers: Mapping[str, Answer], first: Answer, most: int = MOST) -> DialogMap:
    """The map from this answer on; it may be a draft that is not among `answers` yet.

    Which answers are drawn is found breadth first, so that near ones come before far ones; rows stand depth first, as a tree is read.
    """
    known = {**answers, first.key: first}
    below, left_out = _chosen(known, first, most)
    nodes: list[Node] = []
    numbers: dict[str, int] = {first.key: 1}
    for way_key in _in_order(below, first.key):
        numbers.setdefault(way_key, len(numbers) + 1)
    _draw(known, below, numbers, nodes, first.key, 0, None, None)
    return DialogMap(tuple(nodes), left_out)


@dataclass(frozen=True, slots=True)
class _Branch:
    """A way that is drawn; `home` where it leads to an answer that hangs here and nowhere else."""

    way: Way
    home: bool


def _chosen(known: Mapping[str, Answer], first: Answer, most: int) -> tuple[dict[str, list[_Branch]], int]:
    """The drawn ways of each answer, and how many ways are not drawn."""
    below: dict[str, list[_Branch]] = {first.key: []}
    level = {first.key: 0}
    waiting, drawn, left_out = [first.key], 1, 0
    while waiting:
        key = waiting.pop(0)
        for way in known[key].ways:
            if drawn >= most or level[key] >= DEEP:
                left_out += 1
                continue
            drawn += 1
            home = way.leads == Leads.ANSWER and way.to in known and way.to not in below
            below[key].append(_Branch(way, home))
            if home:
                below[way.to], level[way.to] = [], level[key] + 1
                waiting.append(way.to)
    return below, left_out


def _in_order(below: Mapping[str, list[_Branch]], key: str) -> list[str]:
    """The answers as the rows stand."""
    found = [key]
    for branch in below[key]:
        if branch.home:
            found += _in_order(below, branch.way.to)
    return found


def _draw(
    known: Mapping[str, Answer],
    below: Mapping[str, list[_Branch]],
    numbers: Mapping[str, int],
    nodes: list[Node],
    key: str,
    level: int,
    parent: int | None,
    way: Way | None,
) -> None:
    here = len(nodes)
    nodes.append(Node(level, parent, way, known[key], numbers[key]))
    for branch in below[key]:
        to = branch.way.to
        if branch.home:
            _draw(known, below, numbers, nodes, to, level + 1, here, branch.way)
        elif branch.way.leads != Leads.ANSWER:
            nodes.append(Node(level + 1, here, branch.way, None))
        elif to in numbers:
            nodes.append(Node(level + 1, here, branch.way, known[to], numbers[to], again=True))
        else:
            nodes.append(Node(level + 1, here, branch.way, None, gone=True))
