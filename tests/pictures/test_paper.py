"""The sheet: colours that can be read, drawings that never raise, files that are what they say."""

import io
import re

import pytest
from PIL import Image

from pictures.paper import A4, BLUE, GREEN, GREY, INK, ORANGE, PURPLE, SOFT, WHITE, Sheet, to_pdf, to_png
from tests.pictures.hostile import HOSTILE

TONES = {"green": GREEN, "blue": BLUE, "orange": ORANGE, "purple": PURPLE, "grey": GREY}


def _light(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", TONES)
def test_letters_and_signs_stand_out(name: str) -> None:
    tone = TONES[name]
    assert contrast(tone.letters, tone.ground) >= 7
    assert contrast(SOFT, tone.ground) >= 4.5
    # a white sign on it, and itself on the sheet
    assert contrast(tone.strong, WHITE) >= 4.4
    assert contrast(INK, WHITE) >= 7


def _drawn() -> Image.Image:
    sheet = Sheet()
    for at, text in enumerate([*HOSTILE, "麻腮风疫苗，第1针"]):
        tone = list(TONES.values())[at % len(TONES)]
        sheet.box((40, 50 * at, 900, 50 * at + 44), tone.ground, tone.strong)
        sheet.text((50, 50 * at), text, 30, room=840)
    sheet.paragraph((920, 40), "今天可以打。Please ask the clinic." * 9, 28, 280, most=5)
    sheet.smooth(
        (950, 600, 1150, 800), BLUE.strong, lambda draw, k: draw.ellipse((0, 0, 199 * k, 199 * k), 255)
    )
    return sheet.image


def test_equal_drawings_are_equal_bytes() -> None:
    assert to_png(_drawn()) == to_png(_drawn())
    assert to_pdf(_drawn()) == to_pdf(_drawn())


def test_a_png_shows_what_was_drawn() -> None:
    data = to_png(_drawn())
    back = Image.open(io.BytesIO(data)).convert("RGB")
    assert (back.format, back.size) == (None, A4)
    assert data.startswith(b"\x89PNG")
    # flat colours stay what they are, nearly: a palette has few
    for x, y in ((1000, 1700), (1050, 700)):
        seen, meant = back.getpixel((x, y)), _drawn().getpixel((x, y))
        assert isinstance(seen, tuple)
        assert isinstance(meant, tuple)
        assert max(abs(one - other) for one, other in zip(seen, meant, strict=True)) <= 6


def test_a_pdf_is_one_a4_page() -> None:
    data = to_pdf(_drawn())
    assert data.startswith(b"%PDF-1.4")
    assert data.rstrip().endswith(b"%%EOF")
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)]", data)
    assert box is not None
    wide, high = (float(side) / 72 * 25.4 for side in box.groups())
    assert (round(wide), round(high)) == (210, 297)
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    assert data[start:].startswith(b"xref\n0 6\n")
    for number, place in enumerate(re.findall(rb"(\d{10}) 00000 n", data), 1):
        assert data[int(place) :].startswith(f"{number} 0 obj".encode())


def test_nothing_past_the_edge_raises() -> None:
    sheet = Sheet((60, 40))
    sheet.box((-20, -20, 500, 500), WHITE, INK)
    sheet.box((10, 10, 10, 5), WHITE, INK)
    sheet.box((10, 10, 13, 13), WHITE, INK, corner=40)
    sheet.text((500, 500), "far away", 30, align="right")
    sheet.smooth((50, 30, 90, 60), INK, lambda draw, k: draw.rectangle((0, 0, 40 * k, 30 * k), 255))
    sheet.line([(-5, 5), (900, 5)])
    assert to_png(sheet.image)
