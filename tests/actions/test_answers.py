"""The packs' answers are ready before the first parent asks, and a broken pack is told at the start."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from actions.answers import first, prepare
from content import PACKS, PackError, load_knowledge


def test_all_are_read_and_indexed() -> None:
    knowledge = load_knowledge("cn/wuhu")
    assert prepare(knowledge) == 88
    assert first(knowledge) is first(knowledge)
    assert first(knowledge).index.search("居住证怎么办", 1)[0].key == "permit_how"


def test_a_broken_pack_names_file_line_and_cure(tmp_path: Path) -> None:
    packs = tmp_path / "content"
    shutil.copytree(PACKS, packs, ignore=shutil.ignore_patterns("__pycache__"))
    broken = packs / "cn/wuhu/answers_k.yaml"
    broken.write_text(
        "theme: bot\nanswers:\n  - key: human\n    ways:\n      - answer: nowhere\n", encoding="utf-8"
    )
    with pytest.raises(PackError, match=r"answers_k\.yaml:3: human: ways\.1: leads to nowhere"):
        prepare(load_knowledge("cn/wuhu", packs))
