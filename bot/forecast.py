"""The question command `forecast`: JSON cases in, JSON answers out. A pure function, no clock, no database.

A case that cannot be read gives {"id", "error"}; the others are answered all the same. Unknown extra
fields are ignored. Dates are YYYY-MM-DD in ASCII digits and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from bot.cases import CaseError, day_of
from rules.vaccines import Book, Dose, Event, Forecast, Next, NotCounted, Sex, forecast
from rules.vaccines.flags import ANAPHYLAXIS

Say = Callable[[str], str]  # pack text (zh_CN) -> the same text in the reader's language

_SEXES: dict[str, Sex] = {"m": "M", "f": "F"}
_NOT_HELD_AGAINST = frozenset({"G10", "G11", "G12", "G14", "BC3"})  # rules that say why a flag moves no date
_SLOT = re.compile(r"\{day\}")


def answer(cases: Sequence[Any], book: Book, say: Say = str) -> list[dict[str, Any]]:
    """One answer per case, in the same order, with the `id` passed through."""
    return [_answer(case, book, say) for case in cases]


def _answer(case: Any, book: Book, say: Say) -> dict[str, Any]:
    name = case.get("id") if isinstance(case, dict) else None
    try:
        return {"id": name, **_rows(_forecast(case, book), book, say)}
    except CaseError as error:
        return {"id": name, "error": str(error)}


def _forecast(case: Any, book: Book) -> Forecast:
    if not isinstance(case, dict):
        raise CaseError("a case must be a JSON object")
    born, today = day_of(case, "dob"), day_of(case, "as_of")
    if today < born:
        raise CaseError("as_of lies before dob")
    doses = [_dose(entry) for entry in _objects(case, "history")]
    events = [Event(_word(entry, "type"), day_of(entry, "date")) for entry in _objects(case, "events")]
    flags = case.get("flags") or []
    if not isinstance(flags, list) or not all(isinstance(flag, str) for flag in flags):
        raise CaseError("flags must be a list of words")
    return forecast(book, born, _sex(case.get("sex")), today, doses, events, flags)


def _dose(entry: dict[str, Any]) -> Dose:
    product = entry.get("product")
    if product is not None and not isinstance(product, str):
        raise CaseError("product must be a word")
    return Dose(_word(entry, "vaccine"), day_of(entry, "date"), product)


def _objects(case: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = case.get(key)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise CaseError(f"{key} must be a list of objects")
    return found


def _word(entry: dict[str, Any], key: str) -> str:
    word = entry.get(key)
    if not isinstance(word, str) or not word.strip():
        raise CaseError(f"{key} is missing or not a word")
    return word.strip()


def _sex(written: Any) -> Sex | None:
    if written is None or written == "":
        return None
    if isinstance(written, str) and written.casefold() in _SEXES:
        return _SEXES[written.casefold()]
    raise CaseError("sex must be M, F or absent")


def _rows(found: Forecast, book: Book, say: Say) -> dict[str, Any]:
    ignored = dict.fromkeys(
        say(book.rules[note.rule].text)
        for note in found.notes
        if note.rule in _NOT_HELD_AGAINST and not note.flag.startswith(ANAPHYLAXIS)
    )
    return {
        "doses": [_row(row, book, say, tuple(ignored)) for row in found.doses],
        "invalid": [_invalid(refused, book, say) for refused in found.invalid],
    }


def _row(row: Next, book: Book, say: Say, extra: tuple[str, ...]) -> dict[str, Any]:
    return {
        "vaccine": row.vaccine,
        "dose": row.dose,
        "earliest": _iso(row.earliest),
        "recommended": _iso(row.recommended),
        "status": row.status,
        "reason": reason(row, book, say, extra),
        "rule": row.rule,
    }


def reason(row: Next, book: Book, say: Say = str, extra: Sequence[str] = ()) -> str:
    """Why this row says what it says, in everyday words; an open row also tells what moved no date."""
    told = [say(book.rules[row.rule].text)]
    if row.status == "overdue":
        key = "overdue_now" if row.overdue_from == row.earliest else "overdue"
        told.append(_fill(say(book.sentences[key]), row.overdue_from))
    if row.ask_clinic:
        told.append(say(book.sentences["ask_clinic"]))
    if row.open:
        told += [sentence for sentence in extra if sentence not in told]
    return " ".join(told)


def _invalid(refused: NotCounted, book: Book, say: Say) -> dict[str, Any]:
    own = book.sentences.get(refused.why)
    text = say(own if own is not None else book.rules[refused.rule].text)
    return {
        "vaccine": refused.vaccine,
        "date": refused.given.isoformat(),
        "reason": _fill(text, refused.counts_from),
        "rule": refused.rule,
    }


def _fill(text: str, day: date | None) -> str:
    """Put the date into the sentence's {day}. Never `str.format`: texts are data."""
    return _SLOT.sub(day.isoformat() if day else "", text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
