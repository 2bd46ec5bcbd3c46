"""Spans of time (D1-D3)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.spans import Span, SpanError


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("28 days", Span(days=28)),
        ("1 day", Span(days=1)),
        ("6 weeks", Span(days=42)),
        ("1 month", Span(months=1)),
        ("13 years", Span(months=156)),
    ],
)
def test_reads_spans(written: str, span: Span) -> None:
    assert Span.parse(written) == span


@pytest.mark.parametrize(
    "written", ["", "6", "months", "6months", "-1 days", "1.5 years", "６ months", "6 moons"]
)
def test_refuses_other_words(written: str) -> None:
    with pytest.raises(SpanError):
        Span.parse(written)


@pytest.mark.parametrize(
    ("start", "written", "end"),
    [
        (date(2025, 8, 31), "6 months", date(2026, 2, 28)),  # D1: February has no 31st
        (date(2023, 8, 31), "6 months", date(2024, 2, 29)),  # D1 in a leap year
        (date(2024, 2, 29), "1 year", date(2025, 2, 28)),  # D1: 29 February
        (date(2024, 2, 29), "4 years", date(2028, 2, 29)),
        (date(2026, 12, 31), "2 months", date(2027, 2, 28)),
        (date(2026, 2, 10), "28 days", date(2026, 3, 10)),  # D2
        (date(9990, 1, 1), "18 years", date.max),  # total
        (date(9999, 12, 1), "60 days", date.max),
    ],
)
def test_calendar_arithmetic(start: date, written: str, end: date) -> None:
    assert Span.parse(written).after(start) == end


spans = st.one_of(st.builds(Span, months=st.integers(0, 300)), st.builds(Span, days=st.integers(0, 400)))


@pytest.mark.parametrize(
    ("end", "written", "start"),
    [
        (date(2027, 9, 1), "2 months", date(2027, 7, 1)),
        (date(2027, 4, 30), "2 months", date(2027, 2, 28)),  # D1, backwards
        (date(2027, 1, 15), "3 months", date(2026, 10, 15)),
        (date(2027, 3, 1), "1 day", date(2027, 2, 28)),
        (date(1, 2, 1), "3 months", date.min),  # total
        (date(1, 1, 3), "10 days", date.min),
    ],
)
def test_calendar_arithmetic_backwards(end: date, written: str, start: date) -> None:
    assert Span.parse(written).before(end) == start


@given(span=spans, start=st.dates())
def test_never_raises_and_never_goes_back(span: Span, start: date) -> None:
    assert span.before(start) <= start <= span.after(start)


@given(span=spans, one=st.dates(), other=st.dates())
def test_keeps_the_order_of_days(span: Span, one: date, other: date) -> None:
    assert (span.after(min(one, other))) <= span.after(max(one, other))


@given(span=spans)
def test_is_written_as_it_is_read(span: Span) -> None:
    assert Span.parse(str(span)) == span


def test_is_never_negative() -> None:
    with pytest.raises(SpanError):
        Span(days=-1)
