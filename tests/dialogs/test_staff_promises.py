"""Whatever somebody of the staff taps, types or shares, in whatever order: no error, no place of another district seen or written, every Screen sound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs import staff_addresses
from dialogs.screens import Screen
from rules.places.correcting import VALUES
from rules.roles import Role
from tests.botapi.markup import read_html, utf16
from tests.botapi.texts import TEXT_UNITS
from tests.dialogs.staffed import Worker, a_place, changes, place, staffed_house
from tests.dialogs.talk import House

OURS, THEIRS, SECRET = 1, 2, "Qwertzuiop"
LABEL_MOST = 64

_SHAPES = [
    one
    for one in vars(staff_addresses).values()
    if isinstance(one, type) and issubclass(one, CallbackData) and one is not CallbackData
]
_GO = [
    "staff",
    "staff_places",
    "staff_reports",
    "staff_find",
    "staff_new",
    "staff_people",
    "staff_invite",
    "home",
]
_DO = [
    "look",
    "correct",
    "close",
    "closed",
    "reopen",
    "checked",
    "history",
    "write",
    "settle",
    "right",
    "next",
]
_DO += [
    "kind",
    "district",
    "skip",
    "publish",
    "drop",
    "again",
    "system",
    "role",
    "done",
    "remove",
    "removed",
    "x",
]
_KNOWN = [
    "",
    "-",
    "yes",
    "no",
    "jinghu",
    "yijiang",
    "library",
    "wgs84",
    "bd09",
    "done",
    "hours",
    "phone",
    "worker",
]
_SAID = [
    *(
        "书屋",
        "Books",
        "0553-1234567",
        "周一到周五 8:00-17:00",
        "31.33,118.38",
        "https://maps.apple.com/?ll=31.3,118.3",
    ),
    *("镜湖区", "弋江区", "图书馆", "yes", "/help", "<b>x</b>", "孩子不见了"),
]


def _field(name: str, kind: Any) -> st.SearchStrategy[object]:
    if name in ("place", "staff", "report", "change"):
        return st.sampled_from([0, OURS, THEIRS, 3, 10**12])
    if name == "column":
        return st.sampled_from([*VALUES, "key", "state", "lat"])
    return st.sampled_from(_DO if name == "do" else _KNOWN)


def _address(shape: type[CallbackData]) -> st.SearchStrategy[str]:
    fields = [_field(name, field.annotation) for name, field in shape.model_fields.items()]
    packed = st.tuples(*fields).map(lambda values: ":".join([shape.__prefix__, *map(str, values)]))
    return packed.filter(lambda data: len(data.encode()) <= 64)


_ACTS = st.one_of(
    st.tuples(
        st.just("tap"), st.one_of(st.sampled_from([f"go:{one}" for one in _GO]), *map(_address, _SHAPES))
    ),
    st.tuples(st.just("say"), st.one_of(st.sampled_from(_SAID), st.text(min_size=1, max_size=30))),
    st.tuples(
        st.just("share"), st.sampled_from([(31.33, 118.38), (39.9, 116.4), (0.0, 0.0), (-90.0, 180.0)])
    ),
)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with staffed_house() as opened:
        assert a_place(opened) == OURS
        assert a_place(opened, SECRET, district="yijiang") == THEIRS
        yield opened


def _sound(screen: Screen) -> None:
    """As every channel takes it."""
    text, _entities = read_html(screen.text)
    assert 1 <= utf16(text) <= TEXT_UNITS
    for row in screen.choices:
        for choice in row:
            assert 1 <= len(choice.label) <= LABEL_MOST
            assert choice.tap is None or len(choice.tap.encode()) <= 64


@pytest.mark.parametrize("role", [Role.VIEWER, Role.WORKER, Role.ADMINISTRATOR])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(_ACTS, min_size=1, max_size=10))
def test_nobody_reaches_another_district(house: House, role: Role, acts: list[tuple[str, Any]]) -> None:
    person = Worker(house, 100 + list(Role).index(role))
    with house.session() as session:
        known = person.chat(session)
    if known is None:
        person.hired(role, "jinghu")
    person.tries_to("tap", "lang:en")
    person.tries_to("say", "/staff")
    before = len(changes(house, OURS))
    for do, what in acts:
        bodies = person.tries_to(do, what)
        screens = [Screen.from_json(body["screen"]) for body in bodies if "screen" in body]
        for screen in screens:
            _sound(screen)
            assert SECRET not in screen.text + str(screen.choices)
        # the last one has a way on
        assert all(screen.choices or screen.placeholder for screen in screens[-1:])
    assert changes(house, THEIRS) == []
    assert place(house, THEIRS).place.names["zh_CN"] == SECRET
    if role == Role.VIEWER:
        assert len(changes(house, OURS)) == before


@pytest.mark.parametrize(
    ("addresses", "asks"),
    [
        (["go:staff_find"], "Type the name"),
        ([f"worth:{OURS}:phone:"], "Type the number"),
        ([f"worth:{OURS}:serves:", f"worth:{OURS}:serves:yijiang"], "Families of which"),
        (["go:staff_new", "new:kind:library"], "What is the place called"),
        (["go:staff_invite", "hire:role:worker", "hire:district:jinghu"], "For which districts"),
        (["go:staff_invite", "hire:role:worker", "hire:district:jinghu", "hire:done:"], "new person called"),
    ],
)
def test_another_language_asks_the_open_question_again(house: House, addresses: list[str], asks: str) -> None:
    boss = Worker(house, 110)
    with house.session() as session:
        known = boss.chat(session)
    if known is None:
        boss.hired(Role.ADMINISTRATOR)
    for address in ("new:drop:", *addresses):
        boss.tap(address)
    said = boss.screens[-1]
    assert asks in said.text
    boss.say("/language")
    assert boss.tap("lang:en") == said
    assert boss.say("English") == said
