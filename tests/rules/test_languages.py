"""Any code of any phone becomes a language we speak."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.languages import DEFAULT, bcp47, chain, is_rtl, named_language, negotiate, normal

OURS = frozenset({"zh_CN", "en"})


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh_CN", "zh_CN"),
        ("zh", "zh_CN"),
        ("zh-hans", "zh_CN"),
        ("zh-Hans-HK", "zh_CN"),
        ("zh-SG", "zh_CN"),
        ("zh_TW", "zh_CN"),
        ("zh-hant", "zh_CN"),
        ("zh-HK", "zh_CN"),
        ("yue", "zh_CN"),
        ("cmn-Hans-CN", "zh_CN"),
        ("zh_CN.UTF-8", "zh_CN"),
        ("zh-CN-u-nu-hanidec", "zh_CN"),
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("fr", "en"),
        ("pt-BR", "en"),
        *(
            (code, "zh_CN")
            for code in ("ug", "bo", "mn", "kk", "ko", "za", "ii", "ky", "ug-CN", "mn-Mong-CN")
        ),
        *(
            (code, "zh_CN")
            for code in (None, "", " ", "zh-", "-", "x" * 500, "🙂", "ｅｎ", "*", "und", "C", "i-klingon")
        ),
        ("en; drop table", "zh_CN"),
        ("undefined", "zh_CN"),
    ],
)
def test_with_what_we_have(code: str | None, language: str) -> None:
    assert negotiate(code, OURS) == language


@pytest.mark.parametrize(
    ("code", "steps"),
    [
        ("zh_TW", ("zh_TW", "zh_CN")),
        ("zh-hant", ("zh_TW", "zh_CN")),
        ("zh-Hant-HK", ("zh_HK", "zh_TW", "zh_CN")),
        ("zh-MO", ("zh_MO", "zh_TW", "zh_CN")),
        ("zh", ("zh_CN",)),
        ("ug", ("ug", "zh_CN", "en")),
        ("bo-CN", ("bo_CN", "bo", "zh_CN", "en")),
        ("en-GB", ("en_GB", "en", "zh_CN")),
        ("sr-Latn-RS", ("sr_Latn_RS", "sr_Latn", "sr", "en", "zh_CN")),
        (None, ("zh_CN",)),
    ],
)
def test_the_chain(code: str | None, steps: tuple[str, ...]) -> None:
    assert chain(code) == steps


def test_a_new_catalogue_is_found() -> None:
    assert negotiate("zh-HK", {*OURS, "zh_TW"}) == "zh_TW"
    assert negotiate("ug-CN", {*OURS, "ug"}) == "ug"
    assert negotiate("zh_hant", {"zh-Hant", "zh_CN"}) == "zh-Hant", (
        "the answer is spelled as the catalogue is"
    )
    assert negotiate("fr", {"zh_CN"}) == "zh_CN"
    assert negotiate("fr", ()) == DEFAULT


@pytest.mark.parametrize(
    "code", ["ug", "ug-CN", "ug_Arab", "ar", "fa", "ur-PK", "he", "iw", "ps", "kk-CN", "az-Arab"]
)
def test_right_to_left(code: str) -> None:
    assert is_rtl(code)


@pytest.mark.parametrize("code", ["zh_CN", "en", "ug-Cyrl", "kk", "mn", "bo", None, "", "🙂", "arx-", "tr"])
def test_left_to_right(code: str | None) -> None:
    assert not is_rtl(code)


@pytest.mark.parametrize(
    ("code", "name"),
    [("zh_CN", "zh-CN"), ("EN_us", "en-US"), ("zh-hant", "zh-TW"), ("ug", "ug"), ("", "zh-CN")],
)
def test_names_for_pages(code: str, name: str) -> None:
    assert bcp47(code) == name


_codes = st.one_of(
    st.none(),
    st.text(),
    st.from_regex(r"\A[a-zA-Z]{2,3}([-_][a-zA-Z0-9]{1,8}){0,4}\Z"),
    st.text("zhZH-_antTWk"),
)


@given(_codes, st.frozensets(st.sampled_from(["zh_CN", "en", "zh_TW", "ug", "bo", "kk"])))
@example("\ud800", OURS)
@example("zh_CN\n", OURS)
@example("zh-" + "a" * 1_000_000, OURS)
def test_any_text_leads_to_a_language(code: str | None, available: frozenset[str]) -> None:
    assert negotiate(code, available) in available | {DEFAULT}
    assert chain(code)
    assert DEFAULT in chain(code)
    assert len(set(chain(code))) == len(chain(code))
    assert is_rtl(code) in {True, False}
    assert bcp47(code).isascii()
    name = normal(code)
    assert name is None or normal(name) == name


@pytest.mark.parametrize(
    ("text", "code"),
    [("中文", "zh_CN"), (" English! ", "en"), ("英语", "en"), ("my child speaks English", None), ("", None)],
)
def test_a_language_is_named_by_its_name_alone(text: str, code: str | None) -> None:
    assert named_language(text) == code
