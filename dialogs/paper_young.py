"""A child that is too young for kindergarten: the autumn it begins, what will be asked for then, and what to do already."""

from __future__ import annotations

from datetime import date

from dialogs.children import to_card
from dialogs.home import to_home
from dialogs.paper_case import Case
from dialogs.paper_words import head, last_word, short_name
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.enrolment import decide
from rules.enrolment.guide import Guide
from rules.enrolment.situation import Situation
from rules.spans import Span

#: From this age on kindergartens take children into a nursery class, where they have places (AG1).
_NURSERY = Span(months=24)


def too_young(case: Case, found: Guide, _: Words, around: Surroundings, today: date) -> Screen:
    """No list of ticks yet: papers would grow old before they are asked for."""
    papers = around.knowledge.papers.papers
    spring = date(found.decision.entry_year, 3, 1)
    later = decide(around.knowledge.enrolment, case.born, spring, Situation()).documents

    def named(keys: tuple[str, ...]) -> Html:
        return Html(_("; ").join(short_name(papers[key], _) for key in keys if key in papers))

    year = found.decision.entry_year - 1
    lines = [
        *head(case, found, _, around),
        _("Asked for then: {papers}.", papers=named(later)),
        _(
            "The papers begin in autumn {year}. Do not make the health check earlier: it grows old.",
            year=year,
        ),
        Html(""),
        _(
            "👉 One thing already now: register your residence at the police or the community office. After half a year you get the residence permit (居住证)."
        ),
    ]
    if _NURSERY.after(case.born) <= today:
        nursery = named(found.decision.documents)
        lines += [
            Html(""),
            _("A nursery class (托班) takes children from 2 years on, where it has a place: ask there."),
            _("For it: {papers}.", papers=nursery),
        ]
    pages = [
        Choice(short_name(papers[key], _), case.to("paper", paper=key))
        for key in dict.fromkeys(("residence_registration", *later))
        if key in papers
    ]
    remind = Choice(_("🔔 Remind me when it is time"), case.to("remind"))
    ways = (
        (None if case.begun else remind) if case.child is not None else case.keep(_),
        Choice(_("📚 Good to know"), case.to("guides")),
        to_card(case.child, _) if case.child is not None else None,
        to_home(_),
    )
    return Screen(join([*lines, Html(""), last_word(_)]), (*rows(*pages, width=2), *rows(*ways, width=2)))
