"""Reminders: what is said at the door as one digest for all children, and what a family answers to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from actions import plans
from db.chats import Chat
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, Remind
from dialogs.checkup_words import visit_line
from dialogs.home import name, to_home
from dialogs.households import Household
from dialogs.matter_words import in_order, one_trip, places, title_of
from dialogs.notes import note_lines, wish
from dialogs.our_clinic import clinic_line
from dialogs.school_words import deadline_line
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.vaccine_words import (
    dose_title,
    hint,
    may_be_named,
    named_rows,
    one_visit,
    unchecked_lines,
    when_named,
)
from dialogs.words import Html, Words, join
from rules.checkups import Visit
from rules.enrolment.deadlines import Deadline
from rules.matters import Subject, Thing, can_be_done, name_of
from rules.notes import Note
from rules.reminders import AHEAD
from rules.vaccines import Forecast, Next

Item = tuple[Child, Thing]
#: The same with notes, which are only read.
Told = tuple[Child, Subject]


def digest(
    session: Session,
    around: Surroundings,
    chat: Chat,
    guardian: Guardian,
    wishes: Sequence[dict[str, Any]],
    now: datetime,
) -> tuple[Screen | None, list[bool]]:
    """One message for everything due in a chat; for each wish whether it is moot. No Screen when all of them are."""
    _ = around.catalogues.speak(chat.language)
    today = around.today(now)
    house = Household.of(session, around, guardian, today)
    found = [_true_still(house, guardian, wish) for wish in wishes]
    items = _with_the_open(house, [item for item in found if item is not None])
    clinic = clinic_line(session, guardian, _)
    screen = _screen(items, [], guardian, clinic, today, _, around) if items else None
    return screen, [item is None for item in found]


def reworded(
    session: Session, around: Surroundings, chat: Chat, about: Sequence[str], now: datetime
) -> Screen:
    """A digest that was said, as it is true now: what was done is ticked, what is open keeps its buttons."""
    _ = around.catalogues.speak(chat.language)
    guardian = session.get(Guardian, chat.guardian_id) if chat.guardian_id else None
    today = around.today(now)
    house = Household.of(session, around, guardian, today)
    items: list[Told] = []
    done: list[tuple[Child, str]] = []
    for matter in dict.fromkeys(about):
        _kind, number, what = [*matter.split(":", 2), "", ""][:3]
        child = house.children.get(int(number)) if number.isdecimal() else None
        if child is None:
            continue
        thing = house.subject(int(number), what)
        if thing is not None:
            items.append((child, thing))
        elif what in house.done[int(number)]:
            # Whatever else is gone (its window is over, a doctor forbade it) was not done, and is not spoken of.
            done.append((child, what))
    clinic = clinic_line(session, guardian, _)
    return _screen(_with_the_open(house, items), done, guardian, clinic, today, _, around)


def _true_still(house: Household, guardian: Guardian, wish: dict[str, Any]) -> Told | None:
    """What this intention is about, if the family still has to hear of it."""
    child = house.children.get(int(wish.get("child", 0)))
    if child is None or plans.is_away(child, house.today):
        return None
    thing = house.subject(child.id or 0, str(wish.get("dose", "")))
    if thing is None:
        return None
    if isinstance(thing, Note):
        return (child, thing) if guardian.notes_wanted else None
    early = str(wish.get("stage", "")).startswith("before")
    said = early or can_be_done(thing) or isinstance(thing, Deadline)
    return (child, thing) if said else None


def _with_the_open(house: Household, items: list[Told]) -> list[Told]:
    """Beside what is reminded of: whatever else these children can get now. Who goes once should hear of all of it.

    Each thing once, the children together, the eldest first; what is only read comes last and brings nothing along.
    """
    found: list[Told] = []
    for number, child in house.children.items():
        mine = [thing for one, thing in items if one.id == number]
        asked = {name_of(thing): thing for thing in mine if not isinstance(thing, Note)}
        if asked:
            asked |= {name_of(thing): thing for thing in house.things[number] if can_be_done(thing)}
        found += [(child, thing) for thing in in_order(asked.values())]
        found += [(child, note) for note in dict.fromkeys(mine) if isinstance(note, Note)]
    return found


def due_items(
    session: Session, around: Surroundings, guardian: Guardian, child_id: int, dose: str, now: datetime
) -> list[Item]:
    """What a button of a reminder is about, as of now: one dose, one child's, or the whole family's."""
    house = Household.of(session, around, guardian, around.today(now))
    items = [
        (child, thing)
        for number, child in house.children.items()
        if child_id in (0, number)
        for thing in in_order(house.things[number])
    ]
    if dose:
        return [(one, thing) for one, thing in items if name_of(thing) == dose]
    return [(one, thing) for one, thing in items if can_be_done(thing) or _is_announced(thing, house.today)]


def _is_announced(thing: Thing, today: date) -> bool:
    """Whether a day of the papers is spoken of already: what was said can be answered, though its day has not come."""
    return isinstance(thing, Deadline) and thing.opens - today <= AHEAD


def _screen(
    items: list[Told],
    done: list[tuple[Child, str]],
    guardian: Guardian | None,
    clinic: Html | None,
    today: date,
    _: Words,
    around: Surroundings,
) -> Screen:
    lines: list[Html] = []
    for child, found in _by_child(items):
        doses = [thing for thing in found if isinstance(thing, Next)]
        visits = [thing for thing in found if isinstance(thing, Visit)]
        days = [thing for thing in found if isinstance(thing, Deadline)]
        if doses or visits or days:
            lines.append(_("🔔 <b>{name}</b>", name=name(child, _)))
        if doses:
            lines += _grouped(doses, child, today, _, around)
        lines += [visit_line(visit, today, _) for visit in visits]
        lines += [deadline_line(around.knowledge, day, _) for day in days]
    lines += [
        _("✅ {name}, {dose}: done", name=name(child, _), dose=title_of(around.knowledge, what, _))
        for child, what in done
    ]
    if not items:
        return Screen(join(lines or [_("✅ Nothing is open there any more.")]), rows(to_home(_)))
    asked = [(child, thing) for child, thing in items if not isinstance(thing, Note)]
    lines += one_trip(asked, _)
    lines += places([thing for _child, thing in asked], clinic, _)
    lines += _notes(items, _)
    if not asked and guardian is not None:
        return Screen(join(lines), rows(wish(guardian, _), to_home(_)))
    return Screen(join(lines), (*_answers(asked, _), *_unchecked_choice(asked, _), *_lists(asked, _)))


def _notes(items: Sequence[Told], _: Words) -> list[Html]:
    """What is only read, below everything that is asked for."""
    lines: list[Html] = []
    for child, found in _by_child(items):
        notes = note_lines([thing for thing in found if isinstance(thing, Note)], _)
        if notes:
            lines += [Html(""), _("💡 <b>{name}</b>", name=name(child, _)), *notes]
    return lines


def _grouped(
    rows_of_child: list[Next], child: Child, today: date, _: Words, around: Surroundings
) -> list[Html]:
    """A line for each dose; what is to be said of several of them stands above, once."""
    found, checked = Forecast(tuple(rows_of_child), ()), child.record_checked_at is not None
    said: dict[str, list[tuple[Html, Html | None]]] = {}
    for row in named_rows(found, checked, today, child.known_since):
        title = Html("💉 ") + dose_title(around.knowledge, row.vaccine, row.dose, _)
        said.setdefault(when_named(row, checked, today, _), []).append(
            (title, hint(around.knowledge, row, _))
        )
    lines = [] if checked else unchecked_lines(found, _)
    for moment, doses in said.items():
        alone = len(doses) == 1
        if not alone:
            lines.append(_("{when}:", when=Html(moment[:1].upper() + moment[1:])))
        for title, known in doses:
            lines.append(_("{dose}: {when}", dose=title, when=Html(moment)) if alone else title)
            lines += [known] if known is not None else []
    return [*lines, *(one_visit(rows_of_child, _) if checked else [])]


def _by_child(items: Sequence[Told]) -> list[tuple[Child, list[Subject]]]:
    grouped: dict[int, tuple[Child, list[Subject]]] = {}
    for child, thing in items:
        grouped.setdefault(child.id or 0, (child, []))[1].append(thing)
    return list(grouped.values())


def _answers(items: list[Item], _: Words) -> tuple[tuple[Choice, ...], ...]:
    """Done, Later, Can't, Where?: about the one dose, the one child, or all. Where nothing could be named there is nothing to call done."""
    ids = {child.id or 0 for child, _thing in items}
    child = ids.pop() if len(ids) == 1 else 0
    dose = name_of(items[0][1]) if len(items) == 1 else ""

    def choice(label: Html, do: str) -> Choice:
        return Choice(label, Remind(do=do, child=child, dose=dose).pack())

    return rows(
        choice(_("✅ Done"), "done") if any(is_named(one, thing) for one, thing in items) else None,
        choice(_("⏰ Later"), "later"),
        choice(_("✋ Can't"), "cant"),
        choice(_("📍 Where?"), "where"),
        width=2,
    )


def _lists(items: list[Item], _: Words) -> tuple[tuple[Choice, ...], ...]:
    """The way to the papers of those children whose papers are spoken of."""
    spoken_of = {child.id or 0: child for child, thing in items if isinstance(thing, Deadline)}
    return rows(
        *(
            Choice(_("📄 {name}: the list", name=name(child, _)), ChildDo(do="papers", child=number).pack())
            for number, child in spoken_of.items()
        )
    )


def is_named(child: Child, thing: Thing) -> bool:
    """Whether this is spoken of by its name: of a child's doses most are only known once its booklet was told; a visit is a visit, a day of the papers a day."""
    checked = child.record_checked_at is not None
    return isinstance(thing, Visit | Deadline) or may_be_named(thing, checked, child.known_since)


def _unchecked_choice(items: list[Item], _: Words) -> tuple[tuple[Choice, ...], ...]:
    unchecked = [
        child
        for child, found in _by_child(items)
        if child.record_checked_at is None and any(isinstance(thing, Next) for thing in found)
    ]
    return rows(
        *(
            Choice(
                _("📒 {name}: what the booklet says", name=name(child, _)),
                ChildDo(do="ask", child=child.id or 0).pack(),
            )
            for child in unchecked
        )
    )
