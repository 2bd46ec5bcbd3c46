"""`make words` on a small made-up house, and what `--check` must not let through."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from content.extract import SHOWN, extract_texts
from content.loading import PackError
from tools import word_sources, words
from tools.word_checks import pair_faults, plural_faults, text_faults

CODE = """
def screen(_, name, n):
    return [
        _("Hello {name}", name=name),
        outer(_("one"), title=str(_("two {name}", name=_("three")))),
        _.ngettext("{n} day", "{n} days", count(n, _), n=n),
        _("long "
          "sentence"),
        seat.words("four"),
    ]
"""
PACK = """\
things:
  - id: hb
    name: 乙肝疫苗
    text: 打 3 针
    source:
      - 一本书
    aliases:
      - 乙肝
  - id: bcg
    name: 卡介苗
    text: 打 1 针
sentences:
  late: 到 {day} 去
"""
ZH = {
    "Hello {name}": "你好 {name}",
    "one": "一",
    "two {name}": "二 {name}",
    "three": "三",
    "four": "四",
    "long sentence": "长句",
    "{n} day||{n} days": ["{n} 天"],
}
EN = {
    "乙肝疫苗": "Hepatitis B",
    "卡介苗": "BCG",
    "打 3 针": "3 doses",
    "打 1 针": "1 dose",
    "到 {day} 去": "go on {day}",
}

Command = Callable[..., int]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for folder, name, text in (
        ("dialogs", "home.py", CODE),
        ("bot", "door.py", ""),
        ("content", "a.yaml", PACK),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(house: Path) -> Command:
    return lambda *arguments: words.main(arguments, house)


@pytest.fixture
def translated(house: Path, run: Command) -> Path:
    """The made-up house with every sentence translated."""
    run()
    file = house / "given.json"
    file.write_text(json.dumps(ZH | EN), encoding="utf-8")
    assert run("--fill", str(file)) == 0
    return house


def messages(house: Path) -> Path:
    return house / "locales/zh_CN/LC_MESSAGES/messages.po"


def catalog(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def test_sentences_are_found_wherever_they_stand(house: Path) -> None:
    texts, problems = word_sources.interface(house)
    assert not problems
    assert {text.msgid for text in texts} == {key.split("||")[0] for key in ZH}
    assert next(text.plural for text in texts if text.msgid == "{n} day") == "{n} days"


@pytest.mark.parametrize(
    "call", ["_(name)", '_(f"a {name}")', '_("a" + name)', '_.ngettext("one", name, 2)', '_("")']
)
def test_sentences_that_are_not_written_out_are_problems(house: Path, call: str) -> None:
    (house / "dialogs/odd.py").write_text(f"{call}\n", encoding="utf-8")
    _texts, problems = word_sources.interface(house)
    assert [problem.file for problem in problems] == ["dialogs/odd.py:1"]


def test_one_sentence_with_and_without_plural_is_a_problem(house: Path, run: Command) -> None:
    (house / "dialogs/odd.py").write_text('_("{n} day")\n', encoding="utf-8")
    assert run("--check") == 1
    assert [problem.msgid for problem in word_sources.interface(house)[1]] == ["{n} day"]


def test_packs_give_every_shown_text_with_its_line(house: Path) -> None:
    with (house / "content/a.yaml").open("rb") as file:
        found = [(line, text, notes) for line, _name, text, notes in extract_texts(file)]
    assert (3, "乙肝疫苗", ["hb name"]) in found
    assert (13, "到 {day} 去", ["late"]) in found
    assert {text for _line, text, _notes in found} == set(EN)


def test_a_new_kind_of_text_cannot_slip_past(house: Path) -> None:
    assert "secret" not in SHOWN
    path = house / "content/a.yaml"
    path.write_text(PACK + "secret: 新的\n", encoding="utf-8")
    with path.open("rb") as file, pytest.raises(PackError) as caught:
        list(extract_texts(file))
    assert caught.value.line == 14
    assert words.main(["--check"], house) == 1


def test_an_update_changes_nothing_twice(translated: Path, run: Command) -> None:
    before = messages(translated).read_bytes()
    assert run() == 0
    assert messages(translated).read_bytes() == before
    assert run("--check") == 0
    assert b"POT-Creation-Date" not in before
    assert b"home.py:" not in before


def test_an_update_keeps_translations_and_drops_what_nobody_says(translated: Path, run: Command) -> None:
    code = CODE.replace('_("one")', '_("one more")')
    (translated / "dialogs/home.py").write_text("\n\n" + code, encoding="utf-8")
    run()
    kept = catalog(messages(translated))
    assert "one" not in kept
    assert not kept.obsolete
    assert kept["one more"].string == ""  # nothing is guessed from "one"
    assert kept["Hello {name}"].string == "你好 {name}"
    assert kept["{n} day"].string == ("{n} 天",)


def test_check_changes_nothing(house: Path, run: Command) -> None:
    assert run("--check") == 1
    assert not (house / "locales").exists()


def test_what_is_missing_can_be_filled_in(
    house: Path, run: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    capsys.readouterr()
    run("--missing")
    form = json.loads(capsys.readouterr().out)
    assert set(form) == set(ZH) | set(EN)
    assert form["{n} day||{n} days"] == [""]
    file = house / "given.json"
    file.write_text(json.dumps(form | {"one": "一", "nobody": "无人"}), encoding="utf-8")
    run("--fill", str(file))
    assert "nobody" in capsys.readouterr().out
    assert catalog(messages(house))["one"].string == "一"


def test_a_language_begins_and_may_be_half_done(
    translated: Path, run: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--add", "UG") == 0
    assert run("--check") == 0
    capsys.readouterr()
    run("--missing", "--language", "ug")
    form = json.loads(capsys.readouterr().out)
    assert len(form) == len(ZH) + len(EN)
    assert form["{n} day||{n} days"] == ["", ""]
    assert run("--add", "no language") == 2
    assert run("--add", "zh_TW") == 0


def test_a_broken_catalogue_is_named_and_left_alone(translated: Path, run: Command) -> None:
    broken = messages(translated).read_text(encoding="utf-8") + '<<<<<<< HEAD\nmsgid "x'
    messages(translated).write_text(broken, encoding="utf-8")
    assert run("--check") == 2
    assert run() == 2
    assert messages(translated).read_text(encoding="utf-8") == broken


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("你好 {name}", "你好", "lacks {name}"),
        ("你好 {name}", "你好 {name} {age}", "has {age}"),
        ("你好 {name}", "你好 {name.__class__}", "no bare {name}"),
        ("你好 {name}", "你好 {name} %s", "'%s'"),
        ("你好 {name}", "<b>你好</b> {name}", "other tags"),
        ("你好 {name}", "你好 {name}\\n", "other spaces or line breaks"),
        ("你好 {name}", "你好,王 {name}", "English sign"),
        ('msgstr "一"', 'msgstr ""', "not translated"),
        ('msgstr[0] "{n} 天"', 'msgstr[0] ""', "not translated"),
        ('msgid "one"', '#, fuzzy\nmsgid "one"', "fuzzy"),
        ('msgid "one"', 'msgid "two"', "not up to date"),
    ],
)
def test_check_finds(
    translated: Path, run: Command, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    path = messages(translated)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    capsys.readouterr()
    assert run("--check") == 1
    told = capsys.readouterr().out
    assert said in told
    assert "locales/zh_CN/LC_MESSAGES/messages.po" in told


def test_check_misses_a_catalogue(translated: Path, run: Command) -> None:
    (translated / "locales/en/LC_MESSAGES/content.po").unlink()
    assert run("--check") == 1


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('<b>a</b> <a href="https://example.org">b</a> {name}', 0),
        ("a &lt; b &amp; c", 0),
        ("100 % of it, 5% more", 0),
        ("<b>a", 1),
        ("<b><i>a</b></i>", 1),
        ("</b>", 1),
        ("<h1>a</h1>", 2),
        ('<b class="x">a</b>', 1),
        ("a < b", 1),
        ("Tom & Ann", 1),
        ("{0}", 1),
        ("{name!r}", 1),
        ("%(name)s", 1),
        ("${name}", 1),
        ("您好!", 1),
        ("您好！9:00 到 10:00", 0),
    ],
)
def test_text_faults(text: str, faults: int) -> None:
    assert len(list(text_faults(text, markup=True, chinese=True))) == faults


@pytest.mark.parametrize(
    ("chinese", "english", "faults"),
    [
        ("隔 28 天", "28 days apart", 0),
        ("隔 28 天", "29 days apart", 2),
        ("隔 28 天", "four weeks apart", 1),
        ("第一、二针", "doses 1 and 2", 0),
        ("十四个月", "14 months", 0),
        ("二十一天", "21 days", 0),
        ("二十一天", "12 days", 1),
        ("2019 年 10 月 1 日", "1 October 2019", 0),
        ("2019 年 10 月 1 日", "1 March 2019", 1),
        ("到 {day} 去", "go", 1),
        ("水小于 5 < 6", "less than 5 < 6", 0),
        ("针 ", "dose", 1),
    ],
)
def test_pack_translations_keep_the_numbers(chinese: str, english: str, faults: int) -> None:
    assert len(list(pair_faults(chinese, english, "en", "content"))) == faults


@pytest.mark.parametrize(
    ("strings", "count", "faults"),
    [
        (("{n} 天",), 1, 0),
        (("天",), 1, 1),
        (("one day", "{n} days"), 2, 0),  # the singular may leave the number out
        (("{n} day", "days"), 2, 1),
        (("{m} day", "{n} days"), 2, 1),
        (("<b>{n}</b> day", "{n} days"), 2, 1),
        (("{n} days",), 2, 1),
    ],
)
def test_plural_faults(strings: tuple[str, ...], count: int, faults: int) -> None:
    assert (
        len(list(plural_faults(("{n} day", "{n} days"), strings, count, "en" if count == 2 else "zh_CN")))
        == faults
    )


def test_our_own_packs_are_all_readable() -> None:
    _texts, problems = word_sources.knowledge(words.ROOT)
    assert not problems
