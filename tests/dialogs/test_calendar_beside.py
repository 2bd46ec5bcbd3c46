"""What stands beside the doses, on calendar, clinic card and trips: a doctor's words, questions, doses given elsewhere, journeys."""

from __future__ import annotations

import html
from datetime import date, datetime, timedelta

import pytest

from actions.questions import QUESTIONS_MOST
from db.children import Child
from db.doctor import DoctorWord
from db.questions import ClinicQuestion
from db.vaccines import Dose
from dialogs.calendar import see
from dialogs.calendar_page import calendar_page
from dialogs.clinic_card import _blocks, _sections
from dialogs.screens import TEXT_MOST, length
from rules.vaccines.doctor import KINDS, Kind
from tests.dialogs.recorded import AROUND, TODAY, child_of, many_doses, said
from tests.dialogs.talk import NOW, House, Parent


@pytest.fixture
def mother(house: House) -> Parent:
    return Parent(house, 1).registered()


def doctor_said(house: House, child: int, *words: tuple[Kind, str, date | None]) -> None:
    with house.session() as session:
        session.add_all(
            DoctorWord(child_id=child, kind=kind, vaccine=vaccine, day=day, told_at=NOW)
            for kind, vaccine, day in words
        )
        session.commit()


def of_vaccine(parent: Parent, vaccine: str) -> list[str]:
    return [line for line in html.unescape(said(parent)).splitlines() if vaccine in line]


@pytest.mark.parametrize("told", [True, False])
def test_what_a_doctor_forbade_is_never_late(house: House, mother: Parent, told: bool) -> None:
    child = child_of(house, mother, date(2025, 9, 20), [("HepB", date(2025, 9, 20))], told)
    doctor_said(house, child, ("must_not", "MMR", None))
    mother.tap(f"child:calendar_table:{child}")
    lines = of_vaccine(mother, "麻腮风")
    assert len(lines) == 1
    assert lines[0].startswith("🚫 ")
    assert lines[0].endswith("doctor: not given")
    assert "🚫 1 · doctor: not given" in mother.tap(f"child:calendar:{child}").text
    words = AROUND.catalogues.speak("zh_CN")
    with house.session() as session:
        kept = session.get_one(Child, child)
        page = calendar_page(
            AROUND.knowledge, kept, see(session, AROUND, kept, words, NOW).rows, told, TODAY, words
        )
    assert not any("麻腮风" in one for one in page.next_names)
    assert "医生说不能打：麻腮风" in page.next_hint
    assert ("barred", "医生说不打") in page.legend


def test_with_everything_forbidden_nothing_is_called_done(house: House, mother: Parent) -> None:
    child = child_of(house, mother, date(2019, 9, 20), [])
    doctor_said(house, child, ("must_not", "", None))
    picture = mother.tap(f"child:calendar_picture:{child}").picture
    assert picture is not None
    assert "Nothing else is open." in picture.about
    assert "the doctor said so" in picture.about
    assert "done" not in picture.about
    card = mother.tap(f"child:clinic_card:{child}").text
    assert "Nothing else is open." in card
    assert "are done" not in card


def test_what_is_put_off_or_waits_after_immunoglobulin_comes_later(house: House, mother: Parent) -> None:
    child = child_of(house, mother, date(2025, 9, 20), [("HepB", date(2025, 9, 20))])
    doctor_said(
        house, child, ("put_off", "DTaP", date(2027, 3, 1)), ("immunoglobulin", "", date(2026, 11, 1))
    )
    mother.tap(f"child:calendar_table:{child}")
    mmr, dtap = of_vaccine(mother, "麻腮风"), of_vaccine(mother, "百白破")
    assert mmr[0].startswith("⚪")
    assert "from 1 Feb 2027 on" in mmr[0]
    assert dtap[0].startswith("⚪")
    assert "from 1 Mar 2027 on" in dtap[0]
    assert not any(line.startswith(("❗", "💉")) for line in mmr + dtap)


def clinic_card(house: House, number: int) -> str:
    """The card with the catalogues, as the clinic reads it."""
    zh = AROUND.catalogues.speak("zh_CN")
    with house.session() as session:
        child = session.get_one(Child, number)
        return "\n".join(_blocks(AROUND, child, _sections(session, AROUND, child, zh, NOW), zh, NOW))


def test_the_card_has_the_doctors_words_the_questions_and_what_was_given_elsewhere(
    house: House, mother: Parent
) -> None:
    child = child_of(house, mother, date(2025, 9, 20), [("HepB", date(2025, 9, 20))])
    doctor_said(
        house,
        child,
        ("put_off", "DTaP", date(2027, 3, 1)),
        ("put_off", "HepB", date(2026, 11, 1)),
        ("must_not", "MMR", None),
    )
    with house.session() as session:
        session.add(
            Dose(child_id=child, vaccine="BCG", given_on=date(2025, 9, 21), elsewhere=True, recorded_at=NOW)
        )
        session.add(ClinicQuestion(child_id=child, topic="words", words="能<b>洗澡</b>吗？", asked_at=NOW))
        session.add(ClinicQuestion(child_id=child, topic="allergy", vaccine="MMR", asked_at=NOW))
        session.commit()
    card = clinic_card(house, child)
    assert "2025.9.21 ↗" in card
    assert "↗ ：在别处打的。" in card
    told = card.split("医生说过的（家长转述）</b>")[1].split("<b>")[0].strip().splitlines()
    assert len(told) == 2  # the day of the third has passed
    assert told[0].startswith("麻腮风")
    assert "2027年3月1日" in told[1]
    asked = card.split("<b>想问医生的</b>")[1].strip().splitlines()
    assert asked[0] == "能&lt;b&gt;洗澡&lt;/b&gt;吗？"
    assert asked[1].startswith("麻腮风")
    assert any("哪天" in line or "什么时候" in line for line in asked[2:])
    picture = mother.tap(f"child:clinic_picture:{child}").picture
    assert picture is not None
    assert "能<b>洗澡</b>吗？" in picture.about


def test_a_card_with_more_than_it_holds_says_so(house: House, mother: Parent) -> None:
    born = date(2016, 1, 1)
    child = child_of(house, mother, born, many_doses(born))
    days = [date(2027, 1, 1) + timedelta(days=at) for at in range(60)]
    doctor_said(house, child, *((KINDS[at % 3], "DTaP", day) for at, day in enumerate(days)))
    with house.session() as session:
        session.add_all(
            ClinicQuestion(child_id=child, topic="words", words=f"{at}" + "🦠" * 149, asked_at=NOW)
            for at in range(QUESTIONS_MOST)
        )
        session.add_all(
            Dose(child_id=child, vaccine="HepB", given_on=born + timedelta(days=at), recorded_at=NOW)
            for at in range(500)
        )
        session.commit()
    mother.tap(f"child:clinic_card:{child}")
    assert all(length(screen.text) <= TEXT_MOST for screen in mother.screens)
    card = clinic_card(house, child)
    for at in range(QUESTIONS_MOST):
        assert f"\n{at}🦠" in card
    assert card.count("条没写出来") >= 2
    assert mother.tap(f"child:clinic_picture:{child}").picture is not None


def test_trips_of_a_child_that_is_away_begin_when_it_is_back(house: House, mother: Parent) -> None:
    born, back = date(2025, 9, 20), date(2026, 12, 20)
    child = child_of(house, mother, born, [("HepB", born), ("BCG", born)])
    assert "right away" in mother.tap(f"child:trips:{child}").text
    with house.session() as session:
        session.get_one(Child, child).away_until = back
        session.commit()
    text = mother.tap(f"child:trips:{child}").text
    assert "Away until 20 Dec 2026: the trips begin then." in text
    assert "trips in the next 12 months: 20 Dec, " in text
    assert "right away" not in text
    assert "from 20 Dec 2026 on" in text
    assert text.split("<b>2.")[0].count("(late)") > 1
    house.clock.moment = datetime(2026, 12, 20, 4, 0, tzinfo=NOW.tzinfo)
    text = mother.tap(f"child:trips:{child}").text
    assert "Away" not in text
    assert "right away" in text


def test_a_checkup_that_is_over_before_the_return_is_no_trip(house: House, mother: Parent) -> None:
    """The one at 12 months of a child whose booklet nobody told: only check-ups are listed."""
    child = child_of(house, mother, date(2025, 11, 10), [], told=False)
    before = mother.tap(f"child:trips:{child}").text
    with house.session() as session:
        session.get_one(Child, child).away_until = date(2027, 9, 1)
        session.commit()
    text = mother.tap(f"child:trips:{child}").text
    assert "2026" in before
    assert "2026" not in text.split("the trips begin then.")[1]
