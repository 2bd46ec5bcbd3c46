"""What a child weighed and measured, as its family told us."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Integer
from sqlmodel import Field, Session, SQLModel, col, select

from db.connection import Moment
from rules.growth import Measured


class Measurement(SQLModel, table=True):
    """One day. Grams and millimetres. A mistake is struck, never overwritten, so that its history can be followed."""

    __tablename__ = "measurement"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    child_id: int = Field(
        sa_column=Column(Integer, ForeignKey("child.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    measured_on: date
    weight_g: int | None = None
    length_mm: int | None = None
    head_mm: int | None = None
    #: Whether the length was taken lying down; nothing when that was not said, and the usual way of the age is meant.
    lying: bool | None = None
    recorded_at: datetime = Field(sa_type=Moment)
    struck_at: datetime | None = Field(default=None, sa_type=Moment)

    def as_rule(self) -> Measured:
        return Measured(self.measured_on, self.weight_g, self.length_mm, self.head_mm, self.lying)


def standing(session: Session, child_id: int) -> list[Measurement]:
    """The lines that stand (not struck), oldest day first."""
    rows = select(Measurement).where(Measurement.child_id == child_id, col(Measurement.struck_at).is_(None))
    return list(session.exec(rows.order_by(col(Measurement.measured_on), col(Measurement.id))))


def measured(session: Session, child_id: int) -> list[Measured]:
    """The same as the rules read it."""
    return [one.as_rule() for one in standing(session, child_id)]


def line(session: Session, child_id: int, row: int) -> Measurement | None:
    """This line of this child, if it stands: as it is now, another guardian may have changed it."""
    found = session.get(Measurement, row, populate_existing=True)
    return found if found is not None and found.child_id == child_id and found.struck_at is None else None


def of_day(session: Session, child_id: int, on: date) -> Measurement | None:
    """The line of this day, if one stands."""
    return next((one for one in standing(session, child_id) if one.measured_on == on), None)


def struck_at(session: Session, child_id: int, moment: datetime) -> list[Measurement]:
    """The lines that were struck at this moment: what a new line took the place of."""
    return list(
        session.exec(
            select(Measurement).where(Measurement.child_id == child_id, Measurement.struck_at == moment)
        )
    )


def all_of(session: Session, child_id: int) -> list[Measurement]:
    """Every line ever told for this child, struck ones included: for the export."""
    rows = select(Measurement).where(Measurement.child_id == child_id)
    return list(session.exec(rows.order_by(col(Measurement.id))))
