"""Ages of children as staff type them for many: "2-4岁", "三到六岁", "8到18个月", "一年级", "under 3", "3 to 6 years". In completed months, both ends
included. Pure and total.
"""

from __future__ import annotations

import re

from rules.audiences import Ages
from rules.birthdays.tidy import NUMERALS, tidy
from rules.typed_numbers import counted

#: Nobody older is a child here, in months.
_OLDEST = 18 * 12 - 1
_NUMBER = rf"(?<![0-9.])([0-9]{{1,3}}|[{NUMERALS}两]{{1,3}})(?![0-9.])"
_MONTHS, _YEARS = r"个?月大?|months?|mo", r"周?岁|years? ?(?:olds?)?|yrs?"
_BETWEEN = re.compile(
    rf"{_NUMBER}\s?({_MONTHS}|{_YEARS})?\s?(?:-+|~+|到|至|to|and)\s?{_NUMBER}\s?({_MONTHS}|{_YEARS})?"
)
_UNDER = re.compile(
    rf"(?:under|below|younger than)\s?{_NUMBER}\s?({_MONTHS}|{_YEARS})?"
    rf"|{_NUMBER}\s?({_MONTHS}|{_YEARS})?\s?(?:以下|以内|以前)"
)
_ALONE = re.compile(rf"{_NUMBER}\s?({_MONTHS}|{_YEARS})")
_TO = r"\s?(?:-+|~+|到|至|to|and)\s?"
_GRADES = re.compile(
    rf"(小学|初中|高中)?{_NUMBER}\s?(?:年级)?(?:{_TO}{_NUMBER})?\s?年级(?:学生)?|grades? {_NUMBER}(?:{_TO}{_NUMBER})?"
)
_CLASSES = re.compile(rf"(初|高)([一二三1-3])(?:{_TO}(初|高)?([一二三1-3]))?")
#: Completed months of who begins the first class of primary school, the first of 初中, of 高中 (a convention of this project: six years old).
_FIRST_GRADE, _CLASS = 72, {"初": 6, "高": 9}
_GRADES_MOST = 12

#: Stages by name; the ages are those children usually have there (a convention of this project).
_STAGES = {
    ("托班", "托育", "婴儿", "婴幼儿", "nursery", "babies"): Ages(0, 35),
    ("幼儿园", "学龄前", "kindergarten", "preschool"): Ages(36, 71),
    ("小学", "小学生", "primary", "primary school"): Ages(72, 143),
    ("初中", "初中生", "middle school"): Ages(144, 179),
    ("高中", "高中生", "high school"): Ages(180, 215),
}


def read_ages(text: str) -> Ages | None:
    """The ages a text means; a number without a unit is years. "3-6岁" ends the day before the seventh birthday. None where it means none."""
    said = tidy(text[:80]).strip(" .,!?")
    stage = next((ages for names, ages in _STAGES.items() if said in names), None)
    if stage is not None:
        return stage
    if found := _GRADES.fullmatch(said):
        return _grades(found[1], found[2] or found[4], found[3] or found[5])
    if found := _CLASSES.fullmatch(said):
        first = _CLASS[found[1]] + (counted(found[2]) or 0)
        return _of_grades(
            first, _CLASS[found[3] or found[1]] + (counted(found[4]) or 0) if found[4] else first
        )
    return _of_years(said)


def _grades(school: str | None, first: str, last: str | None) -> Ages | None:
    """They are counted on: the seventh is 初一, and "初中一年级" as well."""
    begins = counted(first)
    ends = counted(last) if last else begins
    if begins is None or ends is None or not 1 <= begins <= ends <= _GRADES_MOST:
        return None
    before = _CLASS.get((school or "")[:1], 0)
    return _of_grades(begins + before, ends + before) if ends <= 3 else _of_grades(begins, ends)


def _of_grades(first: int, last: int) -> Ages | None:
    return _ages(_FIRST_GRADE + 12 * (first - 1), _FIRST_GRADE + 12 * last - 1)


def _of_years(said: str) -> Ages | None:
    if found := _BETWEEN.fullmatch(said):
        first, last = counted(found[1]), counted(found[3])
        if first is None or last is None:
            return None
        months = _is_months(found[4] or found[2])
        begins = first if _is_months(found[2] or found[4]) else first * 12
        return _ages(begins, last if months else last * 12 + 11)
    if found := _UNDER.fullmatch(said):
        number, unit = counted(found[1] or found[3]), found[2] or found[4]
        return _ages(0, (number if _is_months(unit) else number * 12) - 1) if number is not None else None
    if found := _ALONE.fullmatch(said):
        number = counted(found[1])
        if number is None:
            return None
        return _ages(number, number) if _is_months(found[2]) else _ages(number * 12, number * 12 + 11)
    return None


def _is_months(unit: str | None) -> bool:
    return unit is not None and re.fullmatch(_MONTHS, unit) is not None


def _ages(first: int, last: int) -> Ages | None:
    return Ages(first, min(last, _OLDEST)) if 0 <= first <= min(last, _OLDEST) else None
