"""What somebody of the staff is about to send to one family, shown before: exactly as it will be read."""

from __future__ import annotations

from db.chats import Chat
from dialogs.screens import Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.words import Html, Words, join


def words_of(chat_id: int, seat: Seat) -> Words:
    """The language the family is written to in; without its chat the language of who writes."""
    chat = seat.session.get(Chat, chat_id)
    return seat.around.catalogues.speak(chat.language if chat is not None else seat.words.language)


def before_sending(
    letter: Html, ways: tuple[str, str, str], head: Html, _: Words, about: str | None = None
) -> Screen:
    """`ways`: the addresses of sending it, writing it anew and dropping it."""
    send, again, drop = ways
    lines = [_("<b>So the family will see it:</b>"), Html(""), letter, Html(""), _("Shall I send it?")]
    choices = rows(
        Choice(_("✅ Send"), send),
        Choice(_("✏️ Write it anew"), again),
        Choice(_("✖️ Do not send"), drop),
    )
    return Screen(join(lines), choices, afterwards=head, about=about)
