"""What keeps a notice from leaving, in the reader's words: each fault, what to do about it, and the way there by one tap."""

from __future__ import annotations

from collections.abc import Callable, Collection

from actions.notice_sending import faults_of as found_faults
from dialogs.answer_staff_words import cut
from dialogs.draft_asking import too_long
from dialogs.near_words import language_in
from dialogs.notice_addresses import NoticeWords
from dialogs.notice_staff_words import field_name, one
from dialogs.screens import Choice
from dialogs.seats import Seat
from dialogs.words import Html, Words
from rules.answers.checks import Fault
from rules.answers.markup import has_tags
from rules.birthdays import looks_like_id_number
from rules.notices import LABEL_MOST, OPTIONS_MOST, TEXT_MOST, WAYS_MOST, WHY_MOST, Notice
from rules.units import units

#: Faults that are named in one message; more are mended step by step.
SHOWN = 6
#: Where each part is mended, by its name in `rules.notices.to_plain`.
_AT = {
    "audience": "who",
    "at": "when",
    "repeats": "when",
    "options": "poll",
    "ways": "ways",
    "file": "file",
    "place": "ways",
    "activity": "look",
    "urgent": "urgent",
    "why": "urgent",
}


def faults_of(notice: Notice, seat: Seat) -> list[Fault]:
    """Everything that keeps it from leaving, so far."""
    return found_faults(seat.desk, notice)


def most_of(field: str) -> int:
    """UTF-16 units of this part."""
    return {"text": TEXT_MOST, "why": WHY_MOST}.get(field, LABEL_MOST)


def wrong_words(field: str, text: str, _: Words) -> Html | None:
    """Why this cannot be written at all; what only keeps it from leaving is told beside the draft."""
    if looks_like_id_number(text):
        return _("That looks like an ID number. I do not read or keep those: please delete that message.")
    if not text:
        return _("I find no words in that. Please type it.")
    if field != "text" and has_tags(text):
        return html_code(_)
    return too_long(text, most_of(field), _) if units(text) > most_of(field) else None


def html_code(_: Words) -> Html:
    """On a button nothing can be bold."""
    return _("That is HTML code: families would see it as it stands. Type it without.")


def fault_lines(found: Collection[Fault], seat: Seat) -> list[Html]:
    """Each with its cure; a line each."""
    _ = seat.words
    lines = [
        _("• {field}: {problem}", field=_where(fault, _), problem=_said(fault, _))
        for fault in [*found][:SHOWN]
    ]
    return [*lines, _("and {n} more", n=len(found) - SHOWN)] if len(found) > SHOWN else lines


def fault_choices(found: Collection[Fault], number: int, _: Words) -> list[Choice]:
    """A button to where each is mended, once for each place."""
    places: dict[str, Html] = {}
    for fault in found:
        places.setdefault(_address(fault, number), Html("🔧 ") + _where(fault, _))
    return [Choice(label, address) for address, label in places.items()][:SHOWN]


def _parts(fault: Fault) -> tuple[str, str, str]:
    name, _dot, rest = fault.field.partition(".")
    at, _dot, language = rest.partition(".")
    return name, at, language


def _address(fault: Fault, number: int) -> str:
    name, at, language = _parts(fault)
    if name in ("text", "why") and at:
        return NoticeWords(notice=number, field=name, language=at).pack()
    if name == "options" and language:
        return NoticeWords(notice=number, field=f"opt{at}", language=language).pack()
    return one(_AT.get(name, "look"), number)


def _where(fault: Fault, _: Words) -> Html:
    name, at, language = _parts(fault)
    if name == "ways" and at:
        return _("Button {n}", n=at)
    if name == "options" and at:
        choice = _("Choice {n}", n=at)
        return (
            _("{value}: {language}", value=choice, language=language_in(language, _)) if language else choice
        )
    if name in ("text", "why") and at:
        return _("{value}: {language}", value=field_name(name, _), language=language_in(at, _))
    names = {"audience": "who", "at": "when", "repeats": "when", "options": "poll", "activity": "text"}
    return field_name(names.get(name, name), _)


def _said(fault: Fault, _: Words) -> Html:
    if fault.code == "long":
        return _("It is too long. Make it shorter.")
    if fault.code == "many":
        most = WAYS_MOST if fault.field == "ways" else OPTIONS_MOST
        return _("There are too many, {most} fit. Take some out.", most=most)
    known: dict[str, Callable[[], Html]] = {
        "missing": lambda: _("It is missing in Chinese. Write it."),
        "markup": lambda: _("A * has no second one. Put a * before and behind what is bold."),
        "tags": lambda: _("Families would see HTML as it stands. Take it out; bold is *so*."),
        "link": lambda: _("That is no whole https address. Take it out and add it again."),
        "label": lambda: _(
            "The web page needs words on its button, in Chinese. Take it out and add it again."
        ),
        "target": lambda: _("It is not there any more. Take it out, or choose another one."),
        "one_option": lambda: _("A poll needs two choices or more. Add one, or take this one out."),
        "twice": lambda: _("The same choice stands there twice. Change one."),
        "no_time": lambda: _("It repeats, but has no first time. Choose one."),
        "past": lambda: _("That time is over. Choose a later one, or: as soon as you send it."),
        "far": lambda: _("That is more than a year ahead. Choose an earlier time."),
        "urgent_repeats": lambda: _("What is urgent does not repeat. Send it once, or make it a usual one."),
        "ages": lambda: _("The ages are the wrong way round. Choose them again."),
        "few": lambda: _("Fewer than five families asked for that there. Choose more."),
        "fine": lambda: _(
            "Beside what families asked for, choose only districts and the ages on the buttons: nobody shall be found out."
        ),
        "over": lambda: _("What it invites to has begun by then. Choose an earlier time, or put it away."),
        "moved": lambda: _(
            "Time or place of the activity has changed since. Put this one away, and write a new invitation there."
        ),
        "once": lambda: _("What it invites to has begun before it leaves again. Send it once."),
        "same": lambda: _("It says the same as before: change it first."),
        "nobody": lambda: _("Nobody would get it. Choose more districts, ages or languages."),
    }
    said = known.get(fault.code)
    return said() if said is not None else _("{text}", text=cut(f"{fault.problem}: {fault.cure}", 200))
