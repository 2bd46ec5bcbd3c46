"""The four questions about a child, and the answer for it: yes, ask and no, page by page, each service one tap away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from dialogs.addresses import Go
from dialogs.checkup_words import explained, told
from dialogs.home import to_home
from dialogs.screens import Choice, Rows, Screen, rows
from dialogs.service_addresses import May
from dialogs.service_words import (
    SIGNS,
    group_titles,
    result_line,
    service_head,
    service_lines,
    title,
    verdict_lines,
)
from dialogs.services import services, to_services
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join
from rules.migrant_child import Move, every
from rules.services import (
    Answers,
    Entitlement,
    ServiceBook,
    Special,
    Verdict,
    entitled,
    list_facts,
)

#: Services on one page: few enough to read, and each has a button.
PAGE = 6
_GROUP = re.compile("(yes|ask|no)([0-9]{0,2})")
_MOVES: dict[str, Move] = {"c": "cross_county", "s": "same_city_district"}
_SPECIAL: dict[str, Special] = {"d": "disability", "h": "hardship", "c": "no_care"}


def answers(said: May) -> Answers:
    """What the address holds, as the rules take it."""
    return Answers(
        move=_MOVES.get(said.move),
        half_year={"o": True, "u": False}.get(said.stay),
        permit={"y": True, "n": False}.get(said.permit),
        special=None
        if said.needs in ("", "x")
        else frozenset(_SPECIAL[one] for one in said.needs.rstrip(".")),
    )


def question(said: May, _: Words, born: date | None = None) -> Screen:
    """The first that is open. One tap answers; back is one question back. `born`: the date that was typed, to be seen again."""
    if not said.stay:
        return _question(1, _("How long has your child lived here?"), _stay(said, _), None, said, _, born)
    if not said.move:
        return _question(2, _("From where did you move here?"), _move(said, _), {"stay": ""}, said, _, born)
    if not said.permit:
        asked = _("Does one of you have a residence permit (居住证) from here?")
        return _question(3, asked, _permit(said, _), {"move": ""}, said, _, born)
    asked = _("Is one of these true? Tap what is true. You need not answer.")
    return _question(4, asked, _needs(said, _), {"permit": "", "needs": ""}, said, _, born)


def _question(
    number: int,
    asked: Html,
    choices: Sequence[Choice],
    back: dict[str, str] | None,
    said: May,
    _: Words,
    born: date | None,
) -> Screen:
    head = _("Question {number} of 4. I put your answers into no record.", number=number)
    if born is not None:
        head = join([_("Born {day}.", day=born), head], " ")
    before = to_services(_) if back is None else Choice(_("Back"), said.model_copy(update=back).pack())
    return Screen(
        join([head, Html("<b>") + asked + Html("</b>")]),
        (*rows(*choices), *rows(before, to_home(_), width=2)),
    )


def _stay(said: May, _: Words) -> list[Choice]:
    return [
        _choice(said, _("Less than 6 months"), stay="u"),
        _choice(said, _("6 months or longer"), stay="o"),
        _choice(said, _("I am not sure"), stay="n"),
    ]


def _move(said: May, _: Words) -> list[Choice]:
    return [
        _choice(said, _("From another city or county"), move="c"),
        _choice(said, _("From another district of this city"), move="s"),
        _choice(said, _("I am not sure"), move="n"),
    ]


def _permit(said: May, _: Words) -> list[Choice]:
    return [
        _choice(said, _("Yes, we have one"), permit="y"),
        _choice(said, _("No, none yet"), permit="n"),
        _choice(said, _("I am not sure"), permit="x"),
    ]


def _needs(said: May, _: Words) -> list[Choice]:
    """Several can be true: each tap marks one or takes the mark away."""
    labels = {
        "d": _("My child has a disability"),
        "h": _("We are in hard times"),
        "c": _("The child has no parents' care"),
    }
    marked = [one for one in said.needs if one in labels]
    found = [_need(said, sign, label, marked, _) for sign, label in labels.items()]
    done = _("That is all") if marked else _("No, none of these")
    return [
        *found,
        _choice(said, done, needs="".join(marked) + "."),
        _choice(said, _("I would rather not say"), needs="x"),
    ]


def _need(said: May, sign: str, label: Html, marked: Sequence[str], _: Words) -> Choice:
    if sign in marked:
        return _choice(said, Html("✅ ") + label, needs="".join(one for one in marked if one != sign))
    return _choice(said, label, needs="".join([*marked, sign]))


def _choice(said: May, label: Html, **change: str) -> Choice:
    return Choice(label, said.model_copy(update=change).pack())


#: Groups a button can ask for; anything else is the first one.
_ASKED_FOR: dict[str, Verdict] = {"ask": "ask", "no": "no"}


def result(said: May, born: date, head: Html, _: Words, around: Surroundings, now: datetime) -> Screen:
    """The page that was asked for: one group of answers, or one service with its answer. First of all what is for the child."""
    book, today = around.knowledge.services, around.today(now)
    found = entitled(book, born, today, answers(said))
    if said.look.startswith("s_"):
        one = next((one for one in found if f"s_{one.service}" == said.look), None)
        return _one(one, found, said, _, around, now) if one is not None else services(_, around)
    asked = _GROUP.fullmatch(said.look)
    verdict = _ASKED_FOR.get(asked[1] if asked else "", "yes")
    page = int(asked[2] or 0) if asked else 0
    shown = _in_order([one for one in found if one.verdict == verdict], book)
    page = min(page, max(0, len(shown) - 1) // PAGE)
    part = shown[page * PAGE : (page + 1) * PAGE]
    lines = (
        [head, *_listed(book, born, today, answers(said), _)] if verdict == "yes" and page == 0 else [head]
    )
    sign, name = SIGNS[verdict], group_titles(_)[verdict]
    lines += [Html(""), _("{sign} <b>{group}</b>: {n}", sign=sign, group=name, n=len(shown))]
    lines += [result_line(one, book, _) for one in part]
    if not part:
        lines.append(_("Nothing."))
    return Screen(join(explained(lines, _)), _ways(said, verdict, page, part, found, book, _))


def _in_order(found: Sequence[Entitlement], book: ServiceBook) -> list[Entitlement]:
    """What most parents ask for first: it is not on the list, and would stand last. Then as the list has it."""
    listed = {one.id: one.listed for one in book.areas}
    return sorted(found, key=lambda one: listed[book.services[one.service].area])


def _listed(book: ServiceBook, born: date, today: date, given: Answers, _: Words) -> list[Html]:
    """Whether the list names this child, and why not."""
    facts = list_facts(born, today, given)
    named = every(*(holds for holds, _rule in facts))
    if named:
        return [_("Your child is on the list.")]
    rules = [rule for holds, rule in facts if holds is named]
    why = told(book, rules, _)
    if named is None:
        return [_("Whether your child is on the list depends on this: {why}", why=why)]
    return [
        _("Your child is not on the list now. Its rules: {why}", why=why),
        _("Many services are there all the same."),
    ]


def _ways(
    said: May,
    verdict: Verdict,
    page: int,
    part: Sequence[Entitlement],
    found: Sequence[Entitlement],
    book: ServiceBook,
    _: Words,
) -> Rows:
    """Each service, the pages before and behind, the other groups, and the way out."""
    each = [_choice(said, title(book.services[one.service], _), look=f"s_{one.service}") for one in part]
    count = {one: sum(other.verdict == one for other in found) for one in SIGNS}
    pages = (
        _choice(said, _("◀ Before"), look=f"{verdict}{page - 1}") if page else None,
        _choice(said, _("More ▶"), look=f"{verdict}{page + 1}")
        if (page + 1) * PAGE < count[verdict]
        else None,
    )
    groups = [
        _choice(said, Html(f"{SIGNS[one]} ") + label + Html(f" ({count[one]})"), look=one)
        for one, label in group_titles(_).items()
        if one != verdict and count[one]
    ]
    again = Choice(_("Answer anew"), May(child=said.child, born=said.born).pack())
    return (
        *rows(*each, width=2),
        *rows(*pages, width=2),
        *rows(*groups, width=2),
        *rows(again, to_services(_), to_home(_), width=2),
    )


def _one(
    answer: Entitlement,
    found: Sequence[Entitlement],
    said: May,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """One service: the answer and why, then everything one needs to go there."""
    book = around.knowledge.services
    service = book.services[answer.service]
    head = service_head(service, book, _)
    told_already = () if answer.verdict == "yes" else answer.reasons
    rest = service_lines(service, _, around, now, told_already)
    lines = [*head, *verdict_lines(answer, service, book, _), Html(""), *rest]
    group = _in_order([one for one in found if one.verdict == answer.verdict], book)
    page = group.index(answer) // PAGE
    back = _choice(said, _("Back to the list"), look=f"{answer.verdict}{page}")
    call = Choice(_("☎️ Whom can I call?"), Go(to="hotlines").pack())
    return Screen(join(explained(lines, _)), (*rows(back), *rows(call, to_home(_), width=2)))
