"""Every sentence a person reads: looked up along the fallback chain, filled in without trusting the values."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.words import Catalogues, Html, Words, join

PO_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals={n}; plural={rule};\\n"\n\n'
#: Made-up catalogues: what stands in them is in their language's code, so that a test sees where a sentence came from.
INTERFACE = {
    "zh_CN": (1, "0", {"Hello {name}": "你好 {name}", "Plain": "普通", "Only Chinese": "只有中文"}),
    "ug": (2, "(n != 1)", {"Hello {name}": "ug {name}"}),
    "pl": (3, "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)", {"Plain": ""}),
}
KNOWLEDGE = {
    "en": (
        2,
        "(n != 1)",
        {"疫苗": "vaccine", "Hib": "Hib", "到 {day} 去": "go on {day}", "小于": "less < than"},
    ),
}
PLURALS = {"zh_CN": ["{n} 天"], "pl": ["{n} dzień", "{n} dni (2)", "{n} dni"], "ug": ["{n} kün", ""]}


def _write(folder: Path, name: str, made: dict[str, tuple[int, str, dict[str, str]]]) -> None:
    for language, (count, rule, texts) in made.items():
        path = folder / language / "LC_MESSAGES" / f"{name}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        body = PO_HEAD.format(n=count, rule=rule)
        body += "".join(f'msgid "{key}"\nmsgstr "{text}"\n\n' for key, text in texts.items())
        if name == "messages":
            forms = "".join(f'msgstr[{at}] "{text}"\n' for at, text in enumerate(PLURALS[language]))
            body += f'msgid "{{n}} day"\nmsgid_plural "{{n}} days"\n{forms}\n'
        path.write_text(body, encoding="utf-8")


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Catalogues:
    folder = tmp_path_factory.mktemp("locales")
    _write(folder, "messages", INTERFACE)
    _write(folder, "content", KNOWLEDGE)
    return Catalogues.load(folder)


@pytest.fixture
def zh(catalogues: Catalogues) -> Words:
    return catalogues.speak("zh_CN")


@pytest.fixture
def en(catalogues: Catalogues) -> Words:
    return catalogues.speak("en")


def test_values_are_escaped_and_ready_texts_are_not(zh: Words) -> None:
    assert zh("Hello {name}", name="<b>Tom & Ann</b>") == "你好 &lt;b&gt;Tom &amp; Ann&lt;/b&gt;"
    assert zh("Hello {name}", name=Html("<b>Tom</b>")) == "你好 <b>Tom</b>"


@pytest.mark.parametrize(
    "hostile",
    [
        "{0.__class__.__init__.__globals__}",
        "{name}",
        "{name.__class__}",
        "%s",
        "%(name)s",
        "${name}",
        "\\1",
        "\\g<0>",
    ],
)
def test_a_value_is_never_a_template(zh: Words, hostile: str) -> None:
    assert zh("Hello {name}", name=hostile) == "你好 " + hostile.replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    "template", ["{0}", "{name.upper}", "{name!r}", "{name:>10}", "{name[0]}", "{Name}", "{}", "%s"]
)
def test_only_bare_names_are_filled_in(zh: Words, template: str) -> None:
    assert zh(template, name="x") == template


def test_a_name_without_value_stays_for_others_to_fill(zh: Words) -> None:
    assert zh("Hello {name}") == "你好 {name}"


@given(st.text())
def test_no_value_brings_markup(value: str) -> None:
    shown = Words(Catalogues({}, {}), "en")("<i>{name}</i>", name=value)
    assert shown.startswith("<i>")
    assert shown.endswith("</i>")
    assert "<" not in shown[3:-4]


def test_right_to_left_sets_values_apart(catalogues: Catalogues) -> None:
    ug = catalogues.speak("ug")
    assert ug("Hello {name}", name="Wang 1") == "ug \u2068Wang 1\u2069"
    assert ug("Only Chinese") == "只有中文"


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("zh_CN", 1, "1 天"),
        ("zh_CN", 5, "5 天"),
        ("en", 1, "1 day"),
        ("en", 0, "0 days"),
        ("en", 2, "2 days"),
        ("pl", 1, "1 dzień"),
        ("pl", 3, "3 dni (2)"),
        ("pl", 12, "12 dni"),
        ("fr", 2, "2 days"),  # no catalogue: English
        ("ug", 2, "\u20682\u2069 天"),  # half translated counts as not translated
    ],
)
def test_plural_by_each_language(catalogues: Catalogues, language: str, number: int, said: str) -> None:
    assert catalogues.speak(language).ngettext("{n} day", "{n} days", number, n=number) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("zh_CN", "你好 Li"),
        ("zh_TW", "你好 Li"),
        ("zh-hans", "你好 Li"),
        ("zh-hant", "你好 Li"),
        ("zh-HK", "你好 Li"),
        ("ug", "ug \u2068Li\u2069"),
        ("ug-CN", "ug \u2068Li\u2069"),
        ("bo", "你好 Li"),
        ("en", "Hello Li"),
        ("en-GB", "Hello Li"),
        ("fr", "Hello Li"),
        ("", "你好 Li"),
        ("no language at all", "你好 Li"),
        ("x" * 500, "你好 Li"),
        ("../../etc", "你好 Li"),
    ],
)
def test_any_code_is_answered_in_a_language(catalogues: Catalogues, code: str, said: str) -> None:
    words = catalogues.speak(code)
    assert words("Hello {name}", name="Li") == said
    assert words.day(date(2026, 3, 5))
    assert words.clock(time(9, 30)) == "09:30"


def test_what_is_not_translated_is_still_a_sentence(catalogues: Catalogues) -> None:
    """Msgids are English sentences, so the last step of every chain is readable; an empty msgstr is no translation."""
    assert catalogues.speak("pl")("Plain") == "Plain"
    assert catalogues.speak("zh_CN")("Nobody wrote this yet.") == "Nobody wrote this yet."


def test_facts(catalogues: Catalogues, en: Words, zh: Words) -> None:
    assert zh.fact("疫苗") == "疫苗"
    assert en.fact("疫苗") == "vaccine"
    assert en.fact("Hib") == "Hib"  # translated, and the same word
    assert en.fact("") == ""
    assert zh.fact("小于 <5>") == "小于 &lt;5&gt;"
    assert en.fact("小于") == "less &lt; than"
    assert catalogues.speak("ug").fact("疫苗") == "疫苗"
    assert catalogues.speak("fr").fact("疫苗") == "vaccine"


def test_a_fact_that_is_not_translated_says_so(en: Words, zh: Words) -> None:
    said = en.fact("没有翻译 <b>")
    assert said.startswith("没有翻译 &lt;b&gt;")
    assert said.endswith("(only in Chinese)")
    assert zh.fact("没有翻译") == "没有翻译"


def test_days_in_facts(en: Words, zh: Words) -> None:
    assert en.fact("到 {day} 去", day=date(2026, 3, 5)) == "go on 5 Mar 2026"
    assert zh.fact("到 {day} 去", day=date(2026, 3, 5)) == "到 2026年3月5日 去"


def test_days_and_times(en: Words, zh: Words) -> None:
    moment = datetime(2026, 3, 5, 9, 5, tzinfo=UTC)
    assert (en.day(moment.date()), zh.day(moment.date())) == ("5 Mar 2026", "2026年3月5日")
    assert (en.day(moment.date(), weekday=True), zh.day(moment.date(), weekday=True)) == (
        "Thu 5 Mar 2026",
        "2026年3月5日 周四",
    )
    assert (en.moment(moment), zh.moment(moment)) == ("5 Mar 2026 09:05", "2026年3月5日 09:05")
    assert zh("Hello {name}", name=time(7, 0)) == "你好 07:00"


def test_html_keeps_what_is_ready_and_escapes_the_rest() -> None:
    assert Html("<b>a</b>") + "<c>" == "<b>a</b>&lt;c&gt;"
    assert Html("<b>a</b>") + Html("<i>c</i>") == "<b>a</b><i>c</i>"
    assert join([Html("a"), Html("<b>b</b>")]) == "a\n<b>b</b>"


def test_languages_to_choose_from(catalogues: Catalogues) -> None:
    assert catalogues.languages[:2] == ("zh_CN", "en")
    assert set(catalogues.languages) >= {"zh_CN", "en"}


def test_there_is_one_way_to_plain_text() -> None:
    """Pictures and programs are told the same: no markup, no control characters."""
    from dialogs import calendar_feed, calendar_page, calendar_words, clinic_card, growth_curves, words

    for user in (calendar_feed, calendar_page, calendar_words, clinic_card, growth_curves):
        assert user.__dict__["plain"] is words.plain
        assert "_plain" not in user.__dict__
    assert words.plain("<b>a &lt;b&gt;</b>\x07") == "a <b> "
