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
