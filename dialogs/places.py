"""Where to go, whom to call; and a shared location, which is used once and forgotten."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from db import children, places
from db.families import Guardian
from db.nearest import Wanted, nearest
from db.places import PlaceRow
from dialogs.addresses import ChildDo, ChildIs, Go, Lives, Near
from dialogs.home import name, to_home
from dialogs.hotlines import known, number_line, to_hotlines
from dialogs.near import shared_spot
from dialogs.near_addresses import Find
from dialogs.near_spots import of_district
from dialogs.our_clinic import clinic_line, clinic_lines, in_one_line, to_clinic
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import go_on, set_aside
from dialogs.words import Html, Words, join
from rules.knowledge import District, Landmark, is_elsewhere, nearest_landmark

router = Router(name="places")

#: Who knows the address of a clinic, and the numbers for danger, which know none and stand apart.
_ADVICE = ("health", "city")
_IN_DANGER = ("police", "ambulance")
#: Clinics named for a district.
_NAMED = 2
#: How buttons call the vaccination clinics.
_CLINIC = "vc"


class Locating(StatesGroup):
    """What we wait for. The name is stored with the chat: keep it."""

    district = State(state="district", group_name="locating")


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
    await set_aside(state)
    return where(session, guardian, _, around, now)


def where(
    session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """The family's own clinic, if it chose one; else which kind of place, its duty (G15), and who knows the address."""
    ours = places.our_clinic(session, guardian.family_id) if guardian is not None else None
    if ours is not None and not places.is_gone(session, ours):
        return _our_clinic(ours, _, around, now)
    advice, danger = (known(ids, around, around.today(now)) for ids in (_ADVICE, _IN_DANGER))
    lived = [child.district for child in children.of_family(session, guardian.family_id)] if guardian else []
    districts = {key: around.knowledge.district(key) for key in lived if key}
    names = [_.fact(one.name) for one in districts.values() if one is not None]
    here = _("in {district}", district=Html(_(" and ").join(names))) if names else _("where you live now")
    gone = clinic_line(session, guardian, _) if ours is not None else None
    lines = [
        *([gone, Html("")] if gone else []),
        _("<b>Where to go</b>"),
        _("Go to the vaccination clinic (预防接种门诊) of the community health centre {here}.", here=here),
        _("Every child who lives there can be vaccinated there, free, wherever the household register is."),
        Html(""),
        *_clinics_there(session, lived, _, around),
        *(number_line(line, _, mark=False) for line in advice),
        *([] if all(line.fact.sure for line in advice) else [_("(The numbers are not fully confirmed.)")]),
        Html(""),
        _("In danger, at once:"),
        *(number_line(line, _) for line in danger),
    ]
    clinics = Choice(_("💉 Vaccination clinics near me"), Find(kind=_CLINIC).pack())
    others = Choice(_("📍 Other places near me"), Go(to="near").pack())
    pick = Choice(_("🏘 My district"), Go(to="landmarks").pack())
    return Screen(join(lines), rows(clinics, others, pick, to_hotlines(_), to_home(_)))


def _clinics_there(session: Session, lived: list[str | None], _: Words, around: Surroundings) -> list[Html]:
    """The first clinics that serve the districts the children live in; where none is known, whom to ask."""
    found = []
    for key in dict.fromkeys(one for one in lived if one):
        there = of_district(key, session, _, around)
        wanted = Wanted(there.lat, there.lon, ("vaccination_clinic",), 0, key) if there else None
        found += [one.row for one in nearest(session, wanted, _NAMED)] if wanted else []
    if not found:
        return [_("I do not know the address for sure. Call and ask for the nearest one:")]
    lines = [_("These serve your district:"), *(in_one_line(row, _) for row in found[: 2 * _NAMED])]
    return [*lines, Html(""), _("Or call and ask:")]


def _our_clinic(ours: PlaceRow, _: Words, around: Surroundings, now: datetime) -> Screen:
    danger = known(_IN_DANGER, around, around.today(now))
    lines = [
        _("<b>Your clinic</b>"),
        *clinic_lines(ours, _, around, now),
        Html(""),
        _("In danger, at once:"),
        *(number_line(line, _) for line in danger),
    ]
    clinics = Choice(_("💉 Other clinics near me"), Find(kind=_CLINIC).pack())
    others = Choice(_("📍 Other places near me"), Go(to="near").pack())
    return Screen(join(lines), rows(to_clinic(ours, _), clinics, others, to_hotlines(_), to_home(_)))


@router.message(F.location | F.venue)
async def location(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """What is near it; while a child is being entered, the question that is open.

    Where a district is asked for: the one of a landmark close by, always as a question; else the list."""
    spot = message.location or (message.venue.location if message.venue else None)
    asked = await state.get_state() == Locating.district.state
    if spot is not None and not asked and "born" not in await state.get_data():
        open_question = await go_on(state, _, around, now)
        if open_question is not None:
            told = _(
                "First your child, please. Then tap 📍 Near me and send the location again: I have not kept it."
            )
            return [Screen(told), open_question]
        live = message.location is not None and message.location.live_period is not None
        return await shared_spot(
            spot.latitude, spot.longitude, session, guardian, state, _, around, now, live
        )
    if asked:
        await set_aside(state)
    known = around.knowledge.landmarks
    found = nearest_landmark(known, spot.latitude, spot.longitude) if spot else None
    if found is not None:
        return await _suggest(found, session, guardian, state, _, around, shared=True)
    told = _("I cannot tell for sure which district that is.")
    if spot is not None and is_elsewhere(known, spot.latitude, spot.longitude):
        told = _(
            "That is far from {city}, so I cannot tell the district.", city=_.fact(around.knowledge.city)
        )
    told = join([told, _("I have not kept the place. Please pick the district yourself.")])
    return await _list(told, session, guardian, state, _, around)


@router.callback_query(Go.filter(F.to == "landmarks"))
async def landmarks(
    query: CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """For who shares no location: a place everybody knows; in a city without one, the districts."""
    if not around.knowledge.landmarks:
        return await districts(query, session, guardian, state, _, around)
    if "born" not in await state.get_data():
        await set_aside(state)
        await state.set_state(Locating.district)
    known = [Choice(_.fact(one.name), Near(landmark=one.id).pack()) for one in around.knowledge.landmarks]
    text = join(
        [
            _("Do you live close to one of these?"),
            _("If not, choose the district yourself."),
            _("Or send your location: I look once and do not keep it."),
        ]
    )
    last = rows(_myself(_), to_home(_), width=2)
    return Screen(text, (*rows(*known, width=2), *last), asks_location=True)


@router.callback_query(Go.filter(F.to == "districts"))
async def districts(
    query: CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """Every district of the city, also those in which we know no landmark."""
    return await _list(_("Which district do you live in?"), session, guardian, state, _, around)


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
        return await landmarks(query, session, guardian, state, _, around)
    return await _suggest(found, session, guardian, state, _, around, shared=False)


@router.callback_query(Lives.filter())
async def lives(query: CallbackQuery, callback_data: Lives, _: Words, around: Surroundings) -> Screen:
    """For who keeps no child here: whom to ask in that district."""
    found = around.knowledge.district(callback_data.district)
    return Screen(_whom_to_ask(found, _), rows(_where(_), to_home(_)))


async def _list(
    told: Html, session: Session, guardian: Guardian | None, state: FSMContext, _: Words, around: Surroundings
) -> Screen:
    """All districts and "skip": for the child being entered, for the only one that is, or first of all for which."""
    known = around.knowledge.districts
    found = children.of_family(session, guardian.family_id) if guardian is not None else []
    if "born" in await state.get_data():
        number = 0
    elif len(found) == 1:
        number = found[0].id or 0
    elif found:
        which = [
            Choice(f"👶 {name(child, _)}", ChildDo(do="redistrict", child=child.id or 0).pack())
            for child in found
        ]
        return Screen(join([told, _("For which child?")]), (*rows(*which, width=2), *rows(to_home(_))))
    else:
        free = [Choice(_.fact(one.name), Lives(district=one.id).pack()) for one in known]
        skip = Choice(_("Skip"), Go(to="where").pack())
        return Screen(told, (*rows(*free, width=3), *rows(skip, to_home(_), width=2)))
    here = [
        Choice(_.fact(one.name), ChildIs(child=number, what="district", value=one.id).pack()) for one in known
    ]
    # Who is asked about a child that is entered already keeps what is known of it by leaving.
    past = (
        ChildIs(child=0, what="district", value="-").pack()
        if number == 0
        else ChildDo(do="card", child=number).pack()
    )
    last = rows(Choice(_("Skip"), past), to_home(_), width=2)
    return Screen(told, (*rows(*here, width=3), *last))


async def _suggest(
    found: Landmark,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    shared: bool,
) -> Screen:
    """Is it this district? For the child being entered, or for each child that is."""
    district = around.knowledge.district(found.district)
    title = _.fact(district.name) if district else Html("")
    buttons = []
    if "born" in await state.get_data():
        place = ChildIs(child=0, what="district", value=found.district)
        buttons.append(Choice(_("Yes, {district}", district=title), place.pack()))
    elif guardian is not None:
        for child in children.of_family(session, guardian.family_id):
            place = ChildIs(child=child.id or 0, what="district", value=found.district)
            buttons.append(Choice(_("Yes, for {name}", name=child.nickname or _("my child")), place.pack()))
    place_name = _.fact(found.name)
    told = [_("{landmark} is in {district}.", landmark=place_name, district=title)]
    if shared:
        near_it = _("You are near {landmark}, in {district}.", landmark=place_name, district=title)
        told = [near_it, _("I have not kept the place.")]
    if buttons:
        told.append(_("Do you live in this district?"))
    else:
        told.append(_whom_to_ask(district, _))
        buttons = [_where(_)]
    another = Choice(_("Another place"), Go(to="districts").pack())
    return Screen(join(told), rows(*buttons, another, to_home(_)))


def _whom_to_ask(district: District | None, _: Words) -> Html:
    here = _("in {district}", district=_.fact(district.name)) if district else _("where you live now")
    return _("Go to the vaccination clinic (预防接种门诊) of the community health centre {here}.", here=here)


def _myself(_: Words) -> Choice:
    return Choice(_("I choose the district"), Go(to="districts").pack())


def _where(_: Words) -> Choice:
    return Choice(_("📍 Where to go"), Go(to="where").pack())
