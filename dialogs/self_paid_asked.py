"""A self-paid vaccine somebody asks about by its name: what it is, that it costs money, and who decides. Never "free", never "due"."""

from __future__ import annotations

from db.families import Guardian
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.screens import Choice, Screen, rows
from dialogs.self_paid import looked_up
from dialogs.surroundings import Surroundings
from dialogs.vaccine_names import spoken_of
from dialogs.words import Html, Words, join
from rules.topics import Topic
from rules.vaccines.book import Book, SelfPaid

#: Questions that are answered by the vaccine first, where one is named.
_ASKED = (Topic.FREE, Topic.NEXT, Topic.WHERE)
#: More products than these are not told one by one.
_MOST = 2


def paid_for(
    found: Topic | None, text: str, guardian: Guardian | None, _: Words, around: Surroundings
) -> Screen | None:
    """The vaccine that is named, if families pay for it; None for one of the national schedule. Of one that is both, what costs money is told
    where it is asked what it costs."""
    book = around.knowledge.book
    codes = (
        {book.vaccine_of(one) for one in spoken_of(text, around.knowledge, _)} if found in _ASKED else set()
    )
    national = {one for one in codes if one in book.courses}
    paid = [
        one for one in book.self_paid if book.vaccine_of(one.records) in codes and not _instead(one, book)
    ]
    if not paid or (national and found != Topic.FREE):
        return None
    said = [_("<b>{name}</b>: self-paid, it costs money.", name=_names(paid, _))]
    if national:
        said.append(_("Free is what stands in the national schedule: ask the clinic which one that is."))
    for one in paid[:_MOST] if len(paid) <= _MOST else ():
        said += [
            _("Usual ages: {ages}", ages=_.fact(one.ages)),
            _("Good to know: {window}", window=_.fact(one.window)),
        ]
    said.append(_("It is voluntary: you decide with the doctor. Please ask the clinic for the price."))
    said.append(looked_up(paid, _))
    begin = Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack())
    where = Choice(_("📍 Where to go"), Go(to="where").pack())
    return Screen(join(said), rows(where, begin if guardian is None else None, to_home(_)))


def _instead(one: SelfPaid, book: Book) -> bool:
    """Whether it may only stand for a free one: who asks about that means the free one."""
    return book.counterpart(book.vaccine_of(one.records)) in book.courses


def _names(paid: list[SelfPaid], _: Words) -> Html:
    return Html(_("; ").join(_.fact(one.everyday) for one in paid))
