"""A typed question about school gets the page that answers it, whoever asks and whatever was waited for."""

from __future__ import annotations

import pytest

from tests.dialogs.talk import House, Parent


def labels(parent: Parent) -> list[str]:
    return [one.label for screen in parent.screens for row in screen.choices for one in row]


def with_child(house: House, number: int = 1) -> Parent:
    parent = Parent(house, number).registered()
    parent.say("Lele")
    parent.say("2024-03-12")
    parent.press("Boy")
    parent.press("弋江区")
    return parent


#: What is typed, and what must be read then.
ANSWERS = [
    ("residence permit", "居住证", "Papers for school"),
    ("居住证过期了怎么办", "每年签注", "Papers for school"),
    ("出生证丢了", "卫生健康部门", "Papers for school"),
    ("户口本在老家", "请家里人拍", "Papers for school"),
    ("体检表", "妇幼保健院", "Papers for school"),
    ("接种证查验", "接种门诊", "Where to go"),
    ("转学", "先问想去的学校", "Other topics"),
    ("学校说满了", "这不是最后的答复", "Where to complain"),
    ("my child was refused", "What did they say?", "说学校满了"),
    ("too late to register", "区教育局", "Other topics"),
    ("小孩七岁没上过学", "不用等到秋天", "Other topics"),
    ("爷爷奶奶带孩子上学", "监护委托书", "Other topics"),
    ("课后服务", "找班主任报名", "Other topics"),
    ("学费多少钱", "Which one do you mean?", "家里困难"),
]


@pytest.mark.parametrize(("typed", "read", "way"), ANSWERS)
@pytest.mark.parametrize("waits", ["go:papers", "go:look"])
def test_the_page_itself_is_shown_where_a_birth_date_was_waited_for(
    house: House, typed: str, read: str, way: str, waits: str
) -> None:
    parent = Parent(house, 1)
    parent.tap(waits)
    said = parent.say(typed)
    assert read in said.text
    assert way in str(labels(parent))
    assert "I make the list" not in said.text


@pytest.mark.parametrize(("typed", "read", "way"), ANSWERS)
def test_with_nothing_waited_for_the_page_is_a_tap_away_from_the_answer(
    house: House, typed: str, read: str, way: str
) -> None:
    """The answer says where it is from and how sure it is; so it comes first, and nothing that was there is lost."""
    parent = Parent(house, 1)
    said = parent.say(typed)
    assert "I make the list" not in said.text
    if read in said.text or (read.startswith("Which") and way in str(labels(parent))):
        return
    assert "Source: " in said.text
    ways = [
        one.tap for row in said.choices for one in row if (one.tap or "").startswith(("pap:", "gui:", "svc:"))
    ]
    assert any(read in parent.tap(tap or "").text for tap in ways)


def test_on_the_way_of_a_child_that_is_entered(house: House) -> None:
    parent = with_child(house)
    parent.say("residence permit")
    said = parent.press("📄 居住证").text
    assert "It is not on your list" not in said
    assert "住满半年" in said
    parent.tap("go:papers")
    parent.press("With both parents")
    parent.press("No, and not registered either")
    parent.press("We rent")
    assert "For applying" in parent.say("居住证怎么办").text  # their own list knows by when to begin
    assert "❓ How to get a residence permit" in labels(parent)
    assert "I have it" in str(labels(parent))
    assert "The list" in str(labels(parent))


def test_of_several_children_the_paper_leads_to_each_list(house: House) -> None:
    parent = with_child(house)
    parent.tap("go:papers")
    parent.press("With both parents")
    parent.tap("go:add_child")
    parent.say("Mimi")
    parent.say("2019-05-20")
    parent.press("Girl")
    parent.press("Skip")
    parent.say("户口本")
    assert "户口所在地的派出所" in parent.press("📄 户口本").text
    assert "📄 Lele" in labels(parent)
    assert "📄 Mimi" not in labels(parent)
    assert "For applying" in parent.press("📄 Lele").text


def test_which_of_several_papers(house: House) -> None:
    parent = Parent(house, 1)
    parent.tap("go:look")
    assert "Which one" in parent.say("办居住证要户口本吗").text
    assert "住满半年" in parent.press("📄 居住证").text
    parent.say("学费")
    assert "最后一年不交保教费" in parent.press("幼儿园最后一年").text


def test_an_age_beside_a_question_is_no_age(house: House) -> None:
    parent = Parent(house, 1)
    parent.tap("go:entitled")
    assert "不用等到秋天" in parent.say("七岁没上过学").text
    assert "birthday is between" in parent.say("七岁").text


def test_the_record_comes_first(house: House) -> None:
    parent = with_child(house)
    assert "booklet is lost" in parent.say("接种证丢了，转学怎么办").text
    assert "not a doctor" in parent.say("孩子发烧了，学校不收").text


@pytest.mark.parametrize("typed", ["老师布置的作业太多", "the teacher is strict"])
def test_school_that_is_not_understood_is_no_illness(house: House, typed: str) -> None:
    parent = Parent(house, 1)
    said = parent.say(typed).text
    assert "do not know that" in said
    assert "ill" not in said.split()
    assert "📄 Papers for school" in labels(parent)
    assert "120" in parent.say("今天天气不错").text


@pytest.mark.parametrize("typed", ["一切正常，已经在上学", "everything is fine"])
def test_good_news_is_answered(house: House, typed: str) -> None:
    parent = Parent(house, 1)
    assert "good to hear" in parent.say(typed).text
    parent.tap("go:papers")
    assert "good to hear" in parent.say(typed).text
    assert "Papers for school" in str(labels(parent))


def test_fees_of_a_school_are_no_vaccines(house: House) -> None:
    parent = Parent(house, 1)
    for typed in ("学费多少钱", "tuition", "上学要钱吗", "is school free?"):
        assert "vaccin" not in parent.say(typed).text, typed
    assert "national schedule" in parent.say("打疫苗要钱吗").text
    assert "national schedule" in parent.say("is it free").text


def test_bullying_police_first_then_the_line_then_the_teacher(house: House) -> None:
    said = Parent(house, 1).say("孩子被欺负了").text
    assert said.index("110") < said.index("12355")
    assert said.index("12355") < said.index("class teacher")


def test_the_lunar_calendar_and_grown_ups_are_not_only_about_vaccines(house: House) -> None:
    parent = Parent(house, 1)
    parent.tap("go:papers")
    lunar = parent.say("农历三月初五").text
    assert "school" in lunar
    assert "under 18" in parent.say("2001-05-05").text


def test_an_id_number_is_never_a_question(house: House) -> None:
    assert "ID number" in Parent(house, 1).say("居住证 34020219900307123X").text
