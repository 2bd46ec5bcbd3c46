"""A family registers with its community: wrong and hostile input, another guardian, old and forged buttons, moving, forgetting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dialogs.community_addresses import Helper, Known, Moving, Share
from dialogs.community_asking import Registering
from rules.follow_up import CALLED_MOST
from rules.roles import Role
from tests.botapi.markup import read_html
from tests.dialogs.followed import call, parent_of, referral, refers, registers, registrations
from tests.dialogs.staffed import Worker, staffed_house, state_of
from tests.dialogs.talk import House, Parent, kept

HOSTILE = ["<b>x</b>&", "{0} {name} %s", "\u202eעברית", "a\x00b\ud800c", "*bold* `y`"]


@pytest.fixture
def house() -> Iterator[House]:
    with staffed_house() as opened:
        yield opened


@pytest.fixture
def worker(house: House) -> Worker:
    return Worker(house, 8).hired(Role.WORKER, "jinghu")


@pytest.fixture
def parent(house: House, worker: Worker) -> Parent:
    return parent_of(house)


@pytest.mark.parametrize("called", HOSTILE)
def test_any_name_is_shown_as_it_was_typed(house: House, parent: Parent, worker: Worker, called: str) -> None:
    registers(parent, called)
    text, _entities = read_html(worker.tap(call("contact")).text)
    assert (registrations(house)[0].called or "") in text


@pytest.mark.parametrize(
    "typed", ["x" * 10_000, "1234567", "!!!", "340207201905021234", "13812345678", "为什么？"]
)
def test_what_is_no_name_is_asked_again(house: House, parent: Parent, typed: str) -> None:
    parent.say("/community")
    parent.press("Yes, I agree")
    parent.press("镜湖区")
    parent.press("I don't know") if "office" in parent.screens[0].text else None
    shown = parent.say(typed)
    assert "What may the worker call you" in parent.screens[-1].text, shown.text
    assert registrations(house) == []
    assert typed not in repr(kept(house).get("registration"))
    assert len(typed) > CALLED_MOST or state_of(parent) == Registering.told.state


def test_stop_words_and_home_leave_nothing(house: House, parent: Parent) -> None:
    for leave in ("算了", "/menu"):
        parent.say("/community")
        parent.press("Yes, I agree")
        parent.press("镜湖区")
        parent.say(leave)
        assert state_of(parent) is None
    assert registrations(house) == []
    assert "Sister" not in parent.tap(Known(do="register").pack()).text
    assert registrations(house) == []


def test_the_district_may_be_typed_and_nothing_forged_is_taken(house: House, parent: Parent) -> None:
    parent.say("/community")
    parent.press("Yes, I agree")
    assert "tap your district" in parent.say("上海").text
    parent.tap(Known(do="district", value="nowhere").pack())
    assert "Which district" in parent.screens[0].text
    parent.say("镜湖区")
    parent.tap(Known(do="office", value="999").pack())
    parent.tap(Known(do="office", value="-").pack())
    assert "What may the worker call you" in parent.screens[0].text
    # registering before everything was told asks on
    assert "What may the worker call you" in parent.tap(Known(do="register").pack()).text


def test_an_older_text_is_read_anew(house: House, parent: Parent) -> None:
    assert "Do you want that?" in parent.tap(Known(do="yes", value="2020-01-01").pack()).text
    assert state_of(parent) is None


def test_who_keeps_no_child_here_is_told_what_it_takes(house: House) -> None:
    stranger = Parent(house, 3)
    for address in (
        "go:community",
        Known(do="yes", value="2026-11-27").pack(),
        Known(do="register").pack(),
        Known(do="out").pack(),
        Known(do="change", value="phone").pack(),
    ):
        assert "First let me keep" in stranger.tap(address).text
    for address in (
        "go:referrals",
        Share(do="yes", referral=1).pack(),
        Helper(do="look", pairing=1).pack(),
        "go:moved",
    ):
        assert stranger.tap(address).choices
    assert registrations(house) == []


def test_the_other_guardian_sees_no_name_and_no_number(house: House, parent: Parent) -> None:
    registers(parent)
    other = _joins(house, parent)
    shown = other.say("/community").text
    assert "the other guardian did it" in shown
    assert "13812345678" not in shown
    assert "Sister" not in other.say("/privacy").text
    assert "the other guardian did it" in other.tap(Known(do="change", value="phone").pack()).text
    other.tap(Known(do="text").pack())
    other.press("Yes, I agree")
    other.press("镜湖区")
    if "office" in other.screens[0].text:
        other.press("I don't know")
    other.say("Old Li")
    other.say("0553-3831234")
    other.press("Register")
    (row,) = registrations(house)
    assert (row.called, row.phone) == ("Old Li", "0553-3831234")
    assert "the other guardian did it" in parent.say("/community").text


def _joins(house: House, parent: Parent) -> Parent:
    other = Parent(house, 2)
    parent.tap("go:invite")
    link = next(word for word in parent.screens[0].text.split() if "join_" in word)
    other.say("/start join_" + link.split("join_")[1].split("<")[0])
    other.press("Yes")
    other.press("Yes")
    return other


def test_another_family_presses_in_vain(house: House, parent: Parent, worker: Worker) -> None:
    Worker(house, 9).hired(Role.WORKER, office="civil_affairs")
    registers(parent)
    refers(worker)
    thief = parent_of(house, 5)
    found = referral(house)
    for do in ("look", "yes", "no", "out", "gone"):
        said = thief.tap(Share(do=do, referral=found.id or 0, office="civil_affairs").pack()).text
        assert "cannot walk" not in said
    assert referral(house).state == "offered"
    assert len(registrations(house)) == 1


def test_a_yes_to_something_else_shows_it_anew(house: House, parent: Parent, worker: Worker) -> None:
    Worker(house, 9).hired(Role.WORKER, office="civil_affairs")
    registers(parent)
    refers(worker)
    parent.tap("go:home")
    (letter,) = [one for one in parent.news() if "May another office know" in one.text]
    yes = letter.choices[0][0].tap or ""
    parent.tap("go:community")
    parent.press("Phone")
    parent.say("13900000000")
    parent.tap(yes)
    assert "Something has changed" in parent.screens[0].text
    assert referral(house).state == "offered"
    parent.press("Yes, they may know")
    assert referral(house).state == "sent"


def test_another_district_of_a_child_leads_to_moving(house: House, parent: Parent) -> None:
    registers(parent)
    parent.tap("is:1:district:yijiang")
    assert any("Have you all moved" in one.text for one in parent.screens)
    parent.press("Yes, we moved")
    assert registrations(house)[0].district == "yijiang"


def test_no_district_is_forged(house: House, parent: Parent) -> None:
    registers(parent)
    for address in (
        Moving(do="to", value="nowhere").pack(),
        Moving(do="with", value="yijiang").pack(),
        Moving(do="x").pack(),
    ):
        parent.tap(address)
    assert registrations(house)[0].district == "jinghu"


def test_who_is_forgotten_is_nowhere(house: House, parent: Parent, worker: Worker) -> None:
    registers(parent, "Qwertzuiop")
    worker.tap(call("look"))
    parent.say("/privacy")
    parent.press("Delete everything")
    parent.press("Yes")
    assert registrations(house) == []
    assert "not on your list any more" in worker.tap(call("look")).text
    assert "Qwertzuiop" not in repr(kept(house))


def test_nobody_is_promised_who_is_not_there(house: House) -> None:
    """Without a worker, registering, asking for a volunteer and moving say so; with one, they name her."""
    nobody = "has no worker here yet"
    mother = registers(parent_of(house))
    assert nobody in str(mother.screens[-1].text)
    assert nobody in str(mother.tap(Helper(do="ask", value="homework").pack()).text)
    assert nobody in str(mother.tap(Moving(do="to", value="yijiang").pack()).text)
    Worker(house, 8).hired(Role.WORKER, "jinghu")
    assert "sees you on her list" in str(mother.tap(Moving(do="to", value="jinghu").pack()).text)
    assert "knows" in str(mother.tap(Helper(do="ask", value="reading").pack()).text)
    other = registers(parent_of(house, 2))
    assert "The worker in your district sees you" in str(other.screens[-1].text)
