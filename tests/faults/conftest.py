"""Fault tests run small by default, and at the size of the promises with --full."""

import pytest


@pytest.fixture(scope="module")
def full(request: pytest.FixtureRequest) -> bool:
    asked: bool = request.config.getoption("--full")
    return asked
