"""Text in pictures: everything we say can be drawn, whatever a parent typed neither raises nor runs over."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.words import Catalogues
from pictures.letters import cut, drawable, font, has, line_height, width, wrap
from tests.pictures.hostile import HOSTILE

ROOT = Path(__file__).parents[2]
CATALOGUES = Catalogues.load(ROOT / "locales")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_letter_of_the_catalogues_can_be_drawn(language: str) -> None:
    said = [*CATALOGUES.interface, *CATALOGUES.knowledge]
    assert language in said
    texts = set()
    for shelf in (CATALOGUES.interface, CATALOGUES.knowledge):
        if language in shelf:
            texts |= {*shelf[language].sentences, *shelf[language].sentences.values()}
            texts |= {form for forms in shelf[language].plurals.values() for form in forms}
    lacking = {one for text in texts for one in text if not one.isspace() and not has(one)}
    # symbols, most of them emoji, and the joints inside emoji: pictures draw such signs as shapes
    assert {one for one in lacking if unicodedata.category(one) not in ("So", "Cf", "Mn")} == set()


def test_the_font_tells_what_it_lacks() -> None:
    assert all(has(one) for one in "今天麻腮风疫苗aZ09，。：；（）·…“”~%°é①√")
    assert not any(has(one) for one in "😀👶שم\u202e\x00\ud800\uffff\u0300")


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_was_typed_fits(text: str) -> None:
    shown = cut(text, 34, 700, 300)
    assert width(shown, 34, 700) <= 300
    for line in wrap(text, 30, 400, 220, 3):
        assert width(line, 30, 400) <= 220
    assert len(wrap(text, 30, 400, 220, 3)) <= 3


@given(st.text(max_size=60), st.integers(12, 60), st.integers(0, 500))
def test_any_text_fits_any_room(text: str, size: int, room: int) -> None:
    assert width(cut(text, size, 500, room), size, 500) <= room
    lines = wrap(text, size, 500, room + 2 * size)
    assert all(width(line, size, 500) <= room + 2 * size for line in lines)
    # nothing is lost and nothing is added where lines may be as many as they like
    assert "".join("".join(lines).split()) == "".join(drawable(text).split())


def test_what_is_drawn_has_no_box_in_it() -> None:
    assert drawable("😀 乐\u202e乐\x00 🎉") == "乐乐"
    assert drawable("שלום") == ""
    assert drawable("Zoe\u0301") == "Zoé"


def test_lines_break_where_people_break_them() -> None:
    text = "今天可以打，麻腮风疫苗（第一针）。"
    lines = wrap(text, 30, 400, 190)
    assert "".join(lines) == text
    assert not any(line[0] in "，。）" or line[-1] == "（" for line in lines)
    assert wrap("Please ask the clinic", 30, 400, 220) == ["Please ask the", "clinic"]


def test_a_text_too_long_says_that_something_is_missing() -> None:
    assert wrap("one two three four five six", 30, 400, 160, 2)[-1].endswith("…")
    assert wrap("一二三四五六七八九十", 30, 400, 100, 1)[-1].endswith("…")
    assert cut("abc", 30, 400, 1) == ""


def test_a_line_leaves_room_for_its_letters() -> None:
    assert line_height(30) == 42
    _left, top, _right, bottom = font(30).getbbox("国Äg", anchor="ls")
    assert bottom - top <= line_height(30)
