"""Everything a person can put in: places, Pinyin, the keyboard alone, text that means harm; and a file to take out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.calendars import read
from tests.page.phone import Phone
from tests.processes import BotProcess

STATION = {"latitude": 31.3612345, "longitude": 118.3912345}
LOST = "I do not know that, sorry"


def test_a_shared_location_becomes_a_district(phone_at: Callable[..., Phone], bot: BotProcess) -> None:
    phone = phone_at(bot, geolocation=STATION, permissions=["geolocation"]).step_into("late")
    with phone.page.expect_request("**/chat/say") as request:
        phone.page.locator("#locate").click()
    assert json.loads(request.value.post_data or "")["location"] == {"lat": 31.3612, "lon": 118.3912}
    phone.hears("Jinghu")
    expect(phone.mine.last).to_contain_text("📍 My place")
    phone.page.locator("[data-tap]", has_text="We live in").last.click()
    phone.hears("Do you live in this district?")
    phone.tap("Yes, for 小宝")
    phone.hears("Jinghu")


def test_a_refused_location_leads_to_a_landmark_and_keeps_what_was_entered(phone: Phone) -> None:
    """In the middle of entering a child: the way around must not lose the birth date."""
    enter_child(phone.start_parent())
    phone.page.locator("[data-locate]").last.click()
    expect(phone.page.locator("#place-text")).to_contain_text("I could not find out where you are")
    expect(phone.page.locator("#place-pick")).to_be_focused()
    phone.page.locator("#place-pick").click()
    expect(phone.page.locator("#place-help")).to_be_hidden()
    phone.hears("Do you live close to one of these?")
    phone.tap("Wuhu railway station")
    phone.hears("Do you live in this district?")
    phone.page.locator("[data-tap]", has_text="Yes, ").last.click()
    phone.hears("Now the vaccination booklet")


def enter_child(phone: Phone, nickname: str = "Kiki") -> None:
    """From the first hello to the question for the district."""
    phone.hears("just look")
    phone.tap("👶 Keep my children's calendar")
    phone.hears("1 of 2")
    phone.tap("Yes, I agree")
    phone.hears("2 of 2")
    phone.tap("Yes, I agree")
    phone.hears("What do you call your child")
    phone.say(nickname)
    phone.hears("When was your child born")
    phone.say("2025-01-03")
    phone.hears("Boy or girl")
    phone.tap("Girl")
    phone.hears("Which district")


def focus_by_tab(phone: Phone, aim: Locator) -> None:
    """Presses Tab until this is reached; who never gets there is locked out."""
    for _press in range(60):
        if aim.evaluate("node => node === document.activeElement"):
            return
        phone.page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {aim}")


def test_the_keyboard_alone_is_enough(phone_at: Callable[..., Phone], bot: BotProcess) -> None:
    phone = phone_at(bot, is_mobile=False, has_touch=False).open()
    keyboard = phone.page.keyboard
    focus_by_tab(phone, phone.page.locator("#start-parent"))
    keyboard.press("Enter")
    phone.hears("just look")
    for label, answer in (("👀 Just look", "birth date"),):
        focus_by_tab(phone, phone.button(label))
        keyboard.press("Enter")
        phone.hears(answer)
    focus_by_tab(phone, phone.page.locator("#text"))
    keyboard.type("2025-01-03")
    keyboard.press("Shift+Enter")
    keyboard.press("Backspace")
    keyboard.press("Enter")
    expect(phone.mine.last).to_contain_text("2025-01-03")
    expect(phone.page.locator("#text")).to_have_value("")
    focus_by_tab(phone, phone.page.locator("#open-settings"))
    keyboard.press("Enter")
    focus_by_tab(phone, phone.page.locator("#large-text"))
    keyboard.press("Space")
    expect(phone.page.locator("html")).to_have_attribute("data-text", "large")
    keyboard.press("Escape")
    expect(phone.page.locator("#settings")).to_be_hidden()
    expect(phone.page.locator("#open-settings")).to_be_focused()


def test_enter_belongs_to_pinyin_while_it_is_composed(phone: Phone) -> None:
    phone.step_into("late").page.locator("#text").focus()
    hand = phone.context.new_cdp_session(phone.page)
    hand.send("Input.imeSetComposition", {"text": "tianqi", "selectionStart": 6, "selectionEnd": 6})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    hand.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    expect(phone.page.locator("#text")).to_have_value("tianqi")
    hand.send("Input.insertText", {"text": "天气"})
    expect(phone.page.locator("#text")).to_have_value("天气")
    expect(phone.mine).to_have_count(0)
    phone.page.keyboard.press("Enter")
    phone.hears(LOST)
    expect(phone.mine.locator(".text")).to_have_text(["天气"])


def test_hostile_text_is_shown_as_text(phone: Phone) -> None:
    hostile = (
        "<img src=x onerror=alert(1)><b>bold</b> &amp; {name} javascript:alert(2) http://example.org/?a=1&b=2"
    )
    phone.page.on("dialog", lambda dialog: phone.complaints.append(dialog.message))
    enter_child(phone.start_parent(), nickname="<i>A&B")
    phone.tap("Skip")
    phone.hears("<i>A&B")
    phone.say("/menu")
    phone.hears("<i>A&B")
    phone.tap("👶 <i>A&B")
    expect(phone.mine.last.locator(".text")).to_have_text("👶 <i>A&B")
    phone.say(hostile)
    phone.hears("Which one do you mean?")  # "alert" is a word for reminders
    expect(phone.mine.last.locator(".text")).to_have_text(hostile)
    assert phone.mine.last.locator(".text *").count() == 0
    phone.page.reload()
    expect(phone.mine.last.locator(".text")).to_have_text(hostile)
    expect(phone.page.locator("#messages").locator("img, .text i")).to_have_count(0)


def test_what_is_too_long_is_said_before_it_is_sent(phone: Phone) -> None:
    text = phone.step_into("late").page.locator("#text")
    text.fill("长" * 4001)
    text.press("Enter")
    expect(phone.page.locator("#too-long")).to_contain_text("1")
    expect(phone.page.locator("#send")).to_have_attribute("aria-disabled", "true")
    expect(phone.mine).to_have_count(0)
    phone.say("长" * 4000)
    phone.hears(LOST)


def test_a_double_tap_counts_once(phone: Phone) -> None:
    """The log moves up after a press; the second half of a double tap must not hit what slid under the finger."""
    phone.step_into("late")
    deaf = """(() => {
      const choices = [...document.querySelectorAll(".choice")];
      choices.at(-1).click();
      choices.at(-1).click();
      return choices.every(one => getComputedStyle(one).pointerEvents === "none");
    })()"""
    assert phone.run(deaf) is True
    phone.hears("What I can do")
    phone.tap("🏠 Home")
    phone.hears("小宝")
    expect(phone.mine.locator(".text")).to_have_text(["❓ Help", "🏠 Home"])


def test_a_copy_of_everything_can_be_saved(phone: Phone, tmp_path: Path) -> None:
    phone.step_into("two").say("/privacy")
    phone.hears("What is kept")
    phone.tap("📄 A copy to read")
    link = phone.hears("everything I keep").locator("a.attached")
    with phone.page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.endswith(".html")
    download.value.save_as(tmp_path / "copy.html")
    assert "圆圆" in (tmp_path / "copy.html").read_text("utf-8")


def test_dates_go_into_the_phones_own_calendar(phone: Phone, tmp_path: Path) -> None:
    """By a link that its calendar opens, not another tab; and as a file."""
    phone.step_into("two").tap("⚙️ Settings")
    phone.tap("📆 Into my phone's calendar")
    phone.tap("🔗 Make the link")
    link = phone.hears("Copy this link").locator("a.choice")
    address = str(link.get_attribute("href"))
    assert address.startswith("webcal://")
    assert link.get_attribute("target") is None
    shown = phone.answers.last.locator("code").inner_text()
    assert shown.partition("://")[2] == address.partition("://")[2]
    phone.tap("📎 As a file")
    file = phone.hears("Open this file").locator("a.attached")
    with phone.page.expect_download() as download:
        file.click()
    assert download.value.suggested_filename.endswith(".ics")
    download.value.save_as(tmp_path / "dates.ics")
    assert read((tmp_path / "dates.ics").read_bytes())
