"""How a child grows, by the WHO child growth standards (0 to 5 years): where a value stands, the curves, and what to show to the clinic.

- `standard.py`  the tables (LMS by day of age, by millimetre of length), z-scores, values on a curve
- `judging.py`   which rule (GR1 …) asks to show the curve, and how soon; never what a child "has"

Weights are grams, lengths and heads millimetres, ages days since birth. `Knowledge.growth` holds the loaded tables and thresholds.
"""

from rules.growth.judging import Finding, judge, newest
from rules.growth.standard import (
    LAST_DAY,
    LINES,
    Drop,
    Growth,
    Kind,
    Level,
    Limit,
    Lms,
    Loss,
    Measured,
    Saying,
    Table,
    age_at,
    curve,
    lines_crossed,
    oddness,
    usual,
    value_at,
    z_score,
)

__all__ = [
    "LAST_DAY",
    "LINES",
    "Drop",
    "Finding",
    "Growth",
    "Kind",
    "Level",
    "Limit",
    "Lms",
    "Loss",
    "Measured",
    "Saying",
    "Table",
    "age_at",
    "curve",
    "judge",
    "lines_crossed",
    "newest",
    "oddness",
    "usual",
    "value_at",
    "z_score",
]
