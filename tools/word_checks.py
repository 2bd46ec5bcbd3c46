"""What can be wrong with a translation without anybody speaking the language.

Each check yields (what is wrong, how to cure it). `entry_faults` runs those that fit the entry.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.dates import get_month_names

Fault = tuple[str, str]

#: The only thing a template may hold, as in dialogs/words.py.
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_TEMPLATE = re.compile(r"%(?:\([^)]*\))?[-+#0]*\d*(?:\.\d+)?[a-zA-Z]|\$\{|\{\{|\}\}|\{%")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)((?: [^<>]*)?)>")
#: The markup both channels understand; only a link carries anything else.
_TAGS = frozenset({"b", "i", "u", "s", "code", "pre", "a", "blockquote"})
_HREF = re.compile(r' href="[^"<>]+"')
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|#\d+|#x[0-9a-fA-F]+);")
_HALF_WIDTH = re.compile("[\u3400-\u9fff][,;:?!]")
_CHINESE_NUMBER = re.compile("[一二两三四五六七八九十]+")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}


def text_faults(text: str, markup: bool, chinese: bool) -> Iterator[Fault]:
    """What no text may hold, be it a sentence in the code, a text in a pack or a translation."""
    rest = _PLACEHOLDER.sub("", text)
    if "{" in rest or "}" in rest:
        yield (
            "holds a brace that is no bare {name}",
            "Names are small letters and _ only; write no other braces.",
        )
    danger = _TEMPLATE.search(text)
    if danger:
        yield (
            f"holds {danger[0]!r}, which looks like a template",
            "Values go in as {names} and in no other way.",
        )
    if markup:
        yield from _markup_faults(text)
    half = _HALF_WIDTH.search(text) if chinese else None
    if half:
        yield f"has an English sign after Chinese: {half[0]!r}", "Use the full-width sign: ，；：？！"


def _markup_faults(text: str) -> Iterator[Fault]:
    opened: list[str] = []
    for closing, name, attributes in _TAG.findall(text):
        if name not in _TAGS or (attributes and not (name == "a" and _HREF.fullmatch(attributes))):
            yield (
                f"has the tag <{name}{attributes}>",
                f"Only {', '.join(sorted(_TAGS))} are shown; only a has href.",
            )
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            yield f"closes <{name}> where it is not open", "Close tags in the reverse order of opening."
            return
    if opened:
        yield f"leaves <{opened[-1]}> open", f"Add </{opened[-1]}>."
    plain = _TAG.sub("", text)
    if "<" in plain or ">" in plain or "&" in _ENTITY.sub("", plain):
        yield "has a bare <, > or &", "Write &lt; &gt; &amp;, or another word."


def pair_faults(msgid: str, text: str, language: str, domain: str) -> Iterator[Fault]:
    """What differs between a sentence and its translation although it must not."""
    wanted, found = set(_PLACEHOLDER.findall(msgid)), set(_PLACEHOLDER.findall(text))
    for name in sorted(wanted - found):
        yield f"lacks {{{name}}}", f"Put {{{name}}} where its value belongs."
    for name in sorted(found - wanted):
        yield f"has {{{name}}}, which the sentence does not have", "Take it out; nothing would replace it."
    if domain == "messages" and _tags(msgid) != _tags(text):
        yield "has other tags than the sentence", "Use the same tags, each as often."
    if _edges(msgid, language) != _edges(text, language):
        yield "begins or ends with other spaces or line breaks", "Copy them from the sentence."
    yield from _number_faults(msgid, text, language, domain)


def plural_faults(
    ids: tuple[str, str], strings: tuple[str, ...], count: int, language: str
) -> Iterator[Fault]:
    """A sentence with a number: as many forms as the language has; the last must fit the plural."""
    if len(strings) != count:
        yield (
            f"has {len(strings)} plural forms, {language} has {count}",
            f"Give msgstr[0] to msgstr[{count - 1}].",
        )
        return
    yield from pair_faults(ids[1], strings[-1], language, "messages")
    known = {*_PLACEHOLDER.findall(ids[0]), *_PLACEHOLDER.findall(ids[1])}
    for text in strings[:-1]:
        if not set(_PLACEHOLDER.findall(text)) <= known:
            yield "has a {name} the sentence does not have", "Take it out; nothing would replace it."
        if _tags(text) != _tags(ids[1]):
            yield "has other tags than the sentence", "Use the same tags, each as often."


def _tags(text: str) -> Counter[str]:
    return Counter(match[0] for match in _TAG.finditer(text))


def _edges(text: str, language: str) -> tuple[str, str]:
    """White space at both ends. Chinese sets no spaces between words, so only its line breaks must agree."""
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return (before.strip(" "), after.strip(" ")) if language.startswith("zh") else (before, after)


def _number_faults(msgid: str, text: str, language: str, domain: str) -> Iterator[Fault]:
    """Numbers are facts. Those in digits must all be there; in packs a translation may not add any."""
    wanted, found = _numbers(msgid), _numbers(text)
    missing = wanted - found - _months(text, language)
    if missing:
        yield f"lacks the number {min(missing)}", "Write the same numbers, in digits."
    more = found - wanted - {_value(number) for number in _CHINESE_NUMBER.findall(msgid)}
    if domain == "content" and more:
        yield (
            f"has the number {min(more)}, which the text does not have",
            "Write only the numbers of the text.",
        )


def _numbers(text: str) -> set[int]:
    return {int(number) for number in re.findall(r"\d+", text)}


def _value(number: str) -> int:
    """一 to 九十九; anything longer is no number of ours and fits nothing."""
    tens, ten, ones = number.rpartition("十")
    if any(len(part) > 1 for part in (tens, ones)):
        return -1
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _months(text: str, language: str) -> set[int]:
    """Months written as words: "1 October 2019" holds a 10."""
    return {number for number, name in _month_names(language) if name in text.casefold()}


@cache
def _month_names(language: str) -> tuple[tuple[int, str], ...]:
    locale = Locale.parse(language)
    names = [get_month_names("wide", context, locale).items() for context in ("format", "stand-alone")]
    return tuple((number, name.casefold()) for items in names for number, name in items)
