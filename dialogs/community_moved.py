"""We moved: another district, to whose worker everything is handed; or another city, kindly. What is open goes along only after a yes."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import families
from actions import registrations as actions
from db import children
from db import registrations as tables
from db.chats import Chat
from db.families import Guardian
from dialogs.addresses import Go
from dialogs.community_addresses import Moving
from dialogs.community_asking import remember
from dialogs.community_telling import tell_off
from dialogs.community_words import district_name, handed_note, moved_note, to_community, write_to
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_letters import tell_waiting
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join

router = Router(name="community moved")


@router.callback_query(Go.filter(F.to == "moved"))
@router.callback_query(Moving.filter(F.do == "ask"))
async def moved(
    query: CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    await set_aside(state)
    if guardian is not None and families.has_agreed(session, guardian, "child"):
        await remember(state, "moved")
    return ask(session, guardian, _, around)


def ask(session: Session, guardian: Guardian | None, _: Words, around: Surroundings) -> Screen:
    """Where to; or, for who told nothing, that there is nothing to change."""
    if guardian is None or not families.has_agreed(session, guardian, "child"):
        told = [
            _("I keep nothing about where you live, so there is nothing to change."),
            _("If you like, I keep your children's calendar: then I also know which offices are near you."),
        ]
        keep = Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack())
        return Screen(join(told), rows(keep, to_home(_)))
    known = [
        Choice(_.fact(one.name), Moving(do="to", value=one.id).pack()) for one in around.knowledge.districts
    ]
    elsewhere = Choice(_("🏙 To another city"), Moving(do="city").pack())
    visit = Choice(_("✈️ Only for a while"), Go(to="away").pack())
    return Screen(
        _("🚚 Where do you live now?"),
        (*rows(*known, width=3), *rows(elsewhere, visit, width=2), *rows(to_home(_))),
    )


def is_it(
    session: Session, guardian: Guardian | None, district: str, _: Words, around: Surroundings
) -> Screen:
    """Words alone change nothing: whether they live in this district now is said by a tap."""
    if guardian is None or not families.has_agreed(session, guardian, "child"):
        return ask(session, guardian, _, around)
    name = district_name(district, _, around)
    if _lives(session, guardian) == {district}:
        return _there_already(name, _)
    note = moved_note(session, guardian.family_id, district, _, around)
    told = note.text if note is not None else _("🚚 Have you moved to {district}?", district=name)
    yes = Choice(_("🚚 Yes, we moved"), Moving(do="to", value=district).pack())
    no = Choice(_("No, we stay"), Go(to="home").pack())
    return Screen(told, rows(yes, no, Choice(_("Another district"), Moving(do="ask").pack()), width=2))


def _there_already(name: Html, _: Words) -> Screen:
    told = _("You live in {district} already, as far as I know.", district=name)
    return Screen(told, rows(to_community(_), to_home(_)))


@router.callback_query(Moving.filter(F.do == "to"))
async def to_district(
    query: CallbackQuery,
    callback_data: Moving,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    district = around.knowledge.district(callback_data.value)
    if guardian is None or district is None or not families.has_agreed(session, guardian, "child"):
        return ask(session, guardian, _, around)
    name = _.fact(district.name)
    if _lives(session, guardian) == {district.id}:
        return _there_already(name, _)
    found = actions.move(desk_of(session, around, now), guardian, district.id)
    _tell_the_others(session, guardian, district.id, around, now)
    handed = handed_note(session, district.id, name, _, around)
    return Screen(join(_what_changes(found, name, handed, _)), rows(*_onward(found, district.id, _)))


def _lives(session: Session, guardian: Guardian) -> set[str | None]:
    """The districts they told: where each child lives, and where the community knows the family."""
    row = tables.of_family(session, guardian.family_id)
    told = {one.district for one in children.of_family(session, guardian.family_id)}
    return told | ({row.district} if row is not None else set())


def _what_changes(found: actions.Moved, name: Html, handed: Html, _: Words) -> list[Html]:
    papers = _(
        "📄 I made the list of papers anew. Have a residence permit? Have its address changed at the police where you live now."
    )
    return [
        _("✅ Written down: you live in {district} now.", district=name),
        _("Reminders name places there from now on. Look whether your clinic is still the right one."),
        *([handed] if found.handed else []),
        *([papers] if found.papers else []),
    ]


def _onward(found: actions.Moved, district: str, _: Words) -> list[Choice]:
    clinic = Choice(_("💉 Where to vaccinate"), Go(to="where").pack())
    if not found.waits:
        return [clinic, to_community(_), to_home(_)]
    yes = Choice(_("Yes, pass on what is open"), Moving(do="with", value=district).pack())
    no = Choice(_("No, it stays where it is"), Moving(do="stay").pack())
    return [yes, no, clinic, to_home(_)]


def _tell_the_others(
    session: Session, guardian: Guardian, district: str, around: Surroundings, now: datetime
) -> None:
    """Who looks after the children, too, hears where they are said to live."""
    for chat, _other in families.chats_to_tell(session, guardian):
        write_to(
            session,
            chat.id or 0,
            lambda _: Screen(
                _(
                    "🚚 The other guardian says: you live in {district} now.",
                    district=district_name(district, _, around),
                ),
                rows(Choice(_("That is not right"), Moving(do="ask").pack()), to_home(_)),
            ),
            around,
            now,
            f"moved:{guardian.family_id}",
            asked=False,
        )


@router.callback_query(Moving.filter(F.do.in_({"with", "stay"})))
async def along(
    query: CallbackQuery,
    callback_data: Moving,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The yes counts only for where they live now."""
    await set_aside(state)
    if guardian is None:
        return ask(session, guardian, _, around)
    if callback_data.do == "stay":
        return Screen(_("Good. Your open questions stay where they are."), rows(to_community(_), to_home(_)))
    if callback_data.value not in _lives(session, guardian):
        return ask(session, guardian, _, around)
    number = actions.move_open(desk_of(session, around, now), guardian, callback_data.value)
    tell_waiting(session, around, now)
    told = _.ngettext(
        "✅ Passed on: {n} open matter is in the new district's hands.",
        "✅ Passed on: {n} open matters are in the new district's hands.",
        number,
        n=number,
    )
    none = _("Nothing is open that would have to go along.")
    return Screen(told if number else none, rows(to_community(_), to_home(_)))


@router.callback_query(Moving.filter(F.do.in_({"city", "left"})))
async def another_city(
    query: CallbackQuery,
    callback_data: Moving,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    if guardian is None or not families.has_agreed(session, guardian, "child"):
        return ask(session, guardian, _, around)
    if callback_data.do == "city":
        return has_left(session, guardian, _, around)
    left = actions.move(desk_of(session, around, now), guardian, None)
    tell_off(session, guardian, left.ended, around, now)
    told_done = [
        _("✅ Written down. The community here does not see you any more; the calendar goes on."),
        _("If you want, you can also delete everything: /privacy"),
    ]
    return Screen(join(told_done), rows(to_home(_)))


def has_left(session: Session, guardian: Guardian | None, _: Words, around: Surroundings) -> Screen:
    """What goes on in another city, and what is deleted here after a yes."""
    if guardian is None or not families.has_agreed(session, guardian, "child"):
        return ask(session, guardian, _, around)
    told = [
        _("🏙 All the best in your new city."),
        _(
            "• Vaccinations and check-ups go on: take the booklet to a clinic where you live. I keep reminding you."
        ),
        _("• Papers for school, places and offices: I know only this city. Ask there early."),
        _("• The community here: your registration is deleted, and what was passed to other offices."),
        _("Have you left this city?"),
    ]
    yes = Choice(_("Yes, we have left"), Moving(do="left").pack())
    no = Choice(_("No, we stay"), Go(to="home").pack())
    return Screen(join(told), rows(yes, no, width=2))
