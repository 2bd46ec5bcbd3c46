"""The questions for the clinic load, name only rules that are explained, and their errors name file, line and cure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from content.clinic import NEEDED, load_topics
from content.loading import PackError
from content.vaccines import NATIONAL, load_book

BOOK = load_book()
FILE = NATIONAL / "clinic_questions.yaml"


def test_every_topic_says_only_what_stands_in_the_book_and_has_a_source() -> None:
    topics = load_topics(FILE, BOOK.rules)
    assert topics.keys() >= NEEDED
    assert sum(one.offered for one in topics.values()) == 9
    for one in topics.values():
        assert one.fact.where
        assert one.title
        assert one.ask
        assert len(one.id) + len("topic:write:2147483647::COVID-19 ") <= 64


def test_a_sentence_that_means_this_case_is_told_of_no_other() -> None:
    """G12 says "this is no reason to wait" about a case somebody else judged: it stands in no topic."""
    for one in load_topics(FILE, BOOK.rules).values():
        assert "G12" not in one.rules


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("- G11", "- G99", "G99"),
        ("- id: ill_now", "- id: allergy", "twice"),
        ("- id: lost_booklet", "- id: lost_booklets", "lost_booklet"),
        ("title: 打针后过敏过", "titel: 打针后过敏过", "title"),
    ],
)
def test_a_spoilt_file_says_where_and_how_to_cure_it(tmp_path: Path, old: str, new: str, says: str) -> None:
    file = Path(shutil.copy(FILE, tmp_path))
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=says) as caught:
        load_topics(file, BOOK.rules)
    assert caught.value.line >= 1
    assert caught.value.cure
