"""The methods that change or remove what was said, and answer taps."""

from __future__ import annotations

import time

from tests.botapi import keyboards
from tests.botapi.answers import NOT_MODIFIED, Json, NotDone, refused, violation
from tests.botapi.chats import Said
from tests.botapi.markup import is_link
from tests.botapi.state import State
from tests.botapi.texts import caption, message_text, short

#: Seconds after which a message can no longer be deleted by a bot (core.telegram.org/bots/api#deletemessage).
DELETABLE = 48 * 3_600

_TEXT = ("text", "entities")
_CAPTION = ("caption", "caption_entities")
_MEDIA = ("photo", "document")
_KNOWN_MEDIA = {
    "type",
    "media",
    "caption",
    "parse_mode",
    "caption_entities",
    "has_spoiler",
    "show_caption_above_media",
    "thumbnail",
    "disable_content_type_detection",
}


def edit_text(state: State, given: Json) -> Json:
    content = message_text(given)
    said = _mine(state, given)
    if "text" not in said.json:
        raise violation("there is no text in the message to edit")
    return _change(state, said, given, _TEXT, content, given["text"])


def edit_caption(state: State, given: Json) -> Json:
    content = caption(given)
    said = _mine(state, given)
    if not any(kind in said.json for kind in _MEDIA):
        raise violation("there is no caption in the message to edit")
    return _change(state, said, given, _CAPTION, content, given.get("caption"))


def edit_markup(state: State, given: Json) -> Json:
    said = _mine(state, given)
    return _change(state, said, given, (), {}, said.html)


def edit_media(state: State, given: Json) -> Json:
    media = given["media"]
    if not set(media) <= _KNOWN_MEDIA:
        raise violation(f"unknown parameter in media: {sorted(set(media) - _KNOWN_MEDIA)}")
    if media.get("type") not in _MEDIA:
        raise violation("this server takes media of type photo and document")
    words = caption(media)
    said = _mine(state, given)
    if not any(name in said.json for name in ("text", *_MEDIA)):
        raise violation("there is no media in the message to edit")
    shelf = state.chats.shelf
    kept = shelf.photo(media["media"]) if media["type"] == "photo" else shelf.document(media["media"])
    content = {media["type"]: kept, **words}
    return _change(state, said, given, (*_TEXT, *_CAPTION, *_MEDIA), content, media.get("caption"))


def delete(state: State, given: Json) -> bool:
    chat = state.chats.reach(given["chat_id"])
    if given["message_id"] not in chat.said:
        raise refused("message to delete not found")
    if time.time() - chat.said[given["message_id"]].json["date"] > DELETABLE:
        raise refused("message can't be deleted for everyone")
    del chat.said[given["message_id"]]
    state.chats.touch()
    return True


def answer_tap(state: State, given: Json) -> bool:
    try:
        short(given, "text", 200)
    except NotDone as error:
        raise violation("MESSAGE_TOO_LONG") from error
    if given.get("url") and not is_link(given["url"]):
        raise violation("URL_INVALID")
    state.chats.answer(given["callback_query_id"])
    return True


def _mine(state: State, given: Json) -> Said:
    keyboards.check(given.get("reply_markup"), inline_only=True)
    return state.chats.mine(state.chats.reach(given["chat_id"]), given["message_id"])


def _change(
    state: State, said: Said, given: Json, replaced: tuple[str, ...], content: Json, html: str | None
) -> Json:
    """Put `content` in the place of the members `replaced`; buttons that are not given again are gone."""
    markup = keyboards.check(given.get("reply_markup"), inline_only=True)
    fixed = {key: value for key, value in said.json.items() if key not in (*replaced, "reply_markup")}
    changed = {**fixed, **content} | ({"reply_markup": markup} if markup else {})
    if {**changed, "edit_date": 0} == {**said.json, "edit_date": 0}:
        raise refused(NOT_MODIFIED)
    said.json = {**changed, "edit_date": int(time.time())}
    said.html, said.edits, said.revision = html, said.edits + 1, state.chats.touch()
    return said.json
