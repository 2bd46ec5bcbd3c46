"""The question command `enrol`: JSON cases in, JSON answers out. A pure function, no clock, no database.

A case that cannot be read gives {"id", "error"}; the others are answered all the same. Unknown extra fields are ignored; a field
that is null counts as left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from bot.cases import CaseError, day_of
from rules.enrolment import WORK_UNTOLD, Decision, EnrolmentBook, Reason, Situation, Window, decide
from rules.enrolment.situation import Carer, Household, Housing, Profile, Request, Work
from rules.migrant_child import Move

Say = Callable[[str], str]  # pack text (zh_CN) -> the same text in the reader's language
Answers = Mapping[str, Any]


def answer(cases: Sequence[Any], book: EnrolmentBook, say: Say = str) -> list[dict[str, Any]]:
    """One answer per case, in the same order, with the `id` passed through."""
    return [_answer(case, book, say) for case in cases]


def _answer(case: Any, book: EnrolmentBook, say: Say) -> dict[str, Any]:
    name = case.get("id") if isinstance(case, dict) else None
    try:
        return {"id": name, **_told(_decision(case, book), book, say)}
    except CaseError as error:
        return {"id": name, "error": str(error)}


def _decision(case: Any, book: EnrolmentBook) -> Decision:
    if not isinstance(case, dict):
        raise CaseError("a case must be a JSON object")
    born, as_of = day_of(case, "dob"), day_of(case, "as_of")
    if as_of < born:
        raise CaseError("as_of lies before dob")
    found = decide(book, born, as_of, _situation(_object(case, "situation")))
    if any(reason.rule == WORK_UNTOLD for reason in found.reasons):
        raise CaseError(f"work is needed here: one of {_words(Work)}")
    return found


def _situation(said: Answers) -> Situation:
    return Situation(
        request=_choice(said, "request", Request) or "new_entry",
        profile=_choice(said, "profile", Profile),
        work=_choice(said, "work", Work),
        calendar=_window(said),
        never_schooled=_flag(said, "never_schooled", False),
        out_months=_months(said),
        registered_on=_day(said, "registered_on"),
        housing=_choice(said, "housing", Housing),
        family=_choice(said, "family", Household),
        same_hukou_book=_flag(said, "same_hukou_book", True),
        guardian=_choice(said, "guardian", Carer) or "parents",
        sibling_policy=_flag(said, "sibling_policy", False),
        disability=_flag(said, "disability", False),
        have=_papers(said),
        move=_choice(said, "move", Move),
        arrived_on=_day(said, "arrived_on"),
    )


def _object(entry: Answers, key: str) -> Answers:
    found = entry.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise CaseError(f"{key} must be an object")
    return found


def _choice(said: Answers, key: str, words: Any) -> Any:
    found = said.get(key)
    if found is None or (isinstance(found, str) and found in get_args(words)):
        return found
    raise CaseError(f"{key} must be one of {_words(words)}")


def _words(words: Any) -> str:
    return ", ".join(get_args(words))


def _flag(said: Answers, key: str, default: bool) -> bool:
    found = said.get(key, default)
    if found is None or isinstance(found, bool):
        return default if found is None else found
    raise CaseError(f"{key} must be true or false")


def _months(said: Answers) -> int:
    found = said.get("out_months")
    if found is None:
        return 0
    if isinstance(found, bool) or not isinstance(found, int) or found < 0:
        raise CaseError("out_months must be a whole number of months, 0 or more")
    return found


def _day(said: Answers, key: str) -> date | None:
    return None if said.get(key) is None else day_of(said, key)


def _window(said: Answers) -> Window | None:
    if said.get("calendar") is None:
        return None
    days = {f"calendar.{key}": value for key, value in _object(said, "calendar").items()}
    window = Window(day_of(days, "calendar.open"), day_of(days, "calendar.close"))
    if window.closes < window.opens:
        raise CaseError("calendar.close lies before calendar.open")
    return window


def _papers(said: Answers) -> frozenset[str]:
    found = said.get("have")
    if found is None:
        return frozenset()
    if not isinstance(found, list) or not all(isinstance(paper, str) for paper in found):
        raise CaseError("have must be a list of keys of papers")
    return frozenset(found)


def _told(found: Decision, book: EnrolmentBook, say: Say) -> dict[str, Any]:
    told: dict[str, Any] = {
        "stage": found.stage,
        "entry_year": found.entry_year,
        "route": found.route,
        "documents": list(found.documents),
        "missing": list(found.missing),
        "coordinate": found.coordinate,
        "reasons": [_reason(reason, book, say) for reason in found.reasons],
    }
    if found.permit_documents is not None:
        told["permit_documents"] = list(found.permit_documents)
    if found.list_eligible is not None:
        told["list_eligible"] = found.list_eligible
    return told


def _reason(reason: Reason, book: EnrolmentBook, say: Say) -> dict[str, str]:
    paper = {} if reason.paper is None else {"paper": reason.paper}
    return {"rule": reason.rule, **paper, "text": say(book.rules[reason.rule].text)}
