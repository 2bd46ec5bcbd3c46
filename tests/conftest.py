"""What every test may ask for. Fixtures of one floor live in the conftest.py of that floor."""

import pytest

from tests.databases import database_kind, database_url
from tests.tables import engine, session

__all__ = ["database_kind", "database_url", "engine", "session"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Switches must be known here: pytest reads those of deeper folders only when it is pointed at them."""
    parser.addoption(
        "--full", action="store_true", help="fault tests at the size the promises name (minutes)"
    )
    parser.addoption(
        "--update-stories", action="store_true", help="write the expected answers of stories anew"
    )
