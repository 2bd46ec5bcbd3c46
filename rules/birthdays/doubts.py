"""Words that make a date one to ask about: about, before, or, not, and dates of something else."""

import re
from datetime import date

from rules.birthdays import partial
from rules.birthdays.forms import Found

_NOT = re.compile(r"(?:不是|并非|别写|而非|除了|(?<![a-z])not)[\s在于on]{0,4}$")
_ABOUT = re.compile(
    r"大概|大约|好像|可能|应该|左右|前后|差不多|记不|估计|也许|似乎|大致|不太?确定|不知道?是不是|比(?!较)|第二天|次日|隔天|[前后]一天"
    r"|maybe|about|around|probably|perhaps|i think|not sure|approx|roughly|or so|the next day|the day after"
)
_LIMIT_AFTER = re.compile(
    r"\s?(?:[之以]?[前后](?!天)|(?:-|~|到|至|或者?|还是|和|or\s|to\s)\s?"
    r"[0-9〇零一二三四五六七八九十]{1,3}\s?[日号.,]?(?![月年点时]))"
)
_LIMIT_BEFORE = re.compile(r"(?:before|after|until|since)\s(?:the\s)?$")
_BORN = re.compile(r"生(?!病|活)|born|birth|dob")
_GIVEN = re.compile(r"打|种|针|苗|given|got|had|shot|jab|vaccin|dose")
_ELSE = re.compile(
    r"来|搬|办|签|接种|打针|打的|打了|疫苗|报名|入学|入园|开学|结婚|体检|登记|moved|arriv|came|vaccin|enrol|married"
)
_NOT_GIVEN = re.compile(
    r"没[有能]?[打种去]|未接?种|不[能让]打|推迟|预约|约[了在]|not given|missed|n't|cancel"
)


def is_denied(tidied: str, found: Found) -> bool:
    """Whether the date is named as the wrong one."""
    return bool(_NOT.search(tidied, 0, found.start))


def is_rough(tidied: str, found: tuple[Found, ...], *, dose: bool) -> bool:
    """Whether the one date that was read is said to be uncertain, a limit, one of several or of something
    else. Better one question too many."""
    if _ABOUT.search(tidied):
        return True
    if any(
        _LIMIT_AFTER.match(tidied, one.end) or _LIMIT_BEFORE.search(tidied, 0, one.start) for one in found
    ):
        return True
    return bool(found) and (_of_something_else(tidied, dose=dose) or _others_beside(tidied, found))


def _of_something_else(tidied: str, *, dose: bool) -> bool:
    if dose:
        return bool(_NOT_GIVEN.search(tidied) or (_BORN.search(tidied) and not _GIVEN.search(tidied)))
    return bool(_ELSE.search(tidied)) and not _BORN.search(tidied)


def _others_beside(tidied: str, found: tuple[Found, ...]) -> bool:
    """Whether another year, or another month and day, stands beside the dates found."""
    rest = tidied
    for one in found:
        rest = rest[: one.start] + "|" * (one.end - one.start) + rest[one.end :]
    days: tuple[date, ...] = tuple(day for one in found for day in one.days)
    return not (
        partial.day_names(rest) <= {(day.month, day.day) for day in days}
        and partial.year_names(rest) <= {day.year for day in days}
    )
