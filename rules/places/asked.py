"""Whether a typed text asks for something nearby, what for, and near what: "附近哪里打疫苗", "nursery near Jinghu Park". Pure, total."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from rules.asked import plain
from rules.places.place import Kind

_NEAR = re.compile(
    r"附近|最近的|离我(?:们)?(?:最)?近(?:的)?|离家近(?:的)?|周边|周围|旁边|边上|就近"
    r"|\b(?:near|nearby|nearest|closest|close to|around here|around me|close by)\b"
)
#: Asks for one of a kind, wherever: "哪里有托儿所", "where can I find a library".
_ANY = re.compile(
    r"(?:哪里|哪儿|哪边|哪)(?:有|能找到|找得到)|(?:找|想找)(?:一?个|一?家|一?所)"
    r"|\bwhere (?:is|are|can (?:i|we) find) (?:a|an|any|some|the nearest|the closest)\b|\b(?:looking for|find me|find) an? \b"
)
#: Asks where the ones of a kind are. Where one is vaccinated has a page of its own, and where one registers the papers.
_WHERE = re.compile(
    r"在哪(?:里|儿|边)?|怎么走|怎么去|有哪些|有哪几|\b(?:where(?:'s| is| are)(?: the)?|which|how (?:do|can) (?:i|we) get to)\b"
)
_NOT_WHERE = re.compile(
    r"报名|报到|登记|办|材料|补贴|补助|领|申请|学费|多少钱|要钱|免费|打|疫苗|接种|针|卡|本"
    r"|\b(?:enrol\w*|register\w*|appl\w*|papers?|documents?|cost\w*|free|pay|vaccin\w*|shots?|jabs?|get)\b"
)
_OF_SHOTS = ("vaccination_clinic", "community_health_centre")
#: What a text asks for besides, as the letters of the filters in buttons.
_WANTED = {
    "l": re.compile(r"六点(?:以)?后|6点(?:以)?后|晚上|下班后|夜里|\b(?:after six|after 6|evenings?|late)\b"),
    "s": re.compile(r"周六|星期六|礼拜六|周末|\b(?:saturdays?|weekends?)\b"),
    "i": re.compile(r"普惠|\b(?:inclusive|affordable|cheap)\b"),
    "m": re.compile(r"收外地|外地孩子|随迁|\bmigrant\b"),
}
_LATIN = re.compile(r"[a-z]")
#: What is left over once the kind and "near" are taken out, and names no place.
_FILLING = re.compile(
    r"哪里|哪儿|有没有|有什么|有啥|哪家|哪些|什么|地方|想找|我想|请问|可以|能不能|能|吗|呢|的|有|去|找|家|个|在|我们?|这里|这儿|好|谢谢|开门|开着|还开|开不开|开"
    r"|\b(?:is|are|there|any|an?|the|where|find|me|us|my|our|house|home|here|to|for|please|thanks?|i|we|can|go|looking|place|places|in|at|of|which|what|open|on|and)\b|[?？!！。，,.]"
)
#: What stands in names and addresses; what stands in sentences that are none.
_SIGN = re.compile(
    "路|街|大道|巷|小区|新村|村|镇|乡|社区|广场|学校|小学|中学|市场|超市|商场|公园|医院|车站|站|大厦|花园|苑|桥|楼|号|栋|区|县|厂|园"
    r"|\b(?:street|st|road|rd|square|park|station|market|mall|supermarket|school|hospital|community|district|village|town|bridge|building|factory|near)\b"
)
_SENTENCE = re.compile(
    r"[了吗么呢啊吧没不]\W*$|怎|咋|什么|为啥|为什么|能不能|可以|可不可|要不要|多少|几|谁|[?？]"
    r"|\b(?:how|what|why|when|who|can|could|do|does|did|is|are|was|has|have|my|we|i|he|she|not|lost|died)\b"
)
#: Characters (words in English) of a name that stands alone.
_SHORT, _SHORT_WORDS = 6, 3
#: How like a mistyped English kind must be, of 100.
_LIKE, _LONG = 84, 5


@dataclass(frozen=True, slots=True)
class Nearby:
    """Something nearby is asked for: the kind (id), if it was named, the filters (letters), and what else was said, which may be a place.
    `here`: "near" was said."""

    kind: str | None
    rest: str
    want: str = ""
    here: bool = False


def nearby(text: str, kinds: Mapping[str, Kind]) -> Nearby | None:
    """What is asked for; None where the text does not ask for places."""
    said = plain(text)
    near = bool(_NEAR.search(said))
    phrase, kind = _kind_in(said, kinds, near)
    if not near and (kind is None or not _asks(said, kind)):
        return None
    want = "".join(letter for letter, words in _WANTED.items() if words.search(said)) if kind else ""
    rest = said.replace(phrase, " ") if phrase else said
    for words in (_NEAR, _ANY, _WHERE, *_WANTED.values()):
        rest = words.sub(" ", rest)
    return Nearby(kind, " ".join(_FILLING.sub(" ", rest).split()), want, near)


def may_be_place(text: str) -> bool:
    """Whether words that were typed where a place was asked for may name one that we do not know; a sentence about something else is none."""
    said = plain(text).strip()
    if _SENTENCE.search(said):
        return False
    short = len(said.split()) <= _SHORT_WORDS if said.isascii() else len(said) <= _SHORT
    return bool(said) and (short or bool(_SIGN.search(said)))


def _asks(said: str, kind: str) -> bool:
    if _ANY.search(said):
        return True
    return kind not in _OF_SHOTS and bool(_WHERE.search(said)) and not _NOT_WHERE.search(said)


def _kind_in(said: str, kinds: Mapping[str, Kind], near: bool) -> tuple[str, str | None]:
    """The longest phrase of a kind that stands in the text; where "near" was said, also one that is nearly an English one."""
    found = [
        (phrase, kind.id)
        for kind in kinds.values()
        for phrase in (plain(kind.name), *kind.asked)
        if _stands(phrase, said)
    ]
    if not found and near:
        found = _nearly(said, kinds)
    return max(found, key=lambda one: len(one[0]), default=("", None))


def _nearly(said: str, kinds: Mapping[str, Kind]) -> list[tuple[str, str]]:
    """The word of the text that is nearly the name of a kind: "kindergarden", "nursary"."""
    known = {
        phrase: kind.id
        for kind in kinds.values()
        for phrase in kind.asked
        if phrase.isascii() and len(phrase) >= _LONG
    }
    hits = []
    for word in re.findall(r"[a-z]{5,}", said):
        hit = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=_LIKE)
        if hit is not None:
            hits.append((word, known[hit[0]]))
    return hits


def _stands(phrase: str, said: str) -> bool:
    if not _LATIN.search(phrase):
        return phrase in said
    return re.search(rf"\b{re.escape(phrase)}(?:s|es)?\b", said) is not None
