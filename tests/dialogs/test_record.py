"""What stands beside the doses, said and typed: questions for the clinic, a doctor's word, lines of the booklet. Wrong input, old buttons, limits."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlmodel import select

from actions.questions import QUESTIONS_MOST, WORDS_MOST
from db import doctor, questions
from db.children import Child
from db.doctor import DoctorWord
from db.growth import Measurement
from db.questions import ClinicQuestion
from db.vaccines import Dose
from rules.vaccines.doctor import KINDS, Kind
from tests.actions import households
from tests.dialogs.talk import House, Parent

CHILD = 1
LONG = "🦠" * (WORDS_MOST // 2)
"""As many UTF-16 units as a question may have."""


@pytest.fixture
def mother(house: House) -> Parent:
    """With a child whose booklet holds one dose, and nothing else."""
    parent = Parent(house, 1).registered()
    with house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        child = households.child_of(session, guardian)
        child.record_checked_at = households.NOW
        assert child.id == CHILD
        for table in (DoctorWord, ClinicQuestion):
            for row in session.exec(select(table)):
                session.delete(row)
        session.commit()
    return parent


def words(mother: Parent) -> list[tuple[str, str, date | None]]:
    with mother.house.session() as session:
        return [(one.kind, one.vaccine, one.day) for one in doctor.standing(session, CHILD)]


def asked(mother: Parent) -> list[tuple[str, str | None]]:
    with mother.house.session() as session:
        return [(one.topic, one.words) for one in questions.open_of(session, CHILD)]


def state(mother: Parent) -> str | None:
    with mother.house.session() as session:
        chat = mother.chat(session)
        return chat.state if chat else None


def remove(mother: Parent) -> None:
    with mother.house.session() as session:
        session.delete(session.get_one(Child, CHILD))
        session.commit()


def test_a_question_in_own_words(mother: Parent) -> None:
    mother.tap("child:ask_clinic:1")
    assert "own words" in mother.say("?!").text or "no words" in mother.screens[0].text
    assert "ID number" in mother.say("她的号码 340203199001011234").text
    assert "long" in mother.say("a" * (WORDS_MOST + 1)).text
    assert asked(mother) == []
    mother.say("  Can he   swim? ")
    assert asked(mother) == [("words", "Can he swim?")]
    assert state(mother) is None
    assert "do not know" in mother.say("Can he swim?").text  # nothing is waited for any more


def test_what_is_waited_for_gives_way_to_commands_and_danger(mother: Parent) -> None:
    mother.tap("child:ask_clinic:1")
    assert "120" in mother.say("he cannot breathe").text
    assert state(mother) == "asking:words"
    mother.say("/help")
    assert state(mother) is None
    mother.say("What now?")
    assert asked(mother) == []


def test_as_many_questions_as_there_may_be_fit_one_message(mother: Parent) -> None:
    for number in range(QUESTIONS_MOST):
        mother.tap("child:ask_clinic:1")
        mother.say(f"{LONG[:-2]}x{number}")
    assert len(asked(mother)) == QUESTIONS_MOST
    mother.tap("topic:write:1:allergy:")
    assert "as many" in mother.screens[0].text
    assert len(asked(mother)) == QUESTIONS_MOST
    mother.tap("child:questions:1")


def test_long_lists_of_lines_fit_one_message(mother: Parent) -> None:
    with mother.house.session() as session:
        for day in range(1, 60):
            session.add(
                Dose(
                    child_id=CHILD,
                    vaccine="DTaP",
                    given_on=date(2025, 3, 5) + timedelta(days=day),
                    recorded_at=households.NOW,
                    elsewhere=True,
                    struck_at=households.NOW if day > 40 else None,
                )
            )
        for topic in ("elsewhere", "not_counted"):
            session.add(ClinicQuestion(child_id=CHILD, topic=topic, asked_at=households.NOW))
        session.commit()
    for screen in ("booklet", "changes", "uncounted", "questions", "card"):
        mother.tap(f"child:{screen}:1")


def test_any_number_of_words_fits_one_message(mother: Parent) -> None:
    with mother.house.session() as session:
        for number in range(120):
            kind: Kind = KINDS[number % 3]
            day = date(2027, 1, 1) + timedelta(days=number) if kind == "put_off" else date(2026, 1, 1)
            session.add(
                DoctorWord(child_id=CHILD, kind=kind, vaccine="DTaP", day=day, told_at=households.NOW)
            )
        session.commit()
    for screen in ("doctor", "card"):
        mother.tap(f"child:{screen}:1")


def test_the_newest_are_shown_and_how_many_there_are_besides(mother: Parent) -> None:
    with mother.house.session() as session:
        for number in range(110):
            day = date(2026, 1, 1) + timedelta(days=number)
            for row in (
                DoctorWord(child_id=CHILD, kind="immunoglobulin", day=day, told_at=households.NOW),
                Measurement(
                    child_id=CHILD,
                    measured_on=day + timedelta(days=60),
                    weight_g=9_000,
                    recorded_at=households.NOW,
                ),
                Dose(child_id=CHILD, vaccine="IIV", given_on=day, recorded_at=households.NOW),
            ):
                session.add(row)
        session.commit()
    screen = mother.tap("child:doctor:1")
    assert "20 Apr 2026" in screen.text.splitlines()[1]
    assert "80 older" in screen.text
    assert re.search("[0-9]+ older", mother.tap("child:measured:1").text)
    assert re.search("[0-9]+ older", mother.tap("child:booklet:1").text)


@pytest.mark.parametrize("typed", ["stop", "delete everything", "where is the clinic?", "别再发了", "谢谢"])
def test_what_is_said_to_the_bot_becomes_no_question(mother: Parent, typed: str) -> None:
    mother.tap("child:ask_clinic:1")
    mother.say(typed)
    assert asked(mother) == []
    assert state(mother) == "asking:words"
    assert "type it once more" in mother.screens[-1].text


def test_said_twice_it_is_a_question_all_the_same(mother: Parent) -> None:
    typed = "Which hospital is better for it?"
    mother.tap("child:ask_clinic:1")
    mother.say(typed)
    mother.say(typed)
    assert asked(mother) == [("words", typed)]
    mother.tap("child:ask_clinic:1")
    mother.say("Is a fever after the vaccine bad?")
    assert len(asked(mother)) == 2


def test_a_question_is_about_a_known_topic_and_vaccine(mother: Parent) -> None:
    for forged in ("topic:write:1:x:", "topic:write:1:allergy:X", "topic:look:1::", "q:asked:1:99"):
        mother.tap(forged)
    assert asked(mother) == []
    mother.tap("topic:write:1:not_counted:DTaP-IPV/Hib")
    assert asked(mother) == [("not_counted", None)]


@pytest.mark.parametrize(
    "typed",
    [
        "yesterday",
        "2026-11-23",
        "2028-11-24",
        "never",
        "next Saturday",
        "340203199001011234",
        "5 or 6 December",
    ],
)
def test_a_day_that_is_not_clear_is_asked_again(mother: Parent, typed: str) -> None:
    """From tomorrow to two years ahead; anything else is asked about, and nothing is written down."""
    mother.tap("doc:what:1:put_off:MMR")
    screen = mother.say(typed)
    assert state(mother) == "doctor:day"
    assert screen.choices
    assert words(mother) == []


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2028-11-23", date(2028, 11, 23)),
        ("in 3 months", date(2027, 2, 23)),
        ("after the 5th", date(2026, 12, 6)),
        ("3个月后", date(2027, 2, 23)),
    ],
)
def test_a_clear_day_is_asked_back_and_then_written_down(mother: Parent, typed: str, day: date) -> None:
    mother.tap("doc:what:1:put_off:MMR")
    mother.say(typed)
    assert words(mother) == []
    mother.press("Yes, the doctor said so")
    assert words(mother) == [("put_off", "MMR", day)]


def test_an_old_button_with_a_day_that_has_passed_asks_anew(mother: Parent) -> None:
    for address in (
        "docon:told:1:put_off:MMR:2026-11-20",
        "docon:told:1:put_off:MMR:",
        "docon:told:1:put_off:X:2027-01-01",
        "docon:told:1:x:MMR:2027-01-01",
        "docon:told:1:immunoglobulin::2026-12-01",
        "docon:told:1:immunoglobulin::2025-03-04",
    ):
        mother.tap(address)
    assert words(mother) == []


def test_nobody_makes_an_exception_but_a_doctor(mother: Parent) -> None:
    """Whichever kind: the first question is who said so, and "no" leads to a question for the clinic."""
    for kind in ("put_off", "must_not", "immunoglobulin"):
        mother.tap("child:doctor:1")
        mother.tap(f"doc:who:1:{kind}:")
        assert "Did a doctor or nurse say so?" in mother.screens[0].text
        mother.press("No, it is my own question")
        mother.press("Note it as a question")
    assert words(mother) == []
    assert [topic for topic, _words in asked(mother)] == ["put_off", "must_not", "immunoglobulin"]


def test_a_forbidden_dose_is_shown_with_its_word_and_is_not_called_done(mother: Parent) -> None:
    mother.tap("docon:told:1:must_not:MMR:")
    card = mother.tap("child:card:1").text
    assert "must not be given" in card.replace("麻腮风：不能打", "must not be given")
    assert "dose 1</b>" not in "".join(line for line in card.splitlines() if "麻腮风" in line)
    home = mother.tap("go:home").text
    assert "麻腮风" not in home
    assert "done" not in mother.tap("rem:done:1:MMR-1").text


def test_a_dose_told_against_the_doctors_word_is_written_down_and_asked_about(mother: Parent) -> None:
    mother.tap("docon:told:1:must_not:MMR:")
    written = mother.tap("shoton:1:MMR-1:2026-11-23").text
    assert "Written down" in written
    assert "Does that still hold?" in written
    assert words(mother) == [("must_not", "MMR", None)]


def test_a_word_of_a_child_that_was_removed(mother: Parent) -> None:
    mother.tap("docon:told:1:must_not:MMR:")
    mother.tap("topic:write:1:allergy:")
    remove(mother)
    for address in (
        "child:doctor:1", "child:questions:1", "child:changes:1", "child:uncounted:1", "child:self_paid:1", "child:lost_went:1",
        "child:lost_unknown:1", "child:ask_clinic:1", "said:end:1:1", "saidon:1:1:2027-01-01", "doc:which:1:put_off:",
        "docon:told:1:must_not:MMR:", "topic:write:1:allergy:", "q:asked:1:1", "paid:1:RV5", "line:restore:1:2", "line:product:1:1",
        "lineis:1:1:JE-I", "shot:combined:1:DTaP-1",
    ):  # fmt: skip
        assert "not entered here any more" in mother.tap(address).text, address
    assert words(mother) == []
    assert asked(mother) == []


def test_words_waited_for_when_the_child_is_gone(mother: Parent) -> None:
    for address in ("child:ask_clinic:1", "doc:which:1:put_off:", "doc:what:1:put_off:MMR", "child:give:1"):
        mother.tap(address)
    mother.tap("child:ask_clinic:1")
    remove(mother)
    assert "not entered here any more" in mother.say("Can he swim?").text
    assert state(mother) is None
