"""Follow-up in the words of a family: what a whole text asks for, that it moved and where to, that it stops, what is nobody's name. Pure and total."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from pypinyin import lazy_pinyin

from rules.asked import plain

Wish = Literal["community", "own", "moved", "volunteer"]

_EDGES = " \t\r\n.。!！?？,，~～…"
#: "own": what only a registered family can want: off the list, no calls, another number.
_SAID: dict[str, Wish] = {
    **dict.fromkeys(
        ("社区登记", "登记社区", "在社区登记", "我要社区登记", "我想在社区登记", "register with the community", "community registration", "register with my community"),
        "community",
    ),
    **dict.fromkeys(
        ("搬家", "换地方住了", "换住的地方了", "we moved house", "i moved house", "moved house", "we moved", "we have moved", "we've moved", "i moved",
         "i have moved", "i've moved", "we just moved", "i just moved"),
        "moved",
    ),
    **dict.fromkeys(
        ("找志愿者", "我想找志愿者", "申请志愿者", "志愿者帮忙", "find a volunteer", "i want a volunteer", "ask for a volunteer", "volunteer for my child"),
        "volunteer",
    ),
}  # fmt: skip
_WE = r"(?:我们?|咱们?|俺们?|全|一|家里?|现在|最近|前几天|昨天|今天|刚|已经|都|又)*+"
_HAVE_MOVED = re.compile(rf"{_WE}(?:搬家了|搬了家?了?|(?:搬到别的区|搬到另一?个区|搬新家|搬走)了)")
_OWN = re.compile(
    r"(?:我们?)?(?:不想|不要|不用|不)(?:再)?(?:在)?(?:社区)?登记了|(?:我们?)?(?:要|想)?(?:取消|撤销|退出|注销)(?:社区)?(?:的)?登记"
    r"|(?:请|你们)?(?:别|不要|不用)(?:再)?(?:给我们?|给我家)?打(?:电话)(?:给我们?)?(?:了)?"
    r"|(?:我们?)?(?:要|想|想要)?(?:改|换|更改|修改)(?:一?下|了)?(?:我的)?(?:手机|电话|联系)?(?:电话|号码?|手机)了?"
    r"|(?:please )?take (?:me|us|my family|our family) off (?:the|your) list|(?:please )?(?:stop calling|don't call|do not call) (?:me|us)(?: any ?more)?"
    r"|(?:i want to |i'd like to )?change my (?:phone|mobile)?(?: ?number)?|i have a new (?:phone |mobile )?number|i changed my (?:phone )?number"
)
#: "我们搬到镜湖区了", "we have moved to Jinghu": what stands behind it is where, and not how long ago.
_MOVED_TO = re.compile(
    rf"{_WE}搬家?(?:到|去|来|回)(?:了)?(?!.*[年月天久周日前后这那])(?P<here>[\w]{{2,12}}?)(?:住|去|来)?(?:了|啦)?"
    r"|(?:(?:we|i)(?: have|'ve)?|my family|our family)(?: has)?(?: just| now| already)*+ moved (?:house )?(?:to|into|back to) "
    r"(?!.*\b(?:and|but|because|so)\b)(?P<there>[a-z' ]{2,40}?)(?: now| already| last week| yesterday)?"
)
_ASKS = re.compile(
    r"[吗么呢?？怎咋啥哪几谁]|要不要|能不能|可以|证|学|户口|疫苗|针|\b(?:how|what|where|when|who|why|which|can|do|does|should)\b"
)


def said(text: str) -> Wish | None:
    """Which conversation the whole text asks for, if it is one of these; None for everything else."""
    bare = _bare(text)
    if bare in _SAID:
        return _SAID[bare]
    if _HAVE_MOVED.fullmatch(bare):
        return "moved"
    return "own" if _OWN.fullmatch(bare) else None


def moved_to(text: str) -> str | None:
    """The place a sentence says a family moved to, as it was typed; None for a question, and for whoever tells no move."""
    if "?" in text or "？" in text:
        return None
    bare = _bare(text)
    found = _MOVED_TO.fullmatch(bare)
    if found is None or _ASKS.search(bare):
        return None
    return (found["here"] or found["there"]).strip()


def _bare(text: str) -> str:
    tidied = unicodedata.normalize("NFKC", text[:80]).casefold().replace("’", "'")
    return " ".join(tidied.split()).strip(_EDGES)


# --- where to

#: Our own reading of where families of Anhui move to; whoever names another city is asked nothing twice: the button is there, too.
_CITIES = frozenset(
    (
        "合肥", "芜湖", "蚌埠", "淮南", "马鞍山", "淮北", "铜陵", "安庆", "黄山", "滁州", "阜阳", "宿州", "六安", "亳州", "池州", "宣城", "北京", "上海",
        "天津", "重庆", "南京", "苏州", "无锡", "常州", "南通", "扬州", "镇江", "徐州", "盐城", "杭州", "宁波", "温州", "嘉兴", "湖州", "绍兴", "金华",
        "义乌", "台州", "广州", "深圳", "东莞", "佛山", "惠州", "中山", "珠海", "福州", "厦门", "泉州", "武汉", "长沙", "南昌", "郑州", "济南", "青岛",
        "西安", "成都", "昆明", "贵阳", "南宁", "石家庄", "太原", "沈阳", "大连", "长春", "哈尔滨", "兰州", "西宁", "银川", "乌鲁木齐", "拉萨", "呼和浩特",
        "海口",
    )
)  # fmt: skip
_CITIES_IN_LETTERS = frozenset("".join(lazy_pinyin(one)) for one in _CITIES)
_FAR = re.compile(
    r"(?:搬到|到|去|回)?(?:别的|其他|另一?个|另外的?|外面的?)(?:城市|地方|市|省)|外地|外省|老家|(?:回|回到|搬回)老家"
    r"|(?:to )?another (?:city|town|province)|(?:to )?(?:our|my) hometown"
)


def names_city(text: str) -> str | None:
    """The city, in Chinese or in letters, that the whole text names, "" for one that has no name here ("老家"); None for anything else."""
    bare = _bare(text)
    if _FAR.fullmatch(bare):
        return ""
    short = re.sub(r"市$|\s*city$", "", bare)
    if short in _CITIES:
        return "".join(lazy_pinyin(short))
    letters = re.sub(r"[\s']", "", short)
    return letters if letters in _CITIES_IN_LETTERS else None


# --- while something is asked

_STOPS = re.compile(
    r"(?:我们?)?(?:不想|不要|不用|先不|暂时不|还是不|不|别)(?:再|要|想)*(?:登记|注册|填|弄|办|改|换|加入)(?:了|吧|啦)+"
    r"|(?:我们?)?(?:不想|先不|暂时不|还是不)(?:再|要|想)*(?:登记|注册|填|弄|办|改|换|加入)"
    r"|(?:我们?)?(?:要|想)?(?:取消|停止|退出|放弃)(?:登记|注册|修改)?(?:了|吧)?|我?(?:改|变)主意了|我?后悔了|返回|回去|退出|不弄了|不玩了"
    r"|(?:那|先)?(?:等一下|等一会儿?|等会儿?|过会儿?|晚点|以后|下次|回头|改天|待会儿?)(?:再)?(?:说|弄|填|登记|来)?(?:吧|了)?"
    r"|(?:sorry,? ?)?i(?:'ve| have)? changed my mind"
    r"|(?:i |we )?(?:do not|don't) want (?:to (?:register|do this|go on|continue|change it)|this|it|that)(?: any ?more| now)?"
    r"|(?:please )?(?:cancel|stop|quit|exit|back|go back)(?: (?:it|this|that|registration|the registration|registering))?|forget (?:it|about it)"
    r"|(?:maybe |some other time|another time|perhaps )?(?:later|not now)|no thanks|no,? thank you"
)
_YES = frozenset(
    ["好", "好的", "好吧", "嗯", "嗯嗯", "是", "是的", "对", "对的", "行", "可以", "同意", "我同意", "愿意", "我愿意", "要", "我要", "没问题",
     "搬了", "对搬了", "对,搬了",
     "yes", "y", "yeah", "yep", "ok", "okay", "sure", "fine", "agree", "agreed", "i agree", "yes i agree", "yes, i agree", "i do", "yes please", "yes, please",
     "of course"]
)  # fmt: skip
_NO = frozenset(
    ["不", "不是", "不要", "不用", "不行", "不可以", "不同意", "我不同意", "不愿意", "我不愿意", "不想", "没有", "没搬", "还没",
     "no", "n", "nope", "no i don't", "i don't agree",
     "i do not agree", "disagree", "i don't", "i don't want that"]
)  # fmt: skip
#: Nobody is called by a sentence or a question.
_NO_NAME = re.compile(
    r"什么|怎么|为啥|干嘛|吗|多少|哪[里个儿些]|能不能|不告诉|不想|不愿|不方便|不知道|保密|搬[到家去]|登记|^(?:我们|我家)|^(?:别|不要|不能|不给|请问)|.{3,}[了啦]$|.+[，。,;；].*了"
    r"|^(?:what|why|how|who|where|when|which)(?:$|'s| (?:do|does|did|is|are|for|can|should|to|would|will|if|you|i|name)\b)"
    r"|^(?:is|are|can|could|do|does|should|must) (?:i|you|we|she|he|it|this|that|they)\b"
    r"|\b(?:i|we|you|they) (?:do|don't|can|can't|will|won't|want|moved|have|need|changed|think|know|just|would)\b|\b(?:i've|we've|i'd|don't know|not telling)\b"
)
_FOR_NO_NAME = frozenset(
    [
        "谢谢",
        "多谢",
        "你好",
        "您好",
        "在吗",
        "hello",
        "hi",
        "hey",
        "thanks",
        "随便",
        "都行",
        "都可以",
        "secret",
    ]
)


def stops(text: str) -> bool:
    """Whether somebody who is asked for something says that they stop: "我不想登记了", "I changed my mind"."""
    return _STOPS.fullmatch(_bare(text)) is not None


def yes_or_no(text: str) -> Literal["yes", "no"] | None:
    """Whether the whole text is a yes or a no."""
    bare = _bare(text)
    if bare in _YES:
        return "yes"
    return "no" if bare in _NO else None


def is_no_name(text: str) -> bool:
    """Whether words typed where a name is asked for are a sentence, a question, a yes or a no."""
    bare = _bare(plain(text))
    return bare in _FOR_NO_NAME or yes_or_no(bare) is not None or _NO_NAME.search(bare) is not None
