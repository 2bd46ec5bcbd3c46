"""A child's plan becomes reminders: rows with unique keys, queued when their day has come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from db import chats, children, families, vaccines
from db import reminders as db_reminders
from db.children import Child
from db.families import Guardian
from db.outbox import Outbox, Rank, State
from rules.hours import Hours, next_polite
from rules.knowledge import Knowledge
from rules.reminders import Stage, stages
from rules.vaccines import Book, Dose, Forecast, Next, Sex, forecast

#: A plan is looked at again after so many days even when nothing is to come: ages pass and series open.
LOOK_AGAIN = timedelta(days=30)


def look(session: Session, knowledge: Knowledge, child: Child, today: date) -> Forecast:
    """What the rules say about this child today, by the record that stands."""
    given = vaccines.given(session, [child.id or 0])[child.id or 0]
    return outlook(knowledge, child, given, today)


def outlook(knowledge: Knowledge, child: Child, given: list[Dose], today: date) -> Forecast:
    """The same with the record in hand."""
    return _forecast(knowledge.book, child.born, child.sex, today, tuple(given))


@lru_cache(maxsize=512)
def _forecast(book: Book, born: date, sex: Sex | None, today: date, given: tuple[Dose, ...]) -> Forecast:
    """The rules are pure, and one conversation asks the same several times: home, card, a dose, home again. Days and vaccines only: no id, no name."""
    return forecast(book, born, sex, today, given)


def also_that_day(
    session: Session, knowledge: Knowledge, child: Child, day: date, found: Forecast
) -> list[str]:
    """Names of the doses that could have been given on the same visit, as the record stood before it: live vaccines, too (G4, G5).

    `found` is what the rules say now; a series that moved on since has its dose of that day.
    """
    given = vaccines.given(session, [child.id or 0])[child.id or 0]
    before = outlook(knowledge, child, [dose for dose in given if dose.given < day], day).doses
    now_open = {(row.family, row.dose) for row in found.doses}
    return [
        dose_name(row)
        for row in before
        if row.status in ("due", "overdue") and (row.family, row.dose) in now_open
    ]


def dose_name(row: Next) -> str:
    """The dose's name in keys and addresses: "MMR-1"."""
    return f"{row.vaccine}-{row.dose}"


def plan_due(
    session: Session,
    knowledge: Knowledge,
    zone: ZoneInfo,
    now: datetime,
    limit: int,
    trouble: dict[int, str],
) -> int:
    """Looks at up to `limit` children whose day has come; returns how many.

    A child whose plan fails is noted in `trouble` (its id, and the error's name: never words), keeps its day, and is passed over
    while it stands there. So those behind it are not held up, and whoever asks with an empty `trouble` tries it again.
    """
    found = children.to_plan(session, now.astimezone(zone).date(), limit, trouble)
    for child in found:
        number = child.id or 0
        try:
            with session.begin_nested():
                plan(session, knowledge, child, zone, now)
        except Exception as error:  # whatever one child's rows hold, the others must get their reminders
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                raise
            trouble[number] = type(error).__name__
    return len(found)


def plan(session: Session, knowledge: Knowledge, child: Child, zone: ZoneInfo, now: datetime) -> None:
    """Queues what is due up to today, and sets the day to look again."""
    today = now.astimezone(zone).date()
    _plan(session, child, look(session, knowledge, child, today), today, zone, now)


def _plan(
    session: Session, child: Child, found: Forecast, today: date, zone: ZoneInfo, now: datetime
) -> None:
    rows = [row for row in found.doses if row.open]
    moments = [(row, stage) for row in rows for stage in stages(row, child.known_since, child.changed_on)]
    due = [(row, stage) for row, stage in moments if _is_new(stage, child, today)]
    if due:
        _queue(session, child, due, zone, now)
    ahead = [stage.on for _, stage in moments if stage.on > today]
    ahead += [row.closes for row in rows if row.closes is not None and row.closes > today]
    child.plan_on = min([*ahead, today + LOOK_AGAIN])
    child.planned_through = max(child.planned_through, today)
    session.add(child)
    session.flush()


def changed(session: Session, knowledge: Knowledge, child: Child, zone: ZoneInfo, now: datetime) -> Forecast:
    """The record or the child itself changed: what waits is thought over, and the plan made anew. Returns what the rules say now."""
    today = now.astimezone(zone).date()
    child.changed_on = today
    found = look(session, knowledge, child, today)
    still = {dose_name(row) for row in found.doses if row.open}
    db_reminders.withdraw_except(session, child.id or 0, still, now)
    _plan(session, child, found, today, zone, now)
    return found


def _is_new(stage: Stage, child: Child, today: date) -> bool:
    """Its day has come since we last looked; today itself is looked at again, because keys keep it from being said twice."""
    return stage.on == today or child.planned_through < stage.on <= today


def _queue(
    session: Session, child: Child, due: list[tuple[Next, Stage]], zone: ZoneInfo, now: datetime
) -> None:
    for guardian in families.guardians(session, child.family_id):
        found = chats.of_guardian(session, guardian.id or 0)
        if not found or guardian.paused_at is not None:
            continue
        chat = next((one for one in found if one.blocked_at is None), found[0])
        rows = [_reminder(child, guardian, row, stage, zone, now) for row, stage in due]
        known = db_reminders.known_keys(session, [row.key or "" for row in rows])
        later = db_reminders.put_off_by_family(session, chat.id or 0)
        for row in rows:
            if row.key not in known and row.about not in later:
                row.chat_id, row.channel = chat.id or 0, chat.channel
                session.add(row)
    session.flush()


def _reminder(
    child: Child, guardian: Guardian, row: Next, stage: Stage, zone: ZoneInfo, now: datetime
) -> Outbox:
    """The intention, not the words: which child, which dose, which stage. Too late already means listed as missed."""
    dose = dose_name(row)
    use_by = datetime.combine(stage.use_by + timedelta(days=1), time(), zone)
    missed = use_by <= now
    day = datetime.combine(stage.on, time(), zone)
    due_at = now if missed else next_polite(max(now, day), hours(guardian), zone, use_by)
    return Outbox(
        chat_id=0,
        channel="",
        rank=Rank.REMINDER,
        kind="reminder",
        key=f"vaccine:{child.id}:{dose}:{stage.name}@{stage.on.isoformat()}:{guardian.id}",
        about=f"vaccine:{child.id}:{dose}",
        body={"child": child.id, "dose": dose, "stage": stage.name},
        due_at=due_at,
        use_by=use_by,
        state=State.MISSED if missed else State.WAITING,
        trouble="its day passed while nothing ran" if missed else None,
        created_at=now,
        settled_at=now if missed else None,
    )


def hours(guardian: Guardian, *, day_named: bool = False) -> Hours:
    """The guardian's polite hours as the rules know them. Where they named the day themselves, their rest day has no say."""
    rest_day = None if day_named else guardian.rest_day
    return Hours(_time(guardian.write_from), _time(guardian.write_to), rest_day)


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
