"""What tests hold in their hands: the server (`BotApi`) and the people who use the bot (`Person`)."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

from tests.botapi.answers import Json
from tests.botapi.faults import Fault
from tests.botapi.person import Person
from tests.botapi.running import InProcess, InThread
from tests.botapi.state import DEFAULT_TOKEN


class BotApi:
    """A strict Bot API server on loopback.

        with BotApi() as api:
            bot = Bot(api.token, session=AiohttpSession(api=TelegramAPIServer.from_base(api.url)))
            mother = api.user(7, language_code="zh-hans")
            mother.say("/start")
            mother.wait("欢迎")
        api.violations  # what the bot did wrong (kept after the end)

    Pacing is on, as in reality: 30 messages a second, one a second in a chat. All calls block;
    from a coroutine that shares its loop with the bot use `await asyncio.to_thread(mother.wait, …)`.
    """

    def __init__(
        self, token: str = DEFAULT_TOKEN, *, pacing: bool = True, journal: Path | None = None
    ) -> None:
        """With `journal` the server runs as a process of its own and writes every call to that file."""
        self.token = token
        self._pacing = pacing
        self._server: InThread | InProcess = InProcess(token, journal) if journal else InThread(token)
        self._last: Json = {}
        self.url = ""

    def __enter__(self) -> BotApi:
        try:
            self._server.start()
            self._http = httpx.Client(base_url=self._server.url, timeout=60, trust_env=False)
            self.pace(on=self._pacing)
        except BaseException:
            self._server.stop()
            raise
        self.url = self._server.url
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        try:
            self._last = self.ask("report")
        finally:
            self._http.close()
            self._server.stop()
            self.url = ""

    def ask(self, verb: str, **given: Any) -> Json:
        """One control call. Raises LookupError with the server's reason when it cannot be done."""
        answer = self._http.post(f"/control/{verb}", json=given)
        told: Json = answer.json()
        if answer.status_code != 200:
            raise LookupError(told["error"])
        return told

    def start_over(self) -> None:
        """As new, for the next test: nobody known, nothing said, no webhook, no faults, limits by default."""
        self.ask("start_over")
        self.pace(on=self._pacing)

    # people

    def user(self, chat_id: int, language_code: str | None = "zh-hans", **about: Any) -> Person:
        """Someone who may write to the bot; negative ids are groups. `about`: first_name, username, …."""
        return Person(self, chat_id, {"language_code": language_code, **about})

    def know(self, first: int, last: int) -> None:
        """These chats have written to the bot before, so that it may write to them."""
        self.ask("know", first=first, last=last)

    def migrate(self, chat_id: int, to: int) -> None:
        """The group has become the supergroup `to`."""
        self.ask("migrate", chat_id=chat_id, to=to)

    def update(self, kind: str, payload: Json) -> int | None:
        """Send the bot an update of any content, for hostile tests."""
        told: int | None = self.ask("raw", kind=kind, payload=payload)["update_id"]
        return told

    # what goes wrong

    def fail(self, *script: Fault) -> None:
        """The next fitting calls go wrong in this order."""
        self.ask("faults", script=[vars(fault) for fault in script])

    def fail_often(self, shares: dict[str, float], seed: int, retry_after: int = 1) -> None:
        """From now on these shares of all calls go wrong: `{"429": 0.01, "drop": 0.005}`; `{}` ends it."""
        self.ask("faults", shares=shares, seed=seed, retry_after=retry_after)

    def pace(self, **limits: Any) -> Json:
        """Change `on`, `per_second`, `chat_burst`, `retry_after`; tells them and the counts."""
        return self.ask("pacing", **limits)

    def quiet_week(self) -> int:
        """Update ids start again at a random lower number, which is returned; unfetched updates are lost."""
        number: int = self.ask("quiet_week")["next_update_id"]
        return number

    def redeliver(self, count: int = 1) -> list[int]:
        """The last `count` updates handed out come once more, with the same ids, which are returned."""
        numbers: list[int] = self.ask("redeliver", count=count)["update_ids"]
        return numbers

    def forget_taps(self) -> None:
        """All taps so far are now too old to be answered."""
        self.ask("forget_taps")

    # what came of it

    @property
    def report(self) -> Json:
        """Counts and complaints; after the end the last ones. See `control.report`."""
        return self.ask("report") if self.url else self._last

    @property
    def violations(self) -> list[Json]:
        """Calls that broke a rule of the Bot API. Should be empty at the end of every test."""
        found: list[Json] = self.report["violations"]
        return found

    @property
    def unanswered_taps(self) -> list[str]:
        """Callback queries the bot has not answered."""
        found: list[str] = self.report["unanswered_taps"]
        return found

    def journal(self, outcome: str = "ok") -> list[Json]:
        """All calls with this outcome: ok, refused, violation, fault, gone."""
        found: list[Json] = self.ask("journal", outcome=outcome)["entries"]
        return found

    def deliveries(self, by: str = "chat_id") -> dict[str, int]:
        """Messages per chat, or, with `by="text"`, per "chat|text"."""
        return self.ask("deliveries", by=by)
