"""A draft as parents will see it, published and refused; what search does with it; history, taking back, taking out; telling a correction."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer_keeping import write
from actions.answers import published
from actions.desk import Desk
from db.answers import AnswerGiven
from dialogs.answer_screen import answer_screen
from dialogs.answer_staff_addresses import AddWay, Phrase, Publish, Seen, Version, Worded
from dialogs.answer_staff_words import mark
from rules.answers.answer import Leads, Way
from rules.roles import Duty, Role
from tests.dialogs.keeping import (
    KEY,
    OTHER,
    administrator,
    do,
    draft,
    edited,
    past,
    publish_address,
    publishes,
    told,
    written,
)
from tests.dialogs.staffed import Worker, deeds
from tests.dialogs.talk import NOW, House, Parent


@pytest.fixture
def boss(house: House) -> Worker:
    return administrator(house)


def given(house: House, *parents: Parent, version: int = 0) -> None:
    """As if they had asked, and were told this version."""
    with house.session() as session:
        for parent in parents:
            chat = parent.chat(session)
            assert chat is not None
            session.add(AnswerGiven(chat_id=chat.id or 0, key=KEY, version=version, at=NOW))
        session.commit()


def test_the_preview_is_the_very_screen(house: House, boss: Worker) -> None:
    edited(boss, "text", "zh_CN", "能。*带上户口本*。")
    for language in ("zh_CN", "en"):
        boss.tap(Seen(key=KEY, language=language).pack())
        words = house.around.catalogues.speak(language)
        with house.session() as session:
            knowing = published(session, house.around.knowledge).answers
        assert boss.screens[0] == answer_screen(written(house), words, house.around, NOW, knowing)
    boss.tap(do("preview"))
    assert "<b>带上户口本</b>" in boss.screens[0].text
    assert "So parents see it in Chinese" in boss.screens[1].text
    boss.press("In English")
    assert "So parents see it in English" in boss.screens[1].text


def test_published_bound_to_what_was_seen(house: House, boss: Worker) -> None:
    edited(boss, "title", "zh_CN", "居住证去哪办")
    boss.tap(do("preview"))
    assert "居住证怎么办 → 居住证去哪办" in boss.screens[1].text
    old = publish_address(house)
    edited(boss, "title", "zh_CN", "办居住证", opens=False)
    boss.tap(old)
    assert "written since you saw this" in boss.screens[1].text
    assert past(house) == []
    boss.press("Publish")
    assert "Published" in boss.screens[0].text
    answer = told(house)
    assert answer is not None
    assert answer.titles["zh_CN"] == "办居住证"
    assert draft(house) is None
    assert ("staff:1", "answer.published", f"answer:{KEY}") in deeds(house)
    boss.tap(old)  # a second tap finds nothing to publish
    assert "not there any more" in boss.screens[0].text
    assert len(past(house)) == 1


@pytest.mark.parametrize(
    ("field", "language", "text", "says", "button"),
    [
        ("text", "zh_CN", "*半个", "A * has no second one", "Text: Chinese"),
        ("text", "en", "<b>bold</b>", "Parents would see HTML", "Text: English"),
        ("title", "en", "half *", "A * has no second one", "Title: English"),
        ("text", "zh_CN", "你问的是哪一种？", "", ""),
    ],
)
def test_refused_with_each_fault_its_cure_and_a_tap_to_it(
    house: House, boss: Worker, field: str, language: str, text: str, says: str, button: str
) -> None:
    said = edited(boss, field, language, text)
    if not says:
        boss.tap(do("ways"))
        for way in written(house).ways:
            boss.tap(f"ento:out:{KEY}:{mark(f'{way.leads}:{way.to}')}")
        says, button = "asks back and offers no choice", "Ways on"
        said = boss.tap(do("edit")).text
    assert "Still to do" in said
    assert says in said
    boss.tap(do("preview"))
    assert "Publish" not in str(boss.screens[1].choices)
    assert says in boss.screens[1].text
    boss.tap(publish_address(house))  # an old button, or a forged one
    assert "not published yet" in boss.screens[0].text
    assert says in boss.screens[0].text
    assert past(house) == []
    boss.press(f"🔧 {button}")
    assert button in boss.screens[0].text


def test_a_new_answer_needs_everything(house: House, boss: Worker) -> None:
    boss.tap("go:staff_answer_new")
    said = boss.say("孩子的户口能迁来吗").text
    assert "The draft is begun" in said
    key = "hai_zi_de_hu_kou_neng"
    assert written(house, key).titles == {"zh_CN": "孩子的户口能迁来吗"}
    for missing in ("Text: Chinese: It is missing in Chinese", "Source"):
        assert missing in said
    edited(boss, "text", "zh_CN", "看情况。先问派出所。", key, opens=False)
    edited(boss, "source", "zh_CN", "派出所", key, opens=False)
    assert "Still to do" not in boss.screens[0].text
    boss.tap(do("preview", key))
    assert "It is new" in boss.screens[1].text
    boss.press("Publish")
    assert told(house, key) is not None
    boss.tap("go:staff_answer_find")
    boss.say("孩子的户口能迁来吗")
    assert do("look", key) in str(boss.screens)


def test_an_english_title_is_english_and_wrong_ones_are_asked_again(house: House, boss: Worker) -> None:
    boss.tap("go:staff_answer_new")
    assert "49 characters, 48 fit" in boss.say("x" * 49).text
    assert "ID number" in boss.say("342201199001011234").text
    boss.say("Library card")
    assert written(house, "library_card").titles == {"en": "Library card"}
    boss.tap("go:staff_answer_new")
    assert "Nothing was written" in boss.say("stop").text


def test_somebody_published_meanwhile(house: House, boss: Worker) -> None:
    edited(boss, "title", "zh_CN", "王的标题")
    boss.tap(do("preview"))
    button = publish_address(house)
    answer = told(house)
    assert answer is not None
    with house.session() as session:  # an import does not ask who writes
        desk = Desk(session, house.around.knowledge, house.around.zone, NOW)
        from_table = replace(answer, titles={"zh_CN": "表格里的标题"})
        write(desk, Duty("desk", Role.ADMINISTRATOR), "imported", {KEY: from_table})
        session.commit()
    boss.tap(button)
    assert "Meanwhile the office published another version" in boss.screens[0].text
    assert "表格里的标题 → 王的标题" in boss.screens[0].text
    boss.press("Mine all the same")
    boss.press("Publish")
    answer = told(house)
    assert answer is not None
    assert answer.titles["zh_CN"] == "王的标题"


def test_nothing_to_publish_is_said(house: House, boss: Worker) -> None:
    boss.tap(do("edit"))
    boss.tap(publish_address(house))
    assert "exactly this already" in boss.screens[0].text


def test_history_and_taking_back(house: House, boss: Worker) -> None:
    first = told(house)
    boss.tap(do("history"))
    assert "first edition" in boss.screens[0].text
    edited(boss, "title", "zh_CN", "标题一")
    publishes(boss)
    second = administrator(house, 9, "Li")
    edited(second, "source", "zh_CN", "派出所")
    publishes(second)
    said = second.tap(do("history")).text
    assert "Li: published: Source" in said
    assert "Wang: published: Title" in said
    assert "23 Nov 2026 12:00" in said
    second.tap(Version(do="look", version=past(house)[1].id or 0).pack())
    assert "居住证怎么办 → 标题" in second.screens[0].text
    # only the last one can be taken back
    second.tap(Version(do="undone", version=past(house)[1].id or 0).pack())
    assert "somebody has changed the answer since" in second.screens[0].text
    second.tap(do("history"))
    second.press("Take the last one back")
    assert "→" in second.screens[0].text
    second.press("Yes, take it back")
    assert "Taken back" in second.screens[0].text
    second.tap(Version(do="undone", version=past(house)[0].id or 0).pack())
    answer = told(house)
    assert answer is not None
    assert answer.source["zh_CN"] == "派出所"  # taking back was taken back
    second.tap(Version(do="undone", version=10**6).pack())
    assert "no such change" in second.screens[0].text
    assert first != answer


def test_taken_out_only_where_nothing_leads_to_it(house: House, boss: Worker) -> None:
    boss.tap(do("look", "list_who"))
    boss.press("Take out")
    boss.press("Yes, take it out")
    assert "other answers lead to it" in boss.screens[0].text
    assert do("look", OTHER) in str(boss.screens[0].choices)
    assert told(house, "list_who") is not None
    boss.tap("go:staff_answer_new")
    boss.say("Library card")
    for field, text in (("title", "借书证"), ("text", "能。"), ("source", "图书馆")):
        edited(boss, field, "zh_CN", text, "library_card", opens=False)
    publishes(boss, "library_card")
    boss.tap(do("retired", "library_card"))
    assert "Taken out" in boss.screens[0].text
    assert told(house, "library_card") is None
    boss.tap(do("look", "library_card"))
    assert "Taken out" in boss.screens[0].text
    boss.tap(do("retired", "library_card"))
    boss.tap(Version(do="undone", version=past(house, "library_card")[0].id or 0).pack())
    assert told(house, "library_card") is not None
    boss.tap(Version(do="undone", version=past(house, "library_card")[1].id or 0).pack())


def test_those_who_were_given_the_old_one_are_told_once(house: House, boss: Worker) -> None:
    parents = [Parent(house, 21), Parent(house, 22)]
    for parent in parents:
        parent.say("/start")
    given(house, *parents)
    edited(boss, "asked", "zh_CN", "去哪里办证")  # parents read nothing else
    assert "given the old one" not in publishes(boss)
    edited(boss, "text", "zh_CN", "不能。先去社区。")
    said = publishes(boss)
    assert "2 families were given the old one. Tell them?" in said
    seen = Version(do="told", version=past(house)[0].id or 0).pack()
    boss.press("Tell them")
    assert "2 families will be told" in boss.screens[0].text
    boss.tap(seen)
    assert "Nobody is left" in boss.screens[0].text
    assert any(what == "answer.announced" for _who, what, _about in deeds(house))


def test_only_what_was_seen_is_told(house: House, boss: Worker) -> None:
    parent = Parent(house, 21)
    parent.say("/start")
    given(house, parent)
    edited(boss, "text", "zh_CN", "不能。先去社区。")
    publishes(boss)
    seen = Version(do="told", version=past(house)[0].id or 0).pack()
    edited(boss, "text", "zh_CN", "能。先去派出所。")
    publishes(boss)
    for old in (seen, do("told")):
        boss.tap(old)
        assert "Nobody was told" in boss.screens[0].text
        assert not any(what == "answer.announced" for _who, what, _about in deeds(house))


def test_what_search_would_do(house: House, boss: Worker) -> None:
    boss.tap(do("edit", OTHER))
    boss.tap(Worded(key=OTHER, field="asked", language="zh_CN").pack())
    boss.say("居住证去哪办要什么资料")  # the phrase of another answer
    boss.tap(do("effects", OTHER))
    said = boss.screens[0].text
    assert "phrases lead to this answer" in said
    assert "居住证去哪办要什么资料" in said
    boss.tap(Phrase(key=OTHER, language="zh_CN", mark=mark("居住证去哪办要什么资料")).pack())
    boss.tap(do("effects", OTHER))
    assert "No other answer loses a phrase" in boss.screens[0].text


def test_the_map_is_a_picture(house: House, boss: Worker) -> None:
    boss.tap(do("map", OTHER))
    picture = boss.screens[0].picture
    assert picture is not None
    assert picture.data.startswith(b"\x89PNG")
    assert "What children from elsewhere get" in picture.about
    edited(boss, "title", "en", "<b>x</b> {0} %s \u202e" + "长" * 20, OTHER)
    boss.tap(AddWay(key=OTHER, leads=Leads.FLOW, to="growth").pack())
    assert Way(Leads.FLOW, "growth") in written(house, OTHER).ways
    boss.tap(do("map", OTHER))
    assert boss.screens[0].picture is not None
    boss.tap(do("map", "nobody_wrote"))
    assert "no such answer" in boss.screens[0].text


def test_a_forged_revision_publishes_nothing(house: House, boss: Worker) -> None:
    edited(boss, "title", "zh_CN", "新的")
    for revision in (0, 7, 2**31 - 1):
        boss.tap(Publish(key=KEY, revision=revision).pack())
    assert past(house) == []
