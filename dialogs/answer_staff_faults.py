"""What keeps an answer from being published, in the reader's words: each fault, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from dialogs.answer_staff_words import cut, field_name
from dialogs.near_words import language_in
from dialogs.seats import Seat
from dialogs.words import Html, Words
from rules.answers.answer import (
    PHRASE_MOST,
    PHRASES_MOST,
    SOURCE_MOST,
    TEXT_MOST,
    TITLE_MOST,
    WAYS_MOST,
    Answer,
)
from rules.answers.checks import Fault
from rules.units import units

#: Faults that are named in one message; more are mended step by step.
SHOWN = 8
#: UTF-16 units of each text.
MOST = {
    "title": TITLE_MOST,
    "text": TEXT_MOST,
    "source": SOURCE_MOST,
    "asked": PHRASE_MOST,
    "label": TITLE_MOST,
}


def fault_lines(found: Collection[Fault], answer: Answer, seat: Seat) -> list[Html]:
    """Each with its cure; a line each."""
    _ = seat.words
    lines = [
        _("• {field}: {problem}", field=_where(one, _), problem=_said(one, answer, _))
        for one in list(found)[:SHOWN]
    ]
    return [*lines, _("and {n} more", n=len(found) - SHOWN)] if len(found) > SHOWN else lines


def fault_label(fault: Fault, _: Words) -> Html:
    """For the button that leads to the place."""
    return Html("🔧 ") + _where(fault, _)


def _where(fault: Fault, _: Words) -> Html:
    name, _dot, rest = fault.field.partition(".")
    if name == "ways" and rest:
        return _("Way {n}", n=rest)
    if not rest:
        return field_name(name, _)
    return _("{value}: {language}", value=field_name(name, _), language=language_in(rest, _))


def _said(fault: Fault, answer: Answer, _: Words) -> Html:
    name, _dot, rest = fault.field.partition(".")
    if fault.code == "long":
        text, most = _long(name, rest, answer)
        return _("{n} characters, {most} fit. Make it shorter.", n=units(text), most=most)
    if fault.code == "many":
        most = WAYS_MOST if name == "ways" else PHRASES_MOST
        return _("There are too many, {most} fit. Take some out.", most=most)
    if fault.code == "target":
        return _("It leads to what is not there. Take it out, or choose another one.")
    known: dict[str, Callable[[], Html]] = {
        "key": lambda: _("The short name does not fit. Begin a new answer."),
        "missing": lambda: _("It is missing in Chinese. Write it."),
        "markup": lambda: _("A * has no second one. Put a * before and behind what is bold."),
        "tags": lambda: _("Parents would see HTML as it stands. Take it out; bold is *so*."),
        "source": lambda: _("Write where it is from, in Chinese, and when it was checked."),
        "phrase": lambda: _("A phrase is too long, {most} characters fit. Take it out.", most=PHRASE_MOST),
        "link": lambda: _("That is no whole https address. Take it out and add it again."),
        "label": lambda: _(
            "The web page needs words on its button, in Chinese. Take it out and add it again."
        ),
        "loop": lambda: _(
            "It asks back, and every choice leads round in a circle. Add a way that ends somewhere."
        ),
        "dead_end": lambda: _("It asks back and offers no choice. Add the choices."),
        "picture": lambda: _("The picture is not there any more. Take it out."),
    }
    said = known.get(fault.code)
    return said() if said is not None else _("{text}", text=cut(f"{fault.problem}: {fault.cure}", 200))


def _long(name: str, rest: str, answer: Answer) -> tuple[str, int]:
    """The text that is too long, and how much fits."""
    if name == "ways":
        way = answer.ways[int(rest) - 1]
        return max(way.labels.values(), key=units, default=""), TITLE_MOST
    texts = {"title": answer.titles, "text": answer.texts, "source": answer.source}
    return texts.get(name, {}).get(rest, ""), MOST.get(name, TEXT_MOST)
