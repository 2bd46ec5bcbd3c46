"""Everything that comes in by HTTP: one Starlette app. The page, its requests, the webhook, health and metrics."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.metrics import REGISTRY

PAGE = Path(__file__).parent / "page"
_HEADERS = {
    b"content-security-policy": (
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        b"manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"permissions-policy": b"geolocation=(self), camera=(), microphone=()",
}


class _Headers:
    """Nothing loaded from elsewhere, nothing framed, nothing guessed: said with every answer, also with "something broke"."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS.items()]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class _Page(StaticFiles):
    """The page's files: asked for again each time, because an old page against a new bot helps nobody."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "no-cache"
        return response


def build(
    routes: Sequence[BaseRoute],
    health: Callable[[], Awaitable[dict[str, bool]]],
    count: Callable[[], Awaitable[None]],
) -> ASGIApp:
    """The app. `health` says which parts live; `count` brings the queue gauges up to date."""

    async def healthz(_request: Request) -> Response:
        parts = await health()
        return JSONResponse(parts, status_code=200 if all(parts.values()) else 503)

    async def metrics(_request: Request) -> Response:
        await count()
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return _Headers(
        Starlette(
            routes=[
                Route("/healthz", healthz),
                Route("/metrics", metrics),
                *routes,
                Mount("/", _Page(directory=PAGE, html=True)),
            ]
        )
    )
