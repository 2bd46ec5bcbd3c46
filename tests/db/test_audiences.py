"""Whom a notice reaches, against a plain reading of the same families in Python; on both databases."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from db import audiences
from db.audiences import Asked, Left
from db.chats import Chat
from db.children import Child
from db.families import Consent, Family, Guardian
from db.notices import NoticeMute, NoticeRow, NoticeState
from db.outbox import Outbox, Rank, State
from rules.audiences import Ages, Audience

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
VERSION, OLD = "2026-11-27", "2026-11-26c"
DISTRICTS = ("jinghu", "yijiang", "jiujiang")
LANGUAGES = ("zh_CN", "en", "")


def add(session: Session, row: Any) -> int:
    session.add(row)
    session.flush()
    return int(row.id or 0)


def notice(session: Session, urgent: bool = False, **more: Any) -> int:
    return add(
        session,
        NoticeRow(
            content=more,
            holder="owner",
            subject="health",
            urgent=urgent,
            created_at=NOW,
            started_at=NOW - timedelta(days=1),
            state=NoticeState.DONE,
        ),
    )


def families(session: Session, chance: random.Random, number: int, given: list[int]) -> None:
    """Households as they come: demo ones, two guardians, several chats, blocked, silent, of old consents."""
    for at in range(number):
        family = add(session, Family(created_at=NOW, demo=chance.random() < 0.1))
        for _child in range(chance.choice((0, 1, 1, 2, 3))):
            born = TODAY - timedelta(days=chance.randrange(0, 5_000))
            district = chance.choice((*DISTRICTS, None))
            days: dict[str, Any] = dict.fromkeys(("known_since", "changed_on", "planned_through"), TODAY)
            add(session, Child(family_id=family, born=born, district=district, **days))
        for who in range(chance.choice((1, 1, 2))):
            guardian(session, chance, family, f"{at}-{who}", given)


def guardian(session: Session, chance: random.Random, family: int, name: str, given: list[int]) -> None:
    paused = NOW if chance.random() < 0.1 else None
    hours = chance.choice(((540, 1200), (360, 480), (0, 0)))
    person = add(
        session,
        Guardian(family_id=family, created_at=NOW, paused_at=paused, write_from=hours[0], write_to=hours[1]),
    )
    consents(session, chance, person)
    if chance.random() < 0.15:
        add(session, NoticeMute(guardian_id=person, subject=chance.choice(("health", "school")), at=NOW))
    talks = [
        add(
            session,
            Chat(
                channel=chance.choice(("web", "telegram")),
                address=f"{name}-{number}",
                language=chance.choice(LANGUAGES),
                guardian_id=person,
                blocked_at=NOW if chance.random() < 0.2 else None,
                leaving=chance.random() < 0.1,
                seen_at=NOW - timedelta(hours=chance.randrange(5)),
            ),
        )
        for number in range(chance.choice((0, 1, 1, 2, 3)))
    ]
    copies(session, chance, person, talks, given)


def consents(session: Session, chance: random.Random, person: int) -> None:
    for kind, versions in (("guardian", ("1",)), ("child", (VERSION, VERSION, OLD, None))):
        version = chance.choice(versions)
        if version is not None:
            taken = NOW if chance.random() < 0.1 else None
            add(
                session,
                Consent(
                    guardian_id=person,
                    kind=kind,
                    version=version,
                    text_hash="",
                    language="en",
                    given_at=NOW,
                    withdrawn_at=taken,
                ),
            )


def copies(session: Session, chance: random.Random, person: int, talks: list[int], given: list[int]) -> None:
    for number in given:
        if talks and chance.random() < 0.6:
            add(
                session,
                Outbox(
                    chat_id=talks[0],
                    channel="web",
                    rank=Rank.NOTICE,
                    kind="notice",
                    key=audiences.key(number, person),
                    about=audiences.about(number),
                    due_at=NOW,
                    created_at=NOW,
                    state=chance.choice((State.SENT, State.SENT, State.FAILED, State.WAITING)),
                    settled_at=NOW - timedelta(days=chance.choice((1, 3, 9))),
                ),
            )


def plainly(session: Session, asked: Asked) -> dict[int, tuple[str, int | None]]:
    """The same in Python: guardian → why not, and the chat."""
    everything: dict[Any, list[Any]] = {
        kind: list(session.exec(select(kind))) for kind in (Guardian, Chat, Child, Consent)
    }
    mutes, sent = list(session.exec(select(NoticeMute))), list(session.exec(select(Outbox)))
    demo = {one.id for one in session.exec(select(Family)) if one.demo}
    full = full_families(everything[Guardian], everything[Chat], sent, asked)
    found: dict[int, tuple[str, int | None]] = {}
    for person in everything[Guardian]:
        standing = [
            one for one in everything[Consent] if one.guardian_id == person.id and one.withdrawn_at is None
        ]
        talks = [one for one in everything[Chat] if one.guardian_id == person.id and not one.leaving]
        talks.sort(key=lambda one: (one.blocked_at is None, one.seen_at, one.id), reverse=True)
        talk = talks[0] if talks else None
        theirs = [one for one in everything[Child] if one.family_id == person.family_id]
        if person.family_id in demo or not any(one.kind == "guardian" for one in standing):
            continue
        if not is_meant(asked, person, talk, theirs, sent):
            continue
        newest = any(one.kind == "child" and one.version >= asked.consent_from for one in standing)
        quiet = any(one.guardian_id == person.id and one.subject == asked.subject for one in mutes)
        why: str = (
            Left.CONSENT
            if asked.audience.asks_for_children and not newest
            else Left.NO_CHAT
            if talk is None
            else Left.BLOCKED
            if talk.blocked_at
            else Left.STOPPED
            if person.paused_at
            else Left.MUTED
            if quiet
            else Left.WEEKLY
            if person.family_id in full
            else ""
        )
        found[person.id] = (str(why), talk.id if talk else None)
    return found


def full_families(people: list[Any], talks: list[Any], sent: list[Any], asked: Asked) -> set[int]:
    owner, family = {one.id: one.guardian_id for one in talks}, {one.id: one.family_id for one in people}
    got: dict[int, set[str]] = {}
    for row in sent:
        lately = row.state == State.SENT and row.settled_at > asked.since
        if lately and audiences.number_of(row.about) in set(asked.full):
            got.setdefault(family[owner[row.chat_id]], set()).add(row.about)
    return {number for number, names in got.items() if len(names) >= asked.most}


def is_meant(asked: Asked, person: Any, talk: Any, theirs: list[Any], sent: list[Any]) -> bool:
    audience = asked.audience
    if audience.asks_for_children and not any(fits(child, audience) for child in theirs):
        return False
    if audience.languages and (talk is None or (talk.language or "zh_CN") not in audience.languages):
        return False
    if audience.got is not None:
        key = audiences.key(audience.got, person.id)
        return any(row.key == key and row.state in (State.SENT, State.WAITING) for row in sent)
    return True


def fits(child: Any, audience: Audience) -> bool:
    here = not audience.districts or child.district in audience.districts
    months = (TODAY.year - child.born.year) * 12 + TODAY.month - child.born.month
    months -= TODAY.day < child.born.day
    return here and (not audience.ages or any(one.first <= months <= one.last for one in audience.ages))


@pytest.mark.parametrize("seed", range(4))
def test_the_query_finds_whom_a_plain_reading_finds(session: Session, seed: int) -> None:
    chance = random.Random(seed)
    given = [notice(session) for _number in range(4)]
    families(session, chance, 60, given)
    for audience in (
        Audience(),
        Audience(districts=frozenset({"jinghu"})),
        Audience(ages=(Ages(0, 11), Ages(36, 71))),
        Audience(districts=frozenset({"yijiang", "jiujiang"}), ages=(Ages(12, 120),)),
        Audience(languages=frozenset({"zh_CN"})),
        Audience(got=given[0]),
    ):
        for full in ((), given):
            asked = Asked(audience, "health", TODAY, VERSION, NOW - timedelta(days=7), 3, full)
            compare(session, asked)


def compare(session: Session, asked: Asked) -> None:
    wanted = plainly(session, asked)
    counted: dict[str, int] = {}
    for share in audiences.shares(session, asked):
        counted[share.left] = counted.get(share.left, 0) + share.number
    by_reason: dict[str, int] = {}
    for why, _talk in wanted.values():
        by_reason[why] = by_reason.get(why, 0) + 1
    assert counted == by_reason
    number = notice(session)
    due = {(360, 480): NOW + timedelta(hours=18)}
    made = audiences.queue(session, asked, number, NOW, NOW + timedelta(days=7), due)
    rows = list(session.exec(select(Outbox).where(col(Outbox.about) == audiences.about(number))))
    reached = {audiences.key(number, who): talk for who, (why, talk) in wanted.items() if not why}
    assert {row.key: row.chat_id for row in rows} == reached
    assert made == len(rows)
    hours = {one.id: (one.write_from, one.write_to) for one in session.exec(select(Guardian))}
    channels = {one.id: one.channel for one in session.exec(select(Chat))}
    for row in rows:
        person = int(str(row.key).rpartition(":")[2])
        assert row.due_at == due.get(hours[person], NOW)
        assert (row.rank, row.kind, row.state, row.body) == (Rank.NOTICE, "notice", State.WAITING, None)
        assert row.channel == channels[row.chat_id]
        session.delete(row)
    session.flush()


def test_who_moved_to_another_chat_gets_one_copy(session: Session) -> None:
    """Two chats, two audiences that overlap: the key is the guardian's."""
    family = add(session, Family(created_at=NOW))
    person = add(session, Guardian(family_id=family, created_at=NOW))
    for kind, version in (("guardian", "1"), ("child", VERSION)):
        standing: dict[str, Any] = {
            "kind": kind,
            "version": version,
            "text_hash": "",
            "language": "en",
            "given_at": NOW,
        }
        add(session, Consent(guardian_id=person, **standing))
    for channel in ("web", "telegram"):
        add(session, Chat(channel=channel, address="1", guardian_id=person, seen_at=NOW, language="en"))
    for district in ("jinghu", "yijiang"):
        days: dict[str, Any] = dict.fromkeys(("born", "known_since", "changed_on", "planned_through"), TODAY)
        add(session, Child(family_id=family, district=district, **days))
    both = Audience(frozenset({"jinghu", "yijiang"}), ages=(Ages(0, 11), Ages(0, 35)))
    asked = Asked(both, "health", TODAY, VERSION, NOW, 3)
    assert audiences.queue(session, asked, notice(session), NOW, NOW, {}) == 1
