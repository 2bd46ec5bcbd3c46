"""What can be set from outside: environment or `.env`, prefix HOUNIAO_. Every default works on a laptop."""

from __future__ import annotations

import base64
import os
import re
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

#: Where the default database and key lie, below the folder the bot is started in.
VAR = Path("var")
_TOKEN, _SECRET = re.compile(r"[0-9]+:[A-Za-z0-9_-]+"), re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Settings(BaseSettings):
    """Read once at start. Secrets are wrapped so that printing the settings does not show them."""

    model_config = SettingsConfigDict(
        env_prefix="HOUNIAO_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    database_url: SecretStr = SecretStr(f"sqlite:///{VAR}/houniao.db")
    telegram_token: SecretStr | None = None
    telegram_api: str = "https://api.telegram.org"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    owner_ids: str = ""
    city: str = "cn/wuhu"
    timezone: str = "Asia/Shanghai"
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    data_key: SecretStr | None = None
    send_rate: int = Field(default=30, ge=1, le=1000)
    demo: bool = False

    @field_validator("telegram_token", "webhook_url", "webhook_secret", "data_key", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("telegram_token")
    @classmethod
    def _token_form(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("a bot token looks like 123456:ABC…; copy it whole from @BotFather")
        return value

    @field_validator("telegram_api")
    @classmethod
    def _server_form(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("write the address of a Bot API server like https://api.telegram.org")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _reachable(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "")
        if value and not (parts.hostname and parts.scheme in ("https", "http")):
            raise ValueError("write the public address of this bot like https://bot.example.org")
        if value and parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise ValueError("Telegram brings updates to https:// addresses only")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_form(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError(
                "1 to 256 of A-Z a-z 0-9 _ - and nothing else; make one with: openssl rand -hex 32"
            )
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("unknown time zone; write it like Asia/Shanghai") from None
        return value

    @field_validator("owner_ids")
    @classmethod
    def _numbers(cls, value: str) -> str:
        if not all(part.strip().isdecimal() for part in value.split(",") if part.strip()):
            raise ValueError("write Telegram user ids as numbers separated by commas, like 1234567,2345678")
        return value

    @model_validator(mode="after")
    def _webhook_needs_secret(self) -> Settings:
        if self.webhook_url and not self.webhook_secret:
            raise ValueError(
                "HOUNIAO_WEBHOOK_URL needs HOUNIAO_WEBHOOK_SECRET: 1 to 256 of A-Z a-z 0-9 _ -; "
                "make one with: openssl rand -hex 32"
            )
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def owners(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.owner_ids.split(",") if part.strip())

    @property
    def origin(self) -> str:
        """Where people reach the page, scheme and host: the public name Telegram uses for us, or this machine."""
        if self.webhook_url:
            public = urlsplit(self.webhook_url)
            return f"{public.scheme}://{public.netloc}"
        host = "127.0.0.1" if _is_everywhere(self.host) else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def uses_sqlite(self) -> bool:
        return self.database_url.get_secret_value().startswith("sqlite")


def _is_everywhere(host: str) -> bool:
    """Whether this is an address to listen on that is no address to call."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


def data_key(settings: Settings) -> str:
    """The key for names and free text: the setting, or one made once and kept beside the default database.

    Raises ValueError when a shared database is used without a setting: processes with different keys could not read each other.
    """
    if settings.data_key is not None:
        return settings.data_key.get_secret_value()
    if not settings.uses_sqlite:
        raise ValueError(
            "HOUNIAO_DATA_KEY must be set when the database is shared; make one with: openssl rand -base64 32"
        )
    path = _key_path(settings)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(base64.b64encode(os.urandom(32)).decode() + "\n")
    return path.read_text().strip()


def _key_path(settings: Settings) -> Path:
    database = settings.database_url.get_secret_value().removeprefix("sqlite:///")
    return Path(database).with_suffix(".key")
