"""Follow-up by the community: who is called and why, what a call changes, referrals between offices, pairings with volunteers. Pure and total.

Source of the limits: conventions of this project (issue "Follow-up").
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal

from rules.birthdays import looks_like_id_number
from rules.papers.workdays import Workdays

#: Characters of how somebody is called, of the words of a referral or its result, of when a volunteer and a family meet.
CALLED_MOST, WORDS_MOST, MEETS_MOST = 20, 600, 200
#: Somebody new in the district stays on the list for so long, if nobody calls.
NEW_LASTS = timedelta(days=60)
#: Office days within which another office is to have settled a referral, counted from the day after the family's yes.
REFERRAL_DAYS = 5
#: After so long a family and the office are asked whether it goes well with a volunteer.
LOOK_AFTER = timedelta(days=30)
#: So long the words of settled referrals and of ended pairings are kept; and what was done about a call.
KEEP, CALLS_KEEP = timedelta(days=90), timedelta(days=180)
#: Letters at the opening of the office may be queued so long before.
BEFORE_OPENING = timedelta(minutes=59)
#: Referrals and pairings of one family that are open together.
OPEN_MOST = 3


class Why(StrEnum):
    """Why a family is on the list, the most urgent first. Kept in the database: add, never change."""

    DEADLINE = "deadline"
    OVERDUE = "overdue"
    QUESTION = "question"
    BADLY = "badly"
    VOLUNTEER = "volunteer"
    NEW = "new"


class Outcome(StrEnum):
    """What came of a call. Kept in the database and in buttons: add, never change."""

    REACHED = "reached"
    TOMORROW = "tomorrow"
    WEEK = "week"
    NO_NEED = "no_need"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, and since when: a call after that moment has settled it."""

    why: Why
    since: datetime


@dataclass(frozen=True, slots=True)
class Called:
    """The last call about this reason: when, and the day from which it is to be tried again (None: it is settled)."""

    at: datetime
    again_on: date | None


def again_on(outcome: Outcome, today: date, workdays: Workdays) -> date | None:
    """The day on which the family is on the list again: the next office day, or the first one in a week; None: not for this."""
    if outcome == Outcome.TOMORROW:
        return workdays.nth_after(today, 1)
    if outcome == Outcome.WEEK:
        return workdays.first_from(_later(today, 7))
    return None


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days) if (date.max - day).days >= days else date.max


def is_open(reason: Reason, called: Called | None, today: date) -> bool:
    """Whether somebody has still to call about it today."""
    if called is None:
        return True
    if called.again_on is not None:
        return called.again_on <= today
    return called.at < reason.since


def urgency(reasons: Iterable[Reason]) -> tuple[int, datetime]:
    """To sort families by: the most urgent reason, then what has waited longest. Raises ValueError without a reason."""
    order = list(Why)
    return min((order.index(one.why), one.since) for one in reasons)


# --- telephone numbers a family types

_LEFT_OUT = re.compile(r"[\s()（）·.\-‐-―]")
_ABROAD = re.compile(r"^(?:\+|00)86")
_MOBILE = re.compile(r"1[3-9]\d{9}")
#: Area codes have three digits (010, 02x) or four, then seven or eight; no extension.
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))([2-9]\d{6,7})")
_WITHOUT_AREA = re.compile(r"[2-9]\d{6,7}")
_LEAD = re.compile(r"^(?:我的?)?(?:手机号?码?|电话号?码?|号码)?[是:：为\s]*|^(?:my\s+)?(?:phone|mobile|number|tel)[\s:a-z]*", re.IGNORECASE)  # fmt: skip
#: A mobile within a sentence; beside a long number, or in words that say it is an old one, it is not taken.
_WITHIN = re.compile(r"(?<![0-9])(?:(?:\+|00)?86[ -]?)?(1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4})(?![0-9])")
_OTHER_NUMBER = re.compile(r"[0-9](?:[ -]?[0-9]){4,}")
_NOT_THIS = re.compile(
    r"不是|不用|不对|停用|停机|注销|旧|原来|以前|\b(?:not|old|no longer|any ?more)\b", re.IGNORECASE
)
_LETTER = re.compile(r"[A-Za-z]")
_ID_LENGTHS = (15, 17, 18)
_TYPED_MOST = 100


class PhoneWrong(StrEnum):
    """Why what was typed is no number to call."""

    ID_NUMBER = "id_number"
    NO_AREA = "no_area"
    NO_NUMBER = "no_number"


def read_phone(text: str) -> str | PhoneWrong:
    """A mobile ("13812345678") or a landline ("0553-1234567") of China as it is kept; else what is wrong. An ID number is never a phone number."""
    said = unicodedata.normalize("NFKC", text.strip()[: _TYPED_MOST + 1])
    bare = _LEFT_OUT.sub("", _LEAD.sub("", said)).strip("。,!")
    home = _ABROAD.sub("", bare) if bare.isascii() else bare
    # with the country in front a mobile is as long as an old ID number, which never begins so
    from_abroad = home != bare and bool(_MOBILE.fullmatch(home))
    long = bare[:-1].isascii() and bare[:-1].isdigit() and len(bare) in _ID_LENGTHS
    if not from_abroad and (looks_like_id_number(said) or long):
        return PhoneWrong.ID_NUMBER
    if len(said) > _TYPED_MOST:
        return PhoneWrong.NO_NUMBER
    if not bare.isascii() or _LETTER.search(bare):
        return _mobile_in(said)
    if home != bare and not home.startswith(("0", "1")):
        home = f"0{home}"
    if _MOBILE.fullmatch(home):
        return home
    landline = _LANDLINE.fullmatch(home)
    if landline is not None:
        return f"{landline[1]}-{landline[2]}"
    return PhoneWrong.NO_AREA if _WITHOUT_AREA.fullmatch(home) else PhoneWrong.NO_NUMBER


def _mobile_in(said: str) -> str | PhoneWrong:
    """The one mobile number that stands in a sentence: "我换号了，新号13900002222"."""
    found = _WITHIN.findall(said)
    if len(found) != 1 or _NOT_THIS.search(said) or _OTHER_NUMBER.search(_WITHIN.sub(" | ", said)):
        return PhoneWrong.NO_NUMBER
    return re.sub(r"[ -]", "", found[0])


# --- names and words

_DIGITS = re.compile(r"\d(?:[\s\-]?\d){6,}")
NameWrong = Literal["id_number", "no_letters", "too_long", "number"]


def wrong_with_name(text: str, most: int = CALLED_MOST) -> NameWrong | None:
    """What is wrong with how somebody is to be called, or with when two meet: no long numbers stand there, of a document or a phone."""
    said = unicodedata.normalize("NFKC", text)
    if looks_like_id_number(said):
        return "id_number"
    if _DIGITS.search(said):
        return "number"
    if not any(letter.isalnum() if most > CALLED_MOST else letter.isalpha() for letter in said):
        return "no_letters"
    return "too_long" if len(text.strip()) > most else None


_CALL_ME = re.compile(
    r"^(?:我姓\S{1,2}[,，、\s]*)?(?:可以|就|请|你?就)?(?:叫我|称呼我|喊我)(?:为|做|作)?\s*|^(?:please\s+|just\s+|you\s+can\s+)*call\s+me\s+|^my\s+name\s+is\s+",
    re.IGNORECASE,
)
_THATS_ALL = re.compile(r"(?:就行了?|就好了?|就可以了?|好了|吧|please)?[\s.。!！~～]*$", re.IGNORECASE)


def read_called(text: str) -> str:
    """How somebody wants to be called, out of what they typed: "叫我王姐就行" is 王姐; "" for a question."""
    name = tidy_name(text)
    if name.endswith(("?", "？", "吗", "呢")):
        return ""
    bare = _THATS_ALL.sub("", _CALL_ME.sub("", name)).strip()
    return bare or name


def tidy_name(text: str) -> str:
    """In one line, without signs that cannot be seen."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


WordsWrong = Literal["id_number", "no_letters", "too_long"]


def wrong_with_words(text: str) -> WordsWrong | None:
    """What is wrong with the words of a referral, its result or reason; None when they may stand, as typed."""
    if looks_like_id_number(unicodedata.normalize("NFKC", text)):
        return "id_number"
    if not any(letter.isalpha() for letter in text):
        return "no_letters"
    return "too_long" if len(text.strip()) > WORDS_MOST else None


# --- referrals


def shown_hash(*parts: object) -> str:
    """What a family's yes is bound to: everything it was shown. Eight hexadecimal digits fit into a button."""
    whole = "\x1f".join(str(one) for one in parts)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def referral_due(agreed: date, workdays: Workdays) -> date:
    """The office day by whose end the other office is to have settled it."""
    return workdays.nth_after(agreed, REFERRAL_DAYS)
