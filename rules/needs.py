"""What families can say they need, the hours they are free, and what staff may be shown of it. Pure and total.

**The rule of the small numbers** (`HIDDEN_BELOW`; convention of this project, issue "Notices, activities and needs"):

1. A number of families under five is not shown, and nought is one of those: "nobody" and "four" look the same (`shown`).
2. Ticks are free: a family may want up to three things, or nothing. So no sum is known that a hidden number could be missing from. Nothing here
   ever shows a number of ticks, a total over districts, or one thing crossed with another (topic by hour).
3. How many answered is shown only where no shown number leaves one to four families that said something else (`total`).
4. Of languages everybody says exactly one: the first of `LANGUAGES`, which nearly all say, never has a number, and what all the shown ones
   together leave over counts as such a rest, too.
5. All else (order, "few asked for it", sums over several districts, change since the last round, files) is made from what is shown: what is hidden
   counts as nothing. `board` therefore says the same whether or not the hidden families said what they said.
6. Families can be written to by what they asked for (`rules.audiences.Audience.tags`). Such an audience names beside it districts and stages of
   childhood and nothing finer (`Audience.tells_of_one`: no office, language, activity, ages of one's own), so that nobody can put a family they know
   into it, or take it out, and look what changes; it means, and reaches, five families or more; and every number of it, to the last report, is
   rounded down to a step of five or not told (`about`).
7. Not guarded against: somebody who looks before and after, and knows which family answered in between. Nobody of the staff is told who answered,
   or when.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

#: What a family can want. Kept in the database and, as places in this row, in buttons: add at the end, never change.
TOPICS = (
    "homework", "care", "holiday", "reading", "english", "science", "art", "sport",
    "play", "outings", "counsel", "volunteer", "parenting", "health", "school", "legal",
    "nursery",
)  # fmt: skip
#: When a family is free. The same holds: add at the end, never change.
HOURS = (
    "weekday_day", "weekday_evening", "saturday_morning", "saturday_afternoon",
    "sunday_morning", "sunday_afternoon", "weekend_evening",
)  # fmt: skip
#: Languages an activity may be held in; the first is what most say. Codes of `rules.languages`; "other" is any other language or dialect.
LANGUAGES = ("zh_CN", "ug", "bo", "mn", "kk", "ko", "za", "ii", "en", "other")
#: So many things one family may ask for.
WANTS_MOST = 3
#: Families fewer than this are not counted for anybody to see.
HIDDEN_BELOW = 5
#: A family is asked by itself once it has been here so long.
SETTLED = timedelta(days=14)
#: Few want it where the thing wanted most is wanted by more than so many times as many.
FEW_TIMES = 4
#: When a weekday becomes evening, when a day becomes afternoon, and a weekend evening. Conventions.
_WORK_ENDS, _NOON, _SUPPER = time(17, 30), time(12), time(18)


def shown(number: int) -> int | None:
    """What staff may see of a number of families; None: fewer than five, or none."""
    return number if number >= HIDDEN_BELOW else None


def about(number: int) -> int | None:
    """What staff may see of families chosen by what they asked for: rounded down to a step of five; None: fewer than five, or none (rule 6)."""
    return number - number % HIDDEN_BELOW if shown(number) is not None else None


def total(number: int, parts: Iterable[int | None]) -> int | None:
    """How many there are in all, where that tells of no small group that is missing from one of the shown parts."""
    small = any(part is not None and 0 < number - part < HIDDEN_BELOW for part in parts)
    return None if small else shown(number)


def round_of(day: date) -> str:
    """The half year in which a family is asked once: "2026-2"."""
    return f"{day.year:04}-{1 if day.month <= 6 else 2}"


def round_before(name: str) -> str:
    """The one before; of the very first, itself. Raises ValueError for what `round_of` did not make."""
    year, half = (int(part) for part in name.split("-"))
    if half == 2:
        return f"{year:04}-1"
    return f"{year - 1:04}-2" if year > 1 else name


def hour_of(at: datetime) -> str:
    """The one of `HOURS` in which something begins; `at` is wall-clock time where it takes place."""
    clock, day = at.time(), at.weekday()
    if day < 5:
        return "weekday_evening" if clock >= _WORK_ENDS else "weekday_day"
    if clock >= _SUPPER:
        return "weekend_evening"
    return f"{'saturday' if day == 5 else 'sunday'}_{'afternoon' if clock >= _NOON else 'morning'}"


def mask_of(keys: Collection[str], of: Sequence[str]) -> int:
    """These ticks as a number that fits into a button."""
    return sum(1 << place for place, key in enumerate(of) if key in keys)


def ticks_of(mask: int, of: Sequence[str], most: int | None = None) -> tuple[str, ...]:
    """The ticks again, in their order; what there is not, or is more than `most`, is left out."""
    return tuple(key for place, key in enumerate(of) if mask >> place & 1)[:most]


@dataclass(frozen=True, slots=True)
class Answer:
    """What `families` families of one district said alike."""

    wants: Collection[str]
    hours: Collection[str]
    language: str
    families: int = 1


@dataclass(frozen=True, slots=True)
class Board:
    """What staff see of one district. None: under five. Of languages, only those beside the first that enough said."""

    answered: int | None
    wanted: Mapping[str, int | None]
    free: Mapping[str, int | None]
    languages: Mapping[str, int]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it to see."""
        return self.answered is None and not any(
            number is not None for number in (*self.wanted.values(), *self.free.values())
        )


def board(answers: Iterable[Answer]) -> Board:
    """Counted, and hidden by the rule of the small numbers."""
    wants, hours, spoken = Counter[str](), Counter[str](), Counter[str]()
    number = 0
    for one in answers:
        number += one.families
        for key in {*one.wants}:
            wants[key] += one.families
        for key in {*one.hours}:
            hours[key] += one.families
        spoken[one.language] += one.families
    wanted = {key: shown(wants[key]) for key in TOPICS}
    free = {key: shown(hours[key]) for key in HOURS}
    languages = {key: spoken[key] for key in LANGUAGES[1:] if shown(spoken[key]) is not None}
    # everybody says one language: those beside the first leave the first, and all hidden ones, over
    parts = (*wanted.values(), *free.values(), *languages.values(), sum(languages.values()))
    return Board(total(number, parts), wanted, free, languages)


def by_number(counted: Mapping[str, int | None]) -> list[tuple[str, int]]:
    """What is shown, the most first; equal ones in their order."""
    seen = [(key, number) for key, number in counted.items() if number is not None]
    return sorted(seen, key=lambda one: -one[1])


def together(boards: Iterable[Board]) -> tuple[dict[str, int], dict[str, int]]:
    """What is wanted, and the hours that are free, over several districts: sums of what is shown in each."""
    wanted, free = dict.fromkeys(TOPICS, 0), dict.fromkeys(HOURS, 0)
    for one in boards:
        for key, number in one.wanted.items():
            wanted[key] += number or 0
        for key, number in one.free.items():
            free[key] += number or 0
    return wanted, free


@dataclass(frozen=True, slots=True)
class Doubts:
    """What speaks against an activity as it is planned. `wanted` and `free` are what is shown of it (0: under five in every district);
    `rather` and `better` what more families want, and when more are free, the most first. `hour` is None while it has no time."""

    topic: str
    hour: str | None
    wanted: int
    free: int
    few_asked: bool
    few_free: bool
    rather: tuple[tuple[str, int], ...] = ()
    better: tuple[tuple[str, int], ...] = ()

    def __bool__(self) -> bool:
        return self.few_asked or self.few_free


def doubts(boards: Iterable[Board], topic: str, starts_at: datetime | None) -> Doubts:
    """Whether few asked for it, or few are free then. Where too few families have answered, nothing is known, and nothing doubted."""
    wanted, free = together(boards)
    hour = hour_of(starts_at) if starts_at is not None else None
    asked, then = wanted.get(topic, 0), free[hour] if hour is not None else 0
    few_asked = topic in wanted and _few(asked, wanted)
    few_free = hour is not None and _few(then, free)
    return Doubts(
        topic, hour, asked, then, few_asked, few_free,
        _more(asked, wanted) if few_asked else (), _more(then, free) if few_free else (),
    )  # fmt: skip


def _few(number: int, among: Mapping[str, int]) -> bool:
    most = max(among.values())
    return most >= HIDDEN_BELOW and number * FEW_TIMES < most


def _more(number: int, among: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(one for one in by_number(among) if one[1] > number)[:3]
