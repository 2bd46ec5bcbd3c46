"""What is kept of a child has grown: who agreed to an older text reads the new one before anything new is written down."""

import pytest
from sqlmodel import select

from db.doctor import DoctorWord
from db.families import Consent
from tests.actions.households import child_of
from tests.dialogs.talk import House, Parent

ASKED = "So I ask again"


@pytest.fixture
def mother(house: House) -> Parent:
    """She agreed to the text of two days ago."""
    mother = Parent(house, 1).registered()
    with house.session() as session:
        guardian = mother.guardian(session)
        assert guardian is not None
        child_of(session, guardian)
        for one in session.exec(select(Consent).where(Consent.kind == "child")):
            one.version = "2026-11-24"
            session.add(one)
        session.commit()
    return mother


@pytest.mark.parametrize(
    "address",
    [
        "child:measure:1",
        "grown:fix:1:1",
        "doc:who:1:must_not:MMR",
        "said:day:1:1",
        "child:away:1",
        "child:lost:1",
        "visit:today:1:m6",
        "visit:enter:1:entry",
        "line:elsewhere:1:1",
        "rem:done:0:",
        "rem:all:0:",
    ],
)
def test_the_new_text_comes_first_and_afterwards_the_same_button_works(mother: Parent, address: str) -> None:
    assert ASKED in mother.tap(address).text
    mother.press("Yes, I agree")
    assert ASKED not in mother.tap(address).text


def test_nothing_is_written_down_before_it_was_read(house: House, mother: Parent) -> None:
    mother.tap("docon:told:1:must_not:BCG:")
    with house.session() as session:
        assert [one.vaccine for one in session.exec(select(DoctorWord))] == ["MMR"]


@pytest.mark.parametrize("address", ["child:card:1", "child:growth:1", "child:checkups:1", "child:give:1"])
def test_looking_and_what_was_agreed_to_go_on(mother: Parent, address: str) -> None:
    assert ASKED not in mother.tap(address).text


def test_a_no_leaves_everything_as_it_was(house: House, mother: Parent) -> None:
    mother.tap("child:measure:1")
    assert "stays as it was" in mother.press("No, thank you").text
    assert ASKED not in mother.tap("child:card:1").text
    with house.session() as session:
        assert [one.withdrawn_at for one in session.exec(select(Consent))] == [None, None]
