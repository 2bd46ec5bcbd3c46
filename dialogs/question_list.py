"""The questions for the clinic as they are read out, and what is known about them: information only, the doctor decides."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from actions import questions as actions
from db import vaccines
from db.children import Child
from db.questions import ClinicQuestion
from dialogs.addresses import ChildDo, Question
from dialogs.children import to_card
from dialogs.home import name, to_home
from dialogs.record_words import about
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.uncounted_doses import uncounted_lines
from dialogs.vaccine_words import line_name
from dialogs.words import Html, Words, join
from rules.knowledge import ClinicTopic

#: Lines of the booklet shown with a question: the booklet itself goes along.
MOST_LINES = 6


def to_list(child: Child, _: Words) -> Choice:
    return Choice(_("❓ All questions"), ChildDo(do="questions", child=child.id or 0).pack())


def listed(session: Session, child: Child, _: Words, around: Surroundings, now: datetime) -> Screen:
    """What to ask at the next visit, whole, so that it can be read out; one button each to look at it or tick it off."""
    number = child.id or 0
    found = actions.questions_of(session, child)
    add = Choice(_("➕ Another question"), ChildDo(do="ask_clinic", child=number).pack())
    if not found:
        first = Choice(_("➕ A question"), ChildDo(do="ask_clinic", child=number).pack())
        text = join(
            [
                _("❓ <b>{name}: questions for the clinic</b>", name=name(child, _)),
                _("Nothing is noted yet. What do you want to ask the doctor?"),
            ]
        )
        return Screen(text, rows(first, to_card(child, _), to_home(_)))
    said = [_("❓ <b>{name}: questions for the clinic</b>", name=name(child, _))]
    for at, one in enumerate(found, 1):
        said += [Html(f"{at}. ") + spoken(one, _, around), *details(session, child, one, _, around, now)]
    said += [Html(""), _("Read them out, or show this. The doctor decides.")]
    buttons = [
        Choice(
            Html(f"{at}. ") + _title(one, _, around),
            Question(do="look", child=number, row=one.id or 0).pack(),
        )
        for at, one in enumerate(found, 1)
    ]
    return Screen(join(said), (*rows(*buttons), *rows(add, to_card(child, _), to_home(_), width=3)))


def spoken(question: ClinicQuestion, _: Words, around: Surroundings) -> Html:
    """The question as it is said at the clinic."""
    if question.words:
        return Html("") + question.words
    topic = around.knowledge.clinic_topics.get(question.topic)
    asked = _.fact(topic.ask) if topic else Html("") + question.topic
    if not question.vaccine:
        return asked
    return _("{vaccine}: {question}", vaccine=about(around.knowledge, question.vaccine, _), question=asked)


def _title(question: ClinicQuestion, _: Words, around: Surroundings) -> Html:
    topic = around.knowledge.clinic_topics.get(question.topic)
    return _.fact(topic.title) if topic else Html("") + question.topic


def details(
    session: Session, child: Child, question: ClinicQuestion, _: Words, around: Surroundings, now: datetime
) -> list[Html]:
    """The lines of the booklet a question is about."""
    if question.topic == "elsewhere":
        record = vaccines.record(session, [child.id or 0])[child.id or 0]
        lines = [line for line in record if line.elsewhere]
    elif question.topic == "not_counted":
        judged = uncounted_lines(session, child, around, now)
        lines = [line for line, _wrong in judged if question.vaccine in ("", line.vaccine)]
    else:
        return []
    return [
        Html("   ")
        + _(
            "{vaccine}, {day}",
            vaccine=line_name(around.knowledge, line.vaccine, line.product, _),
            day=line.given_on,
        )
        for line in lines[:MOST_LINES]
    ]


def known(topic: ClinicTopic, _: Words, around: Surroundings, now: datetime) -> list[Html]:
    """What the rule book says at most, as information; and that the doctor decides."""
    book = around.knowledge.book
    rules = [book.rules[rule] for rule in topic.rules if rule in book.rules]
    told = [_.fact(rule.text) for rule in rules]
    if topic.text and topic.fact.holds(around.today(now)):
        told.insert(0, _.fact(topic.text))
    lines = [_("For your information: {text}", text=one) for one in told[:1]] + told[1:]
    if told and not (topic.fact.sure and all(rule.confidence == "confirmed" for rule in rules)):
        lines.append(_("(Not fully confirmed: please ask your clinic.)"))
    return [*lines, _("The doctor decides.")]
