"""The question command `enrol`: the letter of its contract, and kind errors."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.enrol import answer
from content import load_knowledge

BOOK = load_knowledge("cn/wuhu").enrolment
SITUATION: dict[str, Any] = {
    "request": "new_entry",
    "profile": "zero",
    "calendar": {"open": "2026-07-01", "close": "2026-07-20"},
    "registered_on": "2026-03-10",
    "housing": "rent",
    "guardian": "grandparents",
    "have": ["hukou_book"],
    "move": "cross_county",
    "arrived_on": "2026-01-10",
}
CASE: dict[str, Any] = {"id": "e1", "dob": "2020-08-31", "as_of": "2026-07-25", "situation": SITUATION}
ALWAYS = {"id", "stage", "entry_year", "documents", "route", "coordinate", "missing", "reasons"}


def one(**changes: Any) -> dict[str, Any]:
    return answer([CASE | changes], BOOK)[0]


def said(**changes: Any) -> dict[str, Any]:
    return one(situation=SITUATION | changes)


def run(stdin: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "enrol", *arguments], input=stdin, capture_output=True, check=False
    )


def test_an_answer_with_everything() -> None:
    found = one()
    assert found.keys() == ALWAYS | {"permit_documents", "list_eligible"}
    assert (found["id"], found["stage"], found["entry_year"]) == ("e1", "primary_1", 2026)
    assert (found["route"], found["coordinate"], found["list_eligible"]) == ("late_registration", True, True)
    assert set(found["documents"]) == {
        "hukou_book",
        "residence_registration",
        "vaccination_certificate",
        "guardian_entrust",
    }
    assert set(found["missing"]) == set(found["documents"]) - {"hukou_book"}
    assert found["permit_documents"] == ["lease_contract"]
    assert json.loads(json.dumps(found)) == found


def test_every_reason_is_said_and_every_paper_has_one() -> None:
    found = one()
    assert all(reason.keys() <= {"rule", "paper", "text"} for reason in found["reasons"])
    assert all(reason["text"] == BOOK.rules[reason["rule"]].text for reason in found["reasons"])
    papers = {reason["paper"] for reason in found["reasons"] if "paper" in reason}
    assert papers == {*found["documents"], "lease_contract"}


@pytest.mark.parametrize("case", [{}, {"situation": {}}, {"situation": None}])
def test_nothing_said_has_its_defaults(case: dict[str, Any]) -> None:
    found = answer([{"id": 7, "dob": "2020-08-31", "as_of": "2026-07-25", **case}], BOOK)[0]
    assert found.keys() == ALWAYS
    assert (found["id"], found["route"], found["coordinate"]) == (7, "new_entry", False)
    assert found["missing"] == found["documents"] == ["hukou_book", "residence_permit", "vaccination_certificate"]  # fmt: skip


def test_null_is_not_said() -> None:
    nothing = dict.fromkeys([*SITUATION, "work", "out_months", "never_schooled", "same_hukou_book", "family"])
    assert one(situation=nothing) == one(situation={})


def test_past_school_nothing_is_asked_for() -> None:
    found = one(dob="2000-01-01")
    assert (found["stage"], found["documents"], found["missing"]) == ("beyond", [], [])
    assert "permit_documents" not in found


def test_the_profile_is_the_citys_unless_the_case_names_one() -> None:
    book = replace(BOOK, profile="work_and_residence")
    case = CASE | {"situation": {"work": "employed"}}
    assert "labour_contract" in answer([case], book)[0]["documents"]
    case = CASE | {"situation": {"work": "employed", "profile": "zero"}}
    assert "labour_contract" not in answer([case], book)[0]["documents"]


def test_work_is_asked_for_only_where_it_is_needed() -> None:
    assert said(profile="work_and_residence") == {
        "id": "e1",
        "error": "work is needed here: one of employed, self_employed, flexible",
    }
    assert "error" not in one(dob="2025-05-05", situation={"profile": "work_and_residence"})
    assert "business_licence" in said(profile="work_and_residence", work="self_employed")["documents"]


def test_another_language_comes_through_the_text_function() -> None:
    found = answer([CASE], BOOK, lambda text: "in English")
    assert {reason["text"] for reason in found[0]["reasons"]} == {"in English"}


def test_unknown_extra_fields_and_papers_are_ignored() -> None:
    more = SITUATION | {"colour": {"red": [1]}, "have": ["hukou_book", "passport", "x" * 10_000]}
    assert one(situation=more, colour="red") == one()


WORDS = ("request", "profile", "work", "housing", "family", "guardian", "move")
FLAGS = ("never_schooled", "same_hukou_book", "sibling_policy", "disability")
DAYS = ("registered_on", "arrived_on")
#: Values that no field of the kind can have.
MALFORMED: dict[tuple[str, ...], list[Any]] = {
    WORDS: ["", "other", "rent ", 1, True, [], {}, ["rent"]],
    FLAGS: ["true", 0, 1, [], {}],
    DAYS: ["", "soon", "2026-02-30", "20260310", "２０２６-03-10", "2026-03-10\n", 5, [], {}],
    ("out_months",): [-1, 1.5, "3", True, [], float("nan")],
    ("have",): ["hukou_book", {"hukou_book": True}, [1], [None], [[]]],
    ("calendar",): ["July", [], 5, {}],
}


@pytest.mark.parametrize(
    ("field", "value"),
    [(field, value) for fields, values in MALFORMED.items() for field in fields for value in values],
)
def test_a_malformed_answer_is_named(field: str, value: Any) -> None:
    found = said(**{field: value})
    assert found.keys() == {"id", "error"}
    assert found["id"] == "e1"
    assert found["error"].startswith(field)


@pytest.mark.parametrize(
    ("calendar", "names"),
    [
        ({"open": "2026-07-01"}, "calendar.close"),
        ({"close": "2026-07-20"}, "calendar.open"),
        ({"open": "2026-07-01", "close": None}, "calendar.close"),
        ({"open": "2026-07-32", "close": "2026-07-20"}, "calendar.open"),
        ({"open": "2026-07-20", "close": "2026-07-01"}, "calendar.close lies before calendar.open"),
    ],
)
def test_a_malformed_window_is_named(calendar: Any, names: str) -> None:
    assert said(calendar=calendar)["error"].startswith(names)


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"dob": "2026-W10-2"}, "dob"),
        ({"dob": None}, "dob"),
        ({"dob": "2020-02-30"}, "dob"),
        ({"as_of": 5}, "as_of"),
        ({"as_of": "2020-08-30"}, "as_of lies before dob"),
        ({"situation": []}, "situation"),
        ({"situation": "rent"}, "situation"),
        ({"situation": False}, "situation"),
    ],
)
def test_an_unreadable_case_gives_an_error(changes: dict[str, Any], names: str) -> None:
    found = one(**changes)
    assert found.keys() == {"id", "error"}
    assert found["error"].startswith(names)


def test_one_bad_case_does_not_stop_the_others() -> None:
    found = answer([None, 5, [], {}, CASE, CASE | {"dob": "x"}], BOOK)
    assert ["error" in entry for entry in found] == [True, True, True, True, False, True]


@pytest.mark.parametrize("born", ["0001-01-01", "9996-09-01", "9999-12-31"])
@pytest.mark.parametrize("request_", ["new_entry", "transfer", "join_now", "defer"])
def test_the_ends_of_the_calendar_are_answered(born: str, request_: str) -> None:
    far = {"registered_on": "9999-12-31", "arrived_on": "9999-12-31", "move": "cross_county"}
    for as_of in (born, "9999-12-31"):
        found = one(dob=born, as_of=as_of, situation={"request": request_, **far})
        assert "error" not in found


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(situation=st.dictionaries(st.sampled_from([*SITUATION, "work", "out_months"]), anything) | anything)
def test_hostile_json_gets_an_answer_or_an_error(situation: Any) -> None:
    found = one(situation=situation)
    assert found.keys() == {"id", "error"} or found.keys() >= ALWAYS


def test_the_command_reads_stdin_and_speaks_both_languages() -> None:
    cases = json.dumps([CASE, {"id": [1, {"two": None}], "dob": "x"}], ensure_ascii=False).encode()
    chinese, english = run(cases), run(cases, "--lang", "en")
    assert (chinese.returncode, english.returncode) == (0, 0)
    assert json.loads(chinese.stdout) == answer(json.loads(cases), BOOK)
    told, bad = json.loads(english.stdout)
    assert bad == {"id": [1, {"two": None}], "error": "dob must be a date YYYY-MM-DD"}
    assert all(reason["text"].isascii() for reason in told["reasons"])
    assert {**told, "reasons": None} == {**json.loads(chinese.stdout)[0], "reasons": None}


@pytest.mark.parametrize("stdin", [b"", b"{}", b"null", b"[", b'"x"', b"\xff\xfe[]", b"[" * 100_000])
def test_what_is_no_array_ends_with_the_cure(stdin: bytes) -> None:
    done = run(stdin)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"JSON array" in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_empty_array_and_a_byte_order_mark() -> None:
    done = run(b"\xef\xbb\xbf[]")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_needs_no_aiogram_and_no_database() -> None:
    code = (
        "import sys; sys.argv = ['houniao', 'enrol']\n"
        "from bot.cli import app\n"
        "app(standalone_mode=False)\n"
        "print(sorted({'aiogram', 'sqlmodel', 'sqlalchemy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps([CASE]), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)[0]["stage"] == "primary_1"
    assert done.stderr.strip() == "[]"
