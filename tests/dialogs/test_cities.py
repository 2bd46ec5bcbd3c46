"""A city is data: the main conversation goes in every city there is a pack of, in both languages, with landmarks and without."""

from __future__ import annotations

from datetime import datetime

import pytest

from content import PACKS, load_knowledge
from tests.driver import told_house
from tests.people import Person
from tests.telling import LANGUAGES, ZONE

CITIES = sorted(str(path.parent.relative_to(PACKS)) for path in PACKS.glob("*/*/city.yaml"))
BEGINS = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)


def newest(person: Person) -> str:
    return person.sees[-1].html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", ["telegram", "web"])
@pytest.mark.parametrize("city", CITIES)
def test_the_main_conversation(city: str, channel: str, language: str) -> None:
    """Start, consent, a child in each kind of district, home, where; a shared place and every landmark."""
    knowledge = load_knowledge(city)
    with told_house("sqlite", BEGINS, city=city) as house:
        parent = house.person(channel, language)
        parent.say("/start")
        parent.tap({"en": "English", "zh_CN": "中文"}[language])
        parent.tap("Keep my children's calendar")
        parent.tap("Yes, I agree")
        parent.tap("Yes, I agree")
        parent.say("Lele")
        parent.say("2024-05-20")
        parent.tap("Boy")
        parent.share(31.86, 117.28)
        parent.tap(knowledge.districts[-1].name)
        parent.tap("Yes, everything up to today")
        parent.tap("Home")
        assert "Lele" in newest(parent)
        parent.say("/where")
        assert knowledge.hotlines["city"].number in newest(parent)
        parent.tap("My district")
        for one in knowledge.landmarks:
            parent.tap_address(f"near:{one.id}")
        parent.tap_address("near:nowhere")
        parent.tap_address("go:landmarks")
        for district in knowledge.districts:
            parent.tap_address(f"lives:{district.id}")
        parent.say("/menu")
        assert "Lele" in newest(parent)


@pytest.mark.parametrize("city", CITIES)
def test_a_stranger_finds_the_districts_and_whom_to_call(city: str) -> None:
    knowledge = load_knowledge(city)
    with told_house("sqlite", BEGINS, city=city) as house:
        stranger = house.person("telegram", "en")
        stranger.say("/where")
        stranger.tap("My district")
        buttons = [button.label for button in stranger.sees[-1].all_buttons]
        assert len(buttons) > len(knowledge.landmarks or knowledge.districts)
        stranger.share(31.86, 117.28)
        assert "far from" not in newest(stranger) or knowledge.landmarks
        for family in knowledge.demo_families:
            stranger.say(f"/start demo_{family.id}")
        stranger.say("/start demo_nobody")
