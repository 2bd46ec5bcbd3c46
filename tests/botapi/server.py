"""The HTTP door: takes a call apart, lets rules, limits and faults speak, answers, journals."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tests.botapi import control, editing, parameters, sending, settings
from tests.botapi.answers import Json, NotDone, violation
from tests.botapi.faults import outcome as fault_outcome
from tests.botapi.state import State

METHODS: dict[str, Callable[[State, Json], Any]] = {
    "getMe": lambda state, given: state.me,
    "getFile": lambda state, given: state.chats.shelf.get_file(given["file_id"]),
    "getUpdates": settings.get_updates,
    "setWebhook": settings.set_webhook,
    "deleteWebhook": settings.delete_webhook,
    "getWebhookInfo": settings.get_webhook_info,
    "setMyCommands": settings.set_commands,
    "deleteMyCommands": settings.delete_commands,
    "getMyCommands": settings.get_commands,
    "setMyName": settings.set_name,
    "setMyDescription": settings.set_description,
    "setMyShortDescription": settings.set_short_description,
    "setChatMenuButton": settings.set_menu_button,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendVenue": sending.send_venue,
    "sendLocation": sending.send_location,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageReplyMarkup": editing.edit_markup,
    "editMessageMedia": editing.edit_media,
    "deleteMessage": editing.delete,
    "answerCallbackQuery": editing.answer_tap,
}


class HangUp(Response):
    """No answer at all: the connection is closed as if the cable had been pulled."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"].state.close_connection(scope["client"])
        while (await receive())["type"] != "http.disconnect":
            pass


async def _body(request: Request) -> tuple[Json, dict[str, parameters.Upload]]:
    """What was sent, from the query and a JSON, urlencoded or multipart body."""
    given: Json = dict(request.query_params)
    uploads: dict[str, parameters.Upload] = {}
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            loaded = json.loads(await request.body() or "{}")
        except (ValueError, RecursionError):
            loaded = None
        if not isinstance(loaded, dict):
            raise violation("can't parse the request body as a JSON object")
        return given | loaded, uploads
    async with request.form() as form:
        for name, value in form.multi_items():
            if name in given or name in uploads:
                raise violation(f"parameter {name!r} is given twice")
            if isinstance(value, UploadFile):
                uploads[name] = parameters.Upload(value.filename or name, await value.read())
            else:
                given[name] = value
    return given, uploads


async def _unless_gone(request: Request, result: Any) -> Any:
    """Wait for `result`, but stop when the caller has hung up (a killed bot must not hold the long poll)."""
    work = asyncio.ensure_future(result)

    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    watch = asyncio.ensure_future(gone())
    try:
        await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise ClientDisconnect
        return work.result()
    finally:
        work.cancel()
        watch.cancel()


async def _do(state: State, method: str, request: Request, entry: Json) -> Response:
    """One call of a known method."""
    given = parameters.read(method, *await _body(request))
    entry["params"], entry["chat_id"] = given, given.get("chat_id")
    state.pacing.arrived(method, given.get("chat_id"))
    fault = state.faults.next(method, given.get("chat_id"))
    if fault is not None:
        entry["fault"] = fault.kind
        if fault.kind == "429":
            state.pacing.injected(fault.retry_after)
        if refusal := fault_outcome(fault):
            raise refusal
        if fault.kind == "drop_before":
            entry["outcome"], entry["status"] = "fault", 0
            return HangUp()
    result = METHODS[method](state, given)
    if inspect.isawaitable(result):
        result = await _unless_gone(request, result)
    entry["outcome"], entry["status"] = "ok", 200
    if isinstance(result, dict) and "message_id" in result:
        entry["message_id"] = result["message_id"]
    elif method == "getUpdates":
        entry["update_ids"] = [update["update_id"] for update in result]
    if fault is not None and fault.kind == "drop":
        entry["status"] = 0
        return HangUp()
    return JSONResponse({"ok": True, "result": result})


async def call(request: Request) -> Response:
    """`/bot<token>/<method>`."""
    state: State = request.app.state.api
    token, _, name = request.path_params["rest"].partition("/")
    method = parameters.SPELLING.get(name.lower())
    entry: Json = {"method": method or name, "outcome": "gone", "status": 0}
    try:
        if token != state.token:
            raise violation("Unauthorized", status=401)
        if method is None:
            raise violation("Not Found", status=404)
        return await _do(state, method, request, entry)
    except NotDone as answer:
        entry |= {"outcome": answer.outcome, "status": answer.status, "description": answer.description}
        return JSONResponse(answer.body(), status_code=answer.status)
    except ClientDisconnect:
        return HangUp()
    finally:
        state.journal.note(**entry)


async def download(request: Request) -> Response:
    """`/file/bot<token>/<file_path>`."""
    state: State = request.app.state.api
    token, _, path = request.path_params["rest"].partition("/")
    kept = state.chats.shelf.by_path(path)
    if token != state.token or kept is None:
        return JSONResponse({"ok": False, "error_code": 404, "description": "Not Found"}, status_code=404)
    return Response(kept.data, media_type="application/octet-stream")


@asynccontextmanager
async def _alive(app: Starlette) -> AsyncIterator[None]:
    pushing = asyncio.create_task(app.state.api.updates.run_webhook())
    try:
        yield
    finally:
        pushing.cancel()


def build(state: State, close_connection: Callable[[Any], None]) -> Starlette:
    """The application. `close_connection(client address)` must cut the connection a request came over."""
    routes = [
        Route("/bot{rest:path}", call, methods=["GET", "POST"]),
        Route("/file/bot{rest:path}", download),
        *control.ROUTES,
    ]
    app = Starlette(routes=routes, lifespan=_alive)
    app.state.api, app.state.close_connection = state, close_connection
    return app
