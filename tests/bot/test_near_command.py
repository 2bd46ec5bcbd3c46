"""The command `near` as it is called: the city's own places before the demo's, both databases, and none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from bot.near import answer_from
from db import places
from db.connection import open_engine
from db.schema import migrate
from rules.places.place import Place
from tests.bot.near_cases import CASE, CITY, DEMO, KNOWLEDGE, keys, one
from tests.databases import KINDS, Kind, make_database
from tests.processes import ROOT, free_port

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
REAL = [
    Place("r-1", "nursery", {"zh_CN": "真园一", "en": "Real one"}, 31.36, 118.39, "jinghu", hours="24/7"),
    Place("r-2", "library", {"zh_CN": "真园二", "ug": "كۈتۈپخانا"}, 31.40, 118.39, "jiujiang"),
]


def asked(url: str, case: dict[str, Any] = CASE) -> tuple[list[str], list[str]]:
    """Keys of the places found with this database, and what was said about it."""
    said: list[str] = []
    answers = answer_from([case], CITY, url, KNOWLEDGE.demo_places, said.append)
    return [place["id"] for place in answers[0]["places"]], said


def fill(url: str, *there: Place) -> None:
    engine = open_engine(url)
    with Session(engine) as session:
        places.add_all(session, there, NOW)
        session.commit()
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_the_citys_own_places_come_before_the_demos(kind: Kind) -> None:
    with make_database(kind, migrate) as url:
        assert asked(url) == (keys(), [])
        fill(url, *DEMO.values())
        assert asked(url) == (keys(), [])
        fill(url, *REAL)
        assert asked(url) == (["r-1", "r-2"], [])
        assert asked(url, CASE | {"kind": "nursery"}) == (["r-1"], [])
        answers = answer_from([CASE], replace(CITY, languages=("ug", "zh_CN")), url, tuple, print)
        assert [(one["name"], one["open"], one["demo"]) for one in answers[0]["places"]] == [
            ("真园一", True, False),
            ("كۈتۈپخانا", None, False),
        ]


def test_an_empty_database_is_no_trouble(database_url: str) -> None:
    """Before the first `run` or `migrate`: the file, or the server, is there, and nothing in it."""
    if database_url.startswith("sqlite"):
        Path(database_url.removeprefix("sqlite:///")).touch()
    assert asked(database_url) == (keys(), [])


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    assert asked(f"sqlite:///{tmp_path}/var/h.db") == (keys(), [])
    assert not list(tmp_path.iterdir())


def test_a_database_that_cannot_be_read_is_told_of_once(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all, but long enough for a header" * 100)
    urls = (
        f"sqlite:///{broken}",
        f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/h",
        "postgresql+psycopg://127.0.0.1:port/h",
        "nonsense",
        "oracle://127.0.0.1/h",
    )
    for url in urls:
        there, said = asked(url)
        assert there == keys()
        assert len(said) == 1, url
        assert said[0].startswith("The database cannot be read (")
        assert "nobody" not in said[0]


def run(
    stdin: bytes, *arguments: str, folder: Path, database_url: str = "sqlite:///var/houniao.db"
) -> subprocess.CompletedProcess[bytes]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOUNIAO_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", "near", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=folder,
        env={**clean, "PYTHONPATH": str(ROOT), "HOUNIAO_DATABASE_URL": database_url},
    )


def test_the_command_reads_stdin_speaks_both_languages_and_makes_no_file(tmp_path: Path) -> None:
    cases = [CASE | {"at": "2026-11-26T10:00"}, {"id": [1], "lat": float("nan"), "lon": 5}]
    stdin = b"\xef\xbb\xbf" + json.dumps(cases).encode()
    chinese, english = run(stdin, folder=tmp_path), run(stdin, "--lang", "en-GB", folder=tmp_path)
    assert (chinese.returncode, chinese.stderr) == (english.returncode, english.stderr) == (0, b"")
    told, bad = json.loads(chinese.stdout)
    assert told == one()
    assert bad == {"id": [1], "error": "lat must be a number of degrees from -90 to 90"}
    assert all(place["name"].startswith("Example: ") for place in json.loads(english.stdout)[0]["places"])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_reads_what_an_office_brought(kind: Kind, tmp_path: Path) -> None:
    with make_database(kind, migrate) as url:
        fill(url, *REAL)
        done = run(json.dumps([CASE]).encode(), "--lang", "en", folder=tmp_path, database_url=url)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [place["name"] for place in json.loads(done.stdout)[0]["places"]] == ["Real one", "真园二"]


def test_a_server_that_does_not_answer_is_one_line_on_stderr(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://127.0.0.1:{free_port()}/h"
    done = run(json.dumps([CASE]).encode(), folder=tmp_path, database_url=url)
    assert done.returncode == 0
    assert len(json.loads(done.stdout)[0]["places"]) == 10
    assert done.stderr.startswith(b"The database cannot be read (OperationalError)")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("stdin", [b"", b"{}", b"["])
def test_what_is_no_array_ends_with_the_cure(stdin: bytes, tmp_path: Path) -> None:
    done = run(stdin, folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"JSON array" in done.stderr


def test_needs_no_aiogram(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['houniao', 'near']\n"
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
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOUNIAO_DATABASE_URL": "sqlite:///none.db"},
    )
    assert len(json.loads(done.stdout)[0]["places"]) == 10
    assert done.stderr.strip() == "[]"
