"""The same place written down twice: the same kind, the same name in some language, and hardly any way between."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import product
from math import cos, floor, radians, sin

from rules.places.circle import EARTH, metres
from rules.places.place import Place

#: Metres within which two of the same kind and name are taken for one.
SAME = 50.0
#: Metres along the edge of a cell: a ball of the radius above touches two of them in each direction.
_CELL = 2 * SAME

_Cell = tuple[int, int, int]


class Alike:
    """Places by where they are and what they are called. The cells are cubes through the Earth: they know no poles and no date line."""

    def __init__(self) -> None:
        self._named: dict[tuple[str, str, _Cell], list[tuple[int, Place]]] = {}
        self._taken: set[tuple[str, _Cell]] = set()

    def add(self, number: int, place: Place) -> int | None:
        """Remembers it under this number; the number of the same place if it was there before, and then it is not remembered again."""
        found = self.same(place.kind, place.names, place.lat, place.lon)
        if found is None:
            cell = _cells(place.lat, place.lon)[0]
            self._taken.add((place.kind, cell))
            for name in plain_names(place.names):
                self._named.setdefault((place.kind, name, cell), []).append((number, place))
        return found

    def same(self, kind: str, names: Mapping[str, str], lat: float, lon: float) -> int | None:
        """The number of the same place, if there is one."""
        cells = _cells(lat, lon)[1]
        for name in plain_names(names):
            for cell in cells:
                for number, place in self._named.get((kind, name, cell), ()):
                    if metres(lat, lon, place.lat, place.lon) <= SAME:
                        return number
        return None

    def perhaps(self, kind: str, lat: float, lon: float) -> bool:
        """Whether something of this kind lies about here, whatever it is called: quick, to pass over the others."""
        return any((kind, cell) in self._taken for cell in _cells(lat, lon)[1])


def plain_names(names: Mapping[str, str]) -> set[str]:
    """The names without what people write once this way and once that: width, capitals, spaces."""
    return {"".join(unicodedata.normalize("NFKC", name).casefold().split()) for name in names.values()}


def _cells(lat: float, lon: float) -> tuple[_Cell, list[_Cell]]:
    """The cell of a position, and all that its neighbourhood touches."""
    ring = EARTH * cos(radians(lat))
    spot = (
        ring * cos(radians(lon)) / _CELL,
        ring * sin(radians(lon)) / _CELL,
        EARTH * sin(radians(lat)) / _CELL,
    )
    x, y, z = ((floor(one - 0.5), floor(one + 0.5)) for one in spot)
    return (floor(spot[0]), floor(spot[1]), floor(spot[2])), list(product(x, y, z))
