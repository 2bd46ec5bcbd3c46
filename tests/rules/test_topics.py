"""What a text is about: the words parents use, the texts that only look like danger, and that nothing typed can break it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.dangers import HELP, Danger, Trouble, dangers, help_lines, troubles
from rules.topics import Topic, topic

POLICE, AMBULANCE = (Danger.POLICE,), (Danger.AMBULANCE,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("孩子丢了", POLICE),
        ("我家孩子突然不见了！", POLICE),
        ("把孩子弄丢了怎么办", POLICE),
        ("找不到我的孩子", POLICE),
        ("孩子走丢了", POLICE),
        ("女兒不見了", POLICE),
        ("宝宝被拐了", POLICE),
        ("My child is missing", POLICE),
        ("I can’t find my little son", POLICE),
        ("he was kidnapped", POLICE),
        ("my child was beaten", POLICE),
        ("he hit me, my husband beats the child", POLICE),
        ("孩子被打了", POLICE),
        ("孩子在幼儿园被老师打", POLICE),
        ("老公打我", POLICE),
        ("他爸打孩子", POLICE),
        ("孩子被打了一针", ()),
        ("给孩子打什么", ()),
        ("该给我打孩子的疫苗了", ()),
        ("打孩子的预防针", ()),
        ("孩子抽搐", AMBULANCE),
        ("喘不上气了", AMBULANCE),
        ("呼吸困难", AMBULANCE),
        ("打完针晕倒了", AMBULANCE),
        ("误服了药", AMBULANCE),
        ("she CAN'T BREATHE", AMBULANCE),
        ("a seizure", AMBULANCE),
        ("he is unconscious", AMBULANCE),
        ("喝了洗衣液", AMBULANCE),
        ("娃把电池吞下去了", AMBULANCE),
        ("孩子吃了老鼠药", AMBULANCE),
        ("孩子没反应", AMBULANCE),
        ("孩子不动了", AMBULANCE),
        ("嘴唇发紫", AMBULANCE),
        ("烧到40度抽了", AMBULANCE),
        ("吞了电池", AMBULANCE),
        ("从楼上掉下来了", AMBULANCE),
        ("烫伤了", AMBULANCE),
        ("打完针脸肿了喘", AMBULANCE),
        ("she is not responding", AMBULANCE),
        ("my son isn't moving", AMBULANCE),
        ("baby turned blue", AMBULANCE),
        ("swallowed a battery", AMBULANCE),
        ("he drank some bleach", AMBULANCE),
        ("fell out of the window", AMBULANCE),
        ("打完针没反应正常吗", ()),
        ("孩子打了疫苗没有反应", ()),
        ("按钮没反应", ()),
        ("孩子走不动了", ()),
        ("孩子抽血了", ()),
        ("发烧要抽血吗", ()),
        ("吃了糖丸", ()),
        ("孩子有哮喘能打吗", ()),
        ("the page is not responding", ()),
        ("my child is not moving to Wuhu", ()),
        ("my child has a blue booklet", ()),
        ("38.5度", ()),
        ("救命", (Danger.POLICE, Danger.AMBULANCE)),
        ("小本本丢了", ()),
        ("接种证丢了", ()),
        ("孩子的接种证丢了", ()),
        ("孩子接种证找不到了", ()),
        ("孩子丢了接种证", ()),
        ("找不到孩子的小本本", ()),
        ("I lost my child's booklet", ()),
        ("my child is missing a dose", ()),
        ("my child is missing the MMR vaccine", ()),
        ("被打了一针", ()),
        ("孩子在学校被欺负了", POLICE),
        ("他們霸凌我女儿", POLICE),
        ("同学勒索我儿子的钱", POLICE),
        ("my daughter is bullied at school", POLICE),
        ("不想活了", (Danger.POLICE, Danger.AMBULANCE)),
        ("儿子说想去死", (Danger.POLICE, Danger.AMBULANCE)),
        ("she wants to die", (Danger.POLICE, Danger.AMBULANCE)),
        ("he is suicidal", (Danger.POLICE, Danger.AMBULANCE)),
        ("我想死", (Danger.POLICE, Danger.AMBULANCE)),
        ("孩子说想死", (Danger.POLICE, Danger.AMBULANCE)),
        ("死了算了", (Danger.POLICE, Danger.AMBULANCE)),
        ("I don't want to live any more", (Danger.POLICE, Danger.AMBULANCE)),
        ("he does not want to be alive", (Danger.POLICE, Danger.AMBULANCE)),
        ("I wish I was dead", (Danger.POLICE, Danger.AMBULANCE)),
        ("we don't want to live here any more", ()),
        ("想死你了", ()),
        ("宝宝想死妈妈了", ()),
        ("孩子被丢下没人要", POLICE),
        ("门口有个弃婴", POLICE),
        ("孩子反锁在车里了", POLICE),
        ("孩子一个人在家没人管", POLICE),
        ("he abandoned the child", POLICE),
        ("放学后有人管吗", ()),
        ("请问托班有人管孩子吗", ()),
        ("孩子被猫抓了去哪打狂犬疫苗", AMBULANCE),
        ("狗咬了打什么针", AMBULANCE),
        ("被蛇咬了", AMBULANCE),
        ("my child was bitten by a dog", AMBULANCE),
        ("孩子从床上摔下来了一直哭", AMBULANCE),
        ("娃儿磕到脑壳了一直哭", AMBULANCE),
        ("baby fell off the bed and keeps crying", AMBULANCE),
        ("孩子吃错药了", AMBULANCE),
        ("孩子掉水里了", AMBULANCE),
        ("孩子头磕破了流血", AMBULANCE),
        ("孩子摔断了胳膊", AMBULANCE),
        ("孩子发高烧说胡话", AMBULANCE),
        ("i want to kill my husband", POLICE),
        ("我家属狗", ()),
        ("领养小猫", ()),
        ("掉了一颗牙", ()),
        ("孩子掉头发", ()),
        ("户口本掉水里了", ()),
        ("孩子头围多少", ()),
        ("碰头会", ()),
        ("抽血检查", ()),
        ("孩子摔了一跤能打针吗", ()),
        ("豆豆", ()),
        ("2025-03-05", ()),
    ],
)
def test_dangers(text: str, expected: tuple[Danger, ...]) -> None:
    assert dangers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "lines"),
    [
        ("不想活了", (Trouble.DESPAIR,), ("mind", "youth")),
        ("suicide", (Trouble.DESPAIR,), ("mind", "youth")),
        ("老公打孩子", (Trouble.VIOLENCE,), ("women", "city")),
        ("孩子被打了", (Trouble.VIOLENCE,), ("women", "city")),
        ("child abuse", (Trouble.VIOLENCE,), ("women", "city")),
        ("孩子被同学打了", (Trouble.VIOLENCE, Trouble.BULLYING), ("women", "city", "youth")),
        ("被欺负", (Trouble.BULLYING,), ("youth",)),
        ("被欺负得不想活了", (Trouble.DESPAIR, Trouble.BULLYING), ("mind", "youth")),
        ("孩子没人管", (Trouble.LEFT_ALONE,), ("city",)),
        ("我的孩子没人管，我想死", (Trouble.DESPAIR, Trouble.LEFT_ALONE), ("mind", "youth", "city")),
        ("孩子走丢了", (), ()),
        ("喘不上气", (), ()),
        ("被打了一针", (), ()),
    ],
)
def test_who_helps_beside_the_emergency(
    text: str, expected: tuple[Trouble, ...], lines: tuple[str, ...]
) -> None:
    assert troubles(text) == expected
    assert help_lines(expected) == lines


@given(
    st.lists(
        st.sampled_from(
            [
                "孩子",
                "被",
                "欺负",
                "打",
                "我",
                "自杀",
                "不想活",
                "没人管",
                "丢下",
                "锁在家",
                "bullied",
                "suicide",
                "abandoned",
                "the",
                "child",
                "针",
            ]
        )
    )
)
def test_no_trouble_without_an_emergency_number(words: list[str]) -> None:
    """Help lines stand behind the emergency numbers: there must be one."""
    for text in ("".join(words), " ".join(words)):
        assert dangers(text) or not troubles(text)


def test_help_lines_are_no_emergency_numbers() -> None:
    assert not {line for lines in HELP.values() for line in lines} & set(Danger)
    assert HELP.keys() == set(Trouble)


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
