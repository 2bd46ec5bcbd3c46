"""Which vaccine somebody means who types its name instead of tapping it."""

from pathlib import Path

import pytest

from dialogs.booklet_telling import named
from dialogs.vaccine_words import vaccine_name
from dialogs.words import Catalogues
from tests.dialogs.talk import knowledge

CATALOGUES = Catalogues.load(Path(__file__).parents[2] / "locales")


@pytest.mark.parametrize(
    ("language", "said", "code"),
    [
        ("en", "hepatitis B", "HepB"),
        ("en", "Hepatitis B vaccine", "HepB"),
        ("en", "mmr", "MMR"),
        ("en", "HPV", "HPV"),
        ("en", " b c g ", "BCG"),
        ("zh_CN", "乙肝", "HepB"),
        ("zh_CN", "糖丸", "bOPV"),
        ("zh_CN", "卡介苗", "BCG"),
        ("zh_CN", "HPV", "HPV"),
    ],
)
def test_a_name_typed_does_as_its_button(language: str, said: str, code: str) -> None:
    assert named(said, knowledge(), CATALOGUES.speak(language)) == code


@pytest.mark.parametrize(
    "said", ["", "vaccine", "疫苗", "2024-03-05", "JE", "not a vaccine", "(", "hepatitis"]
)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_may_be_several_or_none_is_not_guessed(language: str, said: str) -> None:
    assert named(said, knowledge(), CATALOGUES.speak(language)) is None


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_button_is_understood_when_it_is_typed(language: str) -> None:
    words = CATALOGUES.speak(language)
    book = knowledge().book
    for code in (*book.vaccines, *book.combinations):
        assert named(vaccine_name(knowledge(), code, words), knowledge(), words) == code
