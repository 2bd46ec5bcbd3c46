"""Telegram's HTML, read by its own rules (core.telegram.org/bots/api#html-style).

Stricter than the real server where it would hide that escaping was forgotten or something is lost: a bare or
unknown `&` is refused (the real one shows it), so is a link or an attribute it would silently drop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.botapi.answers import Json, violation

_KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_ATTRIBUTES = {
    "a": {"href"},
    "span": {"class"},
    "tg-emoji": {"emoji-id"},
    "code": {"class"},
    "blockquote": {"expandable"},
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]+));")
_TAG = re.compile(r"<(/?)([^\s<>/]*)((?:\s+[^<>]*)?)>")
_ATTRIBUTE = re.compile(r"""\s*([^\s=<>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?""")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REMOVED = re.compile(
    "[\r\u2028-\u202e]"
)  # what Telegram takes out of every text, direction overrides among it


def utf16(text: str) -> int:
    """Length in UTF-16 code units, the way Telegram counts."""
    return len(text) + sum(char > "\uffff" for char in text)


def is_link(url: str) -> bool:
    """Does Telegram take this address for a link? (No `tel:`, no `localhost`, no host without a dot.)"""
    bare_host = re.match(r"[\w.-]+(:[0-9]+)?([/?#]|$)", url)
    if re.search(r"[\s<>\"]", url) or not ("://" in url or bare_host):
        return False
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme == "tg":
        return bool(host)
    return parts.scheme in ("http", "https") and "." in host.strip(".")


def _wrong(text: str) -> Exception:
    return violation(f"can't parse entities: {text}")


def unescape(text: str, where: str) -> str:
    """Text between tags or in an attribute with its entities read."""

    def one(match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        if name:
            if name not in _NAMED:
                raise _wrong(f"unsupported entity {match[0]!r} {where}")
            return _NAMED[name]
        code = int(decimal) if decimal else int(hexadecimal, 16)
        if not 0 < code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            raise _wrong(f"wrong numeric entity {match[0]!r} {where}")
        return chr(code)

    bare = _ENTITY.sub("", text).find("&")
    if bare >= 0:
        raise _wrong(f"'&' that is not part of an entity {where}")
    return _ENTITY.sub(one, text)


@dataclass
class _Open:
    tag: str
    start: int
    value: str
    text_from: int


@dataclass
class _Reader:
    source: str
    text: list[str] = field(default_factory=list)
    length: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def where(self, position: int) -> str:
        return f"at byte offset {len(self.source[:position].encode())}"

    def read(self) -> None:
        position = 0
        while position < len(self.source):
            if self.source[position] == "<":
                position = self._tag(position)
                continue
            end = self.source.find("<", position)
            end = len(self.source) if end < 0 else end
            piece = unescape(self.source[position:end], self.where(position))
            self.text.append(piece)
            self.length += utf16(piece)
            position = end
        if self.stack:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')

    def _tag(self, position: int) -> int:
        where = self.where(position)
        match = _TAG.match(self.source, position)
        if match is None:
            raise _wrong(
                f"Unclosed {'end' if self.source[position + 1 :][:1] == '/' else 'start'} tag {where}"
            )
        slash, name, rest = match[1], match[2].lower(), match[3]
        if slash:
            self._close(name, where)
        elif name not in _KINDS:
            raise _wrong(f'Unsupported start tag "{name}" {where}')
        else:
            self.stack.append(_Open(name, self.length, self._value(name, rest, where), len(self.text)))
        return match.end()

    def _value(self, tag: str, rest: str, where: str) -> str:
        given: dict[str, str] = {}
        position, rest = 0, rest.rstrip()
        while position < len(rest):
            match = _ATTRIBUTE.match(rest, position)
            if match is None:
                raise _wrong(f'Empty attribute name in the tag "{tag}" {where}')
            if match[1].lower() not in _ATTRIBUTES.get(tag, set()):
                raise _wrong(f'Unsupported attribute "{match[1]}" of the tag "{tag}" {where}')
            given[match[1].lower()] = unescape(match[2] or match[3] or match[4] or "", where)
            position = match.end()
        if tag == "span" and given.get("class") != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" {where}')
        if tag == "a" and not is_link(given.get("href", "")):
            raise _wrong(f'Tag "a" must have a valid "href" {where}')
        if tag == "tg-emoji" and not given.get("emoji-id", "").isascii():
            raise _wrong(f"Invalid custom emoji identifier specified {where}")
        return "expandable" if "expandable" in given else next(iter(given.values()), "")

    def _close(self, name: str, where: str) -> None:
        if not self.stack:
            raise _wrong(f"Unexpected end tag {where}")
        last = self.stack.pop()
        if name != last.tag:
            raise _wrong(f'Unmatched end tag {where}, expected "</{last.tag}>", found "</{name}>"')
        if self.length > last.start:
            self.entities.append(_entity(last, self.length - last.start))


def _entity(opened: _Open, length: int) -> Json:
    entity: Json = {"type": _KINDS[opened.tag], "offset": opened.start, "length": length}
    if opened.tag == "a":
        entity["url"] = opened.value
    elif opened.tag == "tg-emoji":
        entity["custom_emoji_id"] = opened.value
    elif opened.value == "expandable":
        entity["type"] = "expandable_blockquote"
    return entity


def clean(text: str) -> str:
    """What Telegram does to every text first: control characters become spaces, some are removed."""
    return _CONTROL.sub(" ", _REMOVED.sub("", text))


def read_html(source: str) -> tuple[str, list[Json]]:
    """Text and entities of an HTML message, trimmed as Telegram does. Raises a violation with the reason."""
    reader = _Reader(clean(source))
    reader.read()
    return trim("".join(reader.text), reader.entities)


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut white space off both ends and keep the entities on their words."""
    shift = utf16(text) - utf16(text.lstrip())
    text = text.strip()
    end, kept = utf16(text), []
    outer_first = entities[::-1]  # inner ones are closed first
    for entity in sorted(outer_first, key=lambda one: (one["offset"], -one["length"])):
        start = max(0, entity["offset"] - shift)
        stop = min(end, entity["offset"] + entity["length"] - shift)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return text, kept
