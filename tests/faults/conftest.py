"""Fault tests run small by default, and at the size of the promises with --full. Either way the run ends with the figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

_FIGURES = pytest.StashKey[dict[str, str]]()


@pytest.fixture(scope="module")
def full(request: pytest.FixtureRequest) -> bool:
    asked: bool = request.config.getoption("--full")
    return asked


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Keeps what was counted, by what it was counted of."""
    return request.config.stash.setdefault(_FIGURES, {}).__setitem__


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    figures = config.stash.get(_FIGURES, {})
    if figures:
        terminalreporter.section("counted at the receiving side and in the database")
        for of, counted in sorted(figures.items()):
            terminalreporter.write_line(f"{of}: {counted}")
