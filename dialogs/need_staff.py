"""What families of a district need, for staff: what is wanted, offered, by nobody offered, and when they are free; as a picture, a table, a file."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions import needs, staff
from actions.needs import Seen
from actions.tables import MIMES, as_file
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.need_addresses import Lacks
from dialogs.need_staff_words import board_lines, page_of, place_name, table_of
from dialogs.need_words import topic_name
from dialogs.screens import Attachment, Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff import to_work
from dialogs.staff_doors import OnDuty
from dialogs.staff_words import reachable
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from pictures.needs import draw
from pictures.paper import to_png
from rules.needs import by_number

router = Router(name="need staff")

#: How an address names families that said no district.
_NONE = "-"


@router.callback_query(Go.filter(F.to == "staff_needs"), OnDuty())
async def needs_(query: CallbackQuery, seat: Seat, state: FSMContext) -> Screen | list[Screen]:
    """The only district at once; of several, what is wanted most in each."""
    await set_aside(state)
    found = _boards(seat)
    if len(found) == 1:
        return _board(found[0], seat)
    return _all(found, seat)


@router.callback_query(Lacks.filter(), OnDuty())
async def one(
    query: CallbackQuery, callback_data: Lacks, seat: Seat, state: FSMContext
) -> Screen | list[Screen]:
    """One district, or a file; only of what this person may see at this press."""
    await set_aside(state)
    found = _boards(seat)
    if callback_data.do in MIMES:
        return _file(callback_data.do, found, seat)
    shown = [seen for seen in found if (seen.district or _NONE) == callback_data.district]
    return _board(shown[0], seat) if shown else _all(found, seat)


def to_board(_: Words) -> Choice:
    """The way to what families need."""
    return Choice(_("🙋 Needs"), Go(to="staff_needs").pack())


def _boards(seat: Seat) -> list[Seen]:
    """Every district of the pack this person works in, in its order; families without one only for who works everywhere."""
    theirs = reachable(seat.duty, seat.around)
    found = needs.boards(seat.session, seat.duty.districts, seat.today, seat.now)
    places: list[str | None] = [*theirs, *([None] if not seat.duty.districts and None in found else [])]
    return [found.get(place) or needs.nothing_of(place) for place in places]


def _all(found: list[Seen], seat: Seat) -> Screen:
    _ = seat.words
    lines = [_("🙋 <b>What families need</b>"), *(_line(seen, seat) for seen in found)]
    lines += [Html(""), _("Each district stands for itself: sums would tell of small numbers.")]
    ways = [
        Choice(
            place_name(seen.district, _, seat.around),
            Lacks(do="look", district=seen.district or _NONE).pack(),
        )
        for seen in found
    ]
    return Screen(join(lines), (*rows(*ways, width=2), *_files(_), *rows(to_work(_), to_home(_), width=2)))


def _line(seen: Seen, seat: Seat) -> Html:
    """What is wanted most, in a line."""
    _ = seat.words
    place, most = place_name(seen.district, _, seat.around), by_number(seen.now.wanted)[:2]
    if not most:
        return _("{place}: too few answers yet", place=place)
    list_ = join([topic_name(topic, _) + f" {number}" for topic, number in most], _(", "))
    return _("{place}: {list}", place=place, list=list_)


def _board(seen: Seen, seat: Seat) -> list[Screen]:
    _ = seat.words
    others = to_board(_) if len(reachable(seat.duty, seat.around)) > 1 else None
    ways = (*_files(_), *rows(others, to_work(_), to_home(_), width=2))
    page = page_of(seen, _, seat.around)
    text = Screen(join(board_lines(seen, _, seat.around)), ways)
    if seen.now.is_empty:
        return [text]
    picture = Attachment("needs.png", "image/png", to_png(draw(page)), about=page.title)
    shown = _("📊 {title}", title=page.title)
    # the table last: it holds the ways on
    return [Screen(shown, rows(to_work(_), to_home(_), width=2), picture=picture, fresh=True), text]


def _files(_: Words) -> tuple[tuple[Choice, ...], ...]:
    return rows(
        Choice(_("📊 A table (XLSX)"), Lacks(do="xlsx").pack()),
        Choice(_("📄 A table (CSV)"), Lacks(do="csv").pack()),
        width=2,
    )


def _file(kind: str, found: list[Seen], seat: Seat) -> Screen:
    """All their districts in one file, for the yearly plan. It is written down that it was taken."""
    _ = seat.words
    staff.note(seat.session, seat.duty.who, "needs.exported", kind, seat.now)
    name = f"needs-{seat.today.isoformat()}.{kind}"
    file = Attachment(name, MIMES[kind], as_file(table_of(found, _, seat.around), kind, "needs"))
    told = _("What families need, by district. Numbers under five are hidden in it, too.")
    return Screen(told, rows(to_board(_), to_work(_), to_home(_), width=2), file=file, fresh=True)
