"""The methods about the bot itself: updates, webhook, commands, name, descriptions and menu button."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from tests.botapi.answers import Json, violation
from tests.botapi.markup import is_link
from tests.botapi.state import State
from tests.botapi.texts import short

_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}
_KINDS = {"message", "edited_message", "callback_query", "my_chat_member", "chat_member", "inline_query"}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


async def get_updates(state: State, given: Json) -> list[Json]:
    limit = given.get("limit", 100)
    if not 1 <= limit <= 100:
        raise violation("limit must be 1-100")
    _allow(state, given)
    return await state.updates.fetch(given.get("offset", 0), limit, min(50, max(0, given.get("timeout", 0))))


def set_webhook(state: State, given: Json) -> bool:
    url = given.get("url", "")
    secret = given.get("secret_token", "")
    if len(secret) > 256:
        raise violation("secret token is too long")
    if re.search(r"[^A-Za-z0-9_-]", secret):
        raise violation("secret token contains unallowed characters")
    if not 1 <= given.get("max_connections", 40) <= 100:
        raise violation("max_connections must be 1-100")
    parts = urlsplit(url)
    # The real one insists on HTTPS and a public address; here the bot under test listens on loopback.
    loopback = parts.scheme in ("http", "https") and parts.hostname in _LOOPBACK
    if url and not loopback and (parts.scheme != "https" or not is_link(url)):
        raise violation("bad webhook: An HTTPS URL must be provided for webhook")
    _allow(state, given)
    _drop(state, given)
    state.updates.webhook = {"url": url, "secret_token": secret} if url else {}
    state.updates.last_error = ""
    state.updates.wake()
    return True


def delete_webhook(state: State, given: Json) -> bool:
    _drop(state, given)
    state.updates.webhook = {}
    state.updates.wake()
    return True


def get_webhook_info(state: State, given: Json) -> Json:
    updates = state.updates
    info: Json = {
        "url": updates.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(updates.waiting),
    }
    if updates.allowed:
        info["allowed_updates"] = updates.allowed
    return info | ({"last_error_message": updates.last_error} if updates.last_error else {})


def _allow(state: State, given: Json) -> None:
    if "allowed_updates" in given:
        unknown = [kind for kind in given["allowed_updates"] if kind not in _KINDS]
        if unknown:
            raise violation(f"allowed_updates: unknown kind {unknown[0]!r}")
        state.updates.allowed = given["allowed_updates"]


def _drop(state: State, given: Json) -> None:
    if given.get("drop_pending_updates"):
        state.updates.waiting.clear()


def _key(name: str, given: Json) -> str:
    """Where a setting is kept: it may differ by scope and language."""
    scope = given.get("scope") or {"type": "default"}
    if scope.get("type") not in _SCOPES:
        raise violation("can't parse BotCommandScope: unsupported type")
    language = given.get("language_code") or ""
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise violation("invalid language code specified")
    place = ":".join(str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope)
    return f"{name}/{place}/{language}"


def set_commands(state: State, given: Json) -> bool:
    commands = given["commands"]
    if len(commands) > 100:
        raise violation("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not isinstance(one, dict) or set(one) != {"command", "description"}:
            raise violation("expected an Array of BotCommand")
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", one["command"]):
            raise violation("BOT_COMMAND_INVALID")
        if not 1 <= len(one["description"]) <= 256:
            raise violation("BOT_COMMAND_DESCRIPTION_INVALID")
    state.settings[_key("commands", given)] = commands
    return True


def delete_commands(state: State, given: Json) -> bool:
    state.settings.pop(_key("commands", given), None)
    return True


def get_commands(state: State, given: Json) -> Any:
    return state.settings.get(_key("commands", given), [])


def set_name(state: State, given: Json) -> bool:
    state.settings[_key("name", given)] = short(given, "name", 64)
    return True


def set_description(state: State, given: Json) -> bool:
    state.settings[_key("description", given)] = short(given, "description", 512)
    return True


def set_short_description(state: State, given: Json) -> bool:
    state.settings[_key("short_description", given)] = short(given, "short_description", 120)
    return True


def set_menu_button(state: State, given: Json) -> bool:
    button = given.get("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise violation("unsupported menu button type")
    state.settings[f"menu_button/{given.get('chat_id', '')}"] = button
    return True
