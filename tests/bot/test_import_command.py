"""`houniao import places` from the terminal, on both databases: looks, asks, writes all or nothing, lists, undoes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.importing.places import bring
from bot.importing.reading import Choices
from bot.importing.tables import FileError
from db.places import PlaceBatch, PlaceChange, PlaceRow, PlaceState
from rules.places.circle import metres
from tests.bot.lists import KNOWLEDGE, ROWS, csv_file, feature, geojson_file, xlsx_file
from tests.databases import Kind, make_database

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
Command = Callable[..., Result]


@pytest.fixture
def command(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`command("a.csv", "--yes")` runs `houniao import places a.csv --yes` in an empty folder, on this database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOUNIAO_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    return run


def run(*arguments: str, answer: str = "") -> Result:
    done = CliRunner().invoke(app, ["import", "places", *arguments], input=answer)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def there(engine: Engine) -> list[str]:
    """The keys of the places that are shown."""
    with Session(engine) as session:
        shown = select(PlaceRow.key).where(PlaceRow.state == PlaceState.THERE)
        return list(session.exec(shown.order_by(col(PlaceRow.key))))


def test_the_file_is_shown_and_asked_about_before_it_is_written(command: Command, engine: Engine) -> None:
    csv_file(Path("a.csv"))
    asked = command("a.csv", answer="n\n")
    assert asked.exit_code == 0
    for said in (
        "3 lines",
        "UTF-8",
        "名称",
        "小太阳幼儿园",
        "district",
        "new",
        "Write 3 places?",
        "Nothing was written",
    ):
        assert said in asked.stdout
    assert there(engine) == []
    done = command("a.csv", answer="y\n")
    assert (done.exit_code, "Import 1: 3 new, 0 changed" in done.stdout) == (0, True)
    assert there(engine) == ["edu:1", "edu:2", "edu:3"]


def test_where_nobody_can_answer_nothing_is_written(command: Command, engine: Engine) -> None:
    csv_file(Path("a.csv"))
    done = command("a.csv")
    assert (done.exit_code, "--yes" in done.stderr, there(engine)) == (1, True, [])


def test_a_dry_run_writes_nothing(command: Command, engine: Engine) -> None:
    csv_file(Path("a.csv"))
    done = command("a.csv", "--dry-run", "--yes")
    assert (done.exit_code, "Nothing was written" in done.stdout, there(engine)) == (0, True, [])


def test_a_second_import_writes_what_changed_and_says_so(command: Command, engine: Engine) -> None:
    csv_file(Path("a.csv"))
    command("a.csv", "--yes")
    same = command("a.csv", "--yes")
    assert (same.exit_code, "nothing to write" in same.stdout) == (0, True)
    changed = list(ROWS[0])
    changed[6] = "12345"
    csv_file(Path("b.csv"), [changed, *ROWS[1:]])
    done = command("b.csv", "--yes")
    assert "line 2, 小太阳幼儿园 changes phone" in done.stdout
    assert "Import 2: 0 new, 1 changed" in done.stdout


def test_one_faulty_row_and_nothing_is_written(command: Command, engine: Engine) -> None:
    broken = list(ROWS[2])
    broken[3], broken[7] = "118.39", "sometimes"
    csv_file(Path("a.csv"), [*ROWS[:2], broken])
    done = command("a.csv", "--yes", "--allow-duplicates")
    assert (done.exit_code, there(engine)) == (1, [])
    assert (
        "line 5, 纬度 (lat): is not between -90 and 90. Are latitude and longitude the right way round?"
        in done.stdout
    )
    assert "line 5, 开放时间 (hours)" in done.stdout
    assert "Nothing was written" in done.stderr


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_only_fifty_faults_are_shown_and_the_others_counted(command: Command) -> None:
    csv_file(Path("a.csv"), [["", "", "火星", "x", "y", "", "", "", "", ""]] * 30)
    done = command("a.csv")
    assert done.stdout.count("  line ") == 50
    assert "and 70 faults more" in done.stdout
    assert "Faulty lines: 30" in done.stdout


def test_duplicates_are_refused_unless_allowed(command: Command, engine: Engine) -> None:
    csv_file(Path("a.csv"), [ROWS[0]])
    command("a.csv", "--yes")
    again, twice = list(ROWS[0]), list(ROWS[1])
    again[0], twice[0] = "other:1", "other:2"
    csv_file(Path("b.csv"), [again, ROWS[1], twice])
    done = command("b.csv", "--yes")
    assert (done.exit_code, there(engine)) == (1, ["edu:1"])
    assert "line 2, 小太阳幼儿园, is there already under the id edu:1" in done.stdout
    assert "lines 3 and 5: same kind, same name" in done.stdout
    assert "--allow-duplicates" in done.stderr
    assert command("b.csv", "--yes", "--allow-duplicates").exit_code == 0
    assert there(engine) == ["edu:1", "edu:2", "other:1", "other:2"]


def test_the_id_of_another_place_is_refused_unless_allowed(command: Command, engine: Engine) -> None:
    csv_file(Path("a.csv"), [ROWS[0]])
    command("a.csv", "--yes")
    csv_file(Path("b.csv"), [["edu:1", "图书馆", "图书馆", *ROWS[1][3:]]])
    done = command("b.csv", "--yes")
    assert (done.exit_code, "its id is that of another place" in done.stdout) == (1, True)
    assert command("b.csv", "--yes", "--allow-duplicates").exit_code == 0


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_options_of_reading(command: Command, engine: Engine) -> None:
    rows: list[list[Any]] = [
        ["芜湖市名单"],
        ["场所名称", "纬度", "经度", "颜色"],
        ["甲", 31.34, 118.37, "红"],
    ]
    xlsx_file(Path("a.xlsx"), {"s": [["x"]], "名单": rows})
    done = command(
        "a.xlsx",
        "--sheet",
        "名单",
        "--map",
        "name=场所名称",
        "--kind",
        "幼儿园",
        "--system",
        "gcj02",
        "--yes",
    )
    assert (done.exit_code, "Ignored columns: 颜色" in done.stdout) == (0, True)
    with Session(engine) as session:
        (row,) = session.exec(select(PlaceRow))
        assert (row.kind, row.place.names) == ("kindergarten", {"zh_CN": "甲"})
        assert metres(row.lat, row.lon, 31.34, 118.37) > 100


def test_an_export_of_openstreetmap_says_what_it_passed_over(command: Command, engine: Engine) -> None:
    tags = {"amenity": "kindergarten", "name": "甲", "opening_hours": "ask", "@id": "node/1"}
    geojson_file(
        Path("a.geojson"), [feature(tags, 118.37, 31.34), feature({"shop": "x", "@id": "node/2"}, 1, 2)]
    )
    done = command("a.geojson", "--yes")
    assert (done.exit_code, there(engine)) == (0, ["osm:node/1"])
    assert "Passed over, no kind of place that families look for here: 1" in done.stdout
    assert "Left out because it cannot be read, hours: feature 1" in done.stdout


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_place_far_away_is_a_warning(command: Command, engine: Engine) -> None:
    row = list(ROWS[0])
    row[3] = "41.34"
    csv_file(Path("a.csv"), [row])
    done = command("a.csv", "--yes")
    assert (done.exit_code, there(engine)) == (0, ["edu:1"])
    assert "more than 100 km from every landmark of 芜湖: line 2" in done.stdout


def test_imports_are_listed_and_undone(command: Command, engine: Engine) -> None:
    assert "No places were imported yet" in command("--list").stdout
    csv_file(Path("a.csv"))
    csv_file(Path("b.csv"), [["new", *ROWS[0][1:3], "31.5", *ROWS[0][4:]]])
    command("a.csv", "--yes")
    command("b.csv", "--yes")
    assert "b.csv" in command("--list").stdout
    shown = command("--undo", answer="n\n")
    assert "Import 2, b.csv:" in shown.stdout
    assert "Nothing was written" in shown.stdout
    assert "Import 2 is undone: 0 as before, 1 gone, 0 left alone." in command("--undo", "--yes").stdout
    assert (
        "Import 1 is undone: 0 as before, 3 gone, 0 left alone."
        in command("--undo", "1", answer="y\n").stdout
    )
    assert there(engine) == []
    assert "Import 1: 3 new" not in command("a.csv", "--dry-run").stdout
    assert command("a.csv", "--yes").exit_code == 0
    assert there(engine) == ["edu:1", "edu:2", "edu:3"]


def test_undoing_names_what_the_staff_corrected(command: Command, engine: Engine) -> None:
    csv_file(Path("a.csv"))
    command("a.csv", "--yes")
    with Session(engine) as session:
        row = session.exec(select(PlaceRow).where(PlaceRow.key == "edu:1")).one()
        session.add(PlaceChange(place_id=row.id or 0, staff="staff:1", before={}, at=NOW))
        session.commit()
    done = command("--undo", "--yes")
    assert "小太阳幼儿园 (edu:1)" in done.stdout
    assert there(engine) == ["edu:1"]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Name a file"),
        (["--undo"], "no import to undo"),
        (["--undo", "7"], "no import with this number"),
        (["--undo", "0"], "no import with this number"),
        (["--undo", "-1"], ""),
        (["--undo", "99999999999999999999"], "number of an import"),
        (["--undo", "a.csv"], "number of an import"),
        (["missing.csv"], "cannot be opened"),
        (["a.doc"], ".csv"),
        (["a.csv", "--map", "name"], "--map name=HEADER"),
        (["a.csv", "--map", "name=foo"], "no column “foo”"),
        (["a.csv", "--kind", "moon"], "no such kind"),
        (["a.csv", "--system", "mars"], "wgs84"),
        (["empty.csv"], "empty"),
        (["header.csv"], "no rows"),
    ],
)
def test_mistakes_end_with_the_cure(command: Command, arguments: Sequence[str], says: str) -> None:
    csv_file(Path("a.csv"))
    csv_file(Path("header.csv"), [])
    Path("empty.csv").touch()
    done = command(*arguments)
    assert done.exit_code in (1, 2)
    assert says in done.stderr
    assert "Traceback" not in done.output


def test_an_import_is_undone_only_once(command: Command) -> None:
    csv_file(Path("a.csv"))
    command("a.csv", "--yes")
    command("--undo", "--yes")
    done = command("--undo", "1", "--yes")
    assert (done.exit_code, "undone already" in done.stderr) == (1, True)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_a_file_says_cannot_write_on_the_terminal(command: Command) -> None:
    evil = "\x1b[2J[bold]\u202e"
    csv_file(Path("a.csv"), [["1", evil, evil, evil, evil, evil, evil, evil, evil, evil]])
    done = command("a.csv")
    assert done.exit_code == 1
    assert "\x1b" not in done.output
    assert "\u202e" not in done.output
    assert "[bold]" in done.stdout


def test_a_database_that_was_not_migrated_names_the_cure(
    database_kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    csv_file(Path("a.csv"))
    with make_database(database_kind) as url:
        monkeypatch.setenv("HOUNIAO_DATABASE_URL", url)
        done = run("a.csv", "--yes")
    assert (done.exit_code, "houniao migrate" in done.stderr) == (1, True)


def test_a_database_that_cannot_be_reached_names_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    csv_file(Path("a.csv"))
    monkeypatch.setenv("HOUNIAO_DATABASE_URL", f"postgresql+psycopg://x@/x?host={tmp_path}")
    done = run("a.csv", "--yes")
    assert (done.exit_code, "HOUNIAO_DATABASE_URL" in done.stderr) == (1, True)


def test_as_a_program_and_without_a_terminal(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOUNIAO_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    path = csv_file(tmp_path / "名单.csv", encoding="gb18030")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "import", "places", str(path), "--yes"],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Import 1: 3 new" in done.stdout.decode()
    with Session(engine) as session:
        assert session.exec(select(PlaceBatch.file)).one() == "名单.csv"


def test_the_whole_way_without_a_word(engine: Engine, tmp_path: Path) -> None:
    first = bring(engine, KNOWLEDGE, path := csv_file(tmp_path / "a.csv"), NOW)
    assert first is not None
    assert (first.added, there(engine)) == (3, ["edu:1", "edu:2", "edu:3"])
    assert bring(engine, KNOWLEDGE, path, NOW, Choices()) is None
    with pytest.raises(FileError, match="1 rows"):
        bring(engine, KNOWLEDGE, csv_file(tmp_path / "b.csv", [ROWS[0], ROWS[0]]), NOW)
    with pytest.raises(FileError, match="1 places"):
        bring(engine, KNOWLEDGE, csv_file(tmp_path / "c.csv", [["other", *ROWS[0][1:]]]), NOW)
