"""Staff come by a link, and see what they can do. For everybody else there is no such command."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command, Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, TelegramObject
from sqlmodel import Session

from actions import staff as actions
from db import tickets
from db.chats import Chat
from db.place_staff import open_reports
from db.referrals import incoming_number
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.staff_doors import OnDuty
from dialogs.staff_words import district_names, post_line, role_name
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.roles import Duty, Role

router = Router(name="staff")


def accept(
    secret: str, session: Session, chat: Chat, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """Somebody opened an invitation. Who works here already keeps the link for the one it is meant for."""
    duty = actions.role_of(session, chat, around.owners)
    if duty is not None:
        told = [post_line(duty, _, around), _("The link was not used: send it to the person it is for.")]
        return Screen(join(told), rows(to_work(_), to_home(_)))
    found = actions.invitation(session, secret, now)
    if found is None:
        return _gone(_)
    member = actions.accept(session, chat, found, now)
    duty = actions.duty_of(member)
    where = district_names(duty.districts, _, around)
    told = [
        _("✅ Welcome. You are now {role} for {districts}.", role=role_name(duty.role, _), districts=where),
        _("Your colleagues see you as: {name}", name=member.label),
        _("/staff shows what you can do. Everything else here works as for everybody."),
        _("What you do here is written down, with your name."),
    ]
    return Screen(join(told), rows(to_work(_), to_home(_)))


def _gone(_: Words) -> Screen:
    days = actions.INVITE_LASTS.days
    told = [
        _("This link does not work any more."),
        _.ngettext("A link works once, for {n} day.", "A link works once, for {n} days.", days, n=days),
        _("Ask who sent it for a new one."),
    ]
    return Screen(join(told), rows(to_home(_)))


@router.message(Command("staff", ignore_case=True), OnDuty())
@router.callback_query(Go.filter(F.to == "staff"), OnDuty())
async def staff_(
    event: Message | CallbackQuery,
    duty: Duty,
    session: Session,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    """Only what this role may use."""
    await set_aside(state)
    number = len(open_reports(session, duty.districts))
    reports = _.ngettext("📍 Places ({n} report)", "📍 Places ({n} reports)", number, n=number)
    places = reports if number else _("📍 Places")
    waiting = tickets.waiting(session, duty)
    asked = _.ngettext("🙋 Questions ({n})", "🙋 Questions ({n})", waiting, n=waiting)
    questions = Choice(asked if waiting else _("🙋 Questions"), Go(to="staff_tickets").pack())
    answers = Choice(_("💬 Answers"), Go(to="staff_answers").pack())
    calls = Choice(_("📞 Whom to call"), Go(to="staff_calls").pack())
    come = incoming_number(session, duty)
    passed = _.ngettext("📨 Referrals ({n})", "📨 Referrals ({n})", come, n=come)
    referrals = Choice(passed if come else _("📨 Referrals"), Go(to="staff_referrals").pack())
    people = Choice(_("👥 Staff"), Go(to="staff_people").pack())
    return Screen(
        join([_("<b>Staff</b>"), post_line(duty, _, around)]),
        rows(
            questions if duty.at_least(Role.WORKER) else None,
            calls if duty.at_least(Role.WORKER) and not duty.office else None,
            referrals if duty.at_least(Role.WORKER) else None,
            Choice(places, Go(to="staff_places").pack()),
            Choice(_("📣 Notices"), Go(to="staff_notices").pack()),
            Choice(_("🎈 Activities"), Go(to="staff_activities").pack()),
            Choice(_("🙋 Needs"), Go(to="staff_needs").pack()),
            answers if duty.at_least(Role.ADMINISTRATOR) else None,
            people if duty.at_least(Role.ADMINISTRATOR) else None,
            to_home(_),
        ),
    )


class Left(Filter):
    """Lets those through who worked here once."""

    async def __call__(self, event: TelegramObject, session: Session, chat: Chat) -> bool:
        return actions.worked_here(session, chat)


@router.message(Command("staff", ignore_case=True), Left())
async def gone_from_staff(message: Message, state: FSMContext, _: Words) -> Screen:
    """Behind the one for who works here: whoever was removed is told, and no more."""
    await set_aside(state)
    told = [
        _("You do not work here any more. Thank you for all you did."),
        _("Everything for families still works for you."),
    ]
    return Screen(join(told), rows(to_home(_)))


def to_work(_: Words) -> Choice:
    """The way back to what staff can do."""
    return Choice(_("🧰 My work"), Go(to="staff").pack())


def link_lines(payload: str, around: Surroundings, _: Words) -> list[Html]:
    """Everything an invitation can be opened with: the page, Telegram, and the words to type."""
    titles = {"web": _("On the page:"), "telegram": _("On Telegram:")}
    found = [(titles[channel], around.link(channel, payload)) for channel in titles]
    lines = [line for title, link in found if link for line in (title, _code(link))]
    return [*lines, _("Or let them send this message here:"), _code(f"/start {payload}")]


def _code(text: str) -> Html:
    return Html("<code>") + text + Html("</code>")
