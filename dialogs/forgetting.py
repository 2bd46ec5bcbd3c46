"""Going: the consent taken back, everything deleted. Asked once, with what follows; what was said yes to is what is done."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import families, leaving
from db import children, staff
from db.chats import Chat
from db.families import Guardian
from dialogs.addresses import Go, Keep
from dialogs.home import to_home
from dialogs.privacy import to_see
from dialogs.screens import Choice, Screen, rows
from dialogs.unfinished import set_aside
from dialogs.words import Words, join

router = Router(name="forgetting")


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
            _("There is no consent to take back: you have not given any."), rows(to_see(_), to_home(_))
        )
    stays = leaving.children_stay_with_others(session, guardian)
    do = "withdraw_mine" if stays else "withdraw"
    if not callback_data.sure or callback_data.do != do:
        return _ask_withdraw(session, guardian, stays, do, _)
    await state.clear()
    return _withdrawn(leaving.withdraw(session, chat, guardian, now), _)


def _withdrawn(gone: bool, _: Words) -> Screen:
    """What is deleted and what works without a consent. `gone`: the children are deleted, too."""
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
    return Screen(join(lines), rows(look, where, to_see(_) if gone else None, to_home(_)))


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
        works = staff.of_chat(session, chat.id or 0) is not None
        return _ask_delete(session, guardian, others, do, works, _)
    await state.clear()
    leaving.forget(session, chat)
    lines = [_("✅ Everything about you is deleted.")]
    if others:
        lines.append(_("The children stay with their other guardian."))
    lines.append(_("I will not write to you any more. If you ever want to come back: /start"))
    return Screen(join(lines))


def _ask_delete(
    session: Session, guardian: Guardian | None, others: int, do: str, works: bool, _: Words
) -> Screen:
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
    if guardian is not None and not others:
        lines.append(
            _(
                "Also what the community knows from you: activities, what you need, and your registration there."
            )
        )
    if works:
        lines.append(_("You do not work here any more then."))
    lines.append(_("This cannot be brought back."))
    copy_first = _copy_first(_) if guardian is not None else None
    yes = Choice(_("Yes, delete everything"), Keep(do=do, sure=True).pack())
    return Screen(join(lines), rows(Choice(_("No, keep it"), Go(to="home").pack()), copy_first, yes))


def _copy_first(_: Words) -> Choice:
    return Choice(_("Save a copy first"), Keep(do="html").pack())
