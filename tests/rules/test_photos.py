"""Photos are known by their bytes, and lose what only the camera knew; hostile files are refused and never crash."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rules.photos import ANSWER_MOST, PAGE_MOST, Picture, Trouble, read, size

SECRET = b"31.3340N-118.3620E"


def drawn(kind: str, shape: tuple[int, int] = (40, 30), held: int = 1) -> bytes:
    """A picture of this kind, with a place hidden in its metadata. `held` is how the camera was turned."""
    image = Image.new("RGB", shape, (200, 30, 30))
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = held
    file = io.BytesIO()
    image.save(file, kind, exif=exif)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_the_camera_knew_is_gone_and_the_picture_is_the_same(kind: str) -> None:
    data = drawn(kind)
    assert SECRET in data
    found = read(data, PAGE_MOST)
    assert isinstance(found, Picture)
    assert (found.mime, found.wide, found.high) == (f"image/{kind.lower()}", 40, 30)
    assert SECRET not in found.data
    assert opened(found.data).tobytes() == opened(data).tobytes()
    assert read(found.data, PAGE_MOST) == found


def test_what_stands_behind_the_picture_is_gone() -> None:
    """Phones hang a short film, with sound, behind a photo."""
    for kind in ("JPEG", "PNG", "WEBP"):
        data = drawn(kind)
        found = read(data + b"film" + SECRET * 3, PAGE_MOST)
        assert found == read(data, PAGE_MOST)


def test_a_comment_and_a_thumbnail_are_gone() -> None:
    data = drawn("JPEG")
    note = b"\xff\xfe" + struct.pack(">H", 2 + len(SECRET)) + SECRET
    found = read(data[:2] + note + data[2:], PAGE_MOST)
    assert isinstance(found, Picture)
    assert SECRET not in found.data


@pytest.mark.parametrize("held", range(1, 9))
def test_papers_do_not_lie_on_their_side(held: int) -> None:
    found = read(drawn("JPEG", held=held), PAGE_MOST)
    assert isinstance(found, Picture)
    assert dict(opened(found.data).getexif()) == ({} if held == 1 else {0x0112: held})


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_colours_stay(mode: str) -> None:
    file = io.BytesIO()
    Image.effect_noise((64, 48), 80).convert(mode).save(file, "JPEG", progressive=True)
    found = read(file.getvalue(), PAGE_MOST)
    assert isinstance(found, Picture)
    assert opened(found.data).tobytes() == opened(file.getvalue()).tobytes()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Trouble.EMPTY),
        (b"<svg xmlns='x'><script>1</script></svg>", Trouble.OTHER),
        (b"<!doctype html><p>photo.jpg", Trouble.OTHER),
        (b"GIF89a" + b"\0" * 40, Trouble.OTHER),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, Trouble.OTHER),
        (b"\xff\xd8\xff", Trouble.BROKEN),
        (b"\x89PNG\r\n\x1a\n", Trouble.BROKEN),
        (b"RIFF\xff\xff\xff\xffWEBPVP8 ", Trouble.BROKEN),
        (drawn("JPEG")[:-2], Trouble.BROKEN),
        (drawn("PNG")[:-20], Trouble.BROKEN),
        (drawn("WEBP")[:-20], Trouble.BROKEN),
        (drawn("JPEG", (4_000, 10)), Trouble.SHAPE),
        (drawn("PNG", (9_000, 1_500)), Trouble.SHAPE),
    ],
)
def test_what_is_no_photo_is_refused(data: bytes, why: Trouble) -> None:
    assert read(data, PAGE_MOST) == why


def test_too_many_bytes_are_refused_before_they_are_read() -> None:
    assert read(b"\xff\xd8\xff" * ANSWER_MOST, ANSWER_MOST) == Trouble.TOO_MUCH
    assert isinstance(read(drawn("JPEG"), ANSWER_MOST), Picture)


def test_a_bomb_of_pixels_is_refused_by_its_head() -> None:
    data = bytearray(drawn("PNG"))
    data[16:24] = struct.pack(">II", 60_000, 60_000)
    assert read(bytes(data), PAGE_MOST) == Trouble.SHAPE


def test_the_size_is_told_where_it_can_be() -> None:
    assert size(drawn("JPEG", (7, 9))) == (7, 9)
    assert size(drawn("PNG", (7, 9))) == (7, 9)
    assert size(b"%PDF-1.7") is None
    assert size(b"\xff\xd8\xff\xff") is None


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_damaged_files_never_crash(kind: str, data: st.DataObject) -> None:
    whole = bytearray(drawn(kind))
    for _number in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    found = read(cut, PAGE_MOST)
    size(cut)
    if isinstance(found, Picture):
        assert 0 < found.wide + found.high <= 10_000
        again = read(found.data, PAGE_MOST)
        assert isinstance(again, Picture)
        assert again.data == found.data


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP"]),
)
def test_any_bytes_are_answered(rest: bytes, head: bytes) -> None:
    assert isinstance(read(head + rest, PAGE_MOST), Picture | Trouble)
