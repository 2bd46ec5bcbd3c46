"""What a family types where buttons of an activity wait: "我们来", "来不了", "两个孩子", "we are not coming". Whole sentences only; pure and total."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.activities import Coming
from rules.asked import plain
from rules.typed_numbers import COUNTED, counted

#: Characters of an answer; whoever writes more tells a story.
_LONGEST = 60
_SIGNS = re.compile(r"[^\w' ]+")
_HAN = "[\u3400-\u9fff]"
_BETWEEN = re.compile(f"(?<={_HAN}) (?={_HAN}|[0-9])|(?<=[0-9]) (?={_HAN})")

_WE = r"(?:我们|我家|咱们|我|咱)"
_KINDLY = r"(?:不好意思|对不起|抱歉|那|这次|今天|明天|后天|周末|这个|活动|家里有事)"
_NO = (
    rf"(?:{_WE}|{_KINDLY})*(?:来不了|来不成|去不了|去不成|不来|不去|不参加|参加不了|不能(?:来|去|参加)|没法(?:来|去|参加)|没(?:空|时间)(?:来|去|参加)?)(?:了|啦|参加|活动|吧)*",
    rf"(?:{_WE}|帮|要|想|请|把)*(?:取消|退掉?)(?:了|掉)?(?:这个|那个|我们的|我的)*(?:活动)?(?:的)?(?:报名|名额|预约|活动)?(?:了|吧)?",
    rf"{_WE}?不(?:用)?(?:等|候补)(?:了|啦)+",
    (
        r"(?:sorry|no|we're|i'm|we|i|today|tomorrow| )*(?:cannot|can not|can't|cant|won't|will not|are not|am not|aren't|not)(?: be)?(?: able to)? "
        r"(?:come|coming|go|going|make it|join|joining|attend)(?: any ?more| to (?:it|that|the (?:activity|class))| today| tomorrow| after all)*"
    ),
    r"(?:sorry )?(?:we|i) (?:cannot|can't|can not)",
    r"(?:please )?cancel(?: (?:it|that|(?:my|our|the) (?:seats?|sign ?up|registration|activity|booking|class)))?",
    r"(?:we|i) (?:do not|don't) wait (?:any ?more|any longer)",
)
_MAYBE = (
    rf"{_WE}?(?:可能|也许|大概|说不定|不一定|看情况|还不知道|还没定|不确定)(?:会|能)?(?:来|去|参加)?(?:的|吧)?(?:不留名额)?",
    r"(?:we are|i am|we're|i'm| )*not sure(?: yet)?",
    r"(?:we|i)? ?(?:maybe|perhaps|may|might)(?: (?:we|i))?(?: (?:come|go|join))?(?: no seat kept)?|it depends",
)
_YES_CHINESE = rf"(?:好的|好|嗯|{_WE}|都|要|想|会|可以|能|一定|肯定|还是|还|也)*(?:来|去|参加|报名)(?:参加|活动|的|啊|吧|呀|哦)*"
_YES_ENGLISH = (
    r"(?:yes|ok|okay|sure|of course| )*(?:we'll|i'll|we're|i'm|we|i) ?(?:will|would like to|want to|do|can|are|am|still| )*"
    r"(?:come|coming|join|joining|go|going|attend|be there)(?: after all| too)?"
    r"|(?:yes )?count (?:us|me) in|sign (?:us|me) up"
)
#: Only under a question that a yes answers.
_AGREES = (
    r"(?:好的?|嗯+|可以|行|对|是的?|能|没问题|没变|照常)(?:好的?|可以|行|的|啊|吧|呀|哦|谢谢)*",
    r"(?:yes|yeah|yep|ok|okay|sure|of course|fine)(?: (?:yes|ok|okay|sure|thanks|thank you|we do|i do))*",
)
_ALONE = (
    r"(?:就|只有|只|没有|没)?(?:我)?(?:自己|一个人)(?:来|去)?|(?:只有|就)我|不带(?:孩子|娃)|没有?孩子",
    r"(?:only|just) me|(?:no|without) (?:a )?(?:child|children|kids?)|alone",
)
_WRITTEN = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_NUMBER = rf"(?P<number>{COUNTED}|俩|仨|{'|'.join(_WRITTEN)})"
_MANY = (
    rf"(?:{_YES_CHINESE})?(?:带|一共|总共|共|有|和|来)*{_NUMBER}(?:个|位|名)?(?:孩子|小孩子?|小朋友|娃娃?|宝宝|儿童)?(?:来|去|参加|吧|的|啊)*",
    rf"(?:{_YES_ENGLISH})? ?(?:with|bring|bringing|there are|only|just|we are|we have|my| )*{_NUMBER}(?: (?:children|childs?|kids?))?(?: come| coming| please)?",
)
#: Beyond this it is no number of children.
_MANY_MOST = 30
#: A number that says of what.
_OF_WHAT = re.compile(r"[来带参孩娃宝儿友]|\b(?:child\w*|kids?|come|coming|with|bring\w*)\b")
_SPOKEN_SMALL = {"俩": 2, "仨": 3}
#: "Count us in" without having looked at anything: an activity is meant, and not a school.
_CLEARLY = re.compile(r"(?:我|咱).*来|参加|\b(?:come|coming|join\w*|attend|count (?:us|me))\b")
_CHECKS_IN = re.compile(
    rf"(?:{_WE}|来|要|想|请问|活动)*(?:怎么|在哪里?|去哪里?|哪里)?签到(?:吗|啊|呀|了)?"
    r"|(?:how (?:do|can) (?:we|i) |where (?:do|can) (?:we|i) |we |i |want to |please )*check ?-?in"
)
_IS_THERE = re.compile(
    rf"{_WE}?(?:已经|都)*(?:到了|到门口了|来了|在门口)(?:了|啦)*|(?:we are|i am|we're|i'm) (?:here|there|at the door)"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """`coming` None: only how many. `children` None: not said; may be more than a family can bring. `clear`: an activity is meant whatever was shown
    before; of a number: that it is one of children."""

    coming: Coming | None
    children: int | None = None
    clear: bool = False


def read(text: str) -> Typed | None:
    """The answer, where the text is nothing else."""
    said = _bare(text)
    if not said:
        return None
    if _is(_NO, said):
        return Typed(Coming.NO, clear=True)
    if _is(_MAYBE, said):
        return Typed(Coming.MAYBE)
    if _is(_ALONE, said):
        return Typed(None, 0)
    if _is((_YES_CHINESE, _YES_ENGLISH), said):
        return Typed(Coming.YES, clear=bool(_CLEARLY.search(said)))
    many = _many(said)
    return Typed(None, many, bool(_OF_WHAT.search(said))) if many is not None and many <= _MANY_MOST else None


def asks_to_check_in(text: str) -> bool:
    """ "签到", "check in" without a number."""
    return bool(_CHECKS_IN.fullmatch(_bare(text.rstrip("?？ "))))


def agrees(text: str) -> bool:
    """ "好的", "yes", and nothing else: a yes to what was asked last."""
    return _is(_AGREES, _bare(text))


def says_there(text: str) -> bool:
    """ "到了": somebody stands at a door, if one is open."""
    return bool(_IS_THERE.fullmatch(_bare(text)))


def _bare(text: str) -> str:
    """Without signs and pictures; empty for a question, and for what is too long to be an answer."""
    said = plain(text)
    if len(text) > _LONGEST or "?" in said:
        return ""
    return _BETWEEN.sub("", " ".join(_SIGNS.sub(" ", said).split()))


def _is(ways: tuple[str, ...], said: str) -> bool:
    return any(re.fullmatch(one, said) for one in ways)


def _many(said: str) -> int | None:
    match = next((found for one in _MANY if (found := re.fullmatch(one, said))), None)
    if match is None:
        return None
    number = match["number"]
    if number in _WRITTEN:
        return _WRITTEN.index(number) + 1
    return _SPOKEN_SMALL.get(number) or counted(number)
