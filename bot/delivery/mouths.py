"""What a channel must be able to do: speak over a network, or into our own database."""

from __future__ import annotations

from typing import Protocol

from sqlmodel import Session

from bot.delivery.letters import Letter, Outcome


class Mouth(Protocol):
    """Turns a letter into a channel's own calls. Never raises: what went wrong is an Outcome."""

    channel: str

    async def say(self, letter: Letter) -> Outcome: ...


class Instant(Protocol):
    """A mouth that speaks into our own database: said and marked in one transaction, exactly once."""

    channel: str

    def say_now(self, session: Session, letter: Letter) -> str | None: ...

    def told(self, chat_ids: list[int]) -> None: ...
