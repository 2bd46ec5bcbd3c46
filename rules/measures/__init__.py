"""Reading weight, length and head as parents type them: 15斤, 7.5kg, 7公斤半, 68cm, 0.68米, 头围42, or "7.6 68 43". Never a silent guess.

`read_values` is the door:

- `amounts.py`  the numbers, their units and what they are called, as they stand
- `values.py`   what they mean for a child of this age: certain, to be asked about, or nothing
"""

from rules.measures.amounts import Amount, Read, read_amounts
from rules.measures.values import BOUNDS, ODD, Doubt, Oddness, Values, ValuesRead, read_values

__all__ = [
    "BOUNDS",
    "ODD",
    "Amount",
    "Doubt",
    "Oddness",
    "Read",
    "Values",
    "ValuesRead",
    "read_amounts",
    "read_values",
]
