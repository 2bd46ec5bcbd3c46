"""The calendar link: one a guardian, only a hash of it kept, gone with its guardian; and the dates it shows."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from actions import calendars, checkups, families, housekeeping, leaving, plans, vaccines
from actions.children import rename
from actions.desk import Desk
from actions.export import collect
from db import calendars as tables
from db import chats, pages, sealing
from db import families as db_families
from db.children import Child
from db.families import Guardian
from dialogs.calendar_feed import revision
from dialogs.vaccine_words import named_rows
from tests.actions.households import NOW, TODAY, ZONE, chat_of, child_of, guardian_of, joined
from tests.dialogs.talk import knowledge
from tests.processes import DATA_KEY


@pytest.fixture
def mother(session: Session) -> Guardian:
    return guardian_of(session, chat_of(session, "1"))


def told(session: Session, guardian: Guardian, born: date = date(2026, 9, 20)) -> Child:
    """A child of two months whose booklet was told; the first two doses are in it."""
    child = child_of(session, guardian)
    child.born, child.record_checked_at = born, NOW
    session.add(child)
    session.flush()
    desk = Desk(session, knowledge(), ZONE, NOW)
    vaccines.as_in_booklet(desk, child)
    return child


def coming(session: Session, child: Child, days: int = 0) -> dict[str, calendars.Date]:
    """What stands in the calendar so many days later, by its name without the child's number."""
    found = calendars.dates(session, knowledge(), [child], ZONE, NOW + timedelta(days=days))
    return {one.id.partition(f"{child.id}-")[2]: one for one in found}


def test_only_a_hash_is_kept_and_the_token_can_be_shown_again(session: Session, mother: Guardian) -> None:
    token = calendars.make(session, mother, NOW)
    assert re.fullmatch(r"[A-Za-z0-9_-]{24}", token)
    (row,) = session.execute(text("SELECT * FROM calendar_feed")).all()
    assert token not in str(row)
    session.expire_all()
    kept = tables.standing(session, mother.id or 0)
    assert kept is not None
    assert calendars.token_of(kept) == token


def test_after_a_new_key_the_old_link_still_works_and_can_be_shown(
    session: Session, mother: Guardian
) -> None:
    token = calendars.make(session, mother, NOW)
    other = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="
    try:
        sealing.use(sealing.KeyRing(f"{other},{DATA_KEY}"))
        kept = tables.standing(session, mother.id or 0)
        assert kept is not None
        assert calendars.token_of(kept) == token
        assert calendars.make(session, mother, NOW) != token
        sealing.use(sealing.KeyRing(DATA_KEY))
        newest = tables.standing(session, mother.id or 0)
        assert newest is not None
        assert calendars.token_of(newest) is None
    finally:
        sealing.use(sealing.KeyRing(DATA_KEY))


def test_a_new_link_stops_the_old_one(session: Session, mother: Guardian) -> None:
    old = calendars.make(session, mother, NOW)
    new = calendars.make(session, mother, NOW)
    assert calendars.opened(session, old, NOW) is None
    assert calendars.opened(session, new, NOW) is mother
    assert calendars.stop(session, mother, NOW)
    assert not calendars.stop(session, mother, NOW)
    assert calendars.opened(session, new, NOW) is None


@pytest.mark.parametrize("token", ["", "x" * 24, "\ud800" * 24, "../../etc/passwd"])
def test_tokens_that_never_were(session: Session, mother: Guardian, token: str) -> None:
    calendars.make(session, mother, NOW)
    assert calendars.opened(session, token, NOW) is None


def test_a_fetch_is_noted_once_a_day(session: Session, mother: Guardian) -> None:
    token = calendars.make(session, mother, NOW)
    kept = tables.standing(session, mother.id or 0)
    assert kept is not None
    assert kept.read_at is None
    for hours, noted in ((0, 0), (1, 0), (23, 0), (24, 24), (47, 24), (200, 200)):
        calendars.opened(session, token, NOW + timedelta(hours=hours))
        assert kept.read_at == NOW + timedelta(hours=noted)


def test_who_wants_no_reminders_still_has_a_calendar(session: Session, mother: Guardian) -> None:
    token = calendars.make(session, mother, NOW)
    mother.paused_at = NOW
    session.flush()
    assert calendars.opened(session, token, NOW) is mother


def test_each_guardian_has_a_link_of_their_own(session: Session, mother: Guardian) -> None:
    father = joined(session, chat_of(session, "2"), mother)
    hers, his = calendars.make(session, mother, NOW), calendars.make(session, father, NOW)
    calendars.stop(session, mother, NOW)
    assert calendars.opened(session, hers, NOW) is None
    assert calendars.opened(session, his, NOW) is father


def test_whoever_leaves_forgets_or_moves_leaves_no_link(session: Session, mother: Guardian) -> None:
    going, forgetting, moving = (chat_of(session, number) for number in ("2", "3", "4"))
    tokens = [calendars.make(session, joined(session, chat, mother), NOW) for chat in (going, forgetting)]
    tokens.append(calendars.make(session, guardian_of(session, moving), NOW))
    families.leave(session, going)
    leaving.forget(session, forgetting)
    assert joined(session, moving, mother).family_id == mother.family_id
    assert [calendars.opened(session, token, NOW) for token in tokens] == [None, None, None]
    assert session.execute(text("SELECT count(*) FROM calendar_feed")).scalar() == 0


def test_with_the_consent_every_link_goes(session: Session, mother: Guardian) -> None:
    father = joined(session, chat_of(session, "2"), mother)
    for one in db_families.consents(session, father.id or 0):
        one.withdrawn_at = NOW
    session.flush()
    tokens = [calendars.make(session, one, NOW) for one in (mother, father)]
    chat = chats.of_guardian(session, mother.id or 0)[0]
    assert leaving.withdraw(session, chat, mother, NOW)
    assert [calendars.opened(session, token, NOW) for token in tokens] == [None, None]
    assert session.execute(text("SELECT count(*) FROM calendar_feed")).scalar() == 0


def test_stopped_links_are_swept(session: Session, mother: Guardian) -> None:
    calendars.make(session, mother, NOW)
    working = calendars.make(session, mother, NOW)
    housekeeping.sweep(session, NOW + tables.KEEP + timedelta(days=1))
    assert len(tables.all_of(session, mother.id or 0)) == 1
    assert calendars.opened(session, working, NOW) is mother


def test_the_export_says_there_is_a_link_and_never_which(session: Session) -> None:
    chat = chat_of(session, "99", "web")
    guardian = guardian_of(session, chat)
    token = calendars.make(session, guardian, NOW)
    shown = {"text": f"<code>https://example.org/calendar/{token}.ics</code>"}
    pages.append(session, chat.id or 0, False, shown, NOW)
    calendars.opened(session, token, NOW)
    data = collect(session, chat, guardian, ZONE, NOW)
    noon = "2026-11-23T12:00:00+08:00"
    assert data["calendar_links"] == [{"made_at": noon, "stopped_at": None, "last_fetched": noon}]
    assert token not in json.dumps(data)
    assert "/calendar/….ics" in data["chats"][0]["messages"][0]["html"]


def test_open_doses_stand_there_by_a_name_that_stays(session: Session, mother: Guardian) -> None:
    child = told(session, mother)
    found = coming(session, child)
    assert found["MMR-1"].on == date(2027, 5, 20)
    assert found["MMR-1"].id == f"vaccine-{child.id}-MMR-1"
    assert found["v_m3"].on == date(2026, 12, 20)
    assert found["v_m3"].id == f"visit-{child.id}-v_m3"
    assert [one.on for one in found.values()] == sorted(one.on for one in found.values())


def test_a_dose_that_was_given_goes_and_the_next_one_comes(session: Session, mother: Guardian) -> None:
    child = told(session, mother)
    before = coming(session, child)
    desk = Desk(session, knowledge(), ZONE, NOW)
    dose = vaccines.give(desk, child, "DTaP", TODAY).dose
    after = coming(session, child)
    assert "DTaP-1" in before
    assert "DTaP-1" not in after
    assert "DTaP-2" in after
    vaccines.strike(desk, child, dose.id or 0)
    assert coming(session, child).keys() == before.keys()


def test_a_check_up_that_was_done_goes(session: Session, mother: Guardian) -> None:
    child = told(session, mother)
    desk = Desk(session, knowledge(), ZONE, NOW)
    assert "v_m3" in coming(session, child, 27)
    checkups.record(desk, child, "m3", date(2026, 12, 20))
    assert "v_m3" not in coming(session, child, 27)
    checkups.strike(desk, child, "m3")
    assert "v_m3" in coming(session, child, 27)


def test_before_the_booklet_was_told_only_what_may_be_named(session: Session, mother: Guardian) -> None:
    child = child_of(session, mother)
    found = plans.look(session, knowledge(), child, TODAY)
    doses = {name for name, one in coming(session, child).items() if one.id.startswith("vaccine")}
    assert doses == {plans.dose_name(row) for row in named_rows(found, False, TODAY, child.known_since)}


def test_the_revision_grows_when_a_day_moves_and_never_falls(session: Session, mother: Guardian) -> None:
    """A dose told wrong, struck, told right, as days pass."""
    child = told(session, mother)
    seen: dict[str, tuple[int, date]] = {}

    def look(days: int, seconds: int = 0) -> None:
        moment = NOW + timedelta(days=days, seconds=seconds)
        for one in calendars.dates(session, knowledge(), [child], ZONE, moment):
            number, on = seen.get(one.id, (-1, one.on))
            assert revision(one.as_of) >= number
            assert revision(one.as_of) > number or one.on == on, one.id
            seen[one.id] = (revision(one.as_of), one.on)

    look(0)
    for days, given_on in ((0, TODAY), (1, TODAY - timedelta(days=10)), (9, TODAY + timedelta(days=8))):
        desk = Desk(session, knowledge(), ZONE, NOW + timedelta(days=days, seconds=5))
        dose = vaccines.give(desk, child, "MMR", given_on).dose
        look(days, 6)
        desk = Desk(session, knowledge(), ZONE, NOW + timedelta(days=days, seconds=10))
        vaccines.strike(desk, child, dose.id or 0)
        look(days, 11)
    for days in range(10, 400, 7):
        look(days)


def test_another_name_is_another_revision(session: Session, mother: Guardian) -> None:
    """The name stands in what a phone shows: with the same number it would keep the old one."""
    child = told(session, mother)
    before = calendars.dates(session, knowledge(), [child], ZONE, NOW + timedelta(days=1))
    rename(session, child, "毛毛", NOW + timedelta(days=1))
    after = calendars.dates(session, knowledge(), [child], ZONE, NOW + timedelta(days=1, seconds=1))
    assert [one.id for one in after] == [one.id for one in before]
    for old, new in zip(before, after, strict=True):
        assert revision(new.as_of) > revision(old.as_of)


def test_on_one_day_nothing_changes_by_itself(session: Session, mother: Guardian) -> None:
    child = told(session, mother)
    at_noon = calendars.dates(session, knowledge(), [child], ZONE, NOW)
    at_night = calendars.dates(session, knowledge(), [child], ZONE, NOW + timedelta(hours=11))
    assert at_noon == at_night
