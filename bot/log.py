"""Logs for operators: one JSON line an event, on stderr, with names of things that happened and numbers; never words of people."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_PRIVATE = {"text", "token", "payload", "body", "nickname", "born", "address", "secret", "url"}


def _keep_private(_logger: object, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """A second lock: a value under a private name is dropped even when a programmer forgot."""
    return {name: "…" if name in _PRIVATE else value for name, value in event.items()}


def set_up(level: int = logging.INFO) -> None:
    """Routes everything to stderr. Libraries speak from WARNING up and without tracebacks: their texts can carry tokens."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _keep_private,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_NamesOnly())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class _NamesOnly(logging.Formatter):
    """A library's record as its logger, level and error class: enough to look, nothing to leak."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        return f'{{"event": "library", "logger": "{record.name}", "level": "{record.levelname.lower()}", "error": "{error}"}}'


log = structlog.get_logger()
