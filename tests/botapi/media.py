"""Photos and documents: what they are by their first bytes, how big they may be, and where they are kept."""

from __future__ import annotations

import secrets
import struct
from dataclasses import dataclass, field

from tests.botapi.answers import Json, violation
from tests.botapi.parameters import Upload

PHOTO_BYTES = 10 * 1024 * 1024
DOCUMENT_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024  # getFile serves nothing larger

_SIGNATURES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
    b"%PDF-": "application/pdf",
    b"PK\x03\x04": "application/zip",
}


def kind_of(data: bytes) -> str:
    """The media type by signature; `application/octet-stream` when unknown."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next(
        (kind for sign, kind in _SIGNATURES.items() if data.startswith(sign)), "application/octet-stream"
    )


def dimensions(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG, else (1, 1). Raises a violation for a broken one."""
    kind = kind_of(data)
    try:
        if kind == "image/png":
            width, height = struct.unpack(">II", data[16:24])
            return width, height
        return _jpeg(data) if kind == "image/jpeg" else (1, 1)
    except (struct.error, IndexError):
        raise violation("IMAGE_PROCESS_FAILED") from None


def _jpeg(data: bytes) -> tuple[int, int]:
    position = 2
    while True:
        marker, size = data[position + 1], struct.unpack(">H", data[position + 2 : position + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height
        position += 2 + size


@dataclass
class Kept:
    """One file known to the server."""

    data: bytes
    name: str
    kind: str  # "photo", "document", "sticker", …
    mime: str
    unique_id: str


@dataclass
class Shelf:
    """All files, by file id; a file sent by the bot can be sent again by its id."""

    files: dict[str, Kept] = field(default_factory=dict)

    def put(self, data: bytes, name: str, kind: str) -> Json:
        """Keep a file; gives the members file_id, file_unique_id and file_size of a Telegram file object."""
        file_id = f"{kind}-{secrets.token_urlsafe(24)}"
        self.files[file_id] = Kept(data, name, kind, kind_of(data), secrets.token_hex(8))
        return self.describe(file_id)

    def describe(self, file_id: str) -> Json:
        kept = self.files[file_id]
        return {"file_id": file_id, "file_unique_id": kept.unique_id, "file_size": len(kept.data)}

    def get_file(self, file_id: str) -> Json:
        """The answer to getFile."""
        if file_id not in self.files:
            raise violation("wrong file_id or the file is temporarily unavailable")
        if len(self.files[file_id].data) > DOWNLOAD_BYTES:
            raise violation("file is too big")
        kept = self.files[file_id]
        return {**self.describe(file_id), "file_path": f"{kept.kind}s/{file_id}"}

    def by_path(self, path: str) -> Kept | None:
        """What lies at the path getFile told."""
        return self.files.get(path.split("/", 1)[-1])

    def photo(self, given: Upload | str) -> list[Json]:
        """The `photo` member of a Message: its sizes."""
        described, data = self._take(given, "photo")
        width, height = dimensions(data)
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise violation("PHOTO_INVALID_DIMENSIONS")
        return [{**described, "width": width, "height": height}]

    def document(self, given: Upload | str) -> Json:
        """The `document` member of a Message."""
        described, _ = self._take(given, "document")
        kept = self.files[described["file_id"]]
        return {**described, "file_name": kept.name, "mime_type": kept.mime}

    def _take(self, given: Upload | str, kind: str) -> tuple[Json, bytes]:
        if isinstance(given, str):
            kept = self.files.get(given)
            if kept is None:
                raise violation("wrong file identifier/HTTP URL specified")
            if kept.kind != kind:
                raise violation(f"can't use file of type {kept.kind.title()} as {kind.title()}")
            return self.describe(given), kept.data
        _check(given, kind)
        return self.put(given.data, given.name, kind), given.data


def _check(upload: Upload, kind: str) -> None:
    size = len(upload.data)
    if not size:
        raise violation("file must be non-empty")
    if size > DOCUMENT_BYTES:
        raise violation("Request Entity Too Large", status=413)
    if kind == "photo" and size > PHOTO_BYTES:
        raise violation(
            f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_BYTES} bytes"
        )
    if kind == "photo" and not kind_of(upload.data).startswith("image/"):
        raise violation("IMAGE_PROCESS_FAILED")
