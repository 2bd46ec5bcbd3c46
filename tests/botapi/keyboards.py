"""What may hang under a message: inline buttons, a reply keyboard, its removal, or a forced reply."""

from __future__ import annotations

from typing import Any

from tests.botapi.answers import Json, violation
from tests.botapi.markup import is_link, utf16

MAX_BUTTONS = 100
MAX_PER_ROW = 8
MAX_REPLY_BUTTONS = 300
MAX_REPLY_PER_ROW = 12

_LOOKS = {"text", "icon_custom_emoji_id", "style"}
_INLINE_KINDS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
_REPLY_KINDS = {
    "request_users",
    "request_chat",
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
}
_REPLY_OPTIONS = {
    "keyboard",
    "is_persistent",
    "resize_keyboard",
    "one_time_keyboard",
    "input_field_placeholder",
    "selective",
}


def check(markup: Json | None, inline_only: bool = False, private: bool = True) -> Json | None:
    """The markup as it will be stored, None when it holds nothing. Raises a violation with Telegram's words.

    `private`: is it a chat with one person? (Only there may a button ask for a location or contact.)
    """
    if markup is None:
        return None
    kinds = [k for k in ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply") if k in markup]
    if len(kinds) != 1 or (inline_only and kinds != ["inline_keyboard"]):
        raise violation("inline keyboard expected" if inline_only else "object expected as reply markup")
    if kinds == ["inline_keyboard"]:
        _only(markup, {"inline_keyboard"}, "InlineKeyboardMarkup")
        return _inline(markup["inline_keyboard"])
    if kinds == ["keyboard"]:
        _only(markup, _REPLY_OPTIONS, "ReplyKeyboardMarkup")
        return _reply(markup, private)
    _only(markup, {kinds[0], "selective", "input_field_placeholder"}, "reply markup")
    if markup[kinds[0]] is not True:
        raise violation(f"{kinds[0]} must be true")
    return markup


def _only(given: Json, known: set[str], what: str) -> None:
    for name in given:
        if name not in known:
            raise violation(f"unknown parameter {name!r} of {what}")


def _rows(rows: Any, name: str, per_row: int, together: int) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise violation(f'Field "{name}" must be an Array of Arrays')
    if not all(rows):
        raise violation(f"empty row in {name}")
    if any(len(row) > per_row for row in rows):
        raise violation(f"more than {per_row} buttons in a row of {name}")
    if sum(map(len, rows)) > together:
        raise violation("reply markup is too long")
    return rows


def _inline(rows: Any) -> Json | None:
    checked = _rows(rows, "inline_keyboard", MAX_PER_ROW, MAX_BUTTONS)
    for row in checked:
        for button in row:
            _inline_button(button)
    return {"inline_keyboard": checked} if checked else None


def _text(button: Any, what: str) -> str:
    if not isinstance(button, dict):
        raise violation(f"{what} must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise violation(f"can't parse {what}: Can't find field \"text\"")
    if not text.strip():
        raise violation(f"{what} text must be non-empty")
    return text


def _inline_button(button: Any) -> None:
    text = _text(button, "inline keyboard button")
    _only(button, _LOOKS | _INLINE_KINDS, "InlineKeyboardButton")
    kinds = [kind for kind in _INLINE_KINDS if kind in button]
    if not kinds:
        raise violation(f"Text buttons are unallowed in the inline keyboard ({text!r})")
    if len(kinds) > 1:
        raise violation(f"inline keyboard button {text!r} must be of exactly one kind, not {sorted(kinds)}")
    if kinds == ["callback_data"]:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "replace")) <= 64:
            raise violation("BUTTON_DATA_INVALID")
    if kinds == ["url"]:
        _button_url(button["url"])


def _button_url(url: Any) -> None:
    if not isinstance(url, str) or not is_link(url):
        scheme = str(url).split(":", 1)[0] if ":" in str(url) else "http"
        reason = "Wrong HTTP URL" if scheme in ("http", "https", "tg") else "Unsupported URL protocol"
        raise violation(f"inline keyboard button URL '{url}' is invalid: {reason}")


def _reply(markup: Json, private: bool) -> Json:
    rows = _rows(markup["keyboard"], "keyboard", MAX_REPLY_PER_ROW, MAX_REPLY_BUTTONS)
    if not rows:
        raise violation("keyboard has no buttons")
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not (isinstance(placeholder, str) and 1 <= utf16(placeholder) <= 64):
        raise violation("input field placeholder must have 1-64 characters")
    full = [[{"text": one} if isinstance(one, str) else one for one in row] for row in rows]
    for row in full:
        for button in row:
            _text(button, "keyboard button")
            _only(button, _LOOKS | _REPLY_KINDS, "KeyboardButton")
            asks = [kind for kind in _REPLY_KINDS if button.get(kind)]
            if len(asks) > 1:
                raise violation("a keyboard button can ask for one thing only")
            if asks and not private:
                raise violation("location can be requested in private chats only")
    return {**markup, "keyboard": full}
