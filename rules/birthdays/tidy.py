"""One shape for what people type: digits, dashes, old characters, invisible marks. And ID-like numbers."""

import re
import unicodedata

LONGEST = 1000
"""Characters. A longer text is a story, not an answer to "which day?"; it is not searched for a date."""
SCANNED = 8_000
"""Characters looked at for ID-like numbers, far above what a channel lets through."""

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣", "-"),
        **dict.fromkeys("。·・•", "."),
        **dict.fromkeys("⁄∕\\", "/"),
        **dict.fromkeys("、，", ","),
        **dict.fromkeys("○◯", "〇"),
        **dict(zip("壹贰叁肆伍陆柒捌玖拾貳參陸弍", "一二三四五六七八九十二三六二", strict=True)),
        **dict(
            zip(
                "號歲農曆歷陽陰閏臘屬個虛舊國兩龍馬雞豬龜當",
                "号岁农历历阳阴闰腊属个虚旧国两龙马鸡猪龟当",
                strict=True,
            )
        ),
    }
)
NUMERALS = "〇零一二三四五六七八九十廿卅"
_DIGIT = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "o": 0, "两": 2}


_LETTER_O = re.compile(r"(?<=[0-9])o(?=[0-9])")


def tidy(text: str) -> str:
    """Lower case, ASCII digits and signs, simplified date words, single spaces, nothing invisible.

    Only true decimal digits become digits: "²", "①" and "½" turn into "#", beside which no number is read.
    """
    signs = "".join(map(_sign, text.strip()[:SCANNED].translate(_PLAIN)))
    return _LETTER_O.sub("0", " ".join(signs.lower().translate(_PLAIN).split()))


def _sign(sign: str) -> str:
    if sign.isascii() and sign.isprintable():
        return sign
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    if "！" <= sign <= "～":  # the full-width forms of ASCII
        return chr(ord(sign) - 0xFEE0)
    kind = unicodedata.category(sign)
    if kind in {"Cf", "Cs", "Mn", "Me"}:
        return ""
    if kind in {"No", "Nl"} and sign not in NUMERALS:
        return "#"
    return " " if kind[0] in "CZ" else sign


_LONG_NUMBER = re.compile(r"[0-9]{15,}|[0-9]{14}x")
_GROUPED = re.compile(r"(?<![0-9])(?=([0-9](?:[ ,./_-]{0,2}[0-9x]){14,17})(?![0-9]))")
_MONTH_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_ID_18 = re.compile(rf"[1-9][0-9]{{5}}(?:19|20)[0-9]{{2}}{_MONTH_DAY}[0-9]{{3}}[0-9x]")
_ID_15 = re.compile(rf"[1-9][0-9]{{7}}{_MONTH_DAY}[0-9]{{3}}")


def has_id_number(tidied: str) -> bool:
    """Whether an ID-like number is in the text: any 15 digits or more on end, or an identity number
    (18 characters, 15 before 2000) written in groups."""
    if _LONG_NUMBER.search(tidied):
        return True
    grouped = (re.sub("[^0-9x]", "", match[1]) for match in _GROUPED.finditer(tidied))
    return any(_ID_18.fullmatch(number) or _ID_15.fullmatch(number) for number in grouped)


_DIGITS_IN_WORDS = str.maketrans("零〇一二三四五六七八九", "00123456789")


def looks_like_id_number(text: str) -> bool:
    """Whether what was typed holds an ID-like number, in digits of any form or in Chinese numerals. For every door where words come in."""
    tidied = tidy(text)
    return has_id_number(tidied) or has_id_number(tidied.translate(_DIGITS_IN_WORDS))


def number(written: str) -> int | None:
    """1 to 99 in digits or Chinese numerals ("31", "三十一", "廿三", "零五"); None for anything else."""
    if written.isascii():
        return int(written) if written.isdecimal() else None
    written = written.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = written.partition("十")
    if not ten:
        return _digits(written)
    high, low = _DIGIT.get(tens or "一"), _DIGIT.get(ones or "零")
    return None if high is None or low is None else high * 10 + low


def year_number(written: str) -> int | None:
    """A year of two or four signs, digits or Chinese ("2023", "二〇二三", "二o二三", "23"), as it stands."""
    return int(written) if written.isascii() and written.isdecimal() else _digits(written)


def _digits(written: str) -> int | None:
    values = [int(sign) if sign in "0123456789" else _DIGIT.get(sign) for sign in written]
    if not values or len(values) > 4:
        return None
    return None if None in values else int("".join(map(str, values)))
