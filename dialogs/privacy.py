"""What is kept: see it, take a copy, take the consent back, delete everything. Said plainly, and asked once before it is done."""

from __future__ import annotations

import json
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions import export, families
from db import calendars, checkups, children, doctor, growth, pages, papers, questions, vaccines
from db import families as tables
from db.chats import Chat
from db.children import Child
from db.families import Family, Guardian
from dialogs.addresses import Go, Keep
from dialogs.export_page import page
from dialogs.home import name, to_home
from dialogs.screens import Attachment, Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join

router = Router(name="privacy")


@router.message(Command("privacy", ignore_case=True))
@router.callback_query(Keep.filter(F.do == "see"))
async def see(
    event: Message | CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    await set_aside(state)
    return kept(session, guardian, _, around)


def kept(session: Session, guardian: Guardian | None, _: Words, around: Surroundings) -> Screen:
    """In short sentences: what, why, how long, and what never."""
    if guardian is None:
        return _see_stranger(_)
    found = children.of_family(session, guardian.family_id)
    parts = [
        _("<b>What is kept</b>"),
        join([_about_you(session, guardian, around, _), *_about_children(session, found, _)]),
        join(
            [
                _("<b>Why</b>"),
                _("So that I can tell you what is next for your child, and write in time. For nothing else."),
            ]
        ),
        join([_("<b>How long</b>"), *_how_long(_)]),
        join([_("<b>Never kept</b>"), _("ID numbers, photos, shared locations.")]),
    ]
    agreed = families.has_agreed(session, guardian, "child")
    return Screen(
        join(parts, "\n\n"),
        rows(
            Choice(_("📄 A copy to read"), Keep(do="html").pack()),
            Choice(_("🧾 A copy as data (JSON)"), Keep(do="json").pack()),
            Choice(_("✋ Take my consent back"), Keep(do="withdraw").pack()) if agreed else None,
            Choice(_("🗑 Delete everything"), Keep(do="delete").pack()),
            to_home(_),
        ),
    )


def _see_stranger(_: Words) -> Screen:
    text = join(
        [
            _("<b>What is kept</b>"),
            _("Almost nothing: the number of this chat and your language, so that I can answer."),
            *_how_long(_, pages.KEEP_OF_STRANGERS.days)[1:],
            _("Never kept: ID numbers, photos, shared locations."),
        ]
    )
    forget = Choice(_("🗑 Delete this, too"), Keep(do="delete").pack())
    return Screen(text, rows(Choice(_("📄 A copy to read"), Keep(do="html").pack()), forget, to_home(_)))


def _about_you(session: Session, guardian: Guardian, around: Surroundings, _: Words) -> Html:
    family = session.get(Family, guardian.family_id)
    lines = [_("You: this chat, your language, your hours.")]
    if family is not None and family.demo:
        lines.append(_("This is a demo family. Nothing here is real."))
    standing = [one for one in tables.consents(session, guardian.id or 0) if one.withdrawn_at is None]
    kinds = {"guardian": _("about you"), "child": _("about your child")}
    for one in standing:
        about = kinds.get(one.kind, one.kind)
        day = around.today(one.given_at)
        lines.append(_("You agreed ({about}) on {day}.", about=about, day=day))
    link = calendars.standing(session, guardian.id or 0)
    if link is not None:
        lines.append(_("A link for your phone's calendar, made on {day}.", day=around.today(link.made_at)))
    return join(lines)


def _about_children(session: Session, found: list[Child], _: Words) -> list[Html]:
    """A line a child, with what there is of it."""
    if not found:
        return [_("No child is entered.")]
    numbers = [child.id or 0 for child in found]
    given, guides = vaccines.record(session, numbers), papers.guides(session, numbers)
    lines = []
    for child in found:
        number = len(given[child.id or 0])
        kept = [
            _("birth date"),
            _("nickname") if child.nickname else None,
            _("boy or girl") if child.sex else None,
        ]
        kept.append(_("district") if child.district else None)
        kept.append(_.ngettext("{n} vaccination", "{n} vaccinations", number, n=number) if number else None)
        visits = len(checkups.standing(session, child.id or 0))
        kept.append(_.ngettext("{n} check-up", "{n} check-ups", visits, n=visits) if visits else None)
        kept.append(_("first day at kindergarten") if child.enters_on else None)
        kept.append(_("journey until {day}", day=child.away_until) if child.away_until else None)
        measured = len(growth.standing(session, child.id or 0))
        kept.append(
            _.ngettext("{n} measurement", "{n} measurements", measured, n=measured) if measured else None
        )
        kept.append(_("what stood in the way") if vaccines.hindrances(session, child.id or 0) else None)
        kept.append(_("what the doctor said") if doctor.all_of(session, child.id or 0) else None)
        kept.append(_("answers about school papers") if child.id in guides else None)
        kept.append(_("questions for the clinic") if questions.all_of(session, child.id or 0) else None)
        lines.append(
            _("👶 {name}: {kept}", name=name(child, _), kept=join([one for one in kept if one], _(", ")))
        )
    return lines


def _how_long(_: Words, days: int = pages.KEEP.days) -> list[Html]:
    """`days`: how long the page shows what was said."""
    return [
        _("Until you delete it. That takes one tap, here."),
        _.ngettext(
            "What was said in this chat: {n} day at most.",
            "What was said in this chat: {n} days at most.",
            days,
            n=days,
        ),
    ]


@router.callback_query(Keep.filter(F.do.in_({"html", "json"})))
async def copy(
    query: CallbackQuery,
    callback_data: Keep,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """Everything, as a file."""
    await set_aside(state)
    data = export.collect(session, chat, guardian, around.zone, now)
    day = around.today(now).isoformat()
    if callback_data.do == "html":
        file = Attachment(f"houniao-{day}.html", "text/html", page(data, around.knowledge, _))
    else:
        written = json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "replace")
        file = Attachment(f"houniao-{day}.json", "application/json", written)
    text = _("Here is everything I keep. It is about your children: send it only to people you trust.")
    if guardian is None:
        text = _("Here is everything I keep.")
    return Screen(text, rows(_to_see(_), to_home(_)), file=file, fresh=True)


@router.callback_query(Keep.filter(F.do.in_({"withdraw", "withdraw_mine"})))
async def withdraw(
    query: CallbackQuery,
    callback_data: Keep,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    now: datetime,
) -> Screen:
    """Asked once, with what follows; what was said yes to is what is done."""
    await set_aside(state)
    if guardian is None or not families.has_agreed(session, guardian, "child"):
        return Screen(
            _("There is no consent to take back: you have not given any."), rows(_to_see(_), to_home(_))
        )
    stays = families.children_stay_with_others(session, guardian)
    do = "withdraw_mine" if stays else "withdraw"
    if not callback_data.sure or callback_data.do != do:
        return _ask_withdraw(session, guardian, stays, do, _)
    await state.clear()
    gone = families.withdraw(session, chat, guardian, now)
    if gone:
        lines = [
            _("✅ Your consent about your children is taken back."),
            _("Everything about your children is deleted. I will not remind you any more."),
            _("This chat, your language and your hours are still kept. You can delete them, too."),
        ]
    else:
        lines = [
            _("✅ Your consent is taken back."),
            _("What I kept about you is deleted. The children stay with their other guardian."),
        ]
    lines.append(
        _("You can still look up what is due at an age, and ask where to go. I keep nothing of that.")
    )
    look, where = (
        Choice(_("👀 Just look"), Go(to="look").pack()),
        Choice(_("📍 Where to go"), Go(to="where").pack()),
    )
    return Screen(join(lines), rows(look, where, _to_see(_) if gone else None, to_home(_)))


def _ask_withdraw(session: Session, guardian: Guardian, stays: bool, do: str, _: Words) -> Screen:
    number = len(children.of_family(session, guardian.family_id))
    if stays:
        told = _(
            "The children stay with their other guardian, who agreed, too. You leave the family, and I do not write to you any more."
        )
    else:
        told = _.ngettext(
            "Then I delete {n} child with all vaccinations and reminders. This cannot be brought back.",
            "Then I delete {n} children with all vaccinations and reminders. This cannot be brought back.",
            number,
            n=number,
        )
    text = join(
        [
            _("<b>Take your consent back?</b>"),
            told,
            _("Looking up what is due, and where to go, works as before."),
        ]
    )
    yes = Choice(_("Yes, take it back"), Keep(do=do, sure=True).pack())
    return Screen(
        text, rows(Choice(_("No, leave it as it is"), Keep(do="see").pack()), _copy_first(_), yes, to_home(_))
    )


@router.callback_query(Keep.filter(F.do.in_({"delete", "delete_mine"})))
async def delete(
    query: CallbackQuery,
    callback_data: Keep,
    session: Session,
    chat: Chat,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
) -> Screen:
    """Asked once. Afterwards one last word is said, and then this chat is gone as well; its buttons would begin it anew."""
    await set_aside(state)
    others = len(families.others(session, guardian)) if guardian is not None else 0
    do = "delete_mine" if others else "delete"
    if not callback_data.sure or callback_data.do != do:
        return _ask_delete(session, guardian, others, do, _)
    await state.clear()
    families.forget(session, chat)
    lines = [_("✅ Everything about you is deleted.")]
    if others:
        lines.append(_("The children stay with their other guardian."))
    lines.append(_("I will not write to you any more. If you ever want to come back: /start"))
    return Screen(join(lines))


def _ask_delete(session: Session, guardian: Guardian | None, others: int, do: str, _: Words) -> Screen:
    lines = [_("<b>Delete everything?</b>")]
    number = len(children.of_family(session, guardian.family_id)) if guardian is not None else 0
    if others:
        lines.append(_("Everything about you goes: this chat, your hours, your consent."))
        lines.append(
            _.ngettext(
                "The children stay with the {n} other guardian. If they are to go as well, remove them first.",
                "The children stay with the {n} other guardians. If they are to go as well, remove them first.",
                others,
                n=others,
            )
        )
    elif number:
        lines.append(
            _.ngettext(
                "{n} child with all vaccinations and reminders, your hours, your consent and this chat.",
                "{n} children with all vaccinations and reminders, your hours, your consent and this chat.",
                number,
                n=number,
            )
        )
    else:
        lines.append(_("All that is kept about you, and this chat."))
    lines.append(_("This cannot be brought back."))
    copy_first = _copy_first(_) if guardian is not None else None
    yes = Choice(_("Yes, delete everything"), Keep(do=do, sure=True).pack())
    return Screen(join(lines), rows(Choice(_("No, keep it"), Go(to="home").pack()), copy_first, yes))


def _copy_first(_: Words) -> Choice:
    return Choice(_("Save a copy first"), Keep(do="html").pack())


def _to_see(_: Words) -> Choice:
    return Choice(_("🔒 What is kept"), Keep(do="see").pack())
