"""One answer, a choice, or an honest nothing; two questions in one text; conversations of the bot and places among the answers."""

from __future__ import annotations

import pytest
from hypothesis import given

from content import load_knowledge
from rules.answers.answer import FLOWS
from rules.answers.deciding import FLOW, Decision, Outcome, decide
from rules.answers.search import Index
from tests.rules.answering import hostile

KNOWLEDGE = load_knowledge("cn/wuhu")
INDEX = Index(KNOWLEDGE.first_answers(), KNOWLEDGE.wording())
KINDS = KNOWLEDGE.place_kinds


def asked(text: str) -> Decision:
    return decide(text, INDEX, KINDS)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("居住证怎么办", "permit_how"),
        ("中午学校管饭吗", "lunch"),
        ("附近打疫苗的地方", "flow:near:vaccination_clinic"),
        ("离我近的图书馆", "flow:near:library"),
        ("children hospital near me please", "flow:near:childrens_hospital"),
        ("我家娃能上小班不", "flow:papers"),
        ("宝宝下一针是哪天", "flow:next"),
        ("stop sending me messages", "flow:reminders"),
        ("你好", "flow:home"),
        ("what can you do", "flow:help"),
        ("外地户口能上学吗", "pri_docs"),
        ("疫苗漏打了怎么办", "vac_catchup"),
        ("没有户口能打疫苗吗", "vac_where"),
        ("老家的疫苗本这里认不认", "vac_where"),
        ("小升初摇号吗", "pri_where"),
        ("孩子医保交过老家的了还要在这交吗", "insurance"),
        ("school demands a fee to enrol", "pri_fee"),
        ("工地上住的没有租房合同", "permit_landlord"),
        ("3岁半了还能领吗", "subsidy_child"),
        ("老板不给工钱", "hotline"),
        ("boss not paying wages", "hotline"),
    ],
)
def test_the_best_is_told_at_once(text: str, first: str) -> None:
    found = asked(text)
    assert (found.outcome, found.hits[0], found.two) == (Outcome.ANSWERED, first, False)
    assert len(found.hits) <= 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "😀",
        "888888",
        "月亮代表我的心",
        "阿斯顿发个好看了",
        "今天天气怎么样",
        "啥意思",
        "新生儿多久上户口",
        "驾照怎么考",
        "有居住证能给电动车上牌照吗",
        "幼儿园老师一个月工资多少",
        "asdfgh jkl qwe",
        "how to fix a flat bicycle tire",
        "who won the football match",
    ],
)
def test_an_honest_nothing(text: str) -> None:
    assert asked(text) == Decision(Outcome.UNKNOWN)


def test_what_could_be_several_is_offered() -> None:
    found = asked("报名")
    assert found.outcome in (Outcome.ANSWERED, Outcome.OFFERED)
    assert len(found.hits) == 3
    assert any(
        asked(text).outcome == Outcome.OFFERED for text in ("学籍的事", "孩子的证", "上学的钱从哪来", "换了")
    )


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("小本本丢了怎么补？转学要什么手续？", ("vac_lost", "transfer_how")),
        ("居住证过期了怎么续，还有孩子中午在学校有饭吃吗", ("permit_renew", "lunch")),
        ("lost vaccination booklet and how to get a residence permit", ("vac_lost", "permit_how")),
        ("搬到弋江区了居住证要重新办吗 孩子学校要换吗", ("permit_move", "transfer_how")),
        ("how to get a residence permit? and also is there lunch at school", ("permit_how", "lunch")),
    ],
)
def test_two_questions_in_one(text: str, both: tuple[str, str]) -> None:
    found = asked(text)
    assert (found.outcome, found.hits[:2], found.two) == (Outcome.OFFERED, both, True)
    assert len(set(found.hits)) == len(found.hits) <= 3


@pytest.mark.parametrize(
    "text",
    [
        "没有居住证，小孩能上学吗",
        "同学老堵着我儿子要钱还打他，该找哪个部门",
        "宝宝才26个月，幼儿园肯收吗",
        "我跑外卖的，没有劳动合同，孩子能上学吗",
    ],
)
def test_one_question_with_its_story_is_one(text: str) -> None:
    assert not asked(text).two


@pytest.mark.parametrize("text", ["没有智能手机怎么报名", "今年报名几号开始"])
def test_kindergarten_or_school_is_asked_where_the_text_says_neither(text: str) -> None:
    found = asked(text)
    assert found.outcome == Outcome.OFFERED
    assert {one.partition("_")[0] for one in found.hits[:2]} == {"kg", "pri"}


@pytest.mark.parametrize("text", ["好的", "嘞", "回首", "家"])
def test_home_is_no_meaning_among_others(text: str) -> None:
    found = asked(text)
    assert "flow:home" not in (found.hits[1:] if found.outcome == Outcome.ANSWERED else found.hits)


def test_the_second_question_is_read_beside_the_first() -> None:
    assert asked("转学籍要回老家吗，还有要考试吗").hits[:2] == ("transfer_home", "transfer_grade")


def test_what_only_tells_the_case_is_no_question() -> None:
    found = asked("my hukou is elsewhere, can he get the shots here")
    assert (found.hits[0], found.two) == ("vac_where", False)


def test_a_phrase_of_an_answer_comes_before_the_places() -> None:
    assert asked("附近有托育机构吗").hits[:2] == ("nursery_find", "flow:near:nursery")


def test_every_conversation_that_is_found_is_one_that_can_be_shown() -> None:
    for name in KNOWLEDGE.wording().flows:
        assert name in FLOWS or name.removeprefix("near:") in KINDS


def test_words_of_danger_still_have_an_answer() -> None:
    """The chat names the emergency numbers before it asks here; other programs want the topic."""
    assert asked("孩子在学校被欺负怎么办").hits[0] == "abuse"


@given(hostile)
def test_any_text_is_decided(text: str) -> None:
    found = asked(text)
    known = {
        *KNOWLEDGE.first_answers(),
        *(FLOW + one for one in FLOWS),
        *(f"{FLOW}near:{kind}" for kind in KINDS),
    }
    assert set(found.hits) <= known
    assert bool(found.hits) == (found.outcome != Outcome.UNKNOWN)
    assert not found.two or len(found.hits) >= 2
