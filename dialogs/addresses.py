"""Callback addresses: what a button means, packed into it, so that last year's button still works after a restart or an upgrade.

Prefixes and field orders are a contract with every message ever sent: add a new one, never change an old one. Ids prove nothing; every
handler checks that they belong to the caller.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

#: A row's id as both databases take it; anything else was forged and leads home.
Id = Annotated[int, Field(ge=0, le=2**31 - 1)]
#: A dose's name or a combination's code; short enough that it fits again into every address made from it.
DoseName = Annotated[str, Field(max_length=20, pattern=r"^[A-Za-z0-9/_-]*$")]


class Go(CallbackData, prefix="go"):
    """Show a screen that needs nothing more: home, help, settings …"""

    to: str


class Speak(CallbackData, prefix="lang"):
    """Speak this language from now on."""

    code: str


class Agree(CallbackData, prefix="agree"):
    """Yes or no to the consent of this kind, in the version that was read."""

    kind: str
    version: str
    yes: bool


class ChildDo(CallbackData, prefix="child"):
    """Something about one child: card, edit, rename, born, sex, district, remove …"""

    do: str
    child: Id


class ChildIs(CallbackData, prefix="is"):
    """A fact about a child by one tap: what = sex or district. Child 0 is the one being entered."""

    child: Id
    what: str
    value: str


class Shot(CallbackData, prefix="shot"):
    """Something about a dose of a child: ask, today, day, product … `dose` is like "MMR-1"."""

    do: str
    child: Id
    dose: DoseName


class Line(CallbackData, prefix="line"):
    """Something about a recorded line of the booklet: look, day, strike."""

    do: str
    child: Id
    row: Id


class Remind(CallbackData, prefix="rem"):
    """An answer to a reminder: done, later, another_day, cant, where. Child 0 and dose "" mean everything that is due now."""

    do: str
    child: Id = 0
    dose: DoseName = ""


class Chosen(CallbackData, prefix="when"):
    """*Later* or *Can't* made precise: `what` is later or cant, `value` the day or the reason."""

    what: str
    child: Id
    dose: DoseName
    value: str


class Prefer(CallbackData, prefix="pref"):
    """A guardian's wish: what = hours, rest, or notes (on, off)."""

    what: str
    value: str


class Keep(CallbackData, prefix="keep"):
    """What is kept of a family: see, html, json, withdraw, delete, leave, and the second tap that confirms.

    `withdraw_mine` and `delete_mine` confirm the same where another guardian keeps the children: what a person said yes to is what
    they were told.
    """

    do: str
    sure: bool = False


class Near(CallbackData, prefix="near"):
    """A landmark picked instead of sharing a location."""

    landmark: str


class Lives(CallbackData, prefix="lives"):
    """The district a person named who keeps no child here."""

    district: str


class ShotOn(CallbackData, prefix="shoton"):
    """This dose was given on this day (ISO), confirmed by a tap after an unclear date."""

    child: Id
    dose: DoseName
    day: str


class ShotsOn(CallbackData, prefix="shotson"):
    """This vaccine was given on these days (six digits each: 260305), typed before it was clear which vaccine it was."""

    child: Id
    dose: DoseName
    days: Annotated[str, Field(pattern=r"^([0-9]{6}){1,5}$")]


class LineOn(CallbackData, prefix="lineon"):
    """This line of the booklet belongs to this day (ISO)."""

    child: Id
    row: Id
    day: str


class Join(CallbackData, prefix="join"):
    """Yes to leaving one's own family for the one behind this link; `alone`: the person was told that its calendar goes."""

    secret: str
    alone: bool


class TakeBack(CallbackData, prefix="back"):
    """Take back what one tap wrote down: child 0 is the whole family, `at` the moment in Unix seconds."""

    child: Id
    at: Annotated[int, Field(ge=0, le=2**40)]


class ToCalendar(CallbackData, prefix="ics"):
    """A file for the phone's own calendar: child 0 is every child, and no `day` (ISO) every day."""

    child: Id
    day: Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")] = ""


#: A visit's id in the check-up book.
VisitId = Annotated[str, Field(max_length=15, pattern=r"^[a-z0-9_]+$")]


class Checkup(CallbackData, prefix="visit"):
    """Something about one visit of a child: look, today, day, strike; enter asks for the first day at nursery or kindergarten."""

    do: str
    child: Id
    visit: VisitId


class CheckupOn(CallbackData, prefix="visiton"):
    """This visit was done on this day (ISO), confirmed by a tap after an unclear date."""

    child: Id
    visit: VisitId
    day: str


class EntersOn(CallbackData, prefix="enters"):
    """The child's first day at nursery or kindergarten (ISO); "-" when it is not known."""

    child: Id
    day: str


class LineIs(CallbackData, prefix="lineis"):
    """This line of the booklet was another product: the code of a vaccine, a combination or a product."""

    child: Id
    row: Id
    code: DoseName


class Paid(CallbackData, prefix="paid"):
    """One self-paid vaccine of the list, for this child."""

    child: Id
    vaccine: DoseName


class Doctor(CallbackData, prefix="doc"):
    """Telling what a doctor said: who (asked first), which (vaccine), what (day, or whether to write it down), ask (nobody said it).

    `vaccine` "" means every vaccine.
    """

    do: str
    child: Id
    kind: str
    vaccine: DoseName = ""


class DoctorOn(CallbackData, prefix="docon"):
    """What a doctor said, whole: do = sure (asked back) or told (written down); `day` ISO, or "" where the kind has none."""

    do: str
    child: Id
    kind: str
    vaccine: DoseName
    day: str


class Said(CallbackData, prefix="said"):
    """Something about a doctor's word that was written down: look, day, end, back."""

    do: str
    child: Id
    row: Id


class SaidOn(CallbackData, prefix="saidon"):
    """This word of a doctor means this day (ISO)."""

    child: Id
    row: Id
    day: str


class Topic(CallbackData, prefix="topic"):
    """A question for the clinic by its topic: look, write. `vaccine` where it is about one."""

    do: str
    child: Id
    topic: str
    vaccine: DoseName = ""


class Question(CallbackData, prefix="q"):
    """A question that was written down: look, asked, again."""

    do: str
    child: Id
    row: Id


class Grown(CallbackData, prefix="grown"):
    """Something about a measurement that is written down: look, fix, strike, back (take back what one tap wrote)."""

    do: str
    child: Id
    row: Id


class Grew(CallbackData, prefix="grew"):
    """These values (grams, millimetres, 0 for none) were measured on this day (ISO; "" asks for it). `row` is the line they correct, 0 for none.

    `how`: 1 lying, 2 standing, 0 not said. `sure`: the person was asked whether they are right.
    """

    child: Id
    row: Id
    weight: Annotated[int, Field(ge=0, le=200_000)]
    length: Annotated[int, Field(ge=0, le=2_200)]
    head: Annotated[int, Field(ge=0, le=700)]
    how: Annotated[int, Field(ge=0, le=2)]
    sure: bool
    day: Annotated[str, Field(max_length=10)]


class Curve(CallbackData, prefix="curve"):
    """The growth curve of this kind: weight, length or head."""

    child: Id
    kind: str
