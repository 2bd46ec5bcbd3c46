"""The export holds everything that is kept of a person, and nothing of anybody else."""

import json
from typing import Any

from sqlmodel import Session

from actions import calendars, families
from actions.export import collect
from db import pages
from db.papers import PaperHad, PapersGuide
from db.schema import metadata
from rules.enrolment.answers import Answers, encode
from tests.actions.households import NOW, ZONE, chat_of, child_of, guardian_of, joined, reminder

#: Columns that say nothing about a person: numbers that tie rows together, and the machinery of a web page.
_INNER = {
    "chat": {"id", "guardian_id", "state", "waiting", "blocked_at", "leaving", "cursor"},
    "family": {"id"},
    "guardian": {"id", "family_id"},
    "child": {"id", "family_id"},
    "dose": {"id", "child_id"},
    "visit_done": {"id", "child_id"},
    "hindrance": {"id", "child_id"},
    "measurement": {"id", "child_id"},
    "doctor_word": {"id", "child_id"},
    "clinic_question": {"id", "child_id"},
    "consent": {"id", "guardian_id"},
    "calendar_feed": {"id", "guardian_id", "token_hash"},
    "papers_guide": {"id", "child_id"},
    "paper_had": {"id", "child_id"},
}
#: Where the export says it in a plainer word.
_RENAMED = {
    "chat": {"seen_at": "last_seen"},
    "family": {"created_at": "since"},
    "guardian": {"created_at": "since", "paused_at": "reminders_off_since"},
    "child": {"record_checked_at": "booklet_checked_at"},
    "dose": {"exact": "day_is_exact"},
    "consent": {"text_hash": "text_sha256"},
    "calendar_feed": {"revoked_at": "stopped_at", "read_at": "last_fetched"},
}


def exported(session: Session) -> dict[str, Any]:
    mother, father = chat_of(session, "4711"), chat_of(session, "815")
    first = guardian_of(session, mother)
    child = child_of(session, first)
    answers = encode(Answers(home="both", lost=frozenset({"hukou_book"})))
    session.add(PapersGuide(child_id=child.id or 0, answers=answers, begun_at=NOW, applied_at=NOW))
    session.add(PaperHad(child_id=child.id or 0, paper="hukou_book", told_at=NOW, struck_at=NOW))
    joined(session, father, first)
    browser = chat_of(session, "99", "web", first)
    pages.append(session, browser.id or 0, True, {"text": "你好"}, NOW)
    pages.append(
        session,
        browser.id or 0,
        False,
        {"text": "<b>hi</b>", "file": {"name": "a.html", "data": "AAAA"}},
        NOW,
    )
    reminder(session, mother, child)
    reminder(session, father, child)
    other = chat_of(session, "666")
    child_of(session, guardian_of(session, other), "外人")
    families.invite(session, first, NOW)
    calendars.make(session, first, NOW)
    return collect(session, mother, first, ZONE, NOW)


def test_everything_of_ours_and_nothing_of_theirs(session: Session) -> None:
    data = exported(session)
    written = json.dumps(data, ensure_ascii=False)
    assert "815" not in written
    assert "外人" not in written
    assert "AAAA" not in written
    assert data["family"]["guardians"] == 2
    assert data["family"]["open_link_until"] == "2026-11-26T12:00:00+08:00"
    assert {one["address"] for one in data["chats"]} == {"4711", "99"}
    assert [one["kind"] for one in data["consents"]] == ["guardian", "child"]
    (child,) = data["children"]
    assert child["nickname"] == "豆豆"
    assert [(one["vaccine"], one["struck_at"]) for one in child["doses"]] == [
        ("HepB", None),
        ("BCG", "2026-11-23T12:00:00+08:00"),
    ]
    assert child["enters_on"] == "2028-09-01"
    assert [(one["visit"], one["done_on"], one["struck_at"]) for one in child["visits"]] == [
        ("m18", "2026-09-07", None)
    ]
    assert [(one["weight_g"], one["struck_at"]) for one in child["measurements"]] == [
        (9_000, None),
        (90_000, "2026-11-23T12:00:00+08:00"),
    ]
    assert data["guardian"]["notes_wanted"] is False
    assert [one["reason"] for one in child["hindrances"]] == ["no_leave"]
    assert [(one["kind"], one["vaccine"], one["day"]) for one in child["doctor_words"]] == [
        ("put_off", "MMR", "2027-01-01")
    ]
    assert [(one["topic"], one["words"]) for one in child["clinic_questions"]] == [("words", "<i>豆豆</i>?")]
    assert [(one["about"], one["state"]) for one in child["reminders"]] == [("MMR-1", "waiting")]
    papers = child["school_papers"]
    assert papers["answers"] == {"home": "both", "lost": ["hukou_book"]}
    assert (papers["applied_at"], papers["enrolled_at"]) == ("2026-11-23T12:00:00+08:00", None)
    assert [one["paper"] for one in papers["papers"]] == ["hukou_book"]
    messages = next(one["messages"] for one in data["chats"] if one["channel"] == "web")
    assert [(one["from"], one["html"], one["file"]) for one in messages] == [
        ("you", "你好", None),
        ("houniao", "<b>hi</b>", "a.html"),
    ]


def test_no_column_is_forgotten(session: Session) -> None:
    """Whoever adds a column about a person is told here that the export lacks it."""
    data = exported(session)
    child = data["children"][0]
    examples = {
        "chat": data["chats"][0],
        "family": data["family"],
        "guardian": data["guardian"],
        "child": child,
        "dose": child["doses"][0],
        "visit_done": child["visits"][0],
        "hindrance": child["hindrances"][0],
        "measurement": child["measurements"][0],
        "doctor_word": child["doctor_words"][0],
        "clinic_question": child["clinic_questions"][0],
        "consent": data["consents"][0],
        "calendar_feed": data["calendar_links"][0],
        "papers_guide": child["school_papers"],
        "paper_had": child["school_papers"]["papers"][0],
    }
    for name, example in examples.items():
        renamed = _RENAMED.get(name, {})
        wanted = {renamed.get(column.name, column.name) for column in metadata.tables[name].columns} - _INNER[
            name
        ]
        assert wanted <= set(example), name


def test_a_stranger_gets_what_little_there_is(session: Session) -> None:
    data = collect(session, chat_of(session, "1"), None, ZONE, NOW)
    assert set(data) == {"made_at", "chats"}
