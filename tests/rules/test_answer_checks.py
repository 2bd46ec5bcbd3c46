"""What keeps an answer from being published: each fault by an example, and the web of answers by any web there can be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.answers.answer import PHRASES_MOST, TEXT_MOST, TITLE_MOST, WAYS_MOST, Answer, Leads, Way
from rules.answers.checks import faults, leading_to
from rules.answers.tidy import tidied
from tests.rules.answering import KNOWN, any_answers, sound, web

NAMES = ("a", "b", "c", "d", "e", "f")


def codes(answer: Answer, *others: Answer) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in faults(answer, KNOWN.having(web(*others, answer)))]


def test_a_sound_answer_has_no_fault() -> None:
    assert codes(sound("a")) == []
    assert codes(sound("a", "b"), sound("b")) == []


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"key": "Ä"}, ("key", "key")),
        ({"titles": {"en": "x"}}, ("title.zh_CN", "missing")),
        ({"texts": {"en": "x"}}, ("text.zh_CN", "missing")),
        ({"texts": {"zh_CN": " \n"}}, ("text.zh_CN", "missing")),
        ({"titles": {"zh_CN": "😀" * (TITLE_MOST // 2 + 1)}}, ("title.zh_CN", "long")),
        ({"texts": {"zh_CN": "字" * (TEXT_MOST + 1)}}, ("text.zh_CN", "long")),
        ({"texts": {"zh_CN": "*一"}}, ("text.zh_CN", "markup")),
        ({"texts": {"zh_CN": "一**二"}}, ("text.zh_CN", "markup")),
        ({"texts": {"zh_CN": "*一\n二*"}}, ("text.zh_CN", "markup")),
        ({"texts": {"zh_CN": "<b>一</b>"}}, ("text.zh_CN", "tags")),
        ({"source": {}}, ("source", "source")),
        ({"checked": None}, ("source", "source")),
        ({"asked": {"zh_CN": ("",)}}, ("asked.zh_CN", "phrase")),
        ({"asked": {"zh_CN": ("一",) * (PHRASES_MOST + 1)}}, ("asked.zh_CN", "many")),
        ({"ways": (Way(Leads.ANSWER, "nobody"),)}, ("ways.1", "target")),
        ({"ways": (Way(Leads.ANSWER, "a"),)}, ("ways.1", "target")),
        ({"ways": (Way(Leads.PAPER, "nothing"),)}, ("ways.1", "target")),
        ({"ways": (Way(Leads.FLOW, "nothing"),)}, ("ways.1", "target")),
        ({"ways": (Way(Leads.LINK, "http://a.cn", {"zh_CN": "一"}),)}, ("ways.1", "link")),
        ({"ways": (Way(Leads.LINK, "https://a.cn"),)}, ("ways.1", "label")),
        ({"ways": (Way(Leads.LINK, "javascript:alert(1)", {"zh_CN": "一"}),)}, ("ways.1", "link")),
        ({"ways": (Way(Leads.PAPER, "hukou"),) * (WAYS_MOST + 1)}, ("ways", "many")),
        ({"theme": "nothing"}, ("theme", "target")),
        ({"texts": {"zh_CN": "哪一个？"}}, ("ways", "dead_end")),
        ({"texts": {"zh_CN": "*哪一个？*"}}, ("ways", "dead_end")),
    ],
)  # fmt: skip
def test_each_fault_is_found_and_has_a_cure(wrong: dict[str, Any], found: tuple[str, str]) -> None:
    answer = replace(sound("a"), **wrong)
    assert found in codes(answer)
    assert all(one.problem and one.cure.endswith(".") for one in faults(answer, KNOWN))


def test_a_question_that_leads_round_in_a_circle_is_named() -> None:
    a, b = sound("a", "b", asks=True), sound("b", "a", asks=True)
    assert codes(a, b) == [("ways", "loop")]
    assert codes(a, sound("b", "a")) == []
    out = replace(b, ways=(*b.ways, Way(Leads.FLOW, "person")))
    assert codes(a, out) == []


@given(any_answers)
def test_whatever_is_typed_is_judged_and_never_raises(answer: Answer) -> None:
    for one in (answer, tidied(answer)):
        assert all(fault.field and fault.problem and fault.cure for fault in faults(one, KNOWN))


answers_of_a_web = st.builds(
    lambda key, to, asks, out: replace(
        sound(key, *to, asks=asks),
        ways=(*(Way(Leads.ANSWER, one) for one in to), *((Way(Leads.FLOW, "person"),) if out else ())),
    ),
    st.sampled_from(NAMES),
    st.lists(st.sampled_from((*NAMES, "gone")), max_size=3),
    st.booleans(),
    st.booleans(),
)
deeds = st.lists(st.one_of(answers_of_a_web, st.sampled_from(NAMES)), max_size=30)


@given(deeds)
def test_whatever_is_done_no_way_ends_nowhere_and_no_question_goes_round_for_ever(
    deeds: list[Answer | str],
) -> None:
    """A deed is an answer that is published, or the key of one that is taken out; what is faulty is refused."""
    published: dict[str, Answer] = {}
    for deed in deeds:
        if isinstance(deed, Answer):
            after = {**published, deed.key: deed}
            if not faults(deed, KNOWN.having(after)):
                published = after
        elif not leading_to(deed, published):
            published.pop(deed, None)
        _is_sound(published)


def _is_sound(published: dict[str, Answer]) -> None:
    ends = {key for key, one in published.items() if not _asks(one) or _has_other_way(one)}
    while True:  # whoever leads to an end has one
        more = {key for key, one in published.items() if any(way.to in ends for way in one.ways)} - ends
        if not more:
            break
        ends |= more
    assert ends == set(published)
    for one in published.values():
        assert all(way.leads != Leads.ANSWER or way.to in published for way in one.ways)
        assert one.ways or not _asks(one)


def _asks(answer: Answer) -> bool:
    return answer.texts["zh_CN"].endswith("？")


def _has_other_way(answer: Answer) -> bool:
    return any(way.leads != Leads.ANSWER for way in answer.ways)


@given(any_answers)
def test_tidy_words_stay_as_they_are(answer: Answer) -> None:
    once = tidied(answer)
    assert tidied(once) == once
    for text in (*once.titles.values(), *once.texts.values(), *once.source.values()):
        assert "\x00" not in text
        assert "\r" not in text
        text.encode()
