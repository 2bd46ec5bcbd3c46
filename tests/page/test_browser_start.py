"""The first minutes: a new parent in two languages, a demo family, the language changed on the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from bot.house_words import catalogues
from db.schema import migrate
from dialogs.words import Words
from tests.databases import make_database
from tests.page.phone import Phone
from tests.processes import BotProcess, bot_process

LANGUAGES = {"zh-CN": "zh_CN", "en-US": "en"}


def becomes_a_parent(phone: Phone, _: Words) -> None:
    """From the start view to home, as a mother would go."""
    phone.start_parent()
    phone.hears(_("You can also just look: then I put nothing into a record."))
    phone.tap(_("👶 Keep my children's calendar"))
    phone.hears("1")
    phone.tap(_("Yes, I agree"))
    phone.hears(_("Do you, as guardian, agree?"))
    phone.tap(_("Yes, I agree"))
    phone.hears(_("What do you call your child at home?"))
    expect(phone.page.locator("#text")).to_have_attribute("placeholder", _("Nickname"))
    phone.say("团团")
    phone.hears(_("When was your child born?"))
    phone.say("2025年1月3号")
    phone.hears(_("Boy or girl? Only girls get the HPV vaccine at 13, that is why I ask. You can skip."))
    phone.tap(_("Girl"))
    phone.hears(_("Which district do you live in?"))
    phone.tap(_.fact("鸠江区"))
    phone.hears(_("Now the vaccination booklet. Has your child had everything up to today?"))
    phone.tap(_("Yes, everything up to today"))
    phone.hears("17")
    phone.tap(_("🏠 Home"))
    expect(phone.hears("💉").locator("b")).to_have_text("团团")


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_new_parent_comes_home(phone_at: Callable[..., Phone], bot: BotProcess, locale: str) -> None:
    phone = phone_at(bot, locale=locale)
    becomes_a_parent(phone, catalogues().speak(LANGUAGES[locale]))
    expect(phone.page.locator("html")).to_have_attribute("lang", locale[:2] if locale != "zh-CN" else locale)
    seqs = phone.seqs()
    assert seqs == sorted(set(seqs))


def test_the_same_on_postgresql(
    phone_at: Callable[..., Phone], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("postgresql")
    with make_database("postgresql", migrate) as url, bot_process(url, folder, demo="true") as bot:
        phone = phone_at(bot).step_into("late")
        phone.say("nice weather")
        phone.hears("I do not know that, sorry")
        phone.tap("🏠 Home")
        phone.hears("小宝")


def test_the_language_can_be_chosen_before_and_changed_in_the_middle(phone: Phone) -> None:
    """The page's own words change with the conversation, at once."""
    phone.open()
    expect(phone.page.locator("#start-parent")).to_have_text("I am a parent: start")
    phone.page.locator('[data-language="zh_CN"]').click()
    expect(phone.page.locator("#start-parent")).to_have_text("我是家长，开始")
    phone.page.locator('#demo [data-family="late"]').click()
    expect(phone.answers).to_have_count(2)
    expect(phone.page.locator("html")).to_have_attribute("lang", "zh-CN")
    phone.page.locator("#open-settings").click()
    phone.page.locator('[data-command="/language"]').click()
    expect(phone.answers).to_have_count(3)
    phone.tap("English")
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    expect(phone.page.locator("#send")).to_have_attribute("aria-label", "Send")
    expect(phone.page.locator("#state")).to_have_text("online")
    phone.hears("小宝")
    phone.page.reload()
    expect(phone.page.locator("#text")).to_have_attribute("placeholder", "Write a message …")


def test_a_link_with_a_payload_leads_to_what_it_names(phone: Phone) -> None:
    phone.open("/?start=demo_late").page.locator("#start-parent").click()
    phone.hears("小宝")
    assert phone.page.url == f"{phone.url}/"


def test_another_demo_family_from_the_settings(phone: Phone) -> None:
    phone.step_into("late").page.locator("#open-settings").click()
    phone.page.locator('#switch [data-family="two"]').click()
    phone.hears("圆圆")
    # The family before is gone, and so is what was said to it.
    expect(phone.answers).to_have_count(2)
