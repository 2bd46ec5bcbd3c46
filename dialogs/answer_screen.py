"""One answer as parents see it, and as administrators see it before they publish: the text, where it is from, the ways on."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlmodel import Session

from db import answers as tables
from dialogs.addresses import Go
from dialogs.answer_addresses import Helped
from dialogs.answer_ways import Ways, in_words, to_person, written
from dialogs.screens import CAPTION_MOST, Attachment, Choice, Screen, length, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join, plain
from rules.answers.answer import Answer
from rules.answers.markup import pieces


def answer_screen(
    answer: Answer,
    _: Words,
    around: Surroundings,
    now: datetime,
    knowing: Mapping[str, Answer],
    *,
    asked: int = 0,
    picture: Attachment | None = None,
    also: tuple[Choice, ...] = (),
) -> Screen:
    """`knowing`: every answer a way may lead to. `asked`: the row of what was asked. `picture`: as `picture_of` gives it. `also`: buttons that
    only this question has (its page, what else may have been meant)."""
    today = around.today(now)
    head = Html("<b>") + in_words(answer.titles, _) + Html("</b>")
    body = _told(answer, _, around) if answer.holds(today) else _over(answer, _)
    ways = Ways(knowing, around, today, asked).buttons(answer, _)
    helped = [
        Choice(label, Helped(asked=asked, key=answer.key, yes=yes).pack())
        for label, yes in ((_("👍 It helped"), True), (_("👎 It did not"), False))
    ]
    last = (to_person(_, asked), Choice(_("🏠 Home"), Go(to="home").pack()))
    known = {one.tap for one in (*ways, *last)}
    more = [one for one in also if one.tap not in known]
    ways = [one for one in ways if one.tap not in {end.tap for end in last}]
    choices = (*rows(*ways, *more), *rows(*helped, *last, width=2))
    source = in_words(answer.source, _)
    text = join([head, *body, *_source(source, answer.checked, _)])
    if picture is not None and length(text) > CAPTION_MOST:
        text = join(
            [head, *body, *_source(_shorter(source, length(text) - CAPTION_MOST, _), answer.checked, _)]
        )
    # A picture with too few words is better than none of both, but the words go first.
    fits = picture is not None and length(text) <= CAPTION_MOST
    return Screen(text, choices, picture=picture if fits else None)


def picture_of(session: Session, answer: Answer, _: Words) -> Attachment | None:
    """The picture that belongs to it, if it is still there."""
    if answer.picture is None:
        return None
    row = tables.pictures(session, [answer.picture]).get(answer.picture)
    if row is None:
        return None
    return Attachment(row.name, row.mime, row.data, plain(in_words(answer.titles, _)))


def with_bold(text: str, _: Words, numbers: Collection[str] = ()) -> Html:
    """Staff's words with `*bold*`; everything else in them is shown as it stands. `numbers` to call stand alone in bold, too: so the page makes
    links of them."""
    calls = re.compile("|".join(rf"(?<!\d)({re.escape(one)})(?!\d)" for one in numbers) or "(?!)")
    shown = []
    for bold, piece in pieces(text):
        for part in filter(None, [piece] if bold else calls.split(piece)):
            said = _("{text}", text=part)
            shown.append(Html("<b>") + said + Html("</b>") if bold or part in numbers else said)
    return join(shown, "")


def _told(answer: Answer, _: Words, around: Surroundings) -> list[Html]:
    """The text, and whom to ask first where nobody confirmed it."""
    text, mark = written(answer.texts, _)
    lines = [with_bold(text, _, {one.number for one in around.knowledge.hotlines.values()}) + mark]
    if answer.confidence == "confirmed":
        return [*lines, Html("")]
    doubt = _("(Not fully confirmed: ask the office or clinic first.)")
    return [*lines, Html(""), doubt]


def _over(answer: Answer, _: Words) -> list[Html]:
    """Law 9: what held until a day is not told as a fact after it."""
    return [
        _("What I knew about this held until {day}.", day=answer.valid_until),
        _("I do not know what holds now. Please ask a person, or look here."),
        Html(""),
    ]


def _source(source: Html, checked: date | None, _: Words) -> list[Html]:
    """One short line."""
    if checked is None:
        return [_("Source: {source}.", source=source)] if source else []
    if not source:
        return [_("Checked on {day}.", day=checked)]
    return [_("Source: {source}. Checked on {day}.", source=source, day=checked)]


def _shorter(source: Html, units: int, _: Words) -> Html:
    """So many UTF-16 units less, and a sign that something is left out."""
    bare = plain(source).encode("utf-16-le", "surrogatepass")
    kept = bare[: max(0, len(bare) - 2 * (units + 1))].decode("utf-16-le", "ignore")
    return _("{text}", text=kept.rstrip() + "…")
