"""How classes and the days of a family's papers are said: in lists, in reminders, on home, in the phone's calendar."""

from __future__ import annotations

import re
from datetime import timedelta

from dialogs.words import Html, Words
from rules.enrolment.deadlines import KEYS, Deadline, What
from rules.knowledge import Knowledge

_DAY = timedelta(days=1)
#: Classes are never counted in Arabic digits in Chinese.
_NUMERALS = "〇一二三四五六"
_NAME = re.compile(r"p_[0-9]{2}(?:s_(?P<code>[a-z]{2})|(?P<what>[a-z]+))")


def stage_name(stage: str, _: Words) -> Html:
    """ "small class (小班)", "primary school, grade 1"."""
    level, _sep, which = stage.partition("_")
    if which.isdecimal() and _.language.startswith("zh"):
        which = _NUMERALS[int(which)]
    if level == "primary":
        return _("primary school, grade {n}", n=which)
    if level in ("junior", "senior"):
        said = {
            "junior": _("junior school, grade {n}", n=which),
            "senior": _("senior or vocational school, grade {n}", n=which),
        }
        return said[level]
    named = {
        "nursery": _("nursery (托班)"),
        "kindergarten_small": _("small class (小班)"),
        "kindergarten_middle": _("middle class (中班)"),
        "kindergarten_large": _("large class (大班)"),
    }
    return named.get(stage, _("grown up"))


def deadline_title(knowledge: Knowledge, what: What, paper: str | None, _: Words) -> Html:
    """What this day is called."""
    known = knowledge.papers.papers.get(paper or "")
    if known is not None:
        return _("Begin with: {paper}", paper=_.fact(known.everyday))
    said = {
        "opens": _("School registration begins"),
        "closes": _("School registration ends"),
        "results": _("Results of the registration"),
        "reporting": _("Reporting day"),
        "start": _("Begin with a paper"),
        "after": _("Registration is over: applied?"),
        "register": _("Residence registration"),
        "permit": _("Apply for the residence permit"),
        "begin": _("Begin with the papers for kindergarten"),
    }
    return said[what]


def deadline_of_name(knowledge: Knowledge, name: str, _: Words) -> Html | None:
    """The same for a day's name in keys and addresses, like "p_27opens"; None for the name of anything else."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    if found["code"]:
        return deadline_title(knowledge, "start", KEYS.get(found["code"]), _)
    whats: tuple[What, ...] = (
        "opens", "closes", "after", "results", "reporting", "register", "permit", "begin",
    )  # fmt: skip
    return next((deadline_title(knowledge, one, None, _) for one in whats if one == found["what"]), None)


def deadline_line(knowledge: Knowledge, one: Deadline, _: Words) -> Html:
    """One day on one line: what, when, and whether the date is sure."""
    last = one.closes - _DAY
    said = {
        "opens": lambda: _("🏫 Registration: {first} to {last}", first=one.opens, last=last),
        "closes": lambda: _("⏳ Registration ends on {day}", day=one.opens),
        "after": lambda: _("⏳ Registration should be over. Did you apply? If not, call the district today"),
        "results": lambda: _("📬 Results: about {day}", day=one.opens),
        "reporting": lambda: _("🎒 Reporting day: {first} to {last}", first=one.opens, last=last),
        "register": lambda: _(
            "📝 Register your residence now: the half year for the permit counts from that day"
        ),
        "permit": lambda: _(
            "🪪 The half year is full on {day}: apply for the residence permit", day=one.opens
        ),
        "begin": lambda: _("📄 Kindergarten in autumn {year}: begin with the papers", year=one.closes.year),
    }
    if one.what != "start":
        return said[one.what]() + unsure(one, _)
    paper = knowledge.papers.papers[one.paper or ""]
    return _("📄 {paper}: begin by {day}", paper=_.fact(paper.everyday), day=one.opens) + unsure(one, _)


def unsure(one: Deadline, _: Words) -> Html:
    """Said with dates that were not published for this very year, and with what is counted back from them."""
    if one.known == "this_year":
        return Html("")
    if one.known == "last_year":
        return _(" (by an earlier year's dates: please check this year's notice)")
    return _(" (not a date of this city: please ask your district)")
