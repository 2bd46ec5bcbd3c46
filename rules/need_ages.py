"""Which things a family is asked about first, by the ages of its children; the others stand behind "more". Pure and total.

Source of the ages: convention of this project (issue "Notices, activities and needs"): kindergarten begins at three, primary school at six.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from rules.spans import Span

#: What is asked about children of a stage, what is likeliest first: under three, before school, at school.
_BY_STAGE = (
    (0, ("nursery", "parenting", "health", "play", "reading")),
    (36, ("care", "parenting", "play", "reading", "art", "sport", "outings", "school")),
    (72, ("homework", "care", "holiday", "english", "reading", "sport", "art", "counsel")),
)
#: So many are shown at first, beside those that are ticked.
FIRST_MOST = 8


def first_topics(born: Iterable[date], today: date, ticked: Collection[str] = ()) -> tuple[str, ...]:
    """The topics (`rules.needs.TOPICS`) that are shown before "more", in their order: each stage of childhood in the family gives its likeliest in
    turn, the youngest first. What is ticked is always among them. Without children: as for the youngest."""
    stages = sorted({_stage(one, today) for one in born}) or [0]
    lists = [_BY_STAGE[stage][1] for stage in stages]
    in_turn = [
        topics[place] for place in range(max(map(len, lists))) for topics in lists if place < len(topics)
    ]
    found = list(dict.fromkeys(in_turn))[:FIRST_MOST]
    return (*found, *(one for one in ticked if one not in found))


def _stage(born: date, today: date) -> int:
    reached = [
        place
        for place, (months, _topics) in enumerate(_BY_STAGE)
        if born <= Span(months=months).before(today)
    ]
    return max(reached, default=0)
