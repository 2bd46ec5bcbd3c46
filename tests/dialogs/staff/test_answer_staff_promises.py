"""Whatever an administrator taps or types at the answers, in whatever order: no error, every Screen sound, and parents get nothing that has a fault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.answer_keeping import faults_of
from actions.answers import published
from dialogs import answer_staff_addresses
from dialogs.screens import Screen
from rules.answers.answer import THEMES, Leads
from rules.roles import Role
from tests.botapi.markup import read_html, utf16
from tests.botapi.texts import CAPTION_UNITS, TEXT_UNITS
from tests.databases import Kind
from tests.dialogs.keeping import KEY, OTHER, asked, do, draft, edited, publishes, told, written
from tests.dialogs.staffed import Worker, staffed_house
from tests.dialogs.talk import House

_SHAPES = [
    one
    for one in vars(answer_staff_addresses).values()
    if isinstance(one, type) and issubclass(one, CallbackData) and one is not CallbackData
]
_GO = ["go:staff", "go:staff_answers", "go:staff_answer_find", "go:staff_answer_new", "go:home"]
_DO = [
    *("look", "edit", "take", "drop", "dropped", "draft", "phrases", "ways", "dates", "preview", "now"),
    *("effects", "map", "history", "retire", "retired", "told", "mine", "x"),
    *("up", "down", "out", "undo", "undone", "phrase", "new", "title", "settle"),
]
_WORDS: dict[str, list[Any]] = {
    "key": [KEY, OTHER, "nobody_wrote"],
    "field": ["title", "text", "source", "asked", "checked", "valid", "review", "sure", "theme", "picture"],
    "language": ["zh_CN", "en", "ug", "xx"],
    "value": ["", "-", "today", "confirmed", "money", "2027-08-31", "2027-99-99"],
    "leads": ["", *Leads],
    "to": ["", KEY, OTHER, "city", "library", "growth", "hukou_book"],
    "what": ["all", "theme", "themes", "due", "open", "drafts", "x"],
    "theme": ["", *THEMES, "x"],
    "mark": ["00000000", "deadbeef"],
    "kind": ["", "yaml", "xlsx", "exe"],
    "page": [0, 1, 999],
    "revision": [0, 1, 2, 3, 2**31 - 1],
    "version": [0, 1, 2, 3],
    "asked": [0, 1, 2, 3],
    "out": [0, 1],
    "do": _DO,
}
_SAID = [
    "能。",
    "*x",
    "<b>x</b>",
    "居住证怎么办",
    "https://example.org/",
    "stop",
    "没有",
    "2027-08-31",
    "孩子走丢了",
    "{0} %s",
]


def _address(shape: type[CallbackData]) -> st.SearchStrategy[str]:
    fields = [st.sampled_from(_WORDS[name]) for name in shape.model_fields]
    packed = st.tuples(*fields).map(lambda values: ":".join([shape.__prefix__, *map(str, values)]))
    return packed.filter(lambda data: len(data.encode()) <= 64)


_ACTS = st.one_of(
    st.tuples(st.just("tap"), st.one_of(st.sampled_from(_GO), *map(_address, _SHAPES))),
    st.tuples(st.just("say"), st.one_of(st.sampled_from(_SAID), st.text(min_size=1, max_size=30))),
    st.tuples(st.just("share"), st.just((31.33, 118.38))),
)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with staffed_house() as opened:
        yield opened


def _sound(screen: Screen) -> None:
    text, _entities = read_html(screen.text)
    assert 1 <= utf16(text) <= (CAPTION_UNITS if screen.picture or screen.file else TEXT_UNITS)
    for choice in (one for row in screen.choices for one in row):
        assert 1 <= len(choice.label) <= 64
        assert choice.tap is None or len(choice.tap.encode()) <= 64


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(_ACTS, min_size=1, max_size=14))
def test_nothing_wrong_reaches_parents(house: House, acts: list[tuple[str, Any]]) -> None:
    boss = Worker(house, 100)
    with house.session() as session:
        known = boss.chat(session)
    if known is None:
        boss.hired(Role.ADMINISTRATOR)
        asked(house, boss, "怎么领养小猫", "<b>x</b>")
    boss.tries_to("tap", do("edit", OTHER))
    for what, said in acts:
        bodies = boss.tries_to(what, said)
        screens = [Screen.from_json(body["screen"]) for body in bodies if "screen" in body]
        for screen in screens:
            _sound(screen)
        assert all(screen.choices or screen.placeholder for screen in screens[-1:])
    with house.session() as session:
        found = published(session, house.around.knowledge).answers
        wrong = [
            faults_of(session, house.around.knowledge, found[key]) for key in (KEY, OTHER) if key in found
        ]
        assert not any(wrong)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_at_once_and_published_on_both_databases(kind: Kind) -> None:
    with staffed_house(kind) as house:
        boss = Worker(house, 8).hired(Role.ADMINISTRATOR)
        second = Worker(house, 9).hired(Role.ADMINISTRATOR, label="Li")
        edited(boss, "title", "zh_CN", "办证")
        second.tap(do("take"))
        assert "Li is writing" in boss.tap(do("ways")).text
        assert written(house).titles["zh_CN"] == "办证"
        assert "Published" in publishes(second)
        answer = told(house)
        assert answer is not None
        assert answer.titles["zh_CN"] == "办证"
        assert draft(house) is None
