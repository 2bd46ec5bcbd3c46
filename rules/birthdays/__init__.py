"""Reading a date as parents type it: certain, or a reason to ask again. Never a guess.

`read_birth_date`, `read_dose_date` and `read_date_to_come` are the doors; the rest of the package is how they do it:

- `readings.py`  what comes back: `Certain`, or `Unclear` with a `Reason` and a `Hint`
- `tidy.py`      one shape for digits, dashes and old characters; ID-like numbers
- `forms.py`     whole dates: year, month and day in every style we know
- `partial.py`   parts of a date: a year, a month, a day without its year
- `relative.py`  today, yesterday, last Wednesday, "on the day of birth"
- `ages.py`      ages, counted ages (虚岁), zodiac years
- `lunar.py`     the farmers' calendar, whose dates are only ever offered as a question
- `doubts.py`    words that turn a date into a question: about, before, or, not
- `reader.py`    puts them in order

Every accepted way of typing stands in tests/rules/cases/birthdays.csv, which anybody may extend.
"""

from rules.birthdays.reader import (
    read_birth_date,
    read_date_to_come,
    read_dose_date,
    read_dose_dates,
    read_dose_line,
)
from rules.birthdays.readings import Certain, Hint, Reading, Reason, Unclear
from rules.birthdays.tidy import looks_like_id_number

__all__ = [
    "Certain",
    "Hint",
    "Reading",
    "Reason",
    "Unclear",
    "looks_like_id_number",
    "read_birth_date",
    "read_date_to_come",
    "read_dose_date",
    "read_dose_dates",
    "read_dose_line",
]
