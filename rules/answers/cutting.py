"""How a run of characters or syllables is cut into words: the cut with the longest ones, found in one pass. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rules.answers.sounds import sound

#: A word that begins somewhere: where it ends, how much it is worth, and its meanings.
Found = tuple[int, float, tuple[str, ...]]
#: Begin, end, and the meanings; None for what no table knows.
Piece = tuple[int, int, tuple[str, ...] | None]


def best_cut(length: int, begins: Callable[[int], Iterable[Found]]) -> list[Piece]:
    """The pieces of the run in order; neighbours that nobody knows are one piece. `begins` says which words begin at a place."""
    worths = [0.0] + [-1.0] * length
    ways: list[tuple[int, tuple[str, ...] | None]] = [(0, None)] * (length + 1)
    for begin in range(length):
        so_far = worths[begin]
        if so_far > worths[begin + 1]:
            worths[begin + 1], ways[begin + 1] = so_far, (begin, None)
        for end, worth, meant in begins(begin):
            if end <= length and so_far + worth > worths[end]:
                worths[end], ways[end] = so_far + worth, (begin, meant)
    return _pieces(ways)


def _pieces(ways: list[tuple[int, tuple[str, ...] | None]]) -> list[Piece]:
    pieces: list[Piece] = []
    end = len(ways) - 1
    while end:
        begin, meant = ways[end]
        if meant is None and pieces and pieces[-1][2] is None:
            pieces[-1] = (begin, pieces[-1][1], None)
        else:
            pieces.append((begin, end, meant))
        end = begin
    return pieces[::-1]


def pairs(run: str) -> list[str]:
    """Characters, pairs of them, and how the pairs sound."""
    heard = [sound(one) for one in run]
    return [
        *run,
        *(run[at : at + 2] for at in range(len(run) - 1)),
        *(f"~{heard[at]} {heard[at + 1]}" for at in range(len(run) - 1)),
    ]
