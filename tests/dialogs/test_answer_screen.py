"""One answer on the screen: bold and nothing else, in the reader's language or honestly not, its source, its doubts, its ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.answer_screen import answer_screen
from dialogs.screens import CAPTION_MOST, Attachment, Screen, length
from dialogs.surroundings import Surroundings
from dialogs.words import Catalogues, Words
from rules.answers.answer import FLOWS, SOURCE_MOST, TEXT_MOST, TITLE_MOST, Answer, Leads, Way
from tests.dialogs.talk import NOW, ZONE, knowledge

CATALOGUES = Catalogues.load(Path("locales"))
AROUND = Surroundings(knowledge(), CATALOGUES, ZONE, demo=False, link=lambda channel, payload: None)
EN, ZH, UG = (CATALOGUES.speak(code) for code in ("en", "zh_CN", "ug"))
BASE = Answer(
    key="permit",
    titles={"zh_CN": "居住证", "en": "Permit"},
    texts={"zh_CN": "去*派出所*", "en": "Go to the *police*"},
    source={"zh_CN": "条例", "en": "Regulations"},
    checked=date(2026, 11, 1),
    confidence="confirmed",
)
PICTURE = Attachment("a.png", "image/png", b"\x89PNG")


KNOWING = {"permit": BASE, "other": replace(BASE, key="other")}


def shown(answer: Answer, words: Words = EN, picture: Attachment | None = None) -> Screen:
    return answer_screen(answer, words, AROUND, NOW, KNOWING, picture=picture)


def labels(screen: Screen) -> list[str]:
    return [one.label for row in screen.choices for one in row]


def test_bold_source_and_day() -> None:
    text = shown(BASE).text
    assert text.startswith("<b>Permit</b>\nGo to the <b>police</b>")
    assert "Source: Regulations. Checked on 1 Nov 2026." in text
    assert "Not fully confirmed" not in text
    assert "去<b>派出所</b>" in shown(BASE, ZH).text


@pytest.mark.parametrize("confidence", ["second-hand", "convention"])
def test_what_is_not_confirmed_says_whom_to_ask(confidence: str) -> None:
    assert "ask the office or clinic first" in shown(replace(BASE, confidence=confidence)).text


def test_a_missing_language_says_so_to_who_may_not_read_chinese() -> None:
    chinese = replace(BASE, titles={"zh_CN": "居住证"}, texts={"zh_CN": "去派出所"}, source={"zh_CN": "条例"})
    assert shown(chinese).text.count("(only in Chinese)") == 3
    for words in (ZH, UG):
        assert "only in Chinese" not in shown(chinese, words).text
        assert "只有中文" not in shown(chinese, words).text


def test_what_is_over_is_not_told() -> None:
    over = replace(BASE, valid_until=date(2026, 11, 22), ways=(Way(Leads.HOTLINE, "city"),))
    screen = shown(over)
    assert "police" not in screen.text
    assert "22 Nov 2026" in screen.text
    assert {"☎️ 12345", "🙋 Ask a person"} <= set(labels(screen))
    assert "police" in shown(replace(over, valid_until=date(2026, 11, 23))).text


def test_a_number_to_call_stands_alone_in_bold() -> None:
    text = shown(replace(BASE, texts={"en": "Call 12345, not 123456 or *120*", "zh_CN": "x"})).text
    assert "Call <b>12345</b>, not 123456 or <b>120</b>" in text


@pytest.mark.parametrize("name", FLOWS)
def test_every_conversation_has_a_button(name: str) -> None:
    screen = shown(replace(BASE, ways=(Way(Leads.FLOW, name),)))
    assert len(labels(screen)) == (5 if name not in ("home", "person") else 4)


def test_every_way_has_a_button_with_its_own_name_or_its_label() -> None:
    known = knowledge()
    ways = [
        (Leads.ANSWER, "other", "Permit"),
        (Leads.PAPER, next(iter(known.papers.papers)), "📄"),
        (Leads.GUIDE, next(iter(known.guides)), "📚"),
        (Leads.SERVICE, next(iter(known.services.services)), "📋"),
        (Leads.NEAR, next(iter(known.place_kinds)), known.place_kinds[next(iter(known.place_kinds))].icon),
        (Leads.HOTLINE, "city", "12345"),
        (Leads.LINK, "https://example.org/a", "https://example.org/a"),
    ]
    for leads, to, name in ways:
        assert name in labels(shown(replace(BASE, ways=(Way(leads, to),))))[0]
        named = Way(leads, to, {"zh_CN": "这里", "en": "Here & now"})
        assert labels(shown(replace(BASE, ways=(named,))))[0] == "Here & now"


def test_a_way_to_what_is_gone_has_none() -> None:
    gone = tuple(Way(leads, "gone") for leads in Leads if leads != Leads.LINK)
    assert labels(shown(replace(BASE, ways=gone))) == labels(shown(BASE))


def test_the_picture_comes_with_the_longest_words() -> None:
    longest = replace(
        BASE,
        titles={"zh_CN": "题" * TITLE_MOST},
        texts={"zh_CN": "字" * TEXT_MOST},
        source={"zh_CN": "源" * SOURCE_MOST},
        confidence="convention",
    )
    for words in (EN, ZH, UG):
        screen = shown(longest, words, picture=PICTURE)
        assert screen.picture == PICTURE
        assert length(screen.text) <= CAPTION_MOST
        assert "字" * TEXT_MOST in screen.text
        assert "源" * 20 in screen.text


_HOSTILE = st.one_of(
    st.sampled_from(["<b>", "{0} {name} %s", "\u202eabc", "*", "a*b", "&amp;", "x" * 2_000, "\n\n", "🙂"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60),
)


@settings(max_examples=150)
@given(title=_HOSTILE, text=_HOSTILE, source=_HOSTILE, label=_HOSTILE)
def test_whatever_staff_type_is_shown_as_it_was_typed(title: str, text: str, source: str, label: str) -> None:
    hostile = replace(
        BASE,
        titles={"zh_CN": title},
        texts={"zh_CN": text},
        source={"zh_CN": source},
        ways=(Way(Leads.FLOW, "papers", {"zh_CN": label}),),
    )
    for words in (EN, ZH, UG):
        screen = shown(hostile, words, picture=PICTURE)
        bare = screen.text.replace("<b>", "").replace("</b>", "")
        assert "<" not in bare
        if "*" not in text:
            assert length(screen.text) >= length(words("{text}", text=text))
        assert Screen.from_json(screen.to_json()) == screen
