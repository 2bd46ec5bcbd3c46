"""Answers as files hold them: plain values (YAML) or cells (a workbook) become an answer, or a list of what is wrong with them. Pure.

`to_plain` and `cells_of` write what `read_plain` and `plain_of` read; for an answer in tidy words the way there and back is exact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rules.answers.answer import CONFIDENCE, Answer, Leads, of_plain, to_plain
from rules.answers.checks import Fault
from rules.answers.tidy import tidied
from rules.languages import DEFAULT, FOREIGN, normal

#: What an entry may hold, in the order of a workbook. The first are one cell each, the last one a language.
PLAIN = ("key", "theme", "confidence", "checked", "valid_until", "review_by", "picture", "cites")
WORDED = ("title", "text", "asked", "source")
#: A code stands in the addresses of buttons, which are short: "zh_CN" fits, "sr_Latn" does not.
_CODE = re.compile(r"[A-Za-z_]{1,6}")
_DATES = ("checked", "valid_until", "review_by")
_WAY = re.compile(r"way([1-9][0-9]?)(?:\.(.+))?")


def read_plain(kept: Any) -> tuple[Answer | None, list[Fault]]:
    """The answer in tidy words, or everything that keeps these values from being one. Whether it may be published is `checks.faults`."""
    if not isinstance(kept, Mapping):
        return None, [Fault("key", "shape", "is no entry", "Write key, title, text, source and so on.")]
    wrong = list(_wrong(kept))
    if wrong:
        return None, wrong
    plain = {name: value for name, value in kept.items() if value is not None}
    days = {name: str(plain[name]) for name in _DATES if name in plain}
    return tidied(of_plain({**plain, **days})), []


def _wrong(kept: Mapping[Any, Any]) -> Iterator[Fault]:
    names = (*PLAIN, *WORDED, "ways")
    for name in kept:
        if name not in names:
            yield Fault(str(name), "unknown", "is not known here", f"Use one of: {', '.join(names)}.")
    if not isinstance(kept.get("key"), str):
        yield Fault("key", "missing", "is missing", "Give each answer a key of its own.")
    for name in ("theme", "picture"):
        yield from _text(name, kept.get(name))
    if kept.get("confidence") not in (None, *CONFIDENCE):
        yield Fault("confidence", "word", "is not known", f"Use one of: {', '.join(CONFIDENCE)}.")
    for name in _DATES:
        if not _is_day(kept.get(name)):
            yield Fault(name, "date", "is no date", "Write it like 2026-11-23.")
    yield from _list("cites", kept.get("cites"))
    for name in WORDED:
        yield from _by_language(name, kept.get(name), _list if name == "asked" else _text)
    yield from _ways(kept.get("ways"))


def _text(where: str, value: Any) -> Iterator[Fault]:
    if value is not None and not isinstance(value, str):
        yield Fault(where, "shape", "is no text", "Put it in quotes, or write text.")


def _list(where: str, value: Any) -> Iterator[Fault]:
    if value is not None and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        yield Fault(where, "shape", "is no list of texts", "Write one a line, each with “- ” before it.")


def _by_language(where: str, value: Any, check: Callable[[str, Any], Iterator[Fault]]) -> Iterator[Fault]:
    if value is None:
        return
    if not isinstance(value, Mapping):
        cure = f"Write {DEFAULT}: and {FOREIGN}: below it."
        yield Fault(where, "shape", "does not say which language it is in", cure)
        return
    for code, one in value.items():
        if not isinstance(code, str) or not _is_language(code):
            cure = f"Use {DEFAULT}, {FOREIGN} or another code of that kind."
            yield Fault(f"{where}.{code}", "language", "is no language", cure)
        yield from check(f"{where}.{code}", one)


def _is_language(code: str) -> bool:
    return normal(code) == code and bool(_CODE.fullmatch(code))


def _is_day(value: Any) -> bool:
    if value is None or type(value) is date:
        return True
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _ways(value: Any) -> Iterator[Fault]:
    if value is not None and not isinstance(value, list):
        yield Fault("ways", "shape", "is no list", "Write each way with “- ” before it.")
        return
    for at, way in enumerate(value or (), 1):
        where = f"ways.{at}"
        if not isinstance(way, Mapping):
            yield Fault(where, "shape", "does not say where it leads", "Write it like answer: key.")
            continue
        leads = [name for name in way if name != "label"]
        if len(leads) != 1 or leads[0] not in list(Leads) or not isinstance(way[leads[0]], str):
            yield Fault(
                where, "leads", "leads to nothing we know", f"Write one of: {', '.join(Leads)}; then the id."
            )
        yield from _by_language(f"{where}.label", way.get("label"), _text)


def columns(answers: Collection[Answer]) -> list[str]:
    """The columns a workbook of these answers has."""
    written = sorted(
        {code for one in answers for texts in _in_languages(one) for code in texts} - {DEFAULT, FOREIGN}
    )
    languages = (DEFAULT, FOREIGN, *written)
    most = max((len(one.ways) for one in answers), default=0)
    return [
        *PLAIN,
        *(f"{name}.{code}" for name in WORDED for code in languages),
        *(f"way{at}{end}" for at in range(1, most + 1) for end in ("", *(f".{code}" for code in languages))),
    ]


def _in_languages(answer: Answer) -> Sequence[Mapping[str, Any]]:
    labels = [way.labels for way in answer.ways]
    return [answer.titles, answer.texts, answer.asked, answer.source, *labels]


def cells_of(answer: Answer) -> dict[str, str]:
    """The filled cells of its row. Phrases and rules stand one a line; a way is "answer: key"."""
    plain = to_plain(answer)
    cells = {name: plain[name] for name in PLAIN if name in plain and name != "cites"}
    if answer.cites:
        cells["cites"] = "\n".join(answer.cites)
    for name in WORDED:
        for code, value in plain.get(name, {}).items():
            cells[f"{name}.{code}"] = "\n".join(value) if name == "asked" else value
    for at, way in enumerate(answer.ways, 1):
        cells[f"way{at}"] = f"{way.leads.value}: {way.to}"
        cells |= {f"way{at}.{code}": label for code, label in way.labels.items()}
    return cells


def is_column(name: str) -> bool:
    """Whether a workbook may have this column."""
    word, _, code = name.partition(".")
    return name in PLAIN or (word in WORDED and _is_language(code)) or bool(_WAY.fullmatch(name))


def plain_of(cells: Mapping[str, str]) -> dict[str, Any]:
    """The plain values of a row, for `read_plain`. Empty cells are as if they were not there."""
    plain: dict[str, Any] = {}
    ways: dict[int, dict[str, Any]] = {}
    for name, told in cells.items():
        word, _, code = name.partition(".")
        way = _WAY.fullmatch(name)
        if not told.strip():
            continue
        if way is not None:
            _put_way(ways.setdefault(int(way[1]), {}), way[2], told)
        elif word in WORDED:
            plain.setdefault(word, {})[code] = told.splitlines() if word == "asked" else told
        else:
            plain[name] = told.splitlines() if name == "cites" else told.strip()
    if ways:
        plain["ways"] = [ways[at] for at in sorted(ways)]
    return plain


def _put_way(way: dict[str, Any], code: str | None, told: str) -> None:
    if code is not None:
        way.setdefault("label", {})[code] = told
        return
    leads, _, to = told.partition(":")
    way[leads.strip()] = to.strip()
