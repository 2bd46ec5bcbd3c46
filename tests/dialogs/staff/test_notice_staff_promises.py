"""Whatever a worker taps or types at notices, in whatever order: no error, every Screen sound, and nothing leaves that has a fault or was not seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from actions.desk import Desk
from actions.notice_sending import faults_of, print_of
from actions.notices import notice_of
from db.notices import NoticeRow, NoticeState
from dialogs import notice_addresses
from dialogs.notice_addresses import SendNotice
from dialogs.screens import Screen
from rules.answers.answer import Leads
from rules.roles import Role
from tests.botapi.markup import read_html, utf16
from tests.botapi.texts import CAPTION_UNITS, TEXT_UNITS
from tests.dialogs.noticed import begun, come
from tests.dialogs.staffed import Worker, staffed_house
from tests.dialogs.talk import NOW, House

_SHAPES = [
    one
    for one in vars(notice_addresses).values()
    if isinstance(one, type) and issubclass(one, CallbackData) and one is not CallbackData
]
_GO = ["go:staff", "go:staff_notices", "go:staff_notice_new", "go:staff_groups", "go:home"]
_DO = [
    *("look", "take", "drop", "subject", "file", "text", "ways", "poll", "urgent", "who", "when", "preview"),
    *("again", "no", "pause", "resume", "stop", "stopped", "report", "csv", "xlsx", "correct", "copy", "x"),
    *("dropped",),
]
_WORDS: dict[str, list[Any]] = {
    "do": _DO,
    "notice": [1, 2, 3, 4, 0, 2**31 - 1],
    "what": ["writing", "planned", "going", "over", "parts", "x"],
    "page": [0, 1, 999],
    "field": [
        *("text", "why", "opt1", "opt2", "opt7", "optx", "subject", "urgent", "file", "opt", "way", "place"),
        *("at", "hour", "repeats", "district", "ages", "language", "tag", "office", "activity", "group"),
        *("save", "all", "x"),
    ],
    "language": ["zh_CN", "en", "ug", "xx", ""],
    "out": [0, 1],
    "value": [
        *("", "-", "yes", "no", "health", "jinghu", "36-71", "en", "homework", "1", "2026-12-01"),
        *("2026-12-01-0900", "weekly", "x", "99999999999"),
    ],
    "leads": ["", *Leads, "x"],
    "to": ["", "near", "hukou_book", "city", "nowhere"],
    "seen": ["00000000", "deadbeef"],
    "second": [0, 1],
    "group": [0, 1, 2],
    "option": [1, 2, 6],
    "subject": ["", "health", "school", "x"],
    "again": [0, 1],
}
_SAID = [
    *("停电。", "*x", "<b>x</b>", "https://example.org/", "stop", "没有", "2026-12-01 09:00", "9点", "明天"),
    *("镜湖", "3-6岁", "小学", "skip", "{0} %s", "孩子走丢了"),
]


def _address(shape: type[CallbackData]) -> st.SearchStrategy[str]:
    fields = [st.sampled_from(_WORDS[name]) for name in shape.model_fields]
    packed = st.tuples(*fields).map(lambda values: ":".join([shape.__prefix__, *map(str, values)]))
    return packed.filter(lambda data: len(data.encode()) <= 64)


_ACTS = st.one_of(
    st.tuples(st.just("tap"), st.one_of(st.sampled_from(_GO), *map(_address, _SHAPES))),
    st.tuples(st.just("say"), st.one_of(st.sampled_from(_SAID), st.text(min_size=1, max_size=30))),
    st.tuples(st.just("share"), st.just((31.33, 118.38))),
    st.tuples(st.just("send"), st.sampled_from([1, 2])),
)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with staffed_house() as opened:
        come(opened, 2)
        yield opened


def _sound(screen: Screen) -> None:
    text, _entities = read_html(screen.text)
    assert 1 <= utf16(text) <= (CAPTION_UNITS if screen.picture or screen.file else TEXT_UNITS)
    for choice in (one for row in screen.choices for one in row):
        assert 1 <= len(choice.label) <= 64
        assert choice.tap is None or len(choice.tap.encode()) <= 64


def _yes(house: House, number: int) -> str:
    """The button under the preview of this draft, as it is now."""
    with house.session() as session:
        row = session.get(NoticeRow, number)
        return SendNotice(notice=number, seen=print_of(row) if row is not None else "00000000").pack()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(_ACTS, min_size=1, max_size=14))
def test_nothing_wrong_reaches_families(house: House, acts: list[tuple[str, Any]]) -> None:
    worker = Worker(house, 100)
    with house.session() as session:
        known = worker.chat(session)
    if known is None:
        begun(worker.hired(Role.WORKER))
    for what, said in acts:
        bodies = worker.tries_to("tap", _yes(house, said)) if what == "send" else worker.tries_to(what, said)
        screens = [Screen.from_json(body["screen"]) for body in bodies if "screen" in body]
        for screen in screens:
            _sound(screen)
        assert all(screen.choices or screen.placeholder for screen in screens[-1:])
    with house.session() as session:
        desk = Desk(session, house.around.knowledge, house.around.zone, NOW)
        for row in session.exec(select(NoticeRow).where(NoticeRow.state != NoticeState.DRAFT)):
            assert not faults_of(desk, notice_of(row))
