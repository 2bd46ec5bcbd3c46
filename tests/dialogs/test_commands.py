"""Commands: however they are written, and what comes after them."""

import pytest

from tests.dialogs.talk import House, Parent


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/MENU@foo", "calendar"),
        ("/help@HouniaoBot", "What I can do"),
        ("/HELP@x please", "What I can do"),
        ("/where@x", "Where to go"),
        ("/privacy@x", "What is kept"),
        ("/language@x", "Which language"),
        ("/stop@x", "I send you nothing"),
        ("/start@x demo", "Which language"),
        ("/nothing@x", "do not know this command"),
    ],
)
def test_a_command_may_carry_a_name(house: House, typed: str, answer: str) -> None:
    assert answer in Parent(house, 1).say(typed).text


def test_danger_keeps_what_was_asked(house: House) -> None:
    parent = Parent(house, 1).registered()
    assert "call <b>110</b> now" in parent.say("孩子不见了").text
    with house.session() as session:
        chat = parent.chat(session)
        assert chat is not None
        assert chat.state == "entering:nickname"
    assert "born" in parent.say("豆豆").text


def test_resuming_is_a_command_and_home_offers_it(house: House) -> None:
    parent = Parent(house, 1).registered()
    parent.say("/stop")
    assert "stop" not in parent.say("stop reminding me").text
    parent.press("Write to me again")
    with house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        assert guardian.paused_at is None
    parent.say("/stop")
    assert "remind you in time again" in parent.say("/resume").text


def test_the_only_guardian_is_not_offered_to_leave(house: House) -> None:
    screen = Parent(house, 1).registered().tap("go:invite")
    assert "Leave" not in str(screen.choices)
