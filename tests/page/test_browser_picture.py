"""A picture on the page: it is seen at once, says what it shows, opens large, and can be kept in the phone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.page.phone import Phone


def test_the_calendar_is_seen_opened_and_kept(phone: Phone) -> None:
    phone.step_into("late")
    phone.page.locator('[data-tap^="child:card:"]').first.click()
    phone.tap("📅 Calendar")
    phone.tap("🖼 Picture")
    bubble = phone.hears("The whole calendar on one page")
    image = bubble.locator("img")
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [1240, 1754]
    # upright as it is, as wide as the bubble allows, and not wider than the phone
    box = image.bounding_box()
    assert box
    assert box["width"] > 200
    assert abs(box["height"] / box["width"] - 1754 / 1240) < 0.02
    phone.fits()
    described = image.get_attribute("alt") or ""
    assert "calendar" in described
    assert "Please catch up now" in described
    assert "MMR 1" in described
    with phone.page.expect_download() as kept:
        bubble.locator("a[download]").click()
    assert kept.value.suggested_filename.startswith("calendar-")
    assert kept.value.suggested_filename.endswith(".png")
    with phone.context.expect_page() as large:
        image.click()
    expect(large.value.locator("img")).to_have_js_property("naturalWidth", 1240)


def test_a_long_conversation_never_pushes_the_page_away(phone: Phone) -> None:
    """Only the log scrolls: words for screen readers inside it must not make the document longer than the screen."""
    phone.step_into("late")
    phone.page.locator('[data-tap^="child:card:"]').first.click()
    phone.tap("📅 Calendar")
    phone.tap("📋 As a table")
    phone.hears("6 years")
    assert phone.run("document.scrollingElement.scrollHeight <= innerHeight")
    assert phone.run("document.querySelector('#log').scrollHeight > innerHeight")


def test_the_page_to_print_is_a_file(phone: Phone) -> None:
    phone.step_into("late")
    phone.page.locator('[data-tap^="child:card:"]').first.click()
    phone.tap("📅 Calendar")
    phone.tap("🖨 To print")
    bubble = phone.hears("One page, A4")
    with phone.page.expect_download() as kept:
        bubble.locator("a[download]").click()
    assert kept.value.suggested_filename.endswith(".pdf")
    assert kept.value.path().read_bytes().startswith(b"%PDF-")
