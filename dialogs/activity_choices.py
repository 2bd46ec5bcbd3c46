"""The buttons with which a family answers an invitation, wherever they stand."""

from __future__ import annotations

from dialogs.activity_addresses import ComeTo
from dialogs.screens import Choice
from dialogs.words import Words


def answer_choices(activity_id: int, _: Words, seated: bool = False) -> list[Choice]:
    """The three answers. `seated`: for who has a seat, and gives it away with a maybe."""
    maybe = _("🤔 Maybe (no seat kept)") if seated else _("🤔 Maybe")
    return [
        Choice(_("✅ We come"), ComeTo(activity=activity_id, coming="yes").pack()),
        Choice(maybe, ComeTo(activity=activity_id, coming="maybe").pack()),
        Choice(_("✋ We cannot"), ComeTo(activity=activity_id, coming="no").pack()),
    ]
