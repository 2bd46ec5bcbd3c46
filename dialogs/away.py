"""Which child is on a journey: asked wherever a family says that it is away."""

from __future__ import annotations

from collections.abc import Sequence

from db.children import Child
from dialogs.addresses import ChildDo, Go
from dialogs.home import name, to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.words import Words


def to_away(_: Words) -> Choice:
    return Choice(_("✈️ We are away"), Go(to="away").pack())


def who_is_away(found: Sequence[Child], _: Words) -> Screen:
    """One button a child; the day of the return is asked next."""
    buttons = [
        Choice(f"✈️ {name(child, _)}", ChildDo(do="away", child=child.id or 0).pack()) for child in found
    ]
    if not buttons:
        return Screen(_("No child is entered."), rows(to_home(_)))
    text = _("Who is away for a while? I keep quiet about that child until it is back.")
    return Screen(text, (*rows(*buttons, width=2), *rows(to_home(_))))
