"""Reminders: what is said at the door as one digest for all children, and what a family answers to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from actions import plans
from db import children
from db.chats import Chat
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo, Remind
from dialogs.home import name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.vaccine_words import (
    dose_title,
    hint,
    named_rows,
    one_visit,
    open_rows,
    title_of,
    unchecked_lines,
    when,
)
from dialogs.words import Html, Words, join
from rules.vaccines import Forecast, Next

Item = tuple[Child, Next]


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
    found = [_true_still(session, around, guardian, wish, today) for wish in wishes]
    items = [item for item in found if item is not None]
    moot = [item is None for item in found]
    items = _with_the_open(session, around, items, today)
    return (_screen(items, [], today, _, around) if items else None), moot


def reworded(
    session: Session, around: Surroundings, chat: Chat, about: Sequence[str], now: datetime
) -> Screen:
    """A digest that was said, as it is true now: what was done is ticked, what is open keeps its buttons."""
    _ = around.catalogues.speak(chat.language)
    guardian = session.get(Guardian, chat.guardian_id) if chat.guardian_id else None
    today = around.today(now)
    items: list[Item] = []
    done: list[tuple[Child, str]] = []
    for matter in dict.fromkeys(about):
        kind, number, dose = [*matter.split(":", 2), "", ""][:3]
        child = (
            children.owned(session, guardian.family_id, int(number))
            if guardian and number.isdecimal()
            else None
        )
        if child is None or kind != "vaccine":
            continue
        row = _row(session, around, child, dose, today)
        if row is None:
            done.append((child, dose))
        else:
            items.append((child, row))
    return _screen(_with_the_open(session, around, items, today), done, today, _, around)


def _true_still(
    session: Session, around: Surroundings, guardian: Guardian, wish: dict[str, Any], today: date
) -> Item | None:
    """The dose this intention is about, if the family still has to hear of it."""
    child = children.owned(session, guardian.family_id, int(wish.get("child", 0)))
    row = _row(session, around, child, str(wish.get("dose", "")), today) if child else None
    if child is None or row is None:
        return None
    early = str(wish.get("stage", "")).startswith("before")
    return (child, row) if early or row.status != "not_yet" else None


def _row(session: Session, around: Surroundings, child: Child, dose: str, today: date) -> Next | None:
    rows_now = plans.look(session, around.knowledge, child, today).doses
    return next((row for row in rows_now if row.open and plans.dose_name(row) == dose), None)


def _once(items: list[Item]) -> list[Item]:
    """Each dose once, the children together, the eldest first."""
    kept = {(child.born, child.id or 0, plans.dose_name(row)): (child, row) for child, row in items}
    return [kept[key] for key in sorted(kept)]


def _with_the_open(session: Session, around: Surroundings, items: list[Item], today: date) -> list[Item]:
    """Beside what is reminded of: whatever else these children can get now. Who goes once should hear of all of it."""
    children_of = {child.id: child for child, _row in items}
    also = [
        (child, row)
        for child in children_of.values()
        for row in open_rows(plans.look(session, around.knowledge, child, today))
        if row.status != "not_yet"
    ]
    return _once([*also, *items])


def due_items(
    session: Session, around: Surroundings, guardian: Guardian, child_id: int, dose: str, now: datetime
) -> list[Item]:
    """What a button of a reminder is about, as of now: one dose, one child's, or the whole family's."""
    today = around.today(now)
    found = [one for one in children.of_family(session, guardian.family_id) if child_id in (0, one.id)]
    items = [
        (one, row) for one in found for row in open_rows(plans.look(session, around.knowledge, one, today))
    ]
    if dose:
        return [(one, row) for one, row in items if plans.dose_name(row) == dose]
    return [(one, row) for one, row in items if row.status != "not_yet"]


def _screen(
    items: list[Item], done: list[tuple[Child, str]], today: date, _: Words, around: Surroundings
) -> Screen:
    lines: list[Html] = []
    for child, rows_of_child in _by_child(items):
        checked = child.record_checked_at is not None
        lines.append(_("🔔 <b>{name}</b>", name=name(child, _)))
        lines += _grouped(rows_of_child, today, checked, _, around)
    lines += [
        _("✅ {name}, {dose}: done", name=name(child, _), dose=title_of(around.knowledge, dose, _))
        for child, dose in done
    ]
    if not items:
        return Screen(join(lines or [_("✅ Done.")]), rows(to_home(_)))
    lines.append(_("At the vaccination clinic where you live. Bring the booklet. It is free."))
    return Screen(join(lines), (*_answers(items, _), *_unchecked_choice(items, _)))


def _grouped(
    rows_of_child: list[Next], today: date, checked: bool, _: Words, around: Surroundings
) -> list[Html]:
    """A line for each dose; what is to be said of several of them stands above, once."""
    found = Forecast(tuple(rows_of_child), ())
    said: dict[str, list[Html]] = {}
    for row in named_rows(found, checked, today):
        title = Html("💉 ") + dose_title(around.knowledge, row.vaccine, row.dose, _)
        said.setdefault(when(row, today, _), []).append(title)
    lines = [] if checked else unchecked_lines(found, _)
    for moment, titles in said.items():
        if len(titles) == 1:
            lines.append(_("{dose}: {when}", dose=titles[0], when=Html(moment)))
        else:
            lines += [_("{when}:", when=Html(moment[:1].upper() + moment[1:])), *titles]
    lines += [line for row in named_rows(found, checked, today) if (line := hint(around.knowledge, row, _))]
    return [*lines, *(one_visit(rows_of_child, _) if checked else [])]


def _by_child(items: list[Item]) -> list[tuple[Child, list[Next]]]:
    grouped: dict[int, tuple[Child, list[Next]]] = {}
    for child, row in items:
        grouped.setdefault(child.id or 0, (child, []))[1].append(row)
    return list(grouped.values())


def _answers(items: list[Item], _: Words) -> tuple[tuple[Choice, ...], ...]:
    """Done, Later, Can't, Where?: about the one dose, the one child, or all."""
    ids = {child.id or 0 for child, _row in items}
    child = ids.pop() if len(ids) == 1 else 0
    dose = plans.dose_name(items[0][1]) if len(items) == 1 else ""

    def choice(label: Html, do: str) -> Choice:
        return Choice(label, Remind(do=do, child=child, dose=dose).pack())

    return rows(
        choice(_("✅ Done"), "done"),
        choice(_("⏰ Later"), "later"),
        choice(_("✋ Can't"), "cant"),
        choice(_("📍 Where?"), "where"),
        width=2,
    )


def _unchecked_choice(items: list[Item], _: Words) -> tuple[tuple[Choice, ...], ...]:
    unchecked = [child for child, _rows in _by_child(items) if child.record_checked_at is None]
    return rows(
        *(
            Choice(
                _("📒 {name}: what the booklet says", name=name(child, _)),
                ChildDo(do="ask", child=child.id or 0).pack(),
            )
            for child in unchecked
        )
    )
