"""Lists as offices bring them, for the tests of `houniao import`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from actions.places import known
from bot.importing.places import open_table, read_file
from bot.importing.reading import Choices, Reading
from content import load_knowledge

KNOWLEDGE = load_knowledge("cn/wuhu")
KNOWN = known(KNOWLEDGE)
HEADERS = ("id", "名称", "类型", "纬度", "经度", "地址", "电话", "开放时间", "区", "普惠")
ROWS: tuple[tuple[str, ...], ...] = (
    ("edu:1", "小太阳幼儿园", "幼儿园", "31.34", "118.37", "中山路1号", "0553-1234567", "Mo-Fr 08:00-17:00", "镜湖区", "是"),
    ("edu:2", "Käthes “星星”, 幼儿园", "kindergarten", "31.35", "118.38", "北京路2号\n二楼", "", "", "鸠江", "否"),
    ("edu:3", "苗苗托儿所", "托育园", "31.36", "118.39", "", "", "", "", ""),
)  # fmt: skip


def csv_text(rows: Iterable[Sequence[str]], between: str = ",") -> str:
    """Rows as text; every value in quotation marks."""
    out = StringIO()
    for row in rows:
        out.write(between.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n")
    return out.getvalue()


def csv_file(
    path: Path, rows: Iterable[Sequence[str]] = ROWS, encoding: str = "utf-8", between: str = ","
) -> Path:
    path.write_bytes(csv_text([HEADERS, *rows], between).encode(encoding))
    return path


def xlsx_file(path: Path, sheets: Mapping[str, Iterable[Sequence[Any]]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def geojson_file(path: Path, features: Iterable[Any]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return path


def feature(properties: dict[str, Any], *lon_lat: float, **more: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": list(lon_lat)},
        **more,
    }


def reading(path: Path, **choices: Any) -> Reading:
    return read_file(path, KNOWLEDGE, Choices(**choices))


def cells(path: Path, sheet: str | None = None) -> list[tuple[int, list[str]]]:
    """All rows of the file with their numbers, the header among them."""
    table = open_table(path, KNOWN.kinds, Choices(sheet=sheet))
    return [(number, list(row)) for number, row in table.rows]


def faults(found: Reading) -> list[tuple[int, str]]:
    return [(one.number, one.fault.column) for one in found.faults]
