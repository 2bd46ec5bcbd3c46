"""The command `ask`: what a typed question would be answered with, as the chat decides; the city's own entries before the packs'."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from bot.ask import answer, answer_from
from content import load_knowledge
from db.answers import AnswerRow
from db.connection import open_engine
from db.schema import migrate
from rules.answers.answer import Answer, to_plain
from rules.answers.deciding import decide
from rules.answers.search import Index
from tests.databases import KINDS, Kind, make_database
from tests.processes import ROOT, free_port

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
KNOWLEDGE = load_knowledge("cn/wuhu")
INDEX = Index(KNOWLEDGE.first_answers(), KNOWLEDGE.wording())
CASE = {"id": "a1", "q": "打针的小本本不见了咋办", "lang": "zh_CN"}
OWN = Answer("our_swing", {"zh_CN": "秋千在哪"}, {"zh_CN": "在公园。"}, {"zh_CN": ("秋千在哪里玩",)})


def told(*cases: Any) -> list[dict[str, Any]]:
    return answer(cases, INDEX, KNOWLEDGE.place_kinds)


def topics(url: str, question: str) -> tuple[list[str], list[str]]:
    """What is answered with this database, and what was said about it."""
    said: list[str] = []
    answers = answer_from([CASE | {"q": question}], KNOWLEDGE, url, said.append)
    return answers[0]["topics"], said


def test_the_best_three_as_the_chat_decides() -> None:
    found = told(CASE)[0]
    assert found == {"id": "a1", "topics": list(decide(CASE["q"], INDEX, KNOWLEDGE.place_kinds).hits)}
    assert found["topics"][0] == "vac_lost"
    assert len(found["topics"]) <= 3


def test_flows_and_nothing() -> None:
    asked = ["附近打疫苗的地方", "下一针什么时候打", "月亮代表我的心", ""]
    found = [one["topics"] for one in told(*({"id": n, "q": q} for n, q in enumerate(asked)))]
    assert [one[:1] for one in found] == [["flow:near:vaccination_clinic"], ["flow:next"], [], []]


def test_ids_are_passed_through_and_the_order_is_kept() -> None:
    names = ["x", 7, None, [1], {"a": 1}, True]
    assert [one["id"] for one in told(*({"id": name, "q": "居住证"} for name in names))] == names
    assert [one.get("id") for one in told({"q": "居住证"}, CASE)] == [None, "a1"]


@pytest.mark.parametrize(
    ("case", "error"),
    [
        (5, "a case must be a JSON object"),
        (None, "a case must be a JSON object"),
        ({}, "q must be the text of a question"),
        ({"q": None}, "q must be the text of a question"),
        ({"q": ["居住证"]}, "q must be the text of a question"),
        ({"q": "居住证", "lang": 5}, "lang must be a code of a language like zh_CN"),
    ],
)
def test_a_case_that_cannot_be_read_stops_no_other(case: Any, error: str) -> None:
    bad, good = told(case, CASE)
    assert bad == {"id": None, "error": error}
    assert good["topics"]


@pytest.mark.parametrize("language", ["zh_CN", "en", "ug", "zh-hant", "", "nonsense", None])
def test_whatever_the_language_is_said_to_be_every_language_is_compared(language: str | None) -> None:
    case = {"id": 1, "lang": language, "more": {"unknown": "fields"}}
    for question in ("接种证丢了", "lost vaccination booklet"):
        assert told(case | {"q": question})[0]["topics"][0] == "vac_lost"


@pytest.mark.parametrize(
    "text",
    ["\x00", "\ud800", "<b>{0}%s</b>", "居" * 10_000, "a b " * 5_000, "\u202e证", "😀" * 500, "1" * 9_999],
)
def test_hostile_text_gets_an_answer(text: str) -> None:
    assert isinstance(told({"id": 1, "q": text})[0]["topics"], list)


@pytest.mark.parametrize("kind", KINDS)
def test_what_staff_have_published_comes_before_the_packs(kind: Kind) -> None:
    with make_database(kind, migrate) as url:
        assert topics(url, "秋千在哪里") == ([], [])
        assert topics(url, "打针的小本本不见了")[0][0] == "vac_lost"
        engine = open_engine(url)
        with Session(engine) as session:
            session.add(AnswerRow(key=OWN.key, content=to_plain(OWN), version=1, at=NOW))
            session.add(AnswerRow(key="vac_lost", content=None, version=2, at=NOW))
            session.commit()
        engine.dispose()
        assert topics(url, "秋千在哪里") == (["our_swing"], [])
        assert "vac_lost" not in topics(url, "打针的小本本不见了")[0]


def test_an_empty_database_is_no_trouble(database_url: str) -> None:
    """Before the first `run` or `migrate`: the file, or the server, is there, and nothing in it."""
    if database_url.startswith("sqlite"):
        Path(database_url.removeprefix("sqlite:///")).touch()
    found, said = topics(database_url, "居住证怎么办")
    assert (found[0], said) == ("permit_how", [])


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    assert topics(f"sqlite:///{tmp_path}/var/h.db", "居住证怎么办")[0][0] == "permit_how"
    assert not list(tmp_path.iterdir())


def test_a_database_that_cannot_be_read_is_told_of_once(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all, but long enough for a header" * 100)
    for url in (
        f"sqlite:///{broken}",
        f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/h",
        "postgresql+psycopg://127.0.0.1:port/h",
        "nonsense",
    ):
        found, said = topics(url, "居住证怎么办")
        assert found[0] == "permit_how"
        assert len(said) == 1, url
        assert said[0].startswith("The database cannot be read (")
        assert "nobody" not in said[0]


def run(stdin: bytes, folder: Path) -> subprocess.CompletedProcess[bytes]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOUNIAO_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", "ask"],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=folder,
        env={**clean, "PYTHONPATH": str(ROOT)},
    )


def test_the_command_reads_stdin_and_makes_no_file(tmp_path: Path) -> None:
    done = run(b"\xef\xbb\xbf" + json.dumps([CASE, {"id": 2}]).encode(), tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    first, bad = json.loads(done.stdout)
    assert first == told(CASE)[0]
    assert bad == {"id": 2, "error": "q must be the text of a question"}
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("stdin", [b"", b"{}", b"["])
def test_what_is_no_array_ends_with_the_cure(stdin: bytes, tmp_path: Path) -> None:
    done = run(stdin, tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"JSON array" in done.stderr


def test_needs_no_aiogram() -> None:
    code = (
        "import sys; sys.argv = ['houniao', 'ask']\n"
        "from bot.cli import app\n"
        "app(standalone_mode=False)\n"
        "print(sorted({'aiogram', 'aiohttp', 'uvicorn', 'babel'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps([CASE]),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "HOUNIAO_DATABASE_URL": "sqlite:///none.db"},
    )
    assert json.loads(done.stdout)[0]["topics"][0] == "vac_lost"
    assert done.stderr.strip() == "[]"
