"""A day is written down for the vaccine it was typed for, and for no other: after "which one is it?", after another language, in whole lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import vaccines
from dialogs.typed_doses import read_typed_dose
from dialogs.words import Catalogues
from tests.actions import households
from tests.dialogs.talk import House, Parent, knowledge

CHILD = 1
CATALOGUES = Catalogues.load(Path(__file__).parents[2] / "locales")
BORN, TODAY = date(2026, 4, 20), date(2026, 11, 23)


def told(parent: Parent) -> list[tuple[str, str]]:
    with parent.house.session() as session:
        return [(one.vaccine, one.given_on.isoformat()) for one in vaccines.record(session, [CHILD])[CHILD]]


def state(parent: Parent) -> str | None:
    with parent.house.session() as session:
        chat = parent.chat(session)
        return chat.state if chat else None


@pytest.fixture
def teller(house: House) -> Parent:
    """Whose child, born on 20 April 2026, has an empty booklet."""
    parent = Parent(house, 1).registered()
    parent.tap("go:add_child")
    parent.say("Mimi")
    parent.say("2026-04-20")
    parent.tap("is:0:sex:F")
    parent.tap("is:0:district:-")
    return parent


@pytest.fixture
def visitor(teller: Parent) -> Parent:
    """The same when the booklet was told: after a visit."""
    with teller.house.session() as session:
        guardian = teller.guardian(session)
        assert guardian is not None
        from db import children

        children.of_family(session, guardian.family_id)[0].record_checked_at = households.NOW
        session.commit()
    return teller


def test_dates_after_which_one_wait_for_the_answer(teller: Parent) -> None:
    teller.tap(f"child:some:{CHILD}")
    teller.say("乙肝")
    teller.say("2026-04-20")
    teller.say("脊灰")
    asked = teller.say("2026-06-22, 2026-07-25")
    assert "Which of these" in asked.text
    assert "22 Jun 2026; 25 Jul 2026" in asked.text
    assert told(teller) == [("HepB", "2026-04-20")]
    teller.tap(f"shotson:{CHILD}:IPV:260622260725")
    assert told(teller)[1:] == [("IPV", "2026-06-22"), ("IPV", "2026-07-25")]


def test_nor_after_a_visit(visitor: Parent) -> None:
    visitor.tap(f"shot:ask:{CHILD}:HepB-1")
    assert "Which of these" in visitor.say("脊灰").text
    visitor.say("2026-06-22")
    assert told(visitor) == []


def test_a_day_beside_another_name_is_no_day_of_the_one_asked_about(visitor: Parent) -> None:
    visitor.tap(f"shot:ask:{CHILD}:HepB-1")
    assert "Which of these" in visitor.say("2026-06-22, the mmr as the doctor told us").text
    assert told(visitor) == []
    visitor.tap(f"shot:ask:{CHILD}:HepB-1")
    visitor.say("mmr 2026-06-22")
    assert told(visitor) == [("MMR", "2026-06-22")]


def test_no_date_of_a_line_gets_lost(teller: Parent) -> None:
    teller.tap(f"shot:ask:{CHILD}:HepB")
    teller.say("21/5/2026, 22/6/2026 and 8/7/2026")
    assert told(teller) == [("HepB", "2026-05-21"), ("HepB", "2026-06-22")]
    assert "not sure which number is the month" in teller.screens[-1].text
    teller.press("8 Jul 2026")
    assert ("HepB", "2026-07-08") in told(teller)


def test_a_question_is_answered_while_the_booklet_is_told(teller: Parent) -> None:
    teller.tap(f"child:some:{CHILD}")
    assert "Where to go" in teller.say("where is the clinic").text
    assert state(teller) == "telling:vaccine"
    teller.tap(f"shot:ask:{CHILD}:HepB")
    teller.say("where is the clinic")
    assert "When was it given" in teller.screens[-1].text
    teller.say("2026-04-20")
    assert told(teller) == [("HepB", "2026-04-20")]


def test_an_id_number_is_refused_where_a_vaccine_is_asked_for(teller: Parent) -> None:
    teller.tap(f"child:some:{CHILD}")
    assert "ID number" in teller.say("11010519491231002X").text


@pytest.mark.parametrize("days", ["", "26062", "260622" * 6, "2606221", "abcdef"])
def test_forged_days_are_no_days(teller: Parent, days: str) -> None:
    teller.tap(f"shotson:{CHILD}:IPV:{days}")
    assert told(teller) == []


def test_days_that_cannot_be_are_asked_for(teller: Parent) -> None:
    assert "When was it given" in teller.tap(f"shotson:{CHILD}:IPV:260622269999").text
    assert told(teller) == []


#: Where something typed is waited for, and what is asked again after another language; nothing where the question is dropped.
WAITING = {
    f"shot:ask:{CHILD}:HepB": "When was it given",
    f"child:some:{CHILD}": "booklet",
    f"child:give:{CHILD}": "Which dose was given",
    f"child:rename:{CHILD}": None,
    f"child:measure:{CHILD}": None,
    f"child:ask_clinic:{CHILD}": None,
    f"child:away:{CHILD}": None,
    "go:look": "birth date",
    "go:other_hours": None,
    "go:add_child": "at home",
}


@pytest.mark.parametrize("address", WAITING)
def test_another_language_asks_the_open_question_again_or_drops_it(visitor: Parent, address: str) -> None:
    visitor.tap(address)
    waiting, asked = state(visitor), WAITING[address]
    screen = visitor.say("English")
    assert (asked in screen.text) if asked else state(visitor) is None
    assert state(visitor) == (waiting if asked else None)


LINES = [
    ("zh_CN", "乙肝 4.20 5.21", ["HepB"], ["2026-04-20", "2026-05-21"]),
    ("zh_CN", "乙肝4.20、5.21", ["HepB"], ["2026-04-20", "2026-05-21"]),
    ("zh_CN", "百白破 6.22", ["DTaP"], ["2026-06-22"]),
    ("zh_CN", "百白破：2026年6月22日", ["DTaP"], ["2026-06-22"]),
    ("zh_CN", "昨天打了乙肝", ["HepB"], ["2026-11-22"]),
    ("zh_CN", "昨天给孩子打了乙肝疫苗", ["HepB"], ["2026-11-22"]),
    ("zh_CN", "乙肝昨天打了", ["HepB"], ["2026-11-22"]),
    ("zh_CN", "乙肝第2针 5.21", ["HepB"], ["2026-05-21"]),
    ("zh_CN", "流脑 A+C 群 2026.9.4", ["MPSV-AC"], ["2026-09-04"]),
    ("zh_CN", "13价肺炎 2026.7.4 2026.9.4", ["PCV13"], ["2026-07-04", "2026-09-04"]),
    ("zh_CN", "脊灰 6.22, 7月25", ["IPV", "bOPV", "DTaP-IPV"], ["2026-06-22", "2026-07-25"]),
    ("en", "mmr yesterday", ["MMR"], ["2026-11-22"]),
    ("en", "we got MMR yesterday", ["MMR"], ["2026-11-22"]),
    ("en", "Hepatitis B vaccine: 20 April 2026, 21 May 2026", ["HepB"], ["2026-04-20", "2026-05-21"]),
]


@pytest.mark.parametrize(("language", "said", "codes", "days"), LINES)
def test_a_line_of_the_booklet(language: str, said: str, codes: list[str], days: list[str]) -> None:
    read = read_typed_dose(said, BORN, TODAY, knowledge(), CATALOGUES.speak(language))
    assert read is not None
    assert (list(read.codes), [day.isoformat() for day in read.days]) == (codes, days)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "乙肝",
        "2026-04-20",
        "昨天没打乙肝",
        "乙肝昨天打了吗",
        "4.20 乙肝 5.21 百白破",
        "乙肝 110105194912310021",
    ],
)
def test_what_is_no_line_is_not_guessed(said: str) -> None:
    assert read_typed_dose(said, BORN, TODAY, knowledge(), CATALOGUES.speak("zh_CN")) is None


@given(st.text(max_size=130), st.dates(), st.dates())
def test_any_text_is_read(said: str, born: date, today: date) -> None:
    read_typed_dose(said, born, today, knowledge(), CATALOGUES.speak("zh_CN"))
