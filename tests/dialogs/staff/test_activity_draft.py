"""Writing an activity: what is read is said, web page code is refused, a language is a language, and two at one draft know of each other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.activities import ActivityState
from rules.activities import of_plain
from rules.roles import Role
from tests.actions.activity_house import STARTS
from tests.dialogs.activity_talk import an_activity, at, family, row_of, text_of
from tests.dialogs.staffed import Worker
from tests.dialogs.talk import House


@pytest.mark.parametrize("field", ["title", "text", "where"])
def test_web_page_code_is_refused(house: House, worker: Worker, field: str) -> None:
    an_activity(house)
    worker.tap(f"awt:1:{field}:zh_CN:0")
    assert "web page code" in worker.say("<b>书法课</b>").text
    assert row_of(house, 1).draft is None
    assert "Written" in worker.say("3 < 5").text, "it is still waited for, and a lone sign is no code"


def test_web_page_code_is_no_place_and_no_reason(house: House, worker: Worker) -> None:
    an_activity(house)
    worker.tap("awv:1:place:")
    assert "web page code" in worker.say("<i>二楼</i>").text
    worker.tap("aww:cancel:1")
    assert "web page code" in worker.say("<b>x</b>").text
    assert row_of(house, 1).state == ActivityState.OPEN


def test_the_name_of_a_language_asks_the_open_question_again(house: House, worker: Worker) -> None:
    an_activity(house)
    worker.tap("awt:1:title:en:0")
    assert "Activity name" in worker.say("English").text
    worker.say("English corner")
    assert of_plain(row_of(house, 1).draft or {}).titles["en"] == "English corner"
    worker.tap("aww:cancel:1")
    assert "Why does it not take place" in worker.say("English").text
    worker.say("too hot")
    assert "too hot" in worker.say("English").text
    worker.press("Yes, call it off")
    assert row_of(house, 1).why == {"en": "too hot"}


def test_what_was_read_is_said(house: House, worker: Worker) -> None:
    an_activity(house)
    worker.tap("awv:1:hours:")
    assert "09:00–20:00. Not so?" in worker.say("9点到8点").text
    worker.tap("awv:1:seats:")
    worker.say("二十个名额")
    worker.tap("awv:1:age:")
    worker.say("三到六岁")
    outline = of_plain(row_of(house, 1).draft or {})
    assert outline.seats == 20
    assert [(one.first, one.last) for one in outline.audience.ages] == [(36, 83)]
    assert "Seats: 20 in all." in worker.tap("aww:preview:1").text


def test_two_at_one_draft_know_of_each_other(house: House, worker: Worker) -> None:
    an_activity(house)
    worker.tap("awv:1:seats:10")
    assert "changed this draft" not in worker.tap("aww:edit:1").text
    colleague = Worker(house, 9).hired(Role.WORKER, "jinghu", label="Li")
    at(house, house.clock.now() + timedelta(minutes=3))
    for address in ("aww:edit:1", "aww:preview:1", "awv:1:seats:", "aww:look:1"):
        assert "Wang changed this draft 3 minutes ago" in colleague.tap(address).text, address
    assert "Wang changed this draft 3 minutes ago" in colleague.tap("awv:1:seats:15").text, (
        "over the other's words"
    )
    assert "changed this draft" not in colleague.tap("aww:edit:1").text
    assert "Li changed this draft just now" in worker.tap("aww:edit:1").text
    at(house, house.clock.now() + timedelta(hours=3))
    assert "Li changed this draft last" in worker.tap("aww:preview:1").text


def test_what_is_under_way_is_asked_about_or_takes_place(house: House, worker: Worker) -> None:
    an_activity(house, seats=None)
    one = family(house, 3)
    one.tap("acc:1:yes:1")
    at(house, STARTS + timedelta(minutes=5))
    worker.tap("aww:look:1")
    worker.press("Call it off")
    worker.press("Without a reason")
    assert "begun already" in worker.screens[0].text
    one.say(row_of(house, 1).code)
    assert "families are there" in worker.press("Yes, call it off").text
    assert row_of(house, 1).state == ActivityState.OPEN
    labels = [choice.label for row in worker.tap("aww:look:1").choices for choice in row]
    assert "🚫 Call it off" not in labels
    assert "families are there" in worker.tap("aww:cancel:1").text


def test_a_topic_that_is_the_name_stands_there_once(house: House, worker: Worker) -> None:
    an_activity(house, titles={"zh_CN": "家长课堂", "en": "A class for parents"})
    worker.tap("aww:look:1")
    assert text_of(worker.screens).casefold().count("class for parents") == 1
