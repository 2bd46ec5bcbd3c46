"""The map of an answer's dialog: every web can be drawn, each answer once, and what is left out is counted."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rules.answers.answer import Answer, Leads, Way
from rules.answers.dialog_map import DEEP, MOST, DialogMap, dialog_map
from tests.rules.answering import sound, web

NAMES = ("a", "b", "c", "d", "e", "f", "g", "h")


def rows(found: DialogMap) -> list[str]:
    """The map as a tree of words."""
    return [
        "  " * one.level
        + (f"{one.number} {one.answer.key}" if one.answer else one.way.to if one.way else "")
        + (" again" if one.again else " gone" if one.gone else "")
        for one in found.nodes
    ]


def test_a_tree_is_read_from_top_to_bottom() -> None:
    a, b, c = sound("a", "b", "c"), sound("b", "c"), sound("c", "a", "nobody")
    c = replace(c, ways=(*c.ways, Way(Leads.FLOW, "person")))
    found = dialog_map(web(a, b, c), a)
    assert rows(found) == [
        "1 a",
        "  2 b",
        "    3 c again",
        "  3 c",
        "    1 a again",
        "    nobody gone",
        "    person",
    ]
    assert [one.parent for one in found.nodes] == [None, 0, 1, 0, 3, 3, 3]
    assert found.left_out == 0


def test_a_draft_that_nobody_published_has_a_map() -> None:
    assert rows(dialog_map(web(sound("b")), sound("new", "b"))) == ["1 new", "  2 b"]


def test_what_is_beyond_the_map_is_counted() -> None:
    chain = web(*(sound(f"a{at}", f"a{at + 1}") for at in range(20)), sound("a20"))
    found = dialog_map(chain, chain["a0"])
    assert (len(found.nodes), found.left_out) == (DEEP + 1, 1)
    wide = web(sound("a", *(f"b{at}" for at in range(40))), *(sound(f"b{at}") for at in range(40)))
    found = dialog_map(wide, wide["a"])
    assert (len(found.nodes), found.left_out) == (MOST, 40 - MOST + 1)


answers = st.builds(
    lambda key, to: sound(key, *to),
    st.sampled_from(NAMES),
    st.lists(st.sampled_from((*NAMES, "gone")), max_size=6),
)


@given(st.lists(answers, min_size=1, unique_by=lambda one: one.key), st.integers(1, 30))
def test_every_web_has_a_map(answers: list[Answer], most: int) -> None:
    found = dialog_map(web(*answers), answers[0], most)
    assert 1 <= len(found.nodes) <= most
    whole = [one for one in found.nodes if one.answer is not None and not one.again]
    assert [one.number for one in whole] == list(range(1, len(whole) + 1))
    assert len({one.answer.key for one in whole if one.answer}) == len(whole)
    for at, one in enumerate(found.nodes):
        assert (one.parent is None) == (at == 0)
        if one.parent is not None:
            assert one.parent < at
            assert found.nodes[one.parent].level == one.level - 1
    drawn = {one.answer.key: 0 for one in whole if one.answer}
    ways = sum(len(one.ways) for one in answers if one.key in drawn)
    assert ways == len(found.nodes) - 1 + found.left_out
