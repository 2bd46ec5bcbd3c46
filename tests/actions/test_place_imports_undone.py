"""Imports that are undone in any order, and what the staff wrote between them. On both databases."""

from __future__ import annotations

from sqlmodel import Session

from actions.place_imports import Undoing, undo, undoing
from db.places import PlaceState
from tests.actions.test_place_imports import LATER, NOW, bring, corrected, looked_at, place, state, there


def test_a_later_import_that_was_undone_does_not_stand_in_the_way(session: Session) -> None:
    first = bring(session, [place("edu:1")])
    second = bring(session, [place("edu:1", phone="1")], LATER)
    undo(session, second, LATER)
    assert undo(session, first, LATER) == Undoing(0, 1, ())
    session.commit()
    assert there(session)["edu:1"].state == PlaceState.GONE


def test_two_imports_are_undone_in_any_order(session: Session) -> None:
    """The first is undone while the second stands, and leaves the place alone; then the second leads back beyond both."""
    first = bring(session, [place("edu:1"), place("edu:2")])
    second = bring(session, [place("edu:1", phone="1"), place("edu:2", phone="1")], LATER)
    third = bring(session, [place("edu:2", phone="2")], LATER)
    assert undo(session, first, LATER).taken_out == 0
    session.commit()
    assert undoing(session, third) == Undoing(1, 0, ())
    assert [one.key for one in undo(session, second, LATER).left] == ["edu:2"]
    session.commit()
    rows = there(session)
    assert (rows["edu:1"].state, rows["edu:2"].place.phone) == (PlaceState.GONE, "2")
    assert undo(session, third, LATER) == Undoing(0, 1, ())
    session.commit()
    assert {row.state for row in there(session).values()} == {PlaceState.GONE}


def test_undoing_goes_back_beyond_an_undone_import_to_what_was_there_before(session: Session) -> None:
    bring(session, [place("edu:1")])
    before = state(session)
    second = bring(session, [place("edu:1", phone="1")], LATER)
    third = bring(session, [place("edu:1", phone="2")], LATER)
    undo(session, second, LATER)
    session.commit()
    assert undo(session, third, LATER) == Undoing(1, 0, ())
    session.commit()
    assert state(session) == before


def test_undoing_stops_at_what_the_staff_wrote(session: Session) -> None:
    first = bring(session, [place("edu:1")])
    corrected(session, "edu:1", district="jiujiang")
    before = state(session)
    second = bring(session, [place("edu:1", phone="1")], LATER)
    undo(session, first, LATER)
    session.commit()
    assert undo(session, second, LATER) == Undoing(1, 0, ())
    session.commit()
    assert state(session) == before


def test_what_an_undone_import_took_out_comes_again_as_the_same_place(session: Session) -> None:
    file = [place("edu:1"), place("edu:2")]
    batch = bring(session, file)
    number = there(session)["edu:1"].id
    undo(session, batch, NOW)
    session.commit()
    found = looked_at(session, file)[1]
    assert (len(found.back), found.added, found.changed, found.unchanged) == (2, 2, (), 0)
    again = bring(session, file, LATER)
    assert (again.added, again.changed) == (2, 0)
    row = there(session)["edu:1"]
    assert (row.id, row.state, row.place) == (number, PlaceState.THERE, file[0])
    assert undo(session, again, LATER) == Undoing(2, 0, ())
    session.commit()
    assert {row.state for row in there(session).values()} == {PlaceState.GONE}
