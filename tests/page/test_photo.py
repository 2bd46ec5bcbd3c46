"""A paper shown as a photo, in a real browser: made small, without what the camera knew, seen by the worker, and never kept in the phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import FilePayload, expect
from sqlmodel import Session, select

from actions import staff
from db import sealing
from db.chats import Chat
from db.connection import open_engine
from db.photos import Photo
from db.schema import migrate
from rules.photos import size
from rules.roles import Role
from tests.databases import make_database
from tests.page.phone import Phone
from tests.papers import SECRET, paper
from tests.processes import DATA_KEY, BotProcess, bot_process

Take = Callable[..., Phone]
NOW = datetime.now(UTC)
POST = staff.Post(Role.WORKER, frozenset(), "W")


#: Keeps what the page sends, before anybody else sees it.
_LISTEN = """(() => {
    const send = window.fetch;
    window.fetch = async (path, options) => {
        if (options?.body instanceof Blob) window.sent = [...new Uint8Array(await options.body.arrayBuffer())];
        return send(path, options);
    };
})()"""


class Office:
    """A bot with one worker, and its database."""

    def __init__(self, url: str, bot: BotProcess) -> None:
        self.bot, self._engine = bot, open_engine(url)
        sealing.use(sealing.KeyRing(DATA_KEY))

    def invite(self) -> str:
        """The link for another worker."""
        with Session(self._engine) as session:
            secret = staff.invite(session, staff.DESK, POST, NOW)
            session.commit()
            return f"/?start=staff_{secret}"

    def man(self) -> None:
        """Somebody works here, so that questions are taken."""
        with Session(self._engine) as session:
            chat = Chat(channel="web", address="1", language="en", seen_at=NOW)
            session.add(chat)
            found = staff.invitation(session, staff.invite(session, staff.DESK, POST, NOW), NOW)
            assert found is not None
            session.flush()
            staff.accept(session, chat, found, NOW)
            session.commit()

    def photos(self) -> list[Photo]:
        with Session(self._engine) as session:
            return list(session.exec(select(Photo)))

    def close(self) -> None:
        self._engine.dispose()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with make_database("sqlite", migrate) as url, bot_process(url, folder, demo="true") as running:
        made = Office(url, running)
        made.man()
        yield made
        made.close()


def file_of(data: bytes, name: str = "paper.jpg", kind: str = "image/jpeg") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": data}


def asks(phone: Phone) -> Phone:
    """A mother whose question waits, and who is to send a photo."""
    phone.start_parent()
    phone.hears("just look")
    phone.say("/person")
    phone.hears("question")
    phone.say("Is this paper the right one?")
    phone.page.locator('[data-tap="tell:district:-"]').last.click()
    phone.page.locator('[data-tap^="tell:send"]').last.click()
    phone.hears("Sent")
    phone.tap("📷 Show a paper as a photo")
    phone.hears("Please send the photo now")
    return phone


def test_a_photo_goes_from_phone_to_phone(phone_at: Take, office: Office) -> None:
    worker = phone_at(office.bot)
    worker.open(office.invite()).page.locator("#start-parent").click()
    worker.hears("You are now a worker")
    mother = asks(phone_at(office.bot))
    mother.fits()
    expect(mother.page.locator("#photo")).to_be_visible()

    mother.run(_LISTEN)
    with mother.page.expect_file_chooser() as chooser:
        mother.page.locator("[data-photo]").last.click()
    chooser.value.set_files(file_of(paper("passport", (3_000, 2_000))))
    mother.hears("with your question")
    sent = bytes(mother.run("window.sent"))
    assert size(sent) == (1_600, 1_067)
    assert SECRET not in sent
    expect(mother.mine.last).to_contain_text("📷 Photo")
    expect(mother.mine.last.locator("img")).to_have_count(0)
    assert mother.run("JSON.stringify(localStorage)").find("photo") < 0

    (row,) = office.photos()
    worker.say("/staff")
    tap_through(worker, row.purpose.removeprefix("ticket:"))
    bubble = worker.hears("It disappears from here in 10 minutes")
    image = bubble.locator("img")
    expect(image).to_have_js_property("naturalWidth", 1_600)
    expect(bubble.locator("a[download]")).to_have_count(0)
    assert image.get_attribute("alt") == "A photo the family sent"
    worker.fits()

    mother.tap("✔️ Done sending")
    mother.hears("Your question is with us")
    expect(mother.page.locator("#photo")).to_be_hidden()
    mother.tap("💬 My question")
    mother.tap("🗑 Withdraw this question")
    mother.page.locator('[data-tap^="mine:taken:"]').last.click()
    expect(worker.page.locator("img[alt='A photo the family sent']")).to_have_count(0)
    worker.page.reload()
    expect(worker.messages.last).to_be_visible()
    expect(worker.page.locator("img[alt='A photo the family sent']")).to_have_count(0)
    assert [one.data for one in office.photos()] == [None]


def tap_through(worker: Phone, ticket: str) -> None:
    """From the queue to the photo."""
    worker.page.locator('[data-tap="go:staff_tickets"]').last.click()
    worker.page.locator(f'[data-tap="desk:look:{ticket}"]').last.click()
    worker.page.locator(f'[data-tap="desk:take:{ticket}"]').last.click()
    worker.tap("📷 Photo (1)")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"<html>hello", "paper.jpg", "image/jpeg"),
        (b"", "empty.png", "image/png"),
        (paper()[:200], "cut.jpg", "image/jpeg"),
    ],
)
def test_what_cannot_be_opened_is_said_on_the_spot(
    phone_at: Take, office: Office, data: bytes, name: str, kind: str
) -> None:
    mother = asks(phone_at(office.bot))
    before = len(office.photos())
    mother.page.locator("#photo-file").set_input_files(file_of(data, name, kind))
    expect(mother.page.locator("#too-long")).to_contain_text("I could not open this photo")
    mother.page.locator("#photo-file").set_input_files(file_of(paper(kind="PNG"), "paper.png", "image/png"))
    mother.hears("with your question")
    expect(mother.page.locator("#too-long")).to_be_hidden()
    assert len(office.photos()) == before + 1


def test_a_line_that_breaks_only_delays_it(phone_at: Take, office: Office) -> None:
    mother = asks(phone_at(office.bot))
    before = len(office.photos())
    failures: list[Any] = []

    def fail_once(route: Any) -> None:
        failures.append(route)
        if len(failures) == 1:
            route.abort()
        else:
            route.continue_()

    mother.page.route("**/chat/photo*", fail_once)
    mother.page.locator("#photo-file").set_input_files(file_of(paper()))
    mother.hears("with your question")
    assert len(failures) == 2
    assert len(office.photos()) == before + 1
