"""What is typed at a notice is understood or told why not; how far it is says what is true; a preview counts nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from db.notices import NoticeMute, NoticePress
from db.outbox import Outbox
from dialogs import notice_letters
from dialogs.notice_addresses import Hush, NoticeWay, Vote
from dialogs.screens import Screen
from rules.notices import FOUR_EYES_FROM, Repeats
from rules.roles import Role
from tests.databases import Kind
from tests.dialogs.noticed import at, begun, come, deliver, says, sends, state, words, written
from tests.dialogs.staffed import Worker, staffed_house
from tests.dialogs.talk import NOW, House


@pytest.fixture
def house(database_kind: Kind) -> Iterator[House]:
    with staffed_house(database_kind) as house:
        yield house


@pytest.fixture
def worker(house: House) -> Worker:
    return Worker(house, 8).hired(Role.WORKER)


def moment(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """On the clock of the city."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


# --- when


@pytest.mark.parametrize("text", ["2026-11-22 10:00", "昨天 10:00", "昨晚八点", "22 Nov 10:00", "今天 00:01"])
def test_a_time_that_is_over_is_called_over(house: House, worker: Worker, text: str) -> None:
    begun(worker).tap(at("when"))
    assert "That time is over" in worker.say(text).text
    assert written(house).at is None


@pytest.mark.parametrize("text", ["每周五下午3点", "每个星期五 十五点", "every Friday 3 pm"])
def test_every_friday_is_every_week_from_the_next_friday_on(house: House, worker: Worker, text: str) -> None:
    begun(worker).tap(at("when"))
    assert "27 Nov 2026 15:00, then every week" in worker.say(text).text
    notice = written(house)
    assert (notice.at, notice.repeats) == (moment(2026, 11, 27, 15), Repeats.WEEKLY)


def test_every_friday_asks_for_its_hour_and_does_not_forget_the_week(house: House, worker: Worker) -> None:
    begun(worker).tap(at("when"))
    assert "Then every week" in worker.say("每周五").text
    worker.press("15:00")
    assert (written(house).at, written(house).repeats) == (moment(2026, 11, 27, 15), Repeats.WEEKLY)
    worker.say("每月1号")
    worker.say("九")
    worker.press("09:00")
    assert (written(house).at, written(house).repeats) == (moment(2026, 12, 1, 9), Repeats.MONTHLY)


def test_the_hour_of_today_that_is_over_is_next_weeks(house: House, worker: Worker) -> None:
    begun(worker).tap(at("when"))
    worker.say("每周一 00:01")
    assert written(house).at == moment(2026, 11, 30, 0, 1)


def test_an_hour_alone_is_of_the_day_on_the_screen(house: House, worker: Worker) -> None:
    begun(worker).tap(at("when"))
    worker.say("11月29日上午十点")
    assert "1 Dec 2026" in worker.say("12月1日").text
    assert "1 Dec 2026" in worker.say("中文").text or "12月1日" in worker.screens[-1].text
    worker.say("English")
    assert "1 Dec 2026" in worker.screens[-1].text
    worker.say("15:30")
    assert written(house).at == moment(2026, 12, 1, 15, 30)
    assert "I read no day" in worker.say("next friday 10:00").text
    assert written(house).at == moment(2026, 12, 1, 15, 30)
    # the day on the screen is not what was meant last: it is asked for
    assert "On which day?" in worker.say("三点半").text
    worker.tap(at("when"))
    worker.say("三点半")
    worker.press("15:30")
    assert "over" in worker.say("昨天").text
    assert "On which day?" in worker.say("十六点").text
    worker.tap(at("when"))
    worker.say("十六点")
    assert written(house).at == moment(2026, 12, 1, 16)


@pytest.mark.parametrize("text", ["next friday", "月底", "2026-11-31", "next friday 10:00", "下下周再说"])
def test_words_whose_day_is_not_read_never_mean_the_day_before(
    house: House, worker: Worker, text: str
) -> None:
    begun(worker).tap(at("when"))
    worker.say("tomorrow 15:30")
    before = written(house).at
    assert "I read no day in that. For example" in worker.say(text).text
    assert "On which day?" in worker.say("4 pm").text
    assert written(house).at == before
    worker.say("12月1日 16:00")
    assert written(house).at == moment(2026, 12, 1, 16)
    # a day is told, and its hour asked for
    worker.say("12月2日")
    assert "I read no day" in worker.say(text).text
    assert written(house).at == moment(2026, 12, 1, 16)


@pytest.mark.parametrize(
    ("half", "hour"), [("上午", 10), ("晚上", 22), ("in the evening", 22), ("早上10点", 10)]
)
def test_an_hour_of_two_is_asked_for_in_words(house: House, worker: Worker, half: str, hour: int) -> None:
    begun(worker).tap(at("when"))
    for said in ("明天10点", "10点"):
        assert "Morning, or afternoon and evening? Tap one" in worker.say(said).text
        worker.button("10:00")
        worker.button("22:00")
    worker.say(half)
    assert written(house).at == moment(2026, 11, 24, hour)


def test_an_open_hour_never_becomes_at_once_in_silence(house: House, worker: Worker) -> None:
    come(house, 1)
    begun(worker).tap(at("when"))
    worker.say("明天10点")
    text = worker.tap(at("preview")).text
    assert "The hour is still open. Choose it first" in text
    assert "At what hour on 24 Nov 2026" in text
    worker.button("22:00")
    assert "No hour was chosen for 24 Nov 2026" in worker.tap(at("look")).text
    worker.tap(at("preview"))
    assert "all at once" in worker.screens[1].text
    assert "No hour" not in worker.tap(at("look")).text


# --- for whom


def test_a_language_that_is_typed_is_of_the_families(house: House, worker: Worker) -> None:
    begun(worker).tap(at("who"))
    assert "Which one?" in worker.say("English").text
    worker.press("Who reads: English")
    assert written(house).audience.languages == {"en"}
    assert "Who reads: English, Chinese" in worker.say("中文").text
    assert "stands there already" in worker.say("英文").text
    assert written(house).audience.languages == {"en", "zh_CN"}
    assert "Typed words only add" in worker.say("不要英文").text
    assert written(house).audience.languages == {"en", "zh_CN"}


def test_the_name_of_a_language_is_a_word_where_words_are_written(house: House, worker: Worker) -> None:
    begun(worker).tap(words("opt1"))
    assert "Written in the draft" in worker.say("English").text
    worker.tap(says("save"))
    assert "Saved: 中文" in worker.say("中文").text
    assert written(house).options[0] == {"zh_CN": "English"}


def test_conditions_are_told_as_they_work(worker: Worker) -> None:
    begun(worker)
    assert "Of one kind, any is enough. Of different kinds, all must fit." in worker.tap(at("who")).text


# --- labels


def test_html_is_refused_where_it_is_typed_for_a_button(house: House, worker: Worker) -> None:
    begun(worker).tap(words("opt1"))
    assert "HTML" in worker.say("<b>来</b>").text
    assert not written(house).options
    worker.say("来 < 不来 & 3 > 2")
    worker.tap(NoticeWay(notice=1, leads="link").pack())
    worker.say("https://example.org/")
    assert "HTML" in worker.say("<a href='x'>看</a>").text
    worker.say("看这里")
    assert "HTML" in worker.say("<i>look</i>").text
    worker.say("skip")
    assert dict(written(house).ways[0].labels) == {"zh_CN": "看这里"}


@pytest.mark.parametrize("address", [says("save"), words("opt1"), words("why")])
def test_what_is_too_long_hears_how_long_it_may_be(worker: Worker, address: str) -> None:
    begun(worker).tap(says("urgent", "yes"))
    worker.tap(address)
    most = "120" if address == words("why") else "40"
    assert f"{most} fit" in worker.say("好" * 200).text


# --- how far it is


def test_right_after_sending_it_says_to_how_many_it_goes(house: House, worker: Worker) -> None:
    come(house, 7)
    begun(worker)
    text = sends(worker)
    assert "It goes now to: 7" in text
    assert "0 of 7" not in text
    deliver(house, most=3)
    assert "3 of 7 delivered" in worker.tap(at("look")).text


def test_when_nothing_waits_any_more_it_is_sent_before_the_clock_says_so(
    house: House, worker: Worker
) -> None:
    come(house, 7)
    sends(begun(worker))
    pause = worker.button("⏸ Pause").tap or ""
    stop = worker.button("⏹ Stop it").tap or ""
    deliver(house)
    worker.tap(at("look"))
    assert "✅ sent" in worker.screens[0].text
    assert "7 of 7" in worker.screens[0].text
    assert not {"⏸ Pause", "⏹ Stop it"} & {one.label for row in worker.screens[0].choices for one in row}
    for address in (pause, stop, at("stopped")):
        assert "had their turn already" in worker.tap(address).text
    assert state(house) == "sending"


def test_paused_says_what_waits(house: House, worker: Worker) -> None:
    come(house, 7)
    sends(begun(worker))
    deliver(house, most=2)
    text = worker.press("⏸ Pause").text
    assert "2 of 7 delivered" in text
    assert "Waits until you go on: 5" in text


# --- a preview counts nothing


def test_a_tap_in_the_preview_is_not_counted(house: House, worker: Worker) -> None:
    mother = worker.registered()
    begun(worker, "周六还是周日？")
    for number, choice in enumerate(("周六", "周日"), 1):
        worker.tap(words(f"opt{number}"))
        worker.say(choice)
    worker.tap(at("preview"))
    taps = (Vote(notice=1, option=1).pack(), Hush(subject="community", notice=1).pack())
    for address in taps:
        assert "only the preview" in worker.tap(address).text
    sends(worker)
    for address in taps[:1]:
        assert "only the preview" in worker.tap(address).text
    with house.session() as session:
        assert not session.exec(select(NoticePress)).all()
        assert not session.exec(select(NoticeMute)).all()
    deliver(house)
    assert "Noted: 周六" in mother.tap(taps[0]).text
    with house.session() as session:
        assert [press.what for press in session.exec(select(NoticePress)).all()] == ["option:1"]


def test_the_second_person_sees_the_whole_in_one_tap(house: House, worker: Worker) -> None:
    chief = Worker(house, 9).hired(Role.MANAGER, label="Li")
    come(house, FOUR_EYES_FROM)
    text = "周六上午八点到十一点，滨江社区中心可以补打疫苗，请带上接种本和户口本，不用预约，来了就打。" * 3
    sends(begun(worker, text))
    house.clock.moment = NOW + timedelta(minutes=1)
    with house.session() as session:
        letters = select(Outbox.body).where(col(Outbox.about) == "notices:1")
        (letter,) = (Screen.from_json(dict(body or {})["screen"]) for body in session.exec(letters).all())
    assert "👀 Look at it and decide" in str(letter.choices)
    chief.tap(letter.choices[0][0].tap or "")
    assert text in chief.screens[0].text
    chief.button("✅ Yes, it may leave")
    chief.button("✋ No, and why")


def test_a_weekly_one_that_is_stopped_does_not_say_nobody_ever_got_it(house: House, worker: Worker) -> None:
    come(house, 1)
    begun(worker).tap(at("when"))
    worker.say("每周二上午九点")
    sends(worker)
    house.clock.moment = NOW + timedelta(days=1, hours=1)
    with house.session() as session:
        notice_letters.go_round(session, house.around, house.clock.now())
        session.commit()
    worker.tap(at("stop"))
    text = worker.press("Yes, stop it").text
    assert "It does not leave any more" in text
    assert "nobody got it" not in text
    worker.press("What left so far")
    assert "being sent" in worker.screens[0].text


def test_a_planned_one_that_is_stopped_never_left(house: House, worker: Worker) -> None:
    come(house, 1)
    begun(worker).tap(at("when"))
    worker.say("明天上午九点")
    sends(worker)
    worker.tap(at("stop"))
    text = worker.press("Yes, stop it").text
    assert "nobody got it" in text
    assert "not yet" not in text
