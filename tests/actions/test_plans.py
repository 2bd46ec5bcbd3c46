"""A plan becomes reminders: each once, at a polite hour, listed as missed when its day passed, and thought over when the record changes."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, col, select

from actions import checkups, children, doctor, notes, plans, vaccines
from actions import reminders as reminders_of
from actions.desk import Desk
from content import load_knowledge
from db.chats import Chat
from db.children import Child
from db.families import Family, Guardian
from db.outbox import Outbox, State
from rules.knowledge import Knowledge
from rules.vaccines import Word

ZONE = ZoneInfo("Asia/Shanghai")
BORN = date(2026, 4, 1)
#: The child is 7 months old; MMR-1 and JE-L-1 can be given at 8 months, on 1 December.
ENTERED = datetime(2026, 11, 10, 4, tzinfo=UTC)
KNOWLEDGE = load_knowledge("cn/wuhu")


@pytest.fixture
def knowledge() -> Knowledge:
    return KNOWLEDGE


@pytest.fixture
def child(session: Session) -> Child:
    """On time up to now, one guardian with a Telegram chat, the default hours."""
    family = Family(created_at=ENTERED)
    session.add(family)
    session.flush()
    _guardian(session, family.id or 0, "7")
    child = children.add(session, family.id or 0, BORN, ENTERED, ZONE)
    vaccines.as_in_booklet(desk(session, ENTERED), child)
    return child


def _guardian(session: Session, family_id: int, address: str) -> Guardian:
    guardian = Guardian(family_id=family_id, created_at=ENTERED)
    session.add(guardian)
    session.flush()
    session.add(Chat(channel="telegram", address=address, guardian_id=guardian.id, seen_at=ENTERED))
    session.flush()
    return guardian


def desk(session: Session, now: datetime) -> Desk:
    return Desk(session, KNOWLEDGE, ZONE, now)


def reminders(session: Session, state: State = State.WAITING) -> list[tuple[str, datetime]]:
    """(dose@stage, when) of every reminder in this state, in order."""
    found = session.exec(
        select(Outbox).where(Outbox.state == state, Outbox.kind == "reminder").order_by(col(Outbox.id))
    )
    return [
        (f"{(row.about or '').split(':')[2]}@{(row.key or '').split(':')[3].split('@')[0]}", row.due_at)
        for row in found
    ]


def days(session: Session, child: Child, first: datetime, number: int) -> None:
    """The clock ticks once a day, at four in the morning in Wuhu."""
    for step in range(number):
        now = first.replace(hour=20) + timedelta(days=step)
        while plans.plan_due(session, KNOWLEDGE, ZONE, now, 50, {}):
            pass


def test_nothing_waits_for_a_day_that_has_not_come(session: Session, child: Child) -> None:
    assert [name for name, _ in reminders(session)] == []
    assert child.plan_on == date(2026, 12, 1) - timedelta(days=14)


def test_each_stage_is_queued_once_at_nine_in_the_morning(session: Session, child: Child) -> None:
    days(session, child, ENTERED, 25)
    found = [(name, due) for name, due in reminders(session) if name.startswith("MMR-1")]
    assert [name for name, _ in found] == ["MMR-1@before14", "MMR-1@before3", "MMR-1@day"]
    local = [due.astimezone(ZONE) for _, due in found]
    assert [(moment.date(), moment.hour) for moment in local] == [
        (date(2026, 12, 1) - timedelta(days=14), 9),
        (date(2026, 12, 1) - timedelta(days=3), 9),
        (date(2026, 12, 1), 9),
    ]


def test_a_second_look_on_the_same_day_queues_nothing_twice(session: Session, child: Child) -> None:
    days(session, child, ENTERED, 25)
    before = reminders(session)
    plans.plan(session, KNOWLEDGE, child, ZONE, ENTERED + timedelta(days=24, hours=20))
    plans.plan(session, KNOWLEDGE, child, ZONE, ENTERED + timedelta(days=24, hours=22))
    assert reminders(session) == before


def test_after_a_long_silence_what_is_past_its_window_is_listed_as_missed(
    session: Session, child: Child
) -> None:
    days(session, child, ENTERED + timedelta(days=30), 1)  # nothing ran for a month
    missed = [name for name, _ in reminders(session, State.MISSED)]
    waiting = [name for name, _ in reminders(session) if name.startswith("MMR")]
    assert "MMR-1@before14" in missed
    assert "MMR-1@before3" in missed
    assert waiting == ["MMR-1@late7"]
    assert "MMR-1@day" in missed


def test_26_hours_of_downtime_lose_no_window(session: Session, child: Child) -> None:
    days(session, child, ENTERED, 20)
    days(session, child, ENTERED + timedelta(days=22), 1)  # the tick of the 21st day never came
    assert "MMR-1@day" in [name for name, _ in reminders(session)]
    assert reminders(session, State.MISSED) == []


def test_a_dose_that_is_done_withdraws_what_waits_and_plans_the_next(session: Session, child: Child) -> None:
    days(session, child, ENTERED, 10)
    assert "MMR-1@before14" in [name for name, _ in reminders(session)]
    now = datetime(2026, 12, 1, 4, tzinfo=UTC)
    vaccines.give(desk(session, now), child, "MMR", date(2026, 12, 1))
    assert not [name for name, _ in reminders(session) if name.startswith("MMR-1")]


def test_every_guardian_of_the_family_is_reminded(session: Session, child: Child) -> None:
    _guardian(session, child.family_id, "8")
    days(session, child, ENTERED, 10)
    assert [name for name, _ in reminders(session)].count("MMR-1@before14") == 2


def test_a_paused_guardian_is_left_in_peace(session: Session, child: Child) -> None:
    for guardian in session.exec(select(Guardian)):
        guardian.paused_at = ENTERED
    days(session, child, ENTERED, 10)
    assert reminders(session) == []


def test_doses_as_in_the_booklet_are_taken_back_when_the_birth_date_was_wrong(
    session: Session, child: Child
) -> None:
    struck = children.correct_birth(session, KNOWLEDGE, child, date(2026, 3, 1), ZONE, ENTERED)
    assert struck > 0
    assert child.record_checked_at is None


def test_the_same_dose_on_the_same_day_is_written_once(session: Session, child: Child) -> None:
    at = desk(session, datetime(2026, 12, 1, 4, tzinfo=UTC))
    first = vaccines.give(at, child, "MMR", date(2026, 12, 1))
    assert vaccines.give(at, child, "MMR", date(2026, 12, 1)).dose.id == first.dose.id


def test_live_vaccines_of_one_visit_can_be_told_one_after_the_other(session: Session, child: Child) -> None:
    at = desk(session, datetime(2027, 1, 20, 4, tzinfo=UTC))
    day = date(2027, 1, 19)

    def offered() -> list[str]:
        found = plans.look(session, KNOWLEDGE, child, at.today)
        return plans.also_that_day(session, KNOWLEDGE, child, day, found)

    vaccines.give(at, child, "MMR", day)
    assert "JE-L-1" in offered()
    assert "MMR-1" not in offered()
    vaccines.give(at, child, "JE-L", day)
    assert "JE-L-1" not in offered()
    assert not plans.look(session, KNOWLEDGE, child, at.today).invalid


def test_what_one_tap_wrote_one_tap_takes_back(session: Session, child: Child) -> None:
    earlier = desk(session, datetime(2027, 1, 19, 4, tzinfo=UTC))
    vaccines.give(earlier, child, "MMR", date(2027, 1, 18))
    at = desk(session, datetime(2027, 1, 20, 4, tzinfo=UTC))
    for vaccine in ("JE-L", "HepB"):
        vaccines.give(at, child, vaccine, date(2027, 1, 20))
    moment = int(at.now.timestamp())
    assert vaccines.take_back(at, child, moment) == 2
    assert vaccines.take_back(at, child, moment) == 0
    assert "MMR-1" not in [
        plans.dose_name(row) for row in plans.look(session, KNOWLEDGE, child, at.today).doses
    ]


@pytest.mark.parametrize("at_once", [1, 50])
def test_a_child_whose_plan_fails_holds_up_nobody(
    session: Session, child: Child, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """The one before it in the queue fails in the middle of its work: nothing of that stays, its day does, and the next hour tries again."""
    bad = children.add(session, child.family_id, BORN - timedelta(days=400), ENTERED, ZONE)
    bad.plan_on = date(2026, 11, 1)
    session.flush()
    whole, bad_id = reminders_of.queue, bad.id or 0

    def fails(session: Session, due: Sequence[reminders_of.Due], *rest: Any) -> None:
        whole(session, due, *rest)
        if any(one.child.id == bad_id for one in due):
            raise ZeroDivisionError("Doudou")

    monkeypatch.setattr(reminders_of, "queue", fails)
    now = datetime(2026, 12, 1, 1, tzinfo=UTC)
    trouble: dict[int, str] = {}
    steps = 0
    while plans.plan_due(session, KNOWLEDGE, ZONE, now, at_once, trouble):
        steps += 1
        assert steps < 10, "it goes in a circle"
    assert trouble == {bad_id: "ZeroDivisionError"}
    assert [name for name, _ in reminders(session)] == ["MMR-1@day", "JE-L-1@day", "v_m8@day"]
    assert bad.plan_on == date(2026, 11, 1)
    monkeypatch.undo()
    assert plans.plan_due(session, KNOWLEDGE, ZONE, now, 50, {}) == 1
    assert bad.plan_on > now.date()


def test_a_check_up_is_reminded_of_like_a_dose_and_withdrawn_when_it_is_done(
    session: Session, child: Child
) -> None:
    days(session, child, ENTERED, 25)
    found = [name for name, _ in reminders(session) if name.startswith("v_m8")]
    assert found == ["v_m8@before14", "v_m8@before3", "v_m8@day"]
    checkups.record(desk(session, datetime(2026, 12, 1, 4, tzinfo=UTC)), child, "m8", date(2026, 12, 1))
    assert [name for name, _ in reminders(session) if name.startswith("v_m8")] == []
    assert [name for name, _ in reminders(session) if name.startswith("MMR")] != []


def test_a_check_up_is_not_spoken_of_once_its_window_is_over(session: Session, child: Child) -> None:
    days(session, child, ENTERED, 70)
    every = [name for name, _ in reminders(session)]
    assert "v_m8@late7" in every
    assert "v_m8@late30" in every
    assert "v_m8@late60" not in every
    assert "MMR-1@late30" in every


def test_a_journey_withdraws_what_waits_and_what_is_open_is_caught_up_afterwards(
    session: Session, child: Child
) -> None:
    days(session, child, ENTERED, 10)
    assert reminders(session)
    gone = datetime(2026, 11, 20, 4, tzinfo=UTC)
    children.travel(session, KNOWLEDGE, child, date(2026, 12, 20), ZONE, gone)
    assert reminders(session) == []
    days(session, child, gone, 28)
    assert reminders(session) == []
    days(session, child, gone + timedelta(days=28), 4)
    assert {name for name, _ in reminders(session)} == {"MMR-1@catchup", "JE-L-1@catchup", "v_m8@catchup"}


def test_back_early_is_back_today(session: Session, child: Child) -> None:
    gone = datetime(2026, 11, 20, 4, tzinfo=UTC)
    children.travel(session, KNOWLEDGE, child, date(2027, 6, 1), ZONE, gone)
    back = datetime(2026, 12, 5, 4, tzinfo=UTC)
    children.travel(session, KNOWLEDGE, child, None, ZONE, back)
    assert not plans.is_away(child, date(2026, 12, 5))
    days(session, child, back, 2)
    assert "MMR-1@catchup" in [name for name, _ in reminders(session)]


def test_what_a_doctor_put_off_is_silent_until_its_day(session: Session, child: Child) -> None:
    days(session, child, ENTERED, 10)
    now = datetime(2026, 11, 20, 4, tzinfo=UTC)
    doctor.tell(desk(session, now), child, Word("put_off", "MMR", date(2027, 1, 10)))
    days(session, child, now, 60)
    found = [name for name, _ in reminders(session) if name.startswith("MMR")]
    assert found == ["MMR-1@day", "MMR-1@late7"]


def test_later_names_a_day_for_a_check_up_too(session: Session, child: Child) -> None:
    guardian = session.exec(select(Guardian)).one()
    chat = session.exec(select(Chat)).one()
    at = datetime(2026, 12, 7, 1, tzinfo=UTC)
    wishes = [(child.id or 0, "v_m8")]
    reminders_of.put_off(desk(session, ENTERED), chat.id or 0, chat.channel, guardian.id or 0, wishes, at)
    assert reminders(session) == [("v_m8@later", at)]
    days(session, child, ENTERED, 23)
    # the usual ones about it keep silent until then
    assert [name for name, _ in reminders(session) if name.startswith("v_")] == ["v_m8@later"]


def test_a_note_comes_on_its_day_to_who_wants_notes_and_to_nobody_else(
    session: Session, child: Child
) -> None:
    mother = session.exec(select(Guardian)).one()
    _guardian(session, child.family_id, "8")
    notes.choose(session, mother, True, date(2026, 11, 10))
    days(session, child, ENTERED, 120)
    found = [
        row for row in session.exec(select(Outbox).order_by(col(Outbox.id))) if "note:" in (row.about or "")
    ]
    opening = {
        f"n_{one.id}": one.opens.after(BORN)
        for one in KNOWLEDGE.notes
        if date(2026, 11, 10) < one.opens.after(BORN) <= date(2027, 3, 9)
    }
    assert opening
    assert {(row.about or "").split(":")[2] for row in found} == set(opening)
    assert {(row.key or "").rpartition(":")[2] for row in found} == {str(mother.id)}
    for row in found:
        name = (row.about or "").split(":")[2]
        assert row.due_at.astimezone(ZONE).date() == opening[name]


def test_a_change_of_the_record_takes_no_note_back(session: Session, child: Child) -> None:
    notes.choose(session, session.exec(select(Guardian)).one(), True, date(2026, 11, 10))
    days(session, child, ENTERED, 120)
    before = [name for name, _ in reminders(session) if name.startswith("n_")]
    vaccines.give(desk(session, datetime(2027, 3, 9, 4, tzinfo=UTC)), child, "MMR", date(2027, 3, 9))
    assert before
    assert [name for name, _ in reminders(session) if name.startswith("n_")] == before


def test_a_removed_child_leaves_no_note_behind(session: Session, child: Child) -> None:
    notes.choose(session, session.exec(select(Guardian)).one(), True, date(2026, 11, 10))
    days(session, child, ENTERED, 120)
    children.remove(session, child)
    assert reminders(session) == []
