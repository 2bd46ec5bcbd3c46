"""One browser is one guardian: a signed cookie holds the address of its chat and nothing else."""

from __future__ import annotations

import secrets

from itsdangerous import BadSignature, URLSafeSerializer
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response

from bot.clock import Clock
from bot.web.mouth import CHANNEL
from db import chats
from db.chats import Chat
from rules.languages import negotiate

COOKIE = "houniao"
#: Ten years: a lost cookie is a lost family.
_LASTS = 10 * 366 * 24 * 3600


class Visitors:
    """Reads and writes the cookie. Its secrets are derived from the data keys, so a new key logs nobody out."""

    def __init__(self, secrets_of_keys: list[str], clock: Clock, languages: tuple[str, ...]) -> None:
        self._signer = URLSafeSerializer(secrets_of_keys, salt="visitor")
        self._clock = clock
        self._languages = languages

    def address(self, request: Request) -> str | None:
        """The chat this browser signed in to, or nothing for a new, changed or foreign cookie."""
        try:
            found = self._signer.loads(request.cookies.get(COOKIE, ""))
        except BadSignature:
            return None
        return found if isinstance(found, str) else None

    def find(self, session: Session, address: str | None) -> Chat | None:
        chat = chats.find(session, CHANNEL, address) if address else None
        return chat if chat is not None and not chat.leaving else None

    def welcome(self, session: Session, language: str) -> Chat:
        """A new chat under a number nobody can guess. 52 bits, because the page's own language counts no further."""
        address = str(secrets.randbelow(2**52 - 1) + 1)
        chat = Chat(
            channel=CHANNEL,
            address=address,
            language=negotiate(language, self._languages),
            seen_at=self._clock.now(),
        )
        session.add(chat)
        session.flush()
        return chat

    def signed(self, address: str) -> str:
        """What the cookie of this chat holds."""
        return str(self._signer.dumps(address))

    def remember(self, response: Response, address: str, secure: bool) -> None:
        response.set_cookie(
            COOKIE,
            self.signed(address),
            max_age=_LASTS,
            httponly=True,
            samesite="lax",
            secure=secure,
            path="/",
        )
