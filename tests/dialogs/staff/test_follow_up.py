"""Staff and the families they call: scope, removed workers, wrong words, old buttons, the morning's letter, referrals and volunteers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from actions import hours
from db.outbox import Outbox
from dialogs.call_round import go_round
from dialogs.community_addresses import CallOn, Helper, Pair, Refer, Share
from dialogs.pairing import OFFERED
from rules.follow_up import MEETS_MOST, WORDS_MOST
from rules.needs import TOPICS
from rules.roles import Role
from tests.botapi.markup import read_html
from tests.dialogs.followed import WORDS, call, finds, pairing, parent_of, referral, refers, registers
from tests.dialogs.staffed import Worker, deeds, state_of
from tests.dialogs.talk import NOW, ZONE, House, Parent

HOSTILE = ["<b>x</b>&a", "{0} {name} %s", "\u202eעברית", "a\x00b\ud800c", "*bold* `y`"]


@pytest.fixture
def parent(house: House, worker: Worker, civil: Worker) -> Parent:
    return registers(parent_of(house))


def outsiders(house: House) -> list[Worker]:
    """Another district, another office, only a viewer, removed, nobody."""
    gone = Worker(house, 24).hired(Role.ADMINISTRATOR)
    gone.let_go()
    return [
        Worker(house, 21).hired(Role.MANAGER, "yijiang"),
        Worker(house, 22).hired(Role.MANAGER, "jinghu", office="education"),
        Worker(house, 23).hired(Role.VIEWER, "jinghu"),
        gone,
        Worker(house, 25),
    ]


def test_nobody_else_reaches_a_family(house: House, parent: Parent, worker: Worker) -> None:
    parent.tap(Helper(do="ask", value="homework").pack())
    refers(worker)
    addresses = [call(do) for do in ("look", "reached", "tomorrow", "week", "no_need", "x")]
    addresses += [
        Refer(do=do, number=1).pack()
        for do in ("areas", "area", "svc", "office", "write", "send", "look", "got", "settle", "back", "say")
    ]
    addresses += [
        Pair(do=do, pairing=1).pack() for do in ("look", "find", "send", "well", "badly", "end", "ended")
    ]
    by_family = {call(do) for do in ("look", "reached", "tomorrow", "week", "no_need")}
    by_family |= {Refer(do=do, number=1).pack() for do in ("areas", "area", "svc", "office", "write", "send")}
    before = len(deeds(house))
    for one, has_a_list in zip(outsiders(house), (True, False, False, False, False), strict=True):
        number = len(deeds(house))
        for address in addresses:
            if has_a_list and address in by_family:
                assert one.tap(address).text == "This family is not on your list any more."
            else:
                assert one.taps_in_vain(address), (one.number, address)
        assert len(deeds(house)) == number
    assert len(deeds(house)) > before


def test_the_list_has_no_names_and_a_look_is_written_down(
    house: House, parent: Parent, worker: Worker
) -> None:
    shown = worker.tap("go:staff_calls")
    assert "1 family to call" in shown.text
    assert "Sister Wang" not in repr(shown)
    assert "13812345678" not in repr(shown)
    card = worker.tap(call("look"))
    assert "13812345678" not in repr(card)
    assert card.afterwards == "<b>Family no. 1</b>"
    shown = worker.tap(call("contact"))
    assert "<b>13812345678</b>" in shown.text
    assert (shown.goes, shown.fresh) == ("contact:1", True)
    assert "13812345678" not in (shown.afterwards or "")
    assert [one[1:] for one in deeds(house)[-2:]] == [("family.looked", "family:1")] * 2
    # what takes the place of the number would go with it
    assert worker.press("The family").fresh


def test_other_offices_have_no_list(house: House, parent: Parent, civil: Worker) -> None:
    assert "Whom to call" not in repr(civil.say("/staff"))
    assert "Nobody to call" in civil.tap("go:staff_calls").text


def test_no_words_of_the_staff_get_lost_or_sent_twice(
    house: House, parent: Parent, worker: Worker, civil: Worker
) -> None:
    worker.tap(Refer(do="areas", number=1).pack())
    assert "What is it about" in worker.say("words too early").text
    worker.press("Something else")
    assert "To which office" in worker.say("words too early").text
    worker.tap(Refer(do="office", number=1, value="moon").pack())
    assert "To which office" in worker.screens[0].text
    worker.press("civil affairs") if any(
        "civil" in c.label for r in worker.screens[0].choices for c in r
    ) else worker.press("民政局")
    for wrong in ("x" * (WORDS_MOST + 1), "123", "340207201905021234"):
        assert "What should the other office know" in worker.say(wrong).text
    preview = worker.say(WORDS)
    assert WORDS in preview.text
    assert "13812345678" not in repr(preview)
    assert "Sister Wang" not in repr(preview)
    worker.press("Send")
    assert "Family no. 1" in worker.tap(Refer(do="send", number=1).pack()).text
    with house.session() as session:
        letters = session.exec(select(Outbox).where(Outbox.about == "referral:1")).all()
    assert len(letters) == 1


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_arrive_as_typed(
    house: House, parent: Parent, worker: Worker, civil: Worker, words: str
) -> None:
    refers(worker, words)
    # signs that turn the text around are left out where it is shown
    stored = (referral(house).words or "").replace("\u202e", "")
    (letter,) = [one for one in parent.news() if "May another office know" in one.text]
    assert stored in read_html(letter.text)[0]
    parent.tap(letter.choices[0][0].tap or "")
    assert stored in read_html(civil.tap(Refer(do="look", number=1).pack()).text)[0]
    civil.tap(Refer(do="settle", number=1).pack())
    civil.say(words)
    civil.press("Send")
    assert referral(house).state == "settled"
    assert referral(house).result


def test_who_wants_no_letters_finds_it_in_the_chat(
    house: House, parent: Parent, worker: Worker, civil: Worker
) -> None:
    with house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        hours.pause(session, guardian, NOW)
        session.commit()
    refers(worker)
    assert "wants no letters" in worker.screens[0].text
    assert parent.news() == []
    parent.tap("go:community")
    parent.press("To other offices")
    assert "May another office know" in parent.tap(Share(do="look", referral=1).pack()).text


def test_a_look_after_it_was_taken_back_shows_no_words(
    house: House, parent: Parent, worker: Worker, civil: Worker
) -> None:
    refers(worker)
    parent.tap(Share(do="look", referral=1).pack())
    parent.press("Yes, they may know")
    civil.tap(Refer(do="settle", number=1).pack())
    assert state_of(civil) == "staff_follow:result"
    parent.tap(Share(do="gone", referral=1).pack())
    assert "Nothing was sent" in civil.say("We helped").text
    assert WORDS not in civil.tap(Refer(do="look", number=1).pack()).text


def test_past_its_day_both_offices_and_the_family_hear_it_once(
    house: House, parent: Parent, worker: Worker, civil: Worker
) -> None:
    refers(worker)
    parent.tap(Share(do="look", referral=1).pack())
    parent.press("Yes, they may know")
    assert referral(house).due_on == date(2026, 11, 30)
    everybody = (parent, worker, civil)
    for hour in (8, 17, 23):
        rounds(house, local(30, hour))
    told = [letter.text for one in everybody for letter in one.news()]
    assert not any("past its day" in text or "takes longer" in text for text in told), "the day is not over"
    rounds(house, local(1, 9, month=12))
    assert ["takes longer than it should" in letter.text for letter in parent.news()] == [True]
    for one in (worker, civil):
        assert sum("past its day" in letter.text for letter in one.news()) == 1
    for day in (1, 2, 9):
        rounds(house, local(day, 10, month=12))
    again = [letter.text for one in everybody for letter in one.news()]
    assert not any("past its day" in text or "takes longer" in text for text in again)
    # a late result still arrives
    civil.tap(Refer(do="settle", number=1).pack())
    civil.say("We helped")
    civil.press("Send")
    assert any("We helped" in letter.text for letter in parent.news())


# --- volunteers


def test_only_topics_one_person_can_help_with(house: House, parent: Parent, worker: Worker) -> None:
    assert set(OFFERED) <= set(TOPICS)
    parent.tap(Helper(do="ask", value="legal").pack())
    parent.tap(Helper(do="ask", value="x").pack())
    assert "No family waits" in worker.tap("go:staff_pairings").text


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_names_of_volunteers(house: House, parent: Parent, worker: Worker, typed: str) -> None:
    parent.tap(Helper(do="ask", value="homework").pack())
    finds(worker, typed, f"on Sundays {typed}")
    (letter,) = [one for one in parent.news() if "has found somebody" in one.text]
    found = pairing(house)
    assert (found.volunteer or "") in read_html(letter.text)[0]
    assert (found.meets or "").replace("\u202e", "") in read_html(letter.text)[0]


def test_no_contact_of_a_volunteer_is_kept(house: House, parent: Parent, worker: Worker) -> None:
    parent.tap(Helper(do="ask", value="homework").pack())
    worker.tap(Pair(do="find", pairing=1).pack())
    for wrong in ("Li 13912345678", "x" * 21, "340207201905021234", "..."):
        assert "How may the family call" in worker.say(wrong).text
    worker.say("Miss Li")
    for wrong in ("call 0553-3831234", "x" * (MEETS_MOST + 1), "id 340207201905021234"):
        assert "When and where" in worker.say(wrong).text
    worker.say("算了")
    assert pairing(house).volunteer is None
    assert state_of(worker) is None


def test_both_are_asked_once_after_a_month(house: House, parent: Parent, worker: Worker) -> None:
    parent.tap(Helper(do="ask", value="homework").pack())
    finds(worker)
    parent.tap(Helper(do="look", pairing=1).pack())
    parent.press("Yes, that is fine")
    parent.news(), worker.news()
    house.clock.moment = NOW + timedelta(days=30)
    for _time in range(2):
        with house.session() as session:
            go_round(session, house.around, house.clock.now())
            session.commit()
    assert [one.text for one in parent.news()] == [
        "🤝 Miss Li has been helping your child for a month. Does it go well?"
    ]
    assert sum("for a month" in one.text for one in worker.news()) == 1
    worker.tap(Pair(do="ended", pairing=1).pack())
    assert any("has ended the help" in one.text for one in parent.news())
    assert worker.tap(Pair(do="find", pairing=1).pack()).text.count("It is ended") == 1


# --- the morning


def rounds(house: House, moment: datetime) -> None:
    house.clock.moment = moment
    with house.session() as session:
        go_round(session, house.around, moment)
        session.commit()


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def test_one_letter_each_working_morning(house: House, parent: Parent, worker: Worker, civil: Worker) -> None:
    manager = Worker(house, 30).hired(Role.MANAGER, "jinghu")
    with house.session() as session:
        before = len(session.exec(select(Outbox).where(Outbox.about == "calls")).all())
    for hour in (3, 7, 8, 9, 10, 15):
        rounds(house, local(24, hour))
    for one in (manager, civil, parent):
        assert not any("to call today" in letter.text for letter in one.news())
    letters = [one for one in worker.news() if "to call today" in one.text]
    assert len(letters) == 1
    with house.session() as session:
        rows = session.exec(select(Outbox).where(Outbox.about == "calls")).all()
    assert len(rows) == before + 1
    assert rows[0].due_at == local(24, 8, 30)
    # a weekend and a holiday bring none, and neither does an empty list
    rounds(house, local(28, 9))
    worker.tap(call("reached"))
    rounds(house, local(30, 9))
    assert worker.news() == []


def test_a_laptop_that_slept_until_ten_still_tells_it(house: House, parent: Parent, worker: Worker) -> None:
    rounds(house, local(24, 10, 15))
    assert sum("to call today" in one.text for one in worker.news()) == 1
    rounds(house, local(25, 18))
    assert worker.news() == []


def test_where_no_worker_serves_the_next_above_is_told(house: House, parent: Parent, worker: Worker) -> None:
    worker.let_go()
    manager = Worker(house, 30).hired(Role.MANAGER, "jinghu")
    rounds(house, local(24, 9))
    assert sum("to call today" in one.text for one in manager.news()) == 1


def test_a_district_more_and_an_address_of_another_family(
    house: House, parent: Parent, worker: Worker
) -> None:
    """Numbers prove nothing: a family that is not there is as one that is no more."""
    for number in (0, 2, 999_999):
        for address in (CallOn(do="look", family=number).pack(), Refer(do="areas", number=number).pack()):
            assert worker.tap(address).text == "This family is not on your list any more."
