"""Questions nobody answered well: gathered, made phrases, made a new answer, settled; who asked is not told."""

from __future__ import annotations

import pytest

from dialogs.answer_staff_addresses import Listed, MeantBy, Unanswered
from tests.dialogs.keeping import (
    KEY,
    OTHER,
    administrator,
    asked,
    do,
    draft,
    edited,
    open_questions,
    told,
    written,
)
from tests.dialogs.staffed import Worker, deeds, state_of
from tests.dialogs.talk import House

WORDS = ("居住证在哪个窗口办", "居住证在哪个窗口办呀", "哪个窗口办居住证")


@pytest.fixture
def boss(house: House) -> Worker:
    return administrator(house)


def test_alike_ones_stand_together(house: House, boss: Worker) -> None:
    asked(house, boss, *WORDS, "怎么申请低保补助金")
    assert "Open questions (4)" in str(boss.tap("go:staff_answers").choices)
    boss.press("Open questions")
    buttons = [row[0].label for row in boss.screens[0].choices if "×" in row[0].label]
    assert len(buttons) < 4
    assert not buttons[0].startswith("1 ×")
    boss.tap(boss.screens[0].choices[0][0].tap or "")
    for word in WORDS[:2]:
        assert word in boss.screens[0].text
    assert "no answer" in boss.screens[0].text


def test_one_tap_makes_them_phrases_of_an_answer(house: House, boss: Worker) -> None:
    number = asked(house, boss, WORDS[0])
    boss.tap(Unanswered(do="look", asked=number).pack())
    boss.press("As a phrase of an answer")
    assert state_of(boss) == "staff_answer:seek"
    boss.say("居住证怎么办")
    boss.press("How to get a residence permit")
    assert "1 phrase is in the draft" in boss.screens[0].text
    assert WORDS[0] in written(house).asked["zh_CN"]
    assert open_questions(house) == 0
    assert state_of(boss) is None
    boss.tap(MeantBy(asked=number, key=KEY).pack())
    assert "seen to it meanwhile" in boss.screens[0].text


def test_where_somebody_else_writes_nothing_is_settled(house: House, boss: Worker) -> None:
    second = administrator(house, 9, "Li")
    edited(second, "title", "zh_CN", "李的")
    number = asked(house, boss, WORDS[0])
    boss.tap(MeantBy(asked=number, key=KEY).pack())
    assert "Li is writing this answer" in boss.screens[0].text
    assert open_questions(house) == 1
    assert WORDS[0] not in written(house).asked["zh_CN"]


def test_a_new_answer_from_one(house: House, boss: Worker) -> None:
    number = asked(house, boss, "能借书吗")
    boss.tap(Unanswered(do="look", asked=number).pack())
    boss.press("New answer from it")
    boss.press("Take this as the title")
    assert "The draft is begun" in boss.screens[0].text
    assert written(house, "asked").asked == {"zh_CN": ("能借书吗",)}
    assert open_questions(house) == 0
    number = asked(house, boss, "what about " + "x" * 60, language="en")
    boss.tap(Unanswered(do="new", asked=number).pack())
    assert "Take this as the title" not in str(boss.screens[0].choices)
    boss.say("借书证怎么办")
    assert written(house, "jie_shu_zheng_zen_me_ban").asked["en"] == ("what about " + "x" * 60,)


def test_settled(house: House, boss: Worker) -> None:
    number = asked(house, boss, *WORDS)
    boss.tap(Unanswered(do="look", asked=number).pack())
    boss.press("Settled, nothing to do")
    assert "settled" in boss.screens[0].text
    assert open_questions(house) < 3
    assert any(what == "asked.settled" for _who, what, _about in deeds(house))
    boss.tap(Unanswered(do="settle", asked=number).pack())
    boss.tap(Unanswered(do="look", asked=10**6).pack())
    assert "seen to it meanwhile" in boss.screens[0].text
    for left in range(1, 4):
        boss.tap(Unanswered(do="settle", asked=left).pack())
    assert "Nobody is waiting" in boss.tap(Listed(what="open").pack()).text


@pytest.mark.parametrize("words", ["<b>x</b> & {0} %s", "长" * 300, "/start", "\u202eabc def"])
def test_hostile_questions_are_only_words(house: House, boss: Worker, words: str) -> None:
    number = asked(house, boss, words)
    for do_ in ("look", "phrase", "new", "title"):
        boss.tap(Unanswered(do=do_, asked=number).pack())
        assert "<b>x</b>" not in boss.screens[0].text
    boss.tap(Listed(what="open").pack())
    boss.tap(MeantBy(asked=number, key=OTHER).pack())
    boss.tap(MeantBy(asked=number, key="nobody_wrote").pack())
    assert draft(house, "nobody_wrote") is None
    assert told(house, OTHER) is not None
    boss.tap(do("look", OTHER))


def test_what_stays_on_a_page_does_not_quote_families(house: House, boss: Worker) -> None:
    number = asked(house, boss, "能借书吗")
    for to in (
        Listed(what="open"),
        *(Unanswered(do=deed, asked=number) for deed in ("look", "phrase", "new")),
    ):
        boss.tap(to.pack())
        assert "能借书吗" in str(boss.screens[0])
        assert boss.screens[0].afterwards is not None
        assert "能借书吗" not in boss.screens[0].afterwards
