"""What a family types where the few questions about its needs wait: "作业辅导", "晚上八点以后", "weekends". Only short answers, never a question. Pure and total."""

from __future__ import annotations

import re

from rules.asked import plain
from rules.needs import HOURS, TOPICS

#: Characters of an answer: whoever writes more tells a story, or asks.
_LONGEST = 40
_ASKS = re.compile(
    r"[?？吗呢么哪啥咋几谁]|怎|多少|\b(?:how|what|where|when|which|who|why|can|does|is there|are there)\b"
)
_NOT = re.compile(r"[不没别]|除[了去]?|以外|之外|\b(?:not|no|never|don'?t|can'?t|except|apart from|but)\b")
_TOPICS = {
    "homework": r"作业|功课|\bhomework\b",
    "care": r"托管|放学后|课后|\b(?:after[- ]school|care after)\b",
    "holiday": r"暑假|寒假|假期|\bholidays?\b",
    "nursery": r"托育|托班|托儿|三岁以下|\b(?:nursery|childcare|daycare)\b",
    "reading": r"阅读|读书|绘本|看书|\breading\b",
    "english": r"英语|英文|\benglish\b",
    "science": r"科学|编程|电脑|机器人|\b(?:science|computers?|coding)\b",
    "art": r"书法|画画|绘画|美术|手工|音乐|舞蹈|\b(?:arts?|calligraphy|painting|music|dance)\b",
    "sport": r"体育|运动|足球|篮球|跑步|游泳|\b(?:sports?|football|basketball|swimming)\b",
    "play": r"小伙伴|本地(?:孩子|小朋友)|一起玩|\b(?:play|playing)\b",
    "outings": r"出游|研学|博物馆|郊游|参观|\b(?:trips?|museums?|outings?)\b",
    "counsel": r"心理|\b(?:psychologist|counsell?ing)\b",
    "volunteer": r"志愿者|结对|\bvolunteers?\b",
    "parenting": r"家长课|家长学校|育儿课|\b(?:class for parents|parenting)\b",
    "health": r"健康|喂养|营养|\b(?:health|feeding)\b",
    "school": r"入学|学位|上学咨询|\bschool places?\b",
    "legal": r"法律|律师|\b(?:legal|lawyer)\b",
}
_EVENING = r"晚上|晚间|夜里|下班[后以]|傍晚|\b(?:evenings?|nights?|after work)\b"
_MORNING = r"上午|早上|早晨|\bmornings?\b"
#: From the end of work on, whichever word for the time of day stands before it.
_LATE = r"(?:[五六七八5-8]|1[789]|20)[点點](?:半|钟)?[^\d]{0,2}(?:后|之后|以后)|\bafter (?:five|six|seven|eight|[5-8])\b(?! ?(?:am|in the morning))"
_AFTERNOON = r"下午|午后|\bafternoons?\b"
_DAYTIME = r"白天|\b(?:daytime|during the day)\b"
_WEEKDAY = r"工作日|平时|平日|周一|周二|周三|周四|周五|星期[一二三四五]|\b(?:week ?days?|monday|tuesday|wednesday|thursday|friday)s?\b"
_SATURDAY = r"[周星期礼拜]六|\bsaturdays?\b"
_SUNDAY = r"(?:周|星期|礼拜)[日天]|\bsundays?\b"
_WEEKEND = r"周末|双休|\bweekends?\b"
_ANY = r"都行|都可以|随时|哪天都|天天|每天|\b(?:any ?time|always|every day|all of them)\b"
_ONWARD = re.compile(r"^(?:下一步|下一个|继续|好了|就这些|选好了|完了|next|done|that'?s all|go on)\W*$")
_NONE = re.compile(
    r"^(?:清单上的)?[都全]?(?:不需要|不要|不用|没有|不固定|不一定)[了的]?\W*$|^(?:看情况|说不准|说不好|不好说)\W*$"
    r"|^(?:none(?: of (?:these|them))?|nothing|(?:it )?(?:varies|depends))\W*$"
)
_MANDARIN = re.compile(r"^(?:我们?)?(?:会?[说讲])?(?:普通话|国语|汉语|中文)\W*$|^(?:mandarin|chinese)\W*$")
_DIALECT = re.compile(
    r"方言|土话|[不没].{0,3}普通话|^(?:我们?)?(?:会?[说讲])?\w{1,4}(?<!普通)话\W*$|\bdialect\b|\bcantonese\b"
)


def is_none(text: str) -> bool:
    """Whether nothing of what is offered is meant: no topic, no fixed hours."""
    return bool(_NONE.search(plain(text)))


def language_in(text: str) -> str:
    """The key of `LANGUAGES` for Mandarin or for a dialect, as people call them; "" for all else."""
    said = plain(text)
    if len(said) > _LONGEST or _ASKS.search(said):
        return ""
    return "zh_CN" if _MANDARIN.search(said) else "other" if _DIALECT.search(said) else ""


def is_onward(text: str) -> bool:
    """Whether the next question is wanted."""
    return bool(_ONWARD.search(plain(text)))


def topics_in(text: str) -> tuple[str, ...]:
    """The keys of `TOPICS` a short answer names; none where it asks something, or says no."""
    said = _answer(text)
    return tuple(key for key in TOPICS if said and re.search(_TOPICS[key], said))


def hours_in(text: str) -> tuple[str, ...]:
    """The keys of `HOURS` a short answer names. A day without a time of day is all of it, a time of day without a day is on every day."""
    said = _answer(text)
    if not said:
        return ()

    def has(words: str) -> bool:
        return re.search(words, said) is not None

    days = {
        "weekday": has(_WEEKDAY),
        "saturday": has(_SATURDAY) or has(_WEEKEND),
        "sunday": has(_SUNDAY) or has(_WEEKEND),
    }
    parts = {"morning": has(_MORNING), "afternoon": has(_AFTERNOON), "evening": has(_EVENING)}
    if has(_LATE):
        parts = {"morning": False, "afternoon": False, "evening": True}
    if has(_DAYTIME):
        parts["morning"] = parts["afternoon"] = True
    if not any((*days.values(), *parts.values(), has(_ANY))):
        return ()
    if not any(days.values()):
        days = dict.fromkeys(days, True)
    if not any(parts.values()):
        parts = dict.fromkeys(parts, True)
    return tuple(hour for hour in HOURS if _fits(hour, days, parts))


def _fits(hour: str, days: dict[str, bool], parts: dict[str, bool]) -> bool:
    day, _sep, part = hour.partition("_")
    if day == "weekend":
        return parts["evening"] and (days["saturday"] or days["sunday"])
    if part == "day":
        return days["weekday"] and (parts["morning"] or parts["afternoon"])
    return days[day] and parts[part]


def _answer(text: str) -> str:
    said = plain(text)
    return "" if len(said) > _LONGEST or _ASKS.search(said) or _NOT.search(said) else said
