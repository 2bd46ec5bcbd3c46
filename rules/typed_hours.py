"""Hours as people type them: `9-21`, `早上9点到晚上8点`, `22:00–06:00`, "6 to 9 pm", "晚上10点到早上6点不要发".

Two times are needed, and nothing is guessed: where the same words can mean two things, both come back to be asked about.
"""

import re
from collections.abc import Iterator
from datetime import time

from rules.birthdays.tidy import NUMERALS, number, tidy
from rules.hours import Hours

LONGEST = 200
"""Signs; a longer text is a story, not an answer to "when?"."""
_DAY, _HALF = 24 * 60, 12 * 60

_MORNING = r"凌晨|清晨|清早|大清早|早晨|早上|上午|早"
_NOON = r"中午|正午"
_AFTERNOON = r"下午|午后|傍晚"
_EVENING = r"晚上|夜晚|晚"
_NIGHT = r"半夜|午夜|深夜|夜里|夜间"
_TIME = re.compile(
    rf"(?P<part>{_MORNING}|{_NOON}|{_AFTERNOON}|{_EVENING}|{_NIGHT})?\s?"
    rf"(?:(?<![0-9#.:])(?P<hour>[0-9]{{1,2}}|[{NUMERALS}两]{{1,3}})"
    rf"(?:\s?(?P<sign>[:.h点點时時])\s?(?P<half>半)?(?:(?P<quarter>[一三1-3])刻|(?P<minute>[0-5][0-9]|[{NUMERALS}]{{1,3}})分?)?钟?整?)?"
    rf"|(?<![0-9#.:])(?P<army>[0-2][0-9][0-5][0-9]))(?![0-9#]|[.:][0-9])"
    r"(?:\s?o'?clock)?(?:\s?(?P<after>a\.?m\b\.?|p\.?m\b\.?|in the morning|in the afternoon|in the evening|at night))?"
    r"|\b(?P<word>noon|midnight)\b|(?P<alone>中午|正午|午夜|半夜)"
)
_BETWEEN = re.compile(
    r"\s?(?:-+|~+|>|到|至|和|与|及|,|until|till|to|and|through)\s?"
    r"(?:the next day|the next morning|next morning)?\s?(?:at\s)?"
)
_NEXT_DAY = re.compile(r"(?:第二天|次日|翌日|隔天|明天|明(?=早))的?")
_NOT = re.compile(
    r"不要|不想|不能|不可|不行|不便|不方便|没空|没时间|别|勿|打扰|安静|睡|休息|上班|上夜班|忙"
    r"|(?<![a-z])(?:not|don't|do not|never|except|quiet|sleep|asleep|busy|work|working)(?![a-z])"
)
_ANY = re.compile(
    r"(?:随时|任何时间|任何时候|什么时候|啥时候|几点|全天|整天|一天到晚|都)(?:都|也)?(?:可以|行|好|能|方便)?(?:的|了|吧)?"
    r"|24小时|any ?time|always|whenever|all day|any hour"
)


def read_hours(text: str) -> tuple[Hours, ...]:
    """The hours a text means, without a rest day: one reading, two to ask about, or none. Never raises."""
    tidied = tidy(text[: LONGEST + 1])
    tidied = _NEXT_DAY.sub("", tidied)
    if len(text) > LONGEST:
        return ()
    if _ANY.fullmatch(tidied.rstrip("!. ,")):
        return (Hours(time(0), time(0)),)
    found = [match for match in _TIME.finditer(tidied) if _is_time(match)]
    if len(found) != 2 or not _BETWEEN.fullmatch(tidied, found[0].end(), found[1].start()):
        return ()
    readings = list(_readings(*found))
    if _NOT.search(tidied):
        # "not from 22 to 6": the rest of the day is meant, as good as always; the person is asked all the same
        readings = [(end, start) for start, end in readings] + readings
    fitting = [
        (start, end) for start, end in readings if start % _DAY != end % _DAY or (start, end) == (0, _DAY)
    ]
    return tuple(dict.fromkeys(Hours(_clock(start), _clock(end)) for start, end in fitting))


def time_at(tidied: str, position: int) -> tuple[int, tuple[int, ...]] | None:
    """The time of day that begins here in a tidied text: where it ends, and what it can be in minutes after midnight, the earliest first."""
    match = _TIME.match(tidied, position)
    return (match.end(), _minutes(match)) if match is not None and _is_time(match) else None


def _is_time(match: re.Match[str]) -> bool:
    """A number in a text is a time of day when it can be one; a Chinese numeral alone is only where a range begins."""
    hour = match["hour"]
    bare = hour is not None and not hour.isascii() and not (match["part"] or match["sign"])
    return bool(_minutes(match)) and (
        not bare or match.string[match.end() : match.end() + 1] in ("到", "至", "-", "~")
    )


def _readings(first: re.Match[str], second: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Pairs of minutes after midnight, the likeliest first."""
    starts, ends = _minutes(first), _minutes(second)
    if len(starts) == 1:
        start = starts[0]
        yield start, next((end for end in ends if end > start), ends[0])
        return
    if len(ends) == 1:
        end = ends[0]
        fitting = [start for start in starts if start < end] or starts[:1]
        yield from ((start, end) for start in reversed(fitting))
        return
    if starts[0] < ends[0]:
        # 7-9 may be the morning or the evening; 9-12 is hardly ever the night, 2-6 hardly ever before dawn
        pairs = [(starts[0], ends[0]), *([(starts[1], ends[1])] if ends[1] < _DAY else [])]
        yield from reversed(pairs) if starts[0] < 6 * 60 else pairs
        return
    yield starts[0], ends[1]
    yield starts[1], ends[0]


def _minutes(match: re.Match[str]) -> tuple[int, ...]:
    """What one time can be, in minutes after midnight, earliest first; nothing when it is no time. 24:00 is 1440."""
    if match["word"] or match["alone"]:
        return (_HALF,) if (match["word"] or match["alone"]) in ("noon", "中午", "正午") else (_DAY,)
    if match["army"]:
        return (int(match["army"][:2]) * 60 + int(match["army"][2:]),) if int(match["army"][:2]) <= 23 else ()
    hour, minute = number(match["hour"].replace("两", "二")), _minute(match)
    if hour is None or hour > 24 or minute > 59 or (hour == 24 and minute):
        return ()
    part = match["part"] or match["after"]
    if part is not None:
        told = _at_part(part, hour)
        return () if told is None else (told * 60 + minute,)
    on_the_clock = match["hour"].startswith("0") or match["sign"] == ":"
    if on_the_clock or not 1 <= hour <= 12:
        return (hour * 60 + minute,)
    return (hour * 60 + minute, (hour + 12) * 60 + minute)


def _minute(match: re.Match[str]) -> int:
    if match["half"]:
        return 30
    if match["quarter"]:
        return 15 * (number(match["quarter"]) or 0)
    return number(match["minute"]) or 0 if match["minute"] else 0


def _at_part(part: str, hour: int) -> int | None:
    """The hour on a clock of 24, said with its part of the day; None where the two do not fit."""
    if re.fullmatch(rf"{_MORNING}|a\.?m\.?|in the morning", part):
        return None if hour > 12 else (0 if hour == 12 and part != "上午" else hour)
    if hour > 12:
        return hour
    if re.fullmatch(_NOON, part):
        return hour if hour >= 10 else hour + 12
    if re.fullmatch(rf"{_AFTERNOON}|p\.?m\.?|in the afternoon|in the evening", part):
        return 12 if hour == 12 else hour + 12
    return (
        hour if hour < 5 else hour + 12
    )  # evening and night: 晚上10点 is 22, 晚上12点 the end of the day, 夜里2点 is 2


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
