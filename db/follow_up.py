"""Follow-up: families who registered with the community, whom to call and what was done, referrals to another office, pairing with volunteers."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, Integer
from sqlmodel import Field, SQLModel

from db.connection import Moment
from db.sealing import Sealed


class Registration(SQLModel, table=True):
    """A family known to its community, because it wanted to be: how to call them, a number to call, and no more."""

    family_id: int = Field(
        sa_column=Column(Integer, ForeignKey("family.id", ondelete="CASCADE"), primary_key=True)
    )
    #: The guardian's chat who registered.
    chat_id: int = Field(
        sa_column=Column(Integer, ForeignKey("chat.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    district: str = Field(index=True)
    #: The community office (a place of the tables), if they named one.
    community: int | None = Field(default=None, index=True)
    called: str | None = Field(default=None, sa_column=Column(Sealed("registration.called")))
    phone: str | None = Field(default=None, sa_column=Column(Sealed("registration.phone")))
    #: Version of the text they agreed to.
    version: str
    at: datetime = Field(sa_type=Moment)
    #: Where they came from within the city, and when: the new district's worker is told.
    moved_from: str | None = None
    moved_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def since(self) -> datetime:
        """Since when they are in this district's hands."""
        return self.moved_at or self.at


class CallDone(SQLModel, table=True):
    """Somebody of the staff called this family for this reason on this day; until `again_on` it is not on the list."""

    __tablename__ = "call_done"
    __table_args__ = (Index("ix_call_done", "family_id", "why"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    family_id: int = Field(
        sa_column=Column(Integer, ForeignKey("family.id", ondelete="CASCADE"), nullable=False)
    )
    why: str
    outcome: str
    who: str
    at: datetime = Field(sa_type=Moment)
    again_on: date | None = None


class ReferralState(StrEnum):
    """Words are kept in the database: never change one."""

    #: The family is asked whether another office may know.
    OFFERED = "offered"
    REFUSED = "refused"
    #: Waits for the other office's receipt.
    SENT = "sent"
    RECEIVED = "received"
    SETTLED = "settled"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


#: The other office has something to do.
AT_WORK = (ReferralState.SENT, ReferralState.RECEIVED)
#: Nobody has anything to do any more.
OVER = (ReferralState.REFUSED, ReferralState.SETTLED, ReferralState.RETURNED, ReferralState.WITHDRAWN)


class Referral(SQLModel, table=True):
    """One matter of one family, handed from one office to another with its consent."""

    __table_args__ = (Index("ix_referral_state", "state", "to_office"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    family_id: int = Field(
        sa_column=Column(Integer, ForeignKey("family.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    chat_id: int = Field(
        sa_column=Column(Integer, ForeignKey("chat.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    district: str | None = None
    from_office: str = ""
    to_office: str
    #: A service of the city's list it is about.
    service: str | None = None
    words: str | None = Field(default=None, sa_column=Column(Sealed("referral.words")))
    state: str = ReferralState.OFFERED
    who: str
    received_by: str | None = None
    due_on: date | None = None
    #: How many alarms of `rules.tickets` its silence has had; one more than those there are: its deadline is over, and that was told.
    alarms: int = 0
    result: str | None = Field(default=None, sa_column=Column(Sealed("referral.result")))
    offered_at: datetime = Field(sa_type=Moment)
    agreed_at: datetime | None = Field(default=None, sa_type=Moment)
    received_at: datetime | None = Field(default=None, sa_type=Moment)
    #: When it came to an end, whatever end it was.
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


class PairingState(StrEnum):
    """Words are kept in the database: never change one."""

    WAITING = "waiting"
    FOUND = "found"
    RUNNING = "running"
    ENDED = "ended"


class Pairing(SQLModel, table=True):
    """A family that asked for a volunteer (service E6 of the city's list), and what came of it."""

    __table_args__ = (Index("ix_pairing_state", "state", "district"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    family_id: int = Field(
        sa_column=Column(Integer, ForeignKey("family.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    chat_id: int = Field(
        sa_column=Column(Integer, ForeignKey("chat.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    district: str
    #: What for: a key of `rules.needs.TOPICS`.
    topic: str
    state: str = PairingState.WAITING
    #: How the family may call the volunteer, and when they meet, as the worker typed it. Nothing else of a volunteer is kept.
    volunteer: str | None = Field(default=None, sa_column=Column(Sealed("pairing.volunteer")))
    meets: str | None = Field(default=None, sa_column=Column(Sealed("pairing.meets")))
    who: str | None = None
    asked_at: datetime = Field(sa_type=Moment)
    found_at: datetime | None = Field(default=None, sa_type=Moment)
    agreed_at: datetime | None = Field(default=None, sa_type=Moment)
    looked_after_at: datetime | None = Field(default=None, sa_type=Moment)
    #: What each side said after a while: "well" or "badly".
    family_says: str | None = None
    office_says: str | None = None
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
