"""The card: as high as its words, never higher than a channel takes."""

import pytest

from pictures.card import MOST_HIGH, WIDE, CardPage, Section, _fitting, _height, _Line, draw
from pictures.paper import to_png
from tests.pictures.hostile import HOSTILE


def card(rows: tuple[str, ...]) -> CardPage:
    return CardPage(
        "给接种门诊看：乐乐",
        ("2026年5月20日出生",),
        (Section("已经打过的", rows), Section("想问医生的", rows, strong=True)),
        "家长自述",
    )


def test_it_is_as_high_as_its_words() -> None:
    short, long = draw(card(("乙肝疫苗",))), draw(card(("乙肝疫苗",) * 9))
    assert short.width == long.width == WIDE
    assert short.height < long.height < 2 * WIDE
    assert to_png(short) == to_png(draw(card(("乙肝疫苗",))))


def test_it_is_never_higher_than_a_channel_takes() -> None:
    """Telegram: width and height together at most 10,000, and no more than 20 times as long as wide."""
    drawn = draw(card(("乙肝疫苗：2026.5.20；" * 40,) * 200))
    assert drawn.height == MOST_HIGH
    assert drawn.width + drawn.height <= 10_000


def test_what_is_left_out_is_marked_and_the_foot_stays() -> None:
    lines = [_Line("乙肝疫苗", 40, 500, "#000000", 8, 34)] * 50
    assert _fitting(lines, 10_000) == (lines, True)
    kept, whole = _fitting(lines, 1_000)
    assert not whole
    assert kept[-1].text == "…"
    assert 1 < len(kept) < 50
    assert _height(kept) <= 1_000
    # the last thing on a full card is its foot, not half a row
    full = draw(card(("乙肝疫苗：2026.5.20；" * 40,) * 200))
    assert full.crop((0, MOST_HIGH - 40, WIDE, MOST_HIGH)).getcolors() == [(40 * WIDE, (255, 255, 255))]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_whatever_is_said_nothing_raises(text: str) -> None:
    drawn = draw(CardPage(text, (text,), (Section(text, (text, text)),), text))
    assert drawn.width == WIDE
