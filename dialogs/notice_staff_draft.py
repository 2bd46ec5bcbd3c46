"""A draft of a notice on the desk of one person: everything of it with a button each, and what is said when it is somebody else's by now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiogram.fsm.state import State, StatesGroup

from actions.notice_files import file_of
from actions.notices import Done, change, holds, notice_of
from actions.notices import one as found_one
from db.notices import NoticeRow, NoticeState
from db.places import several
from dialogs.answer_staff_words import cut, lines_of
from dialogs.draft_asking import given_back
from dialogs.home import to_home
from dialogs.near_words import text_of
from dialogs.notice_staff_audience import audience_lines
from dialogs.notice_staff_faults import fault_lines, faults_of
from dialogs.notice_staff_words import (
    beside,
    field_name,
    headline,
    languages,
    one,
    state_name,
    subject_names,
    title_of,
    to_draft,
    to_notice,
    to_notices,
    way_lines,
    when_line,
    words_choices,
)
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.seats import Seat
from dialogs.words import Html, Words
from rules.notices import Notice

#: The order in which somebody is led who writes a notice step by step.
STEPS = ("text", "subject", "file", "ways", "poll", "urgent", "who", "when", "preview")


class Writing(StatesGroup):
    """What is waited for; the number of the notice is in the state's data. The names are stored with the chat: keep them, and that they begin
    with "staff"."""

    words = State(state="words", group_name="staff_notice")
    link = State(state="link", group_name="staff_notice")
    label = State(state="label", group_name="staff_notice")
    place = State(state="place", group_name="staff_notice")
    who = State(state="who", group_name="staff_notice")
    group = State(state="group", group_name="staff_notice")
    when = State(state="when", group_name="staff_notice")
    why_not = State(state="why_not", group_name="staff_notice")


def mine(number: int, seat: Seat, typed: str = "") -> NoticeRow | Screen:
    """The draft, if the person at the desk writes it; else what became of it. `typed` is given back then: nothing is lost."""
    row = found_one(seat.session, seat.duty, number)
    if row is None:
        return not_there(seat, typed)
    if row.state != NoticeState.DRAFT:
        return no_draft(row, seat, typed)
    return row if holds(row, seat.duty) else held(row, seat, typed)


def not_there(seat: Seat, typed: str = "") -> Screen:
    _ = seat.words
    told = _("This notice is not there any more, or it is not in your districts.")
    return Screen(lines_of(told, *given_back(typed, _)), rows(to_notices(_), to_home(_)))


def no_draft(row: NoticeRow, seat: Seat, typed: str = "") -> Screen:
    """It went on: what it says cannot be changed now."""
    _, number = seat.words, row.id or 0
    if row.state == NoticeState.DRAFT:
        # a second person who says yes or no to what was taken back meanwhile
        told = _("It was taken back to be changed. No yes is needed now: you are asked again then.")
    else:
        told = _("This is no draft any more. It is: {state}.", state=state_name(row.state, _))
    return Screen(
        lines_of(headline(row, _), told, *given_back(typed, _)),
        rows(to_notice(number, _), to_notices(_), to_home(_)),
    )


def held(row: NoticeRow, seat: Seat, typed: str = "") -> Screen:
    """Somebody else writes it."""
    _, number = seat.words, row.id or 0
    ways = (
        Choice(_("👀 Look at it"), one("preview", number)),
        Choice(_("✍️ Take it over"), one("take", number)),
    )
    return Screen(
        lines_of(
            headline(row, _),
            _("✋ {name} is writing this notice.", name=seat.name(row.holder)),
            _("You can look, or take it over with everything in it."),
            *given_back(typed, _),
        ),
        rows(*ways, to_notices(_), to_home(_)),
    )


def desk_screen(row: NoticeRow, seat: Seat, first: Html | None = None, after: str = "") -> Screen:
    """The whole draft with a button for each part; `first` says what was just done, `after` to which part: the next one is offered on top."""
    _, notice, number = seat.words, notice_of(row), row.id or 0
    codes = languages(notice, seat)
    corrects = _("It corrects another notice.") if notice.corrects is not None else None
    lines = [
        first,
        Html("") if first is not None else None,
        _("<b>✏️ Draft of a notice</b>: nobody gets it yet."),
        corrects,
        *([Html("")] if notice.texts else []),
        *beside(notice.texts, codes, _, whole=True),
        Html(""),
        *part_lines(notice, seat),
        *_still_to_do(notice, seat),
    ]
    return Screen(lines_of(*lines), (*_onward(number, notice, after, _), *_buttons(number, notice, codes, _)))


def part_lines(notice: Notice, seat: Seat) -> list[Html]:
    """Everything but the text, a line each."""
    _ = seat.words
    said: list[tuple[str, Html]] = [("subject", subject_names(_)[notice.subject])]
    if notice.file is not None:
        said.append(("file", _file_name(notice, seat)))
    if notice.place is not None:
        said.append(("place", _place_name(notice, seat)))
    said.append(("urgent", _("yes, it comes at any hour") if notice.urgent else _("no")))
    said.append(("when", when_line(notice, seat)))
    lines = [_("{value}: {text}", value=field_name(field, _), text=text) for field, text in said]
    if notice.urgent:
        lines += [Html("<b>") + field_name("why", _) + Html("</b>")]
        lines += beside(notice.why, languages(notice, seat), _)
    lines += [Html("<b>") + field_name("who", _) + Html("</b>"), *audience_lines(notice.audience, seat)]
    if notice.ways:
        lines += [Html("<b>") + field_name("ways", _) + Html("</b>"), *way_lines(notice, seat)]
    if notice.options:
        lines.append(Html("<b>") + field_name("poll", _) + Html("</b>"))
        lines += [
            _("{n}. {text}", n=at, text=_option(option, _)) for at, option in enumerate(notice.options, 1)
        ]
    return lines


def _option(option: Any, _: Words) -> Html:
    texts = [cut(text, 60) for text in dict(option).values() if text.strip()]
    return _("{text}", text=" / ".join(texts))


def _file_name(notice: Notice, seat: Seat) -> Html:
    file = file_of(seat.session, notice.file)
    if file is None:
        return seat.words("❗ it is not there any more")
    return seat.words("{text}", text=cut(file.title or file.name, 40))


def _place_name(notice: Notice, seat: Seat) -> Html:
    row = several(seat.session, [notice.place or 0]).get(notice.place or 0)
    return (
        text_of(row.place.names, seat.words) if row is not None else seat.words("❗ it is not there any more")
    )


def _still_to_do(notice: Notice, seat: Seat) -> list[Html]:
    found = faults_of(notice, seat)
    return [Html(""), seat.words("<b>Still to do</b>"), *fault_lines(found, seat)] if found else []


def _onward(number: int, notice: Notice, after: str, _: Words) -> Rows:
    """The next step, for who goes through them in their order."""
    if after not in STEPS[:-1]:
        return ()
    step = STEPS[STEPS.index(after) + 1]
    if step == "preview":
        return rows(Choice(_("▶️ Next: look at it as families see it"), one("preview", number)))
    if step == "who" and notice.corrects is not None:
        step = "when"
    return rows(Choice(_("▶️ Next: {step}", step=field_name(step, _)), one(step, number)))


def _buttons(number: int, notice: Notice, codes: list[str], _: Words) -> Rows:
    parts = [
        Choice(field_name("subject", _), one("subject", number)),
        Choice(field_name("file", _), one("file", number)),
        Choice(_("Buttons ({n})", n=len(notice.ways)), one("ways", number)),
        Choice(_("Poll ({n})", n=len(notice.options)), one("poll", number)),
        Choice(field_name("urgent", _), one("urgent", number)),
        Choice(field_name("who", _), one("who", number)) if notice.corrects is None else None,
        Choice(field_name("when", _), one("when", number)),
        Choice(_("🗑 Put it away"), one("drop", number)),
    ]
    look = Choice(_("👀 As families see it"), one("preview", number))
    return (
        *rows(*words_choices(number, "text", codes, _), width=2),
        *rows(*parts, width=2),
        *rows(look),
        *rows(to_notices(_), to_home(_), width=2),
    )


def keep(row: NoticeRow, notice: Notice, seat: Seat) -> Done:
    """Writes the draft."""
    return change(seat.desk, seat.duty, row, row.revision, notice)


def change_mine(
    number: int,
    seat: Seat,
    changed: Callable[[Notice], Notice],
    then: Callable[[NoticeRow, Seat, Html | None], Screen],
    typed: str = "",
) -> Screen:
    """One change, and the screen after it."""
    row = mine(number, seat, typed)
    if isinstance(row, Screen):
        return row
    notice = notice_of(row)
    new = changed(notice)
    if new == notice:
        return then(row, seat, None)
    done = keep(row, new, seat)
    if done == Done.OUTSIDE:
        return then(row, seat, seat.words("That lies outside your districts. It stays as it was."))
    if done != Done.DONE:
        return gone_on(number, seat, typed)
    return then(row, seat, seat.words("✅ Written in the draft."))


def gone_on(number: int, seat: Seat, typed: str = "") -> Screen:
    """It could not be written: what became of the draft."""
    found = mine(number, seat, typed)
    return found if isinstance(found, Screen) else desk_screen(found, seat)


def question(
    asked: list[Html | None],
    row: NoticeRow,
    seat: Seat,
    *choices: Choice | None,
    hint: Html,
    above: Rows = (),
) -> Screen:
    """Words are waited for; the way back writes nothing."""
    _ = seat.words
    return Screen(
        lines_of(*asked),
        (*above, *rows(*choices, to_draft(row.id or 0, _), to_home(_))),
        placeholder=cut(str(hint), 60),
    )


def head(row: NoticeRow, field: str, _: Words) -> Html:
    """What part of which notice."""
    return Html("<b>📣 ") + title_of(row, _) + " · " + field_name(field, _) + Html("</b>")
