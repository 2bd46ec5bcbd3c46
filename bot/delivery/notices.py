"""A notice at the door: still true for this person? in which language? Then its Screen, which is the same for everybody who reads that language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from sqlmodel import Session

from actions import notice_families
from actions.notices import notice_of
from bot.delivery.letters import Letter
from db import audiences, notice_sending, outbox
from db.chats import Chat
from db.notice_door import Copy
from db.notices import NoticeRow, NoticeState
from db.outbox import Outbox, State
from dialogs.notice_screen import notice_screen
from dialogs.screens import Screen
from dialogs.surroundings import Surroundings
from rules.hours import Hours, is_polite, next_polite
from rules.notices import Notice

#: What is known of copies, by notice and chat.
Ahead = Mapping[tuple[int, int], Copy]
#: Screens that are kept ready: a few notices in every language.
_KEPT = 64


@dataclass
class NoticeDoor:
    """Remembers what it worded a moment ago: a notice to thousands is built once a minute and language, and only asked about for each."""

    _notices: dict[tuple[int, int], Notice] = field(default_factory=dict)
    _screens: dict[tuple[int, int, str, datetime], Screen] = field(default_factory=dict)
    _crowded: dict[tuple[int, datetime], bool] = field(default_factory=dict)

    def ahead(self, session: Session, rows: Sequence[Outbox]) -> Ahead:
        """What the door asks about the copies among these rows, asked at once. It is true within this transaction only."""
        chats: dict[int, list[int]] = {}
        for row in rows:
            if row.kind == audiences.KIND:
                chats.setdefault(audiences.number_of(row.about) or 0, []).append(row.chat_id)
        return {
            (number, chat_id): copy
            for number, these in chats.items()
            for chat_id, copy in notice_families.copies_of(session, number, these).items()
        }

    def letter(
        self, session: Session, around: Surroundings, row: Outbox, chat: Chat, now: datetime, ahead: Ahead
    ) -> Letter | None:
        """What to say for this row; nothing when it was settled, put off or held here. `ahead`: what was asked about it before, in this transaction."""
        number, row_id = audiences.number_of(row.about) or 0, row.id or 0
        if row.use_by is not None and row.use_by < now:
            outbox.settle(session, [row_id], State.MISSED, now, trouble="past its use-by")
            return None
        to = chat.id or 0
        copy = ahead.get((number, to)) or notice_families.copies_of(session, number, [to]).get(to)
        if copy is None or chat.leaving or row.key != audiences.key(number, copy.guardian_id):
            outbox.settle(session, [row_id], State.WITHDRAWN, now, trouble="nobody to tell")
            return None
        if copy.state == NoticeState.PAUSED:
            notice_sending.hold_one(session, row_id)
            return None
        notice = self._notice(session, number, copy.revision)
        crowded = self._is_crowded(session, number, now)
        why = notice_families.keeps_out(session, copy, notice, number, now, crowded)
        if why is not None:
            outbox.settle(session, [row_id], State.WITHDRAWN, now, trouble=why)
            return None
        hours = Hours(_time(copy.write_from), _time(copy.write_to))
        if not notice.urgent and not is_polite(now, hours, around.zone):
            outbox.put_off(session, [row_id], next_polite(now, hours, around.zone))
            return None
        if row.chat_id != to:
            # a blocked chat's copy goes to the person's other chat: it counts, and is pressed, there
            row.chat_id = to
        screen = self._screen(session, around, notice, (number, copy.revision), chat.language, now)
        return Letter((row_id,), to, chat.address, screen)

    def _is_crowded(self, session: Session, number: int, now: datetime) -> bool:
        """Whether anybody can have got as many notices this week as a family may, beside this one."""
        key = (number, now.replace(second=0, microsecond=0))
        if key not in self._crowded:
            _make_room(self._crowded)
            self._crowded[key] = notice_families.crowded(session, number, now)
        return self._crowded[key]

    def _notice(self, session: Session, number: int, revision: int) -> Notice:
        found = self._notices.get((number, revision))
        if found is None:
            row = session.get(NoticeRow, number)
            found = notice_of(row) if row is not None else Notice(texts={})
            _make_room(self._notices)
            self._notices[(number, revision)] = found
        return found

    def _screen(
        self,
        session: Session,
        around: Surroundings,
        notice: Notice,
        name: tuple[int, int],
        language: str,
        now: datetime,
    ) -> Screen:
        key = (*name, language, now.replace(second=0, microsecond=0))
        found = self._screens.get(key)
        if found is None:
            found = notice_screen(session, notice, name[0], around.catalogues.speak(language), around, now)
            _make_room(self._screens)
            self._screens[key] = found
        return found


def _make_room(kept: dict) -> None:
    """The oldest goes."""
    while len(kept) >= _KEPT:
        kept.pop(next(iter(kept)))


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
