"""An activity as families will see it, with what speaks against it; published as it was seen; and the notice that invites to it."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions import needs, notice_families, notices
from actions.activities import Done, content_of, draft_of, publish
from db import activities as tables
from db.activities import Activity, ActivityState
from db.activity_guests import to_be_told
from dialogs.activity_addresses import ActGo, ActSeen, ActWork
from dialogs.activity_staff import opened, seats_line
from dialogs.activity_staff_draft import (
    by_another,
    draft_screen,
    not_yours,
    to_activities,
    to_draft,
    to_write,
    too_late,
)
from dialogs.activity_words import card_lines, title, when, where
from dialogs.answer_staff_words import lines_of
from dialogs.answer_ways import written
from dialogs.home import to_home
from dialogs.near_words import language_in
from dialogs.need_words import doubt_lines
from dialogs.notice_staff_draft import desk_screen
from dialogs.notice_staff_who import spoken as languages
from dialogs.screens import Choice, Screen, length, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, plain
from rules.activities import Outline, fingerprint, is_moved, missing, spot
from rules.audiences import Audience
from rules.languages import DEFAULT
from rules.notices import TEXT_MOST, Notice, Subject
from rules.places.place import Texts
from rules.roles import Role

router = Router(name="activity staff preview")


@router.callback_query(ActWork.filter(F.do == "preview"), OnDuty(Role.WORKER))
async def preview_(query: CallbackQuery, callback_data: ActWork, seat: Seat, state: FSMContext) -> Screen:
    """In Chinese first: most families read it so."""
    return await _show(callback_data.activity, DEFAULT, seat, state)


@router.callback_query(ActSeen.filter(), OnDuty(Role.WORKER))
async def in_language(query: CallbackQuery, callback_data: ActSeen, seat: Seat, state: FSMContext) -> Screen:
    return await _show(callback_data.activity, callback_data.language, seat, state)


async def _show(number: int, language: str, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    row = to_write(number, seat)
    return row if isinstance(row, Screen) else preview(row, language, seat)


def preview(row: Activity, language: str, seat: Seat, first: Html | None = None) -> Screen:
    """The very card, in one language; beneath it, in the worker's own, what to think of before it is published."""
    _, outline, number = seat.words, draft_of(row), row.id or 0
    if missing(outline, seat.now):
        return draft_screen(row, seat, first)
    known = languages(seat)
    code = language if language in known else DEFAULT
    theirs = seat.around.catalogues.speak(code)
    taken = tables.taken(seat.session, [number])[number]
    others = [
        Choice(
            _("👀 In {language}", language=language_in(one, _)), ActSeen(activity=number, language=one).pack()
        )
        for one in known
        if one != code
    ]
    go = Choice(_("✅ Publish it so"), ActGo(activity=number, seen=fingerprint(outline)).pack())
    return Screen(
        lines_of(
            first,
            _("So families see it ({language}):", language=language_in(code, _)),
            Html(""),
            *card_lines(outline, seat.session, theirs, seat.around, taken),
            Html(""),
            *warnings(row, outline, taken, seat),
        ),
        (*rows(go), *rows(*others, width=3), *rows(to_draft(row, _), to_activities(_), to_home(_), width=2)),
    )


def warnings(row: Activity, outline: Outline, taken: int, seat: Seat) -> list[Html | None]:
    """What families said they need, who has to be told, what is not translated."""
    _ = seat.words
    start = outline.starts_at.astimezone(seat.around.zone).replace(tzinfo=None) if outline.starts_at else None
    doubts = needs.doubts(seat.session, outline.topic, outline.audience.districts, start, seat.today)
    lines: list[Html | None] = [by_another(row, seat), seats_line(outline, _), *doubt_lines(doubts, _)]
    if row.state == ActivityState.OPEN and is_moved(content_of(row), outline):
        lines += _move_lines(row, outline, seat)
    if outline.seats is not None and taken > outline.seats:
        lines.append(
            _("💺 More seats are taken than there will be: nobody loses theirs, and no new ones are given.")
        )
    without = [code for code in languages(seat) if not outline.titles.get(code)]
    if without:
        names = Html(_(", ").join(language_in(code, _) for code in without))
        lines.append(
            _(
                "🌏 Not written in: {languages}. Families read it in another language, and that is said.",
                languages=names,
            )
        )
    return lines


def _move_lines(row: Activity, outline: Outline, seat: Seat) -> list[Html]:
    """Who hears of another time or place, and that invitations on their way say the old one."""
    _, number = seat.words, row.id or 0
    told, stops = (
        to_be_told(seat.session, number),
        notice_families.outdated_by(seat.session, number, outline),
    )
    families = _.ngettext(
        "⏰ Time or place is another one: {n} family is told, and asked whether it still comes.",
        "⏰ Time or place is another one: {n} families are told, and asked whether they still come.",
        told,
        n=told,
    )
    nobody = _("⏰ Time or place is another one. Nobody has signed up: nobody needs to be told.")
    invitations = _.ngettext(
        "📣 {n} invitation says the old time or place: it does not leave any more. Please write a new one then.",
        "📣 {n} invitations say the old time or place: they do not leave any more. Please write a new one then.",
        stops,
        n=stops,
    )
    return [families if told else nobody, *([invitations] if stops else [])]


@router.callback_query(ActGo.filter(), OnDuty(Role.WORKER))
async def go(query: CallbackQuery, callback_data: ActGo, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Only what was seen."""
    await set_aside(state)
    row = tables.one(seat.session, callback_data.activity, seat.duty)
    if row is None:
        return not_yours(_)
    done = publish(seat.desk, seat.duty, row, callback_data.seen)
    if done == Done.TOO_LATE:
        return too_late(row, _)
    if done == Done.CHANGED:
        return preview(row, DEFAULT, seat, _("✋ Somebody has changed it since. Please look again."))
    if done == Done.MISSING:
        return draft_screen(row, seat)
    if done != Done.MOVED:
        return opened(row, seat, _("✅ Published: families find it now."))
    if not to_be_told(seat.session, row.id or 0):
        return opened(row, seat, _("✅ Published. Nobody has signed up: nobody needs to be told."))
    told = _("✅ Published. Everybody who said yes or maybe is told, and asked whether they still come.")
    return opened(row, seat, told)


@router.callback_query(ActWork.filter(F.do == "announce"), OnDuty(Role.WORKER))
async def announce(
    query: CallbackQuery, callback_data: ActWork, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """A notice that invites to it, on the desk of the notices: nobody gets it before it was seen there and sent."""
    await set_aside(state)
    row = to_write(callback_data.activity, seat)
    if isinstance(row, Screen):
        return row
    if row.state != ActivityState.OPEN:
        return too_late(row, _)
    outline = content_of(row)
    audience = Audience(districts=outline.audience.districts, ages=outline.audience.ages)
    notice = Notice(
        texts=invitation(outline, seat),
        audience=audience,
        subject=Subject.ACTIVITY,
        activity=row.id,
        place=outline.place,
        as_of=spot(outline),
    )
    made = notices.begin(seat.desk, seat.duty, notice)
    if made is None:
        return not_yours(_)
    first = _(
        "✅ The invitation is written. Look at it, and send it: the buttons for the answers stand under it."
    )
    return desk_screen(made, seat, first)


def invitation(outline: Outline, seat: Seat) -> Texts:
    """Name, time, place and text in each language it is written in; staff may write it anew."""
    made: dict[str, str] = {}
    for code in outline.titles:
        _ = seat.around.catalogues.speak(code)
        name = plain(title(outline, _)).replace("*", "")
        head = [
            Html("🎈 *") + name + Html("*"),
            Html("📅 ") + when(outline, _, seat.around),
            Html("📍 ") + where(outline, seat.session, _),
        ]
        text = written(outline.texts, _)[0].replace("*", "")
        whole = "\n".join([*(plain(one) for one in head), *([text] if text else [])])
        made[code] = whole[: len(whole) - max(0, length(Html("") + whole) - TEXT_MOST)]
    return made
