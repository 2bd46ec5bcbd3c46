"""What people do: each act becomes the update Telegram would send."""

from __future__ import annotations

import base64
import time
from typing import Any

from tests.botapi.answers import Json
from tests.botapi.chats import Chat, Said
from tests.botapi.markup import utf16
from tests.botapi.state import State

# A 1×1 PNG, for photos whose content does not matter.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class CannotDo(Exception):
    """A person cannot do that (no such button, chat blocked); the test asked for something impossible."""


def _chat(state: State, given: Json) -> Chat:
    chat = state.chats.meet(given["chat_id"], **given.get("user", {}))
    if chat.state != "open":
        raise CannotDo(f"chat {given['chat_id']} is {chat.state}: unblock the bot first")
    return chat


def _hear(state: State, chat: Chat, content: Json) -> Json:
    message = state.chats.hear(chat, content)
    return {"update_id": state.updates.push("message", message), "message_id": message["message_id"]}


def text_content(text: str) -> Json:
    """`text`, and the entity of a command it begins with."""
    content: Json = {"text": text}
    if text.startswith("/") and len(text) > 1:
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": utf16(text.split()[0])}]
    return content


def say(state: State, given: Json) -> Json:
    """Type a text or a command. A reply keyboard's button is typed by its label, too."""
    return _hear(state, _chat(state, given), text_content(given["text"]))


def share(state: State, given: Json) -> Json:
    """Share a location."""
    place = {"latitude": given["lat"], "longitude": given["lon"]}
    return _hear(state, _chat(state, given), {"location": place})


def attach(state: State, given: Json) -> Json:
    """Send a `kind` of file: photo, document, sticker, voice; `data` is base64, one pixel when left out."""
    chat, kind = _chat(state, given), given["kind"]
    data = base64.b64decode(given["data"]) if given.get("data") else PIXEL
    file = state.chats.shelf.put(data, given.get("name", f"file.{kind}"), kind)
    looks: dict[str, Any] = {
        "photo": [{**file, "width": 1, "height": 1}],
        "document": {
            **file,
            "file_name": given.get("name", "file.bin"),
            **({"mime_type": given["mime"]} if given.get("mime") else {}),
        },
        "sticker": {
            **file,
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "🐦",
        },
        "voice": {**file, "duration": 3},
    }
    if kind not in looks:
        raise CannotDo(f"nobody can send a {kind!r} here; there are {', '.join(looks)}")
    caption = {"caption": given["caption"]} if given.get("caption") else {}
    return _hear(state, chat, {kind: looks[kind], **caption})


def edit(state: State, given: Json) -> Json:
    """Edit a text said before."""
    chat = _chat(state, given)
    said = chat.said.get(given["message_id"])
    if said is None or said.mine:
        raise CannotDo(f"message {given['message_id']} is not the person's own")
    said.json = {**said.json, **text_content(given["text"]), "edit_date": int(time.time())}
    said.revision = state.chats.touch()
    return {"update_id": state.updates.push("edited_message", said.json), "message_id": given["message_id"]}


def tap(state: State, given: Json) -> Json:
    """Tap a button by `label` or `data`, on `message_id` or the newest that has it; or a reply button.

    `force` sends `data` although no such button is shown; `inaccessible`: the message is too old.
    """
    chat = _chat(state, given)
    if given.get("force"):
        message_id = given.get("message_id", 0)
        said = chat.said.get(message_id)
        return _push_tap(state, chat, said, message_id, given["data"], given)
    for said in reversed(chat.said.values()):
        if given.get("message_id") in (None, said.json["message_id"]):
            button = _find(said, given)
            if button:
                return _push_tap(state, chat, said, said.json["message_id"], button["callback_data"], given)
    for row in chat.keyboard:
        for button in row:
            if given.get("message_id") is None and button["text"] == given.get("label"):
                return _press(state, chat, button)
    raise CannotDo(f"no button {given.get('label') or given.get('data')!r}; shown are {_shown(chat)}")


def _find(said: Said, given: Json) -> Json | None:
    for row in said.json.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            fits = button["text"] == given.get("label") or button.get("callback_data") == given.get(
                "data", ""
            )
            if fits and "callback_data" in button:
                found: Json = button
                return found
    return None


def _shown(chat: Chat) -> list[str]:
    rows = [
        row
        for said in chat.said.values()
        for row in said.json.get("reply_markup", {}).get("inline_keyboard", [])
    ]
    return [button["text"] for row in (*rows, *chat.keyboard) for button in row]


def _press(state: State, chat: Chat, button: Json) -> Json:
    if button.get("request_location"):
        raise CannotDo(f"button {button['text']!r} asks for a location: share one")
    return _hear(state, chat, text_content(button["text"]))


def _push_tap(state: State, chat: Chat, said: Said | None, message_id: int, data: str, given: Json) -> Json:
    query_id = state.chats.tap(chat.json["id"])
    message = {"chat": chat.json, "message_id": message_id, "date": 0}
    if said is not None and not given.get("inaccessible"):
        message = said.json
    query = {"id": query_id, "from": chat.user, "message": message, "chat_instance": "1", "data": data}
    state.chats.touch()
    return {"update_id": state.updates.push("callback_query", query), "query_id": query_id}


def member(state: State, given: Json) -> Json:
    """Block the bot (`kicked`), unblock it (`member`), or delete the account (`deactivated`, no update)."""
    chat = state.chats.meet(given["chat_id"], **given.get("user", {}))
    status = given["status"]
    if status == "deactivated":
        chat.state = "deactivated"
        return {"update_id": None}
    before, after = ("member", "kicked") if status == "kicked" else ("kicked", "member")
    chat.state = "blocked" if status == "kicked" else "open"
    payload = {
        "chat": chat.json,
        "from": chat.user,
        "date": int(time.time()),
        "old_chat_member": _as_member(state, before),
        "new_chat_member": _as_member(state, after),
    }
    return {"update_id": state.updates.push("my_chat_member", payload)}


def _as_member(state: State, status: str) -> Json:
    return {"user": state.chats.me, "status": status} | ({"until_date": 0} if status == "kicked" else {})


def raw(state: State, given: Json) -> Json:
    """An update of any kind and content, for hostile tests: `{"kind": "message", "payload": {…}}`."""
    return {"update_id": state.updates.push(given["kind"], given["payload"])}
