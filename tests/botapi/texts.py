"""Texts and captions as they come with a call: parse mode, entities, length."""

from __future__ import annotations

from tests.botapi.answers import Json, violation
from tests.botapi.markup import clean, read_html, trim, utf16

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
_KNOWN_ENTITY = {"type", "offset", "length", "url", "user", "language", "custom_emoji_id"}


def message_text(given: Json) -> Json:
    """The members `text` and `entities` of a Message."""
    text, entities = _read(given, "text", "entities")
    if not text:
        raise violation("message text is empty")
    if utf16(text) > TEXT_UNITS:
        raise violation("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption(given: Json) -> Json:
    """The members `caption` and `caption_entities` of a Message; none for no caption."""
    if not given.get("caption"):
        return {}
    text, entities = _read(given, "caption", "caption_entities")
    if utf16(text) > CAPTION_UNITS:
        raise violation("message caption is too long")
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text} if text else {}


def short(given: Json, name: str, most: int, least: int = 0) -> str:
    """A plain text with a limit in UTF-16 units."""
    text = str(given.get(name) or "")
    if not least <= utf16(text) <= most:
        raise violation(f"{name} must have {least}-{most} characters")
    return text


def _read(given: Json, name: str, entities_name: str) -> tuple[str, list[Json]]:
    mode, entities = given.get("parse_mode"), given.get(entities_name)
    if mode and entities:
        raise violation(f"parse_mode and {entities_name} can't be used together")
    if mode:
        if mode.lower() != "html":
            raise violation(f"unsupported parse_mode {mode!r} (this bot speaks HTML)")
        return read_html(given[name])
    text = clean(given[name])
    for entity in entities or []:
        _check_entity(entity, utf16(text))
    return trim(text, entities or [])


def _check_entity(entity: object, length: int) -> None:
    if not isinstance(entity, dict) or not {"type", "offset", "length"} <= set(entity) <= _KNOWN_ENTITY:
        raise violation("can't parse MessageEntity")
    start, size = entity["offset"], entity["length"]
    if not (
        isinstance(start, int)
        and isinstance(size, int)
        and start >= 0
        and size > 0
        and start + size <= length
    ):
        raise violation("can't parse MessageEntity: it lies outside the text")
