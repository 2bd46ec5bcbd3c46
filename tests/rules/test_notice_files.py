"""Files that go with a notice: their bytes say what they are, whatever they are called."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.notice_files import DOCUMENT_MOST, TITLE_MOST, Sent, Trouble, named, read
from tests.rules.answering import hostile

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def office(*parts: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        for part in ("[Content_Types].xml", *parts):
            package.writestr(part, "x")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (PDF, "pdf"),
        (office("word/document.xml"), "docx"),
        (office("xl/workbook.xml"), "xlsx"),
        (office("ppt/presentation.xml"), "pptx"),
    ],
)
def test_a_document_is_told_by_its_bytes(data: bytes, ending: str) -> None:
    sent = read(data, "photo.jpg")
    assert isinstance(sent, Sent)
    assert (sent.title, sent.data, sent.is_picture) == (f"photo.{ending}", data, False)


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"MZ\x90\x00", Trouble.OTHER),
        (b"<html>", Trouble.OTHER),
        (b"GIF89a", Trouble.OTHER),
        (b"%PDF-1.7 cut off", Trouble.OTHER),
        (office("x"), Trouble.OTHER),
        (office("word/document.xml")[:-30], Trouble.OTHER),
        (office("word/document.xml", "word/vbaProject.bin"), Trouble.MACROS),
        (PDF + b" " * DOCUMENT_MOST, Trouble.TOO_MUCH),
    ],
)
def test_what_cannot_go(data: bytes, trouble: Trouble) -> None:
    assert read(data, "x.pdf") == trouble


@given(st.binary(max_size=200), hostile)
def test_any_bytes_under_any_name(data: bytes, title: str) -> None:
    assert isinstance(read(data, title), Sent | Trouble)


@given(hostile)
def test_a_name_is_one_every_machine_takes(title: str) -> None:
    name = named(title, "pdf")
    assert name.endswith(".pdf")
    assert 5 <= len(name) <= TITLE_MOST
    assert not set(name) & set('<>:"/\\|?*\x00\n\u202e')
    assert not name.startswith(".")
    name.encode()
