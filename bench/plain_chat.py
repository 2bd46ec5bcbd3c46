"""The baseline of the web chat: `python -m bench.plain_chat PORT`, the same requests answered from memory, nothing stored, nothing thought."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import defaultdict
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route


class PlainChat:
    """Every message comes back on the stream of its cookie, and "ok" after it."""

    def __init__(self) -> None:
        self._seq = 0
        self._pages: dict[str, asyncio.Queue[dict[str, object]]] = defaultdict(asyncio.Queue)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/healthz", self.health),
                Route("/chat/say", self.say, methods=["POST"]),
                Route("/chat/stream", self.stream),
            ]
        )

    async def health(self, _request: Request) -> Response:
        return JSONResponse({})

    async def say(self, request: Request) -> Response:
        said = await request.json()
        page = self._pages[request.cookies["houniao"]]
        self._seq += 2
        page.put_nowait({"seq": self._seq, "from": "me", "html": said.get("text") or said.get("label")})
        page.put_nowait({"seq": self._seq + 1, "from": "bot", "html": "ok"})
        return JSONResponse({"seq": self._seq, "cursor": self._seq}, status_code=202)

    async def stream(self, request: Request) -> StreamingResponse:
        page = self._pages[request.cookies["houniao"]]

        async def events() -> AsyncIterator[str]:
            yield ": here\n\n"
            while True:
                message = await page.get()
                yield f"id: {message['seq']}\nevent: message\ndata: {json.dumps(message)}\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")


if __name__ == "__main__":
    uvicorn.run(PlainChat().app(), port=int(sys.argv[1]), log_level="error", timeout_graceful_shutdown=1)
