"""Answers for tests: sound ones, and any answers hypothesis thinks of."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from rules.answers.answer import CONFIDENCE, FLOWS, THEMES, Answer, Leads, Way
from rules.answers.checks import Known

DAY = date(2026, 11, 23)
KNOWN = Known({Leads.FLOW: frozenset(FLOWS), Leads.PAPER: frozenset(("hukou",))})

#: Whatever somebody may type or paste.
hostile = st.one_of(
    st.text(),
    st.sampled_from(
        [
            "<b>", "</a>", "{0}", "{name}", "%s", "\x00", "\ud800", "\u202eevil\u202c", "a" * 10_000, "=1+1", "+86", "-1", "@x", "'=1", "_x000D_",
            "*", "**", "* *", "a\r\nb", "\u2028", "😀👨‍👩‍👧", "yes", "null", "1e5", "2026-01-01", "#N/A", "TRUE", " \t ", "- a\n  b: c", "# no", "|", "\ufffe",
        ]
    ),
)  # fmt: skip
keys = st.from_regex(r"\A[a-z][a-z0-9_]{0,23}\Z")
languages = st.sampled_from(["zh_CN", "en", "ug", "zh_TW"])


def texts(words: st.SearchStrategy[str] = hostile) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(languages, words, max_size=3)


ways = st.builds(Way, st.sampled_from(Leads), st.one_of(keys, hostile), texts())
any_answers = st.builds(
    Answer,
    keys,
    texts(),
    texts(),
    asked=st.dictionaries(languages, st.lists(hostile, max_size=4).map(tuple), max_size=3),
    ways=st.lists(ways, max_size=4).map(tuple),
    source=texts(),
    cites=st.lists(st.text(string.ascii_uppercase + string.digits, min_size=1), max_size=3).map(tuple),
    checked=st.none() | st.dates(),
    confidence=st.sampled_from(CONFIDENCE),
    valid_until=st.none() | st.dates(),
    review_by=st.none() | st.dates(),
    picture=st.none() | st.just("0123abcd"),
    theme=st.sampled_from(("", *THEMES)),
)


def sound(key: str, *to: str, asks: bool = False) -> Answer:
    """An answer without faults, leading to these others."""
    text = "哪一个？" if asks else "可以。"
    return Answer(
        key,
        {"zh_CN": f"题{key}", "en": f"About {key}"},
        {"zh_CN": text, "en": "Yes."},
        ways=tuple(Way(Leads.ANSWER, one) for one in to),
        source={"zh_CN": "教育局"},
        checked=DAY,
    )


def web(*answers: Answer) -> Mapping[str, Answer]:
    return {one.key: one for one in answers}
