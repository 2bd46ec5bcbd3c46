"""A volunteer for a family: asked for by topic, agreed to when the office has found somebody, and ended by one tap."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import pairings as actions
from actions import registrations
from db import pairings as tables
from db import registrations as registered
from db.families import Guardian
from db.follow_up import Pairing, PairingState, Registration
from dialogs.community_addresses import Helper
from dialogs.community_words import has_worker, to_community
from dialogs.home import to_home
from dialogs.need_words import topic_name
from dialogs.pairing_words import found_screen, tell_ended, tell_office
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.follow_up import OPEN_MOST
from rules.needs import TOPICS

router = Router(name="pairing")

#: What one volunteer can do for one family; the rest of the topics are for many.
OFFERED = ("homework", "reading", "english", "science", "art", "sport", "play", "outings", "volunteer")


def own(session: Session, guardian: Guardian | None) -> Registration | None:
    """Their own registration: only who registered asks for a volunteer."""
    row = registered.of_family(session, guardian.family_id) if guardian is not None else None
    return (
        row
        if row is not None and guardian is not None and registrations.is_own(session, row, guardian)
        else None
    )


def listed(
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
    first: Html | None = None,
) -> Screen:
    """What they asked for and how far it is; for who did not register, what it takes."""
    head = [*([first] if first else []), _("<b>🤝 A volunteer</b>")]
    row = own(session, guardian)
    if row is None or guardian is None:
        told = _(
            "The worker in your district looks for a volunteer and calls you. For that she has to know you: register first."
        )
        return Screen(join([*head, told]), rows(to_community(_), to_home(_)))
    found = [one for one in tables.of_family(session, guardian.family_id) if one.state != PairingState.ENDED]
    buttons = [
        Choice(Html(_sign(one)) + topic_name(one.topic, _), Helper(do="look", pairing=one.id or 0).pack())
        for one in found
    ]
    told = _(
        "Somebody who comes or calls once a week, free of charge: homework, reading, playing. The worker asks people she knows."
    )
    ask = Choice(_("➕ Ask for a volunteer"), Helper(do="topics").pack()) if len(found) < OPEN_MOST else None
    return Screen(join([*head, told]), rows(*buttons, ask, to_community(_), to_home(_)))


def _sign(pairing: Pairing) -> str:
    signs = {
        PairingState.WAITING: "⏳ ",
        PairingState.FOUND: "❓ ",
        PairingState.RUNNING: "🤝 ",
        PairingState.ENDED: "✔️ ",
    }
    return signs[PairingState(pairing.state)]


@router.callback_query(Helper.filter(F.do.in_({"list", "topics", "ask"})))
async def ask(
    query: CallbackQuery,
    callback_data: Helper,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    row = own(session, guardian)
    topic = callback_data.value
    if row is None or callback_data.do == "list" or (callback_data.do == "ask" and topic not in OFFERED):
        return listed(session, guardian, _, around, now)
    if callback_data.do == "topics":
        buttons = [
            Choice(topic_name(one, _), Helper(do="ask", value=one).pack())
            for one in TOPICS
            if one in OFFERED and one != "volunteer"
        ]
        return Screen(
            _("What would help your child most?"),
            (*rows(*buttons, width=2), *rows(to_community(_), to_home(_), width=2)),
        )
    made = actions.ask(desk_of(session, around, now), row, topic)
    first = (
        _("✅ The worker in your district knows. She calls you when she has found somebody.")
        if has_worker(session, row.district, around)
        else _("✅ Written down. Your district has no worker here yet: as soon as there is one, she sees it.")
    )
    return listed(session, guardian, _, around, now, first if made else _("You have asked for that already."))


@router.callback_query(Helper.filter(F.do.in_({"look", "yes", "no", "well", "badly", "end", "ended"})))
async def answer(
    query: CallbackQuery,
    callback_data: Helper,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """One tap each; only ending is asked about. The worker who found somebody hears of it. A yes or a no counts for exactly who was shown: another
    volunteer is shown anew."""
    await set_aside(state)
    found = (
        tables.of_guardian(session, guardian.id or 0, callback_data.pairing) if guardian is not None else None
    )
    if guardian is None or found is None:
        return listed(session, guardian, _, around, now)
    do = callback_data.do
    if do == "look":
        return shown(found, _)
    if do == "end":
        return _ask_end(found, _)
    asked = do in ("yes", "no") and found.state == PairingState.FOUND
    if asked and callback_data.value != actions.shown_now(found):
        return [Screen(_("Something has changed since. Please read it again.")), found_screen(found, _)]
    told = _do(do, found, session, _, around, now)
    if told is None:
        return shown(found, _)
    return listed(session, guardian, _, around, now, told)


def _do(
    do: str, found: Pairing, session: Session, _: Words, around: Surroundings, now: datetime
) -> Html | None:
    """What was done, and who hears of it; None where nothing was."""
    # a no deletes it
    desk, name = desk_of(session, around, now), found.volunteer or ""
    if do == "yes" and actions.agree(desk, found):
        tell_office(session, found, lambda _: _("🤝 The family agrees to the volunteer."), around, now)
        return _("✅ Good: {name}. The worker knows. In a month I ask how it goes.", name=name)
    if do == "no" and actions.refuse(desk, found):
        tell_office(
            session,
            found,
            lambda _: _("🙅 The family does not want this volunteer. It waits for another."),
            around,
            now,
        )
        return _("Good, not {name}. The worker looks for somebody else.", name=name)
    if do in (actions.WELL, actions.BADLY) and actions.say(desk, found, do):
        if do == actions.BADLY:
            tell_office(
                session,
                found,
                lambda _: _("😟 It does not go well between a family and a volunteer. Please call."),
                around,
                now,
            )
            return _("Thank you. The worker calls you about it.")
        return _("😊 Good to hear.")
    if do == "ended" and actions.end(desk, found):
        tell_ended(session, found, around, now)
        return _("✔️ It is ended. The worker tells the volunteer.")
    return None


def shown(found: Pairing, _: Words) -> Screen:
    """How far it is, and what can be done."""
    if found.state == PairingState.FOUND:
        return found_screen(found, _)
    number = found.id or 0
    told = {
        PairingState.WAITING: _("⏳ The worker is looking for somebody."),
        PairingState.RUNNING: _(
            "🤝 {name} helps your child. {meets}", name=found.volunteer or "", meets=found.meets or ""
        ),
        PairingState.ENDED: _("✔️ It is ended."),
    }
    lines = [Html("<b>") + topic_name(found.topic, _) + Html("</b>"), told[PairingState(found.state)]]
    back = Choice(_("🤝 A volunteer"), Helper(do="list").pack())
    if found.state == PairingState.ENDED:
        return Screen(join(lines), rows(back, to_home(_)))
    label = _("✖️ Not needed any more") if found.state == PairingState.WAITING else _("✖️ End it")
    return Screen(join(lines), rows(Choice(label, Helper(do="end", pairing=number).pack()), back, to_home(_)))


def _ask_end(found: Pairing, _: Words) -> Screen:
    number = found.id or 0
    yes = Choice(_("Yes, end it"), Helper(do="ended", pairing=number).pack())
    no = Choice(_("No, go on"), Helper(do="look", pairing=number).pack())
    return Screen(_("End it? The worker is told."), rows(no, yes, width=2))
