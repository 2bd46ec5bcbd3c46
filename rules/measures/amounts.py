"""Amounts in a text: numbers in digits or Chinese numerals, units as people write them, and the words that say what is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from rules.birthdays.tidy import LONGEST, number, tidy
from rules.growth import Kind

#: Units as people write them, the longer word before the one it holds; and how many grams or millimetres one is.
_WEIGHTS: tuple[tuple[str, int], ...] = (
    (r"公斤|千克|㎏|kilograms?|kilos?|kgs?(?![a-z])", 1000),
    (r"市?斤|jin(?![a-z])", 500),
    (r"克|grams?|g(?![a-z])", 1),
)
_LENGTHS: tuple[tuple[str, int], ...] = (
    (r"厘米|公分|㎝|cent[io]met(?:er|re)s?|cms?(?![a-z])", 10),
    (r"毫米|㎜|millimet(?:er|re)s?|mm(?![a-z])", 1),
    (r"公尺|米|met(?:er|re)s?|m(?![a-z])", 1000),
)
_UNIT = "|".join(pattern for pattern, _ in (*_WEIGHTS, *_LENGTHS))
_WEIGHT_UNIT = "|".join(pattern for pattern, _ in _WEIGHTS)

_NAMES: dict[Kind, str] = {
    Kind.WEIGHT: r"体重|净重|毛重|重量|重|称|weigh(?:t|s|ed|ing)?|wt(?![a-z])",
    Kind.LENGTH: r"身高|身长|个头|个子|身|长|高|length|long|height|tall",
    Kind.HEAD: r"头围|头|head(?:\s?circumference)?",
}
_NAME = re.compile("|".join(f"(?P<{kind.value}>{words})" for kind, words in _NAMES.items()))

_HAN = "〇零一二三四五六七八九十百"
_NAME_RIGHT_BEFORE = re.compile(rf"(?:{'|'.join(_NAMES.values())})[\s:,是为有约]*$")
_NAME_BEHIND = re.compile(r"\s?(?:long|tall|高|长)(?!\s?[0-9])")
#: No part of a date, a time, an age, a percentage, a range.
_DIGITS = (
    r"(?<![0-9.])(?<![0-9][-~/:])[0-9]{1,6}(?:\.[0-9]{1,3})?(?![0-9]|\.[0-9]|\s?[-~/:年月日号岁周星天个点#%])"
)
_NUMERAL = rf"[{_HAN}两]{{1,7}}(?:[点點][{_HAN}]{{1,3}})?(?![{_HAN}两])"
#: What may follow a unit at once: 7公斤半, 15斤3两, 7斤3, 1米05; digits that begin the next amount are no tail.
_TAIL = rf"(?P<half>半)|(?P<tail>[0-9]{{1,2}}|[{_HAN}]{{1,3}})(?P<liang>两)?(?![0-9.{_HAN}]|\s?(?:{_UNIT}))"
_AMOUNT = re.compile(
    rf"(?:(?P<digits>{_DIGITS})|(?P<numeral>{_NUMERAL}))\s?(?:(?P<unit>{_UNIT})(?:{_TAIL})?)?"
)
#: Behind a number without a unit nothing may stand that could be a unit we do not know ("16 lb").
_HARMLESS = re.compile(
    r"\s?(?:$|[,;.!?()\n]|[0-9]|今|昨|前|大前|刚|的|了|吧|哦|啊|呢|today|yesterday|this|at|on|and|出生|"
    + "|".join(_NAMES.values())
    + ")"
)
#: Words about measuring, which leave nothing but the day.
_NO_DAY = re.compile(
    r"平?躺着?|站着?|[测量]|lying(?: down)?|standing|stood|measured|(?:he|she|it) was|给|宝宝|宝贝|孩子|baby"
)
_LYING, _STANDING = re.compile(r"躺|卧|lying|laid"), re.compile(r"站|standing|stood")
#: A comma within a number: "7,65 kg", "68,5 cm"; "7,6" where no other number follows; else it stands between two.
_COMMA = re.compile(
    rf"(?<![0-9.,])([0-9]{{1,3}}),"
    rf"([0-9]{{1,3}}(?=\s?(?:{_WEIGHT_UNIT}))|[0-9](?=\s?(?:{_UNIT}))|[0-9](?![0-9.,])(?=[^0-9]*$))"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was typed. `size`: grams or millimetres of its unit; `weighs`: whether the unit is one of weight; both nothing without a unit."""

    number: Decimal
    kind: Kind | None = None
    size: int | None = None
    weighs: bool | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """The amounts in their order, the text without them (a day may stand there), how the length was taken, and whether something was not read."""

    amounts: tuple[Amount, ...]
    rest: str
    lying: bool | None = None
    unread: bool = False


def read_amounts(text: str) -> Read:
    """Never raises. Dates such as 2026-11-20 and 11月20日 are no amounts."""
    tidied = _COMMA.sub(r"\1.\2", tidy(text))
    if len(tidied) > LONGEST:
        return Read((), "", unread=True)
    found: list[Amount] = []
    rest, end, unread = "", 0, False
    for match in _AMOUNT.finditer(tidied):
        between = tidied[end : match.start()]
        amount = _amount(match, between)
        if amount is None:
            unread = unread or match["digits"] is not None
            continue
        found.append(amount)
        behind = None if _NAME.search(between) else _NAME_BEHIND.match(tidied, match.end())
        rest, end = f"{rest} {between}", behind.end() if behind else match.end()
    rest = _NO_DAY.sub(" ", _NAME.sub(" ", f"{rest} {tidied[end:]}"))
    return Read(tuple(found), " ".join(rest.split()), _lying(tidied), unread)


def _lying(tidied: str) -> bool | None:
    lying, standing = bool(_LYING.search(tidied)), bool(_STANDING.search(tidied))
    return lying if lying != standing else None


def _amount(match: re.Match[str], before: str) -> Amount | None:
    """Nothing for a number that is no amount, or one whose unit we do not know."""
    kind = _kind(before, match)
    value = Decimal(match["digits"]) if match["digits"] else _numeral(match["numeral"])
    if value is None:
        return None
    if match["unit"] is None:
        # 一 in 一起 is no amount; 头围四十三 is
        sure = match["digits"] or _NAME_RIGHT_BEFORE.search(before)
        return Amount(value, kind) if sure and _HARMLESS.match(match.string, match.end()) else None
    size = next(size for pattern, size in (*_WEIGHTS, *_LENGTHS) if re.fullmatch(pattern, match["unit"]))
    weighs = re.fullmatch(_WEIGHT_UNIT, match["unit"]) is not None
    part = _part(match, size, weighs=weighs)
    if part is None or (part and value != value.to_integral_value()):
        return None
    return Amount(value + part, kind, size, weighs)


def _part(match: re.Match[str], size: int, *, weighs: bool) -> Decimal | None:
    """What stands behind the unit, in units: 斤 and 公斤 have tenths (7斤3), or 两 of 50 g; a metre has centimetres (1米05, 1米2)."""
    if match["half"]:
        return Decimal("0.5")
    if not match["tail"]:
        return Decimal(0)
    digits = match["tail"] if match["tail"].isascii() else _digits(match["tail"])
    if digits is None or size == 1:
        return None
    if match["liang"]:
        return Decimal(digits) * 50 / size if weighs else None
    return Decimal(f"0.{digits}") if size == 1000 or len(digits) == 1 else None


def _digits(written: str) -> str | None:
    """零五 is "05", 二 is "2", 二十 is "20"."""
    signs = {sign: str(place) for place, sign in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}
    if all(sign in signs for sign in written):
        return "".join(signs[sign] for sign in written)
    whole = number(written)
    return None if whole is None else str(whole)


def _numeral(written: str) -> Decimal | None:
    """七, 十五, 六十八, 一百零五, 七点五."""
    whole, point, part = (
        re.split("([点點])", written, maxsplit=1) if re.search("[点點]", written) else (written, "", "")
    )
    value = _whole(whole)
    if value is None:
        return None
    if not point:
        return Decimal(value)
    digits = _digits(part)
    return None if digits is None or len(digits) != len(part) else Decimal(f"{value}.{digits}")


def _whole(written: str) -> int | None:
    hundreds, hundred, rest = written.partition("百")
    if not hundred:
        return number(written)
    high = number(hundreds) if hundreds else None
    if high is None or high > 9:
        return None
    if not rest:
        return high * 100
    low = number(rest)
    if low is None:
        return None
    # 一百一 is 110, 一百零一 is 101
    return high * 100 + (low * 10 if len(rest) == 1 else low)


def _kind(before: str, match: re.Match[str]) -> Kind | None:
    """What the amount is called: the last word before it, or one right behind it ("68 cm tall")."""
    named = list(_NAME.finditer(before))
    if named:
        return Kind(named[-1].lastgroup or "")
    return Kind.LENGTH if _NAME_BEHIND.match(match.string, match.end()) else None
