"""`houniao run`: says at once what it is doing, prepares the database, opens the doors, and closes them in order."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from bot.settings import Settings

if TYPE_CHECKING:
    import uvicorn


#: Seconds until a thread that computes lets another one go on. With Python's own 5 ms the room and the loop wait for each other with every
#: statement and every answer, since each of them lets go for a moment only.
TURNS = 0.0005


def say(text: str) -> None:
    """To the person at the terminal; logs go to stderr."""
    print(text, flush=True)  # noqa: T201  # this is the terminal's own voice


def fail(problem: str) -> NoReturn:
    print(problem, file=sys.stderr, flush=True)  # noqa: T201  # as above
    raise SystemExit(1)


def run(settings: Settings) -> None:
    """Until Ctrl-C or SIGTERM."""
    say("Houniao 小候鸟 is starting …")
    door = _bind(settings)
    from content import PackError
    from db.sealing import SealError

    try:
        _prepare_database(settings)
        say("Loading the conversations (a few seconds) …")
        from bot.house import House
        from bot.log import set_up

        set_up()
        house = House(settings)
        house.prove_key()
        house.keep_demo()
    except (PackError, SealError, ValueError) as error:
        fail(str(error))
    # What was built until now stays until the end. Else the collector looks through all of it again and again: a fifth of a second in
    # which nobody is answered.
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(TURNS)
    asyncio.run(_serve(settings, house, door))
    say("Houniao has closed. Nothing is lost.")


def _bind(settings: Settings) -> socket.socket:
    """The port first: nothing is started when somebody else has it."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    door = socket.socket(family)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.host, settings.port))
    except OSError as error:
        fail(
            f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}). Another Houniao may be running; "
            "stop it, or set HOUNIAO_PORT to another number."
        )
    return door


def _prepare_database(settings: Settings) -> None:
    from sqlalchemy.exc import SQLAlchemyError

    from db.connection import open_engine
    from db.schema import migrate, versions

    url = settings.database_url.get_secret_value()
    try:
        engine = open_engine(url)
        present, wanted = versions(engine)
        engine.dispose()
        if settings.uses_sqlite:
            say("Preparing the database …" if present != wanted else "The database is up to date.")
            migrate(url)
        elif present != wanted:
            fail(
                f"The database is at version {present or 'none'}, this program needs {wanted}. Run: houniao migrate"
            )
    except (SQLAlchemyError, OSError) as error:
        fail(
            f"The database cannot be opened ({type(error).__name__}). Is HOUNIAO_DATABASE_URL right, and is its server or folder there?"
        )


async def _serve(settings: Settings, house: object, door: socket.socket) -> None:
    import uvicorn

    from bot.house import House

    if not isinstance(house, House):
        raise TypeError("a House is needed")
    async with house.open():
        config = uvicorn.Config(
            house.app(),
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=3,
            server_header=False,
        )
        server = uvicorn.Server(config)
        _end_on_signals(server, house.streams.let_go)
        port = door.getsockname()[1]
        host = settings.host if ":" not in settings.host else f"[{settings.host}]"
        serving = asyncio.create_task(server.serve(sockets=[door]))
        while not server.started and not serving.done():  # noqa: ASYNC110  # uvicorn has a flag, no event
            await asyncio.sleep(0.02)
        say(
            f"Open http://{host}:{port} in a browser."
            + (" Telegram is on." if settings.telegram_token else "")
        )
        say("Stop with Ctrl-C.")
        await serving


def _end_on_signals(server: uvicorn.Server, let_go: Callable[[], None]) -> None:
    """Open pages are let go first, or the server would wait for them."""

    def end() -> None:
        let_go()
        server.should_exit = True

    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(name, end)
    # uvicorn would put its own handlers in their place and end without letting the pages go.
    server.capture_signals = contextlib.nullcontext  # type: ignore[assignment, method-assign]  # documented hook, typed as a method
