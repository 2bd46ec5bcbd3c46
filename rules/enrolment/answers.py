"""A family's answers to the few questions of the papers guide, short enough to stand in a button, and what they mean for the rules.

Nothing here is said to anybody; how the questions are worded is the conversation's. Our own shape; the rules read a `Situation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal

from rules.enrolment.situation import Housing, Situation, Window, Work

#: What is asked for; "never": the child was never at school.
Wish = Literal["new_entry", "transfer", "join_now", "defer", "never"]
#: With whom the child lives here.
Home = Literal["both", "divorced", "single", "widowed", "grandparents", "relative"]
#: The residence permit: of this district; of another one, or expired; only registered; nothing yet; not known.
Permit = Literal["here", "elsewhere", "registered", "none", "unknown"]

#: A day somebody has and cannot name.
UNKNOWN_DAY = date.min


@dataclass(frozen=True, slots=True)
class Answers:
    """None: not asked yet. `registered_on` and `permit_since` are `UNKNOWN_DAY` when the family cannot say.

    `long_away`: the child has been out of kindergarten for three months or more. `lost` holds keys of papers that were lost, or that have
    to be filed: they take steps that others are spared. `district` is the letter of a district of the city, in the pack's order, for who keeps no child here.
    """

    wish: Wish | None = None
    long_away: bool | None = None
    home: Home | None = None
    permit: Permit | None = None
    registered_on: date | None = None
    permit_since: date | None = None
    housing: Housing | None = None
    work: Work | None = None
    same_book: bool | None = None
    sibling: bool | None = None
    disability: bool | None = None
    lost: frozenset[str] | None = None
    district: str | None = None

    @property
    def registered(self) -> date | None:
        """The day of the residence registration, where there is one, no permit yet, and the day is known."""
        known = self.permit == "registered" and self.registered_on != UNKNOWN_DAY
        return self.registered_on if known else None

    @property
    def unregistered(self) -> bool:
        """Whether the family said that it is not registered, or does not know: the half year has not begun for sure."""
        return self.permit in ("none", "unknown")

    def with_(self, other: Answers) -> Answers:
        """These answers, with what the other ones say in their place. A new word on the permit ends the days that belonged to the old one."""
        said = {one.name: getattr(other, one.name) for one in fields(other)}
        said = {name: value for name, value in said.items() if value is not None}
        if "permit" in said:
            said = {"registered_on": None, "permit_since": None, **said}
        return replace(self, **said)


_WORDS: dict[str, tuple[str, dict[str, str]]] = {
    "r": (
        "wish",
        {"n": "new_entry", "t": "transfer", "j": "join_now", "d": "defer", "v": "never"},
    ),
    "c": (
        "home",
        {
            "b": "both",
            "d": "divorced",
            "s": "single",
            "w": "widowed",
            "g": "grandparents",
            "r": "relative",
        },
    ),
    "p": (
        "permit",
        {"h": "here", "e": "elsewhere", "r": "registered", "n": "none", "u": "unknown"},
    ),
    "h": ("housing", {"o": "own", "r": "rent", "d": "dorm", "f": "relatives"}),
    "w": ("work", {"e": "employed", "s": "self_employed", "f": "flexible"}),
}
_FLAGS = {"a": "long_away", "b": "same_book", "i": "sibling", "x": "disability"}
#: Each day belongs to one answer about the permit, and is not kept with another.
_DAYS = {"g": ("registered_on", "registered"), "k": ("permit_since", "here")}
_LOST = {"h": "hukou_book", "b": "birth_certificate", "v": "vaccination_certificate", "f": "lease_contract"}
#: Stands for "none of them is lost".
_NONE_LOST = "lz"
_PART = re.compile(r"([a-z])([0-9]{6}|[a-z])")


def encode(answers: Answers) -> str:
    """The answers in as few letters as they need (40 at most), for a button's address and for keeping. Days as yymmdd, 000000 unknown."""
    said = ""
    for letter, (name, words) in _WORDS.items():
        value = getattr(answers, name)
        said += next((letter + short for short, word in words.items() if word == value), "")
    for letter, name in _FLAGS.items():
        flag = getattr(answers, name)
        said += "" if flag is None else letter + ("y" if flag else "n")
    for letter, (name, permit) in _DAYS.items():
        day: date | None = getattr(answers, name)
        if day is not None and answers.permit in (None, permit):
            said += letter + (
                "000000" if day == UNKNOWN_DAY else f"{day.year % 100:02}{day.month:02}{day.day:02}"
            )
    said += "d" + answers.district if answers.district is not None else ""
    if answers.lost is not None:
        lost = "".join("l" + short for short, paper in _LOST.items() if paper in answers.lost)
        said += lost or _NONE_LOST
    return said


def decode(said: str) -> Answers:
    """The other way round. Never raises: what is not understood is as if it had not been said."""
    found: dict[str, Any] = {}
    for letter, value in _PART.findall(said):
        if letter == "d" and len(value) == 1:
            found["district"] = value
        elif letter == "l":
            found["lost"] = found.get("lost", frozenset()) | ({_LOST[value]} if value in _LOST else set())
        elif letter in _WORDS and value in _WORDS[letter][1]:
            found[_WORDS[letter][0]] = _WORDS[letter][1][value]
        elif letter in _FLAGS and value in ("y", "n"):
            found[_FLAGS[letter]] = value == "y"
        elif letter in _DAYS and (day := _day(value)) is not None:
            found[_DAYS[letter][0]] = day
    return Answers(**found)


def _day(written: str) -> date | None:
    if written == "000000":
        return UNKNOWN_DAY
    try:
        return date(2000 + int(written[:2]), int(written[2:4]), int(written[4:]))
    except ValueError:
        return None


#: Papers that are there by what was said about the permit.
_HELD: dict[str, frozenset[str]] = {
    "here": frozenset({"residence_permit"}),
    "elsewhere": frozenset({"residence_registration"}),
    "registered": frozenset({"residence_registration"}),
}


def situation(answers: Answers, have: Iterable[str], today: date, calendar: Window | None) -> Situation:
    """What the rules decide by. Who has not registered yet can do so today at the earliest; what the answer about the permit says is a paper
    that is there."""
    held = frozenset(have) | _HELD.get(answers.permit or "", frozenset())
    wish, home = answers.wish or "new_entry", answers.home
    alone = home if home in ("divorced", "single", "widowed") else None
    return Situation(
        request="new_entry" if wish == "never" else wish,
        work=answers.work,
        calendar=calendar,
        never_schooled=wish == "never",
        out_months=3 if answers.long_away else 0,
        registered_on=today if answers.permit == "none" else answers.registered,
        permit_since=answers.permit_since if answers.permit_since != UNKNOWN_DAY else None,
        housing=answers.housing,
        family=alone,
        same_hukou_book=answers.same_book is not False,
        guardian=home if home in ("grandparents", "relative") else "parents",
        sibling_policy=bool(answers.sibling),
        disability=bool(answers.disability),
        have=held,
    )
