"""A lost booklet: nothing is called missing before the clinic looked, nor before the family says so; and it can be taken back."""

from __future__ import annotations

import pytest

from db import questions
from db.children import Child
from tests.actions import households
from tests.dialogs.talk import House, Parent

CHILD = 1


@pytest.fixture
def mother(house: House) -> Parent:
    parent = Parent(house, 1).registered()
    with house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        child = households.child_of(session, guardian)
        for question in questions.open_of(session, child.id or 0):
            session.delete(question)
        session.commit()
    return parent


def asked(mother: Parent) -> list[tuple[str, str | None]]:
    with mother.house.session() as session:
        return [(one.topic, one.words) for one in questions.open_of(session, CHILD)]


def checked(mother: Parent) -> bool:
    with mother.house.session() as session:
        return session.get_one(Child, CHILD).record_checked_at is not None


def test_a_lost_booklet_calls_nothing_missing_before_the_clinic_looked(mother: Parent) -> None:
    with mother.house.session() as session:
        session.get_one(Child, CHILD).record_checked_at = None
        session.commit()
    mother.tap("child:lost:1")
    mother.tap("child:none:1")
    assert "What did the clinic say" in mother.screens[0].text
    assert not checked(mother)
    mother.tap("child:lost_unknown:1")
    assert "decides" in mother.screens[0].text
    mother.tap("child:lost_today:1")
    assert not checked(mother), "asking is not doing"
    mother.press("Yes, count so")
    assert checked(mother)
    assert asked(mother) == []


def test_counting_anew_can_be_taken_back(mother: Parent) -> None:
    mother.tap("child:lost:1")
    mother.tap("child:lost_today:1")
    mother.press("Yes, count so")
    mother.press("Take this back")
    assert not checked(mother)
    assert [topic for topic, _words in asked(mother)] == ["lost_booklet"]


def test_a_found_record_is_told(mother: Parent) -> None:
    mother.tap("child:lost:1")
    assert [topic for topic, _words in asked(mother)] == ["lost_booklet"]
    assert "everything given" in mother.tap("child:lost_found:1").text
    assert asked(mother) == []
