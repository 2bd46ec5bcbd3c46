"""Callback addresses of notices. The same contract as in `dialogs.addresses`: add a new one, never change an old one.

All but those at the end are the staff's: they stand in `dialogs.staff_doors.shut`, and the number of the notice is looked for within the districts of
whoever presses.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from dialogs.addresses import Id

#: What is done with something; a short value by one tap.
_Do = Annotated[str, Field(max_length=8, pattern=r"^[a-z0-9]*$")]
_Mark = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
_Language = Annotated[str, Field(max_length=6, pattern=r"^[A-Za-z_]*$")]


class NoticeList(CallbackData, prefix="ntl"):
    """A list of notices: a key of `actions.notices.LISTS`, page by page; or the parts of a repeating one, by its number ("parts")."""

    what: _Do
    page: Annotated[int, Field(ge=0, le=9_999)] = 0
    notice: Id = 0


class OneNotice(CallbackData, prefix="ntc"):
    """One notice in the hands of the staff. While it is written: look (whatever it is by now), take, drop (asks), dropped, subject, file, ways,
    poll, urgent, who, when, preview, again (a draft once more). Later: second, no, pause, resume, stop (asks), stopped, report, csv, xlsx,
    correct, copy."""

    do: _Do
    notice: Id


class NoticeWords(CallbackData, prefix="ntw"):
    """Words of a notice in one language are asked for: text, why (it is urgent), opt1 … opt6 (a choice of the poll). `out`: they are taken out."""

    notice: Id
    field: _Do
    language: _Language
    out: bool = False


class NoticeIs(CallbackData, prefix="ntv"):
    """A value by one tap: subject, urgent, file, opt (taken out), way (taken out, by its mark), place, at, hour, repeats; of the audience:
    district, ages, language, tag, office, activity, group (use). "" asks for it, "-" takes it out."""

    notice: Id
    field: _Do
    value: Annotated[str, Field(max_length=32, pattern=r"^[A-Za-z0-9_-]*$")] = ""


class NoticeWay(CallbackData, prefix="nta"):
    """A button is added: `leads` as in `rules.answers.answer.Leads` ("" asks which kind), `to` what it leads to ("" asks which one)."""

    notice: Id
    leads: _Do = ""
    to: Annotated[str, Field(max_length=24, pattern=r"^[a-z0-9_]*$")] = ""


class NoticeSeen(CallbackData, prefix="nts"):
    """A notice as families would see it, in one language."""

    notice: Id
    language: _Language


class SendNotice(CallbackData, prefix="ntgo"):
    """It leaves as it was previewed: `seen` is `actions.notice_sending.print_of`. `second`: this is the second person's yes."""

    notice: Id
    seen: _Mark
    second: bool = False


class GroupOf(CallbackData, prefix="ntg"):
    """A saved audience: drop (asks), dropped. `notice` is the draft from where it was opened."""

    do: _Do
    notice: Id
    group: Id


# --- the families' own


class Vote(CallbackData, prefix="poll"):
    """A choice of a poll; the first is 1."""

    notice: Id
    option: Annotated[int, Field(ge=1, le=6)]


class Hush(CallbackData, prefix="hush"):
    """No more notices about this subject (`rules.notices.Subject`), or again; "" shows them all. `notice` is the one it stands under, 0 for none."""

    subject: Annotated[str, Field(max_length=16, pattern=r"^[a-z]*$")] = ""
    again: bool = False
    notice: Id = 0


class ReadNotice(CallbackData, prefix="news"):
    """A notice once more, for whoever got it; 0 shows the last ones."""

    notice: Id = 0
