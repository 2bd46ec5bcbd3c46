"""What a family does with notices: takes part in a poll, reads the last ones again, and says what it does not want to hear of."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import notice_families, staff
from actions.notice_families import Given
from actions.notices import notice_of
from actions.notices import one as found_one
from db.chats import Chat
from db.families import Guardian
from dialogs.addresses import Go
from dialogs.answer_ways import in_words
from dialogs.home import nothing_by_myself, stop_or_resume, to_home
from dialogs.notice_addresses import Hush, OneNotice, ReadNotice, Vote
from dialogs.notice_again import again, line
from dialogs.notice_screen import subject_name
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.notices import Subject

router = Router(name="notices")
#: Stands behind the words of danger.
typed = Router(name="notices typed")


@router.callback_query(Vote.filter())
async def vote(
    query: CallbackQuery,
    callback_data: Vote,
    session: Session,
    chat: Chat,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Said below the notice, which stays: another tap there changes the choice."""
    told = _voted(callback_data.notice, callback_data.option, session, chat, _, now)
    return told or _only_looked(callback_data.notice, session, chat, around, _) or _not_yours(_)


@typed.message(StateFilter(None), F.text, ~F.text.startswith("/"))
async def typed_vote(message: Message, session: Session, chat: Chat, _: Words, now: datetime) -> Screen:
    """A choice that is typed below the poll counts like a tap on it."""
    found = notice_families.poll_typed(session, chat, message.text or "", now)
    told = _voted(*found, session, chat, _, now) if found is not None else None
    if told is None:
        raise SkipHandler
    return told


def _voted(notice: int, option: int, session: Session, chat: Chat, _: Words, now: datetime) -> Screen | None:
    row = notice_families.vote(session, chat, notice, option, now)
    if row is None:
        return None
    chosen = in_words(notice_of(row).options[option - 1], _)
    told = [_("✅ Noted: {choice}", choice=chosen), _("You can still change it: tap another choice above.")]
    return Screen(join(told), rows(to_home(_)), fresh=True)


@router.callback_query(Hush.filter(F.subject != ""))
async def hush(
    query: CallbackQuery,
    callback_data: Hush,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """No more about this, or again. Reminders of vaccinations are something else, and stay."""
    looked = _only_looked(callback_data.notice, session, chat, around, _)
    if looked is not None:
        return looked
    if guardian is None or callback_data.subject not in set(Subject):
        return nothing_by_myself(_)
    subject = Subject(callback_data.subject)
    if callback_data.again:
        notice_families.unmute(session, guardian, subject)
        return _subjects(session, guardian, _)
    notice_families.mute(session, guardian, subject, now)
    told = [
        _("🔕 No more notices about: {subject}", subject=subject_name(subject, _)),
        _("Reminders about your own children still come."),
    ]
    again = Choice(_("🔔 Write to me about it again"), Hush(subject=subject, again=True).pack())
    return Screen(join(told), rows(again, to_subjects(_), to_home(_)), fresh=callback_data.notice > 0)


@router.callback_query(Hush.filter())
async def subjects(
    query: CallbackQuery, session: Session, guardian: Guardian | None, _: Words, state: FSMContext
) -> Screen:
    """Everything a notice can be about, each on or off."""
    await set_aside(state)
    return which_notices(session, guardian, _)


def which_notices(session: Session, guardian: Guardian | None, _: Words) -> Screen:
    """What can be switched off, and on; for somebody we keep nothing of, that nothing comes."""
    return nothing_by_myself(_) if guardian is None else _subjects(session, guardian, _)


@router.message(Command("news", ignore_case=True))
@router.callback_query(Go.filter(F.to == "news"))
@router.callback_query(ReadNotice.filter(F.notice == 0))
async def news(
    event: Message | CallbackQuery,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    _: Words,
    state: FSMContext,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The last notices this person got."""
    await set_aside(state)
    return _listed(notice_families.last(session, chat, now), session, guardian, _, around)


def news_page(
    session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """The same for who asks for it in words."""
    found = notice_families.last_of(session, guardian, now) if guardian is not None else []
    return _listed(found, session, guardian, _, around)


def _listed(
    found: list[Given], session: Session, guardian: Guardian | None, _: Words, around: Surroundings
) -> Screen:
    switch = to_subjects(_) if guardian is not None else None
    if not found:
        told = [_("<b>Notices</b>"), _("There was no notice lately."), *_how_to_get(guardian, _)]
        return Screen(join(told), rows(switch, to_home(_)))
    told = [_("<b>Notices</b>"), _("What the community wrote to you lately. Tap one to read it again.")]
    return Screen(join(told), rows(*(line(session, one, _, around) for one in found), switch, to_home(_)))


@router.callback_query(ReadNotice.filter())
async def read(
    query: CallbackQuery,
    callback_data: ReadNotice,
    session: Session,
    chat: Chat,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> list[Screen]:
    """The notice as it reads now, in this person's language; only for who got it."""
    given = notice_families.readable(session, chat, callback_data.notice)
    if given is None:
        return [_not_yours(_)]
    *first, shown = again(session, given, _, around, now)
    return [*first, replace(shown, choices=(*shown.choices, *rows(to_news(_))))]


def to_news(_: Words) -> Choice:
    """The way to the last notices."""
    return Choice(_("📣 Notices"), Go(to="news").pack())


def _how_to_get(guardian: Guardian | None, _: Words) -> list[Html]:
    if guardian is not None:
        return []
    return [_("Notices come to families I keep a calendar for: /menu")]


def _subjects(session: Session, guardian: Guardian, _: Words) -> Screen:
    quiet = notice_families.muted(session, guardian)
    told = [
        _("<b>Notices of the community</b>"),
        _("Tap what you do not want to hear of, or want to hear of again."),
        _("Was one you got wrong, I still tell you what is right."),
    ]
    if guardian.paused_at is not None:
        told.append(_("🔕 You said stop: no notices come at all until you ask me to write again."))
    switches = [
        Choice(
            (Html("🔕 ") if one in quiet else Html("🔔 ")) + subject_name(one, _),
            Hush(subject=one, again=one in quiet).pack(),
        )
        for one in Subject
    ]
    # everything: the reminders of one's own children, too
    return Screen(join(told), rows(*switches, stop_or_resume(guardian, _), to_home(_)))


def to_subjects(_: Words) -> Choice:
    """The way to what can be switched off."""
    return Choice(_("🔕 Which notices?"), Hush().pack())


def _only_looked(number: int, session: Session, chat: Chat, around: Surroundings, _: Words) -> Screen | None:
    """For staff who tapped in a preview, of a notice they did not get themselves: nothing is counted, nothing is switched off."""
    duty = staff.role_of(session, chat, around.owners) if number else None
    if duty is None or found_one(session, duty, number) is None:
        return None
    if notice_families.received(session, chat, number) is not None:
        return None
    told = _("👀 This was only the preview: nothing is counted or changed.")
    return Screen(
        told,
        rows(Choice(_("↩️ The notice"), OneNotice(do="look", notice=number).pack()), to_home(_)),
        fresh=True,
    )


def _not_yours(_: Words) -> Screen:
    told = _("This is not there any more. The last notices are here.")
    return Screen(told, rows(to_news(_), to_home(_)), fresh=True)
