"""What holds for every Screen and every tap, whoever taps: a way on, the channels' limits, and nobody sees another family's child."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs import (
    activity_addresses,
    addresses,
    answer_addresses,
    answer_staff_addresses,
    community_addresses,
    near_addresses,
    need_addresses,
    notice_addresses,
    photo_addresses,
    school_addresses,
    service_addresses,
    staff_addresses,
    ticket_addresses,
)
from dialogs.screens import Screen
from tests.botapi.keyboards import MAX_BUTTONS, MAX_PER_ROW
from tests.botapi.markup import read_html, utf16
from tests.botapi.texts import CAPTION_UNITS, TEXT_UNITS
from tests.driver import told_house
from tests.people import Person
from tests.telling import LANGUAGES, ZONE, stories, told_once

#: What fits on a button of a small phone in two lines; beyond that Telegram cuts it off without a word.
LABEL_MOST = 64
BEGINS = datetime(2026, 11, 2, 10, 0, tzinfo=ZONE)
SECRET_NAME = "Qwertzuiop"


@pytest.fixture(scope="module")
def screens() -> list[tuple[str, Screen]]:
    """Every Screen of every story in both languages, with where it was seen."""
    return [
        (f"{story.key}, {language}", screen)
        for story in stories()
        for language in LANGUAGES
        for screen in told_once(story, language).screens
    ]


def test_every_screen_has_a_way_on(screens: list[tuple[str, Screen]]) -> None:
    """A choice, a hint what to type, or a second message with choices. Only the last word to somebody forgotten names /start instead."""
    ways = [
        bool(screen.choices or screen.placeholder or "/start" in screen.text) for _where, screen in screens
    ]
    dead_ends = [
        seen
        for seen, way, next_way in zip(screens, ways, [*ways[1:], False], strict=True)
        if not (way or next_way)
    ]
    assert not dead_ends


def test_every_screen_fits_every_channel(screens: list[tuple[str, Screen]]) -> None:
    for where, screen in screens:
        text, _entities = read_html(screen.text)
        most = CAPTION_UNITS if screen.file or screen.picture else TEXT_UNITS
        assert 1 <= utf16(text) <= most, where
        assert sum(map(len, screen.choices)) <= MAX_BUTTONS, where
        for row in screen.choices:
            assert 1 <= len(row) <= MAX_PER_ROW, where
            for choice in row:
                assert 1 <= len(choice.label) <= LABEL_MOST, (where, choice.label)
                assert choice.tap is None or len(choice.tap.encode()) <= 64, where
                assert "<" not in choice.label.replace("<b>A&B</b>", ""), (where, choice.label)


def test_no_screen_shows_a_gap(screens: list[tuple[str, Screen]]) -> None:
    """A {name} nobody filled, or None in a sentence, is a sentence nobody read."""
    for where, screen in screens:
        labels = " ".join(choice.label for row in screen.choices for choice in row)
        for sign in ("{", "}", "None"):
            assert sign not in (screen.text + labels).replace("None of these", ""), (where, screen.text)


@dataclass
class Neighbours:
    """Two families in one house: one with a secret, and somebody who taps at random."""

    keeper: Person
    tapper: Person

    def kept(self) -> str:
        """The keeper's child, as its card and booklet stand."""
        pages = []
        for address in ("child:card:1", "child:booklet:1", "child:edit:1"):
            self.keeper.tap_address(address)
            pages.append(repr(self.keeper.sees[-1]))
        return "".join(pages)


@pytest.fixture(scope="module")
def neighbours() -> Iterator[Neighbours]:
    with told_house("sqlite", BEGINS) as house:
        people = [house.person("telegram", "en") for _ in range(2)]
        for person, name in zip(people, (SECRET_NAME, "Lele"), strict=True):
            person.say("/start")
            person.tap("English")
            person.tap("Keep my children's calendar")
            person.tap("Yes, I agree")
            person.tap("Yes, I agree")
            person.say(name)
            person.say("2026-05-20")
            person.tap("Boy")
            person.tap("Skip")
            person.tap("Yes, everything up to today")
        yield Neighbours(*people)


def _known_values(field: str) -> list[str]:
    """Every value the conversations know for this field of an address."""
    source = "".join(
        path.read_text(encoding="utf-8") for path in Path(addresses.__file__).parent.glob("*.py")
    )
    found = set(re.findall(rf'\b{field}="([^"{{}}:]+)"', source)) | set(
        re.findall(rf'F\.{field} == "([^"]+)"', source)
    )
    for inside in re.findall(rf"F\.{field}\.in_\(\{{([^}}]*)\}}", source):
        found |= set(re.findall(r'"([^"]+)"', inside))
    return sorted(found)


_SAID = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
_VALUES = [
    "-",
    "M",
    "F",
    "jinghu",
    "2026-05-20",
    "2026-13-40",
    "any",
    "0900-2000",
    "6",
    "no_leave",
    "",
    "zh_CN",
    "en",
    "2026-11",
]
_DOSES = ["MMR-1", "HepB-3", "DTaP-IPV/Hib", "BCG", "X-99999999999", ""]


def _field(name: str, kind: object) -> st.SearchStrategy[object]:
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.sampled_from([0, 1, 1, 2, 2, 3, 7, -1, 10**12])
    known = [*_known_values(name), *(_DOSES if name == "dose" else _VALUES)]
    return st.one_of(st.sampled_from(known), st.text("abc-019_/.", max_size=9))


def _address(shape: type[CallbackData]) -> st.SearchStrategy[str]:
    fields = {name: _field(name, field.annotation) for name, field in shape.model_fields.items()}
    packed = st.fixed_dictionaries(fields).map(
        # hypothesis shuffles the keys; an address has its order
        lambda values: f"{shape.__prefix__}:" + ":".join(_packed({name: values[name] for name in fields}))
    )
    return packed.filter(lambda data: len(data.encode()) <= 64)


def _packed(values: dict[str, object]) -> list[str]:
    return [str(int(value)) if isinstance(value, bool) else str(value) for value in values.values()]


_SHAPES = [
    one
    for module in (
        activity_addresses,
        addresses,
        answer_addresses,
        answer_staff_addresses,
        community_addresses,
        near_addresses,
        need_addresses,
        notice_addresses,
        photo_addresses,
        school_addresses,
        service_addresses,
        staff_addresses,
        ticket_addresses,
    )
    for one in vars(module).values()
    if isinstance(one, type) and issubclass(one, CallbackData) and one is not CallbackData
]
_ACTS = st.one_of(
    *(_address(shape).map(lambda data: ("tap", data)) for shape in _SHAPES),
    _SAID.map(lambda text: ("say", text)),
)


def test_every_address_of_the_house_is_among_them_and_no_two_begin_alike() -> None:
    every = [one for one in CallbackData.__subclasses__() if one.__module__.startswith("dialogs.")]
    assert set(every) == set(_SHAPES)
    assert len({one.__prefix__ for one in every}) == len(every)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(_ACTS, min_size=1, max_size=6))
def test_nobody_reaches_another_familys_child(neighbours: Neighbours, acts: list[tuple[str, str]]) -> None:
    """Random taps on every known kind of address, with everybody's ids, and random words between: no error, and nothing shown or changed."""
    before = neighbours.kept()
    tapper = neighbours.tapper
    tapper.say("/start")
    for kind, what in acts:
        (tapper.tap_address if kind == "tap" else tapper.say)(what)
        assert SECRET_NAME not in "".join(shown.html + repr(shown.buttons) for shown in tapper.sees)
    assert neighbours.kept() == before
