"""How a question to a person is told: when the office is open, whose it is, what was said, how far it is."""

from __future__ import annotations

from datetime import datetime, timedelta

from db import ticket_letters
from db.tickets import Author, Ticket, TicketLine, TicketState
from dialogs.addresses import Go
from dialogs.hotlines import number
from dialogs.near_words import language_name
from dialogs.screens import Choice, length
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.places.opening import opening
from rules.tickets import Wrong

#: UTF-16 units of what was said that fit beside everything else in one message.
_ROOM = 3_000


def office_name(key: str, _: Words, around: Surroundings) -> Html:
    """By its id; one the pack no longer has is shown by that."""
    office = around.knowledge.office(key)
    return _.fact(office.name) if office is not None else Html("") + key


def open_lines(key: str, _: Words, around: Surroundings, now: datetime) -> list[Html]:
    """Whether the office is open, and when it opens; nothing where nobody knows. Hours no office has confirmed say so."""
    office = around.knowledge.office(key)
    if office is None or not office.fact.holds(around.today(now)):
        return []
    at = now.astimezone(around.zone).replace(tzinfo=None)
    found = opening(office.hours, at, around.knowledge.workdays)
    if found.state == "unknown" or found.changes is None:
        return []
    clock = _.clock(found.changes.time())
    closes = _("The office is open now, until {time}.", time=clock)
    lines = [closes if found.state == "open" else _opens(at, found.changes, _)]
    if found.unsure:
        lines.append(_("A holiday is near: it may be different."))
    if not office.fact.sure:
        lines.append(_("(Usual hours: the office has not confirmed them.)"))
    return lines


def _opens(at: datetime, opens: datetime, _: Words) -> Html:
    """ "It is 20:10, the office opens tomorrow at 08:30." """
    here, then = _.clock(at.time()), _.clock(opens.time())
    if opens.date() == at.date():
        return _("It is {now}, the office opens at {time}.", now=here, time=then)
    if opens.date() == at.date() + timedelta(days=1):
        return _("It is {now}, the office opens tomorrow at {time}.", now=here, time=then)
    day = _.day(opens.date(), weekday=True)
    return _("It is {now}, the office opens on {day} at {time}.", now=here, day=day, time=then)


def screen_of(ticket: Ticket) -> str:
    """How a screen that shows words of this ticket is called: on its way to somebody of the staff it can be taken back."""
    return ticket_letters.about(ticket_letters.SHOWN, ticket.id or 0)


def state_line(ticket: Ticket, _: Words, around: Surroundings) -> Html:
    """How far it is, for the family."""
    if ticket.pass_to is not None:
        return _("❓ We ask you something: may another office see it?")
    told = {
        TicketState.WAITING: _("⏳ Waiting for someone at the office."),
        TicketState.TAKEN: _("👀 A worker has taken it."),
        TicketState.ASKED: _("❓ A worker asks you something."),
        TicketState.ANSWERED: _("✅ It is answered."),
        TicketState.CLOSED: _("✔️ It is closed."),
    }
    return told[TicketState(ticket.state)]


def said_lines(lines: list[TicketLine], _: Words, staff: bool = False) -> list[Html]:
    """What was said, the oldest first, as typed; the oldest are left out where not all has room. `staff`: somebody of the staff reads it."""
    shown: list[Html] = []
    room = _ROOM
    for line in reversed(lines):
        text = _said(line, _, staff)
        room -= length(text) + 1
        if room < 0 and shown:
            shown.append(_("(There is more before this.)"))
            break
        shown.append(text)
    return shown[::-1]


def _said(line: TicketLine, _: Words, staff: bool) -> Html:
    who = {
        Author.FAMILY: _("Family") if staff else _("You"),
        Author.STAFF: _("Office"),
        Author.NOTE: _("Note for colleagues"),
    }
    signs = {Author.FAMILY: "💬", Author.STAFF: "🧰", Author.NOTE: "📝"}
    author = Author(line.author)
    said = _("{who}: {words}", who=who[author], words=line.words or _("(deleted)"))
    return Html(f"{signs[author]} ") + said + (language_mark(line.language, _) if not staff else Html(""))


def language_mark(language: str | None, _: Words) -> Html:
    """Honest about words that are not in the reader's language; empty for those that are."""
    if (
        language is None
        or _base(language) == _base(_.language)
        or (_base(language) == "zh" and _.reads_chinese)
    ):
        return Html("")
    return Html(" ") + _("(written in {language})", language=language_name(language))


def _base(code: str) -> str:
    return code.partition("_")[0]


def why_not(wrong: Wrong, most: int, _: Words) -> Html:
    """Typed words that cannot be taken, and what to do."""
    if wrong == Wrong.ID_NUMBER:
        return _("That looks like an ID number. I do not read or keep those: please delete that message.")
    if wrong == Wrong.NO_WORDS:
        return _("I see no words in that.")
    return _.ngettext(
        "That is long. {n} letter at most, please.",
        "That is long. {n} letters at most, please.",
        most,
        n=most,
    )


def or_call(_: Words, around: Surroundings, now: datetime) -> list[Html]:
    """The number for anything in the city."""
    city = number("city", around, around.today(now), _)
    return [_("Or call {number}, for anything in the city.", number=city)] if city else []


def quoted(words: str) -> Html:
    """Somebody's words, set apart."""
    return Html("<blockquote>") + words + Html("</blockquote>")


def to_mine(_: Words) -> Choice:
    return Choice(_("🙋 My questions"), Go(to="tickets").pack())


def short_words(words: str, most: int = 40) -> str:
    """The beginning, for a button."""
    text = " ".join(words.split())
    return text if len(text) <= most else text[:most] + "…"


def headline(ticket: Ticket, _: Words, around: Surroundings) -> Html:
    """ "Question 12 · 镜湖区 · English": what somebody of the staff has to know, and no more."""
    district = around.knowledge.district(ticket.district)
    parts = [
        _("Question {number}", number=ticket.id or 0),
        _.fact(district.name) if district is not None else _("district not known"),
        Html("") + language_name(ticket.language),
    ]
    return join(parts, " · ")
