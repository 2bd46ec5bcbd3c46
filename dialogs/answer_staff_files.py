"""All answers as a file, to be kept, sent, or worked on at a desk and imported again."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from actions.answer_files import MIMES, as_file
from dialogs.answer_staff_addresses import Exported
from dialogs.answer_staff_words import to_answers
from dialogs.home import to_home
from dialogs.screens import Attachment, Choice, Screen, rows
from dialogs.seats import Seat
from dialogs.staff_doors import OnDuty
from dialogs.unfinished import set_aside
from dialogs.words import Words
from rules.roles import Role

router = Router(name="answer staff files")


@router.callback_query(Exported.filter(), OnDuty(Role.ADMINISTRATOR))
async def export(
    query: CallbackQuery, callback_data: Exported, seat: Seat, state: FSMContext, _: Words
) -> Screen:
    """What parents get now; drafts are not in it."""
    await set_aside(state)
    kind = callback_data.kind
    if kind not in MIMES:
        kinds = (
            Choice(_("📊 A table (XLSX)"), Exported(kind="xlsx").pack()),
            Choice(_("📄 Text (YAML)"), Exported(kind="yaml").pack()),
        )
        asked = _("All answers parents get now, in one file. Which kind?")
        return Screen(asked, rows(*kinds, to_answers(_), to_home(_)))
    found = list(seat.answers.values())
    name = f"answers-{seat.today.isoformat()}.{kind}"
    number = len(found)
    told = _.ngettext("{n} answer.", "{n} answers.", number, n=number)
    file = Attachment(name, MIMES[kind], as_file(found, kind))
    return Screen(told, rows(to_answers(_), to_home(_)), file=file, fresh=True)
