"""What only thanks or agrees is no question; what asks beside it is, and thousands of signs take no longer than one."""

from __future__ import annotations

import pytest

from rules.topics import Topic, topic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("谢谢老师", Topic.THANKS),
        ("好的谢谢", Topic.THANKS),
        ("OK, thanks", Topic.THANKS),
        ("Thank you so much!", Topic.THANKS),
        ("好的", Topic.AGREED),
        ("好的老师", Topic.AGREED),
        ("嗯", Topic.AGREED),
        ("要得", Topic.AGREED),
        ("👍", Topic.AGREED),
        ("👍🏻", Topic.AGREED),
        ("老师，谢谢，在哪打", Topic.WHERE),
        ("好的，在哪打", Topic.WHERE),
        ("可以吗", None),
        ("老师", None),
        ("我想看看", Topic.HELP),
    ],
)
def test_small_talk(text: str, expected: Topic | None) -> None:
    assert topic(text) == expected


@pytest.mark.parametrize("sign", ["哦", "好的", "谢谢", "👍", " ", "了解", "免费"])
def test_however_much_of_it(sign: str) -> None:
    """With loops that take back what they took this would not end."""
    assert topic(sign * 2_000 + "龘?") != Topic.AGREED
