"""What the files of the web chat page must keep to, checked without a browser."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import cast

import pytest

from dialogs.page import page_words
from dialogs.words import Words

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "bot" / "web" / "page"
FILES = sorted(path for path in PAGE.rglob("*") if path.is_file())
TEXTS = [path for path in FILES if path.suffix != ".png"]
SCRIPTS = [path for path in FILES if path.suffix == ".js"]
MOST_BYTES = 64_000
#: The name of the SVG language; browsers never load it.
SVG_NAME = 'xmlns="http://www.w3.org/2000/svg"'
#: Attributes that carry an address, and the schemes that are built in code for links a person taps.
ADDRESS = re.compile(r"""(?:https?:)?//[\w$]|@import|url\(""")

INDEX = (PAGE / "index.html").read_text("utf-8")


def name(path: Path) -> str:
    return path.relative_to(PAGE).as_posix()


def without_comments(script: str) -> str:
    """JavaScript without its comments (the page's scripts hold no `//` or `/*` inside strings)."""
    return re.sub(r"(?m)(^|\s)//.*$", r"\1", re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL))


def english() -> dict[str, str]:
    """The page's words with every sentence as it stands in the source."""

    def same(msgid: str, **_values: object) -> str:
        return msgid

    return page_words(cast(Words, same))


def test_everything_together_is_small() -> None:
    sizes = {name(path): path.stat().st_size for path in FILES}
    assert sum(sizes.values()) < MOST_BYTES, sizes


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    text = path.read_text("utf-8").replace(SVG_NAME, "")
    if path.suffix == ".js":
        text = without_comments(text)
    assert ADDRESS.findall(text) == []


def test_the_page_keeps_to_a_strict_content_security_policy() -> None:
    tags = re.findall(r"<[a-z][^>]*>", INDEX)
    assert [tag for tag in tags if re.search(r"\s(on\w+|style|formaction|srcdoc)\s*=", tag)] == []
    assert "<style" not in INDEX
    assert "javascript:" not in INDEX
    assert re.findall(r"<script\b[^>]*>([^<]+)</script>", INDEX) == []
    assert all("src=" in tag for tag in tags if tag.startswith("<script"))


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_scripts_never_turn_text_into_markup_or_code(path: Path) -> None:
    script = without_comments(path.read_text("utf-8"))
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\.on\w+ ?=[^=>]"
        r"""|setAttribute\("(?:style|on)|cssText"""
    )
    assert re.findall(forbidden, script) == []


def used_words() -> set[str]:
    found = set(re.findall(r'data-(?:word|label)="(\w+)"', INDEX))
    for path in SCRIPTS:
        found |= set(re.findall(r'\bword\("(\w+)"', path.read_text("utf-8")))
    return found


def test_every_word_the_page_uses_is_given_and_every_word_given_is_used() -> None:
    assert used_words() == set(english())


def test_words_are_asked_for_by_name_only() -> None:
    """A key put together at run time would escape the test above."""
    for path in SCRIPTS:
        asked = re.findall(r"(?<!function )\bword\((?!\")", without_comments(path.read_text("utf-8")))
        assert asked == [], name(path)


def test_words_are_plain_text_for_the_page() -> None:
    for key, text in english().items():
        assert text.strip(), key
        assert not re.search(r"[<>&]", text), f"{key}: markup would be shown as it is written"


def test_the_page_has_no_texts_of_its_own() -> None:
    """Only what must be said before the words arrive stands in the HTML, in two languages."""
    shown = re.sub(r"<(noscript|title)>.*?</\1>", "", INDEX, flags=re.DOTALL)
    lines = [text.strip() for text in re.findall(r">([^<]+)<", shown) if text.strip()]
    assert [line for line in lines if " · " not in line] == []


def test_what_the_scripts_look_for_stands_in_the_html() -> None:
    ids = re.findall(r'\bid="([\w-]+)"', INDEX)
    assert len(ids) == len(set(ids))
    for path in SCRIPTS:
        asked = set(re.findall(r'\b(?:find|on)\("([\w-]+)"', path.read_text("utf-8")))
        icons = {f"i-{icon}" for icon in re.findall(r'\bicon\("([\w-]+)"', path.read_text("utf-8"))}
        assert asked | icons <= set(ids), name(path)


def test_every_button_and_field_has_a_name() -> None:
    for tag in re.findall(r"<(?:button|textarea)\b[^>]*>(?:<span data-word)?", INDEX):
        assert "data-word=" in tag or "data-label=" in tag or tag.endswith("<span data-word"), tag


def test_people_can_zoom() -> None:
    assert "user-scalable" not in INDEX
    assert "maximum-scale" not in INDEX


def test_the_look_knows_logical_sides_only() -> None:
    css = (PAGE / "chat.css").read_text("utf-8")
    sides = r"(?:left|right)"
    physical = rf"\b(?:margin|padding|border)-{sides}\b|[;{{]\s*{sides}\s*:|text-align:\s*{sides}|float:"
    assert re.findall(physical, css) == []
    for wish in ("prefers-reduced-motion", "data-theme=dark", "data-text=large", ":focus-visible"):
        assert wish in css


def test_the_service_worker_keeps_the_shell_and_nothing_of_the_chat() -> None:
    worker = (PAGE / "sw.js").read_text("utf-8")
    scripts = re.search(r'SCRIPTS = "([a-z ]+)"', worker)
    listed = re.search(r"FILES = \[([^\]]*)\.\.\.SCRIPTS", worker)
    assert scripts
    assert listed
    kept = {f"js/{script}.js" for script in scripts.group(1).split()}
    assert kept == {name(path) for path in SCRIPTS} - {"sw.js"}
    others = re.findall(r'"(/[^"]*)"', listed.group(1))
    assert "/" in others
    assert all((PAGE / path.lstrip("/")).exists() for path in others)
    assert not any(path.startswith("/chat/") for path in others)


def test_the_page_can_be_installed() -> None:
    manifest = (PAGE / "manifest.webmanifest").read_text("utf-8")
    sources = re.findall(r'"src": "/([^"]+)"', manifest)
    assert sources
    assert all((PAGE / source).is_file() for source in sources)
    assert '"display": "standalone"' in manifest
    width, height = struct.unpack(">II", (PAGE / "icons" / "icon-192.png").read_bytes()[16:24])
    assert (width, height) == (192, 192)


@pytest.mark.parametrize(
    "path", [path for path in TEXTS if path.suffix in {".js", ".css", ".html"}], ids=name
)
def test_files_stay_small_enough_to_read(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300
