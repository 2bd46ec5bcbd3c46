"""Which class, which year, which papers: enrolment of migrant children. Pure: no clock, no network, no database.

Enter through `decide`. The book comes from `content/`.
"""

from __future__ import annotations

from rules.enrolment.deciding import decide
from rules.enrolment.decision import (
    STAGES,
    Decision,
    EnrolmentBook,
    EnrolmentNumbers,
    PermitRule,
    Reason,
    Route,
    Row,
)
from rules.enrolment.documents import WORK_UNTOLD
from rules.enrolment.situation import Profile, Situation, Window

__all__ = [
    "STAGES",
    "WORK_UNTOLD",
    "Decision",
    "EnrolmentBook",
    "EnrolmentNumbers",
    "PermitRule",
    "Profile",
    "Reason",
    "Route",
    "Row",
    "Situation",
    "Window",
    "decide",
]
