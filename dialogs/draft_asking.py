"""Drafts of the staff, answers and notices alike: words are waited for, asked for in one language, found too long, given back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State

from dialogs.near_words import language_in
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words
from rules.units import units

#: Characters of typed words that are given back where they could not be written.
_GIVEN_BACK = 1_500


async def wait_for(what: State, state: FSMContext, **about: Any) -> None:
    """From here on typed words are read as this."""
    await set_aside(state)
    await state.set_state(what)
    await state.update_data(**about)


def given_back(typed: str, _: Words) -> list[Html]:
    """What was typed and could not be written; nothing where nothing was typed."""
    if not typed:
        return []
    shown = typed if len(typed) <= _GIVEN_BACK else typed[:_GIVEN_BACK] + "…"
    return [Html(""), _("What you typed was not written. Copy it, if you need it:"), _("{text}", text=shown)]


def asked_in(texts: Mapping[str, str], language: str, most: int, _: Words) -> list[Html]:
    """What it says now, in this language and in the other one it is written in; and that it is typed, or typed anew."""
    others = [code for code in texts if code != language and texts[code].strip()]
    shown = [
        part
        for code in (*others[:1], language)
        if texts.get(code, "").strip()
        for part in (
            _("{language}:", language=language_in(code, _)),
            _to_copy(texts[code]) if code == language else _("{text}", text=texts[code]),
        )
    ]
    asked = (
        _("Type it anew, {most} characters at most.", most=most)
        if texts.get(language)
        else _("Type it, {most} characters at most.", most=most)
    )
    return [*shown, Html(""), asked]


def _to_copy(text: str) -> Html:
    """A tap copies it, so that a word is corrected without typing the rest."""
    return Html("<code>") + text + Html("</code>")


def too_long(text: str, most: int, _: Words) -> Html:
    """With the number, and how many fit."""
    return _("That has {n} characters, {most} fit. Make it shorter.", n=units(text), most=most)
