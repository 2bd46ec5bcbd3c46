"""What is deleted leaves the page, what is dead leads home, and what is long is read from its beginning."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.page.phone import Phone
from tests.page.test_browser_input import enter_child


def _agreed_and_entered(phone: Phone) -> None:
    enter_child(phone.start_parent())
    phone.tap("Skip")
    phone.hears("Now the vaccination booklet")
    phone.tap("Not at hand, later")
    phone.hears("Kiki")


def test_what_was_taken_back_leaves_the_page(phone: Phone) -> None:
    _agreed_and_entered(phone)
    phone.say("/privacy")
    phone.hears("What is kept")
    phone.tap("✋ Take my consent back")
    phone.hears("Yes, take it back")
    phone.tap("Yes, take it back")
    phone.hears("Your consent about your children is taken back")
    expect(phone.page.locator("article.pending")).to_have_count(0)
    expect(phone.page.locator("#messages")).not_to_contain_text("Kiki")
    phone.page.reload()
    phone.hears("Your consent about your children is taken back")
    expect(phone.page.locator("#messages")).not_to_contain_text("Kiki")


def test_a_dead_button_in_another_tab_leads_home(phone: Phone) -> None:
    """The other tab was asleep while everything was taken back: its button still goes somewhere."""
    _agreed_and_entered(phone)
    sleeper = phone.second_tab()
    sleeper.hears("Kiki")
    sleeper.page.route("**/chat/stream*", lambda route: route.abort())
    sleeper.run("dispatchEvent(new Event('offline'))")
    address = sleeper.button("🏠 Home").get_attribute("data-tap")
    seq = sleeper.messages.last.get_attribute("data-seq")
    phone.say("/privacy")
    phone.hears("What is kept")
    phone.tap("✋ Take my consent back")
    phone.tap("Yes, take it back")
    phone.hears("Your consent about your children is taken back")
    status = phone.run(
        f"""fetch('/chat/say', {{method: 'POST', headers: {{'content-type': 'application/json'}},
            body: JSON.stringify({{nonce: crypto.randomUUID(), tap: '{address}', seq: {seq}, label: 'Home'}})}}).then(a => a.status)"""
    )
    assert status == 202
    phone.hears("No child is entered yet")
    sleeper.complaints.clear()


def test_a_tall_message_is_read_from_its_beginning(phone: Phone) -> None:
    phone.step_into("late")
    phone.page.set_viewport_size({"width": 360, "height": 420})
    phone.button("👶 小宝").click()
    card = phone.hears("Bring:")
    expect(card).to_be_visible()
    phone.page.wait_for_function(
        """() => { const log = document.querySelector("#log") || document.querySelector("main");
            const card = [...document.querySelectorAll("article[data-seq]")].at(-1);
            const top = card.getBoundingClientRect().top;
            return card.getBoundingClientRect().height > innerHeight && top >= 0 && top < innerHeight / 2; }"""
    )


def test_what_comes_later_by_itself_is_shown_whole(phone: Phone) -> None:
    """A tall message before it must not hold the page back: the reminder's buttons are what is asked."""
    phone.step_into("two")
    phone.page.locator('[data-days="7"]').click()
    phone.hears("MMR (measles, mumps, rubella), dose 1")
    expect(phone.button("✅ Done")).to_be_in_viewport()


def test_a_date_is_never_broken_over_two_lines(phone: Phone) -> None:
    phone.step_into("two")
    days = phone.page.locator(".day-of")
    assert days.count() > 0
    lines = phone.run("[...document.querySelectorAll('.day-of')].map(d => d.getClientRects().length)")
    assert set(lines) == {1}


def test_who_follows_a_link_reads_where_it_leads(phone: Phone) -> None:
    phone.open("/?start=join_something")
    expect(phone.page.locator("#start")).to_contain_text("You are invited to a family's calendar")
    expect(phone.page.locator("#demo [data-family]")).to_have_count(0)
