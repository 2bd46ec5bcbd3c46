"""A doctor's word is written down, moves the plan, and ends; nothing is overwritten."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from actions import children, doctor, plans, records, vaccines
from actions.desk import Desk
from content import load_knowledge
from db import doctor as rows
from db.children import Child
from db.outbox import Outbox, State
from rules.vaccines import Word
from tests.actions.households import chat_of, guardian_of, tables_asked

ZONE = ZoneInfo("Asia/Shanghai")
KNOWLEDGE = load_knowledge("cn/wuhu")
#: Three days before MMR-1 and JE-L-1 can be given: the reminder of this day waits for nine o'clock.
NOW = datetime(2026, 11, 27, 20, tzinfo=UTC)
TODAY = date(2026, 11, 28)
BORN = date(2026, 4, 1)


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session, KNOWLEDGE, ZONE, NOW)


@pytest.fixture
def child(session: Session) -> Child:
    """On time up to now."""
    guardian = guardian_of(session, chat_of(session, "7"))
    entered = NOW - timedelta(days=20)
    child = children.add(session, guardian.family_id, BORN, entered, ZONE)
    vaccines.as_in_booklet(Desk(session, KNOWLEDGE, ZONE, entered), child)
    plans.plan(session, KNOWLEDGE, child, ZONE, NOW)
    return child


def waiting(session: Session) -> set[str]:
    found = session.exec(select(Outbox).where(Outbox.state == State.WAITING).order_by(col(Outbox.id)))
    return {(row.about or "").rpartition(":")[2] for row in found if row.kind == "reminder"}


def status(desk: Desk, child: Child, vaccine: str) -> tuple[str, date | None]:
    found = plans.look(desk.session, KNOWLEDGE, child, desk.today).doses
    return next((row.status, row.earliest) for row in found if row.vaccine == vaccine)


def test_what_was_put_off_is_withdrawn_and_said_on_its_day(desk: Desk, child: Child) -> None:
    assert {"MMR-1", "JE-L-1"} <= waiting(desk.session)
    until = date(2027, 1, 10)
    doctor.tell(desk, child, Word("put_off", "MMR", until))
    assert "MMR-1" not in waiting(desk.session)
    assert "JE-L-1" in waiting(desk.session)
    assert status(desk, child, "MMR") == ("not_yet", until)
    for step in range(1, 60):
        now = NOW + timedelta(days=step)
        plans.plan(desk.session, KNOWLEDGE, child, ZONE, now)
        due = [row for row in desk.session.exec(select(Outbox)) if (row.about or "").endswith(":MMR-1")]
        new = [row for row in due if row.state == State.WAITING]
        assert bool(new) == (now.astimezone(ZONE).date() >= until)


def test_what_must_not_be_given_is_never_said(desk: Desk, child: Child) -> None:
    doctor.tell(desk, child, Word("must_not", "MMR"))
    assert status(desk, child, "MMR") == ("contraindicated", None)
    for step in range(1, 200, 7):
        plans.plan(desk.session, KNOWLEDGE, child, ZONE, NOW + timedelta(days=step))
    assert "MMR-1" not in waiting(desk.session)


def test_the_newer_word_ends_the_older(desk: Desk, child: Child) -> None:
    first = doctor.tell(desk, child, Word("put_off", "MMR", date(2027, 1, 10)))
    assert doctor.tell(desk, child, Word("put_off", "MMR", date(2027, 1, 10))).id == first.id
    second = doctor.tell(desk, child, Word("put_off", "MMR", date(2026, 12, 20)))
    assert first.ended_at == NOW
    assert [one.id for one in rows.standing(desk.session, child.id or 0)] == [second.id]
    assert status(desk, child, "MMR") == ("not_yet", date(2026, 12, 20))


def test_days_of_immunoglobulin_add_up(desk: Desk, child: Child) -> None:
    for day in (date(2026, 11, 1), date(2026, 11, 20), date(2026, 11, 20)):
        doctor.tell(desk, child, Word("immunoglobulin", "", day))
    assert len(rows.standing(desk.session, child.id or 0)) == 2
    assert status(desk, child, "MMR") == ("not_yet", date(2027, 2, 20))


def test_a_word_is_corrected_and_ends(desk: Desk, child: Child) -> None:
    told = doctor.tell(desk, child, Word("put_off", "MMR", date(2027, 1, 10)))
    new = doctor.correct(desk, child, told.id or 0, date(2027, 2, 1))
    assert new is not None
    assert status(desk, child, "MMR") == ("not_yet", date(2027, 2, 1))
    assert doctor.correct(desk, child, told.id or 0, date(2027, 3, 1)) is None
    assert doctor.end(desk, child, new.id or 0) is new
    assert doctor.end(desk, child, new.id or 0) is None
    assert status(desk, child, "MMR") == ("not_yet", date(2026, 12, 1))
    assert len(rows.all_of(desk.session, child.id or 0)) == 2


def test_the_child_is_locked_before_anything_is_read(desk: Desk, child: Child) -> None:
    """Two guardians change one word one after the other."""
    row = doctor.tell(desk, child, Word("put_off", "MMR", TODAY + timedelta(days=9))).id or 0
    later = TODAY + timedelta(days=12)
    asked = tables_asked(desk.session, lambda: doctor.correct(desk, child, row, later))
    assert asked[:2] == ["child", "doctor_word"]
    row = doctor.tell(desk, child, Word("put_off", "MMR", TODAY + timedelta(days=20))).id or 0
    asked = tables_asked(desk.session, lambda: doctor.end(desk, child, row))
    assert asked[:2] == ["child", "doctor_word"]


def test_two_children_with_the_same_record_are_not_mixed_up(desk: Desk, child: Child) -> None:
    """The forecast is remembered by day and record: the words are part of it."""
    twin = children.add(desk.session, child.family_id, BORN, NOW - timedelta(days=20), ZONE)
    vaccines.as_in_booklet(Desk(desk.session, KNOWLEDGE, ZONE, NOW - timedelta(days=20)), twin)
    doctor.tell(desk, child, Word("must_not", "MMR"))
    assert status(desk, child, "MMR")[0] == "contraindicated"
    assert status(desk, twin, "MMR")[0] == "not_yet"
    numbers = [child.id or 0, twin.id or 0]
    assert rows.words(desk.session, numbers) == {numbers[0]: (Word("must_not", "MMR"),), numbers[1]: ()}
    kept = records.of_children(desk.session, [child, twin])
    for one, known in ((child, "contraindicated"), (twin, "not_yet")):
        found = plans.outlook(KNOWLEDGE, one, kept[one.id or 0], TODAY).doses
        assert next(row.status for row in found if row.vaccine == "MMR") == known


def test_everything_up_to_today_leaves_out_what_a_doctor_forbade(desk: Desk, child: Child) -> None:
    older = children.add(desk.session, child.family_id, date(2024, 1, 1), NOW, ZONE)
    doctor.tell(desk, older, Word("must_not", "MMR"))
    added, _open = vaccines.as_in_booklet(desk, older)
    assert "MMR" not in {dose.vaccine for dose in added}
    assert "DTaP" in {dose.vaccine for dose in added}


def test_another_childs_word_is_not_reached(desk: Desk, child: Child) -> None:
    told = doctor.tell(desk, child, Word("must_not", "MMR"))
    stranger = guardian_of(desk.session, chat_of(desk.session, "9"))
    other = children.add(desk.session, stranger.family_id, BORN, NOW, ZONE)
    assert doctor.end(desk, other, told.id or 0) is None
    assert doctor.correct(desk, other, told.id or 0, TODAY) is None
    assert rows.word(desk.session, other.id or 0, told.id or 0) is None


def test_a_message_about_a_forbidden_dose_is_not_reworded_as_done(desk: Desk, child: Child) -> None:
    for row in desk.session.exec(select(Outbox).where(Outbox.kind == "reminder")):
        row.state, row.settled_at, row.message_ref = State.SENT, NOW, "5"
    doctor.tell(desk, child, Word("must_not", "MMR"))
    vaccines.give(desk, child, "PCV13", TODAY)
    states = {
        (row.about or "").rpartition(":")[2]: row.state
        for row in desk.session.exec(select(Outbox).where(Outbox.kind == "reminder"))
    }
    assert states["MMR-1"] == State.SENT
