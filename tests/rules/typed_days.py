"""What the tests of typed days share: the day they are typed on, births that can be, and a reading in the words of the tables."""

from datetime import date

from hypothesis import strategies as st

from rules.birthdays import Certain, Hint, Reading
from rules.birthdays.readings import birth_window

TODAY = date(2026, 11, 23)
_WINDOW = birth_window(TODAY)
children = st.dates(_WINDOW.first, _WINDOW.last)


def _hint_words(hint: Hint) -> str:
    if hint.years:
        return " ".join(map(str, hint.years))
    if hint.first and hint.last:
        return f"{hint.first}..{hint.last}"
    return " ".join(map(str, hint.maybe))


def words(reading: Reading, expect: str) -> str:
    """A reading as the tables write it, the hint only where `expect` has one."""
    if isinstance(reading, Certain):
        return str(reading.day)
    return f"{reading.reason}: {_hint_words(reading.hint)}" if ":" in expect else str(reading.reason)
