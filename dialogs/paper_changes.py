"""What stands in the way, and what changed: moved, another job, a new permit, a baby. Each asks its question again, and the list is made anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.children import Child
from dialogs.addresses import ChildDo, Go
from dialogs.home import name, to_home
from dialogs.paper_case import Case
from dialogs.paper_dates import dates
from dialogs.paper_detail import one_paper
from dialogs.paper_list import checklist
from dialogs.school_addresses import Papers
from dialogs.school_words import deadline_title
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Words
from rules.enrolment.answers import Answers
from rules.enrolment.deadlines import CODES, Deadline, What
from rules.enrolment.questions import wishes


def changes(case: Case, _: Words, around: Surroundings, today: date) -> Screen:
    """What can have changed at this age and in this city."""
    book = around.knowledge.enrolment
    stage = case.look(around, today).decision.stage
    school = not stage.startswith(("nursery", "kindergarten"))
    sibling, disability = bool(case.answers.sibling), bool(case.answers.disability)
    choices = [
        Choice(_("📦 We moved"), _moved(case)),
        Choice(_("🪪 The residence permit"), case.to("qpermit")) if stage != "nursery" else None,
        Choice(_("🛏 How we live here"), case.to("qhouse")) if case.answers.permit != "here" else None,
        Choice(_("💼 Another job"), case.to("qwork")) if book.profile == "work_and_residence" else None,
        Choice(_("👪 Who the child lives with"), case.to("qhome")),
        Choice(_("📕 The household register"), case.to("qbook")) if school else None,
        Choice(_("🏫 What we want"), case.to("qwish")) if len(wishes(book, case.born, today)) > 1 else None,
        Choice(
            _("👧 No brother or sister there any more")
            if sibling
            else _("👧 A brother or sister is there already"),
            case.to("ask", Answers(sibling=not sibling)),
        ),
        Choice(
            _("♿ It is about no disability") if disability else _("♿ My child has a disability"),
            case.to("ask", Answers(disability=not disability)),
        ),
        Choice(_("👶 A new baby"), Go(to="add_child").pack()),
    ]
    return Screen(
        _("What changed? I ask again and make the list anew."),
        (*rows(*choices, width=2), *rows(case.back(_), to_home(_), width=2)),
    )


def _moved(case: Case) -> str:
    """Where the child lives is corrected; of one that is not kept, only the permit has to be asked about."""
    if case.child is None:
        return case.to("qpermit")
    return ChildDo(do="redistrict", child=case.child.id or 0).pack()


#: The paper behind a day that names none.
_PAPER_OF: dict[What, str] = {"register": "residence_registration", "permit": "residence_permit"}


def to_day(child: Child, day: Deadline) -> str:
    """Where one reads how a day of the papers is done: the paper's own page, else the dates with the office to ask."""
    code = CODES.get(day.paper or _PAPER_OF.get(day.what, ""), "")
    do = "paper" if code else "list" if day.what == "begin" else "dates"
    return Papers(child=child.id or 0, born="", said="", do=do, paper=code).pack()


def of_day(case: Case, day: Deadline, _: Words, around: Surroundings, today: date) -> Screen:
    """The same place, shown."""
    shown = one_paper(case, day.paper or _PAPER_OF.get(day.what, ""), _, around, today)
    return shown or (checklist if day.what == "begin" else dates)(case, _, around, today)


def where_to(items: Sequence[tuple[Child, Deadline]], _: Words, around: Surroundings) -> Screen:
    """*Where?* to a reminder of several things: each day of the papers leads to its own place; the clinic stands below."""
    ways = {
        to_day(child, day): _(
            "{name}: {what}",
            name=name(child, _),
            what=deadline_title(around.knowledge, day.what, day.paper, _),
        )
        for child, day in items
    }
    clinic = Choice(_("📍 The vaccination clinic"), Go(to="where").pack())
    return Screen(
        _("Where is what?"),
        (*rows(*(Choice(label, way) for way, label in ways.items())), *rows(clinic, to_home(_))),
    )


def to_list(child: Child) -> str:
    """The address of a child's list."""
    return Papers(child=child.id or 0, born="", said="", do="list").pack()


def hindered(items: Sequence[tuple[Child, Deadline]], _: Words) -> Screen:
    """*Can't* to a reminder of the papers: each reason leads to what helps."""
    child, day = items[0]
    number = child.id or 0

    def way(do: str, paper: str = "") -> str:
        return Papers(child=number, born="", said="", do=do, paper=paper).pack()

    code = CODES.get(day.paper or _PAPER_OF.get(day.what, ""), "")
    return Screen(
        _("What stands in the way?"),
        rows(
            Choice(_("A paper cannot be had"), way("paper", code) if code else way("list")),
            Choice(_("They refused us"), way("refused")),
            Choice(_("Something changed with us"), way("change")),
            Choice(_("I do not know how"), way("dates")),
            to_home(_),
        ),
    )
