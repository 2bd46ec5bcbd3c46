"""The published answers as a file for an office: YAML as the packs have it, or a workbook. `houniao import faq` reads either back, exactly."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import yaml
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from rules.answers.answer import Answer, to_plain
from rules.answers.reading import cells_of, columns

#: What a file of each kind is sent as.
MIMES = {
    "yaml": "application/yaml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Widths of columns, in characters.
_NARROW, _WIDE = 16, 48


class _Block(yaml.SafeDumper):
    """Texts of several lines stand as they are read; dates without quotes; nothing is an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Block.add_representer(str, _text)


def as_file(answers: Collection[Answer], kind: str) -> bytes:
    """These answers as a file of this kind ("yaml", "xlsx"), in their order."""
    return to_xlsx(answers) if kind == "xlsx" else to_yaml(answers)


def to_yaml(answers: Collection[Answer]) -> bytes:
    """Block style, UTF-8."""
    entries = [_dated(to_plain(one)) for one in answers]
    text = yaml.dump(
        {"answers": entries}, Dumper=_Block, allow_unicode=True, sort_keys=False, width=1_000_000
    )
    return text.encode()


def _dated(plain: dict[str, Any]) -> dict[str, Any]:
    days = ("checked", "valid_until", "review_by")
    return {name: date.fromisoformat(value) if name in days else value for name, value in plain.items()}


def to_xlsx(answers: Collection[Answer]) -> bytes:
    """One sheet, a row for each answer. Every cell is text, also what looks like a formula, a number or a date."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "answers"
    names = columns(answers)
    for line, cells in enumerate(({name: name for name in names}, *map(cells_of, answers)), 1):
        for at, name in enumerate(names, 1):
            cell = sheet.cell(line, at)
            if name in cells:
                # The value first: openpyxl takes "=1+1" for a formula, until it is told that it is text.
                cell.value = cells[name]
                cell.data_type = "s"
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if line == 1:
                cell.font = Font(bold=True)
    for at, name in enumerate(names, 1):
        wide = name.startswith(("title", "text", "asked", "source"))
        sheet.column_dimensions[get_column_letter(at)].width = _WIDE if wide else _NARROW
    sheet.freeze_panes = "B2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
