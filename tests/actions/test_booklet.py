"""A line is corrected and nothing of what it was gets lost; what was struck comes back."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from actions import booklet, vaccines
from actions.desk import Desk
from content import load_knowledge
from db import vaccines as rows
from db.children import Child
from db.vaccines import Dose
from tests.actions.households import NOW, ZONE, chat_of, child_of, guardian_of

KNOWLEDGE = load_knowledge("cn/wuhu")
DAY = date(2026, 1, 5)


@pytest.fixture
def child(session: Session) -> Child:
    return child_of(session, guardian_of(session, chat_of(session, "4711")))


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session, KNOWLEDGE, ZONE, NOW)


def later(desk: Desk, minutes: int) -> Desk:
    return Desk(desk.session, KNOWLEDGE, ZONE, NOW + timedelta(minutes=minutes))


def stands(desk: Desk, child: Child) -> set[tuple[str, str | None, date]]:
    record = rows.record(desk.session, [child.id or 0])[child.id or 0]
    return {(one.vaccine, one.product, one.given_on) for one in record if one.vaccine != "HepB"}


def give(
    desk: Desk, child: Child, code: str, day: date = DAY, elsewhere: bool = False, exact: bool = True
) -> Dose:
    return vaccines.give(desk, child, code, day, elsewhere=elsewhere, exact=exact).dose


def test_a_product_is_kept_beside_its_vaccine(desk: Desk, child: Child) -> None:
    line = give(desk, child, "RV5")
    assert (line.vaccine, line.product) == ("RV", "RV5")
    assert give(desk, child, "RV").id == line.id  # the same dose, told less exactly


def test_another_day_keeps_product_and_place(desk: Desk, child: Child) -> None:
    old = give(desk, child, "HPV9", elsewhere=True)
    new = booklet.move(later(desk, 1), child, old.id or 0, date(2026, 1, 7))
    assert new is not None
    assert (new.vaccine, new.product, new.elsewhere, new.exact) == ("HPV", "HPV9", True, True)
    assert (old.struck_at, old.replaced_by) == (NOW + timedelta(minutes=1), new.id)
    assert stands(desk, child) == {("HPV", "HPV9", date(2026, 1, 7))}


@pytest.mark.parametrize(
    ("was", "code", "becomes"),
    [
        ("JE-L", "JE-I", ("JE-I", None)),
        ("HepA-I", "HepA-L", ("HepA-L", None)),
        ("IPV", "bOPV", ("bOPV", None)),
        ("bOPV", "IPV", ("IPV", None)),
        ("DTaP", "DTaP-IPV/Hib", ("DTaP-IPV/Hib", None)),
        ("DTaP-IPV/Hib", "DTaP-Hib", ("DTaP-Hib", None)),
        ("DTaP-Hib", "Hib", ("Hib", None)),
        ("RV5", "RV3", ("RV", "RV3")),
        ("MCV", "MCV4", ("MCV", "MCV4")),
    ],
)
def test_it_was_another_product(
    desk: Desk, child: Child, was: str, code: str, becomes: tuple[str, str | None]
) -> None:
    old = give(desk, child, was)
    new = booklet.was_product(later(desk, 1), child, old.id or 0, code)
    assert new is not None
    assert (new.vaccine, new.product, new.given_on) == (*becomes, DAY)
    assert old.replaced_by == new.id


def test_what_cannot_have_been_instead_changes_nothing(desk: Desk, child: Child) -> None:
    old = give(desk, child, "MMR")
    for code in ("BCG", "MMR", "?", ""):
        assert booklet.was_product(desk, child, old.id or 0, code) is None
    assert stands(desk, child) == {("MMR", None, DAY)}


def test_a_day_of_the_calendar_stays_one_when_only_the_product_changes(desk: Desk, child: Child) -> None:
    old = give(desk, child, "JE-L", exact=False)
    new = booklet.was_product(desk, child, old.id or 0, "JE-I")
    assert new is not None
    assert not new.exact


def test_what_was_taken_out_comes_back_once(desk: Desk, child: Child) -> None:
    line = give(desk, child, "RV5", elsewhere=True)
    vaccines.strike(later(desk, 1), child, line.id or 0)
    again = booklet.restore(later(desk, 2), child, line.id or 0)
    assert again is not None
    assert (again.vaccine, again.product, again.elsewhere) == ("RV", "RV5", True)
    assert line.struck_at == NOW + timedelta(minutes=1)  # the history stays
    assert line.replaced_by == again.id
    assert booklet.restore(later(desk, 3), child, line.id or 0) is None
    assert stands(desk, child) == {("RV", "RV5", DAY)}


def test_a_correction_is_undone_and_done_again(desk: Desk, child: Child) -> None:
    first = give(desk, child, "MMR")
    moved = booklet.move(later(desk, 1), child, first.id or 0, date(2026, 1, 7))
    assert moved is not None
    back = booklet.restore(later(desk, 2), child, first.id or 0)
    assert back is not None
    assert stands(desk, child) == {("MMR", None, DAY)}
    assert (first.replaced_by, moved.replaced_by) == (moved.id, back.id)
    assert booklet.restore(later(desk, 3), child, moved.id or 0) is not None
    assert stands(desk, child) == {("MMR", None, date(2026, 1, 7))}


def test_a_line_told_by_itself_is_not_taken_for_a_correction(desk: Desk, child: Child) -> None:
    """Moved onto a day that was told before: bringing the old line back leaves the other."""
    told = give(desk, child, "MMR", date(2026, 1, 7))
    wrong = give(later(desk, 1), child, "MMR")
    booklet.move(later(desk, 2), child, wrong.id or 0, date(2026, 1, 7))
    assert stands(desk, child) == {("MMR", None, told.given_on)}
    booklet.restore(later(desk, 3), child, wrong.id or 0)
    assert stands(desk, child) == {("MMR", None, DAY), ("MMR", None, told.given_on)}


def test_another_childs_line_is_not_reached(desk: Desk, child: Child) -> None:
    line = give(desk, child, "MMR")
    vaccines.strike(desk, child, line.id or 0)
    stranger = child_of(desk.session, guardian_of(desk.session, chat_of(desk.session, "815")))
    assert booklet.restore(desk, stranger, line.id or 0) is None
    assert booklet.move(desk, stranger, line.id or 0, DAY) is None
    assert booklet.given_elsewhere(desk, stranger, line.id or 0, True) is None


def test_the_latest_change_comes_first(desk: Desk, child: Child) -> None:
    lines = [give(desk, child, code) for code in ("MMR", "IPV")]
    for minutes, line in enumerate(lines, 1):
        vaccines.strike(later(desk, minutes), child, line.id or 0)
    assert [one.vaccine for one in rows.changes(desk.session, child.id or 0)][:2] == ["IPV", "MMR"]
