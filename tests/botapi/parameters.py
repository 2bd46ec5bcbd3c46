"""Which parameters each method knows, which of them it needs, and their types.

Source: the Bot API's own description of its methods (core.telegram.org/bots/api), as of aiogram 3.31.
The real server ignores unknown parameters; here they are a violation, because a misspelt one is a bug.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from tests.botapi.answers import Json, violation

# name:type, with ! when required. Types: str int float bool chat list object file
_SEND = (
    "chat_id:chat! message_thread_id:int disable_notification:bool protect_content:bool "
    "allow_paid_broadcast:bool message_effect_id:str reply_parameters:object reply_markup:object "
)
_CAPTION = "caption:str parse_mode:str caption_entities:list "
_EDIT = "chat_id:chat! message_id:int! reply_markup:object "
_NOTATION = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:list",
    "setWebhook": "url:str! certificate:file ip_address:str max_connections:int allowed_updates:list "
    "drop_pending_updates:bool secret_token:str",
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "getFile": "file_id:str!",
    "setMyCommands": "commands:list! scope:object language_code:str",
    "deleteMyCommands": "scope:object language_code:str",
    "getMyCommands": "scope:object language_code:str",
    "setMyName": "name:str language_code:str",
    "setMyDescription": "description:str language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
    "setChatMenuButton": "chat_id:int menu_button:object",
    "sendMessage": _SEND + "text:str! parse_mode:str entities:list link_preview_options:object",
    "sendPhoto": _SEND + _CAPTION + "photo:file! has_spoiler:bool show_caption_above_media:bool",
    "sendDocument": _SEND + _CAPTION + "document:file! thumbnail:file disable_content_type_detection:bool",
    "sendVenue": _SEND + "latitude:float! longitude:float! title:str! address:str! foursquare_id:str "
    "foursquare_type:str google_place_id:str google_place_type:str",
    "sendLocation": _SEND + "latitude:float! longitude:float! horizontal_accuracy:float live_period:int "
    "heading:int proximity_alert_radius:int",
    "sendChatAction": "chat_id:chat! message_thread_id:int action:str!",
    "editMessageText": _EDIT + "text:str! parse_mode:str entities:list link_preview_options:object",
    "editMessageCaption": _EDIT + _CAPTION + "show_caption_above_media:bool",
    "editMessageReplyMarkup": _EDIT,
    "editMessageMedia": _EDIT + "media:object!",
    "deleteMessage": "chat_id:chat! message_id:int!",
    "answerCallbackQuery": "callback_query_id:str! text:str show_alert:bool url:str cache_time:int",
}
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
}


@dataclass(frozen=True)
class Field:
    """One parameter of a method."""

    type: str
    required: bool


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    data: bytes


def _fields(notation: str) -> dict[str, Field]:
    pairs = (word.split(":") for word in notation.split())
    return {name: Field(kind.rstrip("!"), kind.endswith("!")) for name, kind in pairs}


METHODS = {method: _fields(notation) for method, notation in _NOTATION.items()}
SPELLING = {method.lower(): method for method in METHODS}  # the real server does not mind the case


def read(method: str, given: Json, uploads: dict[str, Upload]) -> Json:
    """The parameters of a call, typed. A violation for unknown, missing, ill-typed ones and unused files."""
    fields = METHODS[method]
    for name in given:
        if name not in fields:
            raise violation(f"unknown parameter {name!r} of {method}")
    unused = set(uploads)
    values: Json = {}
    for name, field in fields.items():
        if name in uploads and field.type == "file":
            values[name] = uploads[name]
            unused.discard(name)
        elif name in given and given[name] is not None:
            values[name] = _typed(name, field.type, given[name], uploads, unused)
        if field.required and values.get(name) in (None, "") and (method, name) != ("setWebhook", "url"):
            raise violation(_MISSING.get(name, f"parameter {name!r} is required"))
    if unused:
        raise violation(f"file {min(unused)!r} came with the request and is not used")
    return values


def _typed(name: str, kind: str, value: Any, uploads: dict[str, Upload], unused: set[str]) -> Any:
    if kind == "str":
        return string(name, value)
    if kind in ("int", "float"):
        return number(name, kind, value)
    if kind == "bool":
        return boolean(name, value)
    if kind == "chat":
        return chat(value)
    if kind == "file":
        return attached(name, value, uploads, unused)
    loaded: Any = _json(name, value)
    if not isinstance(loaded, list if kind == "list" else dict):
        raise violation(f"{kind} expected as {name}")
    if isinstance(loaded, dict) and name == "media":
        loaded = {**loaded, "media": attached("media", loaded.get("media"), uploads, unused)}
    return loaded


def string(name: str, value: Any) -> str:
    """A string that can be written as UTF-8 (JSON can smuggle in lone surrogates)."""
    if not isinstance(value, str):
        raise violation(f"{name} must be a string")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise violation("strings must be encoded in UTF-8") from None
    return value


def number(name: str, kind: str, value: Any) -> Any:
    """An int or a float, written as JSON or as plain ASCII digits."""
    if isinstance(value, str) and re.fullmatch(
        r"-?[0-9]{1,18}" + (r"(\.[0-9]+)?" if kind == "float" else ""), value
    ):
        value = float(value) if kind == "float" else int(value)
    allowed: tuple[type, ...] = (int, float) if kind == "float" else (int,)
    if isinstance(value, bool) or not isinstance(value, allowed):
        raise violation(f"{name} must be a number ({kind})")
    return value


def boolean(name: str, value: Any) -> bool:
    """true or false, as JSON or as the words."""
    words = {"true": True, "false": False, "1": True, "0": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise violation(f"{name} must be true or false")


def chat(value: Any) -> int:
    """A chat id. Names of channels (@name) exist in the real API and are of no use here."""
    if isinstance(value, str) and not value:
        raise violation("chat_id is empty")
    if isinstance(value, bool) or not re.fullmatch(r"-?[0-9]{1,18}", str(value)):
        raise violation("chat identifier must be a valid Integer")
    return int(value)


def attached(name: str, value: Any, uploads: dict[str, Upload], unused: set[str]) -> Upload | str:
    """The upload named by attach://…, or the string itself (a file id)."""
    value = string(name, value)
    if not value.startswith("attach://"):
        return value
    upload = uploads.get(value.removeprefix("attach://"))
    if upload is None:
        raise violation(f"wrong {name}: the attached file is missing")
    unused.discard(value.removeprefix("attach://"))
    return upload


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise violation(f"can't parse {name} JSON object") from None
