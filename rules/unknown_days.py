"""Whether a typed answer says that a day is not known: "找不到了", "I cannot find it". Our own reading, for questions that may be left open. Total."""

from __future__ import annotations

import re

#: How much of a text is looked at.
_SCANNED = 60
_CHINESE = re.compile(
    r"[我们也都真的已经\s]*"
    r"(?:(?:收据|回执|居住证|证|单子)[\s]*)?"
    r"(?:(?:找|查|看|翻)不[到着见]|(?:不|没)(?:知道|清楚|记得|确定)|记不(?:得|清|住|起来?)|想不起来?|忘(?:记)?|没印象)"
    r"(?:了|哪一?天|那一?天|日子|日期|几号|是|\s)*"
)
_ENGLISH = re.compile(
    r"(?:sorry,? )?(?:i |we )?(?:really )?"
    r"(?:(?:do not|don['’]?t|can ?not|can['’]?t|could not|couldn['’]?t) (?:know|find|remember|tell)"
    r"|(?:am |are |i['’]m )?not sure|no idea|forgot(?:ten)?|unknown|lost)"
    r"(?: (?:it|that|the|day|date|which|when|any more|anymore|receipt))*"
)


def says_unknown(text: str) -> bool:
    """The whole answer says so, and nothing else: "不知道去哪里登记" is a question. Never raises."""
    said = text[:_SCANNED].strip().rstrip("。.!！~～ ").lower()
    return bool(_CHINESE.fullmatch(said) or _ENGLISH.fullmatch(said))
