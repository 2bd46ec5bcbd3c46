"""Which column of a stranger's table means what: recognised by its header, in English or Chinese, or told by `--map`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from bot.importing.tables import FileError, Numbered, Table, clean
from rules.places.rows import COLUMNS, OWN_LANGUAGE, TEXTS, text_column

#: How offices head their columns. Spaces, capitals, underlines and what stands in brackets do not count.
HEADERS: Mapping[str, tuple[str, ...]] = {
    # A running number is no id: another list has the same.
    "id": ("id", "机构代码", "学校代码", "机构编号", "学校标识码"),
    "kind": ("kind", "type", "category", "类型", "类别", "种类", "机构类型", "场所类型", "机构类别"),
    "name": (
        "name", "title", "名称", "名字", "机构名称", "单位名称", "学校名称", "幼儿园名称", "园所名称", "园名", "校名", "门诊名称", "机构", "单位",
    ),
    "lat": ("lat", "latitude", "y", "纬度", "北纬", "维度"),
    "lon": ("lon", "lng", "long", "longitude", "x", "经度", "东经"),
    "district": ("district", "county", "区", "县", "区县", "区域", "县区", "县市区", "所在区", "所在区县", "所属区", "行政区", "行政区划", "辖区"),
    "address": ("address", "addr", "street", "地址", "详细地址", "机构地址", "单位地址", "学校地址", "所在地址"),
    "phone": ("phone", "tel", "telephone", "phonenumber", "mobile", "电话", "联系电话", "电话号码", "咨询电话", "办公电话", "联系方式", "座机"),
    "hours": (
        "hours", "openinghours", "营业时间", "开放时间", "开门时间", "服务时间", "工作时间", "办公时间", "接种时间", "门诊时间", "上班时间",
    ),
    "price": ("price", "fee", "fees", "cost", "价格", "收费", "收费标准", "费用", "保教费", "学费"),
    "note": ("note", "notes", "remark", "remarks", "comment", "备注", "说明", "附注", "注"),
    "inclusive": ("inclusive", "普惠", "是否普惠", "普惠性", "是否普惠性", "普惠园"),
    "migrants": (
        "migrants", "takesmigrantchildren", "随迁子女", "接收随迁子女", "是否接收随迁子女", "招收随迁子女", "流动儿童", "接收流动儿童", "收流动儿童",
    ),
    "serves": ("serves", "servesdistricts", "服务区", "服务区域", "服务范围", "服务片区", "服务区县"),
    "languages": ("languages", "language", "语言", "服务语言"),
    "vaccines": ("vaccines", "vaccine", "疫苗", "可接种疫苗", "疫苗种类"),
    "source": ("source", "来源", "信息来源", "数据来源"),
    "checked": ("checked", "lastchecked", "verified", "checkdate", "核实日期", "核对日期", "核实时间", "检查日期", "更新日期", "更新时间"),
}  # fmt: skip
#: Without these no row is a place.
NEEDED = ("kind", "name", "lat", "lon")
#: Rows in which the header is looked for: lists often begin with a title.
LOOKED_AT = 10

_MEANINGS = {word: column for column, words in HEADERS.items() for word in words}
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]|【[^】]*】")
_NOISE = re.compile(r"[\s_*:·.-]+")
#: A text in English, by a word before or behind its name.
_ENGLISH = re.compile(r"^(?:english|英文|英语)(.+)|(.+?)(?:inenglish|english|英文|英语|en)$")


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns`: which cell of a row is which column of ours. `headers`: how the file calls it, by our column. `ignored`: the other headers."""

    columns: Mapping[int, str]
    headers: Mapping[str, str]
    ignored: tuple[str, ...]


@lru_cache(maxsize=1024)
def meaning(header: str) -> str | None:
    """Our column that this header means; None where it is not known."""
    told = header.strip()
    if told in COLUMNS:
        return told
    text = text_column(told)
    if text and text[1] in (OWN_LANGUAGE, "en"):
        return _one_name(told)
    plain = unicodedata.normalize("NFKC", told).casefold()
    short = _NOISE.sub("", _BRACKETS.sub("", plain))
    english = _english(_NOISE.sub("", re.sub(r"[()\[\]【】]", "", plain)))
    return english or _MEANINGS.get(short)


def _one_name(column: str) -> str:
    """`name` and `name_zh_CN` are the same column."""
    return column.removesuffix(f"_{OWN_LANGUAGE}")


def _english(word: str) -> str | None:
    found = _ENGLISH.match(word)
    base = _MEANINGS.get(found[1] or found[2]) if found else None
    if found and found[1] == "名":
        base = "name"
    return f"{base}_en" if base in TEXTS else None


def headed(table: Table, told: Mapping[str, str]) -> tuple[tuple[str, ...], Iterator[Numbered]]:
    """The headers and the rows below them. Raises FileError where there is none.

    The header is the first row in which at least two columns are known, else the first one.
    """
    if table.headers is not None:
        return table.headers, table.rows
    first = list(islice(table.rows, LOOKED_AT))
    if not first:
        raise FileError("The file is empty. Its first row must name the columns.")
    wanted = set(told.values())
    at = next((at for at, (_n, cells) in enumerate(first) if _known(cells, wanted) > 1), 0)
    return tuple(cell.strip() for cell in first[at][1]), chain(first[at + 1 :], table.rows)


def _known(cells: Sequence[str], wanted: set[str]) -> int:
    return sum(meaning(cell) is not None or cell.strip() in wanted for cell in cells if len(cell) < 100)


def laid_out(headers: Sequence[str], told: Mapping[str, str], given: Sequence[str] = ()) -> Layout:
    """The layout of these headers. `told` are the headers by our column, from `--map`; `given` are columns the command line fills.

    Raises FileError where a needed column is missing, or two mean the same.
    """
    columns: dict[int, str] = {}
    for column, header in told.items():
        columns[_place_of(header, headers)] = _checked(column)
    for at, header in enumerate(headers):
        column = meaning(header) or ""
        if not column or column in told or at in columns or column in given:
            continue
        if column in columns.values():
            first = next(headers[one] for one, what in columns.items() if what == column)
            raise FileError(
                f"The columns “{clean(first)}” and “{clean(header)}” both mean {column}. "
                f"Say which: --map {column}={clean(header)}"
            )
        columns[at] = column
    _complete({*columns.values(), *given}, headers)
    ignored = (
        clean(name) or f"column {at + 1}, which has no name"
        for at, name in enumerate(headers)
        if at not in columns
    )
    return Layout(columns, {what: headers[at] for at, what in columns.items()}, tuple(ignored))


def _checked(column: str) -> str:
    if column in COLUMNS or text_column(column):
        return _one_name(column)
    raise FileError(
        f"There is no column “{clean(column)}” of ours. Columns: {', '.join(COLUMNS)}; name_en and so on."
    )


def _place_of(header: str, headers: Sequence[str]) -> int:
    if header.strip() in headers:
        return list(headers).index(header.strip())
    raise FileError(f"The file has no column “{clean(header)}”. It has: {_all(headers)}.")


def _complete(found: set[str], headers: Sequence[str]) -> None:
    names = {told[0] for column in found if (told := text_column(column))}
    missing = [one for one in NEEDED if one not in found | names]
    if missing:
        cure = " ".join(f"--map {one}=…" for one in missing)
        alike = " (or --kind, when all are of one kind)" if "kind" in missing else ""
        raise FileError(
            f"No column was recognised for: {', '.join(missing)}. Say which it is: {cure}{alike}. The file has: {_all(headers)}."
        )


def _all(headers: Sequence[str]) -> str:
    return ", ".join(f"“{clean(one, 30)}”" for one in headers[:40] if one) or "no headers"
