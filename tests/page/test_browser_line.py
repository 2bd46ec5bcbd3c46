"""The line breaks: reload, kill -9 in the middle, words typed while the bot is away, two tabs. Nothing lost, nothing doubled."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.page.phone import Phone
from tests.processes import BotProcess

LOST = "I do not know that, sorry"


def bubbles(phone: Phone) -> list[str]:
    """What every bubble says, without its time."""
    script = "all => all.map(a => a.dataset.seq + a.querySelector('.text').textContent)"
    return list(phone.page.eval_on_selector_all("article[data-seq]", script))


def test_history_is_there_after_a_reload(phone: Phone) -> None:
    phone.step_into("late")
    for number in range(3):
        phone.say(f"word {number}")
    expect(phone.answers.filter(has_text=LOST)).to_have_count(3)
    before = bubbles(phone)
    phone.page.reload()
    expect(phone.messages).to_have_count(len(before))
    assert bubbles(phone) == before
    expect(phone.page.locator("#state")).to_have_text("online")
    phone.say("one more")
    expect(phone.answers.filter(has_text=LOST)).to_have_count(4)


def test_older_messages_come_when_one_scrolls_up(phone: Phone) -> None:
    phone.step_into("late")
    for number in range(16):
        phone.say(f"word {number}")
    expect(phone.answers.filter(has_text=LOST)).to_have_count(16)
    before = bubbles(phone)
    phone.page.reload()
    expect(phone.messages).to_have_count(30)
    newest = phone.messages.last
    expect(newest).to_be_in_viewport()
    phone.page.locator("#log").hover()
    phone.page.mouse.wheel(0, -20_000)
    expect(phone.messages).to_have_count(len(before))
    assert bubbles(phone) == before
    expect(newest).not_to_be_in_viewport()
    phone.page.locator("#newest").click()
    expect(newest).to_be_in_viewport()


def test_the_bot_is_killed_in_the_middle_of_a_chat(
    phone_at: Callable[..., Phone], own_bot: BotProcess
) -> None:
    """kill -9, words typed meanwhile, a start: the page comes back by itself, and every word has its one answer."""
    phone = phone_at(own_bot).step_into("late")
    for number in range(3):
        phone.say(f"before {number}")
    own_bot.kill()
    expect(phone.page.locator("#offline")).to_contain_text("What you write is kept")
    for number in range(2):
        phone.say(f"meanwhile {number}")
    expect(phone.page.locator("#pending article").filter(has_text="meanwhile")).to_have_count(2)
    own_bot.start()
    expect(phone.page.locator("#state")).to_have_text("online")
    expect(phone.page.locator("#offline")).to_be_empty()
    expect(phone.page.locator("#pending article")).to_have_count(0)
    expect(phone.answers.filter(has_text=LOST)).to_have_count(5)
    assert [text for text in said(phone) if text.startswith(("before", "meanwhile"))] == [
        *(f"before {number}" for number in range(3)),
        *(f"meanwhile {number}" for number in range(2)),
    ]
    after = bubbles(phone)
    phone.page.reload()
    expect(phone.messages).to_have_count(len(after))
    assert bubbles(phone) == after


def said(phone: Phone) -> list[str]:
    return phone.page.locator('article[data-seq][data-from="me"] .text').all_inner_texts()


def test_a_word_typed_while_the_bot_is_away_survives_even_a_reload(
    phone_at: Callable[..., Phone], own_bot: BotProcess
) -> None:
    phone = phone_at(own_bot).step_into("late")
    assert phone.run("navigator.serviceWorker.ready.then(found => Boolean(found.active))")
    own_bot.kill()
    phone.say("kept in the pocket")
    expect(phone.mine).to_have_count(1)
    phone.page.reload()
    expect(phone.page.locator("#boot-wait")).to_be_visible()
    own_bot.start()
    phone.hears(LOST)
    assert said(phone) == ["kept in the pocket"]


def test_a_language_changed_while_the_line_was_down_reaches_the_page(
    phone_at: Callable[..., Phone], bot: BotProcess
) -> None:
    """The page says which language it shows; who only tells changes would never tell this one."""
    phone = phone_at(bot, service_workers="block").step_into("late")
    phone.say("/language")
    phone.hears("Which language shall we speak?")
    phone.context.route("**/chat/stream?*", lambda route: route.abort())
    phone.page.reload()
    expect(phone.page.locator("#state")).to_have_text("no connection")
    phone.tap("中文")
    me = phone.page.request
    assert any(me.get(f"{bot.url}/chat/me").json()["language"] == "zh_CN" for _try in range(2_000))
    phone.context.unroute_all()
    expect(phone.page.locator("#state")).to_have_text("在线")
    expect(phone.page.locator("#send")).to_have_attribute("aria-label", "发送")


def test_two_tabs_show_the_same(phone: Phone) -> None:
    phone.step_into("late")
    other = phone.second_tab()
    expect(other.messages).to_have_count(2)
    other.say("from the second tab")
    phone.hears(LOST)
    phone.say("from the first tab")
    expect(other.answers.filter(has_text=LOST)).to_have_count(2)
    expect(phone.answers.filter(has_text=LOST)).to_have_count(2)
    assert bubbles(phone) == bubbles(other)
    expect(other.page.locator("#pending article")).to_have_count(0)


def test_everything_deleted_clears_every_tab_and_leads_to_the_start(phone: Phone) -> None:
    phone.step_into("two")
    other = phone.second_tab()
    expect(other.messages).to_have_count(2)
    phone.say("/privacy")
    phone.hears("What is kept")
    phone.tap("🗑 Delete everything")
    phone.hears("Delete everything?")
    phone.tap("Yes, delete everything")
    for tab in (phone, other):
        expect(tab.page.locator("#start-note")).to_contain_text("has been deleted")
        expect(tab.page.locator("article")).to_have_count(0)
        assert "圆圆" not in tab.page.content()
    assert phone.run("localStorage.getItem('houniao.queue')") in ("[]", None)
    phone.page.reload()
    expect(phone.page.locator("#start")).to_be_visible()
    phone.page.locator("#start-parent").click()
    expect(phone.answers).to_have_count(1)
