"""What is kept of a child has grown: who agreed to an older text reads the new one before anything new is written down."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from db.doctor import DoctorWord
from db.families import Consent
from db.papers import PaperHad, PapersGuide
from rules.enrolment.answers import Answers, decode
from tests.actions.households import child_of
from tests.dialogs.talk import NOW, House, Parent

ASKED = "So I ask again"


@pytest.fixture
def mother(house: House) -> Parent:
    """She agreed to the text of two days ago."""
    mother = Parent(house, 1).registered()
    with house.session() as session:
        guardian = mother.guardian(session)
        assert guardian is not None
        child_of(session, guardian)
        for one in session.exec(select(Consent).where(Consent.kind == "child")):
            one.version = "2026-11-24"
            session.add(one)
        session.commit()
    return mother


@pytest.mark.parametrize(
    "address",
    [
        "child:measure:1",
        "grown:fix:1:1",
        "doc:who:1:must_not:MMR",
        "said:day:1:1",
        "child:away:1",
        "child:lost:1",
        "visit:today:1:m6",
        "visit:enter:1:entry",
        "line:elsewhere:1:1",
        "rem:done:0:",
        "rem:done:1:p_27opens",
        "rem:all:0:",
        "pap:1::bn:ask:",
        "pap:1::rvg260720:ask:",
        "pap:1::lh:ask:hk",
        "pap:1:::got:hk",
        "pap:1:::yes:rp",
        "pap:1:::applied:",
        "pap:1:::result:",
        "pap:1:::enrolled:",
    ],
)
def test_the_new_text_comes_first_and_afterwards_the_same_button_works(mother: Parent, address: str) -> None:
    assert ASKED in mother.tap(address).text
    mother.press("Yes, I agree")
    assert ASKED not in mother.tap(address).text


def test_nothing_is_written_down_before_it_was_read(house: House, mother: Parent) -> None:
    mother.tap("docon:told:1:must_not:BCG:")
    mother.tap("pap:1::bn:ask:")
    mother.tap("pap:1:::got:hk")
    mother.tap("pap:1:::enrolled:")
    with house.session() as session:
        assert [one.vaccine for one in session.exec(select(DoctorWord))] == ["MMR"]
        assert session.exec(select(PapersGuide)).all() == []
        assert session.exec(select(PaperHad)).all() == []


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("qreg", Answers(registered_on=date(2026, 7, 20))),
        ("qsince", Answers(permit_since=date(2026, 7, 20))),
    ],
)
def test_a_typed_day_about_the_papers_waits_for_the_new_text(
    house: House, mother: Parent, question: str, kept: Answers
) -> None:
    mother.tap(f"pap:1:::{question}:")
    assert ASKED in mother.say("2026-07-20").text
    with house.session() as session:
        assert session.exec(select(PapersGuide)).all() == []
    mother.press("Yes, I agree")
    mother.tap(f"pap:1:::{question}:")
    assert ASKED not in mother.say("2026-07-20").text
    with house.session() as session:
        assert [decode(one.answers) for one in session.exec(select(PapersGuide))] == [kept]


def test_a_day_of_a_child_that_is_not_kept_needs_no_consent(mother: Parent) -> None:
    mother.tap("pap:0:20240301:pr:qreg:")
    assert ASKED not in mother.say("2026-07-20").text


def test_a_day_of_the_papers_is_done_only_after_the_new_text(house: House, mother: Parent) -> None:
    """*Done* on a reminder of the registration days: read first, then the same button writes it down."""
    with house.session() as session:
        session.add(PapersGuide(child_id=_schoolchild(session, mother), answers="", begun_at=NOW))
        session.commit()
    house.clock.moment = datetime(2027, 7, 2, 4, 0, tzinfo=UTC)
    asked = mother.tap("rem:done:2:p_27closes")
    assert ASKED in asked.text
    with house.session() as session:
        assert [one.applied_at for one in session.exec(select(PapersGuide))] == [None]
    mother.press("Yes, I agree")
    mother.tap("rem:done:2:p_27closes")
    with house.session() as session:
        assert [one.applied_at for one in session.exec(select(PapersGuide))] == [house.clock.moment]


def _schoolchild(session: Session, mother: Parent) -> int:
    """A second child that comes to primary school in autumn 2027."""
    guardian = mother.guardian(session)
    assert guardian is not None
    child = child_of(session, guardian, "大宝")
    child.born = date(2021, 3, 1)
    session.add(child)
    session.flush()
    return child.id or 0


@pytest.mark.parametrize(
    "address",
    [
        "child:card:1", "child:growth:1", "child:checkups:1", "child:give:1", "child:papers:1", "pap:1:::list:", "pap:1:::tick:",
        "pap:1:::qhome:", "pap:1:::hasnot:hk", "pap:1:::paper:hk",
    ],
)  # fmt: skip
def test_looking_and_what_was_agreed_to_go_on(mother: Parent, address: str) -> None:
    assert ASKED not in mother.tap(address).text


def test_a_no_leaves_everything_as_it_was(house: House, mother: Parent) -> None:
    mother.tap("child:measure:1")
    assert "stays as it was" in mother.press("No, thank you").text
    assert ASKED not in mother.tap("child:card:1").text
    with house.session() as session:
        assert [one.withdrawn_at for one in session.exec(select(Consent))] == [None, None]
