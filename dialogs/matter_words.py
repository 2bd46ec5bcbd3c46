"""How the things a family is asked to do are said together: doses and visits, in one order, one trip where they meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.children import Child
from dialogs import vaccine_words
from dialogs.checkup_words import title_of_name
from dialogs.school_words import deadline_of_name, deadline_title
from dialogs.words import Html, Words
from rules.checkups import Visit
from rules.enrolment.deadlines import Deadline
from rules.knowledge import Knowledge
from rules.matters import Thing
from rules.vaccines import Forecast, Next


def in_order(things: Iterable[Thing]) -> list[Thing]:
    """Doses in their order, then visits by the day they open, then the days of the papers."""
    every = list(things)
    doses = Forecast(tuple(one for one in every if isinstance(one, Next)), ())
    visits = sorted((one for one in every if isinstance(one, Visit)), key=lambda one: one.opens)
    days = sorted((one for one in every if isinstance(one, Deadline)), key=lambda one: one.opens)
    return [*vaccine_words.open_rows(doses), *visits, *days]


def title(knowledge: Knowledge, thing: Thing, _: Words) -> Html:
    """ "MMR, dose 1", "Check-up at 6 months"."""
    if isinstance(thing, Visit):
        return _.fact(thing.name)
    if isinstance(thing, Deadline):
        return deadline_title(knowledge, thing.what, thing.paper, _)
    return vaccine_words.dose_title(knowledge, thing.vaccine, thing.dose, _)


def title_of(knowledge: Knowledge, name: str, _: Words) -> Html:
    """The same for a name in keys and addresses; the name itself when nothing is called so any more."""
    return (
        title_of_name(knowledge.checkups, name, _)
        or deadline_of_name(knowledge, name, _)
        or vaccine_words.title_of(knowledge, name, _)
    )


def one_trip(items: Sequence[tuple[Child, Thing]], _: Words) -> list[Html]:
    """Said where a vaccination and a check-up of one child can be done on one way: the check-up goes first."""
    doses = [(child.id, thing) for child, thing in items if isinstance(thing, Next)]
    for child, visit in items:
        if not isinstance(visit, Visit) or visit.kind != "checkup":
            continue
        if any(number == child.id and _meet(dose, visit) for number, dose in doses):
            return [
                _(
                    "One trip is enough: first the check-up, then the vaccination. Ask whether both are done that day."
                )
            ]
    return []


def _meet(dose: Next, visit: Visit) -> bool:
    """Whether there is a day on which this dose can be given and this visit done."""
    return dose.earliest is not None and dose.earliest < visit.closes


def places(things: Sequence[Thing], clinic: Html | None, _: Words) -> list[Html]:
    """Where what is named is done, and what to take along. `clinic`: the one the family chose."""
    lines = []
    doses = any(isinstance(one, Next) for one in things)
    if doses and clinic is not None:
        lines += [clinic, _("Bring the booklet. It is free.")]
    elif doses:
        lines.append(_("At the vaccination clinic where you live. Bring the booklet. It is free."))
    if any(isinstance(one, Visit) and one.kind == "checkup" for one in things):
        lines.append(
            _(
                "The check-up: at the community health centre where you live, free up to 6 years. Bring the child health booklet."
            )
        )
    return lines
