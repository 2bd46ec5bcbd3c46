"""The list of services in the chat: every answer can be reached, goes back, and leaves nothing behind."""

from __future__ import annotations

import itertools

import pytest

from dialogs.entitlement_words import PAGE, answers
from dialogs.service_addresses import May
from rules.services import Answers
from tests.dialogs.talk import House, Parent, kept, knowledge

BOOK = knowledge().services


def labels(parent: Parent) -> list[str]:
    return [one.label for screen in parent.screens for row in screen.choices for one in row]


def with_child(house: House, number: int = 1, born: str = "2023-05-20") -> Parent:
    parent = Parent(house, number).registered()
    parent.say("Lele")
    parent.say(born)
    parent.press("Boy")
    parent.press("弋江区")
    return parent


def test_the_longest_address_fits() -> None:
    longest = max(BOOK.services, key=len)
    for child, born in ((2**31 - 1, ""), (0, "2024-02-29")):
        address = May(
            child=child, born=born, stay="u", move="c", permit="y", needs="dhc.", look=f"s_{longest}"
        )
        assert len(address.pack().encode()) <= 64
        assert May.unpack(address.pack()) == address


def test_what_an_address_means() -> None:
    said = May(child=1, stay="o", move="s", permit="n", needs="dc.")
    assert answers(said) == Answers("same_city_district", True, False, frozenset({"disability", "no_care"}))
    assert answers(May(child=1, stay="n", move="n", permit="x", needs="x")) == Answers()
    assert answers(May(child=1, needs=".")).special == frozenset()


@pytest.mark.parametrize("born", ["2026-06-01", "2023-05-20", "2016-02-29", "2009-03-01"])
def test_every_service_is_one_tap_from_its_group_and_one_tap_back(house: House, born: str) -> None:
    parent = Parent(house, 1)
    start = May(child=0, born=born, stay="o", move="c", permit="n", needs="h.")
    found: set[str] = set()
    for group in ("yes", "ask", "no"):
        for page in itertools.count():
            parent.tap(start.model_copy(update={"look": f"{group}{page}"}).pack())
            services = [
                one.tap or "" for row in parent.screens[0].choices for one in row if ":s_" in (one.tap or "")
            ]
            assert len(services) <= PAGE
            more = any("More" in label for label in labels(parent))
            for address in services:
                detail = parent.tap(address)
                assert "In charge" in detail.text
                back = parent.button("Back to the list").tap
                assert address.rpartition(":")[2] in str(parent.tap(back or "").choices)
                found.add(address.rpartition("s_")[2])
            if not more:
                break
    assert found == BOOK.services.keys()


def test_areas_show_every_service_and_lead_back(house: House) -> None:
    parent = Parent(house, 1)
    found = set()
    for area in BOOK.areas:
        parent.tap(f"area:{area.id}")
        here = [
            one.tap for row in parent.screens[0].choices for one in row if (one.tap or "").startswith("svc:")
        ]
        for address in here:
            parent.tap(address or "")
            assert f"area:{area.id}" in [one.tap for row in parent.screens[0].choices for one in row]
            found.add((address or "").removeprefix("svc:"))
    assert found == BOOK.services.keys()


def test_nothing_of_a_registered_familys_answers_is_kept(house: House) -> None:
    parent = with_child(house)
    parent.tap("go:home")
    before = kept(house)
    parent.say("/services")
    parent.press("What is there for my child")
    parent.press("6 months or longer")
    parent.press("From another city")
    parent.press("Yes, we have one")
    parent.press("My child has a disability")
    parent.press("We are in hard times")
    assert "弋江区" in parent.press("That is all").text
    parent.press("Please ask there")
    assert {name: rows for name, rows in kept(house).items() if rows != before[name]}.keys() <= {"chats"}
    with house.session() as session:
        chat = parent.chat(session)
        assert chat is not None
        assert chat.state is None
        assert not chat.waiting


def test_nothing_of_a_typed_date_is_kept(house: House) -> None:
    parent = Parent(house, 1)
    parent.tap("go:entitled")
    assert "into no record" in parent.screens[0].text
    assert "not come yet" in parent.say("2031-05-20").text
    parent.say("20 May 2023")
    assert "Question 1 of 4" in parent.screens[0].text
    with house.session() as session:
        chat = parent.chat(session)
        assert chat is not None
        assert chat.state is None
        assert not chat.waiting
    assert "2023" not in repr(kept(house))


def test_another_language_asks_for_the_birth_date_again(house: House) -> None:
    parent = Parent(house, 1)
    parent.tap("go:entitled")
    assert "When was your child born" in parent.say("中文").text
    assert "Born 20 May 2023." in parent.say("2023-05-20").text


def test_another_familys_child_is_not_asked_about(house: House) -> None:
    with_child(house, 1)
    other = Parent(house, 2)
    for number in (1, 2, 77):
        assert "not entered here" in other.tap(f"may:{number}::o:c:y:.:yes").text


def test_a_child_that_is_being_entered_waits_at_home(house: House) -> None:
    parent = Parent(house, 1).registered()
    parent.say("/services")
    parent.press("🏫")
    parent.tap("go:home")
    assert "▶️ Go on entering the child" in labels(parent)


def test_of_several_children_which_one(house: House) -> None:
    parent = with_child(house)
    parent.tap("go:add_child")
    parent.say("Mimi")
    parent.say("2019-05-20")
    parent.press("Girl")
    parent.press("Skip")
    assert "which child" in parent.tap("go:entitled").text
    parent.press("Mimi")
    assert "Question 1" in parent.screens[0].text
    parent.tap("go:entitled")
    assert "When was your child born" in parent.press("Another birth date").text


def test_back_opens_the_question_before_and_forgets_its_answer(house: House) -> None:
    parent = Parent(house, 1)
    parent.tap("may:0:2023-05-20:::::")
    parent.press("I am not sure")
    parent.press("From another city")
    parent.press("No, none yet")
    parent.press("hard times")
    assert "Question 3" in parent.press("Back").text
    assert "Question 2" in parent.press("Back").text
    assert "Question 1" in parent.press("Back").text
    parent.press("All services")
    assert "What is there for my child" in str(labels(parent))


def test_an_answer_can_be_taken_back_before_the_end(house: House) -> None:
    parent = Parent(house, 1)
    parent.tap("may:0:2023-05-20:o:c:y::")
    parent.press("My child has a disability")
    parent.press("My child has a disability")
    assert "No, none of these" in str(labels(parent))


def test_help_lines_stand_behind_the_emergency_numbers(house: House) -> None:
    parent = Parent(house, 1)
    for text, first, then in (
        ("孩子在学校被欺负", "110", "12355"),
        ("不想活了", "110", "12356"),
        ("老公打孩子", "110", "12338"),
        ("孩子没人管", "110", "12345"),
    ):
        said = parent.say(text).text
        assert said.index(first) < said.index(then), text
        assert "❔" not in said


def test_numbers_are_listed_danger_first(house: House) -> None:
    said = Parent(house, 1).tap("go:hotlines").text
    numbers = [line.number for line in knowledge().hotlines.values()]
    assert all(f"<b>{number}</b>" in said for number in numbers)
    assert (
        said.index("<b>110</b>")
        < said.index("<b>12355</b>")
        < said.index("<b>12320</b>")
        < said.index("<b>12348</b>")
        < said.index("<b>12345</b>")
    )
    assert "110</b>: 有危险、有人打孩子、孩子走丢，马上打 (only in Chinese)\n" in said
