"""Whatever anybody taps or types about families, referrals and volunteers, in whatever order: no error, nothing of another's family, every Screen sound."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs import community_addresses
from dialogs.community_addresses import Helper
from dialogs.screens import Screen
from rules.roles import Role
from tests.botapi.markup import read_html, utf16
from tests.botapi.texts import TEXT_UNITS
from tests.dialogs.followed import finds, parent_of, refers, registers, registrations
from tests.dialogs.staffed import Worker, staffed_house
from tests.dialogs.talk import House

SECRET, NUMBER = "Qwertzuiop", "13987654321"
_SHAPES = [
    one
    for one in vars(community_addresses).values()
    if isinstance(one, type) and issubclass(one, CallbackData) and one is not CallbackData
]
_DO = [
    "look", "reached", "tomorrow", "week", "no_need", "areas", "area", "svc", "office", "write", "send", "got", "settle", "back", "say", "find",
    "well", "badly", "end", "ended", "yes", "no", "text", "district", "register", "drop", "change", "out", "gone", "ask", "to", "city", "left", "with",
    "stay", "list", "topics", "x",
]  # fmt: skip
_VALUES = [
    "",
    "-",
    "jinghu",
    "yijiang",
    "education",
    "help",
    "rehab",
    "homework",
    "phone",
    "called",
    "2026-11-27",
    "x",
]
_GO = ["staff_calls", "staff_referrals", "staff_pairings", "community", "referrals", "moved"]
_SAID = [
    "Yes",
    "/community",
    "/staff",
    "13812345678",
    "340207201905021234",
    "我们搬家了",
    "算了",
    "孩子不见了",
    "Miss Li",
]


def _address(shape: type[CallbackData]) -> st.SearchStrategy[str]:
    fields = [
        st.sampled_from(_DO)
        if name == "do"
        else st.sampled_from([0, 1, 2, 9, 10**12])
        if name in ("family", "number", "pairing", "referral")
        else st.sampled_from(_VALUES)
        for name in shape.model_fields
    ]
    return st.tuples(*fields).map(lambda values: ":".join([shape.__prefix__, *map(str, values)]))


_ACTS = st.one_of(
    st.tuples(
        st.just("tap"), st.one_of(st.sampled_from([f"go:{one}" for one in _GO]), *map(_address, _SHAPES))
    ),
    st.tuples(st.just("say"), st.one_of(st.sampled_from(_SAID), st.text(min_size=1, max_size=40))),
)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A family of another district, with everything there can be: a registration, a referral, a volunteer."""
    with staffed_house() as opened:
        worker = Worker(opened, 8).hired(Role.WORKER, "yijiang", label="Y")
        Worker(opened, 9).hired(Role.WORKER, "yijiang", label="C", office="civil_affairs")
        parent = registers(parent_of(opened, 1), SECRET, NUMBER, "弋江区")
        refers(worker, SECRET)
        parent.tap(Helper(do="ask", value="homework").pack())
        finds(worker, SECRET, SECRET)
        yield opened


@pytest.mark.parametrize(
    ("role", "office"),
    [(Role.VIEWER, ""), (Role.WORKER, ""), (Role.MANAGER, ""), (Role.WORKER, "civil_affairs"), (None, "")],
)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(_ACTS, min_size=1, max_size=10))
def test_nobody_reads_what_is_not_theirs(
    house: House, role: Role | None, office: str, acts: list[tuple[str, str]]
) -> None:
    person = Worker(house, 100 + (list(Role).index(role) if role else 9) + (20 if office else 0))
    with house.session() as session:
        known = person.chat(session)
    if known is None:
        if role is not None:
            person.hired(role, "jinghu", office=office)
        else:
            parent_of(house, person.number)
    for do, what in acts:
        bodies = person.tries_to(do, what)
        screens = [Screen.from_json(body["screen"]) for body in bodies if "screen" in body]
        for screen in screens:
            text, _entities = read_html(screen.text)
            assert 1 <= utf16(text) <= TEXT_UNITS
            assert SECRET not in screen.text + str(screen.choices)
            assert NUMBER not in screen.text + str(screen.choices)
            assert all(1 <= len(choice.label) <= 64 for row in screen.choices for choice in row)
        assert all(screen.choices or screen.placeholder for screen in screens[-1:])
    theirs = next(one for one in registrations(house) if one.called == SECRET)
    assert (theirs.phone, theirs.district) == (NUMBER, "yijiang")
