"""The questions about a doctor's word: which day, and whether it is written down; and how it is said that it was."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from aiogram.fsm.state import State, StatesGroup

from db.children import Child
from db.doctor import DoctorWord
from dialogs.addresses import ChildDo, Doctor, DoctorOn, Said
from dialogs.children import to_card
from dialogs.home import name, to_home
from dialogs.question_list import to_list
from dialogs.record_words import about, said, to_doctor
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.birthdays import Certain, read_dose_date
from rules.birthdays.readings import shift_months
from rules.coming_days import read_coming_day
from rules.vaccines import Word
from rules.vaccines.doctor import KINDS, Kind

#: Days ahead to which a dose can be put off: two years.
PUT_OFF_MOST = 731
#: Months ahead that are offered by one tap.
MONTHS = (1, 3, 6)


class DoctorSaid(StatesGroup):
    """What we wait for; child, kind, vaccine and the word that is corrected are in the state's data. The names are stored with the chat: keep them."""

    vaccine = State(state="vaccine", group_name="doctor")
    day = State(state="day", group_name="doctor")


def kind_of(written: str) -> Kind | None:
    """The kind in an address; nothing when it was forged."""
    return next((one for one in KINDS if one == written), None)


def labels(_: Words) -> dict[Kind, Html]:
    """What a doctor can have said, as it stands on the buttons."""
    return {
        "put_off": _("Put off until a day"),
        "must_not": _("My child must not have it"),
        "immunoglobulin": _("Got immunoglobulin or blood"),
    }


def day_question(
    child: Child, kind: Kind, vaccine: str, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """By one tap, or typed."""
    back = rows(Choice(_("Back"), ChildDo(do="doctor", child=child.id or 0).pack()), to_home(_), width=2)
    today = around.today(now)

    def on(label: Html, day: date) -> Choice:
        address = DoctorOn(do="sure", child=child.id or 0, kind=kind, vaccine=vaccine, day=day.isoformat())
        return Choice(label, address.pack())

    if kind == "immunoglobulin":
        days = [on(_("Today"), today), on(_("Yesterday"), max(today - timedelta(days=1), child.born))]
        text = join([_("On which day was it given?"), _("Tap, or type the date, as you like.")])
        return Screen(text, (*rows(*days, width=2), *back), placeholder="2026-03-05")
    days = []
    for months in MONTHS:
        day = shift_months(today, months)
        ahead = _.ngettext("In {n} month", "In {n} months", months, n=months)
        days.append(on(ahead + Html(f" · {_.day(day)}"), day))
    example = days_ahead(today).isoformat()
    text = join(
        [
            _(
                "{vaccine}: until which day did the doctor put it off?",
                vaccine=about(around.knowledge, vaccine, _),
            ),
            _("Tap, or type it, for example: in 2 months, {date}.", date=example),
        ]
    )
    return Screen(text, (*rows(*days), *back), placeholder=example)


def days_ahead(today: date) -> date:
    """A day for the example, far enough ahead to be no answer."""
    return today + timedelta(days=75)


def sure(child: Child, word: Word, _: Words, around: Surroundings) -> Screen:
    """What was understood, asked back before it is written down."""
    number, day = child.id or 0, word.day.isoformat() if word.day else ""
    yes = DoctorOn(do="told", child=number, kind=word.kind, vaccine=word.vaccine, day=day).pack()
    again = Doctor(do="which" if not word.day else "what", child=number, kind=word.kind, vaccine=word.vaccine)
    follows = {
        "put_off": _("Before that day I will not remind you of it."),
        "must_not": _("I will not remind you of it any more, until you tell me otherwise."),
        "immunoglobulin": _.fact(around.knowledge.book.rules["G9"].text),
    }
    text = join(
        [
            _("Shall I write this down for {name}?", name=name(child, _)),
            Html("<b>") + said(around.knowledge, word, _) + Html("</b>"),
            follows[word.kind],
        ]
    )
    wrong = _("✏️ Another day") if word.day else _("✏️ Another vaccine")
    return Screen(
        text,
        (
            *rows(Choice(_("✅ Yes, the doctor said so"), yes), Choice(wrong, again.pack())),
            *rows(Choice(_("Back"), ChildDo(do="doctor", child=number).pack()), to_home(_), width=2),
        ),
    )


def day_of(kind: Kind, text: str, child: Child, around: Surroundings, now: datetime) -> date | None:
    """The day of a word as it is typed or stands in an address: to come for `put_off`, past for `immunoglobulin`; none for `must_not`."""
    if kind == "must_not":
        return None
    today = around.today(now)
    reading = (
        read_coming_day(text, today, PUT_OFF_MOST)
        if kind == "put_off"
        else read_dose_date(text, child.born, today)
    )
    return reading.day if isinstance(reading, Certain) else None


def written(child: Child, made: DoctorWord, _: Words, around: Surroundings) -> Screen:
    """What stands now, and how it is taken back."""
    number = child.id or 0
    back = Choice(_("↩️ Take this back"), Said(do="back", child=number, row=made.id or 0).pack())
    more = to_doctor(child, _)
    text = join([_("✅ Written down: {word}.", word=said(around.knowledge, made, _)), *ask_again(made, _)])
    return Screen(text, rows(back, more, to_list(child, _), to_card(child, _), to_home(_), width=2))


def ask_again(word: DoctorWord, _: Words) -> list[Html]:
    """What was put off or forbidden is asked about at each visit (DW2); a day in the past is not."""
    return [] if word.kind == "immunoglobulin" else [_("Ask at each visit whether that still holds.")]
