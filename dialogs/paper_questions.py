"""The few questions of the papers guide, each with its buttons; the class and year are said at once."""

from __future__ import annotations

from datetime import date

from dialogs.home import age, to_home
from dialogs.paper_case import Case
from dialogs.paper_words import head
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.enrolment.answers import UNKNOWN_DAY, Answers
from rules.enrolment.decision import STAGES
from rules.enrolment.questions import Question, next_question, wishes

#: An answer and how its button reads.
Options = list[tuple[Html, Answers]]


def open_question(case: Case, around: Surroundings, today: date) -> Question | None:
    """The question that has no answer yet."""
    return next_question(around.knowledge.enrolment, case.born, today, case.answers)


def ask(question: Question, case: Case, _: Words, around: Surroundings, today: date) -> Screen:
    """The question below what is known already."""
    known = head(case, case.look(around, today), _, around)
    if question == "wish":
        # what it is about is not known yet: the class of next autumn would only confuse
        known = [_("📄 <b>{name}</b>, {age}", name=case.title(_), age=age(case.born, today, _))]
    lines = [*known, Html(""), *_asked(question, case, _)]
    choices = [
        Choice(label, case.to("ask", said)) for label, said in _options(question, case, _, around, today)
    ]
    if question == "wish" and _is_school(case, around, today):
        choices.append(Choice(_("All is well, my child goes to school"), case.to("guides")))
    # the list is there once nothing is open: before, its button would only ask the same again
    listed = open_question(case, around, today) is None
    ways = [case.back(_) if listed else None, to_home(_)]
    placeholder = today.isoformat() if question in ("registered", "since") else None
    return Screen(join(lines), (*rows(*choices), *rows(*ways, width=2)), placeholder=placeholder)


def _asked(question: Question, case: Case, _: Words) -> list[Html]:
    """Each question in one short sentence; a second one only where the first could be misread."""
    who = case.who(_)
    with_others = case.answers.home in ("grandparents", "relative")
    one = _("The permit of the adult the child lives with.")
    asked: dict[Question, list[Html]] = {
        "wish": [_("What is it about for {name}?", name=who)],
        "away": [_("Has {name} been out of kindergarten for three months or longer?", name=who)],
        "home": [_("Who does {name} live with here?", name=who)],
        "permit": [
            _("Do you have a residence permit (居住证) of the district you live in now?"),
            one if with_others else _("One parent's permit is enough. It was once called 暂住证."),
        ],
        "registered": [
            _("On which day did you register your residence? It stands on the receipt."),
            _("Type the day, or tap."),
        ],
        "since": [
            _("Since which day do you have the permit? It stands on the card."),
            _("Type the day, or tap."),
        ],
        "work": [_("What work do you do? One parent's is enough.")],
        "housing": [_("How do you live here? The police ask for a paper about it.")],
        "book": [_("Does {name} stand in the same household register (户口簿) as you?", name=who)],
    }
    return asked[question]


def _options(question: Question, case: Case, _: Words, around: Surroundings, today: date) -> Options:
    """The answers there are, as their buttons read."""
    if question == "wish":
        return _wishes(case, _, around, today)
    return _tables(_)[question]


def answer_words(_: Words) -> dict[str, dict[str, Html]]:
    """What the answers with several buttons read: by field of `Answers`, then by the value that is kept."""
    return {
        field: {getattr(said, field): word for word, said in _tables(_)[field]}
        for field in ("home", "permit", "housing", "work")
    }


def _tables(_: Words) -> dict[str, Options]:
    return {**_of_the_child(_), **_of_the_permit(_), **_of_the_home(_)}


def _of_the_child(_: Words) -> dict[str, Options]:
    return {
        "away": [
            (_("Yes, three months or longer"), Answers(long_away=True)),
            (_("No, shorter"), Answers(long_away=False)),
        ],
        "home": [
            (_("With both parents"), Answers(home="both")),
            (_("With one parent, divorced"), Answers(home="divorced")),
            (_("With one parent, not married"), Answers(home="single")),
            (_("With one parent, the other has died"), Answers(home="widowed")),
            (_("With grandparents, the parents are elsewhere"), Answers(home="grandparents")),
            (_("With other relatives"), Answers(home="relative")),
        ],
        "book": [
            (_("Yes, the same"), Answers(same_book=True)),
            (_("No, another one"), Answers(same_book=False)),
        ],
    }


def _of_the_permit(_: Words) -> dict[str, Options]:
    return {
        "permit": [
            (_("Yes, of this district"), Answers(permit="here")),
            (_("Of another district, or it has expired"), Answers(permit="elsewhere")),
            (_("Not yet, but we are registered"), Answers(permit="registered")),
            (_("No, and not registered either"), Answers(permit="none")),
            (_("I am not sure"), Answers(permit="unknown")),
        ],
        "registered": [(_("I cannot find the day"), Answers(registered_on=UNKNOWN_DAY))],
        "since": [(_("I cannot find the day"), Answers(permit_since=UNKNOWN_DAY))],
    }


def _of_the_home(_: Words) -> dict[str, Options]:
    return {
        "work": [
            (_("Employed: a company or a site pays me"), Answers(work="employed")),
            (_("My own shop or business"), Answers(work="self_employed")),
            (_("Day jobs, deliveries, other work"), Answers(work="flexible")),
        ],
        "housing": [
            (_("We rent"), Answers(housing="rent")),
            (_("Staff dormitory or site hut"), Answers(housing="dorm")),
            (_("With relatives or friends"), Answers(housing="relatives")),
            (_("Our own flat"), Answers(housing="own")),
        ],
    }


def _is_school(case: Case, around: Surroundings, today: date) -> bool:
    """Whether a child of this age should be at school already."""
    stage = case.look(around, today).decision.stage
    return stage not in STAGES or STAGES.index(stage) > STAGES.index("primary_1")


def _wishes(case: Case, _: Words, around: Surroundings, today: date) -> Options:
    """What can be wanted at this age, in the words of that age."""
    decision = case.look(around, today).decision
    stage, year = decision.stage, decision.entry_year
    school = _is_school(case, around, today)
    begins = {
        "primary_1": _("Primary school from autumn {year} on", year=year),
        "junior_1": _("Junior school (七年级) from autumn {year} on", year=year),
        "senior_1": _("Senior or vocational school from autumn {year} on", year=year),
    }
    new = begins.get(stage, _("Kindergarten from autumn {year} on", year=year))
    now = _("Has no school now and needs a place") if school else _("Needs a kindergarten place now")
    change = _("Changes to another school") if school else _("Changes to another kindergarten")
    labels = {
        "new_entry": new,
        "join_now": now,
        "transfer": change,
        "defer": _("Put primary school off for a year, for health"),
        "never": _("Was never at school"),
    }
    return [
        (labels[wish], Answers(wish=wish)) for wish in wishes(around.knowledge.enrolment, case.born, today)
    ]
