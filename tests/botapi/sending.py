"""The methods that say something new."""

from __future__ import annotations

from collections.abc import Callable

from tests.botapi import keyboards
from tests.botapi.answers import Json, refused, violation
from tests.botapi.chats import Chat
from tests.botapi.state import State
from tests.botapi.texts import caption, message_text, short

_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
_PREVIEW = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}
_REPLY = {
    "message_id",
    "chat_id",
    "allow_sending_without_reply",
    "quote",
    "quote_parse_mode",
    "quote_position",
}


def send_message(state: State, given: Json) -> Json:
    content = message_text(given)
    preview = given.get("link_preview_options") or {}
    if not set(preview) <= _PREVIEW:
        raise violation(f"unknown parameter in link_preview_options: {sorted(set(preview) - _PREVIEW)}")
    return _say(state, given, lambda: content, given["text"])


def send_photo(state: State, given: Json) -> Json:
    words = caption(given)
    return _say(
        state,
        given,
        lambda: {"photo": state.chats.shelf.photo(given["photo"]), **words},
        given.get("caption"),
    )


def send_document(state: State, given: Json) -> Json:
    words = caption(given)
    return _say(
        state,
        given,
        lambda: {"document": state.chats.shelf.document(given["document"]), **words},
        given.get("caption"),
    )


def send_venue(state: State, given: Json) -> Json:
    location = _location(given)
    venue = {
        "location": location,
        "title": short(given, "title", 256, 1),
        "address": short(given, "address", 256, 1),
    }
    return _say(state, given, lambda: {"location": location, "venue": venue})


def send_location(state: State, given: Json) -> Json:
    location = _location(given)
    return _say(state, given, lambda: {"location": location})


def send_chat_action(state: State, given: Json) -> bool:
    if given["action"] not in _ACTIONS:
        raise violation("wrong parameter action in request")
    state.chats.reach(given["chat_id"]).actions += 1
    return True


def _location(given: Json) -> Json:
    if abs(given["latitude"]) > 90 or abs(given["longitude"]) > 180:
        raise violation("wrong location: latitude or longitude out of range")
    return {"latitude": given["latitude"], "longitude": given["longitude"]}


def _say(state: State, given: Json, content: Callable[[], Json], html: str | None = None) -> Json:
    """Check the rest, and only then, when the chat can be reached, keep files and message."""
    markup = keyboards.check(given.get("reply_markup"), private=given["chat_id"] > 0)
    chat = state.chats.reach(given["chat_id"])
    extra: Json = {"has_protected_content": True} if given.get("protect_content") else {}
    if "reply_parameters" in given:
        extra |= _reply(chat, given["reply_parameters"])
    return state.chats.say(chat, {**content(), **extra}, html, markup)


def _reply(chat: Chat, given: Json) -> Json:
    if not set(given) <= _REPLY or not isinstance(given.get("message_id"), int):
        raise violation("can't parse reply parameters")
    said = chat.said.get(given["message_id"])
    if said is None and not given.get("allow_sending_without_reply"):
        raise refused("message to be replied not found")
    if said is None:
        return {}
    return {"reply_to_message": {key: value for key, value in said.json.items() if key != "reply_to_message"}}
