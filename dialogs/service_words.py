"""How a service of the city's list is said: for whom, what, how, where, who is in charge, whom to call; and why it is for a child, or not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from dialogs.checkup_words import marked, told
from dialogs.hotlines import known, number_line
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.services import Area, Entitlement, Service, ServiceBook, Verdict

#: Stands before an answer and its group.
SIGNS: dict[Verdict, str] = {"yes": "✅", "ask": "❓", "no": "▫️"}
#: Reasons that stand in a list; the service's own screen has all of them.
REASONS = 2


def title(service: Service, _: Words) -> Html:
    """What a parent looks for; the official word stands on the service's own screen."""
    return _.fact(service.everyday)


def area_title(area: Area, _: Words) -> Html:
    return Html(f"{area.sign} ") + _.fact(area.everyday)


def service_lines(
    service: Service, _: Words, around: Surroundings, now: datetime, said: Collection[str] = ()
) -> list[Html]:
    """Everything a family needs to go there, but for the rules that were said already."""
    book = around.knowledge.services

    def part(rules: tuple[str, ...]) -> Html:
        return told(book, (one for one in rules if one not in said), _)

    parts = (
        _("<b>For whom:</b> {text}", text=who) if (who := part(service.who)) else None,
        _("<b>What:</b> {text}", text=what) if (what := part(service.what)) else None,
        _("<b>How:</b> {text}", text=how) if (how := part(service.how)) else None,
        _("<b>Where:</b> {text}", text=where) if (where := part(service.where)) else None,
    )
    lines = [one for one in parts if one is not None]
    office = marked(_.fact(service.office), service.fact.sure, _)
    lines.append(_("<b>In charge:</b> {office}", office=office))
    return [*lines, *(number_line(one, _) for one in known(service.phones, around, around.today(now)))]


def service_head(service: Service, book: ServiceBook, _: Words) -> list[Html]:
    """The name as parents say it and as the office does; and that it is not on the list, where it is not."""
    area = next(one for one in book.areas if one.id == service.area)
    both = _("<b>{everyday}</b> ({name})", everyday=title(service, _), name=_.fact(service.name))
    return [both, *([] if area.listed else [_("This is not on the list, but parents ask for it.")])]


def verdict_lines(found: Entitlement, service: Service, book: ServiceBook, _: Words) -> list[Html]:
    """The answer first, then why; where it is yes, as far as the service's own lines do not say it anyway."""
    own = {*service.who, *service.what, *service.how, *service.where} if found.verdict == "yes" else set()
    said = {
        "yes": _("✅ <b>Yes, this is for your child.</b>"),
        "ask": _("❓ <b>Please ask: it depends.</b>"),
        "no": _("▫️ <b>Not for your child now.</b>"),
    }
    return [
        said[found.verdict],
        *(Html("· ") + told(book, (one,), _) for one in found.reasons if one not in own),
    ]


def result_line(found: Entitlement, book: ServiceBook, _: Words) -> Html:
    """One service in a list of answers: what, and the first reasons."""
    why = told(book, found.reasons[:REASONS], _)
    return _("· <b>{service}</b>: {why}", service=title(book.services[found.service], _), why=why)


def group_titles(_: Words) -> dict[Verdict, Html]:
    return {
        "yes": _("For your child"),
        "ask": _("Please ask there"),
        "no": _("Not for your child now"),
    }


def definition(book: ServiceBook, _: Words) -> Html:
    """Whom the list names, and what does not depend on it."""
    parts = [Html("· ") + told(book, (one,), _) for one in ("SL1", "SL2", "SL3", "SL4", "SL5")]
    return join(parts)
