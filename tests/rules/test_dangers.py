"""Words that speak of danger, and texts that only look like it: who must be called at once, and who helps beside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.dangers import HELP, Danger, Trouble, dangers, help_lines, troubles

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
