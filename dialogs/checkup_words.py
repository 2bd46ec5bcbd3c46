"""How check-ups are said to a family: when, what is looked at, where, what to bring, and one reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol

from dialogs.words import Html, Words, join
from rules.checkups import CheckupBook, Item, Visit, visit_of
from rules.matters import is_open
from rules.vaccines.book import RuleText

_DAY = timedelta(days=1)
#: Days ahead that home and card look for a visit: what is further away is found behind the button.
SOON_DAYS = 60
#: Stands behind whatever is only second-hand or our convention.
_MARK = "❔"


class HasRules(Protocol):
    """A book whose sentences can be told."""

    @property
    def rules(self) -> Mapping[str, RuleText]: ...


def visit_title(book: CheckupBook, visit: str, _: Words) -> Html:
    """What this visit is called; its id when the book does not know it."""
    found = book.visits.get(visit)
    return _.fact(found.name) if found else Html("") + visit


def title_of_name(book: CheckupBook, name: str, _: Words) -> Html | None:
    """The same for a visit's name in keys and addresses, like "v_m6"; nothing for the name of anything else."""
    visit = visit_of(name)
    return visit_title(book, visit, _) if visit is not None and visit in book.visits else None


def when(visit: Visit, done: date | None, today: date, _: Words) -> Html:
    """Its window, or the day it was done. A window that is over is no reproach."""
    if done is not None:
        return _("done on {day}", day=done)
    last = visit.closes - _DAY
    if visit.status == "not_yet":
        return _("from {first} to {last}", first=visit.opens, last=last)
    if visit.status == "over":
        return _("usually from {first} to {last}", first=visit.opens, last=last)
    if visit.opens == today:
        return _("from today to {last}", last=last)
    return _("now, until {last}", last=last)


def next_visit(visits: Iterable[Visit], today: date, _: Words) -> list[Html]:
    """For home and card: what the family can go to now, and otherwise the next one that comes soon."""
    waiting = [one for one in visits if is_open(one)]
    now = sorted((one for one in waiting if one.status == "due"), key=lambda one: one.closes)
    soon = [one for one in waiting if one.status == "not_yet" and (one.opens - today).days <= SOON_DAYS]
    return [visit_line(one, today, _) for one in now or soon[:1]]


def visit_line(visit: Visit, today: date, _: Words) -> Html:
    """One visit on one line: what, and until when. What is looked at stands on its own screen."""
    return _("🩺 {visit}: {when}", visit=_.fact(visit.name), when=when(visit, None, today, _))


def past(done: date | None, _: Words) -> Html:
    """The same in a list of what is behind: a day, or that none was told."""
    return _("done on {day}", day=done) if done is not None else _("not written down")


def about(book: CheckupBook, visit: str, _: Words) -> list[Html]:
    """What is looked at, where, what to bring and why."""
    rule = book.visits[visit]
    lines = []
    if rule.items:
        lines.append(
            _("👀 Looked at: {items}", items=_listed(book, [book.items[one] for one in rule.items], _))
        )
    if rule.kind != "home":  # somebody comes: the reason says so already
        lines.append(Html("📍 ") + told(book, rule.where, _))
    if rule.bring:
        lines.append(
            _("🎒 Bring: {things}", things=_listed(book, [book.bring[one] for one in rule.bring], _))
        )
    return [*lines, Html("💡 ") + told(book, (rule.rule,), _)]


def more(book: CheckupBook, visit: str, _: Words) -> list[Html]:
    """How its dates were chosen, and what is worth knowing with it."""
    rule = book.visits[visit]
    own = [one for one in (rule.dates, *rule.more) if one not in rule.where]
    return [Html("· ") + told(book, (one,), _) for one in own]


def told(book: HasRules, rules: Iterable[str], _: Words) -> Html:
    """The sentences of these rules, each with a mark where it is not confirmed; `explained` says what the mark means."""
    said = [
        marked(_.fact(book.rules[one].text), book.rules[one].confidence == "confirmed", _) for one in rules
    ]
    return join(said, "" if _.language.startswith("zh") else " ")


def explained(lines: list[Html], _: Words) -> list[Html]:
    """The same lines, and one more where something is marked."""
    if not any(_MARK in line for line in lines):
        return lines
    return [*lines, Html(_MARK + " ") + _("Not fully confirmed: please ask there.")]


def marked(said: Html, sure: bool, _: Words) -> Html:
    """With the mark behind it, unless somebody confirmed it."""
    if sure:
        return said
    return said + (_MARK if _.language.startswith("zh") else f"\u00a0{_MARK}")


def _listed(book: CheckupBook, items: list[Item], _: Words) -> Html:
    said = [marked(_.fact(one.text), book.rules[one.rule].confidence == "confirmed", _) for one in items]
    return Html(_("; ").join(said))
