"""What an office answered one family becomes a draft of an answer for everybody. An administrator words it, gives it a title and publishes it."""

from __future__ import annotations

from sqlmodel import Session

from actions import answer_drafts, asking, tickets
from actions.answer_borrowing import borrow
from actions.desk import Desk
from actions.staff import note
from db import tickets as tables
from db.tickets import Author, Ticket, TicketState
from rules.answers.answer import PHRASE_MOST, TEXT_MOST, Answer
from rules.roles import Duty
from rules.tickets import PROPOSED_WITHIN, written_in
from rules.units import cut

#: What its key begins with: nothing a family wrote, since keys stay.
_KEY = "proposed"
_DEED = "ticket.drafted"


def may_propose(desk: Desk, duty: Duty, ticket: Ticket) -> bool:
    """Who may read it; of a closed one whoever answered it, for some days."""
    if ticket.state != TicketState.CLOSED:
        return tickets.may_read(ticket, duty)
    closed_at = ticket.closed_at or desk.now
    return tickets.holds(ticket, duty) and desk.now - closed_at <= PROPOSED_WITHIN


def was_proposed(session: Session, ticket: Ticket) -> bool:
    """Whether somebody has proposed it: it is done once."""
    return tables.was_done(session, ticket.id or 0, _DEED)


def propose(desk: Desk, duty: Duty, ticket: Ticket, spoken: str) -> Answer | None:
    """What stands in the draft now, for somebody who speaks this language. None where there is no answer of the office yet, where they may not,
    and where it was done."""
    if not may_propose(desk, duty, ticket) or was_proposed(desk.session, ticket):
        return None
    made = _answer(desk, ticket, spoken)
    if made is None:
        return None
    opened = answer_drafts.open_draft(desk, duty, made.key)
    if opened.held_by is not None or not answer_drafts.change(desk, duty, opened.draft, made):
        return None
    for phrase in (one for phrases in made.asked.values() for one in phrases):
        borrow(desk.session, opened.draft, f"ticket:{ticket.id}", phrase)
    note(desk.session, duty.who, _DEED, f"ticket:{ticket.id}", desk.now)
    return made


def _answer(desk: Desk, ticket: Ticket, spoken: str) -> Answer | None:
    """The office's last words are the text, the family's first ones a phrase as long as the question is open: once it is closed nobody reads
    those. Long figures are left out; no title: it has to fit everybody."""
    said = tables.lines(desk.session, ticket.id or 0)
    told = next((one for one in reversed(said) if one.author == Author.STAFF and one.words), None)
    if told is None:
        return None
    asked = next((one.words for one in said if one.author == Author.FAMILY and one.words), None)
    if ticket.state == TicketState.CLOSED:
        asked = None
    phrase = cut(" ".join(asking.kept_words(asked or "").split()), PHRASE_MOST)
    return Answer(
        key=answer_drafts.new_key(desk.session, desk.knowledge, _KEY),
        titles={},
        texts={told.language or spoken: cut(told.words or "", TEXT_MOST)},
        asked={written_in(phrase, ticket.language): (phrase,)} if phrase else {},
        checked=desk.today,
    )
