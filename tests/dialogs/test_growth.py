"""How a child grows, on the screen: what most children have, the curve, the lines, and that nobody reaches another family's child."""

from __future__ import annotations

from datetime import date

import pytest

from db import growth as tables
from db.children import Child
from dialogs.addresses import Grew
from dialogs.screens import CAPTION_MOST, length
from rules.vaccines import Sex
from tests.dialogs.growing import TODAY, add, lines, measure, state, text
from tests.dialogs.talk import House, Parent


@pytest.fixture
def parent(house: House) -> Parent:
    """A parent of one child, number 1."""
    parent = Parent(house, 4711).registered()
    parent.tap("go:home")
    assert add(parent) == 1
    return parent


def test_the_card_leads_there(parent: Parent) -> None:
    parent.tap("child:card:1")
    screen = parent.press("Growth")
    assert "No weight or length is written down yet" in screen.text
    parent.press("Enter weight")
    assert state(parent) == "measuring:told"


def test_a_line_is_taken_out(parent: Parent) -> None:
    measure(parent, "2026-11-20 7.6 kg")
    parent.tap("grown:look:1:1")
    parent.press("Take out")
    assert lines(parent) == []
    for do in ("look", "fix", "strike", "back"):
        parent.tap(f"grown:{do}:1:1")
        assert "not there any more" in text(parent)


def test_the_line_went_while_it_was_being_corrected(parent: Parent) -> None:
    measure(parent, "2026-11-20 7.6 kg")
    parent.tap("grown:fix:1:1")
    with parent.house.session() as session:
        line = tables.line(session, 1, 1)
        assert line is not None
        session.delete(line)
        session.commit()
    parent.say("2026-11-19")
    assert "not there any more" in text(parent)
    assert lines(parent) == []


def test_without_boy_or_girl_both_are_shown_and_one_tap_makes_it_exact(house: House) -> None:
    parent = Parent(house, 5).registered()
    number = add(parent, sex=None)
    measure(parent, "today 7.6 kg", child=number)
    assert "Most children of that age: 5." in text(parent)
    parent.press("Boy")
    assert "Most boys of that age: 6.4 kg" in text(parent)
    with house.session() as session:
        assert session.get_one(Child, number).sex == "M"


@pytest.mark.parametrize("kind", ["weight", "length", "head"])
@pytest.mark.parametrize("sex", ["M", "F", None])
def test_each_curve_is_a_picture(house: House, kind: str, sex: Sex | None) -> None:
    parent = Parent(house, 5).registered()
    number = add(parent, sex=sex, nickname="A&B <b>")
    measure(parent, "today 7.6 kg 68 cm head 43", child=number)
    screen = parent.tap(f"curve:{number}:{kind}")
    assert screen.picture is not None
    assert (screen.picture.name, screen.picture.mime) == (f"growth-{kind}.png", "image/png")
    assert screen.picture.data.startswith(b"\x89PNG")
    assert length(screen.text) <= CAPTION_MOST
    assert "37" in screen.text
    assert bool(sex) != any("Boy" in one.label for row in screen.choices for one in row)


def test_a_curve_without_a_value_shows_how_children_grow(parent: Parent) -> None:
    screen = parent.tap("curve:1:head")
    assert screen.picture is not None
    assert "Nothing of it is written down yet" in screen.text


def test_past_five_years_it_says_so(parent: Parent) -> None:
    number = add(parent, date(2021, 11, 23), nickname="Da")
    screen = parent.tap(f"child:growth:{number}")
    assert "5 years" in screen.text or "5 岁" in screen.text
    assert parent.tap(f"curve:{number}:weight").picture is None
    measure(parent, "today 36斤 1米1", child=number)
    assert lines(parent, number) == [(TODAY, 18_000, 1_100, None)]
    assert "Most boys" not in text(parent)
    measure(parent, "2026-05-01 34斤", child=number)
    screen = parent.tap(f"curve:{number}:weight")
    assert screen.picture is not None


def test_the_day_before_the_fifth_birthday_there_is_a_curve(parent: Parent) -> None:
    number = add(parent, date(2021, 11, 24), nickname="Da")
    assert parent.tap(f"curve:{number}:weight").picture is not None


def test_an_old_value_asks_to_be_measured_again(parent: Parent) -> None:
    measure(parent, "2026-08-25 6.4 kg")
    parent.tap("child:growth:1")
    assert "还没" not in text(parent)
    fresh = text(parent)
    measure(parent, "2026-08-24 6.4 kg")
    parent.tap("grown:strike:1:1")
    assert text(parent) != fresh
    assert "一阵子以前" in text(parent)


def test_a_falling_weight_is_told_gently(parent: Parent) -> None:
    measure(parent, "2026-10-20 7.6 kg")
    measure(parent, "today 7.4 kg")
    assert "这周给社区医院" in text(parent)
    assert "no diagnosis" in text(parent)


@pytest.mark.parametrize(
    "address",
    [
        "child:growth:1",
        "child:measure:1",
        "child:measured:1",
        "child:grows_boy:1",
        "child:notes:1",
        "grown:look:1:1",
        "grown:fix:1:1",
        "grown:strike:1:1",
        "grown:back:1:1",
        "grew:1:0:7600:0:0:0:0:2026-11-20",
        "curve:1:weight",
    ],
)
def test_another_familys_child_is_not_here(parent: Parent, address: str) -> None:
    measure(parent, "2026-11-20 7.6 kg")
    before = lines(parent)
    stranger = Parent(parent.house, 9)
    for other in (stranger, stranger.registered()):
        screen = other.tap(address)
        assert "not entered here" in screen.text
        assert screen.choices
    assert lines(parent) == before


@pytest.mark.parametrize(
    "address",
    [
        "grew:1:0:0:0:0:0:0:2026-11-20",
        "grew:1:0:1:0:0:0:1:2026-11-20",
        "grew:1:0:7600:0:0:0:0:2026-13-40",
        "grew:1:0:7600:0:0:0:0:2020-01-01",
        "grew:1:0:7600:0:0:9:0:2026-11-20",
        "grew:1:99:7600:0:0:0:0:2026-11-20",
        "grew:1:0:999999:0:0:0:0:2026-11-20",
        "curve:1:nonsense",
        "curve:1:proportion",
        "grown:nonsense:1:1",
    ],
)
def test_buttons_nobody_made(parent: Parent, address: str) -> None:
    screen = parent.tap(address)
    assert screen.choices or parent.screens[1].choices
    assert lines(parent) == []


def test_a_button_of_last_year_still_works(parent: Parent) -> None:
    """It carries its values and its day: nothing is remembered for it."""
    parent.tap("grew:1:0:7600:680:430:1:0:2026-11-20")
    assert lines(parent) == [(date(2026, 11, 20), 7_600, 680, 430)]
    with parent.house.session() as session:
        assert tables.measured(session, 1)[0].lying is True


def test_the_longest_address_fits() -> None:
    packed = Grew(
        child=2**31 - 1,
        row=2**31 - 1,
        weight=200_000,
        length=2_200,
        head=700,
        how=2,
        sure=True,
        day="2026-11-20",
    ).pack()
    assert len(packed.encode()) <= 64


def test_the_question_about_weight_leads_there(parent: Parent) -> None:
    parent.say("宝宝多重才正常")
    assert "📏" in text(parent)
    add(parent, nickname="Two")
    parent.say("身高多少正常")
    assert "About which child" in text(parent)
    parent.press("Two")
    assert "<b>Two</b>" in text(parent)
    stranger = Parent(parent.house, 8)
    assert stranger.say("宝宝多重才正常").choices


def test_what_is_kept_says_how_much(parent: Parent) -> None:
    measure(parent, "today 7.6 kg")
    assert "1 measurement" in parent.say("/privacy").text
    file = parent.tap("keep:html:0").file
    assert file is not None
    assert "7.6 kg" in file.data.decode()
