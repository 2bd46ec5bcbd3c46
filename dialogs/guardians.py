"""A second guardian: a link that works once; coming by it, and going again. Nothing of one's own is lost before a clear yes."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import families
from db import children
from db import families as tables
from db.chats import Chat
from db.families import Family, Guardian, Invite
from dialogs.addresses import Go, Join, Keep
from dialogs.consent import begin_consent
from dialogs.home import to_home
from dialogs.invitations import shown, tell_the_others
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from dialogs.words import join as lines

router = Router(name="guardians")


@router.callback_query(Go.filter(F.to == "invite"))
async def invite(
    event: CallbackQuery,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """A link. One that is on its way already is shown again: making another would stop that one."""
    await set_aside(state)
    if guardian is None:
        return _nobody(_)
    standing = tables.open_invite(session, guardian.family_id, now)
    if standing is None:
        return _new_link(session, chat, guardian, _, around, now)
    secret = families.secret_of(standing)
    text = lines(
        [
            _who(session, guardian, _),
            *(shown(chat, secret, around, _) if secret else ()),
            _("The link you made is good until {day}.", day=standing.expires_at.astimezone(around.zone)),
            _("You can make a new one; then the old one stops working."),
        ]
    )
    return Screen(
        text,
        rows(
            Choice(_("🔗 Make a new link"), Go(to="new_link").pack()), _out(session, guardian, _), to_home(_)
        ),
    )


@router.callback_query(Go.filter(F.to == "new_link"))
async def new_link(
    event: CallbackQuery,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    return _nobody(_) if guardian is None else _new_link(session, chat, guardian, _, around, now)


def _new_link(
    session: Session, chat: Chat, guardian: Guardian, _: Words, around: Surroundings, now: datetime
) -> Screen:
    text = lines(
        [
            _who(session, guardian, _),
            *shown(chat, families.invite(session, guardian, now), around, _),
            _lasts(_),
            _(
                "Whoever opens it sees your children and their vaccinations, can change them, and gets the reminders, too. So send it only to somebody you trust."
            ),
        ]
    )
    return Screen(text, rows(_out(session, guardian, _), to_home(_)))


def _lasts(_: Words) -> Html:
    days = families.INVITE_LASTS.days
    return _.ngettext("A link works once, for {n} day.", "A link works once, for {n} days.", days, n=days)


def _who(session: Session, guardian: Guardian, _: Words) -> Html:
    number = len(families.others(session, guardian))
    if number == 0:
        return _("<b>👪 Second guardian</b>\nSo far only you can see your children here.")
    return _.ngettext(
        "<b>👪 Second guardian</b>\nYou and {n} other person look after your children here.",
        "<b>👪 Second guardian</b>\nYou and {n} other people look after your children here.",
        number,
        n=number,
    )


async def join(
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    secret: str,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Somebody opened a link: what stands in the way is said first, then the consent is asked for, then they are in."""
    found = families.invitation(session, secret)
    if found is None or not _agreed(session, guardian, found):
        closed = _closed(guardian, found, _, now)
        if closed is not None:
            return closed
        return await begin_consent(session, guardian, state, _, then=f"join:{secret}")
    return accept(session, chat, guardian, secret, _, around, now)


def accept(
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    secret: str,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """With the consents given: in, unless something has come in between, or children of their own would be lost."""
    found = families.invitation(session, secret)
    closed = _closed(guardian, found, _, now)
    if closed is not None or found is None:
        return closed or _gone(_)
    if guardian is not None and _has_own(session, guardian):
        return _loses(session, guardian, secret, _)
    return _enter(session, chat, found, _, around, now)


@router.callback_query(Join.filter())
async def sure(
    query: CallbackQuery,
    callback_data: Join,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """They were told what they lose, and said yes. If it is something else by now, they are told anew."""
    await state.clear()
    secret = callback_data.secret
    found = families.invitation(session, secret)
    closed = _closed(guardian, found, _, now)
    if closed is not None or found is None:
        return closed or _gone(_)
    if guardian is None or not _agreed(session, guardian, found):
        return await join(session, chat, guardian, secret, state, _, around, now)
    alone = not families.others(session, guardian)
    if _has_own(session, guardian) and callback_data.alone != alone:
        return _loses(session, guardian, secret, _)
    return _enter(session, chat, found, _, around, now)


def _closed(guardian: Guardian | None, found: Invite | None, _: Words, now: datetime) -> Screen | None:
    """Nobody comes in by this link, or this person is in already."""
    if found is not None and guardian is not None and guardian.family_id == found.family_id:
        return Screen(_("You are in this family already. Nothing more to do."), rows(to_home(_)))
    return None if found is not None and families.works(found, now) else _gone(_)


def _has_own(session: Session, guardian: Guardian) -> bool:
    """Children of a demo are nobody's."""
    family = session.get(Family, guardian.family_id)
    return family is not None and not family.demo and bool(children.of_family(session, family.id or 0))


def _agreed(session: Session, guardian: Guardian | None, found: Invite) -> bool:
    """Both consents stand, or nobody in that family is real."""
    family = session.get(Family, found.family_id)
    if family is not None and family.demo:
        return True
    return all(families.has_agreed(session, guardian, kind) for kind in ("guardian", "child"))


def _enter(
    session: Session, chat: Chat, found: Invite, _: Words, around: Surroundings, now: datetime
) -> Screen:
    guardian = families.join(session, chat, found, now, around.today(now))
    if guardian is None:
        return _gone(_)
    tell_the_others(session, guardian, _, around, now)
    number = len(children.of_family(session, guardian.family_id))
    text = lines(
        [
            _("✅ Welcome. You look after the children together now."),
            _.ngettext("{n} child is entered.", "{n} children are entered.", number, n=number),
            _("You both get the reminders. When one of you taps Done, the other need not go."),
        ]
    )
    return Screen(text, rows(to_home(_), Choice(_("🕘 When may we write?"), Go(to="hours").pack())))


def _gone(_: Words) -> Screen:
    text = lines(
        [
            _("This link does not work any more."),
            _lasts(_),
            _("Ask who sent it for a new one. They find it under Settings, then Second guardian."),
        ]
    )
    return Screen(text, rows(to_home(_)))


def _loses(session: Session, guardian: Guardian, secret: str, _: Words) -> Screen:
    """Nothing is lost yet: what would be, and two equal answers."""
    number = len(children.of_family(session, guardian.family_id))
    alone = not families.others(session, guardian)
    if alone:
        told = _.ngettext(
            "You have {n} child of your own here. Its calendar and everything kept about it would be deleted, and cannot be brought back.",
            "You have {n} children of your own here. Their calendar and everything kept about them would be deleted, and cannot be brought back.",
            number,
            n=number,
        )
    else:
        told = _(
            "The children you look after now stay with their other guardian. You would not see them any more."
        )
    text = lines(
        [_("<b>You can be in one family only.</b>"), told, _("Leave your family and join this one?")]
    )
    return Screen(
        text,
        rows(
            Choice(_("No, stay"), Go(to="home").pack()),
            Choice(_("Save a copy first"), Keep(do="html").pack()),
            Choice(
                _("Yes, delete mine and join") if alone else _("Yes, leave and join"),
                Join(secret=secret, alone=alone).pack(),
            ),
        ),
    )


@router.callback_query(Keep.filter(F.do == "leave"))
async def leave(
    query: CallbackQuery,
    callback_data: Keep,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
) -> Screen:
    """Out of the family, but never as the last one: that is deleting, and is called so."""
    await set_aside(state)
    if guardian is None:
        return _nobody(_)
    if not families.others(session, guardian):
        text = _("You are the only one here. If you go, everything about your children is deleted.")
        return Screen(text, rows(Choice(_("Delete everything"), Keep(do="delete").pack()), to_home(_)))
    if not callback_data.sure:
        return _ask_leave(_)
    await state.clear()
    families.leave(session, chat)
    text = lines(
        [
            _("You have left the family. What I kept about you is deleted."),
            _("The children stay with their other guardian."),
        ]
    )
    return Screen(text, rows(to_home(_)))


def _ask_leave(_: Words) -> Screen:
    told = _(
        "The children stay with their other guardian. You would not see them any more, and I would not write to you."
    )
    stay = Choice(_("No, stay"), Go(to="home").pack())
    return Screen(
        lines([_("Leave this family?"), told]),
        rows(stay, Choice(_("Yes, leave"), Keep(do="leave", sure=True).pack())),
    )


def _out(session: Session, guardian: Guardian, _: Words) -> Choice | None:
    """Only where somebody else keeps the children: the last one does not leave, but deletes."""
    if not families.others(session, guardian):
        return None
    return Choice(_("🚪 Leave this family"), Keep(do="leave").pack())


def _nobody(_: Words) -> Screen:
    text = _("First let me keep your children's calendar. Then a second guardian can join you.")
    return Screen(
        text, rows(Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack()), to_home(_))
    )
