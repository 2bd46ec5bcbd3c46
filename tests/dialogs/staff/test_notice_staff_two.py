"""Two on one draft, restarts, changes of language; and who may come in at all."""

from __future__ import annotations

import pytest

from dialogs.notice_addresses import NoticeWay
from rules.roles import Role
from tests.dialogs.noticed import at, begun, row, says, state, words, written
from tests.dialogs.staffed import Worker, state_of
from tests.dialogs.talk import House, Parent


@pytest.fixture
def worker(house: House) -> Worker:
    return Worker(house, 8).hired(Role.WORKER)


def test_two_on_one_draft_and_nothing_is_lost(house: House, worker: Worker) -> None:
    second = Worker(house, 9).hired(Role.WORKER, label="Li")
    begun(worker)
    worker.tap(words("text", "en"))
    assert "Wang is writing" in second.tap(at("look")).text
    second.press("Look at it")
    assert "明天停电" in second.screens[0].text
    second.tap(at("take"))
    told = worker.say("No power tomorrow.").text
    assert "Li is writing" in told
    assert "No power tomorrow." in told
    assert written(house).texts == {"zh_CN": "明天停电。"}
    assert "Li is writing" in worker.tap(says("subject", "school")).text
    worker.press("Take it over")
    worker.tap(words("text", "en"))
    worker.say("No power tomorrow.")
    assert written(house).texts["en"] == "No power tomorrow."


def test_a_draft_is_put_away_after_a_question(house: House, worker: Worker) -> None:
    begun(worker)
    worker.tap(words("text"))
    other = Worker(house, 8)
    worker.tap(at("drop"))
    assert row(house) is not None
    worker.press("Yes, put it away")
    assert row(house) is None
    for address in (
        at("look"),
        at("take"),
        says("subject", "school"),
        words("text"),
        at("preview"),
        at("stop"),
    ):
        assert "not there any more" in other.tap(address).text


def test_a_restart_in_mid_edit_goes_on(house: House, worker: Worker) -> None:
    """Another process, with nothing in memory, hears the next words."""
    begun(worker)
    worker.tap(NoticeWay(notice=1, leads="link").pack())
    worker.say("https://example.org/")
    assert state_of(worker) == "staff_notice:label"
    again = Worker(house, 8)
    again.say("看")
    again.say("skip")
    assert len(written(house).ways) == 1


def test_a_change_of_language_asks_again(house: House, worker: Worker) -> None:
    begun(worker)
    for address in (words("text", "en"), at("who"), at("when"), says("save"), says("place"), "nta:1:link:"):
        worker.tap(address)
        before = worker.screens[0].text
        worker.tap("lang:en")
        assert before in [screen.text for screen in worker.screens]


_ADDRESSES = [
    *("go:staff_notices", "go:staff_notice_new", "go:staff_groups", "ntl:writing:0:0"),
    *(
        at(do)
        for do in ("look", "take", "drop", "dropped", "preview", "stopped", "csv", "copy", "correct", "no")
    ),
    *(
        says("subject", "school"),
        words("text"),
        "nta:1:flow:home",
        "nts:1:en",
        "ntgo:1:00000000:0",
        "ntg:drop:0:1",
    ),
]


@pytest.mark.parametrize("address", _ADDRESSES)
def test_a_removed_workers_buttons_do_nothing(house: House, worker: Worker, address: str) -> None:
    begun(worker)
    before = written(house)
    worker.let_go()
    assert worker.taps_in_vain(address)
    parent = Worker(house, 30)
    parent.say("/start")
    assert parent.taps_in_vain(address)
    assert written(house) == before
    assert state(house) == "draft"


def test_a_removed_workers_words_go_nowhere(house: House, worker: Worker) -> None:
    begun(worker)
    worker.tap(words("text"))
    worker.let_go()
    worker.say("别的话")
    assert written(house).texts == {"zh_CN": "明天停电。"}


def test_a_viewer_reads_and_writes_nothing(house: House, worker: Worker) -> None:
    begun(worker)
    viewer = Worker(house, 9).hired(Role.VIEWER, label="Li")
    viewer.tap("go:staff_notices")
    assert "New notice" not in str(viewer.screens[0].choices)
    assert "not there" in viewer.tap(at("look")).text
    for address in (at("take"), at("preview"), says("subject", "school"), "go:staff_notice_new"):
        assert viewer.taps_in_vain(address)


def test_a_family_cannot_reach_it(house: House, worker: Worker) -> None:
    begun(worker)
    parent = Parent(house, 40)
    assert "/staff" not in parent.say("/help").text
