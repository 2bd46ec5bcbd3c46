"""Logs: names of things that happened and numbers; nothing of people, nothing secret."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from bot.log import _PRIVATE, _NamesOnly, log, set_up


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is logged while pytest keeps its own handlers."""
    found = io.StringIO()
    monkeypatch.setattr(sys, "stderr", found)
    monkeypatch.setattr(logging, "basicConfig", lambda **_: None)
    set_up()
    yield found
    structlog.reset_defaults()


def test_private_names_are_dropped_even_when_somebody_forgot(written: io.StringIO) -> None:
    log.warning("something happened", rows=3, error="ValueError", **dict.fromkeys(_PRIVATE, "糖糖"))
    line = json.loads(written.getvalue())
    assert line["event"] == "something happened"
    assert (line["rows"], line["error"], line["level"]) == (3, "ValueError", "warning")
    assert {line[name] for name in _PRIVATE} == {"…"}
    assert "糖糖" not in written.getvalue()


def test_what_matters_to_nobody_is_not_written(written: io.StringIO) -> None:
    log.debug("chatter")
    assert written.getvalue() == ""


def test_a_library_says_its_name_and_the_kind_of_error() -> None:
    """Its texts and tracebacks can carry the token, an SQL statement with its values, a chat."""
    try:
        raise ConnectionError("https://api.telegram.org/bot123:SECRET/sendMessage 糖糖")
    except ConnectionError:
        record = logging.LogRecord(
            "aiogram.event", logging.ERROR, __file__, 1, "糖糖 %s", ("SECRET",), sys.exc_info()
        )
    line = _NamesOnly().format(record)
    assert json.loads(line) == {
        "event": "library",
        "logger": "aiogram.event",
        "level": "error",
        "error": "ConnectionError",
    }


def test_a_record_without_an_error() -> None:
    record = logging.LogRecord("uvicorn", logging.WARNING, __file__, 1, "SECRET", (), None)
    assert json.loads(_NamesOnly().format(record))["error"] == ""
