"""A child's calendar in the chat: nobody's but one's own, nothing late before the booklet was told, and it fits whatever was recorded."""

from __future__ import annotations

import html
import re
from datetime import date, datetime

import pytest

from db.children import Child
from dialogs.calendar import see
from dialogs.calendar_page import calendar_page
from dialogs.screens import CAPTION_MOST, TEXT_MOST, length
from pictures.calendar import MOST_CHIPS
from tests.dialogs.recorded import AROUND, TODAY, child_of, many_doses, said
from tests.dialogs.talk import NOW, House, Parent, knowledge
from tests.pictures.hostile import HOSTILE

LOOKS = (
    "calendar",
    "calendar_picture",
    "calendar_print",
    "calendar_table",
    "trips",
    "clinic_card",
    "clinic_picture",
)


@pytest.fixture
def mother(house: House) -> Parent:
    return Parent(house, 1).registered()


@pytest.mark.parametrize("look", LOOKS)
def test_nobody_sees_another_familys_calendar(house: House, mother: Parent, look: str) -> None:
    child = child_of(house, mother, date(2026, 5, 20), [])
    stranger = Parent(house, 2).registered()
    for other in (stranger, Parent(house, 3)):
        other.tap(f"child:{look}:{child}")
        assert "not entered here any more" in said(other) or "Doudou" not in said(other)
        assert not any(screen.picture or screen.file for screen in other.screens)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("told", [True, False])
def test_every_look_has_a_way_back_and_fits(house: House, mother: Parent, look: str, told: bool) -> None:
    for born in (date(2026, 11, 22), date(2025, 9, 20), date(2018, 9, 20), date(2009, 1, 1)):
        child = child_of(house, mother, born, [("HepB", born)], told)
        mother.tap(f"child:{look}:{child}")
        for screen in mother.screens:
            assert length(screen.text) <= (CAPTION_MOST if screen.picture or screen.file else TEXT_MOST)
        ways = [one.tap for row in mother.screens[-1].choices for one in row]
        assert f"child:card:{child}" in ways
        assert "go:home" in ways


def test_pictures_are_what_they_say(house: House, mother: Parent) -> None:
    child = child_of(house, mother, date(2025, 9, 20), [("HepB", date(2025, 9, 20))])
    picture = mother.tap(f"child:calendar_picture:{child}").picture
    assert picture is not None
    assert (picture.mime, picture.size, picture.name) == (
        "image/png",
        (1240, 1754),
        "calendar-2026-11-23.png",
    )
    assert "Doudou" in picture.about
    assert "麻腮风 1" in picture.about
    file = mother.tap(f"child:calendar_print:{child}").file
    assert file is not None
    assert file.data.startswith(b"%PDF-")
    card = mother.tap(f"child:clinic_picture:{child}").picture
    assert card is not None
    assert card.size is not None
    assert card.size[0] == 1080
    assert "Doudou" in card.about


@pytest.mark.parametrize(
    "nickname",
    [one for one in HOSTILE if "\x00" not in one and not re.search("[\ud800-\udfff]", one)],
    ids=ascii,
)
def test_any_nickname_can_be_drawn(house: House, mother: Parent, nickname: str) -> None:
    child = child_of(house, mother, date(2025, 9, 20), [], nickname=nickname)
    for look in ("calendar_picture", "clinic_picture"):
        picture = mother.tap(f"child:{look}:{child}").picture
        assert picture is not None
        # a name of which nothing can be drawn is replaced, not left out
        assert re.search(
            r"\w", picture.about.splitlines()[0].split(":")[-1 if look == "clinic_picture" else 0]
        )


def test_nothing_is_late_before_the_booklet_was_told(house: House, mother: Parent) -> None:
    child = child_of(house, mother, date(2025, 9, 20), [("HepB", date(2025, 9, 20))], told=False)
    for look in LOOKS:
        mother.tap(f"child:{look}:{child}")
        words = said(mother) + "".join(screen.picture.about for screen in mother.screens if screen.picture)
        assert not re.search(r"\b(late|overdue|catch up)\b", words), look
    mother.tap(f"child:calendar_table:{child}")
    assert "❔ MMR" in html.unescape(said(mother)) or "❔ 麻腮风" in said(mother)
    mother.tap(f"child:trips:{child}")
    assert "💉" not in said(mother)
    assert mother.button("what the booklet says").tap == f"child:ask:{child}"


def test_a_table_too_long_for_one_message_is_several(house: House, mother: Parent) -> None:
    born = date(2016, 1, 1)
    doses = many_doses(born)
    child = child_of(house, mother, born, doses)
    mother.tap(f"child:calendar_table:{child}")
    assert len(mother.screens) > 1
    assert all(length(screen.text) <= TEXT_MOST for screen in mother.screens)
    assert [bool(screen.choices) for screen in mother.screens] == [False] * (len(mother.screens) - 1) + [True]
    mother.tap(f"child:clinic_card:{child}")
    assert all(length(screen.text) <= TEXT_MOST for screen in mother.screens)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_picture_holds_what_is_open_even_when_a_record_is_endless(
    house: House, mother: Parent, language: str
) -> None:
    born = date(2022, 1, 1)
    number = child_of(house, mother, born, [one for one in many_doses(born) if one[1] < TODAY])
    words = AROUND.catalogues.speak(language)
    with house.session() as session:
        child = session.get_one(Child, number)
        seen = see(session, AROUND, child, words, NOW)
    page = calendar_page(AROUND.knowledge, child, seen.rows, True, TODAY, words)
    chips = [chip for stage in page.stages for chip in stage.chips]
    assert len(chips) <= MOST_CHIPS
    for state in ("late", "now", "later"):
        assert sum(chip.state == state for chip in chips) == sum(row.state == state for row in seen.rows)


def test_the_table_says_what_was_done_and_what_comes(house: House, mother: Parent) -> None:
    child = child_of(
        house, mother, date(2025, 9, 20), [("HepB", date(2025, 9, 20)), ("BCG", date(2025, 9, 20))]
    )
    mother.tap(f"child:calendar_table:{child}")
    lines = html.unescape(said(mother)).splitlines()
    assert any(line.startswith("✅") and "20 Sep 2025" in line for line in lines)
    before, after = said(mother).split("— today, 23 Nov 2026 —")
    assert "❗" in before
    assert "⚪" in after
    assert "❗" not in after


def test_trips_group_what_goes_together(house: House, mother: Parent) -> None:
    born = date(2025, 9, 20)
    doses = [("HepB", born), ("BCG", born), ("HepB", date(2025, 10, 21)), ("IPV", date(2025, 11, 22))]
    child = child_of(house, mother, born, doses)
    screen = mother.tap(f"child:trips:{child}")
    assert "6 trips in the next 12 months: right away, 21 Dec, 18 Jan, 23 Feb, 20 Mar, 18 Jul" in screen.text
    first = screen.text.split("<b>2.")[0]
    assert first.count("💉") == 6
    assert "If only one: MMR first" in first
    assert "Go later, and the days after it move, too" in screen.text


def test_the_card_is_chinese_whatever_the_language(house: House, mother: Parent) -> None:
    """The house of these tests has no catalogues; with them, every line but the parent's own is the clinic's."""
    from dialogs.clinic_card import _blocks, _sections

    number = child_of(
        house,
        mother,
        date(2025, 9, 20),
        [("HepB", date(2025, 9, 20)), ("MMR", date(2026, 4, 20))],
        nickname="豆豆",
    )
    zh = AROUND.catalogues.speak("zh_CN")
    with house.session() as session:
        child = session.get_one(Child, number)
        blocks = _blocks(AROUND, child, _sections(session, AROUND, child, zh, NOW), zh, NOW)
    card = "\n".join(blocks)
    assert "家长自述，以接种证和系统为准" in card
    assert "2026.4.20（可能不算）" in card
    assert "2026年4月20日 打的麻腮风算不算数？" in card
    assert not re.search("[A-Za-z]{3,}", re.sub("<[^<>]*>|BCG|HPV|Hib", "", card)), card


def test_an_entry_in_progress_is_not_lost(house: House, mother: Parent) -> None:
    child = child_of(house, mother, date(2026, 5, 20), [])
    mother.tap("go:add_child")
    mother.say("Lele")
    mother.tap(f"child:calendar:{child}")
    mother.tap("go:home")
    assert any(one.tap == "go:go_on" for screen in mother.screens for row in screen.choices for one in row)


def test_a_button_of_a_removed_child_says_so(house: House, mother: Parent) -> None:
    child = child_of(house, mother, date(2026, 5, 20), [])
    with house.session() as session:
        session.delete(session.get_one(Child, child))
        session.commit()
    for look in LOOKS:
        assert "not entered here any more" in mother.tap(f"child:{look}:{child}").text


def test_days_are_those_of_the_city(house: House, mother: Parent) -> None:
    """Half past midnight in Wuhu is still yesterday in UTC."""
    child = child_of(house, mother, date(2026, 5, 20), [])
    house.clock.moment = datetime(2026, 11, 23, 16, 30, tzinfo=NOW.tzinfo)
    picture = mother.tap(f"child:calendar_picture:{child}").picture
    assert picture is not None
    assert picture.name == "calendar-2026-11-24.png"


@pytest.mark.parametrize("look", ["calendar_table", "trips"])
def test_what_has_to_be_known_with_a_dose_stands_beside_it(house: House, mother: Parent, look: str) -> None:
    """A skin test before a late BCG (BC2), wherever that BCG is named as open."""
    child = child_of(house, mother, date(2026, 5, 20), [("HepB", date(2026, 5, 20))])
    mother.tap(f"child:{look}:{child}")
    rule = knowledge().book.rules["BC2"].text
    assert rule in html.unescape(said(mother))
    words = AROUND.catalogues.speak("zh_CN")
    with house.session() as session:
        kept = session.get_one(Child, child)
        seen = see(session, AROUND, kept, words, NOW)
    assert rule in calendar_page(AROUND.knowledge, kept, seen.rows, True, TODAY, words).next_hint


def test_of_a_trip_the_clinic_says_how_many_and_a_late_bcg_stands_apart(house: House, mother: Parent) -> None:
    """A skin test comes first (BC2): it is none of those that can be given together."""
    child = child_of(house, mother, date(2025, 9, 20), [("HepB", date(2025, 9, 20))])
    mother.tap(f"child:trips:{child}")
    trip = html.unescape(said(mother)).split("<b>2. ")[0]
    together = "Several can be given on one day; the clinic says how many. If only one: MMR first."
    assert "All on one day" not in trip
    assert trip.index("麻腮风") < trip.index(together) < trip.index("卡介苗")
    assert trip.index("卡介苗") < trip.index(knowledge().book.rules["BC2"].text)
