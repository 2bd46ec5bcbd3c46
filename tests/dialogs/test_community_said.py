"""A move, a yes, an end in typed words: the open question takes them, nothing is written without a tap, nobody is called so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.dialogs.followed import parent_of, registers, registrations
from tests.dialogs.staffed import a_place, staffed_house, state_of
from tests.dialogs.talk import House, Parent


@pytest.fixture
def house() -> Iterator[House]:
    with staffed_house() as opened:
        yield opened


@pytest.fixture
def parent(house: House) -> Parent:
    return parent_of(house)


@pytest.fixture
def known(parent: Parent) -> Parent:
    return registers(parent)


def said(parent: Parent) -> str:
    return "\n".join(one.text for one in parent.screens)


def lives(house: House) -> str:
    return registrations(house)[0].district


def at_the_name(parent: Parent) -> Parent:
    parent.say("/community")
    parent.press("Yes, I agree")
    parent.say("镜湖区")
    if "community office" in said(parent):
        parent.press("I don't know")
    assert "What may the worker call you" in said(parent)
    return parent


# --- a move


@pytest.mark.parametrize("district", ["弋江区", "弋江", "Yijiang District", "yijiang", "住在弋江区"])
@pytest.mark.parametrize("told", ["我们搬家了", "button"])
def test_a_district_typed_to_the_question_is_asked_back(
    house: House, known: Parent, told: str, district: str
) -> None:
    known.tap("go:moved") if told == "button" else known.say(told)
    known.say(district)
    assert "Have you all moved to 弋江区" in said(known)
    assert lives(house) == "jinghu"
    known.say("是的")
    assert "Please tap a button." in said(known)
    assert lives(house) == "jinghu"
    known.press("Yes, we moved")
    assert lives(house) == "yijiang"


@pytest.mark.parametrize(
    "told", ["我们搬到弋江区了", "搬到弋江区了", "We moved to Yijiang", "我家搬到弋江了"]
)
def test_a_sentence_with_a_district_is_asked_back(house: House, known: Parent, told: str) -> None:
    known.say(told)
    assert "Have you all moved to 弋江区" in said(known)
    assert lives(house) == "jinghu"
    known.press("No, we stay")
    assert lives(house) == "jinghu"


def test_who_the_community_does_not_know_is_asked_too(house: House, parent: Parent) -> None:
    parent.say("我们搬到弋江区了")
    assert "Have you moved to 弋江区" in said(parent)
    parent.press("Yes, we moved")
    assert "you live in 弋江区" in said(parent)


def test_where_they_live_already_is_said(known: Parent) -> None:
    known.say("搬到镜湖区了")
    assert "You live in 镜湖区" in said(known)


def test_of_whom_nothing_is_kept_nothing_can_change(house: House) -> None:
    stranger = Parent(house, 3)
    for told in ("我们搬到弋江区了", "我们搬到合肥了"):
        stranger.say(told)
        assert "I keep nothing about where you live" in said(stranger)


@pytest.mark.parametrize("city", ["合肥", "Hefei", "别的城市", "To another city", "我们搬到合肥了"])
def test_another_city_is_the_button(house: House, known: Parent, city: str) -> None:
    known.say("搬家")
    known.say(city)
    assert "Have you left this city?" in said(known)
    assert lives(house) == "jinghu"
    known.press("Yes, we have left")
    assert registrations(house) == []


def test_the_other_buttons_in_words(known: Parent) -> None:
    known.say("搬家了")
    known.say("Only for a while")
    assert "Who is away" in said(known)
    known.say("搬家了")
    known.say("芜湖")
    assert "Please tap your district" in said(known)
    known.say("算了")
    assert "nothing was changed" in said(known)


def test_what_is_no_answer_goes_on_and_closes_the_question(known: Parent) -> None:
    known.say("搬家了")
    known.say("孩子发烧了")
    assert "Where do you live now" not in said(known)
    known.say("镜湖区")
    assert "moved" not in said(known)


def test_a_button_closes_the_question(known: Parent) -> None:
    known.say("搬家了")
    known.tap("go:home")
    known.say("弋江区")
    assert "moved" not in said(known)


# --- registering


def test_after_stopping_the_consent_is_open_again(parent: Parent) -> None:
    at_the_name(parent).say("不登记了")
    parent.say("同意")
    assert "Please tap a button." in said(parent)
    assert "Do you want that?" in said(parent)


@pytest.mark.parametrize(
    "told", ["我不想登记了", "取消登记", "不登记了", "等一下再说", "返回", "I changed my mind"]
)
@pytest.mark.parametrize("step", ["called", "phone"])
def test_who_stops_is_let_go(house: House, parent: Parent, step: str, told: str) -> None:
    at_the_name(parent)
    if step == "phone":
        parent.say("王姐")
    parent.say(told)
    assert "nothing was changed" in said(parent)
    assert state_of(parent) is None
    assert registrations(house) == []


@pytest.mark.parametrize("told", ["不告诉你", "好的", "什么意思", "我们搬到镜湖区了", "no", "yes", "谢谢"])
def test_what_is_no_name_is_asked_again(parent: Parent, told: str) -> None:
    at_the_name(parent).say(told)
    assert "What may the worker call you" in parent.screens[-1].text


@pytest.mark.parametrize("told", ["no", "I changed my mind", "不改了"])
def test_a_change_may_be_stopped(house: House, known: Parent, told: str) -> None:
    known.tap("comm:change:phone")
    known.say(told)
    assert "nothing was changed" in said(known)
    assert state_of(known) is None
    assert registrations(house)[0].phone == "13812345678"


def test_a_number_within_a_sentence(house: House, known: Parent) -> None:
    known.tap("comm:change:phone")
    known.say("我换号了，新号13900002222")
    assert registrations(house)[0].phone == "13900002222"


@pytest.mark.parametrize("label", ["Yijiang District", "弋江", "yijiang"])
def test_the_district_as_its_button_says(parent: Parent, label: str) -> None:
    parent.say("/community")
    parent.press("Yes, I agree")
    parent.say(label)
    assert "tap your district" not in said(parent)
    assert "Which district" not in said(parent)


# --- the consent


@pytest.mark.parametrize("told", ["同意", "我同意", "愿意", "不同意", "yes", "no", "I agree"])
@pytest.mark.parametrize("way", ["/community", "社区登记", "go:community"])
def test_only_a_tap_is_a_yes(house: House, parent: Parent, way: str, told: str) -> None:
    parent.tap(way) if way.startswith("go:") else parent.say(way)
    parent.say(told)
    assert "Please tap a button." in said(parent)
    assert "Do you want that?" in said(parent)
    assert registrations(house) == []
    assert state_of(parent) is None
    parent.press("Yes, I agree")
    assert "Which district" in said(parent)


def test_after_a_no_nothing_is_open(parent: Parent) -> None:
    parent.say("/community")
    parent.press("No, thank you")
    parent.say("同意")
    assert "Do you want that?" not in said(parent)


@pytest.mark.parametrize(
    "told",
    [
        "不想登记了",
        "取消登记",
        "take me off the list",
        "stop calling me",
        "别给我打电话",
        "我要改电话",
        "我要改号码",
    ],
)
def test_who_is_registered_gets_the_page(house: House, known: Parent, told: str) -> None:
    known.tap("go:home")
    known.say(told)
    assert "The worker in your district sees" in said(known)
    assert len(registrations(house)) == 1


def test_who_is_not_registered_is_not_asked_to(parent: Parent) -> None:
    parent.tap("go:home")
    parent.say("别给我打电话")
    assert "Do you want that?" not in said(parent)


@pytest.mark.parametrize("told", ["I don't know", "不知道", "不清楚"])
def test_no_office_in_words(house: House, parent: Parent, told: str) -> None:
    a_place(house, "赭山社区居委会", kind="community_office")
    parent.say("/community")
    parent.press("Yes, I agree")
    parent.say("镜湖区")
    assert "Which community office" in said(parent)
    parent.say(told)
    assert "What may the worker call you" in said(parent)
    parent.say("王姐")
    parent.say("13812345678")
    parent.press("Register")
    assert registrations(house)[0].community is None
    # and changed later, in the same words
    parent.press("Community office")
    parent.say(told)
    assert "Changed" in said(parent)
