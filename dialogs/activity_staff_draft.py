"""An activity that is being written: everything of it with a button each, and the questions in their order until nothing is missing."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from actions.activities import change, changed_by_another, content_of, draft_of, drop, may_write
from db import activities as tables
from db.activities import Activity, ActivityState
from dialogs.activity_addresses import ActIs, ActText, ActWork
from dialogs.activity_words import ages, title, when, where
from dialogs.addresses import Go
from dialogs.answer_staff_words import lines_of
from dialogs.home import to_home
from dialogs.near_words import language_in as written_in
from dialogs.need_words import language_name, topic_name
from dialogs.notice_staff_who import spoken as languages
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.staff_words import district_names
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.activities import Outline, missing, spoken
from rules.answers.markup import has_tags
from rules.birthdays import looks_like_id_number
from rules.roles import Role

router = Router(name="activity staff draft")

#: Texts that are written in each language.
TEXTS = ("title", "text", "where")


class Arranging(StatesGroup):
    """A value is waited for: which one, of which activity and in which language is in the state's data. The names are stored with the chat: keep
    them, and that they begin with "staff"."""

    value = State(state="value", group_name="staff_activity")


def work(do: str, row: Activity) -> str:
    """The address of a deed with this activity."""
    return ActWork(do=do, activity=row.id or 0).pack()


def to_activities(_: Words) -> Choice:
    return Choice(_("🎈 Activities"), Go(to="staff_activities").pack())


def to_draft(row: Activity, _: Words) -> Choice:
    return Choice(_("✏️ The whole draft"), work("edit", row))


def not_yours(_: Words) -> Screen:
    """For one of another district, and for one that was never there."""
    return Screen(_("I find no such activity in your districts."), rows(to_activities(_), to_home(_)))


def to_write(number: int, seat: Seat) -> Activity | Screen:
    """The activity, if it is in their districts and can still be changed; else what is said then."""
    row = tables.one(seat.session, number, seat.duty)
    if row is None:
        return not_yours(seat.words)
    return row if may_write(row, seat.desk) else too_late(row, seat.words)


def too_late(row: Activity, _: Words) -> Screen:
    """It has begun, or was called off."""
    told = _("This cannot be changed any more: it has begun, is over or was called off.")
    return Screen(told, rows(Choice(_("🔎 Look at it"), work("look", row)), to_activities(_), to_home(_)))


def by_another(row: Activity, seat: Seat) -> Html | None:
    """Who else wrote in this draft last, and how long ago; None where nobody did."""
    _, found = seat.words, changed_by_another(row, seat.duty)
    if found is None:
        return None
    name, local = seat.name(found[0]), seat.local(found[1])
    minutes = int((seat.now - found[1]).total_seconds() // 60)
    if minutes < 1:
        return _("✋ {name} changed this draft just now.", name=name)
    if minutes < 60:
        return _.ngettext(
            "✋ {name} changed this draft {n} minute ago.",
            "✋ {name} changed this draft {n} minutes ago.",
            minutes,
            name=name,
            n=minutes,
        )
    return _("✋ {name} changed this draft last: {moment}.", name=name, moment=local)


def write(row: Activity, outline: Outline, seat: Seat, told: Html | None = None) -> Html | None:
    """The draft says this from now on. What to say of it, and of who wrote there before; None where nobody may write that there."""
    _, other = seat.words, by_another(row, seat)
    if not change(seat.desk, seat.duty, row, outline):
        return None
    return lines_of(told if told is not None else _("✅ Written in the draft."), other)


def wrong_words(text: str, _: Words) -> Html | None:
    """Why these words cannot be kept, whatever they are for."""
    if looks_like_id_number(text):
        return _("That looks like an ID number. I do not read or keep those: please delete that message.")
    if has_tags(text):
        return _("There is web page code in it, and families would see it. Please type it without.")
    return None


def field_names(_: Words) -> dict[str, Html]:
    """What each part is called, short enough for a button."""
    return {
        "title": _("Activity name"),
        "text": _("Text"),
        "where": _("Where, in words"),
        "topic": _("Topic"),
        "day": _("Day"),
        "hours": _("From, to"),
        "place": _("Place"),
        "seats": _("Seats"),
        "age": _("Ages"),
        "district": _("Districts"),
        "language": _("Languages spoken"),
    }


@router.callback_query(ActWork.filter(F.do == "edit"), OnDuty(Role.WORKER))
async def edit(
    query: CallbackQuery, callback_data: ActWork, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    await set_aside(state)
    row = to_write(callback_data.activity, seat)
    return row if isinstance(row, Screen) else draft_screen(row, seat)


def draft_screen(row: Activity, seat: Seat, first: Html | None = None) -> Screen:
    """The whole draft; `first` says what was just done."""
    _, outline = seat.words, draft_of(row)
    head = (
        _("<b>✏️ Draft</b>: families do not see it yet.")
        if row.state == ActivityState.DRAFT
        else _("<b>✏️ Change</b>: families see what was published until you publish this.")
    )
    lacks = missing(outline, seat.now)
    todo = [Html(""), _("<b>Still to do</b>"), *missing_lines(lacks, _)] if lacks else []
    look = None if lacks else Choice(_("👀 As families see it"), work("preview", row))
    away = Choice(_("🗑 Put the draft away"), work("drop", row)) if row.draft is not None else None
    back = None if row.state == ActivityState.DRAFT else Choice(_("🔎 Look at it"), work("look", row))
    return Screen(
        lines_of(
            first,
            Html("") if first is not None else None,
            head,
            by_another(row, seat),
            Html(""),
            *part_lines(outline, seat),
            *todo,
        ),
        (
            *rows(look),
            *_texts(row, outline, seat),
            *rows(*_values(row, _), width=2),
            *rows(away, back, to_activities(_), to_home(_), width=2),
        ),
    )


def missing_lines(lacks: tuple[str, ...], _: Words) -> list[Html]:
    """What keeps it from being published."""
    said = {
        "title": _("• The name in Chinese."),
        "topic": _("• The topic."),
        "day": _("• The day."),
        "hours": _("• From when to when."),
        "past": _("• A time that has not passed."),
        "where": _("• The place, or where it is in words."),
    }
    return [said[one] for one in lacks]


def part_lines(outline: Outline, seat: Seat) -> list[Html]:
    """Everything of it, a line each; texts in each language."""
    _, lines = seat.words, []
    names = field_names(_)
    for field, texts in (("title", outline.titles), ("text", outline.texts)):
        for code in languages(seat):
            value = _("{text}", text=texts[code]) if texts.get(code) else Html("–")
            name = _("{value}: {language}", value=names[field], language=written_in(code, _))
            lines.append(_("{name}: {value}", name=name, value=value))
    spoken_there = join([language_name(one, _) for one in spoken(outline)], _(", "))
    values = {
        "topic": topic_name(outline.topic, _) if outline.topic else Html("–"),
        "day": when(outline, _, seat.around),
        "place": where(outline, seat.session, _),
        "seats": Html(str(outline.seats)) if outline.seats is not None else _("no limit"),
        "age": ages(outline.audience.ages, _),
        "district": district_names(outline.audience.districts, _, seat.around),
        "language": spoken_there or Html("–"),
    }
    return [*lines, *(_("{name}: {value}", name=names[key], value=value) for key, value in values.items())]


def _texts(row: Activity, outline: Outline, seat: Seat) -> Rows:
    _, names = seat.words, field_names(seat.words)
    buttons = [
        Choice(
            _("{value}: {language}", value=names[field], language=written_in(code, _)),
            ActText(activity=row.id or 0, field=field, language=code).pack(),
        )
        for field in TEXTS
        for code in languages(seat)
    ]
    return rows(*buttons, width=2)


def _values(row: Activity, _: Words) -> list[Choice]:
    names = field_names(_)
    return [
        Choice(names[one], ActIs(activity=row.id or 0, field=one).pack())
        for one in ("topic", "day", "hours", "place", "seats", "age", "district", "language")
    ]


@router.callback_query(ActWork.filter(F.do.in_({"drop", "dropped"})), OnDuty(Role.WORKER))
async def drop_(
    query: CallbackQuery, callback_data: ActWork, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """Asked once more; what was published stays."""
    await set_aside(state)
    row = tables.one(seat.session, callback_data.activity, seat.duty)
    if row is None or row.draft is None:
        return not_yours(_)
    name = title(draft_of(row), _)
    if callback_data.do == "drop":
        yes = Choice(_("Yes, put it away"), work("dropped", row))
        asked = _("Put the draft “{name}” away? What is written in it goes.", name=name)
        return Screen(asked, rows(to_draft(row, _), yes, to_activities(_)))
    drop(seat.desk, seat.duty, row)
    told = (
        _("The draft is put away.")
        if not content_of(row).titles
        else _("Put away. Families see it as before.")
    )
    return Screen(told, rows(to_activities(_), to_home(_)))
