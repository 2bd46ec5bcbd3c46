"""The first journey on Telegram, by polling and by webhook: start, language, consent, child, home. And the command menu."""

from __future__ import annotations

import io

import pytest

from dialogs.commands import about, menu
from dialogs.words import Words
from tests.bot.telegram.houses import SECRET, living, plain, speak, until
from tests.botapi import BotApi, Person, Seen

NICKNAME = "糖糖 & <Tang>"


def enter_a_child(person: Person, _: Words) -> Seen:
    """From /start to home, as a person does it: look, then tap or type."""

    def reads(msgid: str) -> Seen:
        return person.wait(plain(_(msgid)).partition("{")[0])

    person.say("/start")
    reads("Which language shall we speak?")
    person.tap(_.own_name)
    reads("You can also just look: then I put nothing into a record.")
    person.tap(_("👶 Keep my children's calendar"))
    reads("<b>1 of 2 · About you</b>")
    person.tap(_("Yes, I agree"))
    reads("<b>2 of 2 · About your child</b>")
    person.tap(_("Yes, I agree"))
    reads("What do you call your child at home?")
    person.say(NICKNAME)
    reads("When was your child born?")
    person.say("2024年5月6号")
    reads("Boy or girl? Only girls get the HPV vaccine at 13, that is why I ask. You can skip.")
    person.tap(_("Girl"))
    reads("Which district do you live in?")
    person.tap(_("Skip"))
    reads("Now the vaccination booklet. Has your child had everything up to today?")
    person.tap(_("Yes, everything up to today"))
    person.wait(lambda seen: plain(_("🏠 Home")) in seen.labels or NICKNAME in seen.text)
    person.say("/menu")
    return person.wait(NICKNAME)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("webhook", "language"), [(False, "zh_CN"), (True, "en")], ids=["polling", "webhook"]
)
def test_a_mother_enters_her_child(
    api: BotApi, database_url: str, webhook: bool, language: str, log: io.StringIO
) -> None:
    mother = api.user(7, language_code=language.replace("_", "-").lower(), first_name="Wang Fang")
    with living(database_url, api, webhook=webhook):
        home = enter_a_child(mother, speak(language))
        assert f"👶 {NICKNAME}" in home.labels
        until(lambda: not api.unanswered_taps)
        if webhook:
            assert api.report["webhook"]["url"].endswith("/telegram/webhook")
            assert api.report["webhook"]["secret_token"] == SECRET
            assert "getUpdates" not in api.report["calls"]
    taps = [
        entry["params"]["callback_query_id"]
        for entry in api.journal()
        if entry["method"] == "answerCallbackQuery"
    ]
    assert len(taps) == len(set(taps)) == 7
    assert "糖糖" not in log.getvalue()


def test_the_menu_and_the_descriptions_speak_every_language(api: BotApi, database_url: str) -> None:
    with living(database_url, api) as living_house:
        languages = living_house.house.around.catalogues.languages
        wanted = {"": "zh_CN"} | {code[:2]: code for code in languages}
        until(lambda: f"short_description/default/{list(wanted)[-1]}" in api.report["settings"])
        assert living_house.house.bot_name == "houniao_test_bot"
    settings = api.report["settings"]
    for code, language in wanted.items():
        _ = speak(language)
        shown = {one["command"]: one["description"] for one in settings[f"commands/default/{code}"]}
        assert shown == {name: str(text) for name, text in menu(_)}
        long, short = about(_)
        assert settings[f"description/default/{code}"] == long
        assert settings[f"short_description/default/{code}"] == short
    assert settings["description/default/zh"] != settings["description/default/en"]


def test_nobody_is_talked_to_too_fast(api: BotApi, database_url: str, log: io.StringIO) -> None:
    """Forty chats at once, and one that gets an answer after the other: with Telegram's real limits, and without a single refusal."""
    _ = speak("en")
    chatty = api.user(7, language_code="en")
    with living(database_url, api):
        for text in ("/help", "/language", "/help", "/nonsense"):
            chatty.say(text)
        for number in range(100, 140):
            api.user(number, language_code="en").say("/help")
        until(lambda: api.report["calls"].get("sendMessage", 0) >= 44)
        until(lambda: sum(api.deliveries().values()) == 44)
    assert api.pace()["provoked_429"] == 0
    assert set(api.deliveries()) == {"7", *map(str, range(100, 140))}
    first = plain(_("<b>What I can do</b>"))
    assert [seen.text.splitlines()[0] for seen in chatty.heard()] == [
        first,
        plain(_("Hello, I am Houniao 小候鸟. I help families who moved here for work.")),
        first,
        plain(_("I do not know this command.")),
    ]
