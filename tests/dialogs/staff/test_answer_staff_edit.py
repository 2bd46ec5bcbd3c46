"""A draft is written: texts, phrases, ways, dates; wrong and hostile input, media, two administrators on one answer, a restart in mid-edit."""

from __future__ import annotations

import pytest

from dialogs.answer_staff_addresses import AddWay, Entry, Valued, Worded
from tests.botapi.markup import read_html, utf16
from tests.botapi.texts import TEXT_UNITS
from tests.dialogs.keeping import KEY, administrator, do, draft, edited, told, written
from tests.dialogs.staffed import Worker, deeds, state_of
from tests.dialogs.talk import House

HOSTILE = [
    "<b>x</b>",
    "{name} %s {0} {title}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "a\x00b\ud800c",
    "'; DROP TABLE answer; --",
    "\u202eabc",
    "👨‍👩‍👧 & <a href='x'>",
]


@pytest.fixture
def boss(house: House) -> Worker:
    return administrator(house)


# --- texts


@pytest.mark.parametrize("field", ["title", "text", "source"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_text_goes_into_the_draft_and_not_to_parents(
    house: House, boss: Worker, field: str, language: str
) -> None:
    before = told(house)
    said = edited(boss, field, language, "能。*先打电话问*。")
    assert "Written in the draft" in said
    assert "parents do not see it yet" in said
    answer = written(house)
    texts = {"title": answer.titles, "text": answer.texts, "source": answer.source}[field]
    assert texts[language] == "能。*先打电话问*。"
    assert told(house) == before
    assert state_of(boss) is None
    assert ("staff:1", "answer.begun", f"answer:{KEY}") in deeds(house)


def test_lines_of_a_text_stay_and_a_title_has_one(house: House, boss: Worker) -> None:
    edited(boss, "text", "zh_CN", "能。\n带上户口本。")
    edited(boss, "title", "zh_CN", "居住证\n怎么办")
    assert written(house).texts["zh_CN"] == "能。\n带上户口本。"
    assert written(house).titles["zh_CN"] == "居住证 怎么办"


def test_a_missing_language_says_so_and_can_be_taken_out(house: House, boss: Worker) -> None:
    boss.tap(do("edit"))
    boss.tap(Worded(key=KEY, field="title", language="en").pack())
    boss.press("Take it out")
    assert "en" not in written(house).titles
    assert "not written, only in Chinese" in boss.screens[0].text
    boss.tap(Worded(key=KEY, field="title", language="zh_CN").pack())
    assert "Take it out" not in str(boss.screens[0].choices)
    edited(boss, "source", "en", "没有", opens=False)
    assert "en" not in written(house).source


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("title", "x" * 49, "49 characters, 48 fit"),
        ("text", "字" * 701, "701 characters, 700 fit"),
        ("text", "x" * 10_000, "characters, 700 fit"),
        ("source", "s" * 161, "161 characters, 160 fit"),
        ("text", "我的身份证号码是342201199001011234", "ID number"),
        ("title", "\x01\u202e", "no words"),
    ],
)
def test_wrong_input_is_explained_and_waited_for_still(
    house: House, boss: Worker, field: str, text: str, says: str
) -> None:
    boss.tap(do("edit"))
    before = written(house)
    assert says in edited(boss, field, "zh_CN", text, opens=False)
    assert written(house) == before
    assert state_of(boss) == "staff_answer:value"
    assert "Written in the draft" in boss.say("好").text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["title", "text", "source", "asked"])
def test_hostile_text_is_shown_as_it_was_typed(house: House, boss: Worker, field: str, text: str) -> None:
    for language in ("zh_CN", "en"):
        edited(boss, field, language, text)
    for address in (
        do("edit"),
        do("draft"),
        do("phrases"),
        do("preview"),
        do("effects"),
        do("ways"),
        do("dates"),
    ):
        boss.tap(address)
        for screen in boss.screens:
            shown, _entities = read_html(screen.text)
            assert 1 <= utf16(shown) <= TEXT_UNITS
            assert "<b>x</b>" not in screen.text
            assert "<script>" not in screen.text
    assert "<b>x</b>" not in boss.tap("ento:up:permit_how:00000000").text


@pytest.mark.parametrize("text", ["stop", "不改了", "算了"])
def test_who_says_stop_changes_nothing(house: House, boss: Worker, text: str) -> None:
    boss.tap(do("edit"))
    before = written(house)
    assert "Nothing was written" in edited(boss, "title", "zh_CN", text, opens=False)
    assert written(house) == before
    assert state_of(boss) is None


def test_commands_work_in_the_middle_and_nothing_is_lost(house: House, boss: Worker) -> None:
    edited(boss, "title", "zh_CN", "新的标题")
    boss.tap(Worded(key=KEY, field="text", language="zh_CN").pack())
    boss.say("/help")
    boss.say("/staff")
    assert state_of(boss) is None
    assert written(house).titles["zh_CN"] == "新的标题"


def test_words_of_danger_are_words_here(house: House, boss: Worker) -> None:
    assert "Written" in edited(boss, "text", "zh_CN", "孩子走丢了，马上打110。")


def test_media_where_words_are_waited_for(house: House, boss: Worker) -> None:
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    for part in (
        {"photo": photo},
        {"location": {"latitude": 31.3, "longitude": 118.3}},
        {
            "sticker": {
                "file_id": "1",
                "file_unique_id": "1",
                "width": 1,
                "height": 1,
                "type": "regular",
                "is_animated": False,
                "is_video": False,
            }
        },
        {"voice": {"file_id": "1", "file_unique_id": "1", "duration": 1}},
    ):
        boss.tap(do("edit"))
        boss.tap(Worded(key=KEY, field="text", language="zh_CN").pack())
        (bodies) = boss.tries({"message": {**boss._message(), **part}})
        said = str(bodies)
        assert "wait for words" in said
        assert "Type it anew" in said
        assert state_of(boss) == "staff_answer:value"
    assert "Written" in boss.say("能。").text


# --- two administrators


def test_the_second_is_told_who_has_it_and_the_first_that_it_was_taken(house: House, boss: Worker) -> None:
    second = administrator(house, 9, "Li")
    edited(boss, "title", "zh_CN", "王的标题")
    boss.tap(Worded(key=KEY, field="text", language="zh_CN").pack())  # in the middle of a text
    assert "Wang is writing this answer" in second.tap(do("edit")).text
    assert "23 Nov 2026 12:00" in second.screens[0].text
    second.press("Look at the draft")
    assert "王的标题" in second.screens[0].text
    second.tap(Worded(key=KEY, field="title", language="zh_CN").pack())
    assert "Wang is writing" in second.screens[0].text
    second.press("Take it over")
    assert "yours now, with everything in it" in second.screens[0].text
    edited(second, "title", "en", "Li's title", opens=False)
    said = boss.say("王写的很长的内容。").text
    assert "Li is writing this answer" in said
    assert "王写的很长的内容。" in said  # nothing lost
    answer = written(house)
    assert (answer.titles["zh_CN"], answer.titles["en"]) == ("王的标题", "Li's title")
    assert "王写的" not in answer.texts["zh_CN"]
    for address in (
        do("preview"),
        do("ways"),
        do("dates"),
        do("drop"),
        do("phrases"),
        Valued(key=KEY, field="checked", value="today").pack(),
    ):
        boss.tap(address)
        assert "Publish" not in str(boss.screens[-1].choices)
    assert draft(house) is not None


def test_a_draft_is_put_away_after_a_yes(house: House, boss: Worker) -> None:
    edited(boss, "title", "zh_CN", "不要了")
    boss.tap(do("drop"))
    assert draft(house) is not None
    boss.press("Yes, put it away")
    assert draft(house) is None
    old = Worded(key=KEY, field="title", language="zh_CN").pack()
    assert "not there any more" in boss.tap(old).text
    boss.press("Edit")
    assert written(house) == told(house)


def test_forged_keys_and_languages_make_nothing(house: House, boss: Worker) -> None:
    boss.tap(do("edit"))
    before = written(house)
    for address in (
        Worded(key=KEY, field="title", language="xx").pack(),
        Worded(key="nobody_wrote", field="title", language="en").pack(),
        Valued(key=KEY, field="owner", value="x").pack(),
        Entry(do="explode", key=KEY).pack(),
        "ent:look:../../etc",
        "entw:permit_how:title:zh_CN:2:3",
        "entpub:permit_how:99999999999",
    ):
        boss.tries_to("tap", address)
    assert written(house) == before
    assert draft(house, "nobody_wrote") is None


def test_another_language_asks_the_open_question_again(house: House, boss: Worker) -> None:
    boss.tap(do("edit"))
    for addresses, asks in (
        (["go:staff_answer_find"], "Type what parents would ask"),
        (["go:staff_answer_new"], "What is its title"),
        ([Worded(key=KEY, field="text", language="en").pack()], "Type it anew"),
        ([Worded(key=KEY, field="asked", language="en").pack()], "Type new ones"),
        ([AddWay(key=KEY, leads="link").pack()], "Paste the address"),
        ([AddWay(key=KEY, leads="answer").pack()], "Which answer shall it lead to"),
        ([Valued(key=KEY, field="valid").pack()], "Until which day"),
    ):
        for address in addresses:
            boss.tap(address)
        said = boss.screens[-1]
        assert asks in said.text
        boss.say("/language")
        assert boss.tap("lang:en") == said
