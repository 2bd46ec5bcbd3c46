"""HTML is read by Telegram's rules."""

from __future__ import annotations

import pytest

from tests.botapi.answers import NotDone
from tests.botapi.markup import is_link, read_html, utf16


@pytest.mark.parametrize(
    ("source", "text", "kinds"),
    [
        ("<b>one</b> <i>two</i>", "one two", ["bold", "italic"]),
        ("<strong>a</strong><em>b</em><ins>c</ins><strike>d</strike>", "abcd", None),
        ("<u>a</u><s>b</s><del>c</del><code>d</code><pre>e</pre>", "abcde", None),
        ('<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>', "xy", ["spoiler", "spoiler"]),
        ('<a href="https://example.org/?a=1&amp;b=2">link</a>', "link", ["text_link"]),
        ("<blockquote>q</blockquote>\n<blockquote expandable>r</blockquote>", "q\nr", None),
        ('<tg-emoji emoji-id="53">🐦</tg-emoji>', "🐦", ["custom_emoji"]),
        ('<pre><code class="language-python">x</code></pre>', "x", ["pre", "code"]),
        ("&lt;&gt;&amp;&quot;&#39;&#x1F426;", "<>&\"'🐦", []),
        ("  padded \n", "padded", []),
        ("a\x00b\rc\u202ed", "a bcd", []),
        ("<b></b>nothing bold", "nothing bold", []),
    ],
)
def test_what_is_right(source: str, text: str, kinds: list[str] | None) -> None:
    read, entities = read_html(source)
    assert read == text
    if kinds is not None:
        assert [entity["type"] for entity in entities] == kinds


def test_entities_are_counted_in_utf16_units_and_follow_trimming() -> None:
    text, entities = read_html("  🐦🐦<b>鸟</b> ")
    assert text == "🐦🐦鸟"
    assert entities == [{"type": "bold", "offset": 4, "length": 1}]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>crossed</b></i>", 'Unmatched end tag at byte offset 13, expected "</i>", found "</b>"'),
        ("closed</b>", "Unexpected end tag at byte offset 6"),
        ("line<br>", 'Unsupported start tag "br" at byte offset 4'),
        ("<div>x</div>", 'Unsupported start tag "div"'),
        ("鸟<p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("x </b", "Unclosed end tag"),
        ("a & b", "'&' that is not part of an entity"),
        ("a&nbsp;b", "unsupported entity '&nbsp;'"),
        ("a&copy;b", "unsupported entity '&copy;'"),
        ("&#xD800;", "wrong numeric entity"),
        ("&#0;", "wrong numeric entity"),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler"'),
        ('<b class="x">y</b>', 'Unsupported attribute "class" of the tag "b"'),
        ("<a>x</a>", 'Tag "a" must have a valid "href"'),
        ('<a href="tel:12345">x</a>', 'Tag "a" must have a valid "href"'),
        ('<a href="https://x.org/"y">x</a>', "Unsupported attribute"),
        ("<!-- note -->", 'Unsupported start tag "!--"'),
    ],
)
def test_what_is_wrong(source: str, reason: str) -> None:
    with pytest.raises(NotDone) as caught:
        read_html(source)
    assert caught.value.description.startswith("Bad Request: can't parse entities: ")
    assert reason in caught.value.description


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://127.0.0.1:8080/x?y=1#z",
        "example.org/path",
        "tg://user?id=5",
        "https://中国.cn/",
    ],
)
def test_links(url: str) -> None:
    assert is_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "tel:+865531234567",
        "mailto:a@example.org",
        "javascript:alert(1)",
        "http://localhost:8080/",
        "https://host/",
        "ftp://example.org/",
        "https://exa mple.org",
        "https://example.org:notaport/",
        "https://[broken",
    ],
)
def test_no_links(url: str) -> None:
    assert not is_link(url)


def test_utf16_counts_units() -> None:
    assert [utf16(text) for text in ("", "a", "鸟", "🐦", "👨‍👩‍👧")] == [0, 1, 1, 2, 8]
