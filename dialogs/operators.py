"""What the house tells its operators in their own chat. No word of any family is in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message
from sqlmodel import Session

from actions import overview
from db.chats import Chat
from dialogs.home import to_home
from dialogs.matter_words import title_of
from dialogs.screens import Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join

router = Router(name="operators")


async def _is_owner(message: Message, chat: Chat, around: Surroundings) -> bool:
    """Whether this chat is one of HOUNIAO_OWNER_IDS: Telegram says who writes, a page cannot."""
    return chat.channel == "telegram" and chat.address in {str(owner) for owner in around.owners}


@router.message(Command("overview", ignore_case=True), _is_owner)
async def overview_(
    message: Message, session: Session, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """Where vaccines were out of stock, and how many children are overdue twice. For anybody else the command does not exist."""
    found = overview.collect(session, around.knowledge, around.zone, now)
    lines = [_("<b>Out of stock, last 30 days</b>"), *_stock_outs(found, _, around)]
    lines += [Html(""), _("<b>Overdue, and reminded twice</b>"), *_overdue(found, _, around)]
    return Screen(join(lines), rows(to_home(_)))


def _stock_outs(found: overview.Overview, _: Words, around: Surroundings) -> list[Html]:
    """A line for each district and dose."""
    return [
        _.ngettext(
            "{district}: {dose}: {n} family",
            "{district}: {dose}: {n} families",
            number,
            n=number,
            district=_place(district, _, around),
            dose=title_of(around.knowledge, dose, _),
        )
        for (district, dose), number in _by_number(found.stock_outs)
    ] or [_("none told")]


def _overdue(found: overview.Overview, _: Words, around: Surroundings) -> list[Html]:
    """A line for each district."""
    return [
        _.ngettext(
            "{district}: {n} child",
            "{district}: {n} children",
            number,
            n=number,
            district=_place(district, _, around),
        )
        for district, number in _by_number(found.overdue_twice)
    ] or [_("none")]


def _place(district: str | None, _: Words, around: Surroundings) -> Html:
    known = around.knowledge.district(district)
    return _.fact(known.name) if known else _("district not said")


def _by_number(counted: dict[Any, int]) -> list[tuple[Any, int]]:
    """The most first."""
    return sorted(counted.items(), key=lambda one: (-one[1], str(one[0])))


def put_aside(row: int, channel: str, trouble: str, _: Words) -> Screen:
    """An update could not be handled three times over."""
    text = join(
        [
            _(
                "🛠 For the operator: update {row} from {channel} could not be handled ({trouble}).",
                row=row,
                channel=channel,
                trouble=trouble,
            ),
            _("It was put aside; the person was told. See it with: houniao doctor"),
        ]
    )
    return Screen(text, rows(to_home(_)))
