"""Where to go, whom to call; and a shared location, which is used once and forgotten."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from db import children
from db.families import Guardian
from dialogs.addresses import ChildIs, Go, Near
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.knowledge import Hotline, Landmark, nearest_landmark

router = Router(name="places")

#: Hotlines for danger: they know no clinic, and stand apart.
_IN_DANGER = {"police", "ambulance"}


@router.message(Command("where", ignore_case=True))
@router.callback_query(Go.filter(F.to == "where"))
async def where_(
    event: Message | CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await state.clear()
    return where(session, guardian, _, around, now)


def where(
    session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """Which kind of place, its duty (G15), and who knows the address. Addresses are shown only once somebody has checked them."""
    lines_open = [line for line in around.knowledge.hotlines.values() if line.fact.holds(around.today(now))]
    known = [child.district for child in children.of_family(session, guardian.family_id)] if guardian else []
    districts = {key: around.knowledge.district(key) for key in known if key}
    names = [_.fact(one.name) for one in districts.values() if one is not None]
    here = _("in {district}", district=Html(_(" and ").join(names))) if names else _("where you live now")
    lines = [
        _("<b>Where to go</b>"),
        _("The vaccination clinic (预防接种门诊) of the community health centre {here}.", here=here),
        _("It must vaccinate every child who lives there, free, wherever the household register is."),
        Html(""),
        _("I have no checked list of addresses yet. These numbers can tell you the nearest one:"),
        *(_line(line, _) for line in lines_open if line.id not in _IN_DANGER),
        Html(""),
        _("In danger, at once:"),
        *(_line(line, _) for line in lines_open if line.id in _IN_DANGER),
    ]
    if not all(line.fact.sure for line in lines_open):
        lines.append(_("(The numbers are not fully confirmed.)"))
    pick = Choice(_("📍 My district"), Go(to="landmarks").pack())
    return Screen(join(lines), rows(pick, to_home(_)))


def _line(line: Hotline, _: Words) -> Html:
    number = Html(f"<b>{line.number}</b>")
    return Html("☎️ ") + _("{number}: {about}", number=number, about=_.fact(line.about))


@router.message(F.location | F.venue)
async def location(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """The district by the nearest landmark, always as a question. The point itself is not kept."""
    spot = message.location or (message.venue.location if message.venue else None)
    found = nearest_landmark(around.knowledge.landmarks, spot.latitude, spot.longitude) if spot else None
    if found is None:
        text = join(
            [
                _(
                    "That is far from {city}, so I cannot tell the district.",
                    city=_.fact(around.knowledge.city),
                ),
                _("I have not kept the place."),
            ]
        )
        return Screen(text, rows(Choice(_("I choose the district"), Go(to="landmarks").pack()), to_home(_)))
    return await _suggest(found, session, guardian, state, _, around)


@router.callback_query(Go.filter(F.to == "landmarks"))
async def landmarks(query: CallbackQuery, _: Words, around: Surroundings) -> Screen:
    """For who shares no location: a place everybody knows."""
    known = [Choice(_.fact(one.name), Near(landmark=one.id).pack()) for one in around.knowledge.landmarks]
    text = join(
        [
            _("Which of these is nearest to you?"),
            _("Or send your location: I look once and do not keep it."),
        ]
    )
    return Screen(text, (*rows(*known, width=2), *rows(to_home(_))), asks_location=True)


@router.callback_query(Near.filter())
async def near(
    query: CallbackQuery,
    callback_data: Near,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    found = next((one for one in around.knowledge.landmarks if one.id == callback_data.landmark), None)
    if found is None:
        return await landmarks(query, _, around)
    return await _suggest(found, session, guardian, state, _, around)


async def _suggest(
    found: Landmark,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """Is it this district? For the child being entered, or for each child that is."""
    district = around.knowledge.district(found.district)
    title = _.fact(district.name) if district else Html("")
    near_it = _("Near {landmark}: that would be {district}.", landmark=_.fact(found.name), district=title)
    buttons = []
    if "born" in await state.get_data():
        buttons.append(
            Choice(
                _("Yes, {district}", district=title),
                ChildIs(child=0, what="district", value=found.district).pack(),
            )
        )
    elif guardian is not None:
        for child in children.of_family(session, guardian.family_id):
            label = _("Yes, for {name}", name=child.nickname or _("my child"))
            buttons.append(
                Choice(label, ChildIs(child=child.id or 0, what="district", value=found.district).pack())
            )
    told = [near_it, _("I have not kept the place. Is the district right?")]
    if not buttons:
        told = [
            near_it,
            _("I have not kept the place. In that district, ask for the vaccination clinic (预防接种门诊)."),
        ]
        buttons = [Choice(_("📍 Where to go"), Go(to="where").pack())]
    another = Choice(_("Another place"), Go(to="landmarks").pack())
    return Screen(join(told), rows(*buttons, another, to_home(_)))
