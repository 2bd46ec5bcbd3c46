"""Office days come from the library; what is known of them is known through the last year with worked weekends."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

from content.workdays import office_days


def test_what_the_library_knows() -> None:
    days = office_days()
    assert days.known_through.month == 12
    assert days.known_through >= date(2026, 12, 31)
    assert all(day.isoweekday() in (6, 7) for day in days.makeup)
    assert max(days.makeup).year == days.known_through.year
    later = {day for day in days.holidays if day > days.known_through}
    assert date(days.known_through.year + 1, 10, 1) in later
    assert office_days() is days


def test_a_plain_command_does_not_import_it() -> None:
    """It takes a tenth of a second, and a forecast needs no office."""
    said = "import sys; from content import load_knowledge; load_knowledge('cn/wuhu'); print('holidays' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True)
    assert answer.stdout == "False\n"
