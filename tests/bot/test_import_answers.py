"""`houniao export faq` and `houniao import faq`: there and back exactly, looked at and asked about, all or nothing, undone; on both databases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session
from typer.testing import CliRunner, Result

from actions.answer_drafts import answer_of, change, open_draft
from actions.answer_files import as_file
from actions.answer_keeping import Published, publish
from actions.answers import published
from actions.desk import Desk
from bot.cli import app
from bot.importing.answers import read_file
from bot.importing.tables import FileError
from content import load_knowledge
from db.answer_keeping import history
from rules.answers.answer import Answer, Leads, Way, to_plain
from rules.answers.tidy import tidied
from tests.actions.answers_kept import ANNA
from tests.actions.households import ZONE
from tests.rules.answering import any_answers, sound

KNOWLEDGE = load_knowledge("cn/wuhu")
Command = Callable[..., Result]
NEW = sound("new_one")


@pytest.fixture
def command(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`command("import", "a.yaml", "--yes")` runs `houniao import faq a.yaml --yes` in an empty folder, on this database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOUNIAO_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    return run


def run(what: str, *arguments: str, answer: str = "") -> Result:
    done = CliRunner().invoke(app, [what, "faq", *arguments], input=answer)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def there(engine: Engine) -> Mapping[str, Answer]:
    with Session(engine) as session:
        return dict(published(session, KNOWLEDGE).answers)


def written(name: str, *answers: Answer) -> str:
    Path(name).write_bytes(as_file(answers, "xlsx" if name.endswith("xlsx") else "yaml"))
    return name


def test_the_theme_at_the_head_holds_for_answers_that_name_no_other(tmp_path: Path) -> None:
    """As in a pack. A wrong one is told by the line it stands in."""
    path = tmp_path / "faq.yaml"
    two = [to_plain(NEW) | {"key": "one"}, to_plain(NEW) | {"key": "two", "theme": "money"}]
    path.write_text(yaml.safe_dump({"answers": two, "theme": "bot"}, allow_unicode=True), encoding="utf-8")
    read = read_file(path)
    assert {key: answer.theme for key, answer in read.answers.items()} == {"one": "bot", "two": "money"}
    path.write_text("theme: [a]\nanswers:\n  - key: one\n", encoding="utf-8")
    assert (1, "theme") in {(one.number, one.fault.field) for one in read_file(path).faults}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(any_answers.map(tidied), max_size=3, unique_by=lambda one: one.key))
@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_whatever_is_kept_a_file_gives_it_back_exactly(
    tmp_path: Path, kind: str, answers: list[Answer]
) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(as_file(answers, kind))
    found = read_file(path)
    assert found.faults == []
    assert list(found.answers.values()) == answers


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+86 553",
        "-1",
        "@SUM(A1)",
        "'x",
        "#N/A",
        "TRUE",
        "1e5",
        "2026-01-01",
        "_x000D_",
        "😀\n\n  b",
        "yes",
        "~",
    ],
)
@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_what_looks_like_something_else_is_text(tmp_path: Path, kind: str, text: str) -> None:
    answer = tidied(
        Answer(
            "a",
            {"zh_CN": text},
            {"zh_CN": text},
            {"en": (text,)},
            (Way(Leads.LINK, "https://a.cn/?a=b:c", {"en": text}),),
        )
    )
    path = tmp_path / f"a.{kind}"
    path.write_bytes(as_file([answer], kind))
    assert read_file(path).answers == {"a": answer}
    if kind == "xlsx":
        cells = [cell for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


@pytest.mark.parametrize("name", ["a.yaml", "a.xlsx"])
def test_an_export_brought_back_changes_nothing(command: Command, engine: Engine, name: str) -> None:
    done = command("export", name)
    assert (done.exit_code, f"{len(KNOWLEDGE.first_answers())} answers are in {name}" in done.stdout) == (
        0,
        True,
    )
    again = command("import", name, "--take-out")
    assert (again.exit_code, "nothing to write" in again.stdout) == (0, True)
    assert "--overwrite" in command("export", name).stderr
    assert command("export", name, "--overwrite").exit_code == 0
    assert command("export", "a.pdf").exit_code == 1


def test_the_file_is_shown_and_asked_about_before_it_is_written(command: Command, engine: Engine) -> None:
    key, first = next(iter(KNOWLEDGE.first_answers().items()))
    changed = Answer(**{**{name: getattr(first, name) for name in first.__slots__}, "theme": "bot"})
    written("a.yaml", NEW, changed)
    asked = command("import", "a.yaml", answer="n\n")
    for said in (
        "2 answers",
        "new: new_one, 题new_one",
        f"{key} changes theme",
        "Publish 2 changes?",
        "Nothing was written",
    ):
        assert said in asked.stdout
    assert there(engine) == KNOWLEDGE.first_answers()
    nobody = command("import", "a.yaml")
    assert (nobody.exit_code, "--yes" in nobody.stderr) == (1, True)
    dry = command("import", "a.yaml", "--dry-run", "--yes")
    assert (dry.exit_code, there(engine)) == (0, KNOWLEDGE.first_answers())
    done = command("import", "a.yaml", answer="y\n")
    assert "Import 1: 1 new, 1 changed, 0 taken out. To undo it: houniao import faq --undo 1" in done.stdout
    found = there(engine)
    assert (found["new_one"], found[key]) == (NEW, changed)
    with Session(engine) as session:
        assert [(one.deed, one.who) for one in history(session, "new_one")] == [("imported", "desk")]


def test_faults_stand_with_their_lines_and_nothing_is_written(command: Command, engine: Engine) -> None:
    bad = to_plain(NEW)
    bad["text"] = {"zh_CN": "字" * 701, "en": "<b>x</b>"}
    bad["ways"] = [{"answer": "nobody"}]
    Path("a.yaml").write_text(
        yaml.safe_dump(
            {"answers": [bad, {"key": "b", "titel": {}}, {"key": 7}]}, allow_unicode=True, sort_keys=False
        )
    )
    done = command("import", "a.yaml", "--yes")
    assert (done.exit_code, there(engine)) == (1, KNOWLEDGE.first_answers())
    for said in (
        "line 7, new_one: text.zh_CN has 701 characters, 700 fit. Make it shorter.",
        "line 8, new_one: text.en holds HTML",
        "new_one: ways.1 leads to nobody, which is no other answer",
        "b: titel is not known here",
        "7: key is missing",
    ):
        assert said in done.stdout
    assert "Nothing was written" in done.stderr


def test_faults_of_a_workbook_stand_with_their_rows(command: Command) -> None:
    written("a.xlsx", NEW, sound("other"))
    book = openpyxl.load_workbook("a.xlsx")
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    sheet.cell(2, names.index("checked") + 1).value = "gestern"
    sheet.cell(3, names.index("key") + 1).value = "new_one"
    sheet.cell(4, names.index("key") + 1).value = "third"
    formula = sheet.cell(4, names.index("title.zh_CN") + 1)
    formula.value = "=1+1"
    book.save("a.xlsx")
    said = command("import", "a.xlsx", "--yes").stdout
    assert "row 2, new_one: checked is no date. Write it like 2026-11-23." in said
    assert "row 4, third: title.zh_CN holds a formula that was never computed" in said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", ".yaml"),
        ("a.yaml", b"answers: [", "Line "),
        ("a.yaml", b"a: &a [*a]", "Line "),
        ("a.yaml", b"- 1", "answers:"),
        ("a.yaml", b"\xff\xfe\x00", "Line 1"),
        ("a.yaml", b"!!python/object/apply:os.system [ls]", "answers:"),
        ("a.xlsx", b"no zip", "cannot be read"),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_file_that_is_none_is_refused(command: Command, name: str, content: bytes, said: str) -> None:
    Path(name).write_bytes(content)
    done = command("import", name)
    assert (done.exit_code, said in done.stderr) == (1, True), done.stderr


def test_a_column_that_is_not_ours_is_no_silent_loss(command: Command) -> None:
    written("a.xlsx", NEW)
    book = openpyxl.load_workbook("a.xlsx")
    book.worksheets[0].cell(1, 2).value = "titel"
    book.save("a.xlsx")
    assert "These columns are not known: titel." in command("import", "a.xlsx").stderr


def test_taking_out_is_asked_for_and_refused_where_others_lead_there(
    command: Command, engine: Engine
) -> None:
    written("a.yaml", NEW)
    assert command("import", "a.yaml", "--yes").exit_code == 0
    kept = there(engine)
    led_to = {way.to for one in kept.values() for way in one.ways if way.leads == Leads.ANSWER}
    lonely = next(key for key in kept if key not in led_to)
    written("b.yaml", *(one for key, one in kept.items() if key != lonely))
    assert "nothing to write" in command("import", "b.yaml").stdout
    done = command("import", "b.yaml", "--yes", "--take-out")
    assert "0 new, 0 changed, 1 taken out" in done.stdout
    assert lonely not in there(engine)
    someone = next(key for key in there(engine) if key in led_to)
    written("c.yaml", *(one for key, one in there(engine).items() if key != someone))
    refused = command("import", "c.yaml", "--yes", "--take-out")
    assert (refused.exit_code, someone in there(engine)) == (1, True)
    assert "These lead to what would be taken out" in refused.stdout


def test_an_import_is_taken_back_but_not_what_was_written_since(command: Command, engine: Engine) -> None:
    written("a.yaml", NEW, sound("another", "new_one"))
    command("import", "a.yaml", "--yes")
    with Session(engine) as session:
        desk = Desk(session, KNOWLEDGE, ZONE, datetime.now(UTC))
        draft = open_draft(desk, ANNA, "another").draft
        changed = Answer(
            "another", {"zh_CN": "另一个"}, {"zh_CN": "好。"}, source={"zh_CN": "社区"}, checked=desk.today
        )
        assert answer_of(draft).ways
        assert change(desk, ANNA, draft, changed)
        assert isinstance(publish(desk, ANNA, draft, draft.revision), Published)
        session.commit()
    dry = command("import", "--undo", "--dry-run")
    assert "new by this import, and gone again: 1" in dry.stdout
    assert "new_one" in there(engine)
    done = command("import", "1", "--undo", "--yes")
    assert (done.exit_code, "Import 1 is undone." in done.stdout, "  another" in done.stdout) == (
        0,
        True,
        True,
    )
    assert set(there(engine)) - set(KNOWLEDGE.first_answers()) == {"another"}
    assert "undone already" in command("import", "1", "--undo", "--yes").stderr
    assert "no import to undo" in command("import", "--undo").stderr
    assert "a.yaml" in command("import", "--list").stdout


def test_undoing_is_refused_where_somebody_leads_there_since(command: Command, engine: Engine) -> None:
    written("a.yaml", NEW)
    command("import", "a.yaml", "--yes")
    written("b.yaml", sound("another", "new_one"))
    command("import", "b.yaml", "--yes")
    refused = command("import", "1", "--undo", "--yes")
    assert (refused.exit_code, "another leads to one that would be gone" in refused.stdout) == (1, True)
    assert command("import", "--undo", "--yes").exit_code == 0
    assert command("import", "1", "--undo", "--yes").exit_code == 0
    assert there(engine) == KNOWLEDGE.first_answers()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_is_no_file_at_all(command: Command) -> None:
    assert "Name a file" in command("import").stderr
    assert "cannot be opened" in command("import", "nobody.yaml").stderr
    assert "takes the number" in command("import", "x", "--undo").stderr
    assert "No answers were imported yet." in command("import", "--list").stdout
    with pytest.raises(FileError):
        read_file(Path("nobody.xlsx"))
