"""The test's own door: POST /control/<verb> with a JSON body. Not part of the Bot API."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.botapi import people
from tests.botapi.answers import VIOLATION, Json
from tests.botapi.chats import Chat, Said
from tests.botapi.state import State


def know(state: State, given: Json) -> Json:
    """These chats (`first` … `last`) have written to the bot before; no updates are made of it."""
    for chat_id in range(given["first"], given["last"] + 1):
        state.chats.meet(chat_id)
    return {"chats": len(state.chats.all)}


def migrate(state: State, given: Json) -> Json:
    """A group became a supergroup with another id."""
    state.chats.meet(given["chat_id"]).migrated_to = given["to"]
    state.chats.meet(given["to"])
    return {}


def start_over(state: State, given: Json) -> Json:
    """Forget chats, updates, webhook, settings, limits, faults and journal (its file stays as it is)."""
    state.start_over()
    return {}


def faults(state: State, given: Json) -> Json:
    """See `Faults.change`."""
    state.faults.change(given)
    return {"script": len(state.faults.script), "shares": state.faults.shares}


def forget_taps(state: State, given: Json) -> Json:
    """All callback queries become too old to be answered."""
    count = len(state.chats.taps)
    state.chats.taps.clear()
    return {"forgotten": count}


def report(state: State, given: Json) -> Json:
    """Counts and complaints."""
    entries = state.journal.entries
    return {
        "violations": state.journal.of(VIOLATION),
        "calls": Counter(entry["method"] for entry in entries),
        "outcomes": Counter(entry["outcome"] for entry in entries),
        "unanswered_taps": [query for query, tap in state.chats.taps.items() if not tap.answered],
        "pending_updates": len(state.updates.waiting),
        "next_update_id": state.updates.next_id,
        "conflicts": state.updates.conflicts,
        "webhook": state.updates.webhook,
        "settings": state.settings,
        "pacing": state.pacing.settings({}),
    }


def deliveries(state: State, given: Json) -> Json:
    """Messages each chat got (`by`: chat_id), or how often each chat was told each text (`by`: text)."""
    counted: Counter[str] = Counter()
    for entry in state.journal.entries:
        if entry["outcome"] == "ok" and entry["method"].startswith("send") and "message_id" in entry:
            params = entry["params"]
            text = params.get("text") or params.get("caption") or entry["method"]
            counted[f"{entry['chat_id']}" + (f"|{text}" if given.get("by") == "text" else "")] += 1
    return dict(counted)


def _as_seen(said: Said) -> Json:
    return {
        "json": said.json,
        "mine": said.mine,
        "html": said.html,
        "edits": said.edits,
        "revision": said.revision,
    }


def _look(state: State, chat: Chat | None) -> Json:
    said = [_as_seen(one) for one in chat.said.values()] if chat else []
    return {
        "revision": state.chats.revision,
        "messages": said,
        "keyboard": chat.keyboard if chat else [],
        "actions": chat.actions if chat else 0,
    }


async def messages(state: State, given: Json) -> Json:
    """What a chat shows now. With `after` (a revision), waits up to `wait` seconds for any newer one."""
    try:
        async with asyncio.timeout(given.get("wait", 0)):
            while state.chats.revision <= given.get("after", -1) and not state.updates.closing:
                await state.chats.changed.wait()
    except TimeoutError:
        pass  # the answer tells that nothing is new
    return _look(state, state.chats.all.get(given["chat_id"]))


VERBS: dict[str, Callable[[State, Json], Json]] = {
    "say": people.say,
    "tap": people.tap,
    "share": people.share,
    "attach": people.attach,
    "edit": people.edit,
    "member": people.member,
    "raw": people.raw,
    "know": know,
    "migrate": migrate,
    "start_over": start_over,
    "faults": faults,
    "forget_taps": forget_taps,
    "report": report,
    "deliveries": deliveries,
    "pacing": lambda state, given: state.pacing.settings(given),
    "quiet_week": lambda state, given: {"next_update_id": state.updates.quiet_week()},
    "redeliver": lambda state, given: {"update_ids": state.updates.redeliver(given["count"])},
    "journal": lambda state, given: {"entries": state.journal.of(given["outcome"])},
}


async def _control(request: Request) -> Response:
    state: State = request.app.state.api
    verb = request.path_params["verb"]
    given = await request.json()
    try:
        if verb == "messages":
            return JSONResponse(await messages(state, given))
        if verb not in VERBS:
            return JSONResponse({"error": f"no verb {verb!r}; there are {', '.join(VERBS)}"}, status_code=404)
        return JSONResponse(VERBS[verb](state, given))
    except (people.CannotDo, ValueError, TypeError, KeyError) as error:
        return JSONResponse({"error": f"{type(error).__name__}: {error}"}, status_code=422)


ROUTES = [Route("/control/{verb}", _control, methods=["POST"])]
