"""Phrases, ways, dates and the rest of a draft: typed and tapped, several at once, moved, taken out, refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dialogs.answer_staff_addresses import AddWay, Onward, Phrase, Valued
from dialogs.answer_staff_words import mark
from rules.answers.answer import PHRASES_MOST, TITLE_MOST, WAYS_MOST, Leads, Way
from tests.dialogs.keeping import KEY, OTHER, administrator, do, written
from tests.dialogs.staffed import Worker, state_of
from tests.dialogs.talk import NOW, House


@pytest.fixture
def boss(house: House) -> Worker:
    return administrator(house)


# --- phrases


def test_phrases_come_several_at_once_and_go_one_by_one(house: House, boss: Worker) -> None:
    boss.tap(do("edit"))
    before = written(house).asked["zh_CN"]
    boss.press("Asked as")
    boss.press("Chinese")
    said = boss.say("上哪办居住证\n\n  办证  去哪里 \n上哪办居住证\n" + "长" * 81).text
    assert "2 phrases added" in said
    assert "1 stood there already" in said
    assert "1 too long: 80" in said
    assert written(house).asked["zh_CN"] == (*before, "上哪办居住证", "办证 去哪里")
    assert state_of(boss) == "staff_answer:phrases"  # more may follow
    assert "1 phrase added" in boss.say("居住证 哪里").text
    boss.press("✖️ 上哪办居住证")
    assert "上哪办居住证" not in written(house).asked["zh_CN"]
    old = Phrase(key=KEY, language="zh_CN", mark=mark("上哪办居住证")).pack()
    number = len(written(house).asked["zh_CN"])
    boss.tap(old)  # a second time takes nothing else out
    assert len(written(house).asked["zh_CN"]) == number
    assert "Nothing was added" in boss.say("居住证 哪里").text
    assert "ID number" in boss.say("342201199001011234").text
    boss.say("\n".join(f"问法{n}" for n in range(100)))
    assert len(written(house).asked["zh_CN"]) == PHRASES_MOST
    assert "too many" in boss.screens[0].text
    assert "Nothing was written" in boss.say("stop").text


# --- ways


def test_ways_are_moved_and_taken_out(house: House, boss: Worker) -> None:
    boss.tap(do("edit", OTHER))
    first = list(written(house, OTHER).ways)
    boss.press("Ways on")
    boss.press("⬇️ 1")
    assert list(written(house, OTHER).ways) == [first[1], first[0], *first[2:]]
    boss.press("⬆️ 2")
    assert list(written(house, OTHER).ways) == first
    boss.press("⬆️ 1")
    assert list(written(house, OTHER).ways) == first
    boss.press("✖️ 1")
    assert list(written(house, OTHER).ways) == first[1:]
    boss.tap(Onward(do="out", key=OTHER, mark="00000000").pack())
    assert list(written(house, OTHER).ways) == first[1:]


@pytest.mark.parametrize(
    ("kind", "label", "way"),
    [
        ("A part of this bot", "Growth", Way(Leads.FLOW, "growth")),
        ("A paper", "户口本", Way(Leads.PAPER, "hukou_book")),
        ("Good to know", "", Way(Leads.GUIDE, "transfer")),
        ("A service", "", Way(Leads.SERVICE, "vaccines")),
        ("Places near me", "图书馆", Way(Leads.NEAR, "library")),
        ("A phone number", "12345", Way(Leads.HOTLINE, "city")),
    ],
)
def test_a_way_of_each_kind(house: House, boss: Worker, kind: str, label: str, way: Way) -> None:
    boss.tap(do("edit"))
    for one in list(written(house).ways):
        boss.tap(Onward(do="out", key=KEY, mark=mark(f"{one.leads}:{one.to}")).pack())
    boss.tap(AddWay(key=KEY).pack())
    boss.press(kind)
    if label:
        boss.press(label)
    else:
        boss.tap(AddWay(key=KEY, leads=way.leads, to=way.to).pack())
    assert written(house).ways == (way,)
    boss.tap(AddWay(key=KEY, leads=way.leads, to=way.to).pack())
    boss.tap(AddWay(key=KEY, leads=way.leads, to="nowhere").pack())
    assert written(house).ways == (way,)


def test_a_way_to_another_answer_is_searched_for(house: House, boss: Worker) -> None:
    boss.tap(do("edit", OTHER))
    boss.tap(AddWay(key=OTHER).pack())
    boss.press("Another answer")
    assert "no such answer" in boss.say("xyzzy").text
    boss.say("居住证怎么办")
    boss.press("How to get a residence permit")
    assert written(house, OTHER).ways[-1] == Way(Leads.ANSWER, KEY)
    boss.tap(AddWay(key=OTHER, leads="answer", to=OTHER).pack())  # not to itself
    assert Way(Leads.ANSWER, OTHER) not in written(house, OTHER).ways


def test_a_web_page_with_its_label(house: House, boss: Worker) -> None:
    boss.tap(do("edit", OTHER))
    boss.tap(AddWay(key=OTHER, leads="link").pack())
    for wrong in ("example.org", "http://example.org", "https://", "javascript:alert(1)", "https://a b"):
        assert "no whole https address" in boss.say(wrong).text
    assert "too long" in boss.say("https://example.org/" + "x" * 500).text
    assert "in Chinese?" in boss.say("https://example.org/a?b=c&d=e").text
    assert f"{TITLE_MOST} fit" in boss.say("长" * 49).text
    assert "And in English" in boss.say("<b>网页</b>").text
    boss.say("skip")
    way = written(house, OTHER).ways[-1]
    assert way == Way(Leads.LINK, "https://example.org/a?b=c&d=e", {"zh_CN": "<b>网页</b>"})
    assert "&lt;b&gt;网页" in boss.screens[0].text
    boss.tap(AddWay(key=OTHER, leads="link").pack())
    assert "there already" in boss.say("https://example.org/a?b=c&d=e").text
    boss.say("https://example.org/2")
    boss.say("第二")
    boss.say("Second")
    assert written(house, OTHER).ways[-1].labels == {"zh_CN": "第二", "en": "Second"}
    while len(written(house, OTHER).ways) < WAYS_MOST:
        number = len(written(house, OTHER).ways)
        ids = list(house.around.knowledge.papers.papers)
        boss.tap(AddWay(key=OTHER, leads="paper", to=ids[number]).pack())
    boss.tap(do("ways", OTHER))
    assert "Add a way" not in str(boss.screens[0].choices)


# --- dates and the rest


def test_dates_are_tapped_or_typed(house: House, boss: Worker) -> None:
    house.clock.moment = NOW + timedelta(days=3)
    boss.tap(do("edit"))
    boss.press("Dates")
    boss.press("Checked today")
    assert written(house).checked == date(2026, 11, 26)
    boss.press("Holds until")
    assert "no day in that" in boss.say("when it rains").text
    assert "no day in that" in boss.say("2020-01-01").text
    boss.say("2027-08-31")
    assert written(house).valid_until == date(2027, 8, 31)
    boss.press("Look again by")
    boss.press("31 Dec 2026")
    assert written(house).review_by == date(2026, 12, 31)
    boss.press("Look again by")
    boss.say("没有")
    assert written(house).review_by is None
    boss.press("Holds until")
    boss.press("No day")
    assert written(house).valid_until is None
    boss.press("Holds until")
    assert "Nothing was written" in boss.say("不改了").text
    house.clock.moment = NOW


def test_how_sure_theme_and_picture(house: House, boss: Worker) -> None:
    boss.tap(do("edit"))
    boss.press("Dates")
    boss.press("How sure we are")
    boss.press("read at the source")
    assert written(house).confidence == "confirmed"
    boss.press("Theme")
    boss.press("Money")
    assert written(house).theme == "money"
    for value in (
        Valued(key=KEY, field="sure", value="certain"),
        Valued(key=KEY, field="review", value="never"),
    ):
        before = written(house)
        boss.tap(value.pack())
        assert written(house) == before
    boss.tap(Valued(key=KEY, field="picture", value="-").pack())
    assert written(house).picture is None
