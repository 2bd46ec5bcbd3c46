"""Which vaccine somebody means who types its name instead of tapping it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.vaccine_names import MOST_MEANT, meant, named
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
        ("zh_CN", "水痘", "VAR"),
        ("zh_CN", "打了水痘疫苗", "VAR"),
        ("zh_CN", "九价", "HPV9"),
        ("zh_CN", "九价 HPV 疫苗", "HPV9"),
        ("zh_CN", "四价宫颈癌疫苗", "HPV4"),
        ("zh_CN", "五价轮状", "RV5"),
        ("zh_CN", "轮状病毒疫苗", "RV"),
        ("zh_CN", "13价", "PCV13"),
        ("zh_CN", "手足口", "EV71"),
        ("zh_CN", "流感", "Influenza"),
        ("zh_CN", "四价流感", "Influenza"),
        ("zh_CN", "流脑AC结合", "MCV2"),
        ("zh_CN", "四价流脑结合", "MCV4"),
        ("zh_CN", "甲肝灭活疫苗", "HepA-I"),
        ("zh_CN", "乙脑灭活", "JE-I"),
        ("zh_CN", "尼塞韦单抗", "RSV"),
        ("zh_CN", "合胞病毒", "RSV"),
        ("zh_CN", "五联苗", "DTaP-IPV/Hib"),
        ("zh_CN", "四联", "DTaP-Hib"),
        ("zh_CN", "流感嗜血杆菌", "Hib"),
        ("en", "flu shot", "Influenza"),
        ("en", "chickenpox", "VAR"),
        ("en", "nine-valent HPV", "HPV9"),
        ("en", "5-in-1", "DTaP-IPV/Hib"),
        ("en", "RSV antibody", "RSV"),
        ("en", "hand, foot and mouth", "EV71"),
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


@pytest.mark.parametrize(
    ("language", "said", "codes"),
    [
        ("zh_CN", "流脑", ["MPSV-A", "MPSV-AC", "MPSV4", "MCV", "MCV2", "MCV4"]),
        ("zh_CN", "流脑ACYW135", ["MPSV4", "MCV4"]),
        ("zh_CN", "四价流脑", ["MPSV4", "MCV4"]),
        ("zh_CN", "乙脑疫苗", ["JE-L", "JE-I"]),
        ("zh_CN", "甲肝", ["HepA-L", "HepA-I"]),
        ("zh_CN", "肺炎疫苗", ["PCV13", "PPV23"]),
        ("zh_CN", "脊灰疫苗", ["IPV", "bOPV", "DTaP-IPV"]),
        ("en", "hepatitis a", ["HepA-L", "HepA-I", "HepA-HepB"]),
        ("en", "pneumonia", ["PCV13", "PPV23"]),
        ("en", "polio", ["IPV", "bOPV", "tOPV", "DTaP-IPV/Hib", "DTaP-IPV"]),
        ("zh_CN", "疫苗", []),
        ("zh_CN", "打针", []),
        ("zh_CN", "流", []),
        ("en", "a", []),
        ("en", "vaccine", []),
        ("en", "", []),
        ("zh_CN", "2026年3月5日", []),
    ],
)
def test_what_may_be_several_is_asked_about(language: str, said: str, codes: list[str]) -> None:
    words = CATALOGUES.speak(language)
    assert named(said, knowledge(), words) is None
    assert meant(said, knowledge(), words) == codes


@given(said=st.text(max_size=60), language=st.sampled_from(["en", "zh_CN", "ug"]))
def test_any_text_is_read(said: str, language: str) -> None:
    words, book = CATALOGUES.speak(language), knowledge().book
    one, several = named(said, knowledge(), words), meant(said, knowledge(), words)
    assert one is None or book.knows(one)
    assert all(book.knows(code) for code in several)
    assert len(several) <= MOST_MEANT


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_button_is_understood_when_it_is_typed(language: str) -> None:
    words = CATALOGUES.speak(language)
    book = knowledge().book
    for code in (*book.vaccines, *book.combinations, *book.products):
        assert named(vaccine_name(knowledge(), code, words), knowledge(), words) == code
