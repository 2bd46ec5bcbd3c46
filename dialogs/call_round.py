"""The hourly round of follow-up: the letter at the opening of the office, referrals nobody gives a receipt for or settles, and how it goes with volunteers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, time
from functools import partial

from sqlmodel import Session

from actions import calls, pairings, referrals
from db import house, registrations
from db.chats import Chat
from db.follow_up import Pairing, Referral
from dialogs.call_staff import to_calls
from dialogs.community_addresses import Pair
from dialogs.community_words import write_to
from dialogs.pairing_words import how_is_it, tell_office
from dialogs.referral_desk import to_family
from dialogs.referral_words import tell_other_office, tell_sender
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_letters import readers
from dialogs.words import Html, Words
from rules.follow_up import BEFORE_OPENING
from rules.places.opening import opening
from rules.roles import Role
from rules.tickets import ALARMS

#: The house notes the day of the last morning's letters under this name.
_TOLD = "calls"


Job = Callable[[Session], None]


def go_round(session: Session, around: Surroundings, now: datetime) -> None:
    """Everything once; a second round in the same hour finds nothing to do."""
    for job in jobs(around, now):
        job(session)


def jobs(around: Surroundings, now: datetime) -> Iterator[Job]:
    """The same in pieces, each small enough for a transaction of its own: the next one is known when the last is done."""
    yield partial(_others, around=around, now=now)
    opens = _opening_today(around, now)
    if opens is not None:
        yield from _Morning(around, now, opens).jobs()


def _others(session: Session, around: Surroundings, now: datetime) -> None:
    for referral, alarms in referrals.silences(desk_of(session, around, now)):
        _tell_silence(session, referral, alarms, around, now)
    for pairing in pairings.due_for_a_look(desk_of(session, around, now)):
        _ask_how(session, pairing, around, now)


# --- referrals


def _tell_silence(
    session: Session, referral: Referral, alarms: int, around: Surroundings, now: datetime
) -> None:
    """Without a receipt silence is told as with questions; once the day is over, to both offices and the family."""
    if alarms < referrals.OVERDUE:
        after, role = ALARMS[alarms - 1]
        number = int(after.total_seconds()) // 3600
        tell_other_office(
            session,
            referral,
            lambda _: _.ngettext(
                "⏳ A referral has waited {n} office hour for a receipt.",
                "⏳ A referral has waited {n} office hours for a receipt.",
                number,
                n=number,
            ),
            around,
            now,
            role,
        )
        return
    for role in (Role.WORKER, Role.MANAGER):
        tell_other_office(session, referral, _past, around, now, role)
    tell_sender(session, referral, _past, around, now)
    to_family(session, referral, _late, around, now)


def _past(_: Words) -> Html:
    return _("⏳ A referral is past its day.")


def _late(_: Words) -> Html:
    return _("⏳ It takes longer than it should. I am sorry; both offices are told again.")


# --- volunteers


def _ask_how(session: Session, pairing: Pairing, around: Surroundings, now: datetime) -> None:
    """Both are asked; who wants no letters is not."""
    write_to(session, pairing.chat_id, how_is_it(pairing), around, now, f"pairing:{pairing.id}", asked=False)

    def ways(_: Words) -> list[Choice]:
        number = pairing.id or 0
        return [
            Choice(_("😊 Goes well"), Pair(do="well", pairing=number).pack()),
            Choice(_("😟 Not well"), Pair(do="badly", pairing=number).pack()),
        ]

    name = pairing.volunteer or ""

    def say(_: Words) -> Html:
        return _("🤝 {name} has been helping a family for a month. Does it go well?", name=name)

    tell_office(session, pairing, say, around, now, ways)


# --- the morning


class _Morning:
    """A letter each working morning to who serves a district where somebody is to be called. Only how many: no names, no numbers. Nothing is
    written before everybody is counted: an interrupted morning begins anew."""

    def __init__(self, around: Surroundings, now: datetime, opens: datetime) -> None:
        self._around, self._now, self._opens = around, now, opens
        self._left: list[str] = []
        self._found = Counter[str]()
        self._after = 0

    def jobs(self) -> Iterator[Job]:
        yield self._begin
        while self._left:
            yield self._count
        if self._found:
            yield self._write

    def _begin(self, session: Session) -> None:
        told = house.note(session, _TOLD)
        if told is None or told.value != self._around.today(self._now).isoformat():
            self._left = registrations.districts(session)

    def _count(self, session: Session) -> None:
        """Some families of a district."""
        district = self._left[-1]
        desk = desk_of(session, self._around, self._now)
        number, last = calls.counted(desk, district, self._after)
        self._found[district] += number
        self._after = last or 0
        if last is None:
            self._left.pop()

    def _write(self, session: Session) -> None:
        house.write_note(session, _TOLD, self._around.today(self._now).isoformat(), self._now)
        whom: dict[int, Chat] = {}
        numbers = Counter[int]()
        for district, number in self._found.items():
            for chat, duty in readers(session, district, "", Role.WORKER, self._around) if number else []:
                if not duty.office:
                    whom[chat.id or 0] = chat
                    numbers[chat.id or 0] += number
        for chat_id, number in numbers.items():
            _write(session, whom[chat_id], number, self._opens, self._around, self._now)


def _opening_today(around: Surroundings, now: datetime) -> datetime | None:
    """When the community's office opens today, if the time for letters has come and it is not closed for the day."""
    office = around.knowledge.office("")
    at = now.astimezone(around.zone).replace(tzinfo=None)
    if office is None:
        return None
    midnight = datetime.combine(at.date(), time())
    first = opening(office.hours, midnight, around.knowledge.workdays)
    if first.state != "closed" or first.changes is None or first.changes.date() != at.date():
        return None
    closes = opening(office.hours, at, around.knowledge.workdays)
    over = closes.state == "closed" and (closes.changes is None or closes.changes.date() != at.date())
    if over or at < first.changes - BEFORE_OPENING:
        return None
    return max(now, now + (first.changes - at))


def _write(
    session: Session, chat: Chat, number: int, opens: datetime, around: Surroundings, now: datetime
) -> None:
    """Once a day: the name of the letter is unique."""
    key = f"calls:{chat.id}:{around.today(now).isoformat()}"
    if registrations.was_queued(session, key):
        return
    _ = around.catalogues.speak(chat.language)
    told = _.ngettext("📞 {n} family to call today.", "📞 {n} families to call today.", number, n=number)
    screen = Screen(told, rows(to_calls(_)), fresh=True)
    registrations.queue_letter(session, chat, key, screen.to_json(), opens, now)
