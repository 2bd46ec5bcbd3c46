"""A question to a person, for tests: asked as a parent does, and the ticket it became."""

from __future__ import annotations

from sqlmodel import col, select

from db.tickets import Ticket, TicketLine
from dialogs.ticket_addresses import Desk
from tests.dialogs.staffed import Worker
from tests.dialogs.talk import House, Parent

WORDS = "Where do I get the residence permit for my son?"


def asks(parent: Parent, words: str = WORDS, district: str = "镜湖区") -> int:
    """By buttons, to the end; the number of the ticket."""
    parent.say("/person")
    parent.say(words)
    if any("镜湖区" in one.label for screen in parent.screens for row in screen.choices for one in row):
        parent.press(district)
    parent.press("Send")
    return tickets(parent.house)[-1].id or 0


def tickets(house: House) -> list[Ticket]:
    with house.session() as session:
        return list(session.exec(select(Ticket).order_by(col(Ticket.id))))


def ticket(house: House, number: int) -> Ticket:
    with house.session() as session:
        return session.get_one(Ticket, number)


def said(house: House, number: int) -> list[tuple[str, str | None]]:
    """Who said what, notes too."""
    with house.session() as session:
        rows = select(TicketLine).where(TicketLine.ticket_id == number).order_by(col(TicketLine.id))
        return [(one.author, one.words) for one in session.exec(rows)]


def desk(do: str, number: int) -> str:
    return Desk(do=do, ticket=number).pack()


def takes(worker: Worker, number: int) -> None:
    worker.tap(desk("take", number))


def answers(worker: Worker, number: int, words: str = "At the police station.") -> None:
    """Taken before, if need be; typed, seen, sent."""
    takes(worker, number)
    worker.tap(desk("answer", number))
    worker.say(words)
    worker.press("Send")
