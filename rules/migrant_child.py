"""Which child the list of services for migrant children names. Pure and total.

The definition is the same in the whole country (SL1-SL5 of the book of services): under 16, with a parent or another guardian away
from the place of the household register, across the border of a county, for six full months or more; a move between urban districts
of the same city centre does not count. Schooling and vaccination never depend on it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from rules.spans import Span

#: From where a child came: another county or city, or another urban district of the same city centre.
Move = Literal["cross_county", "same_city_district"]

#: SL1: on its sixteenth birthday a child is no longer on the list.
TOO_OLD = Span(months=16 * 12)
#: SL4: so long a child must have lived here.
LIVED_HERE = Span(months=6)


def on_list(born: date, today: date, move: Move | None, arrived_on: date | None) -> bool | None:
    """Whether the list names this child; None when what was told does not decide it.

    That a parent or another guardian is here, too, is taken as given. `arrived_on` is the day the child began to live here.
    """
    return every(is_young(born, today), came_from_elsewhere(move), lived_here(arrived_on, today))


def is_young(born: date, today: date) -> bool:
    """SL1: under 16."""
    return today < TOO_OLD.after(born)


def lived_here(arrived_on: date | None, today: date) -> bool | None:
    """SL4: six full months or more."""
    return None if arrived_on is None else LIVED_HERE.after(arrived_on) <= today


def came_from_elsewhere(move: Move | None) -> bool | None:
    """SL3 and SL5: over the border of a county, and not only between districts of one city centre."""
    return None if move is None else move == "cross_county"


def every(*facts: bool | None) -> bool | None:
    """All of them. One that does not hold decides; otherwise one that is not known leaves it open."""
    if False in facts:
        return False
    return None if None in facts else True
