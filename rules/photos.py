"""Photos as people send them: what they are, how large they are, and nothing in them that only the camera knows. Bytes in, bytes out.

Nothing is decoded: the parts of the file are walked by their announced lengths. Formats: JPEG (ITU-T T.81, annex B), PNG (W3C PNG, 5),
WebP (RFC 9649).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

#: Bytes of a photo that comes over the page, which makes it smaller first; of one that a channel keeps for us; of an answer's picture.
PAGE_MOST, CHANNEL_MOST, ANSWER_MOST = 2_000_000, 5_000_000, 300_000
#: Photos in one question to a person.
TICKET_MOST = 3
#: What every channel can show: width and height together in pixels, and how many times longer than wide.
_SIDES_MOST, _SHAPE_MOST = 10_000, 20
#: Parts of a file that are looked at: real photos have dozens.
_PARTS_MOST = 4_000

_JPEG, _PNG, _RIFF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"
#: The next marker after compressed data: neither a stuffed byte, nor a restart, nor filling.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END, _JFIF, _EXIF, _ADOBE, _COMMENT = 0xDA, 0xD9, 0xE0, 0xE1, 0xEE, 0xFE
#: Chunks a picture is made of; everything else is about it.
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
#: Marks of an extended WebP that stay: only that it has see-through parts.
_ALPHA, _MOVES = 0x10, 0x02


class Trouble(StrEnum):
    """Why something is no photo for us."""

    EMPTY = "empty"
    OTHER = "other"
    BROKEN = "broken"
    TOO_MUCH = "too_much"
    SHAPE = "shape"


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo that can be shown: its media type, width and height in pixels, and the bytes without where and when it was taken."""

    mime: str
    wide: int
    high: int
    data: bytes


class _Broken(Exception):
    """The file is not what its beginning says."""


def read(data: bytes, most: int) -> Picture | Trouble:
    """The photo without its metadata, or why it is none: nothing there, more than `most` bytes, another kind of file (GIF, SVG, HEIC, a
    web page with a borrowed name), cut off, or a shape no channel shows. Raises nothing."""
    if not data:
        return Trouble.EMPTY
    if len(data) > most:
        return Trouble.TOO_MUCH
    try:
        found = _found(data)
    except (_Broken, struct.error, IndexError):
        return Trouble.BROKEN
    if found is None:
        return Trouble.OTHER
    wide, high = found.wide, found.high
    if wide < 1 or high < 1:
        return Trouble.BROKEN
    fits = wide + high <= _SIDES_MOST and max(wide, high) <= _SHAPE_MOST * min(wide, high)
    return found if fits else Trouble.SHAPE


def size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a photo or drawing, where its head says so."""
    try:
        if data.startswith(_PNG):
            wide, high = struct.unpack(">II", data[16:24])
            return wide, high
        if data.startswith(_JPEG):
            return next((_frame(part) for marker, part in _segments(data) if marker in _FRAMES), None)
    except (_Broken, struct.error, IndexError):
        return None
    return None


def _found(data: bytes) -> Picture | None:
    if data.startswith(_JPEG):
        return _jpeg(data)
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(_RIFF) and data[8:12] == b"WEBP":
        return _webp(data)
    return None


def _jpeg(data: bytes) -> Picture:
    kept = bytearray(b"\xff\xd8")
    shape, scans, turned = (0, 0), 0, 1
    for marker, part in _segments(data):
        if marker == _EXIF:
            turned = _orientation(part) or turned
            continue
        if marker in _FRAMES:
            shape = _frame(part)
            # Before the picture itself: how it was held is all we keep of what the camera wrote, or papers would lie on their side.
            kept += _held(turned)
        if marker == _SCAN:
            scans += 1
        kept += _needed(marker, part)
    if not scans:
        raise _Broken
    return Picture("image/jpeg", *shape, bytes(kept))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content of every segment up to the end of the picture; a scan with its compressed data. What stands behind is dropped."""
    at = 2
    for _number in range(_PARTS_MOST):
        if data[at] != 0xFF:
            raise _Broken
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        if marker == _END:
            yield marker, b""
            return
        (length,) = struct.unpack(">H", data[at + 1 : at + 3])
        end = at + 1 + length
        if marker < 0xC0 or 0xD0 <= marker <= 0xD8 or length < 2 or end > len(data):
            raise _Broken
        if marker == _SCAN:
            following = _MARKER.search(data, end)
            if following is None:
                raise _Broken
            end = following.start()
        yield marker, data[at + 3 : end]
        at = end
    raise _Broken


def _needed(marker: int, part: bytes) -> bytes:
    """The segment as it stays: without notes, thumbnails, profiles, and what a program wrote for itself."""
    if marker == _END:
        return b"\xff\xd9"
    if marker == _SCAN:
        # its announced length covers the head only, which names itself how long it is
        return b"\xff\xda" + struct.pack(">H", 6 + 2 * part[0]) + part
    if marker == _JFIF:
        part = part[:12] + b"\0\0" if part.startswith(b"JFIF\0") and len(part) >= 14 else b""
    elif marker == _ADOBE:
        # says how colours are written; without it some pictures turn green
        part = part[:12] if part.startswith(b"Adobe") and len(part) >= 12 else b""
    elif _JFIF < marker < _ADOBE or marker == 0xEF or marker == _COMMENT:
        part = b""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(part) + 2) + part if part else b""


def _frame(part: bytes) -> tuple[int, int]:
    high, wide = struct.unpack(">HH", part[1:5])
    return wide, high


def _orientation(part: bytes) -> int | None:
    """How the camera was held (Exif 2.3, tag 274: 1 to 8), if it says so."""
    if not part.startswith(b"Exif\0\0"):
        return None
    tiff = part[6:]
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    try:
        if order is None:
            return None
        (first,) = struct.unpack(order + "I", tiff[4:8])
        (entries,) = struct.unpack(order + "H", tiff[first : first + 2])
        for number in range(min(entries, 100)):
            entry = tiff[first + 2 + 12 * number :][:12]
            tag, kind, _count, value = struct.unpack(order + "HHIH", entry[:10])
            if (tag, kind) == (274, 3):
                return value if 1 <= value <= 8 else None
    except struct.error:
        return None
    return None


def _held(turned: int) -> bytes:
    if turned == 1:
        return b""
    tiff = struct.pack(">4sIHHHIHHI", b"MM\0*", 8, 1, 274, 3, 1, turned, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff


def _png(data: bytes) -> Picture:
    kept, at, shape, drawn = bytearray(_PNG), 8, (0, 0), False
    for number in range(_PARTS_MOST):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data) or (number == 0) != (name == b"IHDR"):
            raise _Broken
        if name == b"IHDR":
            wide, high = struct.unpack(">II", data[at + 8 : at + 16])
            shape = (wide, high)
        drawn = drawn or name == b"IDAT"
        if name in _PNG_KEPT:
            kept += data[at:end]
        if name == b"IEND":
            if not drawn:
                raise _Broken
            return Picture("image/png", *shape, bytes(kept))
        at = end
    raise _Broken


def _webp(data: bytes) -> Picture:
    (announced,) = struct.unpack("<I", data[4:8])
    end, at, kept = announced + 8, 12, bytearray()
    shape: tuple[int, int] | None = None
    drawn = False
    if end > len(data):
        raise _Broken
    for _number in range(_PARTS_MOST):
        if at + 8 > end:
            break
        name, length = struct.unpack("<4sI", data[at : at + 8])
        part = data[at + 8 : at + 8 + length]
        if len(part) < length:
            raise _Broken
        if name in _WEBP_KEPT:
            shape = shape or _webp_shape(name, part)
            drawn = drawn or name in (b"VP8 ", b"VP8L")
            part = _unmarked(part) if name == b"VP8X" else part
            kept += struct.pack("<4sI", name, length) + part + b"\0" * (length % 2)
        at += 8 + length + length % 2
    if shape is None or not drawn:
        raise _Broken
    return Picture("image/webp", *shape, b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WEBP" + kept)


def _unmarked(part: bytes) -> bytes:
    if part[0] & _MOVES:
        raise _Broken
    return bytes([part[0] & _ALPHA]) + part[1:]


def _webp_shape(name: bytes, part: bytes) -> tuple[int, int] | None:
    if name == b"VP8X":
        wide, high = (int.from_bytes(part[at : at + 3], "little") + 1 for at in (4, 7))
        return wide, high
    if name == b"VP8L":
        (bits,) = struct.unpack("<I", part[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name == b"VP8 ":
        if part[3:6] != b"\x9d\x01\x2a":
            raise _Broken
        wide, high = struct.unpack("<HH", part[6:10])
        return wide & 0x3FFF, high & 0x3FFF
    return None
