"""Buttons by their names: a story says "Yes, I agree", and in a Chinese chat the Chinese button is meant."""

from __future__ import annotations

import re
from collections.abc import Callable

from dialogs.words import Catalogues
from tests.phones import Button

_TAGS = re.compile(r"<[^<>]*>")
_NAMES = re.compile(r"\\\{[a-z_]+\\\}")


def plain(label: str) -> str:
    """Without markup, and without emoji and marks around it."""
    return re.sub(r"^[^\w{]+|[^\w})]+$", "", _TAGS.sub("", label))


class Labels:
    """One language's names of buttons."""

    def __init__(self, catalogues: Catalogues, language: str) -> None:
        self.language = language
        self._catalogues = catalogues
        self._words = catalogues.speak(language)
        self._msgids = _by_plain(catalogues)

    def matcher(self, label: str) -> Callable[[Button], bool]:
        """Whether a button is called `label`: an English msgid, a text of the packs, or what it reads. Its beginning is enough."""
        msgids = self._msgids.get(plain(label), [])
        templates = [str(self._words(msgid)) for msgid in msgids] or [str(self._pack_text(label))]
        patterns = [
            re.compile(_NAMES.sub(".+?", re.escape(plain(template)))) for template in [*templates, label]
        ]

        def fits(button: Button) -> bool:
            shown = plain(button.label)
            return any(pattern.match(shown) for pattern in patterns if pattern.pattern)

        return fits

    def _pack_text(self, label: str) -> str:
        known = any(label in one.sentences for one in self._catalogues.knowledge.values())
        return self._words.plain_fact(label) if known else label


def _by_plain(catalogues: Catalogues) -> dict[str, list[str]]:
    """Msgids by their plain form."""
    found: dict[str, list[str]] = {}
    for msgid in {msgid for one in catalogues.interface.values() for msgid in one.sentences}:
        found.setdefault(plain(msgid), []).append(msgid)
    return found
