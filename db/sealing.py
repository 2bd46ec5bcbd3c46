"""Names and free text are encrypted before they reach the database (AES-256-GCM); the key lives outside it.

A sealed value is `key id (4 bytes) + nonce (12) + ciphertext and tag`. The first key of the ring seals, every key opens,
so that a key is rotated by putting the new one in front.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator


class SealError(Exception):
    """A sealed value cannot be opened: HOUNIAO_DATA_KEY lacks the key it was sealed with. Put that key back, last in the list."""


class KeyRing:
    """The keys of HOUNIAO_DATA_KEY: base64, 32 bytes each, separated by commas; the first one seals."""

    def __init__(self, text: str) -> None:
        raw = [_decode(part) for part in text.split(",") if part.strip()]
        if not raw:
            raise ValueError(
                "HOUNIAO_DATA_KEY is empty; leave it unset to have a key made, or give 32 bytes in base64"
            )
        self._by_id = {hashlib.sha256(key).digest()[:4]: AESGCM(key) for key in raw}
        self._first = hashlib.sha256(raw[0]).digest()[:4]
        self._roots = raw

    def seal(self, clear: bytes, label: str) -> bytes:
        nonce = os.urandom(12)
        return self._first + nonce + self._by_id[self._first].encrypt(nonce, clear, label.encode())

    def open(self, sealed: bytes, label: str) -> bytes:
        key = self._by_id.get(sealed[:4])
        if key is None:
            raise SealError(SealError.__doc__)
        try:
            return key.decrypt(sealed[4:16], sealed[16:], label.encode())
        except InvalidTag:
            raise SealError(SealError.__doc__) from None

    def derive(self, purpose: str) -> list[str]:
        """Secrets for another purpose (signing cookies), one a key, the newest last; none can be turned back into its key."""
        seed = b"houniao:" + purpose.encode() + b":"
        return [hashlib.sha256(seed + root).hexdigest() for root in reversed(self._roots)]


def _decode(part: str) -> bytes:
    try:
        key = base64.b64decode(part.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("HOUNIAO_DATA_KEY is not base64; make one with: openssl rand -base64 32") from None
    if len(key) != 32:
        raise ValueError("HOUNIAO_DATA_KEY must be 32 bytes; make one with: openssl rand -base64 32")
    return key


_ring: KeyRing | None = None


def use(ring: KeyRing) -> None:
    """Hands the key ring in, once, before the first session."""
    global _ring
    _ring = ring


def ring() -> KeyRing:
    if _ring is None:
        raise SealError("no key ring was handed in: call db.sealing.use() first")
    return _ring


class Sealed(TypeDecorator[Any]):
    """A JSON value that is encrypted in the table. `label` ties the ciphertext to its column."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        # ensure_ascii keeps lone surrogates and NUL out of the database's own text handling
        return ring().seal(json.dumps(value, separators=(",", ":")).encode("ascii"), self.label)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(ring().open(bytes(value), self.label))
