"""What a phone's calendar gets over HTTP: its dates, "nothing new", or the 404 of any wrong address. And the file out of the page."""

from __future__ import annotations

import re
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from db.schema import migrate
from tests.bot.browsers import Arrive, Browser
from tests.bot.test_web_doors import taken_away
from tests.calendars import read
from tests.databases import Kind, make_database
from tests.processes import BotProcess, bot_process

#: A token that was never made, in the form of one.
_NEVER = "AAAAaaaa0000____----zzZZ"


@pytest.fixture
def browser(arrive: Arrive, demo_bot: BotProcess) -> Browser:
    """A visitor in a demo family of two children."""
    return arrive(demo_bot).begin("two")


def press(browser: Browser, address: str, hears: str) -> str:
    """Presses a button by its address; the answer's text."""
    browser.say(tap=address, seq=1, label="x")
    return str(browser.hears(hears)["html"])


def link(browser: Browser, address: str = "go:feed_make") -> str:
    """The path of the link that is shown."""
    found = re.search(r"<code>(http[^<]*)</code>", press(browser, address, "/calendar/"))
    assert found
    return urlsplit(found[1]).path


def test_a_calendar_is_fetched(browser: Browser) -> None:
    path = link(browser)
    answer = httpx.get(browser.http.base_url.join(path))  # no cookie: a phone's calendar has none
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert int(answer.headers["content-length"]) == len(answer.content)
    found = read(answer.content)
    assert len({one.summary.partition(":")[0] for one in found}) == 2
    assert {one.rings for one in found} == {(), (timedelta(hours=-6), timedelta(hours=9))}
    assert "A calendar fetched it on" in press(browser, "go:feed", "/calendar/")


def test_the_head_is_the_same_without_the_body(browser: Browser) -> None:
    path = link(browser)
    whole, head = browser.http.get(path), browser.http.head(path)
    assert head.content == b""
    for name in ("etag", "content-type", "content-length", "cache-control"):
        assert head.headers[name] == whole.headers[name]


def test_nothing_new_is_said_without_sending_it_again(browser: Browser) -> None:
    path = link(browser)
    tag = browser.http.get(path).headers["etag"]
    for known in (tag, f"W/{tag}", f'"old", {tag}', "*"):
        answer = browser.http.get(path, headers={"if-none-match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
    for other in ('"old"', tag.strip('"'), ""):
        assert browser.http.get(path, headers={"if-none-match": other}).status_code == 200


def test_what_changes_is_fetched_anew(browser: Browser) -> None:
    path = link(browser)
    before = browser.http.get(path)
    number = read(before.content)[0].uid.split("-")[1]
    first = read(before.content)[0].uid.removeprefix(f"vaccine-{number}-").removesuffix("@houniao")
    press(browser, f"shot:today:{number}:{first}", "")
    browser.until(lambda shown: "Written down" in shown[-1]["html"] or "already" in shown[-1]["html"])
    after = browser.http.get(path, headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    old, new = ({one.uid: one for one in read(found.content)} for found in (before, after))
    assert old != new
    for uid in old.keys() & new.keys():
        assert new[uid].sequence >= old[uid].sequence


def test_it_speaks_the_language_of_the_chat(browser: Browser) -> None:
    path = link(browser)
    english = browser.http.get(path)
    press(browser, "lang:zh_CN", "")
    browser.until(lambda shown: shown[-1]["lang"] == "zh-CN")
    chinese = browser.http.get(path)
    assert "孩子的日程" in chinese.text
    assert chinese.headers["etag"] != english.headers["etag"]
    assert [one.uid for one in read(chinese.content)] == [one.uid for one in read(english.content)]


def test_who_wants_no_reminders_gets_it_all_the_same(browser: Browser) -> None:
    path = link(browser)
    press(browser, "go:stop", "not remind you")
    assert read(browser.http.get(path).content)


def test_wrong_and_stopped_links_are_like_any_wrong_address(browser: Browser) -> None:
    first = link(browser)
    second = link(browser, "go:feed_new")
    assert browser.http.get(second).status_code == 200
    press(browser, "go:feed_stop", "stopped")
    nowhere = browser.http.get("/nowhere")
    wrong = [first, second, f"/calendar/{_NEVER}.ics", f"/calendar/{_NEVER}", "/calendar/.ics", "/calendar/",
             "/calendar/%00.ics", f"/calendar/{'x' * 5000}.ics", "/calendar/%ed%a0%80.ics", f"{first}x"]  # fmt: skip
    for path in wrong:
        answer = browser.http.get(path)
        assert (answer.status_code, answer.content) == (404, nowhere.content), path
        assert answer.headers.keys() - {"date"} == nowhere.headers.keys() - {"date"}
    assert browser.http.post(second).status_code == 405


def test_no_token_stands_in_the_log(browser: Browser, demo_bot: BotProcess) -> None:
    path = link(browser)
    browser.http.get(path)
    browser.http.get(f"/calendar/{_NEVER}.ics")
    numbers = browser.http.get("/metrics").text
    for outside in (demo_bot.log.read_text(), numbers):
        assert path.split("/")[2] not in outside
        assert _NEVER not in outside


def test_a_file_out_of_the_page_is_a_calendar(browser: Browser) -> None:
    browser.say(tap="ics:0:", seq=1, label="x")
    file = browser.hears("Open this file")["file"]
    answer = browser.http.get(file["url"])
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="houniao-')
    assert read(answer.content)


def test_the_page_offers_one_tap_for_an_iphone(browser: Browser) -> None:
    path = link(browser)
    newest = browser.messages()[-1]
    (button,) = [one for row in newest["buttons"] for one in row if "url" in one]
    assert button["url"].startswith("webcal://")
    assert button["url"].endswith(path)


def test_a_link_made_in_one_process_opens_in_another(tmp_path: Path) -> None:
    with make_database("postgresql", migrate) as url, ExitStack() as house:
        first, second = (house.enter_context(bot_process(url, tmp_path, demo="true")) for _ in range(2))
        browser = house.enter_context(closing(Browser(first.url))).begin("two")
        path = link(browser)
        assert httpx.get(second.url + path).content == httpx.get(first.url + path).content
        press(browser, "go:feed_stop", "stopped")
        assert httpx.get(second.url + path).status_code == 404


def test_while_the_database_is_away_it_asks_for_patience(
    arrive: Arrive, database_kind: Kind, tmp_path: Path
) -> None:
    """A calendar that got a 404 would be forgotten by the phone; one that got a 503 comes again."""
    with make_database(database_kind, migrate) as url, bot_process(url, tmp_path, demo="true") as bot:
        path = link(arrive(bot).begin("two"))
        with taken_away(database_kind, url):
            answer = httpx.get(bot.url + path, timeout=60)
            assert answer.status_code == 503
            assert answer.headers["retry-after"]
        bot.wait_until_healthy()
        assert httpx.get(bot.url + path, timeout=60).status_code == 200
