"""The webhook ear: a Starlette route that stores what Telegram brings and answers 200 as soon as it is safe on disk."""

from __future__ import annotations

import hmac
import json

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.arrivals import Letterbox
from bot.log import log
from bot.metrics import INCOMING, REJECTED
from bot.telegram.client import CHANNEL
from bot.telegram.polling import arrival_of

PATH = "/telegram/webhook"
#: Bytes; Telegram's own updates stay far below.
MOST_BYTES = 1_000_000


def route(letterbox: Letterbox, secret: str) -> Route:
    """POST /telegram/webhook. Without the secret 401; with it always 200, since a refusal would only make Telegram repeat it for a day."""

    async def receive(request: Request) -> Response:
        if request.method != "POST":
            # Said here: the page's own files lie behind every other path and would answer 404.
            return Response(status_code=405, headers={"allow": "POST"})
        # Header bytes as they came: compare_digest raises on non-ASCII text, not on bytes.
        given = next((v for k, v in request.scope["headers"] if k == b"x-telegram-bot-api-secret-token"), b"")
        if not hmac.compare_digest(given, secret.encode()):
            REJECTED.labels("webhook secret").inc()
            return Response(status_code=401)
        body = await _read(request)
        update = _parse(body) if body is not None else None
        arrival = arrival_of(update) if update is not None else None
        if arrival is None:
            REJECTED.labels("unreadable update").inc()
            log.warning(
                "the webhook brought something that is no update; it was dropped", bytes=len(body or b"")
            )
            return Response(status_code=200)
        await letterbox.put(arrival)
        INCOMING.labels(CHANNEL).inc()
        return Response(status_code=200)

    return Route(PATH, receive, methods=["POST", "GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])


async def _read(request: Request) -> bytes | None:
    """The body, or nothing when it is longer than any update or breaks off."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)


def _parse(body: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
