"""What is waited for is left on every way out; only a child that is being entered is kept, and offered again at home."""

from __future__ import annotations

from datetime import date

import pytest

from db import vaccines
from dialogs.addresses import LineIs
from tests.actions import households
from tests.dialogs.talk import House, Parent

CHILD = 1


@pytest.fixture
def mother(house: House) -> Parent:
    """With a child whose booklet holds doses."""
    parent = Parent(house, 1).registered()
    with house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        child = households.child_of(session, guardian)
        child.record_checked_at = households.NOW
        assert child.id == CHILD
        session.commit()
    return parent


def state(mother: Parent) -> str | None:
    with mother.house.session() as session:
        chat = mother.chat(session)
        return chat.state if chat else None


def booklet(mother: Parent) -> list[tuple[str, date]]:
    with mother.house.session() as session:
        return [(one.vaccine, one.given_on) for one in vaccines.record(session, [CHILD])[CHILD]]


def row(mother: Parent) -> int:
    with mother.house.session() as session:
        return vaccines.record(session, [CHILD])[CHILD][0].id or 0


@pytest.mark.parametrize("do", ["look", "product", "elsewhere", "here", "restore"])
def test_a_date_typed_after_another_button_moves_no_dose(mother: Parent, do: str) -> None:
    before = booklet(mother)
    mother.tap(f"line:day:{CHILD}:{row(mother)}")
    assert state(mother) == "moving:day"
    mother.tap(f"line:{do}:{CHILD}:{row(mother)}")
    assert state(mother) is None
    mother.say("2026-11-20")
    assert booklet(mother) == before


def test_nor_after_another_product(mother: Parent) -> None:
    mother.tap(f"line:day:{CHILD}:{row(mother)}")
    mother.tap(LineIs(child=CHILD, row=row(mother), code="nothing").pack())
    assert state(mother) is None


REMINDED = [
    "rem:where:0:",
    "rem:cant:0:",
    "rem:later:0:",
    "rem:done:0:",
    "rem:all:0:",
    "when:cant:0::no_leave",
    "back:1:1",
]


@pytest.mark.parametrize("address", REMINDED)
def test_an_answer_to_a_reminder_ends_what_was_waited_for(mother: Parent, address: str) -> None:
    mother.tap(f"line:day:{CHILD}:{row(mother)}")
    mother.tap(address)
    assert state(mother) != "moving:day"


@pytest.mark.parametrize("address", REMINDED)
def test_a_child_that_is_being_entered_stays_when_a_reminder_is_answered(
    mother: Parent, address: str
) -> None:
    mother.tap("go:add_child")
    mother.tap(address)
    assert state(mother) == "entering:nickname"


@pytest.mark.parametrize(
    "address",
    [
        *(
            f"child:{do}:{CHILD}"
            for do in (
                "card",
                "growth",
                "measure",
                "measured",
                "doctor",
                "questions",
                "ask_clinic",
                "notes",
                "uncounted",
                "self_paid",
                "lost",
                "changes",
                "booklet",
                "away",
                "edit",
                "rename",
                "give",
                "some",
            )
        ),
        f"shot:ask:{CHILD}:MMR",
        f"curve:{CHILD}:weight",
        "go:hours",
        "go:other_hours",
        "go:rest_day",
        "go:notes",
        "go:invite",
        "go:settings",
        "go:help",
        "go:where",
        "go:look",
        "keep:see:0",
        "keep:delete:0",
    ],
)
def test_a_child_that_is_being_entered_is_offered_again_at_home(mother: Parent, address: str) -> None:
    mother.tap("go:add_child")
    mother.say("Maomao")
    mother.tap(address)
    mother.tap("go:home")
    mother.press("Go on entering the child")
    assert state(mother) == "entering:born"
    mother.say("2026-05-05")
    assert "Maomao" in mother.screens[0].text


def test_what_was_written_meanwhile_does_not_lose_the_child(mother: Parent) -> None:
    """Values, hours, a question typed to their end."""
    mother.tap("go:add_child")
    for address, said in (
        (f"child:measure:{CHILD}", "today 10 kg"),
        ("go:other_hours", "9-21"),
        (f"child:ask_clinic:{CHILD}", "May my child swim?"),
    ):
        mother.tap(address)
        mother.say(said)
        assert state(mother) is None
    mother.say("/start")
    mother.press("Go on entering the child")
    assert state(mother) == "entering:nickname"


def test_a_question_is_answered_while_the_day_of_a_line_is_waited_for(mother: Parent) -> None:
    mother.tap(f"line:day:{CHILD}:{row(mother)}")
    mother.say("where is the clinic?")
    assert "Where to go" in mother.screens[0].text
    assert "Which day is right" in mother.screens[-1].text
    assert state(mother) == "moving:day"
