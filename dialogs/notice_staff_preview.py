"""A notice exactly as families will get it, who gets it and who does not; and it leaves as it was seen, or is told why not yet."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.notice_audiences import Counts, counts, hides
from actions.notice_sending import confirm, faults_at, may_second, print_of, second
from actions.notices import Done, holds, notice_of
from actions.notices import one as found_one
from db.audiences import Left
from db.notices import NoticeRow, NoticeState
from dialogs.answer_staff_words import lines_of
from dialogs.home import to_home
from dialogs.near_words import language_in
from dialogs.notice_addresses import NoticeSeen, OneNotice, SendNotice
from dialogs.notice_letters import tell_seconds
from dialogs.notice_screen import notice_screen
from dialogs.notice_staff_audience import audience_lines
from dialogs.notice_staff_draft import Writing, desk_screen, held, no_draft, not_there
from dialogs.notice_staff_faults import fault_choices, fault_lines
from dialogs.notice_staff_running import asked_screen, planned_screen, running_screen
from dialogs.notice_staff_when import hour_open
from dialogs.notice_staff_words import (
    languages,
    one,
    people,
    reasons,
    to_draft,
    to_notice,
    to_notices,
    told,
    when_line,
)
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.languages import DEFAULT
from rules.notice_checks import untranslated
from rules.notices import FOUR_EYES_FROM, Notice
from rules.roles import Role

router = Router(name="notice staff preview")


@router.callback_query(OneNotice.filter(F.do == "preview"), OnDuty(Role.WORKER))
async def preview(
    query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext
) -> Screen | list[Screen]:
    """In Chinese first. While its hour is asked for, it is asked for again: it would leave at once."""
    data = await state.get_data() if await state.get_state() == Writing.when.state else {}
    row = found_one(seat.session, seat.duty, callback_data.notice)
    if row is not None and row.state == NoticeState.DRAFT and holds(row, seat.duty):
        asked = hour_open(row, data, seat, seat.words("The hour is still open. Choose it first."))
        if asked is not None:
            return asked
    await set_aside(state)
    return not_there(seat) if row is None else as_families(row, DEFAULT, seat)


@router.callback_query(NoticeSeen.filter(), OnDuty(Role.WORKER))
async def in_language(
    query: CallbackQuery, callback_data: NoticeSeen, seat: Seat, state: FSMContext
) -> Screen | list[Screen]:
    await set_aside(state)
    row = found_one(seat.session, seat.duty, callback_data.notice)
    return not_there(seat) if row is None else as_families(row, callback_data.language, seat)


def as_families(row: NoticeRow, language: str, seat: Seat, first: Html | None = None) -> list[Screen]:
    """The very Screen, and below it who gets it and what can be done. Who does not write the draft may look."""
    notice = notice_of(row)
    codes = languages(notice, seat)
    code = language if language in codes else DEFAULT
    return [very_screen(row, code, seat), _below(row, notice, code, codes, seat, first)]


def very_screen(row: NoticeRow, language: str, seat: Seat) -> Screen:
    """What a family that reads this language gets."""
    words = seat.around.catalogues.speak(language)
    return notice_screen(seat.session, notice_of(row), row.id or 0, words, seat.around, seat.now)


def _below(
    row: NoticeRow, notice: Notice, code: str, codes: list[str], seat: Seat, first: Html | None
) -> Screen:
    _, number = seat.words, row.id or 0
    draft = row.state == NoticeState.DRAFT
    own = draft and holds(row, seat.duty)
    seconds = may_second(row, seat.duty)
    found = faults_at(seat.desk, row) if own or seconds else []
    reached = counts(seat.desk, notice, number) if own or seconds else None
    lines = [
        first,
        _("⬆️ So families see it in {language}. The buttons work.", language=language_in(code, _)),
        *(_who_lines(notice, reached, seat) if reached is not None else []),
        *([Html(""), _("<b>Still to do</b>"), *fault_lines(found, seat)] if found else []),
    ]
    ready = reached is not None and reached.reached > 0 and not found
    if ready and reached is not None:
        lines.append(_asks(notice, reached, seconds, seat))
    others = [
        Choice(
            _("👀 In {language}", language=language_in(other, _)),
            NoticeSeen(notice=number, language=other).pack(),
        )
        for other in codes
        if other != code
    ]
    back = to_draft(number, _) if draft else to_notice(number, _)
    # out of the draft: one tap to whatever keeps it from leaving
    mend = fault_choices(found, number, _) if own else []
    if (
        own
        and reached is not None
        and not reached.reached
        and not any(one_.field == "audience" for one_ in found)
    ):
        mend.append(Choice(_("🔧 For whom"), one("who", number)))
    return Screen(
        lines_of(*lines),
        (
            *rows(*others, width=2),
            *rows(*mend, width=2),
            *rows(*_decide(row, reached, seconds, seat) if ready else (), back, to_notices(_), to_home(_)),
        ),
    )


def _decide(row: NoticeRow, reached: Counts | None, seconds: bool, seat: Seat) -> list[Choice]:
    """Yes to what was seen, and only that; the second person can say no."""
    _, number = seat.words, row.id or 0
    yes = SendNotice(notice=number, seen=print_of(row), second=seconds).pack()
    if seconds:
        return [Choice(_("✅ Yes, it may leave"), yes), Choice(_("✋ No, and why"), one("no", number))]
    number_ = reached.reached if reached is not None else 0
    later = notice_of(row).at
    if later is not None:
        return [Choice(_("✅ Plan it for {moment}", moment=seat.local(later)), yes)]
    if hides(seat.session, notice_of(row)):
        return [Choice(_("✅ Send it"), yes)]
    return [Choice(_("✅ Send it: {people}", people=people(number_, _)), yes)]


def _asks(notice: Notice, reached: Counts, seconds: bool, seat: Seat) -> Html:
    _ = seat.words
    if seconds:
        return _("Shall it leave? Your name is written down.")
    if reached.reached >= FOUR_EYES_FROM:
        return _("From {n} people on, a second person has to say yes.", n=FOUR_EYES_FROM)
    return _("Shall it leave?") if notice.at is None else _("Shall it leave then?")


def _who_lines(notice: Notice, reached: Counts, seat: Seat) -> list[Html]:
    """ "214 people get it: 180 now, 34 later because it is outside their hours. Left out: 12 stopped all messages, 3 blocked the bot." """
    _, hidden = seat.words, hides(seat.session, notice)
    lines = [
        Html(""),
        *audience_lines(notice.audience, seat),
        *_corrects(notice, seat),
        _("When: {when}", when=when_line(notice, seat)),
        Html(""),
        *(_hidden_lines(reached, _) if hidden else [count_line(reached, notice, _)]),
    ]
    left = reasons({str(why): number for why, number in reached.left_out.items()}, _, hidden)
    if left:
        lines.append(_("Left out: {list}.", list=join(left, _(", "))))
    had = reached.left_out.get(Left.HAD, 0)
    if told(had, hidden):
        lines.append(
            _(
                "⚠️ {people} have had these very words this week. Change the text, if they shall get it.",
                people=people(had, _, hidden),
            )
        )
    missing = untranslated(notice, reached.languages)
    for code in missing:
        number = reached.languages.get(code, 0)
        if code != DEFAULT and told(number, hidden):
            lines.append(_only(code, number, hidden, _))
    return lines


def _hidden_lines(reached: Counts, _: Words) -> list[Html]:
    """What families asked for is not found out by counting."""
    return [
        _("It reaches: {people}.", people=people(reached.reached, _, hidden=True)),
        _("Chosen by what families asked for: numbers are rounded down, and under five not told."),
    ]


def _corrects(notice: Notice, seat: Seat) -> list[Html]:
    """What becomes of the notice it corrects."""
    wrong = seat.session.get(NoticeRow, notice.corrects) if notice.corrects is not None else None
    if wrong is None or wrong.state not in (NoticeState.SENDING, NoticeState.PAUSED):
        return []
    _ = seat.words
    return [
        _(
            "That one is still being sent. It stops with your yes: who has not got it yet gets this one instead."
        )
    ]


def count_line(reached: Counts, notice: Notice, _: Words) -> Html:
    """How many get it, and when."""
    number, at_once, later = reached.reached, reached.now, reached.later
    if not number:
        return _("❗ Nobody gets it like this.")
    who = people(number, _)
    if not later:
        return (
            _("{people}: all at once.", people=who)
            if notice.at is None
            else _("{people}: all then.", people=who)
        )
    numbers = {"people": who, "n": at_once, "later": later}
    if notice.at is None:
        return _("{people}: {n} now, {later} later because it is outside their hours.", **numbers)
    return _("{people}: {n} then, {later} later because it is outside their hours.", **numbers)


def _only(code: str, number: int, hidden: bool, _: Words) -> Html:
    """Who reads another language than it is written in."""
    if hidden:
        return _(
            "⚠️ {people} read {language}, and get it in another language.",
            people=people(number, _, hidden),
            language=language_in(code, _),
        )
    return _.ngettext(
        "⚠️ {n} person reads {language}, and gets it in another language.",
        "⚠️ {n} people read {language}, and get it in another language.",
        number,
        n=number,
        language=language_in(code, _),
    )


@router.callback_query(SendNotice.filter(), OnDuty(Role.WORKER))
async def send(
    query: CallbackQuery, callback_data: SendNotice, seat: Seat, state: FSMContext
) -> Screen | list[Screen]:
    """What was seen, and nothing else: a draft that was written since is shown again."""
    await set_aside(state)
    row = found_one(seat.session, seat.duty, callback_data.notice)
    if row is None:
        return not_there(seat)
    deed = second if callback_data.second else confirm
    return after(deed(seat.desk, seat.duty, row, callback_data.seen), row, seat)


def after(done: Done, row: NoticeRow, seat: Seat) -> Screen | list[Screen]:
    """What became of the yes."""
    _ = seat.words
    if done == Done.DONE:
        return running_screen(row, seat, _("✅ It is on its way."))
    if done == Done.PLANNED:
        return planned_screen(row, seat, _("✅ It is planned."))
    if done == Done.ASKED:
        if tell_seconds(seat.session, row, seat.around, seat.now):
            told = _("👥 A second person is asked now. You hear from me how it ends.")
        else:
            told = _(
                "❗ There is nobody who could be the second person: a manager is needed. Ask your administrator."
            )
        return asked_screen(row, seat, told)
    if done == Done.CHANGED:
        return as_families(row, DEFAULT, seat, _("It changed since your preview. Look again: so it is now."))
    if done in (Done.FAULTY, Done.NOBODY):
        return as_families(row, DEFAULT, seat, _("It did not leave yet. Please mend this first:"))
    if done == Done.NOT_YOURS and row.state == NoticeState.DRAFT:
        return held(row, seat) if not holds(row, seat.duty) else desk_screen(row, seat, _outside(_))
    if done == Done.NOT_YOURS:
        return asked_screen(row, seat, _("It takes another person: a manager who has not sent it."))
    return no_draft(row, seat)


def _outside(_: Words) -> Html:
    return _("Its districts are not all yours any more. Choose them again under “For whom”.")
