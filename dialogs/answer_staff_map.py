"""The map of an answer's dialog as a picture: where it leads, and what leads on from there."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from dialogs.answer_staff_addresses import Entry
from dialogs.answer_staff_effects import draft_or_published
from dialogs.answer_staff_entry import shown
from dialogs.answer_staff_words import (
    entry,
    headline,
    leads_name,
    lines_of,
    title_of,
    to_answers,
    to_entry,
    way_name,
)
from dialogs.home import to_home
from dialogs.screens import Attachment, Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Words, join, plain
from pictures.dialog_map import Look, MapPage, MapRow, draw
from pictures.paper import to_png
from rules.answers.answer import Answer
from rules.answers.dialog_map import DialogMap, Node, dialog_map
from rules.roles import Role

router = Router(name="answer staff map")

#: Answers of the map with a button each.
_BUTTONS = 8


@router.callback_query(Entry.filter(F.do == "map"), OnDuty(Role.ADMINISTRATOR))
async def map_(query: CallbackQuery, callback_data: Entry, seat: Seat, state: FSMContext, _: Words) -> Screen:
    """Of the draft, where there is one; else of what is published."""
    await set_aside(state)
    key = callback_data.key
    answer = draft_or_published(key, seat)
    if answer is None:
        return shown(key, seat)
    found = dialog_map(seat.answers, answer)
    told = _("🗺 Where it leads, and what leads on from there.")
    spoken = join([_("{text}", text=_label(node, seat)) for node in found.nodes], "; ")
    picture = Attachment(
        "map.png", "image/png", to_png(draw(page_of(found, answer, seat))), plain(spoken)[:500]
    )
    others = {node.answer.key: node.answer for node in found.nodes if node.answer is not None and node.level}
    buttons = [
        Choice(title_of(one, _), entry("look", other))
        for other, one in list(others.items())[:_BUTTONS]
        if other in seat.answers
    ]
    ways = (Choice(_("➡️ The ways"), entry("ways", key)), to_entry(key, _), to_answers(_), to_home(_))
    return Screen(
        lines_of(headline(answer, _), told),
        (*rows(*buttons), *rows(*ways, width=2)),
        picture=picture,
        fresh=True,
    )


def page_of(found: DialogMap, answer: Answer, seat: Seat) -> MapPage:
    """The map in words."""
    _ = seat.words
    drawn = [_row(node, seat) for node in found.nodes]
    looks: dict[Look, str] = {
        "answer": plain(_("an answer")),
        "again": plain(_("drawn elsewhere, by its number")),
        "end": plain(_("out of the answers")),
        "gone": plain(_("not there any more")),
    }
    there = {row.look for row in drawn}
    left = found.left_out
    more = _.ngettext("{n} more way is not drawn.", "{n} more ways are not drawn.", left, n=left)
    return MapPage(
        title=plain(title_of(answer, _)),
        about=plain(_("Where it leads")),
        rows=drawn,
        looks=[(look, meaning) for look, meaning in looks.items() if look in there],
        more=plain(more) if left else "",
    )


def _row(node: Node, seat: Seat) -> MapRow:
    look: Look = "gone" if node.gone else "again" if node.again else "answer" if node.answer else "end"
    note = ""
    if node.way is not None and node.answer is None and not node.gone:
        note = plain(leads_name(node.way.leads, seat.words))
    return MapRow(node.level, node.parent, look, _label(node, seat), node.number, note)


def _label(node: Node, seat: Seat) -> str:
    """What stands in a row: the title of an answer, or the words on the button."""
    if node.answer is not None:
        return plain(title_of(node.answer, seat.words))
    return plain(way_name(node.way, seat)) if node.way is not None else ""
