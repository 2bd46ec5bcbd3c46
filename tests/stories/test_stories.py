"""Every story in both languages, on both channels and both databases, and once with a restart between any two steps.

The expected transcripts lie in `expected/`, one a language; the web page has its own only where it shows something else. Write them anew
with `make stories`, and read the diff: it is the review.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.databases import Kind
from tests.driver import told_house
from tests.telling import STORIES, Beat, Story, Telling, stories, told_once, transcript


@dataclass(frozen=True)
class Staging:
    """Where a story is played. Those on Telegram write what is expected, and come first."""

    language: str
    channel: str
    database: Kind
    restless: bool = False

    def __str__(self) -> str:
        return f"{self.language}-{self.channel}-{self.database}{'-restless' if self.restless else ''}"


STAGINGS = (
    Staging("en", "telegram", "sqlite"),
    Staging("zh_CN", "telegram", "sqlite"),
    Staging("en", "web", "postgresql"),
    Staging("zh_CN", "web", "sqlite", restless=True),
)


@pytest.mark.parametrize("staging", STAGINGS, ids=str)
@pytest.mark.parametrize("story", stories(), ids=lambda story: story.key)
def test_story(story: Story, staging: Staging, request: pytest.FixtureRequest) -> None:
    told = transcript(story, _beats(story, staging))
    if request.config.getoption("--update-stories"):
        _write(story, staging, told)
    assert told == _expected(story, staging).read_text(encoding="utf-8")


def _beats(story: Story, staging: Staging) -> list[Beat]:
    if staging == Staging(staging.language, "telegram", "sqlite"):
        return told_once(story, staging.language).beats
    with told_house(staging.database, story.begins, staging.restless, story.city) as house:
        return Telling(house, staging.channel, staging.language).play(story)


def test_nothing_is_expected_of_a_story_that_is_gone() -> None:
    keys = {story.key for story in stories()}
    assert {path.name.partition(".")[0] for path in (STORIES / "expected").iterdir()} == keys


def _file(story: Story, staging: Staging, channel: str) -> Path:
    ending = ".web.txt" if channel == "web" else ".txt"
    return STORIES / "expected" / f"{story.key}.{staging.language}{ending}"


def _expected(story: Story, staging: Staging) -> Path:
    own = _file(story, staging, staging.channel)
    return own if own.exists() else _file(story, staging, "telegram")


def _write(story: Story, staging: Staging, told: str) -> None:
    both = _file(story, staging, "telegram")
    if staging.channel == "web" and both.read_text(encoding="utf-8") == told:
        _file(story, staging, "web").unlink(missing_ok=True)
    else:
        _file(story, staging, staging.channel).write_text(told, encoding="utf-8")
