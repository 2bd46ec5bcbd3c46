"""What is asked, or told, where a name or a number is waited for: nobody is called "my child has a fever"."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dialogs.community_meanwhile import has_no_number
from tests.dialogs.followed import parent_of, registrations
from tests.dialogs.staffed import staffed_house
from tests.dialogs.talk import House, Parent


@pytest.fixture
def house() -> Iterator[House]:
    with staffed_house() as opened:
        yield opened


@pytest.fixture
def parent(house: House) -> Parent:
    parent = parent_of(house)
    parent.say("/community")
    parent.press("Yes, I agree")
    parent.say("镜湖区")
    if "community office" in parent.screens[-1].text:
        parent.press("I don't know")
    return parent


def said(parent: Parent) -> str:
    return "\n".join(one.text for one in parent.screens)


@pytest.mark.parametrize("told", ["孩子发烧了", "my child has a fever", "下一针什么时候打", "怎么办居住证"])
def test_what_is_asked_is_no_name(house: House, parent: Parent, told: str) -> None:
    parent.say(told)
    assert len(parent.screens) == 2
    assert "What may the worker call you" in parent.screens[-1].text
    assert registrations(house) == []


@pytest.mark.parametrize(
    "name",
    ["王姐", "乐乐妈妈", "叫我王姐就行", "张老师", "Duoduo's mother", "早早妈", "石头他爸", "Anna", "李阿姨"],
)
def test_a_name_is_a_name(parent: Parent, name: str) -> None:
    parent.say(name)
    assert "Which number may she call" in said(parent)


@pytest.mark.parametrize("asked", ["why do you want a name?", "为什么要名字？"])
def test_why_is_told(parent: Parent, asked: str) -> None:
    parent.say(asked)
    assert "whom to ask for when she calls" in said(parent)
    assert "What may the worker call you" in parent.screens[-1].text


@pytest.mark.parametrize("asked", ["where is the office", "社区在哪里"])
def test_where_it_is_leads_to_the_community(parent: Parent, asked: str) -> None:
    parent.say(asked)
    assert "community offices" in said(parent)
    assert "vaccinat" not in said(parent).lower()
    assert "What may the worker call you" in parent.screens[-1].text


@pytest.mark.parametrize("told", ["没有电话", "I have no phone", "不想给"])
def test_without_a_number_it_cannot_be_done_and_that_is_said(house: House, parent: Parent, told: str) -> None:
    parent.say("王姐")
    parent.say(told)
    assert "Without a number she cannot call" in said(parent)
    assert registrations(house) == []
    parent.press("✖️ No")
    assert "nothing was changed" in said(parent)


def test_a_number_is_a_number_whatever_stands_beside_it() -> None:
    assert not has_no_number("没有座机，手机13812345678")
    assert has_no_number("没手机")
