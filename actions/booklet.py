"""A line of the booklet is corrected: another day, another product, given elsewhere; and what was struck comes back.

A mistake is struck and a new line written, so that the history can be followed.
"""

from __future__ import annotations

from datetime import date

from actions.desk import Desk
from actions.vaccines import give, strike
from db import children, vaccines
from db.children import Child
from db.vaccines import Dose


def move(desk: Desk, child: Child, dose_id: int, on: date) -> Dose | None:
    """Another day for an entry: the old line is struck and a new one written."""
    old = vaccines.line(desk.session, child.id or 0, dose_id)
    if old is None:
        return None
    return _in_its_place(desk, child, old, old.product or old.vaccine, on, exact=True)


def was_product(desk: Desk, child: Child, dose_id: int, code: str) -> Dose | None:
    """It was another product (`code`: a vaccine, a combination or a product): the old line is struck and a new one written."""
    old = vaccines.line(desk.session, child.id or 0, dose_id)
    if old is None or code not in desk.knowledge.book.instead_of(old.product or old.vaccine):
        return None
    return _in_its_place(desk, child, old, code, old.given_on, exact=old.exact)


def _in_its_place(desk: Desk, child: Child, old: Dose, code: str, on: date, *, exact: bool) -> Dose:
    strike(desk, child, old.id or 0)
    # A product's code that the pack does not know any more stays what it is.
    known = desk.knowledge.book.knows(code)
    told = give(
        desk,
        child,
        code if known else old.vaccine,
        on,
        None if known else old.product,
        elsewhere=old.elsewhere,
        exact=exact,
    )
    old.replaced_by = told.dose.id
    desk.session.add(old)
    desk.session.flush()
    return told.dose


def restore(desk: Desk, child: Child, dose_id: int) -> Dose | None:
    """A struck line comes back, as a line of its own; what a correction put in its place is struck. The history loses nothing.

    Nothing when it was not struck, or stands again.
    """
    children.lock(desk.session, child)
    old = vaccines.any_line(desk.session, child.id or 0, dose_id)
    if old is None or old.struck_at is None:
        return None
    instead = _correction_of(desk, child, old)
    if vaccines.standing(desk.session, child.id or 0, old.vaccine, old.given_on) not in (None, instead):
        return None
    if instead is not None:
        strike(desk, child, instead.id or 0)
    code = old.product if old.product and desk.knowledge.book.knows(old.product) else old.vaccine
    again = give(desk, child, code, old.given_on, old.product, elsewhere=old.elsewhere, exact=old.exact).dose
    changed = old if instead is None else instead
    changed.replaced_by = again.id
    desk.session.add(changed)
    desk.session.flush()
    return again


def _correction_of(desk: Desk, child: Child, old: Dose) -> Dose | None:
    """The line a correction wrote in place of this one, if it stands; not one that was told before and by itself."""
    line = vaccines.line(desk.session, child.id or 0, old.replaced_by or 0)
    return line if line is not None and line.recorded_at == old.struck_at else None


def given_elsewhere(desk: Desk, child: Child, dose_id: int, elsewhere: bool) -> Dose | None:
    """Marks a line: it was given at another clinic, or it was not after all. A remark: day and vaccine stay as they are."""
    line = vaccines.line(desk.session, child.id or 0, dose_id)
    if line is not None:
        line.elsewhere = elsewhere
        desk.session.add(line)
        desk.session.flush()
    return line
