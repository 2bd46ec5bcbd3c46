"""What a text is about: the words parents use, and that nothing typed can break it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.dangers import dangers
from rules.topics import Topic, topic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在哪打", Topic.WHERE),
        ("附近的门诊", Topic.WHERE),
        ("Where is the clinic?", Topic.WHERE),
        ("小本本丢了", Topic.LOST_BOOKLET),
        ("接种证丢了去哪里补办", Topic.LOST_BOOKLET),
        ("I lost the booklet", Topic.LOST_BOOKLET),
        ("下次打什么", Topic.NEXT),
        ("什么时候打", Topic.NEXT),
        ("what is next?", Topic.NEXT),
        ("怎么加到手机日历", Topic.CALENDAR),
        ("能不能同步到日历", Topic.CALENDAR),
        ("订阅日历", Topic.CALENDAR),
        ("put it into my calendar", Topic.CALENDAR),
        ("export to Google calendar", Topic.CALENDAR),
        ("看疫苗日历", Topic.NEXT),
        ("unsubscribe", Topic.REMINDERS),
        ("打好了", Topic.DONE),
        ("已经打了", Topic.DONE),
        ("打完了", Topic.DONE),
        ("今天打了针", Topic.DONE),
        ("体检做完了", Topic.DONE),
        ("done", Topic.DONE),
        ("He was vaccinated today", Topic.DONE),
        ("我们过年要回老家", Topic.JOURNEY),
        ("we go home for Spring Festival", Topic.JOURNEY),
        ("we are going on a journey", Topic.JOURNEY),
        ("帮助", Topic.HELP),
        ("help", Topic.HELP),
        ("今天打了HPV", Topic.DONE),
        ("打了针会不会发烧", Topic.UNWELL),
        ("删除", Topic.PRIVACY),
        ("我要撤回同意", Topic.PRIVACY),
        ("delete everything", Topic.PRIVACY),
        ("删掉这一针", Topic.CORRECT),
        ("delete that dose", Topic.CORRECT),
        ("你好", Topic.HELLO),
        ("Hello!", Topic.HELLO),
        ("你好，要钱吗", Topic.FREE),
        ("别发了", Topic.REMINDERS),
        ("停止提醒", Topic.REMINDERS),
        ("stop reminding me", Topic.REMINDERS),
        ("Stop!", Topic.REMINDERS),
        ("打错了", Topic.CORRECT),
        ("記錯日期了", Topic.CORRECT),
        ("wrong date", Topic.CORRECT),
        ("要钱吗", Topic.FREE),
        ("is it free", Topic.FREE),
        ("how much does it cost", Topic.FREE),
        ("我孩子38.5度", Topic.UNWELL),
        ("38.5 degrees", Topic.UNWELL),
        ("打完针发烧了", Topic.UNWELL),
        ("fever after the shot", Topic.UNWELL),
        ("转人工", Topic.PERSON),
        ("I want a person", Topic.PERSON),
        ("谢谢", Topic.THANKS),
        ("Thank you!", Topic.THANKS),
        ("谢谢，在哪打", Topic.WHERE),
        ("宝宝多重才正常", Topic.GROWTH),
        ("身高体重怎么看", Topic.GROWTH),
        ("how heavy should a baby be", Topic.GROWTH),
        ("what is a good weight for 6 months", Topic.GROWTH),
        ("体重不够能打针吗", Topic.NEXT),
        ("什么时候加辅食", Topic.FEEDING),
        ("when do we start solid food", Topic.FEEDING),
        ("打疫苗前能喂母乳吗", Topic.NEXT),
        ("奶粉多少钱", Topic.FEEDING),
        ("水痘疫苗多少钱", Topic.FREE),
        ("where can I pay electricity bill", Topic.WHERE),
        ("有什么补贴", Topic.SERVICES),
        ("我们能享受什么", Topic.SERVICES),
        ("育儿補貼怎么领", Topic.SERVICES),
        ("什么时候发补助", Topic.SERVICES),
        ("在这里能交医保吗", Topic.SERVICES),
        ("医保要多少钱", Topic.SERVICES),
        ("有没有托班", Topic.SERVICES),
        ("what can we get?", Topic.SERVICES),
        ("is there a child allowance", Topic.SERVICES),
        ("any subsidy for us", Topic.SERVICES),
        ("疫苗有补贴吗", Topic.NEXT),
        ("is the vaccine covered by insurance", Topic.NEXT),
        ("热线", Topic.HOTLINES),
        ("打什么电话", Topic.HOTLINES),
        ("who can I call", Topic.HOTLINES),
        ("phone number please", Topic.HOTLINES),
        ("门诊的电话号码", Topic.WHERE),
        ("晚点提醒我", Topic.LATER),
        ("稍后", Topic.LATER),
        ("remind me tomorrow", Topic.LATER),
        ("Later, please", Topic.LATER),
        ("不去了", Topic.CANT),
        ("这周没空", Topic.CANT),
        ("we can't go", Topic.CANT),
        ("yes all done yesterday", Topic.DONE),
        ("是的，都打好了", Topic.DONE),
        ("学费多少钱", Topic.SERVICES),
        ("学费", Topic.SERVICES),
        ("上学要钱吗", Topic.SERVICES),
        ("tuition", Topic.SERVICES),
        ("is school free?", Topic.SERVICES),
        ("学校打疫苗要钱吗", Topic.FREE),
        ("is the vaccine at school free", Topic.FREE),
        ("没有居住证能打疫苗吗", Topic.NEXT),
        ("一切正常，已经在上学", Topic.AT_SCHOOL),
        ("孩子已经上学了", Topic.AT_SCHOOL),
        ("everything is fine", Topic.AT_SCHOOL),
        ("she is already at school", Topic.AT_SCHOOL),
        ("打完针一切正常", None),
        ("还没在上学", Topic.PAPERS),
        ("已经在上学要什么材料", Topic.PAPERS),
        ("今天天气不错", None),
        ("blub", None),
        ("", None),
    ],
)
def test_topics(text: str, expected: Topic | None) -> None:
    assert topic(text) == expected


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(dangers(text), tuple)
    assert topic(text) in {None, *Topic}


@pytest.mark.parametrize("text", ["孩子" * 4_000, "丢了" * 4_000, "my child " * 1_000, "lost my " * 1_000])
def test_a_long_text_takes_no_time(text: str) -> None:
    """Nothing here goes back and forth: otherwise this would take minutes."""
    dangers(text)
    topic(text)
