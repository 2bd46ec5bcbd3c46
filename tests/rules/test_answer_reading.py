"""Answers as plain values and as cells: there and back exactly, and every fault of a stranger's file with its cure."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.answers.answer import Answer, of_plain, to_plain
from rules.answers.reading import cells_of, columns, is_column, plain_of, read_plain
from rules.answers.tidy import tidied
from tests.rules.answering import any_answers, sound


@given(any_answers)
def test_plain_values_and_back(answer: Answer) -> None:
    assert of_plain(to_plain(answer)) == _without_empty(answer)
    tidy = tidied(answer)
    assert read_plain(to_plain(tidy)) == (tidy, [])


def _without_empty(answer: Answer) -> Answer:
    return of_plain(to_plain(answer))


@given(any_answers)
def test_cells_and_back(answer: Answer) -> None:
    tidy = tidied(answer)
    cells = cells_of(tidy)
    assert read_plain(plain_of(cells)) == (tidy, [])
    assert set(cells) <= set(columns([tidy]))
    assert all(is_column(name) for name in columns([tidy]))


@pytest.mark.parametrize(
    ("plain", "field"),
    [
        ([], "key"),
        ({}, "key"),
        ({"key": 7}, "key"),
        ({"key": "a", "tittle": {}}, "tittle"),
        ({"key": "a", "title": "x"}, "title"),
        ({"key": "a", "title": {"zh_CN": 2026}}, "title.zh_CN"),
        ({"key": "a", "title": {"chinese": "x"}}, "title.chinese"),
        ({"key": "a", "title": {7: "x"}}, "title.7"),
        ({"key": "a", "title": {"sr_Latn": "x"}}, "title.sr_Latn"),
        ({"key": "a", "asked": {"en": "x"}}, "asked.en"),
        ({"key": "a", "asked": {"en": [1]}}, "asked.en"),
        ({"key": "a", "ways": {"answer": "b"}}, "ways"),
        ({"key": "a", "ways": ["b"]}, "ways.1"),
        ({"key": "a", "ways": [{"answer": "b", "flow": "home"}]}, "ways.1"),
        ({"key": "a", "ways": [{"label": {"en": "x"}}]}, "ways.1"),
        ({"key": "a", "ways": [{"answer": "b", "label": "x"}]}, "ways.1.label"),
        ({"key": "a", "checked": "23.11.2026"}, "checked"),
        ({"key": "a", "checked": "2026-02-30"}, "checked"),
        ({"key": "a", "confidence": "sure"}, "confidence"),
        ({"key": "a", "cites": "S"}, "cites"),
        ({"key": "a", "picture": 1}, "picture"),
    ],
)
def test_what_is_wrong_is_named_with_a_cure(plain: Any, field: str) -> None:
    answer, wrong = read_plain(plain)
    assert answer is None
    assert [one.field for one in wrong] == [field]
    assert wrong[0].cure.endswith(".")


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(list(to_plain(sound("a")))), inner)
    ),
)


@given(json)
def test_whatever_a_file_holds_nothing_raises(plain: Any) -> None:
    answer, wrong = read_plain(plain)
    assert (answer is None) == bool(wrong)


@given(st.dictionaries(st.text(), st.text()))
def test_whatever_columns_a_row_has_nothing_raises(cells: dict[str, str]) -> None:
    read_plain(plain_of({name: text for name, text in cells.items() if is_column(name)}))
