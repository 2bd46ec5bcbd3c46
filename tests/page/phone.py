"""A phone in a person's hand: the page in a real Chromium, used as people use it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

#: A cheap phone of today, held upright.
SIZE = {"width": 390, "height": 844}
#: What the browser itself says when the bot is gone for a while, or a test says so; everything else on the console is our mistake.
_NOISE = re.compile(
    r"Failed to load resource: (net::ERR_|the server responded with a status of (401|503))"
    r"|Service Worker registration blocked by Playwright"
)


class Phone:
    """One tab. Everything it asks for and complains about is kept; `is_clean` judges at the end."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        context.on("request", self._asked)
        self.page: Page = self._tab()

    def _tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def second_tab(self) -> Phone:
        """The same browser, another tab."""
        other = Phone(self.context, self.url)
        other.complaints, other.elsewhere = self.complaints, self.elsewhere
        return other.open()

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https", "ws", "wss") and not request.url.startswith(
            self.url
        ):
            self.elsewhere.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _NOISE.match(message.text):
            self.complaints.append(message.text)

    def is_clean(self) -> None:
        assert self.complaints == [], self.complaints
        assert self.elsewhere == [], self.elsewhere

    def open(self, path: str = "/") -> Phone:
        self.page.goto(self.url + path)
        return self

    def start_parent(self) -> Phone:
        self.open().page.locator("#start-parent").click()
        return self

    def step_into(self, family: str) -> Phone:
        """Into a demo family, until its home is there."""
        self.open().page.locator(f'#demo [data-family="{family}"]').click()
        expect(self.answers).to_have_count(2)
        return self

    @property
    def messages(self) -> Locator:
        return self.page.locator("article[data-seq]")

    @property
    def answers(self) -> Locator:
        return self.page.locator('article[data-seq][data-from="bot"]')

    @property
    def mine(self) -> Locator:
        """Own bubbles, also those still on their way."""
        return self.page.locator('article[data-from="me"]')

    def hears(self, text: str | re.Pattern[str]) -> Locator:
        """Waits until the newest bubble holds this text and is the bot's."""
        newest = self.messages.last
        expect(newest).to_contain_text(text)
        expect(newest).to_have_attribute("data-from", "bot")
        return newest

    def tap(self, label: str) -> None:
        """Presses the newest button with this label. The page takes no second press for a moment: then it waits, like a person."""
        self.button(label).click()

    def button(self, label: str) -> Locator:
        return self.page.locator("[data-tap]", has_text=re.compile(f"^{re.escape(label)}$")).last

    def say(self, text: str) -> None:
        self.page.locator("#text").fill(text)
        self.page.locator("#send").click()

    def seqs(self) -> list[int]:
        """The places of all bubbles, as they stand."""
        return [
            int(seq)
            for seq in self.page.eval_on_selector_all(
                "article[data-seq]", "all => all.map(a => a.dataset.seq)"
            )
        ]

    def run(self, script: str) -> Any:
        return self.page.evaluate(script)

    def fits(self) -> None:
        """Nothing to scroll sideways, and nothing stands out of the screen."""
        assert self.run("document.scrollingElement.scrollWidth") <= self.run("innerWidth")
        out = """[...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && !e.closest(".unseen, svg, [aria-hidden]"))
            .filter(e => { const b = e.getBoundingClientRect(); return b.width && (b.left < -0.5 || b.right > innerWidth + 0.5); })
            .map(e => e.outerHTML.slice(0, 120))"""
        assert self.run(out) == []
