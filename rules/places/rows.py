"""One row of a table of places, as offices keep them, becomes a `Place`; what cannot be read is named with its column and the cure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from rules.places.coordinates import System, to_wgs84
from rules.places.kinds import kind_words, plain_word
from rules.places.opening import HoursError, read_hours
from rules.places.phones import read_phones
from rules.places.place import Kind, Place, spoken
from rules.places.tongues import LANGUAGES

#: Every column there is: what stands in it. `name`, `address`, `price` and `note` may carry a language behind the name: `name_en`.
COLUMNS: Mapping[str, str] = {
    "id": "a name of your own that never changes (may be left out)",
    "kind": "what it is: one of the kinds, by its name or id",
    "name": "what it is called",
    "lat": "latitude in degrees",
    "lon": "longitude in degrees",
    "district": "the district it lies in",
    "address": "street and number",
    "phone": "telephone number",
    "hours": "opening hours like Mo-Fr 08:00-11:30,14:00-17:00; PH off",
    "price": "what it costs, in words",
    "note": "anything else families should know",
    "inclusive": "inclusive (普惠): yes or no",
    "migrants": "takes migrant children: yes or no",
    "serves": "the districts whose families it serves, with commas between",
    "languages": "languages spoken there (codes), with commas between",
    "vaccines": "vaccines it has (codes), with commas between",
    "source": "who told us",
    "checked": "the day somebody last looked (2026-11-26)",
}
TEXTS = ("name", "address", "price", "note")
#: Characters a text may have.
LONGEST = {"name": 120, "address": 200, "price": 200, "note": 500}
#: The language of a column that names none.
OWN_LANGUAGE = "zh_CN"

_YES, _NO = (
    {"yes", "y", "true", "1", "是", "有", "对", "✓", "√"},
    {"no", "n", "false", "0", "否", "没有", "无", "不"},
)
_KEY = re.compile(r"[A-Za-z0-9:/._-]{1,64}")
#: Keys that are made here: of a place added in the chat, and of kind, name and address.
_OURS = ("staff:", "h:")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Z]{2})?")
_LIST = re.compile(r"[,，;；、|]")
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,15})?")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may name: the kinds by id, districts and vaccines by id. `district_names` are how people write the districts."""

    kinds: Mapping[str, Kind]
    districts: frozenset[str]
    vaccines: frozenset[str]
    district_names: Mapping[str, str]
    #: How people write the kinds, made ready once: a file asks thousands of times.
    kind_words: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind_words", kind_words(self.kinds))

    @classmethod
    def of(cls, kinds: Mapping[str, Kind], districts: Mapping[str, str], vaccines: Iterable[str]) -> Known:
        """From the kinds, the districts' names by id, and the codes of the vaccine book. A district may be written by its name, or
        without the last character (鸠江 for 鸠江区)."""
        names = {plain_word(word): key for key, name in districts.items() for word in (key, name, name[:-1])}
        return cls(kinds, frozenset(districts), frozenset(vaccines), names)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one value, and how to mend it. Never holds the value itself: it may be somebody's."""

    column: str
    problem: str
    cure: str


class RowError(ValueError):
    """This row is no place. All that is wrong with it at once."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{one.column}: {one.problem}. {one.cure}" for one in faults))
        self.faults = faults


def read_row(row: Mapping[str, str], known: Known, system: System = "wgs84", demo: bool = False) -> Place:
    """The place of this row. Columns not in `COLUMNS` are ignored; empty is the same as left out. Raises RowError."""
    return _Row({name: value.strip() for name, value in row.items() if value.strip()}, known).place(
        system, demo
    )


@lru_cache(maxsize=1024)
def text_column(name: str) -> tuple[str, str] | None:
    """Which text a column holds, in which language: ("name", "en") for `name_en`; None for any other column."""
    base, sep, language = name.partition("_")
    if base not in TEXTS or (sep and not _LANGUAGE.fullmatch(language)):
        return None
    return base, language or OWN_LANGUAGE


class _Row:
    """Reads value by value and gathers what is wrong."""

    def __init__(self, row: Mapping[str, str], known: Known) -> None:
        self._row, self._known, self._faults = row, known, list[Fault]()
        # Sorted: where a text stands twice (`name`, `name_zh_CN`) the order of a file's columns does not choose.
        self._said = sorted((name, told) for name in row if (told := text_column(name)))

    def place(self, system: System, demo: bool) -> Place:
        kind, names = self._kind(), self._texts("name")
        if not any(base == "name" for _column, (base, _language) in self._said):
            self._wrong("name", "is missing", "Every place needs a name.")
        lat, lon = self._degrees("lat", 90), self._degrees("lon", 180)
        if lat == 0 and lon == 0:
            self._wrong(
                "lat", "0/0 lies in the sea off Africa", "Leave the row out until the position is known."
            )
        district = self._district()
        addresses = self._texts("address")
        found = Place(
            key=self._key(kind, names, addresses),
            kind=kind,
            names=names,
            lat=lat,
            lon=lon,
            district=district,
            addresses=addresses,
            phone=self._phone(),
            hours=self._hours(),
            prices=self._texts("price"),
            notes=self._texts("note"),
            inclusive=self._flag("inclusive"),
            migrants=self._flag("migrants"),
            serves=self._districts("serves"),
            languages=self._languages(),
            vaccines=self._vaccines(),
            source=self._short("source"),
            checked=self._day("checked"),
            demo=demo,
        )
        if self._faults:
            raise RowError(self._faults)
        lat, lon = to_wgs84(lat, lon, system)
        return _moved(found, lat, lon)

    def _wrong(self, column: str, problem: str, cure: str) -> None:
        self._faults.append(Fault(column, problem, cure))

    def _kind(self) -> str:
        word = self._row.get("kind", "")
        kind = self._known.kind_words.get(plain_word(word))
        if kind is None:
            self._wrong(
                "kind",
                "is missing" if not word else "is not known",
                f"Use one of: {', '.join(f'{one.name} ({one.id})' for one in self._known.kinds.values())}.",
            )
        return kind or ""

    def _texts(self, column: str) -> dict[str, str]:
        """The text in every language it is written in."""
        found = {}
        for name, (base, language) in self._said:
            if base != column:
                continue
            value = self._row[name]
            if len(value) > LONGEST[column] or _CONTROL.search(value):
                self._wrong(
                    name,
                    f"is longer than {LONGEST[column]} characters, or holds signs nobody can read",
                    "Shorten it.",
                )
                continue
            found[language] = " ".join(value.split())
        return found

    def _degrees(self, column: str, most: int) -> float:
        value = self._row.get(column, "")
        if not value:
            self._wrong(column, "is missing", "Every place needs a position in degrees.")
        elif not _NUMBER.fullmatch(value):
            self._wrong(column, "is no number of degrees", "Write it like 31.3312.")
        elif abs(float(value)) > most:
            self._wrong(
                column,
                f"is not between -{most} and {most}",
                "Are latitude and longitude the right way round?",
            )
        else:
            return float(value)
        return 0.5

    def _key(self, kind: str, names: Mapping[str, str], addresses: Mapping[str, str]) -> str:
        """The office's own id; without one, made of kind, name and address, so that the same row means the same place next year."""
        told = self._row.get("id", "")
        if told and not _KEY.fullmatch(told):
            self._wrong(
                "id",
                "holds other signs than A-Z a-z 0-9 : / . _ -, or is longer than 64",
                "Shorten it, or leave the column out.",
            )
        if told.startswith(_OURS):
            self._wrong(
                "id",
                "begins with staff: or h:, which are the ids we give ourselves",
                "Write an id of your own, or leave it out; what was added in the chat is corrected there.",
            )
        if told:
            return told
        # Not the first column: the order of a file's columns may change.
        name, address = (spoken(texts, OWN_LANGUAGE)[0] for texts in (names, addresses))
        return "h:" + hashlib.sha256(f"{kind}\n{name}\n{address}".encode("utf-8", "replace")).hexdigest()[:24]

    def _district(self) -> str | None:
        return next(iter(self._districts("district")), None)

    def _districts(self, column: str) -> tuple[str, ...]:
        found = [
            self._known.district_names.get(plain_word(word), plain_word(word)) for word in self._words(column)
        ]
        if any(one not in self._known.districts for one in found):
            self._wrong(
                column,
                "names a district that is not in the city's pack",
                f"Use one of: {', '.join(sorted(self._known.districts))}.",
            )
            return ()
        return tuple(dict.fromkeys(found))

    def _words(self, column: str) -> list[str]:
        return [word.strip() for word in _LIST.split(self._row.get(column, "")) if word.strip()]

    def _languages(self) -> tuple[str, ...]:
        words = [word.replace("-", "_") for word in self._words("languages")]
        if not LANGUAGES.issuperset(words):
            self._wrong(
                "languages",
                "holds something that is no code of a language we know",
                f"Use codes of: zh_CN, en, ug, {', '.join(sorted(LANGUAGES - {'zh_CN', 'en', 'ug'}))}.",
            )
            return ()
        return tuple(dict.fromkeys(words))

    def _vaccines(self) -> tuple[str, ...]:
        words = self._words("vaccines")
        if not self._known.vaccines.issuperset(words):
            self._wrong(
                "vaccines",
                "names a vaccine that is not in the book",
                f"Use codes like {', '.join(sorted(self._known.vaccines)[:4])}.",
            )
            return ()
        return tuple(dict.fromkeys(words))

    def _phone(self) -> str | None:
        value = self._row.get("phone")
        found = read_phones(value) if value is not None else None
        if value is not None and found is None:
            self._wrong("phone", "is no telephone number", "Write it like 0553-1234567.")
        return found

    def _hours(self) -> str | None:
        try:
            return read_hours(self._row["hours"]) if "hours" in self._row else None
        except HoursError as error:
            self._wrong("hours", "cannot be read", f"{error}.")
            return None

    def _flag(self, column: str) -> bool | None:
        value = self._row.get(column)
        if value is None:
            return None
        if value.lower() in _YES | _NO:
            return value.lower() in _YES
        self._wrong(column, "is neither yes nor no", "Write yes or no, or leave it empty.")
        return None

    def _short(self, column: str) -> str:
        value = " ".join(self._row.get(column, "").split())
        if len(value) > 200 or _CONTROL.search(value):
            self._wrong(
                column, "is longer than 200 characters, or holds signs nobody can read", "Shorten it."
            )
        return value

    def _day(self, column: str) -> date | None:
        value = self._row.get(column)
        if value is None:
            return None
        told = _DAY.fullmatch(value)
        try:
            if told:
                return date(int(told[1]), int(told[2]), int(told[3]))
        except ValueError:
            pass
        self._wrong(column, "is no day", "Write it like 2026-11-26.")
        return None


def _moved(place: Place, lat: float, lon: float) -> Place:
    object.__setattr__(place, "lat", lat)
    object.__setattr__(place, "lon", lon)
    return place
