"""Text in pictures: one font that has Chinese, what it can draw, how wide that is, and where a line breaks.

The font comes with the bot (Noto Sans CJK, Simplified Chinese forms, from the package manimgx-fonts-cjk), so that a picture looks the
same on every machine. It is opened when the first picture is drawn. It has no emoji: signs are drawn as shapes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from PIL import ImageFont

#: Weights of the variable font, 100 to 900.
REGULAR, MEDIUM, BOLD = 400, 500, 700
#: A line is so many times as high as its letters.
LEADING = 1.4
#: From the top of a line to the baseline, in letter sizes: Chinese characters and capitals stand in the middle of the line.
BASELINE = 1.08
#: Which of the collection's faces has the forms of Simplified Chinese.
_SIMPLIFIED = 2
#: What is measured to see whether the font has a character, in pixels; U+FFFF is a character nobody has.
_LOOK, _NOBODY = 24, "\uffff"
#: Drawn apart from their letter or not at all: controls, directions, half characters, marks left over after composing.
_UNDRAWN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Zl", "Zp"))
#: A line breaks at spaces, and between any two Chinese characters; but what closes stays with what it closes, what opens with what it opens.
_PIECE = re.compile(r"[（《“‘【]*(?:[^\s\u2e80-\u9fff\uff00-\uffef]+|\S)[，。、；：！？）》”’】,.;:!?)…]*\s*")


@lru_cache(maxsize=64)
def font(size: int, weight: int = REGULAR) -> ImageFont.FreeTypeFont:
    """The font at this size in pixels. Kept: a picture uses few sizes."""
    with resources.as_file(resources.files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc") as path:
        found = ImageFont.truetype(str(path), size, index=_SIMPLIFIED, layout_engine=ImageFont.Layout.BASIC)
    found.set_variation_by_axes([weight])
    return found


@lru_cache(maxsize=16_384)
def has(character: str) -> bool:
    """Whether the font has this one character: what it lacks it draws as the same box as any other that it lacks."""
    if unicodedata.category(character) in _UNDRAWN:
        return False
    return character.isspace() or bytes(font(_LOOK).getmask(character)) != _box()


@lru_cache(maxsize=1)
def _box() -> bytes:
    return bytes(font(_LOOK).getmask(_NOBODY))


def drawable(text: str) -> str:
    """The text as it can be drawn, on one line: without emoji, controls, directions and scripts the font lacks. It may be empty then."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(one if has(one) else " " if one.isspace() else "" for one in composed).split())


def width(text: str, size: int, weight: int = REGULAR) -> float:
    """Pixels this text takes on one line."""
    return _width(drawable(text), size, weight)


@lru_cache(maxsize=4_096)
def _width(text: str, size: int, weight: int) -> float:
    return font(size, weight).getlength(text)


def line_height(size: int) -> int:
    """Pixels from one line to the next."""
    return round(size * LEADING)


def cut(text: str, size: int, weight: int, room: float) -> str:
    """The text in `room` pixels, its end replaced by "…" where it is too long."""
    text = drawable(text)
    if _width(text, size, weight) <= room:
        return text
    least, most = 0, len(text)  # so many characters fit, with the sign that some are missing
    while least < most:
        middle = (least + most + 1) // 2
        fits = font(size, weight).getlength(text[:middle].rstrip() + "…") <= room
        least, most = (middle, most) if fits else (least, middle - 1)
    return text[:least].rstrip() + "…" if least else ""


def wrap(text: str, size: int, weight: int, room: float, most: int | None = None) -> list[str]:
    """The text in lines of `room` pixels, `most` of them at most: then the last one ends in "…"."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(drawable(text), size, weight, room):
        if line and _width((line + piece).rstrip(), size, weight) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    if line:
        lines.append(line.rstrip())
    if most is not None and len(lines) > most:
        lines[most - 1 :] = [cut("".join(_spaced(lines[most - 1 :])), size, weight, room)]
        if not lines[-1].endswith("…"):
            lines[-1] = cut(lines[-1] + "……", size, weight, room)
    return lines


def listed(items: Sequence[str], between: str, size: int, weight: int, room: float, most: int) -> list[str]:
    """Names in lines of `room` pixels, `between` between them; a name is not broken. What is beyond `most` lines is cut with "…"."""
    lines = [""]
    for item in map(drawable, items):
        longer = lines[-1] + between + item if lines[-1] else item
        if not lines[-1] or _width(longer, size, weight) <= room:
            lines[-1] = longer
        else:
            lines[-1] += between.rstrip()
            lines.append(item)
    if len(lines) > most:
        lines[most - 1 :] = [cut(lines[most - 1] + " ……", size, weight, room)]
    return [cut(line, size, weight, room) for line in lines if line]


def _pieces(text: str, size: int, weight: int, room: float) -> list[str]:
    """What stays together; a piece wider than the line is broken anywhere."""
    found: list[str] = []
    for piece in _PIECE.findall(text):
        while _width(piece.rstrip(), size, weight) > room and len(piece) > 1:
            fits = max(1, len(cut(piece, size, weight, room)) - 1)
            found.append(piece[:fits])
            piece = piece[fits:]
        found.append(piece)
    return found


def _spaced(lines: list[str]) -> list[str]:
    """Lines to be one again: the spaces at their ends were taken."""
    return [line if line[-1:] > "\u2e7f" else line + " " for line in lines]
