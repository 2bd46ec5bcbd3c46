"""Words that speak of danger: who must be called at once, and who helps with just that. Pure and total; rather once too often than too late."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from rules.asked import plain


class Danger(StrEnum):
    """Who must be called at once; the values are the hotlines' ids in the city's pack."""

    POLICE = "police"
    AMBULANCE = "ambulance"


class Trouble(StrEnum):
    """What a danger is about, where there is somebody more to call than the emergency numbers."""

    DESPAIR = "despair"
    VIOLENCE = "violence"
    BULLYING = "bullying"
    LEFT_ALONE = "left_alone"
    BITTEN = "bitten"


_CHILD = "(?:孩子|小孩|宝宝|宝贝|娃娃|娃|儿子|女儿|闺女|孙子|孙女|外孙|弟弟|妹妹)"
#: A paper that is lost is no child that is lost.
_NO_PAPER = "(?!的)(?!.{0,8}(?:本|证|卡|单|记录|门诊|医院|手机))"
_NO_DOSE = r"(?!['’]s)(?!\W+(?:\w+\W+){0,4}(?:dose|shot|jab|vaccin|booklet|record|paper|card))"
#: 打 is also what is done with a vaccine.
_NO_SHOT = "(?!.{0,6}(?:针|疫苗|苗|剂|卡介|几|过|什么|啥|哪))"
_KID = r"(?:child|kid|son|daughter|baby|boy|girl|grandson|granddaughter)"

#: Somebody is gone.
_GONE = (
    rf"{_CHILD}[^的本证卡，,。.]{{0,6}}?(?:丢了|弄丢|走丢|走失|不见|失踪|找不到|找不着){_NO_PAPER}",
    rf"(?:找不到|找不着|弄丢了?|丢了)(?:我的?|我家的?)?{_CHILD}{_NO_PAPER}",
    "走丢|走失|被拐|拐走|被绑架|被人抱走|被抱走|被抢走",
    rf"\b{_KID} (?:is|has gone|went|got) (?:missing|lost|gone)\b{_NO_DOSE}",
    rf"\b(?:lost|can'?t find|cannot find) (?:my|our) (?:\w+ )?{_KID}\b{_NO_DOSE}",
    rf"\bmissing {_KID}\b{_NO_DOSE}",
    r"\b(?:kidnap\w*|abduct\w*)\b",
)
#: Somebody is hurt by somebody.
_VIOLENCE = (
    "家暴|虐待|性侵|猥亵|强奸",
    rf"(?:被|挨)[^，,。.]{{0,4}}(?:打|揍){_NO_SHOT}|挨打|挨揍|(?:打|揍)(?:我|他|她|它|老婆|{_CHILD}){_NO_SHOT}|殴打|毒打|暴打|打骂|家庭暴力",
    r"\b(?:beaten|domestic violence|child abuse|(?:is|was|being|been) (?:abused|hit))\b",
    rf"\b(?:beats?|beating|hits?|hitting) (?:up )?(?:me|him|her|us|(?:my|the|our|his) {_KID})\b",
    r"\b(?:raped?|sexual(?:ly)? abuse\w*)\b|\b(?:want|wants|going|will) (?:to )?kill (?:my|his|her|the|him\b|her\b|them|us)(?!self)",
    "(?:想|要)(?:杀|砍|弄死|捅)(?:了|死)?(?:我|他|她|老公|老婆|孩子|人)",
)
#: Somebody does not want to live.
_DESPAIR = (
    "自杀|自残|割腕|跳楼|轻生|不想(?:再|要)?活|活不下去|活着没意思|活着.{0,3}累|活够了|(?:想|要)去死|寻死|死了算了|不如死|结束.{0,4}生命",
    # 想死你了 is said to somebody who is missed.
    "想死(?!你|我|他|她|它|妈|爸|爷|奶|姥|家|老家|宝|娃|孩)",
    r"\b(?:suicid\w+|kill (?:my|him|her)self|self[- ]harm\w*|(?:want|wants|wanted) to die|end (?:my|his|her) life)\b",
    r"\b(?:better off dead|wish(?:es)? \w+ (?:was|were) dead|no reason to live|(?:tired|sick) of living)\b",
    r"\b(?:don['’]?t|doesn['’]?t|do not|does not|no longer) want(?:s)? to (?:live|be alive)\b(?! (?:here|there|in|at|with|near|far|so|on)\b)",
)
#: A child is tormented by others.
_BULLYING = (
    "欺负|欺凌|霸凌|校园暴力|勒索|收保护费|(?:被|遭)(?:同学|班上|校里).{0,6}(?:打|骂|孤立|排挤)",
    r"\bbull(?:y|ied|ies|ying)\b",
)
#: Nobody looks after a child.
_LEFT_ALONE = (
    rf"弃婴|被遗弃|(?:丢下|扔下|抛弃|遗弃)(?:了|了?我?的?){_CHILD}|{_CHILD}.{{0,4}}被.{{0,6}}(?:丢下|扔下|抛弃|遗弃)",
    rf"{_CHILD}[^，,。.]{{0,8}}(?:没人管|没有人管|没人照看|没人要)|{_CHILD}.{{0,6}}(?:锁|反锁|关|困)在(?:家|车|屋|房)",
    rf"\babandon(?:ed|s|ing)\b.{{0,20}}\b{_KID}\b|\b{_KID}\b.{{0,20}}\b(?:was|is|been) abandoned\b|\bnobody (?:looks|is looking) after (?:the|this|that|a) {_KID}\b",
    rf"\b{_KID} (?:is |was |got )?locked in\b",
)
_RESCUE = ("救命", r"\b(?:help me please|save (?:my|us|me))\b")
_ILL = (
    "抽搐|抽筋|惊厥|喘不上|喘不过|上不来气|呼吸困难|没呼吸|没有呼吸|不呼吸|停止呼吸|呼吸停|晕倒|晕过去|昏迷|昏过去|叫不醒",
    "休克|口吐白沫|翻白眼|误服|误食|误吞|中毒|溺水|触电|噎住|噎着|卡住喉咙|流血不止|大出血",
    r"\b(?:can'?t|cannot|can not|not|stopped) breath(?:e|ing)\b|\b(?:trouble|difficulty) breathing\b",
    r"\b(?:seizures?|convulsions?|convulsing|unconscious|passed out|fainted|choking|drowning|drowned|poison(?:ed|ing))\b",
    r"\bwon'?t wake up\b",
)

_PERSON = rf"(?:he|she|{_KID})"
#: What nobody may swallow.
_HARMFUL = "(?:洗衣液|洗洁精|洗衣粉|洁厕|消毒液|消毒水|84|漂白|干燥剂|农药|鼠药|蟑螂药|杀虫|敌敌畏|百草枯|汽油|酒精|电池|磁铁|磁力珠|巴克球|硬币|钉子|别针|玻璃)"
_HARMFUL_EN = r"(?:batter(?:y|ies)|magnets?|coins?|bleach|detergent|poison|pesticide|(?:rat|mouse) (?:bait|poison)|cleaner|disinfectant|petrol|gasoline|pills)"
#: What is hit in a fall.
_BODY = "(?:头|脑袋|脑壳|后脑|额头|眼睛|脖子|脊|胳膊|手臂|腿|骨)"
#: An animal has bitten or scratched somebody: where there is the right clinic today is asked of a help line.
_BITTEN = (
    "(?:被|让|给)[^，,。.]{0,4}(?:狗|猫|蛇|老鼠|蝙蝠|猴|蜈蚣|马蜂|黄蜂)[^，,。.]{0,3}(?:咬|抓|挠|蜇|叮|伤)|(?:狗|猫|蛇|老鼠)(?:咬|抓|挠)(?:了|伤|到|破|着)",
    "狂犬病?(?:疫苗|针|暴露)?|犬伤",
    r"\b(?:bitten|bit|scratched|stung) (?:\w+ ){0,2}by (?:\w+ ){0,2}(?:dog|cat|snake|rat|mouse|bat|monkey|wasps?)\b",
    r"\b(?:dog|cat|snake|rat|bat|monkey) (?:has )?(?:bit|bites?|bitten|scratch\w*)\b|\brabies\b",
)
#: A child that swallowed something, does not react, turned blue, fell from high up, was burnt, or swells and gasps.
_HURT: tuple[str, ...] = (
    *_BITTEN,
    rf"(?:喝|吃|吞|咽)(?:了|下|进|到|掉|过)+[^，,。.]{{0,6}}{_HARMFUL}|{_HARMFUL}[^，,。.]{{0,4}}(?:喝|吃|吞|咽)(?:了|下|进|掉)",
    rf"^(?!.*(?:针|苗|接种|打)).*(?:{_CHILD}|他|她)[^的，,。.]{{0,6}}(?:没有?|毫无)(?:了|任何)?反应|叫不应|不省人事|没知觉|失去知觉|没意识|失去意识",
    rf"(?:{_CHILD}|他|她)[^的，,。.]{{0,4}}(?<![走跑拿抱吃打推搬爬])不动了",
    "(?:嘴|唇|脸|全身|浑身|面色)[^，,。.]{0,3}(?:发紫|发青|发黑|青紫|变紫|变青|发绀|紫了|青了)",
    "(?:烧|热|度)[^。.]{0,6}抽(?!血|空|时间|屉|查|签|号|烟|出|个)|抽(?:过去|起来了|风)",
    "从[^，,。.]{0,6}(?:楼|窗|阳台|高处|梯|树|屋顶)[^，,。.]{0,4}(?:掉|摔|跌|坠|滚)|坠楼|跳楼",
    f"(?:摔|跌|掉|滚)(?:下|到|倒|了|着|伤|破|断)[^，,。.]{{0,8}}(?:{_BODY}|一直哭|吐|不动|出血|流血)|(?:磕|碰|撞|砸)[到着了破]+[^，,。.]{{0,4}}{_BODY}|{_BODY}[^，,。.]{{0,4}}(?:磕|碰|撞|砸|摔)[到着破了伤]",
    rf"{_CHILD}[^，,。.]{{0,6}}(?:从|在)[^，,。.]{{0,6}}(?:床|桌|车|椅|台阶|沙发)[^，,。.]{{0,4}}(?:掉|摔|跌|滚)",
    "吃错(?:了)?(?:药|东西)|乱吃药|误服|(?<![本证机包卡])掉(?:进|到|下)?[^，,。.]{0,4}(?:水|河|井|池|湖|塘)[里中]?|落水|溺水|(?:摔|跌|打|压|骨)断|骨折|脱臼",
    "(?:流|出)(?:了)?(?:好多|很多|许多)?血(?!压|型|糖|色)[^检查化验]{0,4}$|(?:流|出)(?:了)?(?:好多|很多|许多)血|流血不止|说胡话|神志不清|认不得人",
    "烫伤|烧伤|被?(?:开水|热水|油)烫|烫[着到]了|车祸|被车撞|撞[到着]头.{0,6}(?:吐|晕)|骨折",
    "(?:脸|嘴|唇|舌|喉咙|嗓子|眼)[^，,。.]{0,3}肿[^。.]{0,8}(?:喘|呼吸|憋)|喘得|喘起来",
    rf"\b{_PERSON}\b.{{0,20}}(?:\bnot|n'?t|\bstopped) (?:respond\w*|react\w*|waking up|moving(?! (?:to|house|away|here|from)))|\bunresponsive\b",
    r"\b(?:turn(?:ed|s|ing)?|went|goes|gone|going) (?:all |very )?(?:blue|purple)\b|\blips? (?:is |are |look )?(?:all )?(?:blue|purple)\b|\bblue lips\b",
    rf"\b(?:swallow\w*|ate|eaten|drank|drunk|drinking)\b.{{0,20}}\b{_HARMFUL_EN}\b",
    r"\b(?:fell|fallen) (?:down )?(?:out of|from|off|down) (?:\w+ ){0,2}(?:window|balcony|roof|stairs|floor|building|ladder|tree|bed|table|chair|sofa|bike|scooter)\b",
    r"\b(?:hit|hurt|bumped|banged|injured) (?:his|her|their|the) head\b|\bhead injury\b|\bdelirious\b|\bbleeding (?:a lot|badly|heavily)\b",
    r"\b(?:took|taken|given) the wrong (?:pills?|medicine|drug)\b",
    r"\b(?:fell|fallen) (?:in|into) (?:the |a )?(?:water|river|pool|pond|lake|well)\b",
    r"\b(?:scald\w*|burn(?:ed|t)(?! out)|burns|car accident|hit by a car|broken (?:arm|leg|bone))\b",
    r"\b(?:face|lips?|tongue|throat)\b.{0,12}\bsw(?:ell|oll).{0,24}\b(?:wheez|breath|gasp)|\bgasping\b|\banaphyla",
)

#: Who must be called, and the words that say so. Every trouble below is in one of these lists: the emergency number always comes first.
DANGERS: dict[Danger, tuple[str, ...]] = {
    Danger.POLICE: (*_GONE, *_VIOLENCE, *_DESPAIR, *_BULLYING, *_LEFT_ALONE, *_RESCUE),
    Danger.AMBULANCE: (*_ILL, *_HURT, *_DESPAIR, *_RESCUE),
}
TROUBLES: dict[Trouble, tuple[str, ...]] = {
    Trouble.BITTEN: _BITTEN,
    Trouble.DESPAIR: _DESPAIR,
    Trouble.VIOLENCE: _VIOLENCE,
    Trouble.BULLYING: _BULLYING,
    Trouble.LEFT_ALONE: _LEFT_ALONE,
}
#: Help lines (ids of hotlines) that are named behind the emergency numbers.
HELP: dict[Trouble, tuple[str, ...]] = {
    Trouble.BITTEN: ("health",),
    Trouble.DESPAIR: ("mind", "youth"),
    Trouble.VIOLENCE: ("women", "city"),
    Trouble.BULLYING: ("youth",),
    Trouble.LEFT_ALONE: ("city",),
}

_TROUBLES = {trouble: [re.compile(one) for one in words] for trouble, words in TROUBLES.items()}
_DANGERS = {danger: [re.compile(one) for one in words] for danger, words in DANGERS.items()}


def dangers(text: str) -> tuple[Danger, ...]:
    """Who must be called at once, the police first; empty for nearly every text."""
    said = plain(text)
    return tuple(one for one, words in _DANGERS.items() if any(word.search(said) for word in words))


def troubles(text: str) -> tuple[Trouble, ...]:
    """What the danger is about, as far as somebody helps with just that; never without a danger."""
    said = plain(text)
    return tuple(one for one, words in _TROUBLES.items() if any(word.search(said) for word in words))


def help_lines(found: Iterable[Trouble]) -> tuple[str, ...]:
    """Whom to call after the emergency numbers (ids of hotlines), each once."""
    return tuple(dict.fromkeys(line for one in found for line in HELP[one]))
