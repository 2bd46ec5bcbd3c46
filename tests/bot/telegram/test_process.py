"""The real program, as an operator starts it: its log holds neither the token nor a word of anybody, whatever went wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import Session, select

from db.connection import open_engine
from db.photos import Photo, PhotoState
from tests.bot.telegram.houses import migrate, plain, speak, until
from tests.botapi import BotApi, Fault
from tests.databases import make_database
from tests.papers import SECRET, paper
from tests.processes import DATA_KEY, ROOT, bot_process

HELP = plain(speak("en")("<b>What I can do</b>"))
PRIVATE = ("糖糖", "Wang Fang", "wangfang7", "2024-05-06")


def doctor(database_url: str, folder: Path) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOUNIAO_")}
    settings = {"HOUNIAO_DATABASE_URL": database_url, "HOUNIAO_DATA_KEY": DATA_KEY, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", "doctor"]
    return subprocess.run(
        command, cwd=folder, env=clean | settings, capture_output=True, text=True, check=False
    )


@pytest.mark.usefixtures("quick")
def test_a_bad_day_leaves_no_names_in_the_log(api: BotApi, tmp_path: Path) -> None:
    """Dropped lines (whose errors carry the token in their address), refusals, unreadable updates, a server that dies."""
    mother = api.user(7, language_code="en", first_name="Wang Fang", username="wangfang7")
    token = api.token
    with make_database("sqlite", prepare=migrate) as url:
        with bot_process(url, tmp_path, telegram_token=token, telegram_api=api.url) as bot:
            mother.say("/help")
            mother.wait(HELP)
            api.fail(Fault("drop_before", "sendMessage", 7), Fault("drop", "getUpdates"))
            mother.say("糖糖 2024-05-06")
            mother.wait(lambda seen: True, seconds=20)
            api.fail(Fault("blocked", "sendMessage", 7))
            mother.say("糖糖")
            who = {"id": 7, "is_bot": False, "first_name": "Wang Fang", "username": "wangfang7"}
            api.update(
                "message",
                {"message_id": 1, "date": "糖糖", "from": who, "chat": {"id": 7, "type": "private"}},
            )
            mother.wait("Something went wrong on our side.", seconds=20)
            mother.say("/help")
            mother.wait(HELP)
            api.fail(Fault("drop_before", times=3))
            until(lambda: bot.healthy())
            assert bot.stop() == 0
        told = doctor(url, tmp_path)
    assert told.returncode == 1
    assert "name this machine" in told.stdout.replace("\n", " ")
    assert "ValidationError" in told.stdout
    log = bot.log.read_text()
    assert '"put_aside": true' in log
    assert "Telegram is on." in log
    for secret in (token, token.partition(":")[2], *PRIVATE):
        assert secret not in log + told.stdout + told.stderr


def _fetched(url: str) -> Photo | None:
    """The first photo that has come over from Telegram."""
    engine = open_engine(url)
    with Session(engine) as session:
        photo = session.exec(select(Photo).where(Photo.state == PhotoState.HERE)).first()
    engine.dispose()
    return photo


@pytest.mark.usefixtures("quick")
def test_a_photo_over_the_line_is_fetched_and_shown_to_whoever_answers(api: BotApi, tmp_path: Path) -> None:
    """Asked, taken, a photo sent: the process downloads it from Telegram, seals it, forgets Telegram's name of it; the owner sees it."""
    mother, owner = api.user(7, language_code="en"), api.user(5, language_code="en")
    settings = {"telegram_token": api.token, "telegram_api": api.url, "owner_ids": "5"}
    with make_database("sqlite", prepare=migrate) as url, bot_process(url, tmp_path, **settings):
        owner.say("/start")
        owner.wait(lambda seen: True)
        mother.say("/person")
        mother.wait("What do you want to ask?")
        mother.say("Is this the right paper?")
        mother.wait("Where do you live?")
        mother.tap("I don't know")
        mother.wait("Shall I send it?")
        mother.tap("✅ Send")
        mother.wait("Sent.")
        owner.say("/staff")
        owner.wait("Staff")
        owner.tap("🙋 Questions (1)")
        owner.wait("1 question waits.")
        owner.tap("desk:look:1")
        owner.wait("Is this the right paper?")
        owner.tap("✋ Take it")
        owner.wait("It is yours.")
        mother.tap("📷 Show a paper as a photo")
        mother.wait("Please send the photo now.")
        mother.attach("photo", paper())
        mother.wait("the photo is with your question")
        photo = until(lambda: _fetched(url))
        assert photo is not None
        assert (photo.ref, photo.tries) == (None, 0)
        assert SECRET not in (photo.data or b"")
        # by the list, not by the news of the photo: at night that news waits for the morning
        owner.tap("🙋 All questions")
        owner.wait("No question waits.")
        owner.tap("desk:look:1")
        owner.wait(lambda seen: "📷 Photo (1)" in seen.labels)
        owner.tap("📷 Photo (1)")
        shown = owner.wait("10 minutes")
        assert shown.json["photo"]
