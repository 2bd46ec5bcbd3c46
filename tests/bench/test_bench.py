"""The measurements run from end to end, at a size at which no number means anything: so that they cannot rot unseen."""

from importlib import import_module

import pytest
from rich.console import Console

from bench.__main__ import Part
from bench.report import Line, Report, percentile
from bench.sizes import TINY


@pytest.mark.parametrize("part", list(Part))
def test_each_part_measures_something_beside_a_baseline(part: Part) -> None:
    told: list[str] = []
    report = import_module(f"bench.{part}").measure(TINY, told.append)
    assert told
    assert report.baseline
    assert any(line.baseline for line in report.lines)
    assert all(line.value >= 0 for line in report.lines)


def test_a_report_says_how_many_times_the_baseline() -> None:
    report = Report("What", "something plain", [Line("updates", 500.0, "/s", 2_000.0, "≥ 400/s")], ["a note"])
    console = Console(record=True, width=120)
    report.show(console)
    shown = console.export_text()
    assert "0.25 ×" in shown
    assert "500 /s" in shown
    assert "a note" in shown


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(number) for number in range(1, 101)]
    assert percentile(values, 0.5) == 51
    assert percentile(values, 0.95) == 96
    assert percentile([3.0], 0.95) == 3.0
