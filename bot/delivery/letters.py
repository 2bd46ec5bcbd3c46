"""A letter: one outbox row, worded and ready to be carried; and what may become of it."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.screens import Screen


@dataclass(frozen=True)
class Letter:
    """`callback` is a tap to acknowledge; `replaces` the message it stood under; `amends` a message that must change, whatever the channel;
    `removes` one that must go: the screen is what stands there instead where a channel keeps its bubbles."""

    row_ids: tuple[int, ...]
    chat_id: int
    address: str
    screen: Screen | None
    callback: str | None = None
    replaces: str | None = None
    amends: str | None = None
    removes: str | None = None


@dataclass(frozen=True)
class Said:
    """The person has it; `ref` is the channel's id of the message (nothing when there was only a tap to acknowledge)."""

    ref: str | None


@dataclass(frozen=True)
class Blocked:
    """The person does not want to hear from us there, or the chat is gone."""


@dataclass(frozen=True)
class Moved:
    """The chat has another address now."""

    address: str


@dataclass(frozen=True)
class Slower:
    """The channel asks for silence for so many seconds; the letter did not arrive."""

    seconds: float


@dataclass(frozen=True)
class Away:
    """The channel cannot be reached, or refuses us as a whole (a wrong token): nobody's letter can arrive, everything waits."""

    trouble: str


@dataclass(frozen=True)
class Anew:
    """The message these words were to replace can no longer be changed: they go out as a new one, at the chat's pace."""


@dataclass(frozen=True)
class Kept:
    """The channel does not want to take the message out of the chat."""

    trouble: str


@dataclass(frozen=True)
class Again:
    """It did not work this time. `unsure`: it may have arrived all the same."""

    trouble: str
    unsure: bool


@dataclass(frozen=True)
class Refused:
    """It will never work: our mistake, for the operator."""

    trouble: str


Outcome = Said | Blocked | Moved | Slower | Away | Anew | Kept | Again | Refused
