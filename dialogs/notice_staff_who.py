"""Whom a notice is for: districts, ages, languages, what families asked for, their community office, an activity, a saved group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.notice_audiences import audience_of, groups
from actions.notices import notice_of
from db.notice_staff import activities, communities
from db.notices import NoticeRow
from dialogs.answer_staff_words import cut, lines_of
from dialogs.draft_asking import wait_for
from dialogs.home import to_home
from dialogs.near_words import language_in, text_of
from dialogs.need_words import topic_names
from dialogs.notice_addresses import NoticeIs, OneNotice
from dialogs.notice_staff_audience import STAGES, activity_name, audience_lines, stage_names
from dialogs.notice_staff_draft import Writing, change_mine, head, mine
from dialogs.notice_staff_words import field_name, one, to_draft, value
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.staff_words import reachable
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, plain
from rules.audiences import Ages, Audience
from rules.languages import DEFAULT, FOREIGN
from rules.needs import TOPICS
from rules.roles import Role

router = Router(name="notice staff who")

#: Parts of an audience, as addresses call them.
PARTS = ("district", "ages", "language", "tag", "office", "activity", "group")
#: Buttons of one part.
MOST = 40
#: Before a value in an address: it is chosen, never taken out again.
CHOSEN = "_"


@router.callback_query(OneNotice.filter(F.do == "who"), OnDuty(Role.WORKER))
async def who(query: CallbackQuery, callback_data: OneNotice, seat: Seat, state: FSMContext) -> Screen:
    await set_aside(state)
    row = mine(callback_data.notice, seat)
    if isinstance(row, Screen):
        return row
    await wait_for(Writing.who, state, notice=row.id)
    return who_screen(row, seat)


def part_names(_: Words) -> dict[str, Html]:
    return {
        "district": _("Districts"),
        "ages": _("Ages of the children"),
        "language": _("Languages"),
        "tag": _("What they asked for"),
        "office": _("Community office"),
        "activity": _("Who comes to an activity"),
        "group": _("A saved group"),
    }


def who_screen(row: NoticeRow, seat: Seat, first: Html | None = None) -> Screen:
    """As it stands, and what can narrow it."""
    _, notice, number = seat.words, notice_of(row), row.id or 0
    if notice.corrects is not None:
        told = _("A correction goes to everybody who got the notice.")
        return Screen(lines_of(head(row, "who", _), told), rows(to_draft(number, _), to_home(_)))
    parts = [Choice(name, value(part, number)) for part, name in part_names(_).items()]
    asked = _("Of one kind, any is enough. Of different kinds, all must fit.")
    tapped = _("Tap, or type: a district, 3-6, primary school …")
    return Screen(
        lines_of(first, head(row, "who", _), *audience_lines(notice.audience, seat), Html(""), asked, tapped),
        (
            *rows(*parts, width=2),
            *rows(
                Choice(_("💾 Save as a group"), value("save", number)),
                Choice(_("✖️ Everybody again"), value("all", number)),
                width=2,
            ),
            *rows(Choice(_("▶️ Next: {step}", step=field_name("when", _)), one("when", number))),
            *rows(
                Choice(_("👀 As families see it"), one("preview", number)), to_draft(number, _), to_home(_)
            ),
        ),
        placeholder=str(field_name("who", _)),
    )


@router.callback_query(NoticeIs.filter(F.field.in_({*PARTS, "all"})), OnDuty(Role.WORKER))
async def tap(query: CallbackQuery, callback_data: NoticeIs, seat: Seat, state: FSMContext) -> Screen:
    """A part is opened, or a value of it ticked or unticked; one of several that typed words can mean is chosen."""
    data = await state.get_data()
    await set_aside(state)
    number = callback_data.notice
    part, said = callback_data.field, callback_data.value
    row = mine(number, seat)
    if isinstance(row, Screen):
        return row
    await wait_for(Writing.who, state, notice=number)
    if part == "all":
        return narrowed(number, seat, lambda audience: Audience(), who_screen)
    if not said:
        return part_screen(row, part, seat)
    if said.startswith(CHOSEN):
        await state.update_data(named=bool(data.get("named")) or part == "district")
        return choosing(number, [(part, said.removeprefix(CHOSEN))], seat, bool(data.get("named")))
    return ticked(number, part, said, seat)


def ticked(number: int, part: str, said: str, seat: Seat) -> Screen:
    """The audience with this value the other way round. What there is not, changes nothing."""

    def after(row: NoticeRow, seat: Seat, first: Html | None) -> Screen:
        return who_screen(row, seat, first) if part in ("activity", "group") else part_screen(row, part, seat)

    return narrowed(number, seat, lambda audience: turned(audience, part, said, seat), after)


def choosing(
    number: int, values: list[tuple[str, str]], seat: Seat, named: bool, more: Html | None = None
) -> Screen:
    """The audience with these values of these parts, as they were typed; `named`: a district was typed before. `more` is said below what was done."""

    def after(row: NoticeRow, seat: Seat, first: Html | None) -> Screen:
        return who_screen(row, seat, lines_of(first or seat.words("That stands there already."), more))

    return narrowed(number, seat, lambda audience: chosen(audience, values, seat, named), after)


def chosen(audience: Audience, values: list[tuple[str, str]], seat: Seat, named: bool) -> Audience:
    """With these values, too: nothing that stands there goes. Only where all of their districts stand there because none was named, the first that is
    named means that one."""
    there = set(reachable(seat.duty, seat.around))
    if not named and audience.districts == seat.duty.districts:
        some = any(part == "district" and said in there for part, said in values)
        audience = replace(audience, districts=frozenset()) if some else audience
    for part, said in values:
        new = turned(audience, part, said, seat)
        audience = replace(
            new,
            districts=audience.districts | new.districts,
            languages=audience.languages | new.languages,
            tags=audience.tags | new.tags,
            communities=audience.communities | new.communities,
            ages=(*audience.ages, *(ages for ages in new.ages if ages not in audience.ages)),
        )
    return audience


def narrowed(
    number: int,
    seat: Seat,
    changed: Callable[[Audience], Audience],
    then: Callable[[NoticeRow, Seat, Html | None], Screen],
) -> Screen:
    """A change of the audience alone."""
    return change_mine(number, seat, lambda notice: replace(notice, audience=changed(notice.audience)), then)


def turned(audience: Audience, part: str, said: str, seat: Seat) -> Audience:
    """With this value ticked, or without it where it was."""
    if part == "district" and said in reachable(seat.duty, seat.around):
        return replace(audience, districts=audience.districts ^ {said})
    if part == "language" and said in spoken(seat):
        return replace(audience, languages=audience.languages ^ {said})
    if part == "tag" and said in TOPICS:
        return replace(audience, tags=audience.tags ^ {said})
    if part == "ages":
        return _other_ages(audience, said)
    number = int(said) if said.isdecimal() and len(said) < 10 else 0
    if part == "office" and number in {
        row.id for row in communities(seat.session, seat.duty.districts, 1_000)
    }:
        return replace(audience, communities=audience.communities ^ {number})
    if part == "activity":
        known = {row.id for row in activities(seat.session, seat.duty, 1_000)}
        return replace(audience, activity=number if number in known else None)
    if part == "group":
        group = next((row for row in groups(seat.session, seat.duty) if row.id == number), None)
        return audience_of(group) if group is not None else audience
    return audience


def _other_ages(audience: Audience, said: str) -> Audience:
    first, _dash, last = said.partition("-")
    if not (first.isdecimal() and last.isdecimal() and len(said) < 9 and int(first) <= int(last)):
        return audience
    ages = Ages(int(first), int(last))
    kept = tuple(one_ for one_ in audience.ages if one_ != ages)
    return replace(audience, ages=kept if ages in audience.ages else (*kept, ages))


def spoken(seat: Seat) -> list[str]:
    """Languages families can read here."""
    return list(dict.fromkeys([DEFAULT, FOREIGN, *seat.around.catalogues.languages]))


def part_screen(row: NoticeRow, part: str, seat: Seat) -> Screen:
    """Every value of a part with a button; what is chosen is ticked."""
    _, number, audience = seat.words, row.id or 0, notice_of(row).audience
    offered, chosen = _offered(part, audience, seat)
    buttons = [
        Choice(
            (Html("✓ ") if said in chosen else Html("")) + cut(plain(label), 50), value(part, number, said)
        )
        for said, label in offered.items()
    ]
    told = _told(part, bool(offered), seat)
    if part == "group":
        extra = Choice(_("👥 Saved groups"), "go:staff_groups")
    elif part == "activity" and audience.activity is not None:
        extra = Choice(_("✖️ Without the activity"), value("activity", number, "-"))
    else:
        extra = None
    back = Choice(_("↩️ For whom"), one("who", number))
    name = Html("<b>") + part_names(_)[part] + Html("</b>")
    return Screen(
        lines_of(head(row, "who", _), name, told),
        (*rows(*buttons, width=2), *rows(extra, back, to_draft(number, _), to_home(_))),
        placeholder=cut(str(part_names(_)[part]), 60),
    )


def _told(part: str, any_: bool, seat: Seat) -> Html:
    _ = seat.words
    if part == "district" and seat.duty.districts:
        return _("Only your districts. None ticked: all of yours.")
    if part == "office":
        return _("Families who registered with this office. You can type its name.")
    if part == "ages":
        return _("Tap, or type: 2-4, 8-18 months, under 3.")
    if not any_:
        return _("There is none yet.")
    return _("Tap one.") if part in ("activity", "group") else _("Tap one or more. None: everybody.")


def _offered(part: str, audience: Audience, seat: Seat) -> tuple[dict[str, Html], set[str]]:
    """Values with their names, and which are chosen."""
    _, session, packs = seat.words, seat.session, seat.around.knowledge
    if part == "district":
        there = set(reachable(seat.duty, seat.around))
        names = {one_.id: _.fact(one_.name) for one_ in packs.districts if one_.id in there}
        return names, set(audience.districts)
    if part == "ages":
        return stage_names(_), {said for said, ages in STAGES.items() if ages in audience.ages}
    if part == "language":
        return {code: language_in(code, _) for code in spoken(seat)}, set(audience.languages)
    if part == "tag":
        return topic_names(_), set(audience.tags)
    if part == "office":
        found = communities(session, seat.duty.districts, MOST)
        return {str(row.id): text_of(row.place.names, _) for row in found}, set(
            map(str, audience.communities)
        )
    if part == "activity":
        known = activities(session, seat.duty, MOST // 2)
        return {str(row.id): activity_name(row.content, row.id or 0, _) for row in known}, {
            str(audience.activity)
        }
    saved = groups(session, seat.duty)[:MOST]
    return {str(row.id): _("{text}", text=row.name) for row in saved}, set()


def part_rows(number: int, found: dict[tuple[str, str], Html]) -> Rows:
    """Buttons for what typed words may mean."""
    return rows(
        *(
            Choice(cut(plain(label), 50), value(part, number, CHOSEN + said))
            for (part, said), label in found.items()
        )
    )
