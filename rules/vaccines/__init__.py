"""What is next in a child's vaccinations, by the national schedule. Pure: no clock, no network, no database.

Enter through `forecast`; the answer is one row per series. The book comes from `content/`.
"""

from rules.vaccines.book import Book
from rules.vaccines.doctor import Word, decided
from rules.vaccines.engine import counted, done_names, forecast
from rules.vaccines.families import ALL
from rules.vaccines.on_time import on_time_history
from rules.vaccines.record import Counted, Dose, Event, Forecast, Next, NotCounted, Note, Sex, Status, sex_of

#: Every vaccine of the national programme.
PROGRAMME = frozenset(code for series in ALL for code in series.programme)

__all__ = [
    "PROGRAMME",
    "Book",
    "Counted",
    "Dose",
    "Event",
    "Forecast",
    "Next",
    "NotCounted",
    "Note",
    "Sex",
    "Status",
    "Word",
    "counted",
    "decided",
    "done_names",
    "forecast",
    "on_time_history",
    "sex_of",
]
