"""At the door: outbox rows become letters. Reminders get their words here, in the language and the truth of this moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from types import MappingProxyType

from sqlmodel import Session

from actions import activity_letters, answer_corrections
from actions.reminders import hours as hours_of
from bot.delivery.letters import Letter
from bot.delivery.notices import Ahead, NoticeDoor
from db import audiences, chats, claiming, outbox, passing
from db import reminders as db_reminders
from db.chats import Chat
from db.families import Guardian
from db.outbox import Outbox, State
from dialogs import activity_letters as activity_words
from dialogs import answer_corrected, reminders
from dialogs.screens import Screen, TooLong
from dialogs.surroundings import Surroundings
from rules.hours import next_polite


@dataclass(frozen=True)
class Doorkeeper:
    """Lives in the room, inside the courier's transaction."""

    around: Surroundings
    notices: NoticeDoor = field(default_factory=NoticeDoor)

    def ahead(self, session: Session, rows: Sequence[Outbox]) -> Ahead:
        """What can be asked for several rows at once; for `letter`, in the same transaction."""
        return self.notices.ahead(session, rows)

    def letter(
        self, session: Session, row: Outbox, now: datetime, ahead: Ahead = MappingProxyType({})
    ) -> Letter | None:
        """What to say for this row; nothing when it was settled here (moot, too late, not at this hour)."""
        chat = session.get(Chat, row.chat_id)
        if chat is None:
            return None
        if row.kind != passing.REMOVAL and chat.blocked_at is not None and row.rank != outbox.Rank.REPLY:
            chat = self._other_chat(session, chat, row.channel)
            if chat is None:
                outbox.settle(session, [row.id or 0], State.FAILED, now, trouble="blocked")
                return None
        if row.unsure >= outbox.UNSURE_LIMIT or row.tries > outbox.TRY_LIMIT:
            outbox.settle(session, [row.id or 0], State.FAILED, now, trouble=row.trouble or "gave up")
            return None
        if row.kind == "reminder":
            return self._digest(session, row, chat, now)
        if row.kind == "reworded":
            return self._reworded(session, row, chat, now)
        if row.kind == answer_corrections.KIND:
            return self._corrected(session, row, chat, now)
        if row.kind == activity_letters.KIND:
            return self._of_activity(session, row, chat, now)
        if row.kind == audiences.KIND:
            return self.notices.letter(session, self.around, row, chat, now, ahead)
        body = row.body or {}
        removes = body.get("ref") if row.kind == passing.REMOVAL else None
        screen = Screen.from_json(body["screen"]) if body.get("screen") else None
        to = ((row.id or 0,), chat.id or 0, chat.address, screen)
        return Letter(*to, body.get("callback"), body.get("replaces"), removes=removes)

    def _digest(self, session: Session, row: Outbox, chat: Chat, now: datetime) -> Letter | None:
        """All reminders due in this chat as one message. What is no longer true is dropped; what came too late is listed as missed."""
        rows = [row, *db_reminders.companions(session, row, now)]
        late = [one for one in rows if one.use_by is not None and one.use_by < now]
        if late:
            outbox.settle(session, ids(late), State.MISSED, now, trouble="past its use-by")
        rows = [one for one in rows if one not in late]
        guardian = session.get(Guardian, chat.guardian_id) if chat.guardian_id else None
        if not rows:
            return None
        if guardian is None or guardian.paused_at is not None:
            outbox.settle(session, ids(rows), State.WITHDRAWN, now, trouble="nobody to tell")
            return None
        turn = self._turn(session, guardian, now, rows)
        if turn > now:
            outbox.put_off(session, ids(rows), turn)
            return None
        rows, screen, moot = self._as_many_as_fit(session, chat, guardian, rows, now)
        gone = [one for one, is_moot in zip(rows, moot, strict=True) if is_moot]
        if gone:
            outbox.settle(session, ids(gone), State.WITHDRAWN, now, trouble="no longer true")
        kept = [one for one in rows if one not in gone]
        if not kept or screen is None:
            return None
        claiming.mark_sending(session, [one.id or 0 for one in kept if one is not row])
        return Letter(tuple(ids(kept)), chat.id or 0, chat.address, screen)

    def _as_many_as_fit(
        self, session: Session, chat: Chat, guardian: Guardian, rows: list[Outbox], now: datetime
    ) -> tuple[list[Outbox], Screen | None, list[bool]]:
        """The first reminders that go into one message; the others wait for the next one. Raises TooLong when not even one does."""
        while True:
            try:
                screen, moot = reminders.digest(
                    session, self.around, chat, guardian, [one.body or {} for one in rows], now
                )
            except TooLong:
                if len(rows) == 1:
                    raise
                rows = rows[: len(rows) // 2]
            else:
                return rows, screen, moot

    def _reworded(self, session: Session, row: Outbox, chat: Chat, now: datetime) -> Letter | None:
        """A reminder that stands in a chat and has changed: somebody else did what it asked for."""
        ref = (row.body or {})["ref"]
        about = [one.about or "" for one in db_reminders.sharing_message(session, chat.id or 0, ref)]
        try:
            screen = reminders.reworded(session, self.around, chat, about, now)
        except TooLong:
            # Its buttons still answer with what is true then.
            outbox.settle(session, [row.id or 0], State.WITHDRAWN, now, trouble="too long")
            return None
        return Letter((row.id or 0,), chat.id or 0, chat.address, screen, amends=ref)

    def _corrected(self, session: Session, row: Outbox, chat: Chat, now: datetime) -> Letter | None:
        """An answer that was wrong when this chat was given it."""
        guardian = session.get(Guardian, chat.guardian_id) if chat.guardian_id else None
        if row.use_by is not None and row.use_by < now:
            outbox.settle(session, [row.id or 0], State.MISSED, now, trouble="past its use-by")
            return None
        if chat.leaving or (guardian is not None and guardian.paused_at is not None):
            outbox.settle(session, [row.id or 0], State.WITHDRAWN, now, trouble="nobody to tell")
            return None
        turn = answer_corrections.polite(session, chat, self.around.zone, now)
        if turn > now:
            outbox.put_off(session, [row.id or 0], turn)
            return None
        screen = answer_corrected.corrected(session, self.around, row, chat, now)
        if screen is None:
            outbox.settle(session, [row.id or 0], State.WITHDRAWN, now, trouble="no longer true")
            return None
        return Letter((row.id or 0,), chat.id or 0, chat.address, screen)

    def _of_activity(self, session: Session, row: Outbox, chat: Chat, now: datetime) -> Letter | None:
        """What a family comes to: a seat, a change, the day before, how it was. Who wants no reminders hears what became of their own answer."""
        guardian, body = session.get(Guardian, chat.guardian_id) if chat.guardian_id else None, row.body or {}
        if row.use_by is not None and row.use_by < now:
            outbox.settle(session, [row.id or 0], State.MISSED, now, trouble="past its use-by")
            return None
        is_answer = body.get("what") in activity_letters.ANSWERS
        if chat.leaving or guardian is None or (guardian.paused_at is not None and not is_answer):
            outbox.settle(session, [row.id or 0], State.WITHDRAWN, now, trouble="nobody to tell")
            return None
        turn = next_polite(now, hours_of(guardian, day_named=True), self.around.zone)
        if turn > now and not body.get("at_once") and (row.use_by is None or turn < row.use_by):
            outbox.put_off(session, [row.id or 0], turn)
            return None
        screen = activity_words.letter(session, self.around, body, chat, guardian, now)
        if screen is None:
            outbox.settle(session, [row.id or 0], State.WITHDRAWN, now, trouble="no longer true")
            return None
        return Letter((row.id or 0,), chat.id or 0, chat.address, screen)

    def _turn(self, session: Session, guardian: Guardian, now: datetime, rows: Sequence[Outbox]) -> datetime:
        """When this person may hear of it: in their hours, and one digest a day, unless something would be past its use-by tomorrow.

        What was due when today's was said, and did not fit into one message, belongs to it.
        """
        zone = self.around.zone
        ends = [one.use_by for one in rows if one.use_by is not None]
        use_by = min(ends) if ends else None
        hours = hours_of(guardian, day_named=any(db_reminders.is_put_off(one) for one in rows))
        polite = next_polite(now, hours, zone, use_by)
        midnight = datetime.combine(now.astimezone(zone).date(), time(), zone)
        theirs = [chat.id or 0 for chat in chats.of_guardian(session, guardian.id or 0)]
        last = db_reminders.last_said(session, theirs, midnight)
        if polite >= midnight + timedelta(days=1) or last is None or all(one.due_at <= last for one in rows):
            return polite
        tomorrow = next_polite(midnight + timedelta(days=1), hours, zone, use_by)
        return polite if use_by is not None and tomorrow >= use_by else tomorrow

    @staticmethod
    def _other_chat(session: Session, blocked: Chat, channel: str) -> Chat | None:
        """Another chat of the same person on the same channel, if they have one that listens."""
        if blocked.guardian_id is None:
            return None
        found = chats.of_guardian(session, blocked.guardian_id)
        return next((chat for chat in found if chat.blocked_at is None and chat.channel == channel), None)


def ids(rows: Sequence[Outbox]) -> list[int]:
    return [row.id or 0 for row in rows]
