"""What came of a notice: who got it, who did not and why, what was pressed and chosen; as a file; a correction; a copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.notice_audiences import hides
from actions.notice_reports import Report, correct, corrected, report
from actions.notices import LISTS, begin, editions, holds, notice_of
from actions.notices import one as found_one
from actions.tables import MIMES, Line, as_file
from db.notices import NoticeRow, NoticeState
from dialogs.answer_staff_words import lines_of
from dialogs.answer_ways import in_words
from dialogs.draft_asking import wait_for
from dialogs.home import to_home
from dialogs.notice_addresses import NoticeList, OneNotice
from dialogs.notice_screen import notice_screen
from dialogs.notice_staff_audience import audience_short
from dialogs.notice_staff_draft import Writing, desk_screen, held, no_draft, not_there
from dialogs.notice_staff_words import (
    headline,
    moment_of,
    number_of,
    one,
    reason_name,
    reasons,
    state_name,
    to_list,
    to_notice,
    to_notices,
    told,
)
from dialogs.screens import Attachment, Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join, plain
from rules.audiences import Audience
from rules.languages import DEFAULT
from rules.needs import about, shown
from rules.notices import Repeats
from rules.roles import Role

router = Router(name="notice staff report")


def report_screen(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    """In words; the whole table is in the file."""
    _, number, found = seat.words, row.id or 0, report(seat.session, row)
    works, left = seat.duty.at_least(Role.WORKER), row.started_at is not None
    before = not left and bool(editions(seat.session, seat.duty, number, 1))
    over = row.state in LISTS["over"] or (left and not found.waiting)
    return Screen(
        lines_of(
            first,
            headline(row, _),
            _time_line(row, found, seat),
            Html(""),
            *(_lines(found, hides(seat.session, notice_of(row)), seat) if left else [_never(before, _)]),
            *(_pressed(row, found, seat) if left else []),
        ),
        rows(
            None if over else to_notice(number, _),
            Choice(_("📊 What left so far"), NoticeList(what="parts", notice=number).pack())
            if before
            else None,
            Choice(_("📄 As CSV"), one("csv", number)) if left else None,
            Choice(_("📊 As XLSX"), one("xlsx", number)) if left else None,
            Choice(_("✏️ Correct it"), one("correct", number)) if works and left else None,
            Choice(_("📋 Copy as a new draft"), one("copy", number)) if works else None,
            to_list("over", _("📊 All sent")),
            to_notices(_),
            to_home(_),
            width=2,
        ),
    )


def _never(before: bool, _: Words) -> Html:
    """Of what never left itself; a repeating one leaves as editions."""
    if before:
        return _("It does not come again. What came before stands in its list.")
    return _("It never left: nobody got it.")


def _time_line(row: NoticeRow, found: Report, seat: Seat) -> Html:
    times = _times(row, found, seat)
    if row.started_at is None:
        return seat.words("{state}.", state=times["state"])
    if row.ended_at is None:
        return seat.words("{state}. Begun {begun}.", state=times["state"], begun=times["begun"])
    return seat.words("{state}. Begun {begun}, ended {ended}.", **times)


def _times(row: NoticeRow, found: Report, seat: Seat) -> dict[str, Html]:
    """What nobody waits for any more is sent, whether the clock has seen it or not."""
    over = row.state in LISTS["going"] and not found.waiting
    state = NoticeState.DONE if over else row.state
    return {
        "state": state_name(state, seat.words),
        "begun": moment_of(row.started_at, seat),
        "ended": moment_of(row.ended_at, seat),
    }


def _lines(found: Report, hidden: bool, seat: Seat) -> list[Html]:
    _ = seat.words

    def n(number: int) -> Html | int:
        return number_of(number, _, hidden)

    lines = [
        _("📬 Delivered: {n} of {whole}", n=n(found.delivered), whole=n(found.queued)),
        _("🚫 Blocked the bot: {n}", n=n(found.blocked)),
    ]
    if told(found.waiting, hidden):
        lines.append(_("⏳ Not yet: {n}", n=n(found.waiting)))
    failed = {why: number for why, number in found.failed.items() if told(number, hidden)}
    if failed:
        lines.append(_("⚠️ Failed: {list}", list=join(_failed(failed, hidden, _), _(", "))))
    left = reasons(found.left_out, _, hidden)
    if left:
        lines.append(_("Left out: {list}.", list=join(left, _(", "))))
    return lines


def _failed(failed: Mapping[str, int], hidden: bool, _: Words) -> list[Html]:
    """The channel's own words where there are any."""
    return [
        _("{n} ({reason})", n=number_of(number, _, hidden), reason=plain(why or str(_("unknown")))[:60])
        for why, number in sorted(failed.items(), key=lambda one_: -one_[1])
    ]


def _pressed(row: NoticeRow, found: Report, seat: Seat) -> list[Html]:
    _, hidden = seat.words, hides(seat.session, notice_of(row))
    lines: list[Html] = []
    votes = _votes(row, found, seat)
    if votes:
        lines += [Html(""), _("<b>Poll</b>")]
        lines += [_("{choice}: {n}", choice=label, n=few(number, _, hidden)) for label, number in votes]
    taps = _taps(row, found, seat)
    if taps:
        lines += [Html(""), _("<b>Buttons pressed</b>")]
        lines += [_("{choice}: {n}", choice=label, n=few(number, _, hidden)) for label, number in taps]
    return lines


def few(number: int, _: Words, hidden: bool = False) -> Html | int:
    """What families did is not counted below five; `hidden`: and rounded down."""
    if hidden:
        return number_of(number, _, hidden)
    return number if shown(number) is not None else _("under five")


def _votes(row: NoticeRow, found: Report, seat: Seat) -> list[tuple[Html, int]]:
    """Every choice, also one nobody chose."""
    options = notice_of(row).options
    return [(in_words(option, seat.words), found.votes.get(at, 0)) for at, option in enumerate(options, 1)]


def _taps(row: NoticeRow, found: Report, seat: Seat) -> list[tuple[Html, int]]:
    """By what stands on the button; what does not stand there any more by its address. The poll is told of itself."""
    _ = seat.words
    screen = notice_screen(seat.session, notice_of(row), row.id or 0, _, seat.around, seat.now)
    labels = {one_.tap: one_.label for line in screen.choices for one_ in line}
    # by what is shown of them: the order of small numbers tells something, too
    ordered = sorted(found.pressed.items(), key=lambda one_: (-(about(one_[1]) or 0), one_[0]))
    return [(_("{text}", text=labels.get(what, what)), number) for what, number in ordered]


@router.callback_query(OneNotice.filter(F.do.in_({"report", "csv", "xlsx"})), OnDuty())
async def report_(
    query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """Who only looks sees it, too."""
    await set_aside(state)
    kind = callback_data.do
    row = found_one(seat.session, seat.duty, callback_data.notice)
    if row is None or (row.state in LISTS["writing"] and row.started_at is None):
        return not_there(seat)
    if kind == "report":
        return report_screen(row, seat)
    name = f"notice-{row.id}-{seat.today.isoformat()}.{kind}"
    file = Attachment(name, MIMES[kind], as_file(table(row, seat), kind, "notice"))
    told = _("The report of this notice. There are numbers in it, and no names.")
    return Screen(
        lines_of(headline(row, _), told), rows(to_notice(row.id or 0, _), to_home(_)), file=file, fresh=True
    )


def table(row: NoticeRow, seat: Seat) -> list[Line]:
    """Part, what, number: as an office files it."""
    _, found, notice = seat.words, report(seat.session, row), notice_of(row)
    times, hidden = _times(row, found, seat), hides(seat.session, notice)
    lines: list[Line] = [[plain(_("Part")), plain(_("What")), plain(_("Number or text"))]]

    def add(part: Html, what: str, said: str | int) -> None:
        lines.append([plain(part), plain(what), said if isinstance(said, int) else plain(said)])

    def count(part: Html, what: str, number: int) -> None:
        add(part, what, number_of(number, _, hidden))

    for code, text in notice.texts.items():
        lines.append([plain(_("Text")), code, text])
    add(_("For whom"), "", audience_short(notice.audience, seat))
    add(_("State"), "", times["state"])
    add(_("Begun"), "", times["begun"])
    add(_("Ended"), "", times["ended"])
    count(_("Written to"), "", found.queued)
    count(_("Delivered"), "", found.delivered)
    count(_("Blocked"), "", found.blocked)
    count(_("Not delivered yet"), "", found.waiting)
    for part, counted in ((_("Failed"), found.failed), (_("Left out"), found.left_out)):
        for why, number in sorted(counted.items()):
            if told(number, hidden):
                count(part, _("{text}", text=why) if counted is found.failed else reason_name(why, _), number)
    for label, number in _votes(row, found, seat):
        add(_("Poll"), label, few(number, _, hidden))
    for label, number in _taps(row, found, seat):
        add(_("Button"), label, few(number, _, hidden))
    return lines


@router.callback_query(OneNotice.filter(F.do.in_({"correct", "copy"})), OnDuty(Role.WORKER))
async def onward(
    query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """A correction to those who got it, or the same once more: either begins as a draft."""
    await set_aside(state)
    row = found_one(seat.session, seat.duty, callback_data.notice)
    if row is None:
        return not_there(seat)
    if callback_data.do == "correct":
        made = correct(seat.desk, seat.duty, row)
        first = _correcting(row, made, seat)
        if made is not None and (made.state != NoticeState.DRAFT or not holds(made, seat.duty)):
            return no_draft(made, seat) if made.state != NoticeState.DRAFT else held(made, seat)
    else:
        old = notice_of(row)
        whom = old.audience if old.audience.got is None else Audience()
        made = begin(
            seat.desk,
            seat.duty,
            replace(
                old, audience=whom, corrects=None, copies=old.copies or row.id, at=None, repeats=Repeats.ONCE
            ),
        )
        first = _("📋 A new draft with the same words.")
    if made is None:
        return report_screen(row, seat, _("That is not possible now. So it stands:"))
    if fresh(made):
        # whoever taps this types what is right next
        await wait_for(Writing.words, state, notice=made.id, field="text", language=DEFAULT)
    return desk_screen(made, seat, first)


def fresh(row: NoticeRow) -> bool:
    """Whether it is a correction in which nothing was changed yet."""
    return row.revision <= 1 and notice_of(row).corrects is not None


def _correcting(row: NoticeRow, made: NoticeRow | None, seat: Seat) -> Html:
    """What the draft of a correction is, and that another one went out already."""
    _, before = seat.words, corrected(seat.session, row)
    if made is not None and not fresh(made):
        told_ = _("✏️ A correction is being written already. This is it.")
    else:
        told_ = _(
            "✏️ A correction to those who got it. The old text is in it: type the right one, in Chinese."
        )
    if before is None:
        return told_
    return join([_("⚠️ A correction of it went out already: {moment}.", moment=seat.local(before)), told_])
