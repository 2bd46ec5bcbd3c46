"""Reading the cases of the question commands: every field that cannot be read is a `CaseError` that names it.

Dates are YYYY-MM-DD in ASCII digits and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class CaseError(ValueError):
    """This case cannot be read. The message is the `error` of its answer."""


def day_of(entry: Mapping[str, Any], key: str) -> date:
    """`date.fromisoformat` alone would also read 2023-W10-7 and 20230305."""
    written = entry.get(key)
    if not isinstance(written, str) or _DATE.fullmatch(written) is None:
        raise CaseError(f"{key} must be a date YYYY-MM-DD")
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise CaseError(f"{key}: there is no day {written}") from None
