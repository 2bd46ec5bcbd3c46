"""The longest real texts, in every language, fit into Telegram's messages: twelve children with long names, nothing recorded."""

from __future__ import annotations

import io
from datetime import date, timedelta
from functools import partial

import pytest
from sqlmodel import Session, select

from actions import children, families, plans
from actions.children import CHILDREN_MOST, NICKNAME_MOST
from db.children import Child
from db.families import Guardian
from db.outbox import Outbox, Rank
from dialogs import commands
from dialogs.words import Html
from tests.bot.telegram.houses import Living, chat_of, living, speak, until
from tests.botapi import BotApi, Person

#: Letters that take two UTF-16 units each and grow in HTML.
NAME = ("&<𠮷>" * NICKNAME_MOST)[:NICKNAME_MOST]


def settle_in(session: Session, house: Living, language: str) -> None:
    """A family as large as one can be, born over six years, so that most of them are late with everything."""
    now, zone = house.house.clock.now(), house.house.around.zone
    chat = chat_of(session, 7)
    chat.language = language
    for kind in ("guardian", "child"):
        families.consent(session, chat, families.Agreed(kind, "2026-11", "text", language), now)
    guardian = session.get_one(Guardian, chat.guardian_id)
    hour = now.astimezone(zone).hour
    guardian.write_from, guardian.write_to = hour * 60, (hour + 2) % 24 * 60
    for number in range(CHILDREN_MOST):
        born = date(2020, 3, 1) + timedelta(days=190 * number)
        children.add(session, guardian.family_id, born, now, zone, NAME, "F", "jinghu")


def every_dose_is_due(session: Session, house: Living) -> int:
    """A reminder for each open dose of each child, all at once, as after a long downtime."""
    now, around, chat = house.house.clock.now(), house.house.around, chat_of(session, 7)
    found = []
    for child in session.exec(select(Child)).all():
        # Nothing is named before the family told the booklet; here it told that nothing stands in it.
        child.record_checked_at = now
        rows = plans.look(session, around.knowledge, child, around.today(now)).doses
        for dose in (plans.dose_name(row) for row in rows if row.open):
            wish = {"child": child.id, "dose": dose, "stage": "before"}
            about = f"vaccine:{child.id}:{dose}"
            found.append(
                Outbox(chat_id=chat.id or 0, channel="telegram", rank=Rank.REMINDER, kind="reminder", about=about,
                       body=wish, due_at=now, created_at=now)
            )  # fmt: skip
    session.add_all(found)
    return len(found)


def _more_than(person: Person, before: int) -> bool:
    return len(person.heard()) > before


def longest(person: Person) -> int:
    return max(len(seen.text.encode("utf-16-le")) // 2 for seen in person.heard())


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_longest_real_texts_fit(api: BotApi, database_url: str, language: str) -> None:
    _ = speak(language)
    mother = api.user(7, language_code="en")
    api.know(7, 7)
    with living(database_url, api) as house:
        house.write(lambda session: settle_in(session, house, language))
        for command in ("/menu", "/help", "/privacy", "/where", "/language"):
            before = len(mother.heard())
            mother.say(command)
            until(partial(_more_than, mother, before))
        mother.tap(_("📄 A copy to read"))
        until(lambda: any("document" in seen.json for seen in mother.heard()))
        mother.say("/menu")
        home = mother.wait(NAME)
        assert len(home.labels) >= CHILDREN_MOST
        for child in ("👶", "📒"):
            mother.tap(
                next(label for seen in mother.heard() for label in seen.labels if label.startswith(child))
            )
            mother.wait(NAME)
        queued = house.write(lambda session: every_dose_is_due(session, house))
        house.loop.call_soon_threadsafe(house.house.courier.wake.set)
        rows = house.wait_until_sent()
    said = {row.message_ref for row in rows if row.kind == "reminder"}
    assert len([row for row in rows if row.kind == "reminder"]) == queued > CHILDREN_MOST * 5
    # English is the longer language: there one message is not enough for twelve late children.
    assert len(said) == 1 if language == "zh_CN" else 1 < len(said) < queued
    assert longest(mother) > 2_048


@pytest.mark.usefixtures("quick")
def test_a_screen_that_is_too_long_is_our_fault_and_said_so(
    api: BotApi, database_url: str, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    """Not silence, as when Telegram refuses it: the person hears "sorry", the operator finds it."""
    mother = api.user(7, language_code="en")
    monkeypatch.setattr(commands, "menu", lambda _: [("menu", Html("糖" * 4_096))])
    with living(database_url, api):
        mother.say("/help")
        mother.wait("Something went wrong on our side.")
    assert "TooLong" in log.getvalue()
    assert "糖" not in log.getvalue()
