"""The papers guide on every screen: whatever a family says at whatever age, in both cities and languages, each screen can be sent and leads on."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.house_words import catalogues
from content import load_knowledge
from db.children import Child
from dialogs.consent_again import writes_papers
from dialogs.paper_card import card, drawn
from dialogs.paper_case import Case
from dialogs.paper_changes import changes
from dialogs.paper_dates import dates
from dialogs.paper_detail import one_paper
from dialogs.paper_guides import city_says, every_group, one_group, one_text
from dialogs.paper_list import checklist, ticks, why
from dialogs.paper_questions import ask, open_question
from dialogs.paper_timeline import timeline
from dialogs.school_addresses import Papers
from dialogs.screens import Screen
from dialogs.surroundings import Surroundings
from rules.enrolment.answers import Answers
from rules.enrolment.deadlines import Way
from rules.topics import Topic, topic
from tests.dialogs.talk import ZONE, House, Parent, kept
from tests.rules.test_papers_guide import ages, answers, papers, todays

LANGUAGES = ("en", "zh_CN")
AROUND = {
    city: Surroundings(
        knowledge=load_knowledge(f"cn/{city}"),
        catalogues=catalogues(),
        zone=ZONE,
        demo=False,
        link=lambda _channel, _payload: None,
    )
    for city in ("wuhu", "hefei")
}
cities = st.sampled_from(sorted(AROUND))
#: What parents must never read: a name of ours instead of a word.
_OURS = re.compile(r"\{[a-z_]+\}|kindergarten_|primary_[0-9]|residence_permit|hukou_book|None\b")


def _can_be_sent(screen: Screen, language: str) -> None:
    assert str(screen.text).strip()
    assert not _OURS.search(screen.text), screen.text
    assert screen.choices, "every screen leads on"
    if language == "zh_CN":
        # Sentences without a Chinese word were forgotten.
        assert re.search("[\u3400-\u9fff]", screen.text)


@settings(max_examples=60, deadline=None)
@given(cities, todays, ages, answers, papers, st.sampled_from(LANGUAGES))
def test_every_screen_can_be_sent(
    city: str, today: date, age: int, said: Answers, have: frozenset[str], language: str
) -> None:
    around, _ = AROUND[city], AROUND[city].catalogues.speak(language)
    case = Case(None, today - timedelta(days=age), "jiujiang", said, have, Way(), True)
    found = case.look(around, today)
    for screen in (checklist, ticks, why, dates, card, changes):
        _can_be_sent(screen(case, _, around, today), language)
    question = open_question(case, around, today)
    if question is not None:
        _can_be_sent(ask(question, case, _, around, today), language)
    for plan in found.plans:
        one = one_paper(case, plan.paper, _, around, today)
        assert one is not None
        _can_be_sent(one, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", [Way(), Way(True), Way(True, True), Way(True, True, True)])
def test_pictures_of_the_papers(language: str, way: Way) -> None:
    around, today = AROUND["wuhu"], date(2027, 3, 10)
    _ = around.catalogues.speak(language)
    said = Answers(home="both", permit="none", housing="rent")
    case = Case(None, date(2024, 3, 1), "jiujiang", said, frozenset({"hukou_book"}), way, True)
    line = timeline(case, _, around, today)
    assert line.picture is not None
    assert line.picture.about
    assert drawn(case, "cardpic", _, around, today).picture is not None
    printed = drawn(case, "cardpdf", _, around, today).file
    assert printed is not None
    assert printed.data.startswith(b"%PDF")


def test_the_card_is_chinese_whatever_the_parent_reads() -> None:
    around, today = AROUND["wuhu"], date(2027, 3, 10)
    case = Case(None, date(2024, 3, 1), None, Answers(home="both", permit="here"), frozenset(), Way(), True)
    shown = card(case, around.catalogues.speak("en"), around, today)
    assert "户口簿" in shown.text
    assert "hukou book" not in shown.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("city", sorted(AROUND))
def test_every_guide_text_can_be_read(city: str, language: str) -> None:
    around, today = AROUND[city], date(2026, 11, 26)
    _ = around.catalogues.speak(language)
    for child in (0, 7):
        _can_be_sent(every_group(child, _, around), language)
        _can_be_sent(city_says(child, _, around, today), language)
        for group in around.knowledge.guides.values():
            _can_be_sent(one_group(child, group, _, around, today), language)
            for text in group.told(today):
                _can_be_sent(one_text(child, group, text, _, around, today), language)


@given(
    st.integers(1, 2**31 - 1),
    st.sampled_from(["", "bn", "pn", "rvg260720"]),
    st.sampled_from(["ask", "got", "yes", "applied", "result", "enrolled"]),
    st.sampled_from(["", "hk", "rp"]),
)
def test_what_is_written_down_about_a_child_needs_the_consent_that_names_it(
    child: int, said: str, do: str, paper: str
) -> None:
    writes = bool(said) or do != "ask"
    asked = Papers(child=child, born="", said=said, do=do, paper=paper).pack()
    assert writes_papers(asked) == writes
    # For somebody of whom nothing is kept nothing is written down.
    assert not writes_papers(Papers(child=0, born="20240301", said=said, do=do, paper=paper).pack())


@pytest.mark.parametrize(
    "text",
    [
        "上小班要什么材料", "居住证怎么办", "我家娃能上小学不", "转学要哪些手续", "幼儿园几月报名", "暂住证过期了能上学吗",
        "没有居住证孩子能报名吗", "which papers do I need for school?", "how to enrol in kindergarten", "residence permit",
    ],
)  # fmt: skip
def test_questions_about_school_lead_to_the_papers(text: str) -> None:
    assert topic(text) == Topic.PAPERS


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("打疫苗要带户口本吗", Topic.NEXT),
        ("幼儿园有补贴吗", Topic.SERVICES),
        ("打针在哪", Topic.WHERE),
        ("孩子发烧了能去幼儿园吗", Topic.UNWELL),
    ],
)
def test_what_only_sounds_like_school_does_not(text: str, meant: Topic) -> None:
    assert topic(text) == meant


def test_a_stranger_comes_to_a_list_and_no_table_knows_of_it(house: House) -> None:
    """The whole way by the birth date; what leads away from the list leaves its message where it stands."""
    stranger = Parent(house, 1)
    stranger.say("/start")
    before = kept(house)
    stranger.say("/papers")
    stranger.say("2024-06-12")
    for label in ("With one parent, divorced", "Not yet, but we are registered"):
        stranger.press(label)
    stranger.say("2026-11-01")
    shown = stranger.press("We rent")
    assert "To apply" in shown.text
    assert stranger.press("They refused us").fresh
    assert kept(house) == before
    with house.session() as session:
        chat = stranger.chat(session)
        assert chat is not None
        assert (chat.guardian_id, chat.state) == (None, None)
        assert not chat.waiting


def test_who_changes_school_can_say_that_it_is_done(house: House) -> None:
    """Nothing has a day there: no registration is asked about, and "enrolled" ends the reminders."""
    around, today = AROUND["wuhu"], date(2027, 2, 20)
    _ = around.catalogues.speak("en")
    child = Child(
        id=7, family_id=1, born=date(2017, 4, 18), known_since=today, changed_on=today, planned_through=today
    )
    said = Answers(wish="transfer", home="both", permit="here", same_book=True)
    case = Case(child, child.born, None, said, frozenset(), Way(), True)
    labels = [choice.label for row in checklist(case, _, around, today).choices for choice in row]
    assert "🎒 Enrolled" in labels
    assert "📨 We have applied" not in labels


def test_another_language_asks_for_the_day_again(house: House) -> None:
    """The day that is typed next still answers the question that is open."""
    stranger = Parent(house, 1)
    stranger.say("/papers")
    stranger.say("English")
    assert "birth date" in stranger.screens[-1].text
    stranger.say("2024-06-12")
    stranger.press("With both parents")
    stranger.press("Not yet, but we are registered")
    stranger.say("English")
    assert "On which day did you register" in stranger.screens[-1].text
    assert "How do you live here" in stranger.say("2026-11-01").text
