"""aiogram's own calls, handed straight to the strict Bot API server, without HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods.base import Response, TelegramMethod
from aiogram.types import InputFile, Message

from tests.botapi.answers import VIOLATION, Json, NotDone
from tests.botapi.parameters import Upload
from tests.botapi.parameters import read as read_parameters
from tests.botapi.server import METHODS
from tests.botapi.state import State

#: pydantic forgets a generic type nobody holds, and takes 5 ms to make it anew, which is most of what a story would take.
_HELD = (Response[Message], Response[bool], Response[Message | bool])


class LoopbackSession(BaseSession):
    """aiogram's calls, handed straight to the strict Bot API server. Mistakes are remembered: no test may cause one."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self.mistakes: list[str] = []

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        name, status = method.__api_method__, 200
        try:
            given, uploads = self._parameters(bot, method)
            result = METHODS[name](self.state, read_parameters(name, given, uploads))
            body: Json = {"ok": True, "result": result}
        except NotDone as refusal:
            body, status = refusal.body(), refusal.status
            if refusal.outcome == VIOLATION:
                self.mistakes.append(f"{name}: {refusal.description}")
        return self.check_response(bot, method, status, json.dumps(body)).result

    async def stream_content(self, url: str, *_args: Any, **_kwargs: Any) -> AsyncGenerator[bytes, None]:
        """A file from the server's shelf, in pieces."""
        kept = self.state.chats.shelf.by_path(url.partition(f"/file/bot{self.state.token}/")[2])
        assert kept is not None, "nobody told of such a file"
        for at in range(0, len(kept.data), 65_536):
            yield kept.data[at : at + 65_536]

    async def close(self) -> None:
        """Nothing is open."""

    def _parameters(self, bot: Bot, method: TelegramMethod[Any]) -> tuple[Json, dict[str, Upload]]:
        files: dict[str, InputFile] = {}
        values = {
            name: self.prepare_value(value, bot=bot, files=files)
            for name, value in method.model_dump(warnings=False).items()
        }
        uploads = {name: Upload(file.filename or name, cast(Any, file).data) for name, file in files.items()}
        return {name: value for name, value in values.items() if value}, uploads
