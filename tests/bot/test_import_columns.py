"""Which header means which column: English, Chinese, told by hand; and what is ignored."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.importing.columns import HEADERS, headed, laid_out, meaning
from bot.importing.tables import FileError, Table
from rules.places.rows import COLUMNS
from tests.bot.lists import csv_file, reading

NEEDED = ("name", "kind", "lat", "lon")


@pytest.mark.parametrize(
    ("header", "column"),
    [
        *((column, column) for column in COLUMNS),
        ("名称", "name"),
        ("机构名称", "name"),
        ("类型", "kind"),
        ("纬度", "lat"),
        ("经度", "lon"),
        ("地址", "address"),
        ("电话", "phone"),
        ("营业时间", "hours"),
        ("开放时间", "hours"),
        ("区", "district"),
        ("普惠", "inclusive"),
        ("价格", "price"),
        ("备注", "note"),
        ("随迁子女", "migrants"),
        ("服务范围", "serves"),
        (" Latitude ", "lat"),
        ("LNG", "lon"),
        ("opening_hours", "hours"),
        ("Opening Hours", "hours"),
        ("名称*", "name"),
        ("纬度（WGS84）", "lat"),
        ("电话(座机)", "phone"),
        ("联系电话：", "phone"),
        ("name_en", "name_en"),
        ("name_zh_CN", "name"),
        ("Name (English)", "name_en"),
        ("英文名称", "name_en"),
        ("英文名", "name_en"),
        ("名称（英文）", "name_en"),
        ("英文地址", "address_en"),
        ("ｎａｍｅ", "name"),
    ],
)
def test_headers_are_recognised(header: str, column: str) -> None:
    assert meaning(header) == column


@pytest.mark.parametrize(
    "header", ["", " ", "序号", "编号", "name_old", "电话en", "kindergarten", "x" * 5000, "\ud800", "=1+1"]
)
def test_other_headers_are_not(header: str) -> None:
    assert meaning(header) is None


def test_no_word_means_two_columns() -> None:
    words = [word for words in HEADERS.values() for word in words]
    assert sorted(words) == sorted(set(words))
    assert HEADERS.keys() == COLUMNS.keys()


def test_what_is_told_by_hand_comes_first() -> None:
    headers = ("名称", "场所名称", "类型", "纬度", "经度", "序号")
    layout = laid_out(headers, {"name": "场所名称", "note": "序号"})
    assert layout.columns == {1: "name", 5: "note", 2: "kind", 3: "lat", 4: "lon"}
    assert layout.headers["name"] == "场所名称"
    assert layout.ignored == ("名称",)


def test_a_text_in_another_language_may_be_told_by_hand() -> None:
    layout = laid_out((*NEEDED, "ئىسمى"), {"name_ug": "ئىسمى"})
    assert layout.columns[4] == "name_ug"


def test_ignored_columns_are_named_also_those_without_a_name() -> None:
    assert laid_out((*NEEDED, "colour", "", "\x1b[2J"), {}).ignored == (
        "colour",
        "column 6, which has no name",
        "�[2J",
    )


def test_two_columns_of_one_meaning_must_be_told_apart() -> None:
    with pytest.raises(FileError, match=r"“名称” and “校名” both mean name.*--map name=校名"):
        laid_out(("名称", "校名", "kind", "lat", "lon"), {})


@pytest.mark.parametrize("column", NEEDED)
def test_a_needed_column_is_asked_for_with_the_cure(column: str) -> None:
    with pytest.raises(FileError, match=f"--map {column}=…"):
        laid_out([one for one in NEEDED if one != column] + ["colour"], {})


def test_a_name_in_one_language_is_enough() -> None:
    assert laid_out(("name_en", "kind", "lat", "lon"), {}).columns[0] == "name_en"


def test_the_kind_may_be_given_for_all() -> None:
    assert laid_out(("name", "类型", "lat", "lon"), {}, ["kind"]).ignored == ("类型",)


@pytest.mark.parametrize(
    ("told", "says"),
    [({"colour": "name"}, "no column “colour”"), ({"name": "colour"}, "no column “colour”")],
)
def test_what_is_told_by_hand_must_exist(told: dict[str, str], says: str) -> None:
    with pytest.raises(FileError, match=says):
        laid_out(NEEDED, told)


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    rows = iter([(1, ["芜湖市幼儿园名单"]), (2, ["制表：教育局"]), (3, list(NEEDED)), (4, ["A"])])
    headers, rest = headed(Table("row", None, rows, ""), {})
    assert (headers, list(rest)) == (NEEDED, [(4, ["A"])])


def test_headers_that_are_only_told_by_hand_are_found_below_a_title() -> None:
    told = dict(zip(NEEDED, ("甲", "乙", "丙", "丁"), strict=True))
    rows = iter([(1, ["title"]), (2, list(told.values())), (3, ["A"])])
    assert headed(Table("row", None, rows, ""), told)[0] == ("甲", "乙", "丙", "丁")


def test_a_file_without_a_header_says_what_its_first_row_holds(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv")
    path.write_text(path.read_text(encoding="utf-8").split("\n", 1)[1], encoding="utf-8")
    with pytest.raises(FileError, match=r"edu:1.*小太阳幼儿园"):
        reading(path)
