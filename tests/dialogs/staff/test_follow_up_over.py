"""A family goes off the list, or another guardian registers instead: whoever has to act hears of it, and old buttons of the worker say that it is gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from dialogs.call_round import go_round
from dialogs.community_addresses import CallOn, Helper, Known, Moving, Refer, Share
from rules.follow_up import Outcome
from tests.dialogs.followed import call, finds, pairing, parent_of, referral, refers, registers, registrations
from tests.dialogs.staffed import Worker, deeds, state_of
from tests.dialogs.talk import NOW, House, Parent

ENDED, TAKEN_BACK = "A family has ended the help", "A family has taken a referral back"


@pytest.fixture
def parent(house: House, worker: Worker, civil: Worker) -> Parent:
    """With a volunteer that comes, and a referral another office is at work on."""
    found = registers(parent_of(house))
    found.tap(Helper(do="ask", value="homework").pack())
    finds(worker)
    found.tap(Helper(do="look", pairing=1).pack())
    found.press("Yes, that is fine")
    refers(worker)
    found.tap(Share(do="look", referral=1).pack())
    found.press("Yes, they may know")
    civil.tap(Refer(do="got", number=1).pack())
    for one in (found, worker, civil):
        one.news()
    return found


@pytest.fixture
def other(parent: Parent) -> Parent:
    """Another guardian, who did not register."""
    found = Parent(parent.house, 2)
    parent.tap("go:invite")
    link = next(word for word in parent.screens[0].text.split() if "join_" in word)
    found.say("/start join_" + link.split("join_")[1].split("<")[0])
    found.press("Yes")
    found.press("Yes")
    found.news(), parent.news()
    return found


def off(parent: Parent) -> None:
    parent.tap(Known(do="gone").pack())


def leaves(parent: Parent) -> None:
    parent.tap(Moving(do="left").pack())


def instead(parent: Parent) -> None:
    parent.tap(Known(do="text").pack())
    parent.press("Yes, I agree")
    parent.press("镜湖区")
    if "office" in parent.screens[0].text:
        parent.press("I don't know")
    parent.say("Old Li")
    parent.say("0553-3831234")
    parent.press("Register")


def heard(one: Parent) -> list[str]:
    return [letter.text for letter in one.news()]


def times(said: str, told: list[str]) -> int:
    return sum(said in text for text in told)


@pytest.mark.parametrize("ends", [off, leaves])
def test_both_offices_hear_what_is_over(
    parent: Parent, worker: Worker, civil: Worker, ends: Callable[[Parent], None]
) -> None:
    ends(parent)
    ours, theirs = heard(worker), heard(civil)
    assert [times(one, ours) for one in (ENDED, TAKEN_BACK)] == [1, 1]
    assert [times(one, theirs) for one in (ENDED, TAKEN_BACK)] == [0, 1]
    assert heard(parent) == []
    ends(parent)
    assert (heard(worker), heard(civil)) == ([], [])


def test_another_guardian_takes_it_off_and_both_know(
    house: House, parent: Parent, other: Parent, worker: Worker, civil: Worker
) -> None:
    off(other)
    assert registrations(house) == []
    assert (times(ENDED, heard(worker)), times(TAKEN_BACK, heard(civil))) == (1, 1)
    assert [times("took your family off", heard(one)) for one in (parent, other)] == [1, 0]


def test_another_guardian_registers_instead_and_both_know(
    house: House, parent: Parent, other: Parent, worker: Worker, civil: Worker
) -> None:
    instead(other)
    assert [one.called for one in registrations(house)] == ["Old Li"]
    assert (pairing(house).state, referral(house).state) == ("ended", "withdrawn")
    assert (times(ENDED, heard(worker)), times(TAKEN_BACK, heard(civil))) == (1, 1)
    told = heard(parent)
    assert times("The other guardian has registered", told) == len(told) == 1
    assert heard(other) == []


def test_who_registers_again_reads_no_old_letter(house: House, parent: Parent, other: Parent) -> None:
    off(other)
    instead(other)
    assert times("took your family off", heard(parent)) == 0


def test_what_was_over_already_is_told_to_nobody(
    house: House, parent: Parent, worker: Worker, civil: Worker
) -> None:
    parent.tap(Helper(do="ended", pairing=1).pack())
    parent.tap(Share(do="gone", referral=1).pack())
    for one in (worker, civil):
        one.news()
    off(parent)
    assert (heard(worker), heard(civil)) == ([], [])


@pytest.mark.parametrize("goes", [off, lambda parent: parent.tap(Moving(do="to", value="yijiang").pack())])
def test_old_buttons_of_the_worker_say_that_it_is_gone(
    house: House, parent: Parent, worker: Worker, civil: Worker, goes: Callable[[Parent], None]
) -> None:
    gone = "This family is not on your list any more."
    worker.tap(Refer(do="areas", number=1).pack())
    worker.press("Something else")
    worker.tap(Refer(do="office", number=1, value="civil_affairs").pack())
    worker.say("Words")
    goes(parent)
    before = len(deeds(house))
    for do in ("look", "again", "contact", *Outcome):
        shown = worker.tap(CallOn(do=do, family=1).pack())
        assert shown.text == gone
        assert "Whom to call" in repr(shown.choices)
    for do in ("send", "areas", "write"):
        assert worker.tap(Refer(do=do, number=1).pack()).text == gone
        assert state_of(worker) is None
    assert len(deeds(house)) == before
    # who sits in another office has no list, and hears nothing
    assert civil.taps_in_vain(call("look"))


def test_who_is_not_happy_is_called(house: House, parent: Parent, worker: Worker) -> None:
    """Ticked off before; with the volunteer running a month she says that it does not go well."""
    worker.tap(call("reached"))
    assert "Nobody to call" in worker.tap("go:staff_calls").text
    house.clock.moment = NOW + timedelta(days=30)
    with house.session() as session:
        go_round(session, house.around, house.clock.now())
        session.commit()
    (asked,) = [one for one in parent.news() if "for a month" in one.text]
    not_well = asked.choices[0][1].tap or ""
    assert "calls you about it" in parent.tap(not_well).text
    assert "1 family to call" in worker.tap("go:staff_calls").text
    assert "😟" in repr(worker.screens[0].choices)
    assert "does not go well with the volunteer" in worker.tap(call("look")).text
    house.clock.moment += timedelta(hours=1)
    worker.tap(call("reached"))
    assert "😟" not in repr(worker.tap("go:staff_calls"))
    # said once more it counts once more, and until it is over
    house.clock.moment += timedelta(hours=1)
    parent.tap(not_well)
    assert "😟" in repr(worker.tap("go:staff_calls"))
    parent.tap(Helper(do="ended", pairing=1).pack())
    assert "😟" not in repr(worker.tap("go:staff_calls"))
