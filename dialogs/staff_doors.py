"""Who may come in: the role is read at every press. For who is not, or no longer, of the staff its buttons do nothing and say nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, TelegramObject
from sqlmodel import Session

from actions import staff
from db.chats import Chat
from dialogs.activity_addresses import ActDoor, ActGo, ActIs, ActOff, ActSeen, ActsOf, ActText, ActWork
from dialogs.addresses import Go
from dialogs.answer_staff_addresses import (
    AddWay,
    Entry,
    Exported,
    Listed,
    MeantBy,
    Onward,
    Phrase,
    Publish,
    Seen,
    Unanswered,
    Valued,
    Version,
    Worded,
)
from dialogs.community_addresses import CallOn, Pair, Refer
from dialogs.need_addresses import Lacks
from dialogs.notice_addresses import (
    GroupOf,
    NoticeIs,
    NoticeList,
    NoticeSeen,
    NoticeWay,
    NoticeWords,
    OneNotice,
    SendNotice,
)
from dialogs.photo_addresses import LookPhotos
from dialogs.seats import Seat
from dialogs.staff_addresses import Crew, Founded, Hire, Told, Undo, Work, Worth
from dialogs.surroundings import Surroundings
from dialogs.ticket_addresses import Desk, PassTo, Ready, UseReply
from dialogs.words import Words
from rules.roles import Role

#: Stands behind every router of the staff: what none of them took is acknowledged, and that is all.
shut = Router(name="staff shut")


class OnDuty(Filter):
    """Lets those through who have this role or more, and hands in their `duty`, and the `seat` they work at."""

    def __init__(self, role: Role = Role.VIEWER) -> None:
        self.role = role

    async def __call__(
        self,
        event: TelegramObject,
        session: Session,
        chat: Chat,
        _: Words,
        around: Surroundings,
        now: datetime,
    ) -> bool | dict[str, Any]:
        duty = staff.role_of(session, chat, around.owners)
        if duty is None or not duty.at_least(self.role):
            return False
        return {"duty": duty, "seat": Seat(session, duty, _, around, now)}


@shut.callback_query(Go.filter(F.to.startswith("staff")))
@shut.callback_query(Crew.filter())
@shut.callback_query(Hire.filter())
@shut.callback_query(Work.filter())
@shut.callback_query(Worth.filter())
@shut.callback_query(Told.filter())
@shut.callback_query(Founded.filter())
@shut.callback_query(Undo.filter())
@shut.callback_query(LookPhotos.filter())
@shut.callback_query(Desk.filter())
@shut.callback_query(PassTo.filter())
@shut.callback_query(UseReply.filter())
@shut.callback_query(Ready.filter())
@shut.callback_query(Entry.filter())
@shut.callback_query(Worded.filter())
@shut.callback_query(Valued.filter())
@shut.callback_query(Phrase.filter())
@shut.callback_query(Onward.filter())
@shut.callback_query(AddWay.filter())
@shut.callback_query(Seen.filter())
@shut.callback_query(Publish.filter())
@shut.callback_query(Version.filter())
@shut.callback_query(Listed.filter())
@shut.callback_query(Unanswered.filter())
@shut.callback_query(MeantBy.filter())
@shut.callback_query(Exported.filter())
@shut.callback_query(Lacks.filter())
@shut.callback_query(CallOn.filter())
@shut.callback_query(Refer.filter())
@shut.callback_query(Pair.filter())
@shut.callback_query(OneNotice.filter())
@shut.callback_query(NoticeList.filter())
@shut.callback_query(NoticeWords.filter())
@shut.callback_query(NoticeIs.filter())
@shut.callback_query(NoticeWay.filter())
@shut.callback_query(NoticeSeen.filter())
@shut.callback_query(SendNotice.filter())
@shut.callback_query(GroupOf.filter())
@shut.callback_query(ActsOf.filter())
@shut.callback_query(ActWork.filter())
@shut.callback_query(ActText.filter())
@shut.callback_query(ActIs.filter())
@shut.callback_query(ActSeen.filter())
@shut.callback_query(ActGo.filter())
@shut.callback_query(ActOff.filter())
@shut.callback_query(ActDoor.filter())
async def silence(query: CallbackQuery) -> None:
    """Not even that there is such a thing."""
