"""Place import: a list of an office, as CSV, from the file to committed rows, beside the same file copied without looking at it."""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, insert
from sqlmodel import Session

from bench.clouds import Cloud
from bench.databases import migrated
from bench.report import Report, Tell
from bench.sizes import Size
from bot.importing.places import bring
from content import load_knowledge
from db.connection import kept_on_disk, open_engine
from db.places import PlaceRow, total
from rules.knowledge import Knowledge
from rules.places.place import Place
from tests.databases import Kind

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
#: What issue 5 aims at.
AIM = "≥ 5,000 rows/s"
COLUMNS = (
    "id",
    "kind",
    "name",
    "name_en",
    "lat",
    "lon",
    "district",
    "address",
    "phone",
    "hours",
    "inclusive",
    "migrants",
    "vaccines",
    "source",
)
_DATABASES: tuple[tuple[str, Kind], ...] = (("SQLite", "sqlite"), ("PostgreSQL", "postgresql"))


def measure(size: Size, tell: Tell) -> Report:
    """Every value is read and checked, every place compared with what is there; the second time there is nothing to write."""
    report = Report("Place import", "the same file read and inserted as it is, nothing checked or compared")
    knowledge = load_knowledge("cn/wuhu")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "places.csv"
        _write(path, Cloud(size.imported), {one.id for one in knowledge.districts})
        for name, kind in _DATABASES:
            tell(f"{name}: {size.imported:,} rows")
            plain, first, again = _seconds(kind, path, knowledge, size.imported)
            report.add(f"{name}: new places", size.imported / first, "rows/s", size.imported / plain, AIM)
            report.add(
                f"{name}: the same file again", size.imported / again, "rows/s", size.imported / plain, AIM
            )
    report.notes.append(
        f"{size.imported:,} rows of {len(COLUMNS)} columns: from the opening of the file until the commit is on the disk."
    )
    return report


def _write(path: Path, cloud: Cloud, districts: set[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        rows.writerows(_row(place, districts) for place in cloud.places())


def _row(place: Place, districts: set[str]) -> tuple[object, ...]:
    """As offices write it; what lies in no district of the city names none."""
    return (
        place.key,
        place.kind,
        place.names["zh_CN"],
        place.names["en"],
        place.lat,
        place.lon,
        place.district if place.district in districts else "",
        place.addresses["zh_CN"],
        place.phone,
        place.hours or "",
        "是" if place.inclusive else "否",
        "是" if place.migrants else "否",
        ",".join(place.vaccines),
        place.source,
    )


def _seconds(kind: Kind, path: Path, knowledge: Knowledge, rows: int) -> tuple[float, float, float]:
    """Of copying, of the import, and of the import of the same once more."""
    with migrated(kind) as url:
        engine = open_engine(url)
        plain = _timed(lambda: _copy(engine, path))
        engine.dispose()
    with migrated(kind) as url:
        engine = open_engine(url)
        first, again = (_timed(lambda: bring(engine, knowledge, path, NOW)) for _ in range(2))
        with Session(engine) as session:
            there = total(session)
        engine.dispose()
    if there != rows:
        raise RuntimeError(f"{there} of {rows} places came in")
    return plain, first, again


def _copy(engine: Engine, path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            {
                "key": row["id"],
                "state": 1,
                "kind": row["kind"],
                "lat": float(row["lat"]),
                "lon": float(row["lon"]),
                "marks": 0,
                "district": row["district"],
                "serves": "",
                "vaccines": row["vaccines"],
                "details": row,
                "updated_at": NOW,
            }
            for row in csv.DictReader(file)
        ]
    with kept_on_disk(engine) as connection:
        connection.execute(insert(PlaceRow), rows)
        connection.commit()


def _timed(job: Callable[[], object]) -> float:
    begin = time.perf_counter()
    job()
    return time.perf_counter() - begin
