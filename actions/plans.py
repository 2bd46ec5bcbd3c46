"""A child's plan: what the rules say is next, and the tick that turns it into reminders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from actions import records, reminders
from actions.desk import Desk, Tapped
from actions.records import Record
from db import chats, children
from db import reminders as db_reminders
from db.children import Child
from rules.checkups import Visit, visits
from rules.enrolment.deadlines import done_deadlines
from rules.enrolment.guide import Guide, guide
from rules.knowledge import Knowledge
from rules.matters import Subject, Thing, is_held, is_open, matters, name_of, note_matters
from rules.notes import next_note_day, notes_for
from rules.reminders import AHEAD, Matter, Stage, stages
from rules.vaccines import Book, Dose, Forecast, Next, Sex, Word, decided, done_names, forecast
from rules.vaccines.doctor import events

#: A plan is looked at again after so many days even when nothing is to come: ages pass and series open.
LOOK_AGAIN = timedelta(days=30)


def look(session: Session, knowledge: Knowledge, child: Child, today: date) -> Forecast:
    """What the rules say about this child's vaccinations today, by the record and the doctor's words that stand."""
    return outlook(knowledge, child, records.of_child(session, child), today)


def outlook(knowledge: Knowledge, child: Child, kept: Record, today: date) -> Forecast:
    """The same with the record in hand."""
    return _forecast(knowledge.book, child.born, child.sex, today, kept.given, kept.words)


@lru_cache(maxsize=512)
def _forecast(
    book: Book, born: date, sex: Sex | None, today: date, given: tuple[Dose, ...], words: tuple[Word, ...]
) -> Forecast:
    """The rules are pure, and one conversation asks the same several times: home, card, a dose, home again. Days and vaccines only: no id, no name."""
    found = forecast(book, born, sex, today, given, events(words))
    return decided(found, words, today, book.same_ingredients)


def visits_of(
    knowledge: Knowledge, child: Child, kept: Record, today: date, found: Forecast, until: date | None = None
) -> tuple[Visit, ...]:
    """All visits of this child's life with us, done, over, open and to come (check-up rules). `found` is the outlook on its doses.

    Doses count as open (VC4) once the family told what the booklet holds. With `until`: only what is open between today and then.
    """
    told = child.record_checked_at is not None
    waiting = told and any(row.status in ("due", "overdue") for row in found.doses)
    return visits(knowledge.checkups, child.born, today, kept.done, child.enters_on, waiting, until)


def guide_of(knowledge: Knowledge, child: Child, kept: Record, today: date) -> Guide | None:
    """The papers guide of this child today; None as long as nobody asked for one."""
    told = kept.papers
    if told is None:
        return None
    return guide(knowledge, child.born, child.district, today, told.answers, told.have, told.way, kept.done)


def things(
    knowledge: Knowledge, child: Child, kept: Record, today: date, until: date | None = None
) -> list[Thing]:
    """Everything that is open for this child: the next dose of each series, the visits the family can go to (up to `until`), the days of its papers."""
    found = outlook(knowledge, child, kept, today)
    doses = [row for row in found.doses if row.open]
    coming = visits_of(knowledge, child, kept, today, found, until)
    papers_guide = guide_of(knowledge, child, kept, today)
    days = papers_guide.deadlines if papers_guide is not None else ()
    return [*doses, *(one for one in coming if is_open(one)), *days]


def also_that_day(
    session: Session, knowledge: Knowledge, child: Child, day: date, found: Forecast
) -> list[str]:
    """Names of the doses that could have been given on the same visit, as the record stood before it: live vaccines, too (G4, G5).

    `found` is what the rules say now; a series that moved on since has its dose of that day.
    """
    kept = records.of_child(session, child)
    then = replace(kept, given=tuple(dose for dose in kept.given if dose.given < day))
    before = outlook(knowledge, child, then, day).doses
    now_open = {(row.family, row.dose) for row in found.doses}
    return [
        dose_name(row)
        for row in before
        if row.status in ("due", "overdue") and (row.family, row.dose) in now_open
    ]


def dose_name(row: Next) -> str:
    """The dose's name in keys and addresses: "MMR-1"."""
    return name_of(row)


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
    if not _planned(session, knowledge, found, zone, now, trouble):
        # One of them fails: each by itself, so that the others get their reminders.
        for child in found:
            _planned(session, knowledge, [child], zone, now, trouble)
    return len(found)


def _planned(
    session: Session,
    knowledge: Knowledge,
    found: Sequence[Child],
    zone: ZoneInfo,
    now: datetime,
    trouble: dict[int, str],
) -> bool:
    """Whether all of these could be planned; if not, nothing of it stays. The trouble of a single one is noted."""
    numbers = [child.id or 0 for child in found]
    try:
        with session.begin_nested():
            _plan_all(session, knowledge, found, zone, now, records.of_children(session, found))
    except Exception as error:  # whatever one child's rows hold, the others must get their reminders
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise
        if len(numbers) == 1:
            trouble[numbers[0]] = type(error).__name__
        return False
    return True


def plan(session: Session, knowledge: Knowledge, child: Child, zone: ZoneInfo, now: datetime) -> None:
    """Queues what is due up to today, and sets the day to look again."""
    _plan_all(session, knowledge, [child], zone, now, records.of_children(session, [child]))


def _plan_all(
    session: Session,
    knowledge: Knowledge,
    found: Sequence[Child],
    zone: ZoneInfo,
    now: datetime,
    kept: Mapping[int, Record],
) -> None:
    today = now.astimezone(zone).date()
    listeners = chats.listeners(session, {child.family_id for child in found})
    due: list[reminders.Due] = []
    for child in found:
        wanted = any(one.notes_wanted for one in listeners.get(child.family_id, ()))
        due += _due(knowledge, child, kept[child.id or 0], today, wanted)
    reminders.queue(session, due, listeners, zone, now)
    session.flush()


def _due(
    knowledge: Knowledge, child: Child, kept: Record, today: date, notes_wanted: bool
) -> list[reminders.Due]:
    """What of this child's plan is to be said from today on, and the day to look at it again."""
    # What lies further ahead is not even announced before the plan is looked at again.
    soon = today + LOOK_AGAIN + AHEAD
    open_now: list[tuple[Subject, Matter]] = [
        one for one in matters(things(knowledge, child, kept, today, soon)) if one[1].opens <= soon
    ]
    if notes_wanted:
        open_now += note_matters(notes_for(knowledge.notes, child.born, today))
    known = known_since(child)
    moments = [
        (thing, stage) for thing, matter in open_now for stage in stages(matter, known, child.changed_on)
    ]
    ahead = [stage.on for _, stage in moments if stage.on > today]
    ahead += [one.closes for _, one in open_now if one.closes is not None and one.closes > today]
    found = [reminders.Due(child, thing, stage) for thing, stage in moments if _is_new(stage, child, today)]
    if notes_wanted and (note_on := next_note_day(knowledge.notes, child.born, today)) is not None:
        ahead.append(note_on)
    child.plan_on = min([*ahead, today + LOOK_AGAIN])
    child.planned_through = max(child.planned_through, today)
    return found


def known_since(child: Child) -> date:
    """From when on this child is spoken of: not before we knew it, nor before it is back from a journey."""
    return max(child.known_since, child.away_until or child.known_since)


def changed(session: Session, knowledge: Knowledge, child: Child, zone: ZoneInfo, now: datetime) -> Forecast:
    """The record or the child itself changed: what waits is thought over, and the plan made anew. Returns what the rules say now."""
    return _changed(session, knowledge, child, zone, now)[0]


def _changed(
    session: Session, knowledge: Knowledge, child: Child, zone: ZoneInfo, now: datetime
) -> tuple[Forecast, Record]:
    """The same, with the record it was made of."""
    today = now.astimezone(zone).date()
    child.changed_on, child.revised_at = today, now
    session.add(child)
    kept = records.of_children(session, [child])
    every = things(knowledge, child, kept[child.id or 0], today)
    still = set() if is_away(child, today) else {name_of(one) for one in every if not is_held(one)}
    db_reminders.withdraw_except(session, child.id or 0, still, now)
    _plan_all(session, knowledge, [child], zone, now, kept)
    return outlook(knowledge, child, kept[child.id or 0], today), kept[child.id or 0]


def settle(desk: Desk, child: Child, tapped: Tapped | None) -> Forecast:
    """After a change of the record: the plan anew, and messages that still ask for what is done are reworded in every other chat."""
    found, kept = _changed(desk.session, desk.knowledge, child, desk.zone, desk.now)
    reminders.take_back(desk, child, done(desk.knowledge, child, kept, desk.today), tapped)
    return found


def done(knowledge: Knowledge, child: Child, kept: Record, today: date) -> frozenset[str]:
    """Names of what the record says was done. What is over, or what a doctor forbade, is not done."""
    doses = done_names(knowledge.book, child.born, child.sex, today, kept.given)
    return doses | {f"v_{visit}" for visit in kept.done} | _papers_done(knowledge, child, kept, today)


def _papers_done(knowledge: Knowledge, child: Child, kept: Record, today: date) -> frozenset[str]:
    """Names of the days of the papers guide that have done their work."""
    found = guide_of(knowledge, child, kept, today)
    if found is None or kept.papers is None:
        return frozenset()
    told = kept.papers
    return done_deadlines(found.decision.entry_year, told.answers, told.have, told.way)


def is_away(child: Child, today: date) -> bool:
    """Whether the family said that this child is on a journey: nothing is asked of it until it is back."""
    return child.away_until is not None and today < child.away_until


def _is_new(stage: Stage, child: Child, today: date) -> bool:
    """Its day has come since we last looked; today itself is looked at again, because keys keep it from being said twice."""
    return stage.on == today or child.planned_through < stage.on <= today
