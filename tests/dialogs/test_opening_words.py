"""Opening hours in words: every minute of the week is told as the library reads it."""

from __future__ import annotations

import pytest

from dialogs.opening_words import hours_lines
from dialogs.words import Catalogues

WORDS = Catalogues({}, {}).speak("en")


@pytest.mark.parametrize(
    ("hours", "lines"),
    [
        (
            "Mo-Fr 08:00-11:30,14:00-17:00; PH off",
            ["Mon–Fri: 08:00–11:30, 14:00–17:00", "Sat, Sun: closed", "public holidays: closed"],
        ),
        ("24/7", ["every day: day and night", "public holidays: day and night"]),
        ("Mo-Su,PH 08:00-20:00", ["every day: 08:00–20:00", "public holidays: 08:00–20:00"]),
        (
            "Mo-Tu,Th-Fr 08:00-17:00; We 08:00-12:00",
            ["Mon, Tue, Thu, Fri: 08:00–17:00", "Wed: 08:00–12:00", "Sat, Sun: closed"],
        ),
        ("22:00-06:00", ["every day: 22:00–06:00"]),
        ("Sa 00:00-24:00", ["Mon–Fri, Sun: closed", "Sat: day and night"]),
        ("Dec-Mar Mo 08:00-12:00", ["<code>Dec-Mar Mo 08:00-12:00</code>"]),
        ('Mo 08:00-12:00 "<b>call</b>"', ['<code>Mo 08:00-12:00 "&lt;b&gt;call&lt;/b&gt;"</code>']),
        ("off", ["<code>off</code>"]),
    ],
)
def test_lines(hours: str, lines: list[str]) -> None:
    assert hours_lines(hours, WORDS) == lines
