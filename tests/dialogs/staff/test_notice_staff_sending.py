"""A notice leaves: preview with counts, faults one tap away, bound to what was seen, a second person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rules.notices import FOUR_EYES_FROM
from rules.roles import Role
from tests.dialogs.noticed import at, begun, come, copies, says, sends, state, words
from tests.dialogs.staffed import OWNER, Worker, deeds, state_of
from tests.dialogs.talk import NOW, House


@pytest.fixture
def worker(house: House) -> Worker:
    return Worker(house, 8).hired(Role.WORKER)


# --- preview


def test_the_preview_is_what_families_get_in_each_language(house: House, worker: Worker) -> None:
    come(house, 2)
    come(house, 1, language="en")
    begun(worker, "明天*停电*。")
    worker.tap(at("preview"))
    assert "明天<b>停电</b>。" in worker.screens[0].text
    assert "1 person reads English" in worker.screens[1].text
    worker.tap(words("text", "en"))
    worker.say("No power tomorrow.")
    worker.tap(at("preview"))
    assert "reads English" not in worker.screens[1].text
    worker.press("In English")
    assert "No power tomorrow." in worker.screens[0].text
    assert sends(worker)
    assert copies(house) == {"waiting": 3}


def test_who_gets_it_later_and_who_does_not_and_why_in_words(house: House, worker: Worker) -> None:
    come(house, 3)
    come(house, 2, hours=(18 * 60, 21 * 60))
    silent = Worker(house, 60).registered()
    silent.say("/stop")
    begun(worker)
    worker.tap(at("preview"))
    text = worker.screens[1].text
    assert "5 people: 3 now, 2 later because it is outside their hours." in text
    assert "Left out:" in text
    assert "1 stopped all messages" in text


def test_ages_and_districts_are_counted(house: House, worker: Worker) -> None:
    come(house, 3)
    come(house, 4, born=date(2018, 1, 1))
    come(house, 5, district="yijiang", born=date(2018, 1, 1))
    begun(worker)
    worker.tap(says("district", "jinghu"))
    worker.tap(says("ages", "72-143"))
    worker.tap(at("preview"))
    assert "4 people: all at once" in worker.screens[1].text


def test_faults_are_named_with_one_tap_to_the_field(house: House, worker: Worker) -> None:
    come(house, 1)
    worker.tap("go:staff_notice_new")
    worker.tap(at("preview"))
    assert "missing in Chinese" in worker.screens[1].text
    assert "Send it" not in str(worker.screens[1].choices)
    worker.press("🔧 Text: Chinese")
    worker.say("好*消息")
    worker.tap(at("preview"))
    assert "has no second one" in worker.screens[1].text
    worker.press("🔧 Text: Chinese")
    worker.say("好消息")
    worker.tap(words("opt1"))
    worker.say("来")
    worker.tap(at("preview"))
    worker.press("🔧 Poll")
    worker.press("✖️ 1")
    worker.tap(says("at", (NOW + timedelta(days=1)).date().isoformat() + "-0900"))
    house.clock.moment = NOW + timedelta(days=2)
    worker.tap(at("preview"))
    worker.press("🔧 When")
    worker.press("As soon as I send it")
    worker.tap(at("preview"))
    assert "Send it: 1 person" in str(worker.screens[1].choices)


def test_nobody_gets_it_and_the_cure(house: House, worker: Worker) -> None:
    begun(worker)
    worker.tap(at("preview"))
    assert "Nobody gets it like this" in worker.screens[1].text
    assert "Send it" not in str(worker.screens[1].choices)
    assert "For whom" in worker.press("🔧 For whom").text


# --- it leaves, bound to what was seen


def test_what_was_changed_since_the_preview_is_shown_again(house: House, worker: Worker) -> None:
    come(house, 2)
    begun(worker)
    worker.tap(at("preview"))
    seen = worker.button("Send it").tap or ""
    worker.tap(words("text"))
    worker.say("后天停电。")
    worker.tap(seen)
    assert "后天停电" in worker.screens[0].text
    assert "changed since your preview" in worker.screens[1].text
    assert state(house) == "draft"
    worker.press("Send it")
    assert state(house) == "sending"
    assert copies(house) == {"waiting": 2}
    assert "no draft any more" in worker.tap(seen).text
    assert copies(house) == {"waiting": 2}


def test_who_lost_the_draft_cannot_send_it(house: House, worker: Worker) -> None:
    come(house, 2)
    begun(worker)
    worker.tap(at("preview"))
    seen = worker.button("Send it").tap or ""
    second = Worker(house, 9).hired(Role.WORKER, label="Li")
    second.tap(at("take"))
    assert "Li is writing" in worker.tap(seen).text
    assert state(house) == "draft"


def test_a_planned_one_waits_and_becomes_a_draft_again(house: House, worker: Worker) -> None:
    come(house, 2)
    begun(worker)
    worker.tap(says("at", "2026-12-01-0900"))
    assert "It is planned" in sends(worker)
    assert copies(house) == {}
    assert "1 Dec 2026 09:00" in worker.tap(at("look")).text
    assert "no draft any more" in worker.tap(says("subject", "school")).text
    worker.tap(at("look"))
    worker.press("Back to a draft")
    assert state(house) == "draft"
    sends(worker)
    worker.tap(at("look"))
    worker.press("Stop it")
    worker.press("Yes, stop it")
    assert state(house) == "stopped"
    assert "It never left" in worker.screens[0].text


def test_from_two_hundred_on_a_second_person_says_yes(house: House) -> None:
    come(house, FOUR_EYES_FROM)
    chief = Worker(house, 9).hired(Role.MANAGER, label="Li")
    worker = begun(Worker(house, 8).hired(Role.WORKER))
    worker.tap(at("preview"))
    assert "a second person has to say yes" in worker.screens[1].text
    worker.press("Send it")
    assert "A second person is asked" in worker.screens[0].text
    assert (state(house), copies(house)) == ("asked", {})
    (letter,) = chief.news()
    assert "明天停电" in letter.text
    chief.screens = [letter]
    chief.press("Look at it and decide")
    assert "明天停电" in chief.screens[0].text
    assert f"{FOUR_EYES_FROM} people" in chief.screens[1].text
    yes = chief.button("Yes, it may leave").tap or ""
    assert "takes another person" in worker.tap(yes).text
    chief.tap(yes)
    assert state(house) == "sending"
    assert copies(house) == {"waiting": FOUR_EYES_FROM}
    assert ("staff:1", "notice.seconded", "notice:1") in deeds(house)
    assert "no draft any more" in chief.tap(yes).text


def test_a_second_person_says_no_and_why(house: House) -> None:
    come(house, FOUR_EYES_FROM)
    chief = Worker(house, 9).hired(Role.MANAGER, label="Li")
    worker = begun(Worker(house, 8).hired(Role.WORKER))
    sends(worker)
    chief.tap(at("no"))
    assert "400 fit" in chief.say("x" * 401).text
    assert "Nothing was written" in chief.say("stop").text
    chief.tap(at("no"))
    assert "does not leave" in chief.say("<b>哪一天</b>?\n请写日期").text
    assert state_of(chief) is None
    assert state(house) == "draft"
    (letter,) = worker.news()
    assert "Li does not agree" in letter.text
    assert "&lt;b&gt;哪一天&lt;/b&gt;?\n请写日期" in letter.text
    worker.screens = [letter]
    assert "Draft of a notice" in worker.press("Go on writing").text
    assert "taken back to be changed" in chief.tap(at("no")).text


def test_a_yes_to_what_was_taken_back_meanwhile(house: House) -> None:
    come(house, FOUR_EYES_FROM)
    chief = Worker(house, 9).hired(Role.MANAGER, label="Li")
    worker = begun(Worker(house, 8).hired(Role.WORKER))
    sends(worker)
    chief.tap(at("preview"))
    yes = chief.button("Yes, it may leave").tap or ""
    worker.tap(at("again"))
    text = chief.tap(yes).text
    assert "taken back to be changed. No yes is needed now: you are asked again" in text
    assert "no draft" not in text
    assert (state(house), copies(house)) == ("draft", {})


def test_where_there_is_no_second_person_that_is_said(house: House, worker: Worker) -> None:
    come(house, FOUR_EYES_FROM)
    begun(worker)
    # the operator counts as one, where they ever wrote
    assert "nobody who could be the second" in sends(worker)
    owner = Worker(house, OWNER)
    owner.say("/start")
    worker.press("Back to a draft")
    assert "A second person is asked" in sends(worker)
