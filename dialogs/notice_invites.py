"""The buttons of an activity under the notice that invites to it."""

from __future__ import annotations

from dialogs.activity_answers import answer_choices
from dialogs.screens import Choice
from dialogs.words import Words


def invite_choices(activity_id: int, _: Words) -> list[Choice]:
    """Yes, maybe, no."""
    return answer_choices(activity_id, _)
