"""How a family is reached, in the chat of who works for it: shown by a tap, for ten minutes, and gone at once when the family takes it back."""

from __future__ import annotations

from actions.follow_up import contact_name
from db.follow_up import Registration
from dialogs.screens import Choice, Screen, rows
from dialogs.words import Html, Words, join


def to_contact(address: str, _: Words) -> Choice:
    return Choice(_("☎️ Name and number"), address)


def contact(row: Registration, back: Choice, _: Words) -> Screen:
    """A message of its own: Telegram keeps what it was told, so it is taken out again (`db.passing`). `back` must lead to a fresh message: what
    took the place of this one would be taken out instead."""
    lines = [
        _("👤 {name}", name=row.called or ""),
        Html("☎️ ") + Html("<b>") + (row.phone or "") + Html("</b>"),
        _("This disappears from here in 10 minutes."),
    ]
    return Screen(
        join(lines),
        rows(back),
        fresh=True,
        goes=contact_name(row.family_id),
        afterwards=_("☎️ The number is no longer shown here."),
    )
