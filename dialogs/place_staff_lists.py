"""Vaccines and languages of a place as people type them: names or codes, several with commas between."""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError

from dialogs.near_words import language_name
from dialogs.vaccine_names import named
from dialogs.words import Words
from rules.knowledge import Knowledge
from rules.places.tongues import LANGUAGES

_BETWEEN = re.compile(r"[,，、;；\n]+")


def as_codes(column: str, text: str, knowledge: Knowledge, _: Words) -> str:
    """The codes of what was typed; what nobody knows stays as it is, and is found wrong by the validation of rows. Other columns: the text."""
    if column not in ("vaccines", "languages"):
        return text
    words = [word.strip() for word in _BETWEEN.split(text) if word.strip()]
    if column == "vaccines":
        return ",".join(named(word, knowledge, _) or word for word in words)
    return ",".join(_language(word) for word in words)


def _language(word: str) -> str:
    """By its code, or its name in Chinese, in English or in itself."""
    names = {code.lower(): code for code in LANGUAGES}
    for code in sorted(LANGUAGES):
        for said in (language_name(code), _named_in("zh", code), _named_in("en", code)):
            names.setdefault(said.lower(), code)
    names.update({"中文": "zh_CN", "汉语": "zh_CN", "普通话": "zh_CN", "chinese": "zh_CN"})
    said = word.lower().replace("-", "_")
    return names.get(said, word)


def _named_in(language: str, code: str) -> str:
    try:
        return Locale.parse(code).get_language_name(language) or code
    except (UnknownLocaleError, ValueError):
        return code
