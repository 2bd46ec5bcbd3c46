"""How what stands beside the doses is said: a doctor's words, doses given elsewhere, questions for the clinic. For card and booklet."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from actions.desk import Desk
from actions.questions import questions_of, still_lost
from db import doctor
from db.children import Child
from db.doctor import DoctorWord
from db.vaccines import Dose
from dialogs.addresses import ChildDo
from dialogs.screens import Choice
from dialogs.vaccine_words import vaccine_name
from dialogs.words import Html, Words
from rules.knowledge import Knowledge
from rules.vaccines import Word

#: Words of a doctor named on the card.
ON_THE_CARD = 5


def enter_it_here(_: Words) -> Html:
    """What follows from a dose given elsewhere."""
    return _(
        "↗ Given elsewhere. Take the booklet along next time: the clinic here enters it, so that it is not given twice."
    )


def about(knowledge: Knowledge, vaccine: str, _: Words) -> Html:
    """Which vaccine a doctor's word is about."""
    return vaccine_name(knowledge, vaccine, _) if vaccine else _("All vaccines")


def said(knowledge: Knowledge, word: DoctorWord | Word, _: Words) -> Html:
    """One doctor's word in one line."""
    what = about(knowledge, word.vaccine, _)
    if word.kind == "put_off" and word.day is not None:
        return _("{vaccine}: not before {day}", vaccine=what, day=word.day)
    if word.kind == "immunoglobulin" and word.day is not None:
        return _("Immunoglobulin or blood on {day}", day=word.day)
    return _("{vaccine}: must not be given", vaccine=what)


def doctor_lines(session: Session, knowledge: Knowledge, child: Child, today: date, _: Words) -> list[Html]:
    """For the card: what a doctor put off or forbade (DW1, DW2), and that this is asked again."""
    words = [
        one
        for one in doctor.standing(session, child.id or 0)
        if one.kind == "must_not" or (one.kind == "put_off" and one.day is not None and one.day > today)
    ]
    if not words:
        return []
    lines = [
        _("👩‍⚕️ {word} (the doctor said so)", word=said(knowledge, one, _)) for one in words[:ON_THE_CARD]
    ]
    if len(words) > ON_THE_CARD:
        lines.append(_("… and more: see “The doctor said”."))
    return [*lines, _("Ask at each visit whether that still holds.")]


def doubt_about(desk: Desk, child: Child, line: Dose, _: Words) -> list[Html]:
    """A dose was told that a doctor had put off or forbidden: both stand, and the family is asked to look."""
    parts = {line.vaccine, *(_parts(desk.knowledge, line.vaccine))}
    for word in doctor.standing(desk.session, child.id or 0):
        early = word.kind == "put_off" and word.day is not None and line.given_on < word.day
        late_enough = line.given_on >= word.told_at.astimezone(desk.zone).date()
        if late_enough and (early or word.kind == "must_not") and word.vaccine in ("", *parts):
            told = said(desk.knowledge, word, _)
            return [
                _("👩‍⚕️ You told me a doctor said: {word}.", word=told),
                _("Does that still hold? Please look under “The doctor said”."),
            ]
    return []


def _parts(knowledge: Knowledge, code: str) -> tuple[str, ...]:
    combination = knowledge.book.combinations.get(code)
    return combination.parts if combination is not None else ()


def to_doctor(child: Child, _: Words) -> Choice:
    return Choice(_("👩‍⚕️ The doctor said …"), ChildDo(do="doctor", child=child.id or 0).pack())


def to_uncounted(child: Child, _: Words) -> Choice:
    return Choice(_("⚠️ What may not count"), ChildDo(do="uncounted", child=child.id or 0).pack())


def to_questions(session: Session, child: Child, _: Words) -> Choice:
    """The list, with how many there are; without any the way to the first one."""
    number = len(questions_of(session, child))
    label = _("❓ Ask the clinic")
    if number:
        label = _.ngettext(
            "❓ {n} question for the clinic", "❓ {n} questions for the clinic", number, n=number
        )
    return Choice(label, ChildDo(do="questions", child=child.id or 0).pack())


def to_lost(session: Session, child: Child, _: Words) -> Choice | None:
    """The next step, as long as the booklet is lost and nobody has looked the record up."""
    if not still_lost(session, child):
        return None
    return Choice(_("The booklet is lost: what next"), ChildDo(do="lost", child=child.id or 0).pack())


def more(older: int, _: Words) -> list[Html]:
    """Said below a list that shows only its newest lines."""
    return [_.ngettext("… and {n} older one.", "… and {n} older ones.", older, n=older)] if older > 0 else []
