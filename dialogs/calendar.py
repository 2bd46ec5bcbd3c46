"""A child's calendar to look at: as a picture, to print, as a table, and as a card for the clinic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import checkups as checkup_actions
from actions import plans, records
from db import checkups, vaccines
from db.children import Child
from db.families import Guardian
from dialogs.addresses import ChildDo
from dialogs.calendar_files import to_days
from dialogs.calendar_page import calendar_page
from dialogs.calendar_words import SIGNS, Row, by_age, dose_rows, state_words, stated, table, visit_rows
from dialogs.children import not_here, owned, to_card
from dialogs.home import name, to_home
from dialogs.screens import TEXT_MOST, Attachment, Choice, Rows, Screen, length, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from pictures.calendar import CalendarPage, draw
from pictures.paper import to_pdf, to_png
from rules.calendar import calendar
from rules.vaccines.doctor import events

router = Router(name="calendar")


@dataclass(frozen=True)
class Seen:
    """One child's calendar as of today, in words."""

    child: Child
    today: date
    rows: list[Row]
    checked: bool


def see(session: Session, around: Surroundings, child: Child, _: Words, now: datetime) -> Seen:
    """Looks the record up and lets the rules say the rest."""
    today = around.today(now)
    record = vaccines.record(session, [child.id or 0])[child.id or 0]
    kept = records.of_child(session, child)
    checked = child.record_checked_at is not None
    entries = calendar(
        around.knowledge.book,
        child.born,
        child.sex,
        lambda given, day: plans.outlook(around.knowledge, child, replace(kept, given=tuple(given)), day),
        today,
        kept.given,
        checked=checked,
        events=events(kept.words),
    )
    combined = around.knowledge.book.combinations
    guessed = frozenset(
        (code, one.given_on)
        for one in record
        if not one.exact
        for code in (one.vaccine, *(combined[one.vaccine].parts if one.vaccine in combined else ()))
    )
    doses = dose_rows(around.knowledge, entries, guessed, _)
    ahead = checkup_actions.visits(session, around.knowledge, child, today)
    done = checkups.done(session, [child.id or 0])[child.id or 0]
    visits = visit_rows(around.knowledge, ahead, done, child.born, _)
    return Seen(child, today, by_age(around.knowledge, doses, visits), checked)


@router.callback_query(
    ChildDo.filter(F.do.in_({"calendar", "calendar_picture", "calendar_print", "calendar_table"}))
)
async def calendar_(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """The choice how to look at it, or one of the looks."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    seen = see(session, around, child, _, now)
    if callback_data.do == "calendar_picture":
        return _picture(around, seen, _)
    if callback_data.do == "calendar_print":
        return _print(around, seen, _)
    if callback_data.do == "calendar_table":
        return _table(seen, _)
    return _choices(seen, _)


def to_calendar(child: Child, _: Words) -> Choice:
    return Choice(_("📅 Calendar"), ChildDo(do="calendar", child=child.id or 0).pack())


def ways_back(child: Child, _: Words) -> Rows:
    """Below every look at it."""
    return rows(to_calendar(child, _), to_card(child, _), to_home(_), width=2)


def _choices(seen: Seen, _: Words) -> Screen:
    """How many of each, and the ways to look at it."""
    child = seen.child
    number = child.id or 0
    counts = [
        Html(f"{SIGNS[state]} {count} · ") + (_("later") if state == "later" else state_words(state, _))
        for state in stated(seen.rows)
        if (count := sum(row.state == state for row in seen.rows))
    ]
    ways = [
        Choice(_("🖼 Picture"), ChildDo(do="calendar_picture", child=number).pack()),
        Choice(_("🖨 To print"), ChildDo(do="calendar_print", child=number).pack()),
        Choice(_("📋 As a table"), ChildDo(do="calendar_table", child=number).pack()),
        Choice(_("🗓 My trips"), ChildDo(do="trips", child=number).pack()),
        Choice(_("🪪 Card for the clinic"), ChildDo(do="clinic_card", child=number).pack()),
        to_days(child, _),
    ]
    said = [
        _("📅 <b>{name}: calendar</b>", name=name(child, _)),
        *counts,
        Html(""),
        _("How do you want to see it?"),
    ]
    return Screen(join(said), (*rows(*ways, width=2), *rows(to_card(child, _), to_home(_), width=2)))


def _picture(around: Surroundings, seen: Seen, _: Words) -> Screen:
    page = calendar_page(around.knowledge, seen.child, seen.rows, seen.checked, seen.today, _)
    said = _("The whole calendar on one page. Tap it to see it large; keep it, or send it to the family.")
    picture = Attachment(f"calendar-{seen.today}.png", "image/png", to_png(draw(page)), describe(page))
    return Screen(said, ways_back(seen.child, _), picture=picture)


def _print(around: Surroundings, seen: Seen, _: Words) -> Screen:
    page = calendar_page(around.knowledge, seen.child, seen.rows, seen.checked, seen.today, _)
    said = _("One page, A4. Print it, or show the file in a copy shop.")
    file = Attachment(f"calendar-{seen.today}.pdf", "application/pdf", to_pdf(draw(page)))
    return Screen(said, ways_back(seen.child, _), file=file)


def describe(page: CalendarPage) -> str:
    """The picture in few words, for who cannot see it: whose it is, as of when, what is next. All of it is in the table."""
    return "\n".join(
        part
        for part in (
            page.title,
            page.today,
            page.next_title,
            page.next_text,
            page.between.join(page.next_names),
            page.next_hint if page.next_state == "barred" else "",
        )
        if part
    )


def _table(seen: Seen, _: Words) -> list[Screen]:
    """Block by block; where one message cannot hold them all there are several, the ways on below the last."""
    head = _("📋 <b>{name}: calendar</b>", name=name(seen.child, _))
    signs = [Html(f"{SIGNS[state]} ") + state_words(state, _) for state in stated(seen.rows)]
    if any(not row.exact for row in seen.rows):
        signs.append(_("~ : the day is from the calendar, not from your booklet."))
    blocks = [join([head, *signs]), *table(seen.rows, seen.child.born, seen.today, _)]
    texts = in_messages(blocks)
    return [Screen(text) for text in texts[:-1]] + [Screen(texts[-1], ways_back(seen.child, _))]


def in_messages(blocks: list[Html]) -> list[Html]:
    """As few messages as hold these blocks, each block whole."""
    texts: list[Html] = []
    for block in blocks:
        longer = join([texts[-1], block], "\n\n") if texts else block
        if texts and length(longer) <= TEXT_MOST:
            texts[-1] = longer
        else:
            texts.append(block)
    return texts
