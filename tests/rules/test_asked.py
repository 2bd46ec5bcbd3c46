"""Every case in `cases/asked.csv`: what a parent types, and the page that is shown; empty where no page was made for it. And what holds for every text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import PACKS, load_knowledge
from rules.asked import Page, Phrases, meant, plain, school_pages, service_pages
from rules.topics import Topic, about_school, about_shots, topic

TABLE = Path(__file__).parent / "cases" / "asked.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), strict=True))
CITIES = sorted(str(path.parent.relative_to(PACKS)) for path in PACKS.glob("*/*/city.yaml"))
KNOWN = {city: load_knowledge(city) for city in CITIES}
#: Pieces that make many phrases and many texts that hold them.
PIECES = (
    "居住",
    "居住证",
    "证",
    "满",
    "学校",
    "不收",
    "school",
    "full",
    "refuse",
    "refused",
    "a",
    "上学",
    "学",
)


def pages(city: str) -> list[Phrases]:
    return [*school_pages(KNOWN[city].guides, KNOWN[city].papers)]


def shown(city: str, text: str) -> list[str]:
    """As the conversation puts it together: services where the text is about them, beside a vaccination only its papers."""
    found = [*pages(city), *(service_pages(KNOWN[city].services) if topic(text) == Topic.SERVICES else ())]
    if about_shots(text):
        found = [(page, tuple(filter(about_shots, phrases))) for page, phrases in found]
    return [" ".join(filter(None, (one.kind, one.id, one.text))) for one in meant(found, text)]


@pytest.mark.parametrize("row", ROWS, ids=[row["typed"] for row in ROWS])
@pytest.mark.parametrize("city", CITIES)
def test_case(city: str, row: dict[str, str]) -> None:
    assert shown(city, row["typed"]) == [one for one in row["page"].split(" + ") if one]


@pytest.mark.parametrize("city", CITIES)
def test_every_phrase_finds_its_page(city: str) -> None:
    for known in (pages(city), [*service_pages(KNOWN[city].services)]):
        for page, phrases in known:
            for phrase in phrases:
                assert meant(known, phrase) == (page,), phrase


def test_every_paper_can_be_asked_for() -> None:
    for page, phrases in pages("cn/wuhu"):
        assert page.kind != "paper" or phrases, page


@pytest.mark.parametrize(
    "name", ["乐乐", "豆豆", "Lele", "Mimi", "Aidan", "Max", "小满", "学学", "Grace", "Full"]
)
def test_a_childs_name_asks_for_nothing(name: str) -> None:
    assert meant(pages("cn/wuhu"), name) == ()


def plainly(phrases: list[Phrases], text: str) -> set[Page]:
    """The same, said the long way round."""
    said = "".join(plain(text).split())
    english = plain(text).split()
    best, found = 0, set[Page]()
    for page, ways in phrases:
        for way in ways:
            words = way.split()
            stands = all(
                any(one[: len(word)] == word for one in english) if word.isascii() else said.count(word)
                for word in words
            )
            length = sum(map(len, words))
            if stands and length > best:
                best, found = length, set()
            if stands and length == best:
                found.add(page)
    return found


phrase = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(" ".join)
some_pages = st.lists(
    st.tuples(st.builds(Page, st.just("guide"), st.sampled_from("abc")), st.lists(phrase).map(tuple)),
    max_size=5,
)


@given(some_pages, st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_the_longest_phrase_wins(phrases: list[Phrases], text: str) -> None:
    assert set(meant(phrases, text)) == plainly(phrases, text)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    known = {page for page, _phrases in pages("cn/wuhu")}
    found = meant(pages("cn/wuhu"), text)
    assert set(found) <= known
    assert len(found) == len(set(found))
    assert isinstance(about_school(text), bool)
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize("text", ["学校 " * 4_000, "满" * 9_000, "school " * 2_000])
def test_a_long_text_takes_no_time(text: str) -> None:
    meant(pages("cn/wuhu"), text)
    topic(text)


def test_a_city_that_says_it_its_own_way_is_found_by_the_same_words() -> None:
    here, there = KNOWN["cn/wuhu"].guides["refusals"], KNOWN["cn/hefei"].guides["refusals"]
    own, common = here.find("school_full"), there.find("school_full")
    assert own is not None
    assert common is not None
    assert own.text != common.text
    assert own.asked == common.asked != ()
