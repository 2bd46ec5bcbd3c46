"""Files that go with a notice: what they are, their bytes say. A picture is a photo (`rules.photos`); a document is PDF, Word, Excel or PowerPoint of today.

Sources: PDF 32000-1, 7.5.2 (header); ECMA-376, part 2 (a ZIP package with [Content_Types].xml).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rules import photos

#: Bytes of a picture and of a document: every family gets its own copy over its own line.
PICTURE_MOST, DOCUMENT_MOST = 300_000, 1_000_000
#: Characters of a name a family sees.
TITLE_MOST = 60
_OFFICE = {
    b"word/document.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    b"xl/workbook.xml": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    b"ppt/presentation.xml": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
    ),
}
#: What cannot stand in a name of a file anywhere, and signs that turn the line round.
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')


class Trouble(StrEnum):
    """Why it cannot go with a notice."""

    EMPTY = "empty"
    #: Neither a photo nor a document of these kinds, or cut off.
    OTHER = "other"
    TOO_MUCH = "too_much"
    #: A document with a program in it.
    MACROS = "macros"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it is kept: `title` is the name families see, with the ending its bytes deserve."""

    title: str
    mime: str
    data: bytes

    @property
    def is_picture(self) -> bool:
        return self.mime.startswith("image/")


def read(data: bytes, title: str) -> Sent | Trouble:
    """The file, a photo without what only the camera knows; or why not. Raises nothing."""
    if not data:
        return Trouble.EMPTY
    picture = photos.read(data, PICTURE_MOST)
    if isinstance(picture, photos.Picture):
        return Sent(named(title, picture.mime.removeprefix("image/")), picture.mime, picture.data)
    if picture == photos.Trouble.TOO_MUCH and photos.size(data) is not None:
        return Trouble.TOO_MUCH
    return _document(data, title)


def _document(data: bytes, title: str) -> Sent | Trouble:
    if len(data) > DOCUMENT_MOST:
        return Trouble.TOO_MUCH
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:]:
        return Sent(named(title, "pdf"), "application/pdf", data)
    # the list of what a ZIP holds stands at its end
    if data.startswith(b"PK\x03\x04") and b"PK\x05\x06" in data[-66_000:] and b"[Content_Types].xml" in data:
        if b"vbaProject.bin" in data:
            return Trouble.MACROS
        for part, (mime, ending) in _OFFICE.items():
            if part in data:
                return Sent(named(title, ending), mime, data)
    return Trouble.OTHER


def named(title: str, ending: str) -> str:
    """A name every machine takes, with this ending; "file" where nothing is left of it."""
    bare = _UNFIT.sub("", title).strip(" .")
    stem = bare.rpartition(".")[0] or bare
    return f"{stem[: TITLE_MOST - 6].strip(' .') or 'file'}.{ending}"
