"""What can be set from outside: every wrong setting names itself and the cure, and never shows its value."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from pydantic import ValidationError

from bot import cli
from bot.settings import Settings, data_key
from tests.processes import DATA_KEY, ROOT

SECRET = "geheim"


def made(**given: Any) -> Settings:
    """Settings of these values alone, without the machine's own `.env`."""
    return Settings(**{"_env_file": None, **given})


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.upper().startswith("HOUNIAO_")]:
        monkeypatch.delenv(name)


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("TELEGRAM_TOKEN", SECRET, "@BotFather"),
        ("TELEGRAM_TOKEN", f"12345{SECRET}", "@BotFather"),
        ("TELEGRAM_TOKEN", f"123 :{SECRET}", "@BotFather"),
        ("TELEGRAM_TOKEN", f"１２３:{SECRET}", "@BotFather"),
        ("TELEGRAM_API", f"{SECRET}.example.org", "https://api.telegram.org"),
        ("TELEGRAM_API", f"ftp://{SECRET}.example.org", "https://api.telegram.org"),
        ("WEBHOOK_SECRET", f"{SECRET}!", "openssl rand"),
        ("WEBHOOK_SECRET", SECRET * 50, "1 to 256"),
        ("WEBHOOK_SECRET", f"{SECRET}候鸟", "A-Z a-z 0-9 _ -"),
        ("OWNER_IDS", f"1,{SECRET}", "numbers separated by commas"),
        ("TIMEZONE", f"Mars/{SECRET}", "Asia/Shanghai"),
        ("PORT", SECRET, "valid integer"),
        ("PORT", "70000", "less than or equal to 65535"),
        ("SEND_RATE", "0", "greater than or equal to 1"),
        ("DEMO", SECRET, "boolean"),
    ],
)
def test_a_wrong_setting_names_the_cure_and_never_its_value(
    name: str,
    value: str,
    cure: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"HOUNIAO_{name}", value)
    with pytest.raises(ValidationError) as problem:
        Settings()
    assert value not in str(problem.value)
    with pytest.raises(typer.Exit):
        cli.settings()
    told = capsys.readouterr().err
    assert f"HOUNIAO_{name}" in told
    assert cure in told
    assert SECRET not in told


@pytest.mark.parametrize(
    "url", ["bot.example.org", "ftp://bot.example.org", "https://", "http://bot.example.org"]
)
def test_a_webhook_needs_an_address_telegram_can_reach(url: str) -> None:
    with pytest.raises(ValidationError, match="https://"):
        made(webhook_url=url, webhook_secret="secret")


def test_a_webhook_needs_a_secret(tmp_path: Path) -> None:
    """As the operator meets it: the real command, at once, with the cure and without a traceback."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOUNIAO_")}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env={**clean, "HOUNIAO_WEBHOOK_URL": "https://bot.example.org", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "HOUNIAO_WEBHOOK_URL needs HOUNIAO_WEBHOOK_SECRET" in ended.stderr
    assert "openssl rand" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_every_default_works_on_a_laptop() -> None:
    found = made()
    assert found.uses_sqlite
    assert (found.host, found.port, found.demo, found.owners) == ("127.0.0.1", 8080, False, ())
    assert found.telegram_token is None


def test_an_empty_setting_is_none() -> None:
    found = made(telegram_token=" ", webhook_url="", webhook_secret="", data_key="", owner_ids=" , ")
    assert not any((found.telegram_token, found.webhook_url, found.webhook_secret, found.data_key))
    assert found.owners == ()


def test_right_settings_are_taken_as_they_are() -> None:
    found = made(
        telegram_token="123:abc_DEF-4",
        telegram_api="http://127.0.0.1:8081/",
        webhook_url="http://localhost:9",
        webhook_secret="A-z_9",
        owner_ids="1, 23 ,",
    )
    assert found.owners == (1, 23)
    for shown in (repr(found), str(found)):
        assert "abc_DEF" not in shown
        assert "A-z_9" not in shown


def test_the_key_is_made_once_and_only_for_us(tmp_path: Path) -> None:
    found = made(database_url=f"sqlite:///{tmp_path / 'new' / 'h.db'}")
    first = data_key(found)
    assert data_key(found) == first
    file = tmp_path / "new" / "h.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert data_key(made(database_url=f"sqlite:///{tmp_path}/h.db", data_key=DATA_KEY)) == DATA_KEY


def test_a_shared_database_needs_a_shared_key() -> None:
    with pytest.raises(ValueError, match="openssl rand -base64 32"):
        data_key(made(database_url="postgresql+psycopg://example.org/h"))
