"""A demo family, and the days that pass: the reminder comes to the open page, is answered, and is ticked off."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.page.phone import Phone
from tests.processes import BotProcess


def bell(phone: Phone) -> Locator:
    return phone.answers.filter(has_text="🔔").last


def test_days_pass_and_the_reminder_comes_and_is_answered(
    phone_at: Callable[..., Phone], own_bot: BotProcess
) -> None:
    phone = phone_at(own_bot).step_into("two")
    clock = phone.page.locator("#clock-now")
    expect(clock).to_contain_text("2")
    before = clock.inner_text()
    phone.page.locator('[data-days="7"]').click()
    expect(clock).not_to_have_text(before)
    expect(clock).to_contain_text(re.compile(r"\d{4}"))
    reminder = bell(phone)
    expect(reminder).to_contain_text("圆圆")
    day = phone.page.locator(".day").last
    expect(day).to_have_text(re.compile("today", re.IGNORECASE))
    ticks = phone.page.locator("article", has_text="✅")
    expect(ticks).to_have_count(1)
    reminder.locator("[data-tap]", has_text="Done").click()
    phone.hears("Which of these is done?")
    phone.tap("✅ All of these, today")
    expect(phone.messages).to_have_count(8)
    expect(reminder).to_contain_text("done")
    phone.page.reload()
    expect(phone.messages).to_have_count(8)
    expect(reminder).to_contain_text("done")
    phone.page.locator('[data-days="30"]').click()
    expect(clock).not_to_have_attribute("aria-busy", "true")


def test_the_clock_and_the_reminder_reach_every_open_page(
    phone_at: Callable[..., Phone], own_bot: BotProcess
) -> None:
    """One traveller takes everyone along, each into their own family."""
    here, there = phone_at(own_bot).step_into("two"), phone_at(own_bot, locale="zh-CN").step_into("two")
    here.page.locator('[data-days="7"]').click()
    expect(bell(here)).to_be_visible()
    expect(bell(there)).to_contain_text("接种门诊")
    assert here.seqs() == there.seqs()
