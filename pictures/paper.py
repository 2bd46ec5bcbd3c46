"""The sheet a picture is drawn on, its colours, and the bytes that come out: PNG for a chat, PDF for a printer.

Sizes are pixels; an A4 sheet has 150 to the inch and is read on a phone at a third of its width, so letters that matter have 30 or more.
Equal drawings give equal bytes: neither file holds a date.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from pictures.letters import BASELINE, REGULAR, cut, font, line_height, wrap

#: A portrait A4 sheet, and how many pixels to the inch that is.
A4, DPI = (1240, 1754), 150
#: Text; quieter text; lines and grids; the sheet itself.
INK, SOFT, LINE, WHITE = "#16211d", "#4b5954", "#c3ceca", "#ffffff"
#: Shapes are drawn so many times as large and made small, for smooth edges.
_FINER = 4
#: Colours a PNG keeps: all that these drawings have, with the shades of their edges.
_COLOURS = 192


@dataclass(frozen=True, slots=True)
class Tone:
    """Three colours that go together: a pale ground, a strong edge or sign, and letters on the ground (contrast 7 or better)."""

    ground: str
    strong: str
    letters: str = INK


#: Tones that people with any kind of colour vision can tell apart (after Okabe and Ito). A sign or word always says the same.
GREEN = Tone("#e2f2ec", "#00795a")
BLUE = Tone("#dcebf8", "#005f99")
ORANGE = Tone("#fde5d3", "#b84a00")
PURPLE = Tone("#f5e3ee", "#93406f")
GREY = Tone("#f0f3f2", "#6d7a75")

Box = tuple[float, float, float, float]
#: Draws with white on black, everything `times` as large as on the sheet, its corner at 0, 0.
Paint = Callable[[ImageDraw.ImageDraw, int], None]


class Sheet:
    """White paper of `size` pixels. Whatever is drawn past its edge is not there; nothing raises."""

    def __init__(self, size: tuple[int, int] = A4) -> None:
        self.image = Image.new("RGB", size, WHITE)
        self._draw = ImageDraw.Draw(self.image)

    def text(
        self,
        at: tuple[float, float],
        text: str,
        size: int,
        *,
        weight: int = REGULAR,
        colour: str = INK,
        room: float | None = None,
        align: str = "left",
    ) -> int:
        """One line, cut to `room`; `at` is the top of the line at its left, middle or right (`align`). Returns the y of the next line."""
        shown = cut(text, size, weight, room if room is not None else self.image.width)
        anchor = {"left": "ls", "middle": "ms", "right": "rs"}[align]
        place = (at[0], at[1] + round(size * BASELINE))
        if shown:
            self._draw.text(place, shown, font=font(size, weight), fill=colour, anchor=anchor)
        return round(at[1]) + line_height(size)

    def paragraph(
        self,
        at: tuple[float, float],
        text: str,
        size: int,
        room: float,
        *,
        most: int | None = None,
        weight: int = REGULAR,
        colour: str = INK,
    ) -> int:
        """Lines broken at `room`, `most` of them. Returns the y of the next line."""
        x, y = at
        for line in wrap(text, size, weight, room, most):
            y = self.text((x, y), line, size, weight=weight, colour=colour, room=room)
        return round(y)

    def line(self, points: list[tuple[float, float]], colour: str = LINE, thick: int = 2) -> None:
        """A straight line, upright or level; for curves see `smooth`."""
        self._draw.line(points, fill=colour, width=thick)

    def box(
        self, box: Box, ground: str, edge: str | None = None, *, corner: int = 12, thick: int = 3
    ) -> None:
        """A rectangle with round corners, left, top, right, bottom; with an edge of `thick` pixels inside it."""
        left, top, right, bottom = (round(side) for side in box)
        if right > left and bottom > top:
            shape = _boxed(right - left, bottom - top, corner, ground, edge, thick)
            self.image.paste(shape, (left, top), _rounded(right - left, bottom - top, corner))

    def smooth(self, box: Box, colour: str, paint: Paint) -> None:
        """Any shape with smooth edges inside this box: `paint` draws it in white, all sizes `times` as large."""
        left, top, right, bottom = (round(side) for side in box)
        if right <= left or bottom <= top:
            return
        self.stamp((left, top), colour, smoothed(right - left, bottom - top, paint))

    def stamp(self, at: tuple[float, float], colour: str, mask: Image.Image) -> None:
        """A shape that was made before by `smoothed`, its corner at `at`: what is drawn often is made once."""
        self.image.paste(colour, (round(at[0]), round(at[1])), mask)


def smoothed(wide: int, high: int, paint: Paint) -> Image.Image:
    """Which pixels of a rectangle the painted shape covers, and how much of those at its edge."""
    mask = Image.new("L", (wide * _FINER, high * _FINER))
    paint(ImageDraw.Draw(mask), _FINER)
    return mask.reduce(_FINER)


@lru_cache(maxsize=128)
def _boxed(wide: int, high: int, corner: int, ground: str, edge: str | None, thick: int) -> Image.Image:
    """The inside of a box: its ground, in a frame of its edge."""
    if edge is None:
        return Image.new("RGB", (wide, high), ground)
    shape = Image.new("RGB", (wide, high), edge)
    if wide > 2 * thick and high > 2 * thick:
        inner = _rounded(wide - 2 * thick, high - 2 * thick, max(0, corner - thick))
        shape.paste(ground, (thick, thick), inner)
    return shape


@lru_cache(maxsize=256)
def _rounded(wide: int, high: int, corner: int) -> Image.Image:
    """Which pixels a box with round corners covers, and how much of those at its edge. Only corners are drawn finer."""
    mask = Image.new("L", (wide, high), 255)
    corner = min(corner, wide // 2, high // 2)
    if corner <= 0:
        return mask
    round_ = Image.new("L", (2 * corner * _FINER, 2 * corner * _FINER))
    ImageDraw.Draw(round_).ellipse((0, 0, 2 * corner * _FINER - 1, 2 * corner * _FINER - 1), fill=255)
    small = round_.reduce(_FINER)
    for x, x_in in ((0, 0), (wide - corner, corner)):
        for y, y_in in ((0, 0), (high - corner, corner)):
            mask.paste(small.crop((x_in, y_in, x_in + corner, y_in + corner)), (x, y))
    return mask


def to_png(image: Image.Image) -> bytes:
    """The picture as a PNG with a palette: a third of the size, and quicker than full colour."""
    few = image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", compress_level=3)
    return out.getvalue()


def to_pdf(image: Image.Image) -> bytes:
    """The picture as one page of a PDF, at 150 pixels to the inch (an A4 sheet is an A4 page), without losing a pixel.

    Pillow's own PDF would be a JPEG, which frays letters, and dated. A PDF takes the pixels as a PNG packs them, so little is left to write.
    """
    few = Image.open(io.BytesIO(to_png(image)))
    palette = bytes(few.getpalette() or [])
    page = [round(side * 72 / DPI, 2) for side in image.size]
    draw = f"q {page[0]} 0 0 {page[1]} 0 0 cm /I Do Q".encode()
    pixels = zlib.compress(few.tobytes(), 6)
    size = f"/Width {image.width} /Height {image.height} /BitsPerComponent 8"
    colours = f"[/Indexed /DeviceRGB {len(palette) // 3 - 1} <{palette.hex()}>]"
    return _pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {page[0]} {page[1]}] "
        f"/Resources <</XObject <</I 5 0 R>>>> /Contents 4 0 R>>".encode(),
        _stream("", draw),
        _stream(f"/Type /XObject /Subtype /Image {size} /ColorSpace {colours} /Filter /FlateDecode ", pixels),
    )


def _stream(about: str, content: bytes) -> bytes:
    return f"<<{about}/Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream"


def _pdf(*objects: bytes) -> bytes:
    """A PDF file of these objects, numbered from 1; the first is its catalogue."""
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    foot = f"<</Size {len(objects) + 1} /Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + head.encode() + foot.encode()
