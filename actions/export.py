"""Everything that is kept of one person and their family, as plain data: the answer to "show me all of it"."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from actions import activity_results, asking, needs, notice_families, registrations, tickets
from db import (
    calendars,
    chats,
    checkups,
    children,
    doctor,
    families,
    growth,
    pages,
    papers,
    places,
    questions,
    staff,
    vaccines,
)
from db import reminders as db_reminders
from db.chats import Chat
from db.children import Child
from db.families import Family, Guardian
from db.outbox import Outbox
from rules.enrolment.answers import UNKNOWN_DAY, decode

#: Bubbles of the web page that are looked at: far above what 400 days of talk make.
_BUBBLES = 20_000
#: A calendar link where a message shows it.
_FEED = re.compile(r"/calendar/[\w-]+\.ics")


def collect(
    session: Session, chat: Chat, guardian: Guardian | None, zone: ZoneInfo, now: datetime
) -> dict[str, Any]:
    """Dates as ISO text, moments in the city's zone. Of the other guardians only the number: their data are theirs."""

    def at(moment: datetime | None) -> str | None:
        return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None

    talks = chats.of_guardian(session, guardian.id or 0) if guardian else [chat]
    found: dict[str, Any] = {
        "made_at": at(now),
        "chats": [
            {
                "channel": one.channel,
                "address": one.address,
                "language": one.language,
                "last_seen": at(one.seen_at),
                "messages": _messages(session, one, at),
                "questions": asking.told(session, one.id or 0, at),
                "asked_a_person": tickets.told(session, one.id or 0, at),
                "notices": notice_families.told(session, one.id or 0, at),
                "staff": _staff(session, one, at),
            }
            for one in talks
        ],
    }
    if guardian is not None:
        reminders = db_reminders.reminders(session, [one.id or 0 for one in talks])
        found["guardian"] = _guardian(session, guardian, at)
        found["consents"] = _consents(session, guardian, at)
        found["activities"] = activity_results.told(session, guardian.family_id, zone)
        found["family"] = _family(session, guardian, at, now)
        found["calendar_links"] = _calendar_links(session, guardian, at)
        found["children"] = [
            _child(session, child, reminders, at) for child in children.of_family(session, guardian.family_id)
        ]
    return found


def _messages(session: Session, chat: Chat, at: Any) -> list[dict[str, Any]]:
    """What the web page can still show; other channels keep their messages themselves. Files are named, not repeated."""
    return [
        {
            "at": at(bubble.said_at),
            "from": "you" if bubble.mine else "houniao",
            # a copy is sent on more lightly than a chat is: the link in it would open the calendar
            "html": _FEED.sub("/calendar/….ics", bubble.body.get("text", "")),
            "file": (bubble.body.get("file") or bubble.body.get("picture") or {}).get("name"),
        }
        for bubble in pages.history(session, chat.id or 0, None, _BUBBLES)
    ]


def _staff(session: Session, chat: Chat, at: Any) -> dict[str, Any] | None:
    """Their post, for somebody who works here or did."""
    member = staff.of_chat(session, chat.id or 0)
    if member is None:
        return None
    return {
        "role": member.role,
        "districts": sorted(staff.words(member.districts)),
        "office": member.office,
        "label": member.label,
        "since": at(member.since),
        "removed_at": at(member.removed_at),
    }


def _guardian(session: Session, guardian: Guardian, at: Any) -> dict[str, Any]:
    return {
        "since": at(guardian.created_at),
        "write_from": f"{guardian.write_from // 60:02}:{guardian.write_from % 60:02}",
        "write_to": f"{guardian.write_to // 60:02}:{guardian.write_to % 60:02}",
        "rest_day": guardian.rest_day,
        "reminders_off_since": at(guardian.paused_at),
        "notes_wanted": guardian.notes_wanted,
        "notices_not_wanted": notice_families.muted_since(session, guardian, at),
    }


def _consents(session: Session, guardian: Guardian, at: Any) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind,
            "version": one.version,
            "text_sha256": one.text_hash,
            "language": one.language,
            "given_at": at(one.given_at),
            "withdrawn_at": at(one.withdrawn_at),
        }
        for one in families.consents(session, guardian.id or 0)
    ]


def _family(session: Session, guardian: Guardian, at: Any, now: datetime) -> dict[str, Any]:
    family = session.get_one(Family, guardian.family_id)
    link = families.open_invite(session, guardian.family_id, now)
    clinic = places.our_clinic(session, guardian.family_id)
    return {
        "since": at(family.created_at),
        "demo": family.demo,
        "guardians": len(families.guardians(session, guardian.family_id)),
        "open_link_until": at(link.expires_at) if link else None,
        "clinic": dict(clinic.place.names) if clinic else None,
        "needs": needs.told(session, guardian.family_id, at),
        "community": registrations.told(session, guardian, at),
    }


def _calendar_links(session: Session, guardian: Guardian, at: Any) -> list[dict[str, Any]]:
    """That there are links, never what opens them."""
    return [
        {"made_at": at(one.made_at), "stopped_at": at(one.revoked_at), "last_fetched": at(one.read_at)}
        for one in calendars.all_of(session, guardian.id or 0)
    ]


def _child(session: Session, child: Child, reminders: list[Outbox], at: Any) -> dict[str, Any]:
    child_id = child.id or 0
    return {
        **_entered(child, at),
        "doses": _doses(session, child_id, at),
        "visits": _visits(session, child_id, at),
        "measurements": _measurements(session, child_id, at),
        "hindrances": [
            {"dose": one.dose, "reason": one.reason, "told_at": at(one.told_at)}
            for one in vaccines.hindrances(session, child_id)
        ],
        "doctor_words": _doctor_words(session, child_id, at),
        "clinic_questions": _questions(session, child_id, at),
        "school_papers": _papers(session, child_id, at),
        "reminders": [
            _reminder(row, at) for row in reminders if (row.about or "").split(":")[1:2] == [str(child_id)]
        ],
    }


def _entered(child: Child, at: Any) -> dict[str, Any]:
    """What stands in the child's own row."""
    return {
        "nickname": child.nickname,
        "born": child.born.isoformat(),
        "sex": child.sex,
        "district": child.district,
        "enters_on": child.enters_on.isoformat() if child.enters_on else None,
        "known_since": child.known_since.isoformat(),
        "changed_on": child.changed_on.isoformat(),
        "revised_at": at(child.revised_at),
        "planned_through": child.planned_through.isoformat(),
        "plan_on": child.plan_on.isoformat() if child.plan_on else None,
        "booklet_checked_at": at(child.record_checked_at),
        "away_until": child.away_until.isoformat() if child.away_until else None,
    }


def _reminder(row: Outbox, at: Any) -> dict[str, Any]:
    return {
        "about": (row.about or "").rpartition(":")[2],
        "state": row.state,
        "due_at": at(row.due_at),
        "use_by": at(row.use_by),
        "settled_at": at(row.settled_at),
    }


def _doses(session: Session, child_id: int, at: Any) -> list[dict[str, Any]]:
    """Every line, struck ones included; `replaced_by` names the line that stands in its place."""
    lines = vaccines.all_of(session, child_id)
    names = {line.id: f"{line.vaccine} {line.given_on.isoformat()}" for line in lines}
    return [
        {
            "vaccine": line.vaccine,
            "given_on": line.given_on.isoformat(),
            "product": line.product,
            "day_is_exact": line.exact,
            "elsewhere": line.elsewhere,
            "recorded_at": at(line.recorded_at),
            "struck_at": at(line.struck_at),
            "replaced_by": names.get(line.replaced_by),
        }
        for line in lines
    ]


def _visits(session: Session, child_id: int, at: Any) -> list[dict[str, Any]]:
    """Check-ups that were told, struck ones included."""
    return [
        {
            "visit": one.visit,
            "done_on": one.done_on.isoformat(),
            "recorded_at": at(one.recorded_at),
            "struck_at": at(one.struck_at),
        }
        for one in checkups.all_of(session, child_id)
    ]


def _doctor_words(session: Session, child_id: int, at: Any) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind,
            "vaccine": one.vaccine,
            "day": one.day.isoformat() if one.day else None,
            "told_at": at(one.told_at),
            "ended_at": at(one.ended_at),
        }
        for one in doctor.all_of(session, child_id)
    ]


def _papers(session: Session, child_id: int, at: Any) -> dict[str, Any] | None:
    """The answers of the papers guide, how far the family came, and the papers that were ticked, struck ones included."""
    guide = papers.guides(session, [child_id]).get(child_id)
    ticked = papers.all_of(session, child_id)
    if guide is None and not ticked:
        return None
    answers = asdict(decode(guide.answers)) if guide is not None else {}
    return {
        "answers": {name: said for name, value in answers.items() if (said := _said(value)) is not None},
        "begun_at": at(guide.begun_at) if guide else None,
        "applied_at": at(guide.applied_at) if guide else None,
        "result_at": at(guide.result_at) if guide else None,
        "enrolled_at": at(guide.enrolled_at) if guide else None,
        "papers": [
            {"paper": one.paper, "told_at": at(one.told_at), "struck_at": at(one.struck_at)} for one in ticked
        ],
    }


def _said(value: object) -> object:
    """An answer as data: a day as ISO text, "unknown" where it was not known; several papers as a list."""
    if isinstance(value, date):
        return "unknown" if value == UNKNOWN_DAY else value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value


def _questions(session: Session, child_id: int, at: Any) -> list[dict[str, Any]]:
    return [
        {
            "topic": one.topic,
            "words": one.words,
            "vaccine": one.vaccine,
            "asked_at": at(one.asked_at),
            "settled_at": at(one.settled_at),
        }
        for one in questions.all_of(session, child_id)
    ]


def _measurements(session: Session, child_id: int, at: Any) -> list[dict[str, Any]]:
    """Grams and millimetres, struck lines included."""
    return [
        {
            "measured_on": one.measured_on.isoformat(),
            "weight_g": one.weight_g,
            "length_mm": one.length_mm,
            "head_mm": one.head_mm,
            "lying": one.lying,
            "recorded_at": at(one.recorded_at),
            "struck_at": at(one.struck_at),
        }
        for one in growth.all_of(session, child_id)
    ]
