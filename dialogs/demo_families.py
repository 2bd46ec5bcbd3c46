"""A visitor steps into a made-up family, to see how the bot speaks."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from actions import demo, families
from actions.desk import Desk
from db.chats import Chat
from db.families import Guardian
from dialogs.home import home, to_home
from dialogs.screens import Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join


def step_into_demo(
    session: Session,
    chat: Chat,
    known: Guardian | None,
    key: str,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    family = next((one for one in around.knowledge.demo_families if one.id == key), None)
    if family is None:
        return [Screen(_("I do not know this demo family.")), home(session, around, known, _, now)]
    if not families.may_step_into_demo(session, chat):
        text = _("Your own children are entered here. To see the demo, open it in another browser.")
        return Screen(text, rows(to_home(_)))
    guardian = demo.step_in(Desk(session, around.knowledge, around.zone, now), chat, family)
    text = join(
        [
            _("This is a demo family. Nothing here is real."),
            Html("<b>") + _.fact(family.title) + Html("</b>"),
            _.fact(family.about),
        ]
    )
    return [Screen(text), home(session, around, guardian, _, now)]
