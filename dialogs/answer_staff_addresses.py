"""Callback addresses of administrators who keep the answers. The same contract as in `dialogs.addresses`: add a new one, never change an old one.

A mark is made of what it stands for (`dialogs.answer_staff_words.mark`), so that an old button never takes out another phrase or way.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from dialogs.addresses import Id
from dialogs.answer_addresses import AnswerKey

#: What is done with something; a value by one tap.
_Do = Annotated[str, Field(max_length=8, pattern=r"^[a-z]*$")]
_Mark = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
_Language = Annotated[str, Field(max_length=6, pattern=r"^[A-Za-z_]*$")]


class Entry(CallbackData, prefix="ent"):
    """One answer in the hands of an administrator: look, draft (looks at it), edit, take (take over), drop (asks), dropped, phrases, ways, dates,
    preview (of the draft), now (of what is published), mine (all the same), effects, map, history, retire (asks), retired, told."""

    do: _Do
    key: AnswerKey


class Worded(CallbackData, prefix="entw"):
    """A text of a draft in one language is asked for: title, text, source, asked, label. `out`: it is taken out."""

    key: AnswerKey
    field: Annotated[str, Field(max_length=6, pattern=r"^[a-z]+$")]
    language: _Language
    out: bool = False


class Valued(CallbackData, prefix="entv"):
    """Another value of a draft: checked, valid, review, sure (how sure we are), picture, theme. "" asks for it; "-" takes it out."""

    key: AnswerKey
    field: Annotated[str, Field(max_length=8, pattern=r"^[a-z]+$")]
    value: Annotated[str, Field(max_length=16, pattern=r"^[a-z0-9-]*$")] = ""


class Phrase(CallbackData, prefix="entp"):
    """One phrase of a draft is taken out."""

    key: AnswerKey
    language: _Language
    mark: _Mark


class Onward(CallbackData, prefix="ento"):
    """One way of a draft: up, down, out."""

    do: _Do
    key: AnswerKey
    mark: _Mark


class AddWay(CallbackData, prefix="enta"):
    """A way is added to a draft. `leads` as in `rules.answers.answer.Leads`; "" asks which kind, and without `to` one of its kind is picked."""

    key: AnswerKey
    leads: _Do = ""
    to: Annotated[str, Field(max_length=24, pattern=r"^[a-z0-9_]*$")] = ""


class Seen(CallbackData, prefix="ents"):
    """A draft as parents would see it, in one language."""

    key: AnswerKey
    language: _Language


class Publish(CallbackData, prefix="entpub"):
    """The draft is published as it was seen: in this revision."""

    key: AnswerKey
    revision: Id


class Version(CallbackData, prefix="enth"):
    """One change of an answer: look, undo (asks), undone."""

    do: _Do
    version: Id


class Listed(CallbackData, prefix="entl"):
    """A page of a list: all, drafts, due, open, themes, theme (with its name)."""

    what: _Do
    page: Annotated[int, Field(ge=0, le=9_999)] = 0
    theme: Annotated[str, Field(max_length=16, pattern=r"^[a-z]*$")] = ""


class Unanswered(CallbackData, prefix="entq"):
    """Questions alike that nobody answered well, by one of them: look, phrase (of an existing answer), new, settle."""

    do: _Do
    asked: Id


class MeantBy(CallbackData, prefix="entm"):
    """These questions mean that answer."""

    asked: Id
    key: AnswerKey


class Exported(CallbackData, prefix="entk"):
    """The whole collection as a file: yaml or xlsx."""

    kind: _Do
