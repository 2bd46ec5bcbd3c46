"""The words: every sentence a person reads passes through here.

`_("Next for {name}", name=child_name)` looks the sentence up along the language's fallback chain, then puts the values in. Templates
know bare `{names}` only; values are escaped, never interpreted, and set apart from the sentence in right-to-left languages.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from rules.languages import chain, is_rtl

_NAME = re.compile(r"\{([a-z_]+)\}")
#: First strong isolate and its end: what stands between them cannot turn its neighbours around.
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
#: Languages in which every sentence exists; more catalogues may be there, and fall back to these.
SOURCE_INTERFACE, SOURCE_KNOWLEDGE = "en", "zh_CN"


class Html(str):
    """Text that is ready to be shown: markup is ours, everything inserted was escaped."""

    __slots__ = ()

    def __add__(self, other: str) -> Html:
        return Html(str(self) + (other if isinstance(other, Html) else html.escape(other, quote=False)))


def join(parts: list[Html], between: str = "\n") -> Html:
    """Several ready texts as one."""
    return Html(between.join(parts))


@dataclass(frozen=True)
class Catalogues:
    """All languages, compiled in memory at start: sentences of the interface, texts of the packs, and each language's own name."""

    interface: Mapping[str, Catalog]
    knowledge: Mapping[str, Catalog]

    @classmethod
    def load(cls, folder: Path) -> Catalogues:
        """Reads `<folder>/<language>/LC_MESSAGES/{messages,content}.po`."""

        def read(name: str) -> dict[str, Catalog]:
            found = {}
            for path in sorted(folder.glob(f"*/LC_MESSAGES/{name}.po")):
                with path.open("rb") as file:
                    found[path.parts[-3]] = read_po(file, locale=path.parts[-3])
            return found

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

    def __call__(self, msgid: str, **values: object) -> Html:
        """The sentence in this language with its values in place."""
        return self._fill(self._sentence(msgid), values)

    def ngettext(self, one: str, many: str, number: int, **values: object) -> Html:
        """The sentence for this number, by the language's own plural rule."""
        for code in self._chain:
            catalog = self.catalogues.interface.get(code)
            message = catalog.get(one) if catalog else None
            if message and message.string and all(message.string):
                forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
                return self._fill(forms[min(catalog.plural_func(number), len(forms) - 1)], values)  # type: ignore[union-attr]  # message implies catalog
            if code == SOURCE_INTERFACE:
                break
        return self._fill(one if number == 1 else many, values)

    def fact(self, text: str, **values: object) -> Html:
        """A text of the knowledge packs. It is written in Chinese; where this language lacks it, the Chinese says so."""
        if not text:
            return Html("")
        for code in self._chain:
            if code == SOURCE_KNOWLEDGE:
                return self._fill(html.escape(text, quote=False), values)
            found = self._string(self.catalogues.knowledge, code, text)
            if found:
                return self._fill(html.escape(found, quote=False), values)
        return self._fill(html.escape(text, quote=False), values) + self("(only in Chinese)")

    def plain_fact(self, text: str) -> str:
        """A text of the packs for programs: not escaped, in Chinese where this language lacks it."""
        for code in self._chain:
            if code == SOURCE_KNOWLEDGE:
                return text
            found = self._string(self.catalogues.knowledge, code, text)
            if found:
                return found
        return text

    def day(self, value: date, weekday: bool = False) -> str:
        """A date as people of this language write it."""
        if self.language.startswith("zh"):
            return format_date(value, "y年M月d日 EEE" if weekday else "y年M月d日", locale=self.language)
        return format_date(value, "EEE d MMM y" if weekday else "d MMM y", locale=self._locale)

    def clock(self, value: time) -> str:
        """A time of day, 24 hours."""
        return format_time(value, "HH:mm", locale=self._locale)

    def moment(self, value: datetime) -> str:
        """Day and time; the value is already in the reader's zone."""
        return format_datetime(
            value,
            "y年M月d日 HH:mm" if self.language.startswith("zh") else "d MMM y HH:mm",
            tzinfo=value.tzinfo,
            locale=self._locale,
        )

    @property
    def own_name(self) -> str:
        """The language's name in itself, as people look for it."""
        return Locale.parse(self.language).get_language_name(self.language) or self.language

    @property
    def _locale(self) -> str:
        return self.language if self.language in {"zh_CN", "zh_TW", "en"} else "en"

    def _sentence(self, msgid: str) -> str:
        for code in self._chain:
            if code == SOURCE_INTERFACE:
                return msgid
            found = self._string(self.catalogues.interface, code, msgid)
            if found:
                return found
        return msgid

    @staticmethod
    def _string(catalogues: Mapping[str, Catalog], code: str, msgid: str) -> str | None:
        catalog = catalogues.get(code)
        message = catalog.get(msgid) if catalog else None
        return message.string if message and isinstance(message.string, str) and message.string else None

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
