"""Which vaccine somebody means who types its name: one for certain, a few to choose from, or none. Never a guess."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from dialogs.screens import Choice, Screen, rows
from dialogs.vaccine_words import vaccine_name
from dialogs.words import Words
from rules.birthdays.tidy import tidy
from rules.knowledge import Knowledge

#: More than this many are no question any more; the list is.
MOST_MEANT = 8
#: What stands around a name and changes nothing about it.
_AROUND = re.compile(
    r"^(?:打了|打的是?|打过|种了|接种了?|was|it was|given|got)|(?:疫苗|[针苗]|vaccines?|shots?|jabs?|dose)$"
)
#: What of a text is looked for by itself: "流脑ACYW135" is two words.
_WORDS = re.compile(r"[a-z0-9+]+|[\u3400-\u9fff]+")
_CLAUSE = re.compile(r"[（(].*?[)）]|vaccines?|疫苗")


def named(text: str, knowledge: Knowledge, _: Words) -> str | None:
    """The vaccine somebody typed: its code, one of its other names, or what stands on its button, in full or short."""
    for said in (_bare(text), _bare(_AROUND.sub("", tidy(text).strip()))):
        code = knowledge.book.named.get(said)
        if code is not None:
            return code
    labels = dict(_labels(knowledge, _))
    for read in (_bare, _short):
        found = [code for code, stands in labels.items() if read(stands) == read(text)]
        # "JE" alone may be either of two, "polio" injection or drops: that is asked about
        if len(found) == 1 and (read is _bare or meant(text, knowledge, _) in ([], found)):
            return found[0]
    return None


def meant(text: str, knowledge: Knowledge, _: Words) -> list[str]:
    """The few whose names hold what was typed, in the booklet's order: "流脑", "乙脑", "肺炎". Empty when there are none, or too many."""
    said = _AROUND.sub("", tidy(text).strip())
    words = _WORDS.findall(_bare(said))
    if not any(len(word) >= (3 if word.isascii() else 2) for word in words):
        return []
    labels = list(_labels(knowledge, _))
    names: dict[str, set[str]] = {code: {_bare(label)} for code, label in labels}
    for name, code in knowledge.book.named.items():
        names[code].add(name)
    codes = [
        code for code, _label in labels if any(all(word in name for word in words) for name in names[code])
    ]
    return codes if len(codes) <= MOST_MEANT else []


def spoken_of(text: str, knowledge: Knowledge, _: Words) -> list[str]:
    """Every vaccine whose name stands somewhere in a longer text, in the booklet's order; of names within names the longest."""
    said = tidy(text)
    names = {**knowledge.book.named, **{_short(label): code for code, label in _labels(knowledge, _)}}
    found = {
        name: code
        for name, code in names.items()
        if len(name) >= (3 if name.isascii() else 2) and _stands_in(name, said)
    }
    longest = {code for name, code in found.items() if not any(name in other != name for other in found)}
    return [code for code, _label in _labels(knowledge, _) if code in longest]


def _stands_in(name: str, said: str) -> bool:
    if not name.isascii():
        return name in _bare(said)
    return name in _bare(said) and bool(
        re.search(r"(?<![a-z0-9])" + r"\s?".join(map(re.escape, name)) + r"(?![a-z0-9])", said)
    )


def which_of(
    codes: list[str],
    knowledge: Knowledge,
    _: Words,
    pick: Callable[[str], str],
    *ways: Choice,
    booklet: bool = True,
) -> Screen:
    """The few as buttons; `pick` packs their addresses, `ways` are the other ways on."""
    choices = [Choice(vaccine_name(knowledge, code, _), pick(code)) for code in codes]
    text = _("Which of these is it? It stands in the booklet.") if booklet else _("Which of these is it?")
    return Screen(text, (*rows(*choices), *rows(*ways, width=2)))


def _labels(knowledge: Knowledge, _: Words) -> Iterator[tuple[str, str]]:
    """Every code with what stands on its button, products after their vaccine."""
    book = knowledge.book
    for code, one in book.vaccines.items():
        for key in (code, *one.products):
            yield key, html.unescape(vaccine_name(knowledge, key, _))
    for code in book.combinations:
        yield code, html.unescape(vaccine_name(knowledge, code, _))


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def _short(text: str) -> str:
    """ "Hepatitis B" of "Hepatitis B vaccine (of newborns)"."""
    return _CLAUSE.sub("", _bare(text))
