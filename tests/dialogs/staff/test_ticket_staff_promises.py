"""Whatever somebody of the staff taps or types about questions, in whatever order: no error, no word of another district's family, every Screen sound."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs import ticket_addresses
from dialogs.screens import Screen
from rules.roles import Role
from tests.botapi.markup import read_html, utf16
from tests.botapi.texts import TEXT_UNITS
from tests.dialogs.staffed import Worker, staffed_house
from tests.dialogs.talk import House, Parent
from tests.dialogs.ticketed import asks, said, ticket

OURS, THEIRS, SECRET = 1, 2, "Qwertzuiop"
_SHAPES = [
    one
    for one in vars(ticket_addresses).values()
    if isinstance(one, type) and issubclass(one, CallbackData) and one is not CallbackData
]
_DO = [
    "look", "take", "back", "answer", "ask", "note", "write", "pass", "replies", "close", "closed", "draft", "send", "change",
    "drop", "district", "add", "more", "helped", "taken", "yes", "no", "new", "title", "text", "out", "gone", "x",
]  # fmt: skip
_VALUES = ["", "-", "jinghu", "education", "community", "en", "zh_CN", "x"]


def _address(shape: type[CallbackData]) -> st.SearchStrategy[str]:
    fields = [
        st.sampled_from(_DO if name == "do" else [0, OURS, THEIRS, 9, 10**12])
        if name in ("do", "ticket", "reply")
        else st.sampled_from(_VALUES)
        for name in shape.model_fields
    ]
    return st.tuples(*fields).map(lambda values: ":".join([shape.__prefix__, *map(str, values)]))


_ACTS = st.one_of(
    st.tuples(st.just("tap"), st.one_of(st.sampled_from(["go:staff_tickets", "go:staff_replies", "go:tickets", "person:0"]), *map(_address, _SHAPES))),
    st.tuples(st.just("say"), st.one_of(st.sampled_from(["Yes", "/person", "/staff", "孩子不见了", "算了"]), st.text(min_size=1, max_size=40))),
)  # fmt: skip


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with staffed_house() as opened:
        Worker(opened, 8).hired(Role.WORKER, "yijiang", label="Y")
        Worker(opened, 9).hired(Role.WORKER, "jinghu", label="J")
        assert asks(Parent(opened, 1), "Ours") == OURS
        assert asks(Parent(opened, 2), SECRET, "弋江区") == THEIRS
        yield opened


@pytest.mark.parametrize("role", [Role.VIEWER, Role.WORKER, Role.MANAGER])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(_ACTS, min_size=1, max_size=10))
def test_nobody_reads_what_is_not_theirs(house: House, role: Role, acts: list[tuple[str, str]]) -> None:
    person = Worker(house, 100 + list(Role).index(role))
    with house.session() as session:
        known = person.chat(session)
    if known is None:
        person.hired(role, "jinghu")
    before = ticket(house, OURS), said(house, OURS)
    for do, what in acts:
        bodies = person.tries_to(do, what)
        screens = [Screen.from_json(body["screen"]) for body in bodies if "screen" in body]
        for screen in screens:
            text, _entities = read_html(screen.text)
            assert 1 <= utf16(text) <= TEXT_UNITS
            assert SECRET not in screen.text + str(screen.choices)
            assert all(1 <= len(choice.label) <= 64 for row in screen.choices for choice in row)
        assert all(screen.choices or screen.placeholder for screen in screens[-1:])
    assert said(house, THEIRS) == [("family", SECRET)]
    assert ticket(house, THEIRS).taken_by is None
    if role == Role.VIEWER:
        assert (ticket(house, OURS), said(house, OURS)) == before
