"""Free text gets the best answer, a choice, or an honest nothing; what was asked and given is written down; old buttons work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import col, select

from bot.handling import Handling
from db.answers import AnswerGiven, AnswerRow, Asked
from dialogs.answer_addresses import Helped, ShowAnswer
from dialogs.dispatching import build_dispatcher
from rules.answers.answer import Answer, Leads, Way, to_plain
from tests.dialogs.talk import NOW, House, Parent

BLUE = Answer(
    key="blue_card",
    titles={"zh_CN": "蓝色小卡怎么领", "en": "The blue card"},
    texts={"zh_CN": "去*社区*领 <b>{0}</b>", "en": "Get it at the *community* <b>{0}</b>"},
    asked={"zh_CN": ("蓝色小卡哪里领",), "en": ("where do i get the blue card",)},
    ways=(
        Way(Leads.FLOW, "papers"),
        Way(Leads.LINK, "https://example.org/", {"zh_CN": "网页", "en": "Page"}),
    ),
    source={"zh_CN": "测试", "en": "A test"},
    checked=date(2026, 11, 1),
)
GREEN = replace(
    BLUE,
    key="green_card",
    titles={"zh_CN": "绿色小卡交多少", "en": "The green card"},
    asked={"zh_CN": ("绿色小卡要交多少",), "en": ("how much is the green card",)},
)


def publish(house: House, *answers: Answer, version: int = 7) -> None:
    """As staff do."""
    with house.session() as session:
        for one in answers:
            session.merge(AnswerRow(key=one.key, content=to_plain(one), version=version, at=NOW))
        session.commit()


def retire(house: House, key: str) -> None:
    with house.session() as session:
        session.merge(AnswerRow(key=key, content=None, version=8, at=NOW))
        session.commit()


@pytest.fixture
def parent(house: House) -> Parent:
    publish(house, BLUE, GREEN)
    return Parent(house, 1)


def asked(house: House) -> list[Asked]:
    with house.session() as session:
        return list(session.exec(select(Asked).order_by(col(Asked.id))))


def given(house: House) -> list[tuple[str, int]]:
    with house.session() as session:
        return [(one.key, one.version) for one in session.exec(select(AnswerGiven))]


def labels(parent: Parent) -> list[str]:
    return [one.label for screen in parent.screens for row in screen.choices for one in row]


def test_a_phrase_of_the_staff_is_answered_and_written_down(house: House, parent: Parent) -> None:
    said = parent.say("Where do I get the blue card").text
    assert "at the <b>community</b> &lt;b&gt;{0}&lt;/b&gt;" in said
    assert "Source: A test. Checked on 1 Nov 2026." in said
    assert [(one.words, one.outcome, one.key, one.helped) for one in asked(house)] == [
        ("Where do I get the blue card", "answered", "blue_card", None)
    ]
    assert given(house) == [("blue_card", 7)]


def test_two_questions_get_two_answers(house: House, parent: Parent) -> None:
    parent.say("蓝色小卡哪里领？还有绿色小卡要交多少？")
    assert ["blue" in parent.screens[0].text, "green" in parent.screens[-1].text] == [True, True]
    assert [one.key for one in asked(house)] == ["blue_card", "green_card"]


def test_what_nobody_knows_is_said_and_a_person_offered(house: House, parent: Parent) -> None:
    said = parent.say("qzx wvut 98765432").text
    assert "do not know" in said
    (row,) = asked(house)
    assert (row.words, row.outcome, row.key) == ("qzx wvut #", "unknown", None)
    assert parent.button("Ask a person").tap == f"person:{row.id}"
    assert {"❓ Questions by theme", "🏠 Home"} <= set(labels(parent))


def test_it_helped(house: House, parent: Parent) -> None:
    parent.say("the blue card")
    assert parent.press("👍").fresh
    assert [(one.helped, one.why) for one in asked(house)] == [(True, None)]


def test_it_did_not_help_one_tap_why_and_a_person(house: House, parent: Parent) -> None:
    parent.say("the blue card")
    parent.press("👎")
    assert "🙋 Ask a person" in labels(parent)
    parent.press("wrong or too old")
    assert [(one.helped, one.why) for one in asked(house)] == [(False, "wrong")]
    (row,) = asked(house)
    assert parent.button("Ask a person").tap == f"person:{row.id}"


def test_nobody_touches_what_another_parent_asked(house: House, parent: Parent) -> None:
    parent.say("the blue card")
    (row,) = asked(house)
    other = Parent(house, 2)
    other.tap(ShowAnswer(key="green_card", asked=row.id or 0).pack())
    other.tap(Helped(asked=row.id or 0, key="blue_card", yes=False).pack())
    other.tap(f"nohelp:{row.id}:blue_card:wrong")
    other.tap(f"noneof:{row.id}")
    mine, *theirs = asked(house)
    assert (mine.key, mine.helped, mine.outcome) == ("blue_card", None, "answered")
    assert [(one.helped, one.words) for one in theirs] == [(False, None)]


def test_of_several_the_picked_one_is_known(house: House, parent: Parent) -> None:
    parent.say("上学")
    assert "Which one" in parent.screens[0].text
    first = next(label for label in labels(parent) if label.startswith("❓"))
    key = (parent.button(first).tap or "").split(":")[1]
    assert "Source: " in parent.press(first).text
    assert [(one.outcome, one.key) for one in asked(house)] == [("offered", key)]


def test_none_of_these_offers_a_person(house: House, parent: Parent) -> None:
    parent.say("上学")
    parent.press("None of these")
    assert "🙋 Ask a person" in labels(parent)
    assert [(one.outcome, one.key) for one in asked(house)] == [("unknown", None)]


def test_old_buttons_work_after_a_restart_and_say_so_when_the_answer_is_gone(
    house: House, parent: Parent
) -> None:
    parent.say("the blue card")
    old = [one.tap for row in parent.screens[0].choices for one in row if one.tap]
    house.handling.close()
    house.handling = Handling(house.room, house.clock, build_dispatcher(), house.around)
    for tap in old:
        assert parent.tap(tap).text
    assert "blue" in parent.tap("ans:blue_card:0").text
    retire(house, "blue_card")
    assert "not here any more" in parent.tap("ans:blue_card:0").text
    assert "not here any more" in parent.tap("helped:0:blue_card:1").text


@pytest.mark.parametrize(
    "forged", ["ans:Blue:0", "ans:x:-1", "helped:0::1", "theme:nothing:0", "theme::5", "call:none", "flow:none", "nohelp:0:x:why"]
)  # fmt: skip
def test_forged_buttons_lead_somewhere(parent: Parent, forged: str) -> None:
    assert parent.tap(forged).text


def test_browsing_needs_no_registration(house: House) -> None:
    stranger = Parent(house, 3)
    stranger.say("/start")
    stranger.tap("go:home")
    stranger.press("❓ Questions")
    stranger.press("Residence permit")
    title = next(label for label in labels(stranger) if label.startswith("❓") and "themes" not in label)
    assert "Source: " in stranger.press(title).text
    assert asked(house) == []
    stranger.press("👎")
    assert [(one.words, one.helped) for one in asked(house)] == [(None, False)]


def test_a_long_theme_has_pages_and_what_names_none_stands_with_the_others(house: House) -> None:
    publish(
        house,
        *(replace(BLUE, key=f"card_{n}", titles={"zh_CN": f"卡{n}", "en": f"Card {n}"}) for n in range(23)),
    )
    parent = Parent(house, 3)
    parent.tap("theme::0")
    parent.press("Other questions")
    seen = set(labels(parent))
    for page in ("1", "2"):
        parent.press("More ▶")
        seen |= set(labels(parent))
        assert "◀ Back" in seen, page
    assert {f"❓ Card {n}" for n in range(23)} <= seen
    assert "More ▶" not in labels(parent)
    assert "Card" in parent.tap("theme:other:999").choices[0][0].label


@pytest.mark.parametrize("command", ["/ask", "/FAQ", "/ask@HouniaoBot"])
def test_the_command_alone_shows_the_themes_with_a_question_the_answer(parent: Parent, command: str) -> None:
    assert "what it is about" in parent.say(command).text
    assert "community" in parent.say(f"{command} the blue card").text
    assert "110" in parent.say(f"{command} my child is missing").text
    assert "ID number" in parent.say(f"{command} 34020219900307123X").text


def test_a_child_that_is_being_entered_waits(house: House, parent: Parent) -> None:
    parent.registered()
    parent.say("/ask the blue card")
    parent.tap("go:home")
    assert "▶️ Go on entering the child" in labels(parent)


def test_deeds_stay_deeds(house: House, parent: Parent) -> None:
    publish(house, replace(BLUE, asked={"en": ("delete my data", "stop reminding me", "thank you")}))
    assert "What is kept" in parent.say("delete my data").text
    assert "nothing by myself" in parent.say("stop reminding me").text
    assert asked(house) == []


def test_the_next_dose_of_ones_own_child_is_nearer_than_an_answer_for_all(house: House) -> None:
    stranger, mother = Parent(house, 1), Parent(house, 2).registered()
    for said in ("Lele", "2024-03-12"):
        mother.say(said)
    mother.press("Boy")
    mother.press("弋江区")
    assert "Lele" in mother.say("下一针什么时候").text
    # What is to be done is told; the days alone are no answer to that.
    assert "Missed vaccinations" in mother.say("疫苗漏打了怎么办").text
    assert not {one for one in labels(mother) if "bullied" in one}
    assert "Missed vaccinations" in stranger.say("疫苗漏打了咋办呀").text


@pytest.mark.parametrize(
    "said",
    [
        "水痘疫苗多少钱",
        "流感疫苗哪里打",
        "手足口病疫苗要不要打",
        "is the hand foot and mouth vaccine worth it",
    ],
)
def test_a_self_paid_vaccine_is_never_called_free(house: House, said: str) -> None:
    shown = Parent(house, 1).say(said).text
    assert "self-paid, it costs money" in shown
    assert "you decide with the doctor" in shown
    assert "looked up on" in shown, "no fact without where it is from and its date"
    assert "free" not in shown.lower()


def test_of_hpv_both_are_told_and_a_free_one_is_free(house: House) -> None:
    parent = Parent(house, 1)
    shown = parent.say("HPV疫苗免费吗").text
    assert "self-paid" in shown
    assert "national schedule" in shown
    assert "self-paid, it costs" not in parent.say("乙脑疫苗免费吗").text


def test_money_alone_is_not_about_vaccines(house: House) -> None:
    assert "accin" not in Parent(house, 1).say("where can I pay electricity bill").text.partition("\n")[0]


def test_a_start_screen_is_no_silent_answer(house: House) -> None:
    assert Parent(house, 1).say("我不晓得娃娃几时打针了").text.startswith("When was your child born?")
    assert "cannot judge that" in Parent(house, 1).say("感冒了能打针吗").text


@pytest.mark.parametrize("said", ["谢谢老师", "好的", "嗯", "要得", "👍"])
def test_small_talk_is_no_question(house: House, said: str) -> None:
    parent = Parent(house, 1)
    assert "here when you need me" in parent.say(said).text or "just type it" in parent.screens[0].text
    assert labels(parent) == ["🏠 Home"]
    assert asked(house) == []


def test_danger_comes_before_every_answer(house: House, parent: Parent) -> None:
    publish(house, replace(BLUE, asked={"en": ("my child is missing",)}))
    assert "110" in parent.say("my child is missing").text
    assert asked(house) == []
