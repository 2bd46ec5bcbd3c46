"""The rules of the house that a program can check: sizes, names, pins, and what may not leak into files."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = ("actions", "bot", "content", "db", "dialogs", "locales", "pictures", "rules")
CODE = (*FLOORS, "bench", "tests", "tools")
NAMELESS = {"utils", "util", "common", "helpers", "helper", "core", "base", "misc"}
MADE_BY_TOOLS = re.compile(
    r"\.git|\.venv|var|build|gallery|__pycache__|\.\w+_cache|\.hypothesis|.*\.egg-info|\.env"
)
MAX_FILE, MAX_FUNCTION = 320, 45
TEXTS = {".cfg", ".css", ".csv", ".html", ".in", ".ini", ".js", ".mako", ".md", ".po", ".py", ".sh", ".toml"}
TEXTS |= {".txt", ".yaml", ".yml", ""}


def files(*folders: str) -> Iterator[Path]:
    """Files of the project (of these folders), without what make and tools leave behind."""
    for folder in folders or (".",):
        for path in sorted((ROOT / folder).rglob("*")):
            parts = path.relative_to(ROOT).parts
            if path.is_file() and not any(MADE_BY_TOOLS.fullmatch(part) for part in parts):
                yield path


def python_files() -> Iterator[Path]:
    """All code but migrations, which are a record of what was and are not reshaped."""
    return (path for path in files(*CODE) if path.suffix == ".py" and "versions" not in path.parts)


def test_no_folder_or_file_has_a_name_that_says_nothing() -> None:
    names = {path.relative_to(ROOT) for path in files(*CODE)}
    assert [str(n) for n in names if NAMELESS & {n.stem, *n.parent.parts}] == []


def test_no_file_is_a_boulder() -> None:
    sizes = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in python_files()}
    assert {name: size for name, size in sizes.items() if size > MAX_FILE} == {}


def test_no_function_is_a_boulder() -> None:
    long = {}
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                size = node.end_lineno - node.lineno + 1
                if size > MAX_FUNCTION:
                    long[f"{path.relative_to(ROOT)}:{node.name}"] = size
    assert long == {}


@pytest.mark.parametrize("name", ["run.txt", "test.txt"])
def test_requirements_are_pinned_and_say_nothing_about_this_machine(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+])?==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert not re.search(r"--(index|extra-index|find-links|trusted)|file:|https?:|(^|\s)/", text)


def test_both_requirements_name_the_same_versions() -> None:
    pin = re.compile(r"^([a-z0-9._-]+)(?:\[.*?])?==(\S+)", re.MULTILINE)
    run, test = (
        dict(pin.findall((ROOT / "requirements" / n).read_text("utf-8"))) for n in ("run.txt", "test.txt")
    )
    assert {name: test.get(name) for name in run} == run


def test_nothing_of_a_machine_is_in_the_files() -> None:
    # Written so that this file does not find itself.
    machine = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/\w|\.\./" + r"shared|/opt/(?:pypi|wheels)")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files()
        if path.suffix in TEXTS and (match := machine.search(path.read_text("utf-8", errors="replace")))
    ]
    assert found == []


def test_every_target_of_make_explains_itself() -> None:
    promised = {"setup", "run", "test", "check", "words", "stories", "gallery", "bench", "faults"}
    make = shutil.which("make")
    assert make is not None
    told = subprocess.run([make, "-s", "-C", ROOT], capture_output=True, text=True, check=True).stdout
    assert promised <= set(re.findall(r"^ +make (\w+) +\S", told, re.MULTILINE))


@pytest.mark.parametrize("script", ["setup.sh", "browser.sh", "lock.sh", "run.sh"])
def test_scripts_are_plain_sh(script: str) -> None:
    for shell in filter(shutil.which, ("sh", "dash")):
        done = subprocess.run(
            [shell, "-n", ROOT / "tools" / script], capture_output=True, text=True, check=False
        )
        assert done.stderr == ""


def test_plain_commands_do_not_load_the_messenger() -> None:
    """Loading aiogram takes seconds: `houniao --help` and the question commands must not wait for it."""
    program = (
        "import sys; sys.argv = ['houniao', '--help']\n"
        "import bot.cli\n"
        "try: bot.cli.main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "assert 'aiogram' not in sys.modules, 'aiogram was imported'\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "forecast" in done.stdout
