"""The second guardian: a link that works once, nothing lost without a clear yes, and a way out."""

import re
from datetime import date, timedelta

import pytest

from db import children, families
from db.children import Child
from tests.dialogs.talk import NOW, House, Parent, open_house


def child_of(parent: Parent, nickname: str = "豆豆") -> None:
    with parent.house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        day = date(2026, 11, 23)
        session.add(
            Child(
                family_id=guardian.family_id,
                nickname=nickname,
                born=date(2025, 3, 5),
                known_since=day,
                changed_on=day,
                planned_through=day,
                plan_on=day + timedelta(days=9),
            )
        )
        session.commit()


def names(parent: Parent) -> list[str | None]:
    """The children this parent has."""
    with parent.house.session() as session:
        guardian = parent.guardian(session)
        return (
            [child.nickname for child in children.of_family(session, guardian.family_id)] if guardian else []
        )


def link(parent: Parent) -> str:
    """What the link of the last screen starts the chat with."""
    found = re.search(r"start=(join_[A-Za-z0-9_-]{1,59})<", parent.screens[0].text)
    assert found
    return f"/start {found[1]}"


@pytest.fixture
def mother(house: House) -> Parent:
    found = Parent(house, 1).registered()
    child_of(found)
    return found


@pytest.fixture
def invitation(mother: Parent) -> str:
    mother.tap("go:invite")
    return link(mother)


def test_the_link_is_made_once(mother: Parent) -> None:
    first = mother.tap("go:invite")
    assert "once, for 3 days" in first.text
    assert "only you" in first.text
    old = link(mother)
    again = mother.tap("go:invite")
    assert "good until 26 Nov 2026" in again.text
    assert link(mother) == old  # shown again
    mother.press("new link")
    assert link(mother) != old
    assert "does not work any more" in Parent(mother.house, 2).say(old).text


def test_without_addresses_there_is_a_code() -> None:
    with open_house(link=None) as house:
        screen = Parent(house, 1).registered().tap("go:invite")
        assert re.search(r"<code>/start join_[A-Za-z0-9_-]{1,59}</code>", screen.text)


def test_a_newcomer_agrees_first_and_is_in(house: House, mother: Parent, invitation: str) -> None:
    father = Parent(house, 2)
    assert "You are invited" in father.say(invitation).text
    assert names(father) == []
    assert "You are invited" in father.press("Yes").text
    father.press("Yes")
    assert "together" in father.screens[0].text
    told = [screen.text for screen in mother.news()]
    assert len(told) == 1
    assert "somebody joined" in told[0]
    assert names(father) == names(mother) == ["豆豆"]
    assert "1 other person" in mother.tap("go:invite").text
    with house.session() as session:
        guardian = father.guardian(session)
        assert guardian is not None
        assert len(families.consents(session, guardian.id or 0)) == 2


def test_a_newcomer_who_does_not_agree_is_not_in(house: House, invitation: str) -> None:
    father = Parent(house, 2)
    father.say(invitation)
    father.press("Yes")
    father.press("No")
    assert names(father) == []
    third = Parent(house, 3).registered()
    assert "together" in third.say(invitation).text


def test_somebody_who_agreed_before_is_in_at_once(house: House, invitation: str) -> None:
    father = Parent(house, 2).registered()
    assert "together" in father.say(invitation).text
    assert names(father) == ["豆豆"]


@pytest.mark.parametrize("payload", ["join_", "join_nonsense", "join_" + "x" * 59, "join_ü", "join_../.."])
def test_links_that_never_were(house: House, payload: str) -> None:
    parent = Parent(house, 2)
    parent.say(f"/start {payload}")
    assert all(screen.choices for screen in parent.screens)


def test_used_and_old_links(house: House, mother: Parent, invitation: str) -> None:
    father = Parent(house, 2).registered()
    father.say(invitation)
    assert "already" in father.say(invitation).text
    mother.news()
    assert "already" in mother.say(invitation).text
    assert "for a new one" in Parent(house, 3).registered().say(invitation).text
    mother.tap("go:invite")
    late = link(mother)
    house.clock.moment = NOW + timedelta(days=3)
    assert "for a new one" in Parent(house, 3).say(late).text
    house.clock.moment = NOW


def test_a_link_that_ends_while_the_newcomer_reads(house: House, mother: Parent, invitation: str) -> None:
    father = Parent(house, 2)
    father.say(invitation)
    father.press("Yes")
    mother.tap("go:new_link")
    father.press("Yes")
    assert "for a new one" in father.screens[0].text


def test_children_of_ones_own_are_not_lost_without_a_yes(house: House, invitation: str) -> None:
    father = Parent(house, 2).registered()
    child_of(father, "毛毛")
    screen = father.say(invitation)
    assert "1 child of your own" in screen.text
    assert "deleted" in screen.text
    assert names(father) == ["毛毛"]
    assert all(len((one.tap or "").encode()) <= 64 for row in screen.choices for one in row)
    father.press("Yes, delete mine")
    assert names(father) == ["豆豆"]


def test_children_who_stay_with_another_are_not_called_lost(house: House, invitation: str) -> None:
    father, grandmother = Parent(house, 2).registered(), Parent(house, 3).registered()
    child_of(father, "毛毛")
    father.tap("go:invite")
    grandmother.say(link(father))
    screen = father.say(invitation)
    assert "stay with their other guardian" in screen.text
    old = father.button("Yes, leave").tap or ""
    grandmother.tap("keep:leave:1")
    assert "1 child of your own" in father.tap(old).text  # it is another question now
    assert names(father) == ["毛毛"]
    father.press("Yes, delete mine")
    assert names(father) == ["豆豆"]


def test_leaving(house: House, mother: Parent, invitation: str) -> None:
    father = Parent(house, 2).registered()
    father.say(invitation)
    father.tap("keep:leave:0")
    assert names(father) == ["豆豆"]
    father.press("Yes, leave")
    assert names(father) == []
    assert names(mother) == ["豆豆"]
    screen = mother.tap("keep:leave:1")
    assert "only one" in screen.text
    assert names(mother) == ["豆豆"]


@pytest.mark.parametrize("address", ["go:invite", "go:new_link", "keep:leave:1"])
def test_strangers_are_told(house: House, address: str) -> None:
    stranger = Parent(house, 9)
    assert "First let me keep" in stranger.tap(address).text


def test_a_forged_button(house: House) -> None:
    for parent in (Parent(house, 9), Parent(house, 8).registered()):
        assert "for a new one" in parent.tap("join:nonsense:1").text
