"""A notice is written step by step and field by field; wrong and hostile input."""

from __future__ import annotations

import pytest

from dialogs.notice_addresses import NoticeWay
from rules.notices import Subject
from rules.roles import Role
from tests.botapi.markup import read_html, utf16
from tests.botapi.texts import TEXT_UNITS
from tests.dialogs.noticed import at, begun, come, says, words, written
from tests.dialogs.staffed import Worker, a_place, deeds, state_of
from tests.dialogs.talk import House

HOSTILE = [
    "<b>x</b>",
    "{name} %s {0} {n}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "a\x00b\ud800c",
    "'; DROP TABLE notice; --",
    "\u202eabc",
    "=HYPERLINK(1)",
    "👨‍👩‍👧 & <a href='x'>",
]


@pytest.fixture
def worker(house: House) -> Worker:
    return Worker(house, 8).hired(Role.WORKER)


# --- step by step


def test_the_steps_lead_from_the_first_word_to_the_preview(house: House, worker: Worker) -> None:
    come(house, 3)
    worker.say("/staff")
    worker.press("📣 Notices")
    assert "Text: Chinese" in worker.press("New notice").text
    assert "not written, only in Chinese" in worker.say("明天停电。").text
    for step in ("About", "Picture or file", "Buttons", "Poll", "Urgent", "For whom", "When"):
        worker.press(f"Next: {step}")
        if step == "About":
            worker.press("School")
    worker.press("Next: look")
    assert "🏫 School" in worker.screens[0].text
    assert "3 people: all at once" in worker.screens[1].text
    assert "Send it: 3 people" in str(worker.screens[1].choices)
    assert ("staff:1", "notice.begun", "notice:1") in deeds(house)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_words_go_into_the_draft_in_each_language(house: House, worker: Worker, language: str) -> None:
    begun(worker)
    worker.tap(words("text", language))
    assert "Written in the draft" in worker.say("No *power*.\n\nBring water.").text
    assert written(house).texts[language] == "No *power*.\n\nBring water."
    assert state_of(worker) is None


def test_a_language_is_taken_out_again_but_not_chinese(house: House, worker: Worker) -> None:
    begun(worker)
    worker.tap(words("text", "en"))
    worker.say("No power.")
    worker.tap(words("text", "en"))
    worker.press("Take it out")
    assert set(written(house).texts) == {"zh_CN"}
    worker.tap(words("text"))
    assert "Take it out" not in str(worker.screens[0].choices)


@pytest.mark.parametrize(
    ("field", "text", "says_"),
    [
        ("text", "字" * 801, "801 characters, 800 fit"),
        ("text", "x" * 3_000, "characters, 800 fit"),
        ("text", "我的身份证号码是342201199001011234", "ID number"),
        ("text", "\x01\u202e", "no words"),
        ("why", "x" * 121, "121 characters, 120 fit"),
        ("opt1", "x" * 41, "41 characters, 40 fit"),
    ],
)
def test_wrong_input_is_explained_and_waited_for_still(
    house: House, worker: Worker, field: str, text: str, says_: str
) -> None:
    begun(worker)
    worker.tap(says("urgent", "yes"))
    before = written(house)
    worker.tap(words(field))
    assert says_ in worker.say(text).text
    assert written(house) == before
    assert state_of(worker) == "staff_notice:words"
    assert "Written in the draft" in worker.say("好").text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_was_typed(house: House, worker: Worker, text: str) -> None:
    come(house, 1)
    begun(worker, text)
    worker.tap(says("urgent", "yes"))
    for field in ("why", "opt1", "opt2"):
        worker.tap(words(field))
        worker.say(text + (" 2" if field == "opt2" else ""))
    worker.tap(NoticeWay(notice=1, leads="link").pack())
    for said in (text, "https://example.org/", text, text):
        worker.say(said)
    worker.tap(says("save"))
    worker.say(text)
    for address in (
        *(at(do) for do in ("look", "subject", "ways", "poll", "urgent", "who", "when", "preview")),
        *("go:staff_groups", "go:staff_notices", "ntl:writing:0:0"),
    ):
        worker.tap(address)
        for screen in worker.screens:
            shown, _entities = read_html(screen.text)
            assert 1 <= utf16(shown) <= TEXT_UNITS
            assert "<b>x</b>" not in screen.text
            assert "<script>" not in screen.text


@pytest.mark.parametrize("text", ["stop", "不改了", "算了"])
def test_who_says_stop_changes_nothing(house: House, worker: Worker, text: str) -> None:
    begun(worker)
    before = written(house)
    for address in (words("text"), says("place"), says("save"), at("who"), at("when"), "nta:1:link:"):
        worker.tap(address)
        assert "Nothing was written" in worker.say(text).text
    assert written(house) == before


def test_a_picture_where_words_are_waited_for_is_not_kept(house: House, worker: Worker) -> None:
    begun(worker)
    for address, asks in ((words("text"), "Text"), (at("when"), "When"), (at("who"), "For whom")):
        worker.tap(address)
        worker.share(31.3, 118.3)
        assert "wait for words" in worker.screens[0].text
        assert asks in worker.screens[1].text


# --- about, urgent, buttons, poll


def test_about_and_urgent(house: House, worker: Worker) -> None:
    come(house, 1)
    begun(worker)
    worker.tap(says("subject", "health"))
    worker.tap(says("urgent", "yes"))
    worker.tap(at("preview"))
    assert "missing in Chinese" in worker.screens[1].text
    worker.press("🔧 Why it is urgent")
    worker.say("洪水")
    assert written(house).subject == Subject.HEALTH
    assert written(house).urgent
    worker.tap(at("preview"))
    assert "洪水" in worker.screens[0].text
    worker.tap(says("urgent", "no"))
    assert not written(house).why
    worker.tap(says("subject", "nonsense"))
    assert written(house).subject == Subject.HEALTH


def test_buttons_of_every_kind_and_a_place_by_its_typed_name(house: House, worker: Worker) -> None:
    begun(worker)
    a_place(house, "镜湖幼儿园")
    a_place(house, "弋江医院", district="yijiang")
    worker.tap(NoticeWay(notice=1, leads="flow").pack())
    worker.press("Near me")
    worker.tap(NoticeWay(notice=1, leads="paper").pack())
    worker.tap(worker.screens[0].choices[0][0].tap or "")
    worker.tap(NoticeWay(notice=1, leads="hotline").pack())
    worker.tap(worker.screens[0].choices[0][0].tap or "")
    assert len(written(house).ways) == 3
    worker.tap(says("place"))
    assert "no such place" in worker.say("没有的地方").text
    worker.say("镜湖")
    worker.press("镜湖幼儿园")
    assert written(house).place == 1
    worker.tap(at("preview"))
    assert "镜湖幼儿园" in str(worker.screens[0].choices)
    worker.tap(at("ways"))
    worker.press("✖️ 1")
    assert len(written(house).ways) == 2
    worker.press("Without the place")
    assert written(house).place is None


def test_a_web_page_needs_a_whole_address_and_words(house: House, worker: Worker) -> None:
    begun(worker)
    worker.tap(NoticeWay(notice=1, leads="link").pack())
    for wrong in ("example.org", "http://example.org", "javascript:alert(1)", "x" * 600):
        assert "address" in worker.say(wrong).text
    worker.say("https://example.org/a?b=1")
    assert "40 fit" in worker.say("x" * 41).text
    worker.say("看这里")
    worker.say("Look here")
    (way,) = written(house).ways
    assert (way.to, dict(way.labels)) == (
        "https://example.org/a?b=1",
        {"zh_CN": "看这里", "en": "Look here"},
    )


def test_what_is_typed_while_the_buttons_are_seen_is_for_a_button(house: House, worker: Worker) -> None:
    begun(worker).tap(at("ways"))
    assert "That is a phone number. Write it in the text" in worker.say("0553-1234567").text
    worker.tap(NoticeWay(notice=1, leads="flow", to="near").pack())
    assert "What stands on the button" in worker.say("https://example.org/a").text
    worker.say("看这里")
    worker.say("skip")
    assert [way.to for way in written(house).ways] == ["near", "https://example.org/a"]


def test_not_more_buttons_than_fit_and_none_to_what_there_is_not(house: House, worker: Worker) -> None:
    begun(worker)
    for to in ("home", "near", "papers", "services", "guides", "nowhere"):
        worker.tap(NoticeWay(notice=1, leads="flow", to=to).pack())
    assert [way.to for way in written(house).ways] == ["home", "near", "papers", "services"]


def test_words_are_waited_for_where_they_are_asked_for(house: House, worker: Worker) -> None:
    """Why it is urgent, and the second choice of a poll: typed on the very screen."""
    begun(worker)
    worker.tap(says("urgent", "yes"))
    worker.say("水管爆了")
    assert written(house).why == {"zh_CN": "水管爆了"}
    worker.tap(words("opt1"))
    assert "Type the second one" in worker.say("来").text
    worker.say("不来")
    assert [option["zh_CN"] for option in written(house).options] == ["来", "不来"]
    worker.press("✖️ 1")
    worker.say("也许")
    assert [option["zh_CN"] for option in written(house).options] == ["不来", "也许"]
    worker.say("来")
    assert len(written(house).options) == 2


def test_a_poll_is_written_and_an_old_button_takes_out_nothing_else(house: House, worker: Worker) -> None:
    begun(worker)
    for at_, choice in enumerate(("来", "不来", "也许"), 1):
        worker.tap(words(f"opt{at_}"))
        worker.say(choice)
    old = worker.button("✖️ 1").tap or ""
    worker.tap(old)
    worker.tap(old)
    assert [option["zh_CN"] for option in written(house).options] == ["不来", "也许"]
    worker.tap(words("opt7"))
    worker.tap(words("opt1", "en"))
    worker.say("Not coming")
    assert written(house).options[0] == {"zh_CN": "不来", "en": "Not coming"}
