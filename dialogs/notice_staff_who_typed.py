"""Whom a notice is for, in typed words: a district, ages, a language, a topic, an office. And groups: saved under a name, used again, removed."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from actions.notice_audiences import NAME_MOST, audience_of, drop_group, groups, save_group
from actions.notices import notice_of
from db.notice_staff import communities
from db.notices import NoticeGroup, NoticeRow
from dialogs.addresses import Go
from dialogs.answer_staff_words import lines_of
from dialogs.draft_asking import too_long, wait_for
from dialogs.home import to_home
from dialogs.near_words import language_in
from dialogs.need_words import topic_names
from dialogs.notice_addresses import GroupOf, NoticeIs
from dialogs.notice_staff_audience import audience_lines, audience_short, stage_names
from dialogs.notice_staff_draft import Writing, mine, question
from dialogs.notice_staff_who import choosing, part_rows, spoken, who_screen
from dialogs.notice_staff_words import to_notices
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.staff_words import reachable
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join, plain
from rules.answers.tidy import line
from rules.languages import names_of
from rules.places.finding import Spot, meant
from rules.places.replies import reply
from rules.roles import Role
from rules.typed_ages import read_ages
from rules.typed_values import takes_out, values_in

router = Router(name="notice staff groups")
#: What is typed here stands behind the commands.
typed = Router(name="notice staff who typed")

#: Community offices whose names are compared.
_COMPARED = 2_000
#: Characters that are read.
_LONGEST = 200
#: Values offered where the words can mean several.
_FOUND = 6


@typed.message(StateFilter(Writing.who), F.text, ~F.text.startswith("/"), OnDuty(Role.WORKER))
async def typed_(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Every value that is named is chosen; where the words can mean several, they are offered."""
    data = await state.get_data()
    text, number = line(message.text or "")[:_LONGEST], int(data.get("notice") or 0)
    row = mine(number, seat, text)
    if isinstance(row, Screen):
        await set_aside(state)
        return row
    if reply(text) == "stop":
        return who_screen(row, seat, _("Nothing was written."))
    if takes_out(text):
        return who_screen(
            row, seat, _("Typed words only add. To take something out, open its list and tap it.")
        )
    values, several, unread = read(text, seat)
    if not values and not several:
        wrong = _(
            "I find no district, age, language, topic or office like that. Tap one, or type it another way."
        )
        return who_screen(row, seat, wrong)
    missed = (
        _("I do not find: {list}", list=join([_("{text}", text=one) for one in unread], _(", ")))
        if unread
        else None
    )
    told = lines_of(missed, _("Which one?") if several else None) if missed or several else None
    if values:
        if any(part == "district" for part, _said in values):
            await state.update_data(named=True)
        screen = choosing(number, values, seat, bool(data.get("named")), told)
    else:
        screen = who_screen(row, seat, told)
    return Screen(screen.text, (*part_rows(number, several), *screen.choices), placeholder=screen.placeholder)


def read(text: str, seat: Seat) -> tuple[list[tuple[str, str]], dict[tuple[str, str], Html], list[str]]:
    """The values that are named, by part; what the first unclear one of them may mean; and the words that mean nothing here."""
    labels, spots = nameable(seat)
    values: list[tuple[str, str]] = []
    several: dict[tuple[str, str], Html] = {}
    unread: list[str] = []
    for piece in values_in(text):
        ages = read_ages(piece)
        found = [] if ages is not None else _meant(piece, spots)
        if ages is not None:
            values.append(("ages", f"{ages.first}-{ages.last}"))
        elif len(found) == 1:
            values += found
        elif found:
            several = several or {one: labels[one] for one in found}
        else:
            unread.append(piece)
    return values, several, unread


def _meant(piece: str, spots: list[Spot]) -> list[tuple[str, str]]:
    found = (spot.at.partition(" ") for spot in meant(piece, spots, _FOUND))
    return [(part, said) for part, _blank, said in found]


def nameable(seat: Seat) -> tuple[dict[tuple[str, str], Html], list[Spot]]:
    """Everything of an audience that has a name: its button by part and value, and how it is written."""
    _, packs = seat.words, seat.around.knowledge
    there = set(reachable(seat.duty, seat.around))
    labels: dict[tuple[str, str], Html] = {}
    spots: list[Spot] = []

    def note(part: str, said: str, label: Html, *names: str, button: Html | None = None) -> None:
        labels[part, said] = button or label
        spots.append(Spot(f"{part} {said}", tuple(name for name in (*names, plain(label)) if name)))

    for district in packs.districts:
        if district.id in there:
            note("district", district.id, _.fact(district.name), district.name, district.id)
    for said, stage in stage_names(_).items():
        note("ages", said, stage, plain(stage).split(" ", 1)[-1])
    for code in spoken(seat):
        name = language_in(code, _)
        note("language", code, name, *names_of(code), button=_("Who reads: {list}", list=name))
    for tag, topic in topic_names(_).items():
        note("tag", tag, topic, tag, button=_("Who asked for: {list}", list=topic))
    for office in communities(seat.session, seat.duty.districts, _COMPARED):
        names = office.place.names
        note("office", str(office.id), Html("") + next(iter(names.values()), ""), *names.values())
    return labels, spots


# --- saved groups


@router.callback_query(NoticeIs.filter(F.field == "save"), OnDuty(Role.WORKER))
async def save(query: CallbackQuery, callback_data: NoticeIs, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    row = mine(callback_data.notice, seat)
    if isinstance(row, Screen):
        return row
    await wait_for(Writing.group, state, notice=row.id)
    return ask_name(row, seat)


def ask_name(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    """What the group is called."""
    _ = seat.words
    shown = audience_lines(notice_of(row).audience, seat)
    asked = _("What shall this group be called? {most} characters at most.", most=NAME_MOST)
    return question([first, *shown, Html(""), asked], row, seat, hint=_("Name of the group"))


@typed.message(StateFilter(Writing.group), F.text, ~F.text.startswith("/"), OnDuty(Role.WORKER))
async def name_typed(message: Message, seat: Seat, state: FSMContext, _: Words) -> Screen:
    data, text = await state.get_data(), line(message.text or "")
    row = mine(int(data.get("notice") or 0), seat, text)
    if isinstance(row, Screen):
        await set_aside(state)
        return row
    if reply(text) == "stop":
        await wait_for(Writing.who, state, notice=row.id)
        return who_screen(row, seat, _("Nothing was written."))
    if not text or len(text) > NAME_MOST:
        wrong = too_long(text, NAME_MOST, _) if text else _("I find no words in that. Please type it.")
        return ask_name(row, seat, wrong)
    group = save_group(seat.desk, seat.duty, text, notice_of(row).audience)
    if group is None:
        return ask_name(
            row,
            seat,
            _("That did not work. Please type another name, {most} characters at most.", most=NAME_MOST),
        )
    await wait_for(Writing.who, state, notice=row.id)
    return who_screen(row, seat, _("💾 Saved: {name}", name=group.name))


@router.callback_query(Go.filter(F.to == "staff_groups"), OnDuty(Role.WORKER))
async def groups_(query: CallbackQuery, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    return groups_screen(seat)


def groups_screen(seat: Seat, first: Html | None = None) -> Screen:
    """Each with whom it is, and a button to remove it."""
    _, found = seat.words, groups(seat.session, seat.duty)
    told = _("In a draft, under “For whom”, you save and use groups.")
    lines = [_("• {name}: {who}", name=row.name, who=_who(row, seat)) for row in found[:15]]
    buttons = [
        Choice(_("🗑 {name}", name=row.name), GroupOf(do="drop", notice=0, group=row.id or 0).pack())
        for row in found[:15]
    ]
    return Screen(
        lines_of(first, _("<b>Saved groups</b>"), *lines, told),
        (*rows(*buttons, width=2), *rows(to_notices(_), to_home(_))),
    )


def _who(row: NoticeGroup, seat: Seat) -> Html:
    return audience_short(audience_of(row), seat)


@router.callback_query(GroupOf.filter(), OnDuty(Role.WORKER))
async def drop(
    query: CallbackQuery, callback_data: GroupOf, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """Asked about once."""
    await set_aside(state)
    number = callback_data.group
    group = next((row for row in groups(seat.session, seat.duty) if row.id == number), None)
    if group is None:
        return groups_screen(seat, _("This group is not there any more."))
    if callback_data.do == "dropped":
        drop_group(seat.desk, seat.duty, number)
        return groups_screen(seat, _("🗑 Removed: {name}", name=group.name))
    asked = _("Remove the group {name}? Notices that used it stay as they are.", name=group.name)
    yes = Choice(_("Yes, remove it"), GroupOf(do="dropped", notice=0, group=number).pack())
    return Screen(asked, rows(yes, Choice(_("👥 Saved groups"), Go(to="staff_groups").pack()), to_home(_)))
