"""The words: every sentence a person reads passes through here.

`_("Next for {name}", name=child_name)` looks the sentence up along the language's fallback chain, then puts the values in. Templates
know bare `{names}` only; values are escaped, never interpreted, and set apart from the sentence in right-to-left languages.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from gettext import c2py
from pathlib import Path
from unicodedata import category

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.messages.pofile import read_po

from rules.languages import chain, is_rtl

_TAG = re.compile(r"<[^<>]*>")
#: Kinds of characters that end a line, ring a bell, or are no character at all.
_UNFIT = ("Cc", "Cs", "Zl", "Zp")
_NAME = re.compile(r"\{([a-z_]+)\}")
#: First strong isolate and its end: what stands between them cannot turn its neighbours around.
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
#: Languages in which every sentence exists; more catalogues may be there, and fall back to these.
SOURCE_INTERFACE, SOURCE_KNOWLEDGE = "en", "zh_CN"

#: How dates are written. Parsed once: given a code, Babel compares it with the names of all its languages for every date.
_LOCALES = {code: Locale.parse(code) for code in ("zh_CN", "zh_TW", "en")}


class Html(str):
    """Text that is ready to be shown: markup is ours, everything inserted was escaped."""

    __slots__ = ()

    def __add__(self, other: str) -> Html:
        return Html(str(self) + (other if isinstance(other, Html) else html.escape(other, quote=False)))


def plain(text: str) -> str:
    """A ready text for somewhere without markup, in signs every program takes: no control characters, no halves of characters."""
    bare = html.unescape(_TAG.sub("", text))
    return "".join(one if one == "\n" or category(one) not in _UNFIT else " " for one in bare)


def join(parts: list[Html], between: str = "\n") -> Html:
    """Several ready texts as one."""
    return Html(between.join(parts))


@dataclass(frozen=True)
class Catalogue:
    """One language's file, compiled: whole sentences, sentences that depend on a number, and which form a number takes."""

    sentences: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]

    @classmethod
    def read(cls, path: Path) -> Catalogue:
        """The translated entries of a .po file; what is empty is as if it were not there."""
        with path.open("rb") as file:
            found = read_po(file)
        sentences: dict[str, str] = {}
        plurals: dict[str, tuple[str, ...]] = {}
        for message in found:
            if isinstance(message.id, str):
                if message.id and isinstance(message.string, str) and message.string:
                    sentences[message.id] = message.string
            elif isinstance(message.string, tuple | list) and all(message.string):
                plurals[message.id[0]] = tuple(message.string)
        return cls(sentences, plurals, c2py(found.plural_expr))


@dataclass(frozen=True)
class Catalogues:
    """All languages, compiled in memory at start: sentences of the interface, and texts of the packs."""

    interface: Mapping[str, Catalogue]
    knowledge: Mapping[str, Catalogue]

    @classmethod
    def load(cls, folder: Path) -> Catalogues:
        """Reads `<folder>/<language>/LC_MESSAGES/{messages,content}.po`."""

        def read(name: str) -> dict[str, Catalogue]:
            paths = sorted(folder.glob(f"*/LC_MESSAGES/{name}.po"))
            return {path.parts[-3]: Catalogue.read(path) for path in paths}

        return cls(read("messages"), read("content"))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages a person can choose: those with an interface catalogue, and the source language."""
        return tuple(
            sorted(
                {SOURCE_INTERFACE, *self.interface}, key=lambda code: (code != "zh_CN", code != "en", code)
            )
        )

    def speak(self, language: str) -> Words:
        return Words(self, language)


class Words:
    """One language, ready to speak."""

    def __init__(self, catalogues: Catalogues, language: str) -> None:
        self.catalogues = catalogues
        self.language = language
        self.rtl = is_rtl(language)
        self._chain = chain(language)
        #: Whether Chinese comes first among what this language falls back to.
        self.reads_chinese = next(code for code in self._chain if code in ("zh_CN", "en")) == "zh_CN"
        self._locale = _LOCALES[next((code for code in self._chain if code in _LOCALES), "en")]

    def __call__(self, msgid: str, **values: object) -> Html:
        """The sentence in this language with its values in place."""
        return self._fill(self._sentence(msgid), values)

    def ngettext(self, one: str, many: str, number: int, **values: object) -> Html:
        """The sentence for this number, by the language's own plural rule."""
        for code in self._chain:
            catalogue = self.catalogues.interface.get(code)
            forms = catalogue.plurals.get(one) if catalogue else None
            if catalogue and forms:
                return self._fill(forms[min(catalogue.form(number), len(forms) - 1)], values)
            if code == SOURCE_INTERFACE:
                break
        return self._fill(one if number == 1 else many, values)

    def fact(self, text: str, **values: object) -> Html:
        """A text of the knowledge packs. It is written in Chinese; where a speaker of another language gets that, it says so."""
        if not text:
            return Html("")
        found = self._translated(text)
        said = self._fill(html.escape(found or text, quote=False), values)
        return said if found or self.reads_chinese else said + " " + self("(only in Chinese)")

    def plain_fact(self, text: str) -> str:
        """A text of the packs for programs: not escaped, in Chinese where this language lacks it."""
        return self._translated(text) or text

    def _translated(self, text: str) -> str | None:
        """A pack's text in this language or one before Chinese in its chain; nothing where Chinese itself is meant."""
        for code in self._chain:
            if code == SOURCE_KNOWLEDGE:
                return None
            found = self._string(self.catalogues.knowledge, code, text)
            if found:
                return found
        return None

    def day(self, value: date, weekday: bool = False) -> str:
        """A date as people of this language write it."""
        if self._locale.language == "zh":
            return format_date(value, "y年M月d日 EEE" if weekday else "y年M月d日", locale=self._locale)
        return format_date(value, "EEE d MMM y" if weekday else "d MMM y", locale=self._locale)

    def month(self, value: date) -> str:
        """A month as people of this language write it."""
        return format_date(value, "y年M月" if self._locale.language == "zh" else "MMM y", locale=self._locale)

    def day_of_month(self, value: date) -> str:
        """A date without its year, for days that are near."""
        return format_date(value, "M月d日" if self._locale.language == "zh" else "d MMM", locale=self._locale)

    def short_day(self, value: date) -> str:
        """A date where there is little room: the year in front in Chinese, as booklets have it."""
        return format_date(
            value, "y.M.d" if self._locale.language == "zh" else "d MMM y", locale=self._locale
        )

    def clock(self, value: time) -> str:
        """A time of day, 24 hours."""
        return format_time(value, "HH:mm", locale=self._locale)

    def moment(self, value: datetime) -> str:
        """Day and time; the value is already in the reader's zone."""
        return format_datetime(
            value,
            "y年M月d日 HH:mm" if self._locale.language == "zh" else "d MMM y HH:mm",
            tzinfo=value.tzinfo,
            locale=self._locale,
        )

    @property
    def own_name(self) -> str:
        """The language's name in itself, as people look for it."""
        return Locale.parse(self.language).get_language_name(self.language) or self.language

    def _sentence(self, msgid: str) -> str:
        for code in self._chain:
            if code == SOURCE_INTERFACE:
                return msgid
            found = self._string(self.catalogues.interface, code, msgid)
            if found:
                return found
        return msgid

    @staticmethod
    def _string(catalogues: Mapping[str, Catalogue], code: str, msgid: str) -> str | None:
        catalogue = catalogues.get(code)
        return catalogue.sentences.get(msgid) if catalogue else None

    def _fill(self, template: str, values: Mapping[str, object]) -> Html:
        def put(match: re.Match[str]) -> str:
            name = match.group(1)
            return self._show(values[name]) if name in values else match.group(0)

        return Html(_NAME.sub(put, template))

    def _show(self, value: object) -> str:
        if isinstance(value, datetime):
            shown = self.moment(value)
        elif isinstance(value, date):
            shown = self.day(value)
        elif isinstance(value, time):
            shown = self.clock(value)
        else:
            shown = value if isinstance(value, Html) else html.escape(str(value), quote=False)
        return f"{_ISOLATE}{shown}{_END_ISOLATE}" if self.rtl else shown
