"""How a run of characters or syllables is cut into words: the cut with the longest ones, found in one pass. Pure."""

from __future__ import annotations

from collections.abc import Callable

from rules.answers.sounds import sound

#: What stands between two places: how much it is worth, and its meanings.
Found = tuple[float, tuple[str, ...]]
#: Begin, end, and the meanings; None for what no table knows.
Piece = tuple[int, int, tuple[str, ...] | None]


def best_cut(length: int, longest: int, at: Callable[[int, int], Found | None]) -> list[Piece]:
    """The pieces of the run in order; neighbours that nobody knows are one piece. A word of four is worth more than two of two."""
    best: list[tuple[float, int, tuple[str, ...] | None]] = [(0.0, 0, None)]
    for end in range(1, length + 1):
        now: tuple[float, int, tuple[str, ...] | None] = (best[end - 1][0], end - 1, None)
        for begin in range(max(0, end - longest), end):
            found = at(begin, end)
            if found is not None and best[begin][0] + found[0] > now[0]:
                now = (best[begin][0] + found[0], begin, found[1])
        best.append(now)
    pieces: list[Piece] = []
    end = length
    while end:
        _worth, begin, meant = best[end]
        if meant is None and pieces and pieces[-1][2] is None:
            pieces[-1] = (begin, pieces[-1][1], None)
        else:
            pieces.append((begin, end, meant))
        end = begin
    return pieces[::-1]


def pairs(run: str) -> list[str]:
    """Characters, pairs of them, and how the pairs sound; a number is one."""
    heard = [sound(one) for one in run]
    return [
        *run,
        *(run[at : at + 2] for at in range(len(run) - 1)),
        *(f"~{heard[at]} {heard[at + 1]}" for at in range(len(run) - 1)),
    ]
