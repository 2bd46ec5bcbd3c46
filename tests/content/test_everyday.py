"""The table of everyday words and the questions for conversations of the bot: sound, and mistakes name file, line and cure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from content import PACKS, PackError, load_knowledge
from content.everyday import load_wording
from rules.answers.answer import FLOWS
from rules.asked import plain

WORDS, QUESTIONS = "everyday_words.yaml", "flow_questions.yaml"


@pytest.fixture
def country(tmp_path: Path) -> Path:
    for name in (WORDS, QUESTIONS):
        shutil.copy(PACKS / "cn" / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("city", ["cn/wuhu", "cn/hefei"])
def test_every_city_reads_the_same_table_and_takes_its_own_name_for_nothing(city: str) -> None:
    knowledge = load_knowledge(city)
    wording = knowledge.wording()
    assert knowledge.wording() is wording, "read once"
    assert wording.read(knowledge.city) == []
    assert wording.read(f"{knowledge.districts[0].name}暂住证") == ["=居住证"]
    assert set(wording.flows) <= {*FLOWS, *(f"near:{kind}" for kind in knowledge.place_kinds)}


def test_what_the_brief_of_the_city_names_is_in_the_table() -> None:
    """Everyday words seen in parents' questions, and what the offices call it."""
    read = load_knowledge("cn/wuhu").wording().read
    for everyday, official in (
        ("打预防针", "打疫苗"),
        ("小本本", "接种证"),
        ("暂住证", "居住证"),
        ("新农合", "医保"),
        ("公立", "公办"),
        ("私立", "民办"),
        ("摇号", "派位"),
        ("没位子", "学位"),
        ("咋弄", "怎么办"),
        ("啷个办", "怎么办"),
        ("啥子", "什么"),
        ("么子", "什么"),
        ("娃儿", "孩子"),
        ("细伢子", "孩子"),
        ("小把戏", "孩子"),
    ):
        assert f"={official}" in read(everyday), everyday
    for nothing in ("俺", "恁", "请问", "the"):
        assert read(nothing) == [], nothing


def test_nothing_is_ours_and_not_ours() -> None:
    wording = load_knowledge("cn/wuhu").wording()
    ours = {plain(way) for one in wording.meanings for ways in one.said.values() for way in (one.word, *ways)}
    others = {
        plain(way) for one in wording.outside for ways in one.said.values() for way in (one.word, *ways)
    }
    assert not ours & others


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        (WORDS, "  - word: 孙子\n", "  - word: 孩子\n", "孩子 stands twice. Put both in one."),
        (WORDS, "zh_CN: 孙女, 外孙", "zh_CN: 孙女, 外孫", "write it as it is compared, '外孙'"),
        (WORDS, "en: grandson, ", "en: Grandson, ", "write it as it is compared, 'grandson'"),
        (WORDS, "  - word: 孙子\n", "  - wort: 孙子\n", "Add the line 'word: …'"),
        (
            QUESTIONS,
            "  - flow: papers\n",
            "  - flow: nowhere\n",
            "there is no conversation nowhere. It can be: activities",
        ),
        (
            QUESTIONS,
            "  - flow: papers\n",
            "  - flow: near:nothing\n",
            "there is no conversation near:nothing",
        ),
    ],
)
def test_mistakes_name_file_line_and_cure(
    country: Path, name: str, before: str, after: str, said: str
) -> None:
    text = (country / name).read_text(encoding="utf-8")
    assert before in text
    (country / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_wording(country, load_knowledge("cn/wuhu").place_kinds)
    assert caught.value.path == country / name
    assert caught.value.line > 1
    assert said in str(caught.value)
