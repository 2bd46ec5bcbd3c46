"""What one message can hold, checked where a Screen is made and not when a channel refuses it."""

from __future__ import annotations

import pytest

from dialogs.screens import (
    BUTTONS_MOST,
    CAPTION_MOST,
    ROW_MOST,
    TEXT_MOST,
    Attachment,
    Choice,
    Place,
    Screen,
    TooLong,
    length,
    rows,
)
from dialogs.words import Html
from pictures.paper import Sheet, to_png

FILE = Attachment("a.html", "text/html", b"<p>")


@pytest.mark.parametrize(
    ("text", "units"),
    [("", 0), ("糖", 1), ("😀", 2), ("<b>a</b>", 1), ("a &amp; b &lt;c&gt;", 9), ("a\nb", 3), ("\ud83d", 1)],
    ids=ascii,
)
def test_length_is_counted_as_it_is_read(text: str, units: int) -> None:
    assert length(text) == units


@pytest.mark.parametrize("letter", ["a", "糖", "&amp;", "<b>a</b>"])
def test_a_text_that_just_fits(letter: str) -> None:
    Screen(Html(letter * TEXT_MOST))
    Screen(Html(letter * CAPTION_MOST), file=FILE)
    with pytest.raises(TooLong):
        Screen(Html(letter * TEXT_MOST + "a"))
    with pytest.raises(TooLong):
        Screen(Html(letter * CAPTION_MOST + "a"), picture=FILE)


def test_letters_outside_the_first_plane_count_twice() -> None:
    Screen(Html("😀" * (TEXT_MOST // 2)))
    with pytest.raises(TooLong) as error:
        Screen(Html("😀" * (TEXT_MOST // 2) + "a"))
    assert "😀" not in str(error.value)


def test_buttons_have_limits_too() -> None:
    one = Choice("Home", "go:home")
    Screen(Html("a"), rows(*[one] * BUTTONS_MOST, width=ROW_MOST))
    with pytest.raises(TooLong):
        Screen(Html("a"), rows(*[one] * (BUTTONS_MOST + 1), width=ROW_MOST))
    with pytest.raises(TooLong):
        Screen(Html("a"), (tuple([one] * (ROW_MOST + 1)),))


@pytest.mark.parametrize("tap", ["", "x" * 65, "候" * 22])
def test_an_address_has_1_to_64_bytes(tap: str) -> None:
    with pytest.raises(ValueError, match="1 to 64 bytes"):
        Choice("Home", tap)
    with pytest.raises(ValueError, match="either"):
        Choice("Home")


def test_what_the_outbox_keeps_gives_the_same_screen_back() -> None:
    whole = Screen(
        Html("<b>a</b>"),
        rows(Choice("Home", "go:home"), Choice("Map", url="https://example.org")),
        place=Place(31.3, 118.4, "Clinic", "Street 1"),
        picture=Attachment("a.png", "image/png", b"x", "A calendar: nothing is late."),
        file=FILE,
        placeholder="…",
        asks_location=True,
        fresh=True,
    )
    assert Screen.from_json(whole.to_json()) == whole
    assert Screen.from_json(Screen(Html("a")).to_json()) == Screen(Html("a"))


def test_a_picture_knows_its_size() -> None:
    picture = Attachment("a.png", "image/png", to_png(Sheet((60, 40)).image))
    assert picture.size == (60, 40)
    assert Attachment("a.png", "image/png", b"\x89PNG").size is None
    assert FILE.size is None
