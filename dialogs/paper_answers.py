"""What is kept of a papers guide, in the words its questions were asked with: for the copy to read. `actions.export` gives the data."""

from __future__ import annotations

from datetime import date, datetime
from html import escape
from typing import Any

from dialogs.paper_questions import answer_words
from dialogs.words import Html, Words, join
from rules.knowledge import Knowledge


def papers_lines(kept: dict[str, Any] | None, knowledge: Knowledge, _: Words) -> list[Html]:
    """The answers, how far the family came, and every paper that was ticked; nothing where there is no guide."""
    if kept is None:
        return []
    answers: dict[str, Any] = kept["answers"]
    lost = (
        [_line(_("Lost, or to be filed"), _names(answers["lost"], knowledge, _), _)]
        if answers.get("lost")
        else []
    )
    return [
        *_chosen(answers, _),
        *_yes_or_no(answers, _),
        *_days(answers, _),
        *lost,
        *_way(kept, _),
        *(_ticked(one, knowledge, _) for one in kept["papers"]),
    ]


def _line(what: Html, answer: object, _: Words) -> Html:
    return _("{what}: {answer}", what=what, answer=answer)


def _chosen(answers: dict[str, Any], _: Words) -> list[Html]:
    """Answers that were one of several buttons."""
    titles = {
        "wish": _("What it is about"),
        "home": _("Who the child lives with"),
        "permit": _("Residence permit (居住证)"),
        "housing": _("How you live here"),
        "work": _("Your work"),
    }
    labels: dict[str, dict[str, Html]] = {"wish": _wishes(_), **answer_words(_)}
    return [
        _line(title, labels[name].get(said) or Html(escape(said)), _)
        for name, title in titles.items()
        if (said := answers.get(name)) is not None
    ]


def _wishes(_: Words) -> dict[str, Html]:
    return {
        "new_entry": _("Begins kindergarten or school in autumn"),
        "join_now": _("Needs a place now"),
        "transfer": _("Changes to another kindergarten or school"),
        "defer": _("Put primary school off for a year, for health"),
        "never": _("Was never at school"),
    }


def _yes_or_no(answers: dict[str, Any], _: Words) -> list[Html]:
    """Whole sentences: a bare "yes" would not say to what."""
    said = {
        "long_away": (
            _("Out of kindergarten for three months or longer."),
            _("Not out of kindergarten for as long as three months."),
        ),
        "same_book": (
            _("In the same household register (户口簿) as you."),
            _("In another household register (户口簿) than you."),
        ),
        "sibling": (
            _("A brother or sister is at that school already."),
            _("No brother or sister is at that school."),
        ),
        "disability": (_("Your child has a disability."), _("Your child has no disability.")),
    }
    return [yes if answers[name] else no for name, (yes, no) in said.items() if answers.get(name) is not None]


def _days(answers: dict[str, Any], _: Words) -> list[Html]:
    titles = {
        "registered_on": _("Residence registered on"),
        "permit_since": _("Residence permit (居住证) since"),
    }
    return [
        _line(title, _("day not known") if said == "unknown" else date.fromisoformat(said), _)
        for name, title in titles.items()
        if (said := answers.get(name)) is not None
    ]


def _way(kept: dict[str, Any], _: Words) -> list[Html]:
    """When the family told how far it has come."""
    told = {
        "begun_at": _("list of papers begun"),
        "applied_at": _("you told me: applied"),
        "result_at": _("you told me: the result is there"),
        "enrolled_at": _("you told me: enrolled"),
    }
    return [
        _("{day}: {word}", day=datetime.fromisoformat(kept[name]).date(), word=word)
        for name, word in told.items()
        if kept[name]
    ]


def _ticked(one: dict[str, Any], knowledge: Knowledge, _: Words) -> Html:
    day, paper = datetime.fromisoformat(one["told_at"]).date(), _names([one["paper"]], knowledge, _)
    line = _("{day}: {paper}", day=day, paper=paper)
    if not one["struck_at"]:
        return line
    return join([line, _("taken out on {day}", day=datetime.fromisoformat(one["struck_at"]).date())], ", ")


def _names(keys: list[str], knowledge: Knowledge, _: Words) -> Html:
    """The papers' names; of one the packs no longer know, its key."""
    known = knowledge.papers.papers
    return join([_.fact(known[key].name) if key in known else Html(escape(key)) for key in keys], _(", "))
