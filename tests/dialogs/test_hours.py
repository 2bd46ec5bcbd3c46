"""When may we write: one tap, a few typed signs, or the rest day; and every button works for everybody."""

import pytest

from actions import reminders
from rules.hours import PRESETS, Hours
from tests.dialogs.talk import House, Parent


@pytest.fixture
def parent(house: House) -> Parent:
    return Parent(house, 4711).registered()


def wish(parent: Parent) -> Hours:
    with parent.house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        return reminders.hours(guardian)


def state(parent: Parent) -> str | None:
    with parent.house.session() as session:
        chat = parent.chat(session)
        assert chat is not None
        return chat.state


def test_the_present_hours_are_told_and_marked(parent: Parent) -> None:
    screen = parent.tap("go:hours")
    assert "between 09:00 and 20:00" in screen.text
    assert parent.button("✓").tap == "pref:hours:daytime"
    assert len(screen.choices) == len(PRESETS) + 3


@pytest.mark.parametrize("key", list(PRESETS))
def test_presets(parent: Parent, key: str) -> None:
    screen = parent.tap(f"pref:hours:{key}")
    assert wish(parent) == PRESETS[key]
    assert "✅" in screen.text
    assert parent.button("Home").tap == "go:home"


def test_typed_hours(parent: Parent) -> None:
    parent.tap("go:hours")
    parent.press("Other hours")
    assert state(parent) == "wait:hours"
    screen = parent.say("２２：００–06:00")
    assert "between 22:00 and 06:00 of the next day" in screen.text
    assert (wish(parent).start.hour, wish(parent).end.hour) == (22, 6)
    assert state(parent) is None


def test_two_readings_become_two_buttons(parent: Parent) -> None:
    parent.tap("go:other_hours")
    parent.say("9-6")
    assert wish(parent) == Hours()
    parent.press("21:00–06:00")
    assert (wish(parent).start.hour, wish(parent).end.hour) == (21, 6)
    assert state(parent) is None


@pytest.mark.parametrize("text", ["hello", "9", "{name}", "<b>", "九" * 4000, "2023-03-05"])
def test_what_is_no_time_gets_an_example(parent: Parent, text: str) -> None:
    parent.tap("go:other_hours")
    screen = parent.say(text)
    assert "two times" in screen.text
    assert wish(parent) == Hours()
    assert "9-21" in screen.text


def test_id_numbers_are_refused(parent: Parent) -> None:
    parent.tap("go:other_hours")
    assert "ID number" in parent.say("340203199001011234").text


def test_commands_are_no_hours(parent: Parent) -> None:
    parent.tap("go:other_hours")
    parent.say("/menu")
    assert state(parent) is None
    parent.tap("go:other_hours")
    assert "command" in parent.say("/nonsense").text


def test_the_rest_day(parent: Parent) -> None:
    parent.tap("pref:hours:evening")
    parent.press("Rest day")
    screen = parent.press("Sunday")
    assert "rest day: Sunday" in screen.text
    assert wish(parent) == Hours(PRESETS["evening"].start, PRESETS["evening"].end, 6)
    parent.tap("pref:hours:early")
    assert wish(parent).rest_day == 6
    parent.press("Rest day")
    parent.press("No fixed day")
    assert wish(parent).rest_day is None


def test_who_paused_is_reminded_of_it(parent: Parent) -> None:
    parent.say("/stop")
    screen = parent.tap("pref:hours:evening")
    assert "switched off" in screen.text
    assert parent.button("Write to me again").tap == "go:resume"


@pytest.mark.parametrize("value", ["nonsense", "2500-0900", "0900", "７", "-1", "9", "٣"])
@pytest.mark.parametrize("what", ["hours", "rest"])
def test_buttons_nobody_made(parent: Parent, what: str, value: str) -> None:
    parent.tap(f"pref:{what}:{value}")
    assert wish(parent) == Hours()
    assert parent.button("Home").tap == "go:home"


@pytest.mark.parametrize(
    "address", ["go:hours", "go:other_hours", "go:rest_day", "pref:hours:early", "pref:rest:1"]
)
def test_strangers_are_told(house: House, address: str) -> None:
    stranger = Parent(house, 5)
    screen = stranger.tap(address)
    assert "send you nothing" in screen.text
    assert stranger.button("calendar").tap == "go:consent"
