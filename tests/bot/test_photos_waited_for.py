"""Where a photo is waited for, and where none is: what is taken, what is asked first, and the ways on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from db.tickets import Ticket, TicketState
from dialogs.photo_addresses import LookPhotos, ShowPaper
from tests.bot.paper_cases import asked, clean, in_hand, rows, shows
from tests.databases import KINDS
from tests.driver import ToldHouse, told_house
from tests.papers import paper

BEGINS = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(params=[(kind, channel) for kind in KINDS for channel in ("telegram", "web")], ids="-".join)
def told(request: pytest.FixtureRequest) -> Iterator[tuple[ToldHouse, str]]:
    kind, channel = request.param
    with told_house(kind, BEGINS) as house:
        yield house, channel


def test_three_fit_and_a_word_under_one_is_kept(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    mother, worker = asked(house, channel)
    shows(mother, paper("1"), paper("2"))
    mother.show(paper("3"), caption="<b>the back</b> {0}")
    mother.show(paper("4"))
    mother.tap_address(ShowPaper(do="ask", ticket=1).pack())
    assert "no room" in mother.sees[-1].html
    mother.show(paper("5"))
    assert len(rows(house)) == 3
    worker.tap_address(LookPhotos(ticket=1).pack())
    assert in_hand(worker) == [clean(paper(str(number))) for number in (1, 2, 3)]
    if channel == "telegram":
        worker.tap_address("desk:look:1")
        assert "📷 &lt;b&gt;the back&lt;/b&gt; {0}" in worker.sees[-1].html


def test_where_none_is_waited_for_nothing_is_kept(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    mother, _worker = asked(house, channel)
    mother.show(paper())
    assert "only read text" in mother.sees[-1].html
    shows(mother)
    mother.tap("Done sending")
    mother.show(paper())
    assert "only read text" in mother.sees[-1].html
    shows(mother)
    house.house.room.in_transaction(close_quietly)
    mother.show(paper())
    assert "closed" in mother.sees[-1].html
    assert rows(house) == []


def close_quietly(session: Session) -> None:
    """The office closes it while the family looks for the paper; the chat still waits."""
    session.get_one(Ticket, 1).state = TicketState.CLOSED


def test_a_photo_instead_of_words_is_told_the_way(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    mother, _worker = asked(house, channel)
    mother.tap_address("mine:add:1")
    mother.show(paper())
    assert "not kept the photo" in mother.sees[-1].html
    assert rows(house) == []
    mother.tap("Show a paper as a photo")
    mother.show(paper())
    assert len(rows(house)) == 1


def test_words_instead_of_a_photo_are_shown_before_they_are_sent(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    mother, worker = asked(house, channel)
    shows(mother)
    mother.say("I have it at home")
    assert "Shall I send it?" in mother.sees[-1].html
    worker.tap_address("desk:look:1")
    assert "at home" not in worker.sees[-1].html
    mother.show(paper())
    assert "send the words first" in mother.sees[-1].html
    mother.tap("Back to the words")
    mother.tap("Send")
    worker.tap_address("desk:look:1")
    assert "I have it at home" in worker.sees[-1].html
    mother.tap("Show a paper as a photo")
    mother.show(paper())
    assert len(rows(house)) == 1


def test_no_instead_of_a_photo_sends_nothing(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    mother, worker = asked(house, channel)
    shows(mother)
    mother.say("never mind")
    assert "nothing was sent" in mother.sees[-1].html
    shows(mother)
    house.house.room.in_transaction(close_quietly)
    mother.say("I have it at home")
    assert "question is closed" in mother.sees[-1].html
    assert "at home" not in "".join(one.html for one in worker.sees)


@pytest.mark.parametrize("told", [(kind, "telegram") for kind in KINDS], indirect=True, ids="-".join)
def test_a_voice_where_a_photo_is_waited_for(told: tuple[ToldHouse, str]) -> None:
    """The page sends no voices."""
    house, channel = told
    mother, _worker = asked(house, channel)
    shows(mother)
    mother.send("voice")
    assert "cannot listen to voice messages" in mother.sees[-1].html
    assert "Home" in str(mother.sees[-1].all_buttons)
    mother.show(paper())
    assert len(rows(house)) == 1
    mother.tap("Done sending")
    mother.send("voice")
    assert "microphone of your keyboard" in mother.sees[-1].html
    assert "Ask a person" in str(mother.sees[-1].all_buttons)


def test_a_photo_right_after_person_leaves_a_way_on(told: tuple[ToldHouse, str]) -> None:
    house, channel = told
    mother = house.person(channel, "en")
    house.person(channel, "en").invited("worker")
    mother.say("/start page")
    mother.say("/person")
    mother.show(paper())
    assert "type your question first" in mother.sees[-1].html
    mother.tap("Write on")
    assert "What do you want to ask?" in mother.sees[-1].html
    mother.show(paper())
    mother.tap("Do not send")
    assert "nothing was sent" in mother.sees[-1].html
    assert rows(house) == []
