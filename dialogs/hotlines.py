"""A number to call, worded in one way everywhere: only while its fact holds (law 9), in bold, and with a mark where it is not confirmed."""

from __future__ import annotations

from datetime import datetime

from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.knowledge import Hotline

#: Hotlines for danger: they know no clinic, and nobody in danger is made to doubt the number.
IN_DANGER = frozenset({"police", "ambulance"})


def is_told(line: Hotline, around: Surroundings, now: datetime) -> bool:
    """Whether this number may be told as a fact today."""
    return line.fact.holds(around.today(now))


def number(key: str, around: Surroundings, now: datetime, _: Words) -> Html | None:
    """The number, ready for a sentence; nothing when there is none that may be told.

    It stands alone in bold: so the page links the short ones (110, 120), which in a plain sentence may count days.
    """
    line = around.knowledge.hotlines.get(key)
    if line is None or not is_told(line, around, now):
        return None
    shown = Html("<b>") + line.number + Html("</b>")
    if line.fact.sure or key in IN_DANGER:
        return shown
    return _("{number} (not fully confirmed)", number=shown)


def ill(around: Surroundings, now: datetime, _: Words) -> list[Html]:
    """Whom to call for a child that is very ill."""
    ambulance = number("ambulance", around, now, _)
    if ambulance is None:
        return [_("If your child is very ill, go to a hospital at once.")]
    return [_("If your child is very ill, call {number} at once.", number=ambulance)]
