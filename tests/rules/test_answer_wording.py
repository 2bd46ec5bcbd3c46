"""Everyday words become the words of the offices: in characters, by sound, in typed pinyin, in English, with slips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.answers.ages import ages_heard, ages_in
from rules.answers.english import Spelling, stem, words_in
from rules.answers.sounds import SYLLABLES, coarse, sound, sounds_of, syllables
from rules.answers.wording import Meaning, Wording
from tests.rules.answering import hostile

WORDING = Wording(
    meanings=(
        Meaning("居住证", {"zh_CN": ("暂住证",), "en": ("residence permit", "permit")}),
        Meaning("报名", {"zh_CN": ("登记报名",), "en": ("enrol", "sign up")}),
        Meaning("幼儿园", {"zh_CN": ("幼稚园",), "en": ("kindergarten",)}),
        Meaning("接种证", {"zh_CN": ("小本本", "打针的本子"), "en": ("vaccination booklet",)}),
        Meaning("打疫苗", {"zh_CN": ("打针", "打预防针"), "en": ("shot",)}),
        Meaning("丢了", {"zh_CN": ("不见了",), "en": ("lost",)}),
        Meaning("带什么", {"zh_CN": ("要啥",)}),
    ),
    fillers={"zh_CN": ("请问", "怎么", "的", "了", "吗", "芜湖"), "en": ("the", "is", "my", "a")},
    outside=(Meaning("驾照", {"en": ("driving licence",)}),),
)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("居住证", ["=居住证"]),
        ("请问暂住证吗", ["=居住证"]),
        ("居住證報名", ["=居住证", "=报名"]),
        ("打针的本子不见了", ["=接种证", "=丢了"]),
        ("打针", ["=打疫苗"]),
        ("Residence Permit", ["=居住证"]),
        ("residence permits", ["=居住证"]),
        ("my permit is lost", ["=居住证", "=丢了"]),
        ("芜湖居住证", ["=居住证"]),
        ("驾照", ["!驾照"]),
        ("driving licences", ["!驾照"]),
        ("kindergarten报名要啥", ["=幼儿园", "=报名", "=带什么"]),
        ("wifi", ["+wifi"]),
        ("", []),
        ("？！😀", []),
    ],
)
def test_ways_of_saying_are_one(text: str, tokens: list[str]) -> None:
    assert WORDING.read(text) == tokens


def test_what_the_table_does_not_know_is_characters_pairs_and_sounds() -> None:
    assert WORDING.read("食堂") == ["食", "堂", "食堂", "~si tan"]
    assert WORDING.read("12345") == ["#12345"]


@pytest.mark.parametrize(
    "text",
    [
        "居注证",
        "居住政",
        "劇住證",
        "juzhuzheng",
        "ju zhu zheng",
        "JU ZHU ZHENG",
        "zan zhu zheng",
        "ju zu zen",
    ],
)
def test_what_sounds_like_it_is_meant(text: str) -> None:
    assert WORDING.read(text, known=()) == ["=居住证"]


def test_of_two_characters_only_what_no_answer_says_is_taken_for_another_word() -> None:
    assert WORDING.read("抱名", known=()) == ["=报名"]
    assert WORDING.read("抱名", known={"抱名"})[:3] == ["抱", "名", "抱名"]
    assert "=报名" not in WORDING.read("抱名"), "phrases of answers stand as they were written"


def test_english_is_no_pinyin_and_pinyin_is_no_english() -> None:
    assert WORDING.read("sign up", known=()) == ["=报名"]
    assert WORDING.read("you er yuan bao ming yao sha", known=()) == ["=幼儿园", "=报名", "=带什么"]
    assert WORDING.read("youeryuan baoming", known=()) == ["=幼儿园", "=报名"]


def test_mistyped_english_is_read_with_the_words_there_are() -> None:
    spelling = Spelling(WORDING.stems)
    for text in ("kindergarden", "kindergarten", "kindergraten", "kindergartens"):
        assert WORDING.read(text, (), spelling) == ["=幼儿园"], text
    assert WORDING.read("residense permitt", (), spelling) == ["=居住证"]
    assert WORDING.read("restaurant", (), spelling) == ["+restaurant"], "another word"
    assert WORDING.read("shut", (), spelling) == ["+shut"], "short words have too many neighbours"


def test_a_longer_way_wins_over_two_short_ones() -> None:
    assert WORDING.read("打针的本子") == ["=接种证"]
    assert WORDING.read("打针的") == ["=打疫苗"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("六岁半能上吗", ["岁6"]),
        ("3周岁", ["岁3"]),
        ("十二岁", ["岁12"]),
        ("两岁", ["岁2", "三岁以下"]),
        ("he is 9 and never", ["岁9"]),
        ("seven years old", ["岁7"]),
        ("a 2-year-old", ["岁2", "三岁以下"]),
        ("my son turns six", ["岁6"]),
        ("55岁", []),
        ("grade 3", []),
    ],
)
def test_ages(text: str, found: list[str]) -> None:
    assert ages_in(text)[0] == found


def test_ages_that_are_heard() -> None:
    assert ages_heard(["hai", "zi", "liu", "sui", "le"]) == (["岁6"], ["hai", "zi", "le"])
    assert ages_heard(["sui"]) == ([], ["sui"])


@pytest.mark.parametrize(
    ("letters", "cut"),
    [
        ("juzhuzheng", ("ju", "zu", "zen")),
        ("xian", ("xian",)),
        ("nver", ("lu", "er")),
        ("kindergarten", ()),
        ("", ()),
        ("a" * 500, ()),
    ],
)
def test_letters_are_cut_into_syllables(letters: str, cut: tuple[str, ...]) -> None:
    assert syllables(letters) == cut


def test_what_many_cannot_keep_apart_sounds_alike() -> None:
    assert sound("年") == sound("连")
    assert sound("证") == sound("赠")
    assert coarse("zhuang") == "zuan"
    assert sounds_of("还") != sounds_of("归还")[1:]
    assert {"zhuang", "lv", "er", "xiong"} <= SYLLABLES


def test_stems() -> None:
    assert {stem(one) for one in ("renew", "renews", "renewed", "renewing")} == {"renew"}
    assert stem("parties") == stem("party")
    assert words_in("mother's can't") == ["mother", "cant"]


@given(hostile, st.sampled_from([None, frozenset[str](), frozenset(("报名",))]))
def test_any_text_can_be_read(text: str, known: frozenset[str] | None) -> None:
    spelling = Spelling(WORDING.stems) if known is not None else None
    assert WORDING.read(text, known, spelling) == WORDING.read(text, known, spelling)
    assert all(WORDING.phrase(text))


@given(
    st.lists(
        st.sampled_from(["居住证", "不见了", "打针", "的", "食堂", " ", "permit", "六岁", "了"]), max_size=12
    )
)
def test_tokens_of_the_table_are_found_wherever_they_stand(parts: list[str]) -> None:
    tokens = WORDING.read(" ".join(parts))
    assert ("=打疫苗" in tokens) == ("打针" in parts)
    assert ("=居住证" in tokens) == bool({"居住证", "permit"} & set(parts))
