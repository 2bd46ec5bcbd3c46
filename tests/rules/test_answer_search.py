"""Which answer is meant: phrases as they stand, in other words, with slips; what is not ours is not; nothing typed can break it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import load_knowledge
from rules.answers.answer import Answer
from rules.answers.search import Hit, Index
from rules.answers.wording import Meaning, Wording
from tests.rules.answering import any_answers, hostile

KNOWLEDGE = load_knowledge("cn/wuhu")
INDEX = Index(KNOWLEDGE.first_answers(), KNOWLEDGE.wording())


def made(key: str, *phrases: str, title: str = "题") -> Answer:
    return Answer(key, {"zh_CN": title}, {"zh_CN": "可以。"}, {"zh_CN": phrases})


PLAIN: Mapping[str, Answer] = {
    one.key: one
    for one in (
        made("permit", "居住证去哪办", "办居住证要什么"),
        made("lunch", "学校中午有饭吃吗", "食堂多少钱"),
        made("shots", "疫苗在哪打", "打针要带什么"),
    )
}


def keys(text: str, index: Index = INDEX, **more: bool) -> list[str]:
    return [one.key for one in index.search(text, **more)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        # Everyday words.
        ("暂住证咋弄", "permit_how"),
        ("打针的小本本不见了", "vac_lost"),
        ("新农合能在这边交吗", "insurance"),
        ("公立幼儿园收不收外地娃", "kg_public"),
        ("摇号没摇到咋办", "kg_lottery"),
        ("学校没位子了不收", "pri_rejected"),
        # Dialect.
        ("俺娃没上过幼儿园能上一年级不", "pri_no_kg"),
        ("娃儿转学啷个办", "transfer_how"),
        ("伢要带么子去报幼儿园", "kg_docs"),
        # Slips of voice and keyboard.
        ("居注证到其了", "permit_renew"),
        ("幼稚圆什么时后抱名", "kg_when"),
        ("小学学藉在外地初中怎么升", "junior_record"),
        ("接钟证丢了", "vac_lost"),
        # Pinyin.
        ("ju zhu zheng zenme ban", "permit_how"),
        ("zhuanxue zenmeban", "transfer_how"),
        ("shu jia mei ren dai", "holiday_care"),
        # Traditional characters.
        ("戶口簿在老家沒帶", "hukou_paper"),
        ("學校中午管飯嗎", "lunch"),
        # English, with slips.
        ("how to get a residense permit", "permit_how"),
        ("kindergarden fees", "kg_fee"),
        ("lost vacination booklet", "vac_lost"),
        ("I want to talk to a real person", "human"),
    ],
)
def test_as_parents_write(text: str, key: str) -> None:
    assert keys(text)[0] == key


def test_every_phrase_and_title_leads_to_its_own_answer() -> None:
    for answer in KNOWLEDGE.first_answers().values():
        for phrases in (answer.titles.values(), *answer.asked.values()):
            for phrase in phrases:
                assert INDEX.search(phrase, 1) == [Hit(answer.key, 1.0)], phrase


def test_a_phrase_counts_as_it_stands_however_it_is_written() -> None:
    index = Index(PLAIN)
    for text in ("居住证去哪办", " 居住證去哪辦 ", "居住证去哪办"):
        assert index.search(text)[0] == Hit("permit", 1.0)


def test_without_a_table_characters_are_compared() -> None:
    index = Index(PLAIN)
    assert keys("居住证在哪里办", index)[0] == "permit"
    assert keys("食堂贵吗", index)[0] == "lunch"
    assert keys("月亮", index) == []
    assert keys("暂住证", index) in ([], ["permit"])


def test_a_table_lets_other_words_stand_for_the_same() -> None:
    index = Index(PLAIN, Wording((Meaning("居住证", {"zh_CN": ("那张卡",), "en": ("permit",)}),)))
    for text in ("那张卡", "permit", "PERMITS", "那張卡"):
        assert keys(text, index)[0] == "permit", text


def test_what_is_not_ours_weighs_until_an_answer_speaks_of_it() -> None:
    table = Wording((Meaning("居住证"), Meaning("办")), outside=(Meaning("驾照", {"zh_CN": ("驾驶证",)}),))
    index = Index(PLAIN, table)
    near, far = (index.search(text, 1)[0].score for text in ("居住证办", "居住证办驾照"))
    assert far < 0.5 * near
    licence = made("licence", "驾照怎么办", "考驾照去哪", title="驾照")
    index = Index({**PLAIN, "licence": licence}, table)
    assert keys("驾驶证", index)[0] == "licence"
    mentioned = made("licence", "驾照怎么办", "一", "二", "三", "四", title="五")
    assert "licence" not in keys("驾驶证", Index({**PLAIN, "licence": mentioned}, table))


def test_conversations_of_the_bot_are_among_the_hits_only_when_asked_for() -> None:
    assert keys("别再发提醒了", flows=True)[0] == "flow:reminders"
    assert not any(one.startswith("flow:") for one in keys("别再发提醒了"))
    assert keys("下一针什么时候打", flows=True)[0] == "flow:next"
    assert keys("delete my data", flows=True)[0] == "flow:privacy"


def test_no_more_than_asked_for_the_best_first() -> None:
    hits = INDEX.search("幼儿园报名", 10)
    assert len(hits) == 10
    assert [one.score for one in hits] == sorted((one.score for one in hits), reverse=True)
    assert len({one.key for one in hits}) == 10
    assert INDEX.search("幼儿园报名", 1) == hits[:1]
    assert INDEX.search("幼儿园报名", 0) == []


def test_among_thousands_the_same_is_found() -> None:
    """What everybody speaks of is looked at only for the few that are chosen: nothing is lost by it."""
    many = {f"other_{n}": made(f"other_{n}", f"孩子学校第{n}件事怎么办") for n in range(3_000)}
    index = Index({**many, **PLAIN, **KNOWLEDGE.first_answers()}, KNOWLEDGE.wording())
    for text in ("暂住证咋弄", "孩子学校中午管饭吗", "孩子打针的小本本不见了怎么办"):
        assert keys(text, index)[0] == keys(text)[0]


@given(hostile)
def test_any_text_gets_hits_between_nothing_and_sure(text: str) -> None:
    hits = INDEX.search(text, flows=True)
    assert len(hits) <= 3
    assert all(0 < one.score <= 1 for one in hits)


@given(st.lists(any_answers, max_size=4), hostile)
def test_any_answers_can_be_searched(answers: list[Answer], text: str) -> None:
    index = Index({one.key: one for one in answers}, KNOWLEDGE.wording())
    assert {one.key for one in index.search(text)} <= {one.key for one in answers}
