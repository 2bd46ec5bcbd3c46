"""How many, as people type it: "20", "二十", "两百", "一百零五". Pure and total."""

from __future__ import annotations

from rules.birthdays.tidy import NUMERALS, number

#: What stands for a number in a tidied text, as a piece of a pattern.
COUNTED = rf"[0-9]{{1,6}}|[{NUMERALS}两百]{{1,7}}"


def counted(written: str) -> int | None:
    """In digits, or up to 999 in Chinese numerals; None for anything else, and for "一百五", which means 150 and reads like 105."""
    if written.isascii():
        return int(written) if written.isdecimal() and len(written) <= 6 else None
    high, hundred, rest = written.replace("两", "二").partition("百")
    if not hundred:
        return number(high)
    hundreds = number(high) if len(high) == 1 else None
    more = number(rest) if rest else 0
    if not hundreds or hundreds > 9 or more is None or more > 99 or (len(rest) == 1):
        return None
    return hundreds * 100 + more
